"""What a close-out asks: the outcome, and the details of the work; and the draft that is kept while half filled in."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from fieldapp.models.draft import Draft
from fieldapp.rows import Outcome
from fieldapp.views.form_questions import FormQuestions
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip_group import ChipGroup
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.outcome_grid import OutcomeGrid
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.widgets.stepper import Stepper
from fieldapp.widgets.text import Text
from fieldapp.wording import fault_text
from sync.forms import Fault, Why, changes, faults, nested
from sync.orders import Form, PhotoRole, Resolution, ServiceType, Value, WorkOrder, worded

LONGEST_MIN: Final = 24 * 60
REASON_LETTERS: Final = 80
_OPEN: Final = frozenset({Why.MISSING, Why.TOO_FEW})


class OutcomeCard(Card):
    """ "What happened?": one of the city's resolutions; `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=18)
        self._step = StepHeader(2, "")
        self._grid = OutcomeGrid(2, self.tr("What happened?"))
        self._grid.chosen.connect(self._choose)
        self.add(self._step)
        self.add(self._grid)
        self._offered: tuple[Resolution, ...] = ()

    def show_service(self, service: ServiceType | None, language: str, not_fixed: bool) -> None:
        """Offers the outcomes of the job's kind; with `not_fixed` only those that leave it undone."""
        every = service.resolutions if service else ()
        undone = tuple(r for r in every if not r.fixed)
        self._offered = undone if not_fixed and undone else every
        self._step.set_title(self.tr("Why can’t it be done?") if not_fixed else self.tr("What happened?"))
        self._grid.set_outcomes(
            [Outcome(r.code, worded(r.labels, language), worded(r.hints, language), r.icon) for r in self._offered]
        )
        first = self._grid.findChild(QAbstractButton)
        if isinstance(first, QAbstractButton):
            self.setFocusProxy(first)

    def select(self, code: str | None) -> None:
        """Shows an outcome as chosen, None for none yet."""
        known = code if any(r.code == code for r in self._offered) else None
        self._grid.select(known)
        self._step.set_done(known is not None)

    def choose_number(self, number: int) -> None:
        """Chooses the outcome with a number from 1, as its key does."""
        if 0 < number <= len(self._offered):
            self._choose(self._offered[number - 1].code)

    def _choose(self, code: str) -> None:
        self.select(code)
        self.chosen.emit(code)


