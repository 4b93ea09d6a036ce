"""The filters beside the list: each with how many jobs it leaves, the order of the list, and the saved ones."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.models.filtering import Filtering
from fieldapp.models.finder import NEAR_M, Finder, Found
from fieldapp.models.job_filter import DUE, PLACE, PRIORITY, SORTS, STATE, WORK
from fieldapp.views.filter_names import FilterNames
from fieldapp.views.scrolled import Scrolled
from fieldapp.views.words_of_filters import WordsOfFilters
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip_group import ChipGroup
from fieldapp.widgets.keys import tell
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from fieldapp.wording.desk import distance_text
from fieldapp.wording.finding import group_text, no_place_text, reading_text, sort_text

_GROUPS = ("due", "state", "priority", "kind", "work", "place")
_KINDS = 12
"""So many kinds of job, the most frequent ones, have a chip; others that are on have one, too."""


class FilterPanel(QWidget):
    """`closed` when somebody is through, `deleted(name)` when a saved filter is to go."""

    closed = Signal()
    deleted = Signal(str)

    def __init__(self, filtering: Filtering, finder: Finder, words: WordsOfFilters, locale: QLocale) -> None:
        super().__init__()
        self._filtering, self._finder, self._words, self._locale = filtering, finder, words, locale
        self._head = Text(role="h2", elide=True)
        self._close = Button(self.tr("Show the jobs"), "check", "primary")
        self._names = FilterNames(filtering)
        self._sorts = ChipGroup(self.tr("Sort by"))
        self._sorts.set_chips([(sort, sort_text(sort)) for sort in SORTS])
        self._why = Text(no_place_text(), "small", "text2", wrap=True)
        self._near = Text(role="small", tone="text2", wrap=True)
        self._groups = {group: ChipGroup(group_text(group)) for group in _GROUPS}
        self._build()
        self._connect()

    def show_found(self, found: Found) -> None:
        """Says what was found, and what each filter would leave."""
        wish = found.filter
        shown = found.counts[wish.show]
        self._head.setText(self.tr("%n job(s)", "", shown) if self._finder.ready else reading_text())
        possible = [sort for sort in SORTS if not self._finder.problem(sort)]
        self._sorts.set_on({found.sort})
        self._sorts.set_possible(possible)
        self._why.setVisible(len(possible) < len(SORTS))
        kinds = [f"kind:{code}" for code in self._finder.kinds()[:_KINDS]]
        kinds += [chip for chip in wish.groups().get("kind", ()) if chip not in kinds]
        self._set("kind", tuple(kinds))
        every = [chip for chips in (DUE, STATE, PRIORITY, kinds, WORK, PLACE) for chip in chips]
        counts = {chip: self._counted(chip, count) for chip, count in self._finder.chip_counts(wish, every).items()}
        for group in self._groups.values():
            group.set_on(wish.chips)
            group.set_counts(counts)
        self._say_near()
        saved = {each.name: self._said(each.name, self._finder.count(each.filter)) for each in self._filtering.saved}
        self._names.refresh(self._words.of(wish), saved)

    def focus_name(self) -> None:
        """Puts the cursor into the name of the filter in force."""
        self._names.focus_name()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's hook: the keyboard goes to the first filter."""
        self._groups["due"].focus_first(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        saved, sorts, filters = Card(), Card(), Card(self.tr("Show only"))
        saved.add(self._names)
        for part in (self._sorts, self._why):
            sorts.add(part)
        for name in ("due", "state", "priority", "kind"):
            filters.add(self._groups[name])
        filters.body.addLayout(row(self._groups["work"], self._groups["place"], 1, gap=24))
        filters.add(self._near)
        body = Scrolled(column(filters, sorts, 1, gap=12, margins=(24, 12, 24, 12)))
        head = row(self._head, self._close, gap=8, margins=(24, 14, 24, 0))
        head.setStretchFactor(self._head, 1)
        saved.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        foot = row(saved, margins=(24, 0, 24, 16))
        self.setLayout(column(head, body, foot, gap=0))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for name, chips in (("due", DUE), ("state", STATE), ("priority", PRIORITY), ("work", WORK), ("place", PLACE)):
            self._set(name, chips)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._names.deleted.connect(self.deleted)
        self._sorts.tapped.connect(self._filtering.sort)
        for group in self._groups.values():
            group.tapped.connect(self._filtering.toggle)
        tell(self, "Esc", self.tr("Close the filters"))

    def _set(self, group: str, chips: tuple[str, ...]) -> None:
        self._groups[group].set_chips([(chip, self._words.chip(chip)) for chip in chips])

    def _counted(self, chip: str, count: int) -> tuple[str, str]:
        return self._said(self._words.chip(chip), count)

    def _said(self, words: str, count: int) -> tuple[str, str]:
        return self._locale.toString(count), self.tr("{name}, %n job(s)", "", count).format(name=words)

    def _say_near(self) -> None:
        here = self._finder.here
        self._near.setVisible(here is not None)
        if here is not None:
            words = self.tr("Near by is up to {distance} from {place}: your job in hand, your last or your first.")
            place, away = here.address.strip() or here.title, distance_text(NEAR_M, self._locale)
            self._near.setText(words.format(distance=away, place=place))
