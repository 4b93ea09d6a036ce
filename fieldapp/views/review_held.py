"""The values that wait for a decision: as the crew saw them, the office has them, the crew entered them."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QGridLayout

from fieldapp import theme
from fieldapp.models.reviews import Case
from fieldapp.theme import px
from fieldapp.widgets.card import Card
from fieldapp.widgets.text import Text
from fieldapp.wording import answer_text, part_text, priority_text, status_text, value_text
from fieldapp.wording.desk import held_sentence
from sync.clock import parse_ms
from sync.orders import Priority, ServiceType, Status, Value
from sync.verdicts import Outcome, Part, ReviewKind, Why


class HeldCard(Card):
    """Why work is held, the values in question, and what each answer means; hidden where nothing is held."""

    def __init__(self) -> None:
        super().__init__(kind="selected")
        self._why = Text(wrap=True)
        self._grid = QGridLayout()
        self._other = ""
        self._means = Text(role="small", tone="text2", wrap=True)
        self.add(self._why)
        self.body.addLayout(self._grid)
        self.add(self._means)
        theme.look.changed.connect(self._space)
        self._space()

    def show_case(
        self, case: Case, crew: str, crews: Mapping[str, str], service: ServiceType | None, language: str
    ) -> None:
        """Shows what is held of a case."""
        self.setVisible(case.held and case.waiting)
        if not (case.held and case.waiting):
            return
        review = case.view.review
        order = case.order
        moved = order is not None and order.crew_id not in (None, review.crew_id)
        self._other = crews.get(order.crew_id or "", "") if order is not None and moved else ""
        parts = [part for part in review.parts if part.outcome is Outcome.HELD]
        self.set_title(self.tr("Needs your decision"))
        self._why.setText(why_held(case, crew, crews))
        self._clear()
        heads = (
            "",
            self.tr("{crew} saw").format(crew=crew),
            self.tr("The office has"),
            self.tr("{crew} entered"),
        )
        if parts:
            for place, head in enumerate(heads):
                words = head.format(crew=crew)
                self._grid.addWidget(Text(words, "small_strong", "text2", wrap=True), 0, place)
                self._grid.setColumnStretch(place, 1)
        for number, part in enumerate(parts, start=1):
            self._add(number, part, crews, service, language)
        if review.kind is ReviewKind.CLOSED:
            meaning = self.tr(
                "Accepting takes the answer of {crew} and closes the review. "
                "Sending back opens the job again; the office’s answer stands."
            )
        else:
            meaning = self.tr(
                "Accepting lets the work of {crew} take effect and credits it to them. Keeping the office’s "
                "changes nothing; {crew} is told why, and their photos and notes stay with the job."
            )
        self._means.setText(meaning.format(crew=crew))

    def _add(
        self, number: int, part: Part, crews: Mapping[str, str], service: ServiceType | None, language: str
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = Text(part_text(part.name, service, language), wrap=True)
        self._grid.addWidget(name, number, 0, top)
        for place, value in enumerate((part.base, part.office, part.field), start=1):
            words = said_value(part.name, value, crews, service, language)
            if place == 2 and part.name == "status" and self._other:
                words = f"{words} · {self._other}"
            elif place == 2 and part.by:
                words = f"{words} · {part.by}"
            elif place == 3 and part.metres is not None:
                metres = part.metres  # lupdate takes only a plain name for %n
                away = QCoreApplication.translate("Review", "%n m away", "", metres)
                words = f"{words} · {away}"
            role, tone = ("body", "text2") if place == 1 else ("strong", "primary" if place == 3 else "text")
            self._grid.addWidget(Text(words, role, tone, wrap=True), number, place, top)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))


def why_held(case: Case, crew: str, crews: Mapping[str, str]) -> str:
    """Why the work is held, with the name of who gave the job away, and the reason where one was given."""
    said = _why_held(case, crew, crews)
    review = case.view.review
    if not review.met_reason:
        return said
    quoted = QCoreApplication.translate("Review", "{why} {name}: “{reason}”")
    return quoted.format(why=said, name=review.met_by, reason=review.met_reason)


def _why_held(case: Case, crew: str, crews: Mapping[str, str]) -> str:
    review, order = case.view.review, case.order
    if review.why is Why.REASSIGNED and order is not None and order.crew_id != review.crew_id:
        given = [event for event in order.history if event.kind == "assign" and event.detail == order.crew_id]
        if given and order.crew_id is not None and order.crew_id in crews:
            said = QCoreApplication.translate("Review", "{name} gave the job to {other} while {crew} worked on it.")
            return said.format(name=given[-1].by, other=crews[order.crew_id], crew=crew)
    return held_sentence(review.why, crew)


def said_value(
    name: str, value: Value, crews: Mapping[str, str], service: ServiceType | None, language: str
) -> str:
    """A part's value as people say it."""
    if name == "status" and isinstance(value, str) and value in set(Status):
        return status_text(Status(value))
    if name == "priority" and isinstance(value, str) and value in set(Priority):
        return priority_text(Priority(value)) or QCoreApplication.translate("Review", "Normal")
    if name == "service_code" and isinstance(value, str):
        return value.replace("_", " ").capitalize()
    if name == "expected_datetime" and isinstance(value, str):
        return _due_text(value)
    if name == "assignment_id" and isinstance(value, str):
        return crews.get(value, value_text(None))
    if name.startswith("fields."):
        return answer_text(service, name.removeprefix("fields."), value, language)
    return value_text(value)


def _due_text(value: str) -> str:
    try:
        at = QDateTime.fromMSecsSinceEpoch(parse_ms(value))
    except ValueError:
        return value
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)