class DetailsCard(Card):
    """The details: minutes, the city's `questions`, a note. `changed` with every change a person makes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(padding=18)
        self._step = StepHeader(3, self.tr("Details"), self.tr("optional"))
        self._minutes = Stepper(self.tr("Time on site"), unit=self.tr("min"), maximum=LONGEST_MIN)
        self._counted = Text(role="small", tone="text2")
        self._reason = QLineEdit(placeholderText=self.tr("Why another time?"), maxLength=REASON_LETTERS)
        self._reason.setAccessibleName(self.tr("Why another time than the clock’s"))
        self._count_again = Button(self.tr("Count by the clock"), "timer", "quiet", "small")
        self._older = Text(role="small", tone="text2", wrap=True)
        self._newer = Button(self.tr("Answer the new form"), "refresh-cw", "quiet", "small")
        self._crew = ChipGroup(self.tr("Who was there?"))
        self._present: tuple[str, ...] | None = None  # as somebody chose, else `_usual` were
        self._usual: tuple[str, ...] = ()
        self._members: tuple[str, ...] = ()
        self._note = NoteBox(self.tr("Add a note"), name=self.tr("Note"))
        self._typed = False
        self._clock: int | None = None
        self._order: WorkOrder | None = None
        self._service: ServiceType | None = None
        self._form: Form | None = None
        self._language = ""
        self._now_ms = 0
        self._seen: dict[str, dict[str, Value]] = {}  # by question, what stood there when it was answered
        own = row(self._reason, self._count_again, gap=8)
        own.setStretch(0, 1)
        self._own = QWidget()
        self._own.setLayout(own)
        time = QWidget()
        asked = Text(self.tr("Time on site"), "small_strong", "text2")
        time.setLayout(column(asked, self._minutes, self._counted, gap=4))
        self.questions = FormQuestions(time)
        older = row(self._older, self._newer, gap=8)
        older.setStretch(0, 1)
        self._older_line = QWidget()
        self._older_line.setLayout(older)
        for part in (self._step, self._older_line, self._own, self.questions, self._crew, self._note):
            self.add(part)
        self.body.addStretch(1)
        self._minutes.changed.connect(self._type_minutes)
        self._reason.textEdited.connect(self.changed)
        self._count_again.clicked.connect(self._go_by_clock)
        self._newer.clicked.connect(self._answer_newest)
        self._note.changed.connect(self.changed)
        self._crew.tapped.connect(self._switch)
        self.questions.changed.connect(self._answered)

    def show_order(
        self, order: WorkOrder, service: ServiceType | None, language: str, draft: Draft, now_ms: int
    ) -> None:
        """Asks about a job; `draft` is what was filled in before, under whatever form there was then."""
        self._order, self._service, self._language, self._now_ms = order, service, language, now_ms
        self._seen = dict(draft.seen)
        self._ask(service.form(draft.form_version) if service else None, draft.answers, draft.outcome)
        with QSignalBlocker(self._note):
            self._note.set_text(draft.note)
        self._reason.setText(draft.reason)
        self._present = draft.present
        self._typed = draft.minutes is not None
        self._own.setVisible(self._typed)
        if draft.minutes is not None:
            _show_number(self._minutes, draft.minutes)

    def show_news(self, order: WorkOrder) -> None:
        """The job as it is now: what nobody has answered here is as the office has it."""
        self._order = order
        self.questions.show_known(nested(self._form.definition if self._form else {}, order.fields))
        self._say_left()

    def show_crew(self, members: tuple[str, ...], usual: tuple[str, ...]) -> None:
        """Asks who of these was there; `usual` until somebody says otherwise. Asks nothing where there is nobody."""
        self._members, self._usual = members, usual
        self._crew.set_chips([(name, name) for name in members])
        self._crew.set_on(self.present())

    def present(self) -> tuple[str, ...]:
        """Who was there, in the order of the crew; nobody where nothing is asked."""
        chosen = self._usual if self._present is None else self._present
        return tuple(name for name in self._members if name in chosen)

    def set_outcome(self, code: str | None) -> None:
        """The outcome is another one: the form may ask something else."""
        self.questions.set_outcome(code)
        self._say_left()

    def show_counted(self, minutes: int | None) -> None:
        """Shows the minutes that the clock counts, unless somebody has set them."""
        self._clock = minutes
        if not self._typed:
            _show_number(self._minutes, min(minutes or 0, LONGEST_MIN))
            self._counted.setText(
                self.tr("not started on this laptop") if minutes is None else self.tr("counted since you started")
            )
        elif minutes is not None:
            self._counted.setText(self.tr("the clock says {count} min").format(count=minutes))
        else:
            self._counted.setText("")

    def fill(self, outcome: str | None) -> Draft:
        """The draft as it stands."""
        answers = self.questions.given()
        version = self._form.version if self._form and answers else 0
        minutes = self._minutes.value() if self._typed else None
        reason = self._reason.text().strip() if self._typed else ""
        note = self._note.text().strip()
        return Draft(outcome, minutes, reason, version, answers, note, present=self._present, seen=dict(self._seen))

    def fields(self, order: WorkOrder) -> dict[str, Value]:
        """The fields of an order that the answers change, the one asked about or another of its kind."""
        if self._form is None:
            return {}
        definition = self._form.definition
        return changes(definition, order.fields, self.questions.asked_answers(nested(definition, order.fields)))

    def form_version(self) -> int:
        """The version of the form that is asked, 0 for none."""
        return self._form.version if self._form else 0

    def faults(self, photos: Mapping[PhotoRole, int]) -> tuple[Fault, ...]:
        """What of the form stands between this and a job that can be closed."""
        return faults(self._form.definition, self.questions.asked_answers(), photos) if self._form else ()

    def show_faults(self, found: tuple[Fault, ...]) -> None:
        """Says at each question what is wrong with its answer, and leads to the first."""
        asked = [fault for fault in found if fault.why is not Why.NO_PHOTO]
        self.questions.show_faults({f.path: fault_text(f, self._service, self._language, there=True) for f in asked})

    def minutes(self) -> int:
        """The minutes shown."""
        return self._minutes.value()

    def focus_note(self) -> None:
        """Leads to the note."""
        self._note.setFocus()

    def _ask(self, form: Form | None, answers: Mapping[str, Any], outcome: str | None) -> None:
        self._form = form
        definition = form.definition if form else {}
        known = nested(definition, self._order.fields if self._order else {})
        self.questions.ask(definition, known, answers, outcome, self._language, self._now_ms)
        newest = self._service.form() if self._service else None
        older = form is not None and newest is not None and form.version != newest.version
        self._older.setText(self.tr("The city has a new form for this. You finish the one that you began."))
        self._older_line.setVisible(older)
        self._say_left()

    def _answer_newest(self) -> None:
        answers, outcome = self.questions.given(), self.questions.outcome()
        self._ask(self._service.form() if self._service else None, answers, outcome)
        self.changed.emit()

    def _answered(self) -> None:
        for name in self.questions.given().keys() - self._seen.keys():
            fields = self._order.fields if self._order else {}
            self._seen[name] = {path: value for path, value in fields.items() if path.partition("/")[0] == name}
        self._say_left()
        self.changed.emit()

    def _say_left(self) -> None:
        left = sum(fault.why in _OPEN for fault in self.faults({}))
        self._step.set_caption(self.tr("%n to answer", "", left) if left else self.tr("optional"))

    def _switch(self, name: str) -> None:
        there = self.present()
        self._present = tuple(n for n in self._members if (n in there) != (n == name))
        self._crew.set_on(self._present)
        self.changed.emit()

    def _type_minutes(self, _value: int) -> None:
        self._typed = True
        self._own.show()
        self.show_counted(self._clock)
        self.changed.emit()

    def _go_by_clock(self) -> None:
        self._typed = False
        self._own.hide()
        self.show_counted(self._clock)
        self.changed.emit()


def _show_number(stepper: Stepper, value: int) -> None:
    with QSignalBlocker(stepper):
        stepper.set_value(value)
