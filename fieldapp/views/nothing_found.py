"""What stands in the place of an empty list: why it is empty, which filter hides what, and the way out."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from fieldapp.models.filtering import Filtering
from fieldapp.models.finder import Finder, Found
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.layouts import column
from fieldapp.wording.finding import quoted


class NothingFound(Scrolled):
    """`left` after somebody took the way out."""

    left = Signal()

    def __init__(self, filtering: Filtering, finder: Finder) -> None:
        self._said = EmptyState()
        super().__init__(column(self._said))
        self._filtering, self._finder = filtering, finder
        self._way_out = ""
        self._said.acted.connect(self._leave)

    def say_empty(self, show: str, *, arriving: bool) -> None:
        """There is nothing under this tab, whatever the filters say."""
        if arriving:
            hint = self.tr("They stay on this laptop, and work without a line from then on.")
            self._said.set("download", self.tr("Your jobs are on their way."), hint)
        elif show == "done":
            self._said.set("list-todo", self.tr("Nothing is closed yet today."))
        else:
            hint = self.tr("New jobs appear here by themselves when there is a line.")
            self._said.set("circle-check", self.tr("No jobs to do."), hint)

    def say_hidden(self, found: Found, words: Mapping[str, str]) -> None:
        """Says which of the filters hide jobs, `words` by their keys; the way out is the one that hides the most."""
        wish = found.filter
        names = {part: said if part == "text" else quoted(said) for part, said in words.items()}
        left = {part: self._finder.count(wish.without(part)) for part in words}
        self._way_out = max(left, key=lambda part: (left[part], part != "text"))  # what was just typed is meant
        if wish.show != "all" and found.counts["all"]:
            self._way_out = "show"
        elif not left[self._way_out]:
            self._way_out = ""
        sentence = self.tr("No job has all of this.")
        if list(words) == ["text"]:
            sentence = self.tr("No job matches “{text}”.").format(text=wish.words)
        hints = "\n".join(self._hints(found, names, left))
        self._said.set("search-x", sentence, hints, self._action(names))

    def _hints(self, found: Found, names: Mapping[str, str], left: Mapping[str, int]) -> list[str]:
        hints = []
        if self._way_out == "show":
            hints.append(self.tr("Under “All”: %n job(s).", "", found.counts["all"]))
        if len(names) > 1:
            for part, count in left.items():
                if count:
                    hints.append(self.tr("Without {filter}: %n job(s).", "", count).format(filter=names[part]))
            if not any(left.values()):
                hints.append(self.tr("To take one of them away is not enough."))
        if "text" in names:
            hints.append(self.tr("Search looks at number, title, address and the resident’s words."))
        return hints

    def _action(self, names: Mapping[str, str]) -> str:
        if self._way_out == "show":
            return self.tr("Look under “All”")
        if self._way_out and len(names) > 1:
            return self.tr("Take away {filter}").format(filter=names[self._way_out])
        return self.tr("Clear the search") if list(names) == ["text"] else self.tr("Clear all")

    def _leave(self) -> None:
        if self._way_out == "show":
            self._filtering.show("all")
        elif self._way_out:
            self._filtering.drop(self._way_out)
        else:
            self._filtering.clear()
        self.left.emit()
