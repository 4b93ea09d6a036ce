"""What a close-out asks: the outcome, and the details of the work; and the form as it is kept while half filled in."""

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from fieldapp.rows import Outcome
from fieldapp.views.choice_line import ChoiceLine
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import FlowLayout, column
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.outcome_grid import OutcomeGrid
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.widgets.stepper import Stepper
from fieldapp.widgets.text import Text
from sync.orders import FieldType, Resolution, ServiceType, Value, WorkOrder, worded

LONGEST_MIN = 24 * 60


@dataclass(frozen=True)
class Form:
    """A close-out being filled in; `minutes` None means that the clock counts them, `fields` what was changed."""

    outcome: str | None = None
    minutes: int | None = None
    material: int = 0
    fields: dict[str, Value] = field(default_factory=dict)
    note: str = ""

    def kept(self) -> dict[str, object]:
        """The form as the laptop's file keeps it."""
        return {
            "outcome": self.outcome,
            "minutes": self.minutes,
            "material": self.material,
            "fields": dict(self.fields),
            "note": self.note,
        }


def form_of(kept: dict[str, object] | None) -> Form:
    """The form that was kept; what does not fit is left out, since an older program may have written it."""
    kept = kept or {}
    outcome, minutes, material = kept.get("outcome"), kept.get("minutes"), kept.get("material")
    fields, note = kept.get("fields"), kept.get("note")
    return Form(
        outcome if isinstance(outcome, str) else None,
        minutes if isinstance(minutes, int) else None,
        material if isinstance(material, int) else 0,
        dict(fields) if isinstance(fields, dict) else {},
        note if isinstance(note, str) else "",
    )


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
    """The details: material, minutes, answers, a note. `changed` with every change a person makes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(padding=18)
        self._step = StepHeader(3, self.tr("Details"), self.tr("optional"))
        self._material_title = Text(role="strong")
        self._material = Stepper(self.tr("Material"))
        self._minutes = Stepper(self.tr("Time on site"), unit=self.tr("min"), maximum=LONGEST_MIN)
        self._counted = Text(role="small", tone="text2")
        self._note = NoteBox(self.tr("Add a note"), name=self.tr("Note"))
        self._fields = column(gap=10)
        self._typed = False
        self._before: dict[str, Value] = {}
        self._answers: dict[str, Value] = {}
        self._used = QWidget()
        self._used.setLayout(column(self._material_title, self._material, Text(" ", "small"), gap=8))
        time = QWidget()
        time.setLayout(column(Text(self.tr("Time on site"), "strong"), self._minutes, self._counted, gap=8))
        self.add(self._step)
        numbers = FlowLayout(gap=28)
        numbers.addWidget(self._used)
        numbers.addWidget(time)
        self.body.addLayout(numbers)
        self.body.addLayout(self._fields)
        self.add(self._note)
        self.body.addStretch(1)
        self._material.changed.connect(self.changed)
        self._minutes.changed.connect(self._type_minutes)
        self._note.changed.connect(self.changed)

    def show_order(self, order: WorkOrder, service: ServiceType | None, language: str, form: Form) -> None:
        """Asks about a job; `form` is what was filled in before."""
        material = service.material if service else None
        self._used.setVisible(material is not None)
        if material is not None:
            self._material_title.setText(worded(material.labels, language))
            self._material.set_unit(worded(material.units, language))
        self._before, self._answers = dict(order.fields), dict(form.fields)
        self._build([f for f in service.fields if f.choices] if service else [], language)
        _show_number(self._material, form.material)
        with QSignalBlocker(self._note):
            self._note.set_text(form.note)
        self._typed = form.minutes is not None
        if form.minutes is not None:
            _show_number(self._minutes, form.minutes)

    def show_counted(self, minutes: int | None) -> None:
        """Shows the minutes that the clock counts, unless somebody has set them."""
        if not self._typed:
            _show_number(self._minutes, min(minutes or 0, LONGEST_MIN))
        counting = not self._typed and minutes is not None
        self._counted.setText(self.tr("counted since you started") if counting else "")
        if minutes is None and not self._typed:
            self._counted.setText(self.tr("not started on this laptop"))

    def fill(self, outcome: str | None) -> Form:
        """The form as it stands."""
        minutes = self._minutes.value() if self._typed else None
        changed = {name: v for name, v in self._answers.items() if v != self._before.get(name)}
        return Form(outcome, minutes, self._material.value(), changed, self._note.text().strip())

    def minutes(self) -> int:
        """The minutes shown."""
        return self._minutes.value()

    def focus_note(self) -> None:
        """Leads to the note."""
        self._note.setFocus()

    def _type_minutes(self, _value: int) -> None:
        self._typed = True
        self._counted.setText("")
        self.changed.emit()

    def _build(self, asked: list[FieldType], language: str) -> None:
        while (item := self._fields.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for question in asked:
            line = ChoiceLine(worded(question.labels, language), question.choices)
            line.show_value(self._answers.get(question.name, self._before.get(question.name)))
            line.chosen.connect(partial(self._answer, question.name))
            self._fields.addWidget(line)

    def _answer(self, name: str, value: Value) -> None:
        self._answers[name] = value
        self.changed.emit()


def _show_number(stepper: Stepper, value: int) -> None:
    with QSignalBlocker(stepper):
        stepper.set_value(value)
