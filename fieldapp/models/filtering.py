"""The filter in force on the crew's list, what changes it, and what of it is kept for the person on this laptop."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.models.job_filter import SORTS, Filter, Show, Sort
from fieldapp.models.kept_filters import Kept, KeptFilters, SavedFilter

_WRITE_MS = 1_000  # after the last key: nobody waits for the disk while they type


class Filtering(QObject):
    """`changed` when another filter is in force, `named` when the named ones are others."""

    changed = Signal()
    named = Signal()

    def __init__(self, kept: KeptFilters, person_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file, self._person_id = kept, person_id
        self._kept = kept.of(person_id)
        self.now = self._kept.last
        self._show_before: Show = "todo" if self.now.words else self.now.show
        self._soon = QTimer(self, interval=_WRITE_MS, singleShot=True)
        self._soon.timeout.connect(self.write)

    @property
    def saved(self) -> tuple[SavedFilter, ...]:
        """The filters with a name."""
        return self._kept.saved

    @property
    def saved_now(self) -> SavedFilter | None:
        """The one that is in force, None where it has no name."""
        return next((each for each in self.saved if each.filter == self.now), None)

    def set(self, wish: Filter) -> None:
        """Another filter."""
        if wish != self.now:
            self.now = wish
            self._keep(replace(self._kept, last=wish))
            self._soon.start()
            self.changed.emit()

    def set_text(self, text: str) -> None:
        """Other words. Who searches looks for a job, whatever became of it; the tab is as before when they are done."""
        if bool(text.strip()) == bool(self.now.words):
            self.set(replace(self.now, text=text))
        elif text.strip():
            self._show_before = self.now.show
            self.set(replace(self.now, text=text, show="all"))
        else:
            self.set(replace(self.now, text=text, show=self._show_before))

    def show(self, tab: Show) -> None:
        """Another tab."""
        self.set(replace(self.now, show=tab))

    def toggle(self, chip: str) -> None:
        """A filter more, or less."""
        self.set(self.now.toggled(chip))

    def drop(self, part: str) -> None:
        """Without a filter, or without the words for "text"."""
        if part == "text":
            self.set_text("")
        else:
            self.set(self.now.without(part))

    def clear(self) -> None:
        """Without words and filters."""
        show = self._show_before if self.now.words else self.now.show
        self.set(replace(self.now.cleared(), show=show))

    def sort(self, by: Sort) -> None:
        """Another order."""
        self.set(replace(self.now, sort=by))

    def sort_next(self) -> None:
        """The order that comes next."""
        self.sort(SORTS[(SORTS.index(self.now.sort) + 1) % len(SORTS)])

    def apply(self, name: str) -> None:
        """The filter of a name."""
        for each in self.saved:
            if each.name == name:
                self.set(each.filter)

    def save(self, name: str, instead_of: str = "") -> None:
        """Gives the filter in force a name, or another one."""
        if name.strip():
            self._name(self._kept.with_saved(name.strip(), self.now, instead_of))

    def delete(self, name: str) -> Kept:
        """Forgets the filter of a name, which stays in force; what `restore` takes."""
        before = self._kept
        self._name(self._kept.without_saved(name))
        return before

    def restore(self, before: Kept) -> None:
        """Has the named filters as they were."""
        self._name(replace(self._kept, saved=before.saved))

    def write(self) -> None:
        """Has it on the disk now."""
        self._soon.stop()
        self._file.write()

    def _name(self, kept: Kept) -> None:
        self._keep(kept)
        self.write()
        self.named.emit()

    def _keep(self, kept: Kept) -> None:
        self._kept = kept
        self._file.keep(self._person_id, kept)
