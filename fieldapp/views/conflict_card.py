"""The values that two people changed: what you saw, what the office has, what you entered."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets.card import Card
from fieldapp.widgets.text import Text
from fieldapp.wording import answer_text, part_text, status_text, value_text
from sync.orders import ServiceType, Status, Value
from sync.store import OutboxItem
from sync.verdicts import Outcome, Part


class ConflictCard(Card):
    """A table of the values of held commands; hidden where no value is in question."""

    def __init__(self) -> None:
        super().__init__(kind="selected")
        self.set_title(self.tr("What is in question"))
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        theme.look.changed.connect(self._space)
        self._space()

    def show_items(
        self,
        items: Sequence[OutboxItem],
        service: ServiceType | None,
        language: str,
        crews: Mapping[str, str],
    ) -> None:
        """Shows each value that was held, in the words of the job's kind."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        parts = [part for each in items if each.verdict for part in each.verdict.parts if part.outcome is Outcome.HELD]
        self.setVisible(bool(parts))
        if not parts:
            return
        heads = ("", self.tr("You saw"), self.tr("The office has"), self.tr("You entered"))
        for place, head in enumerate(heads):
            self._grid.addWidget(Text(head, "small_strong", "text2", wrap=True), 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 1)
        for number, part in enumerate(parts, start=1):
            self._add(number, part, service, language, crews)

    def _add(
        self, number: int, part: Part, service: ServiceType | None, language: str, crews: Mapping[str, str]
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Text(part_text(part.name, service, language), wrap=True), number, 0, top)
        for place, (value, role) in enumerate(
            ((part.base, "body"), (part.office, "strong"), (part.field, "strong")), 1
        ):
            words = _words(part.name, value, crews, service, language)
            self._grid.addWidget(Text(words, role, "text2" if place == 1 else "text", wrap=True), number, place, top)

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))


def _words(
    name: str, value: Value, crews: Mapping[str, str], service: ServiceType | None, language: str
) -> str:
    if name == "status" and isinstance(value, str) and value in set(Status):
        return status_text(Status(value))
    if name == "assignment_id" and isinstance(value, str):
        return crews.get(value, value_text(None))
    if name.startswith("fields."):
        return answer_text(service, name.removeprefix("fields."), value, language)
    return value_text(value)
