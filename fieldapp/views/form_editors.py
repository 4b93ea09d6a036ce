"""One editor for each kind of question: it shows an answer, and says when a person gives another."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QDate, QLocale, QRegularExpression, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from fieldapp.theme import px
from fieldapp.views.choice_line import ChoiceLine
from fieldapp.views.form_editor import Editor
from fieldapp.views.signature_editor import SignatureEditor
from fieldapp.widgets.buttons import IconButton
from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.layouts import FlowBox, row
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.stepper import Stepper
from fieldapp.widgets.text import Text
from fieldapp.wording import said, soon_text, value_text
from sync.forms import Kind, Question
from sync.orders import worded

STEPPED: Final = 99
"""Counts that end here or earlier are stepped, others are typed."""

SHORT: Final = 60
"""Letters that fit a line; longer answers get a field that grows."""

SOON_DAYS: Final = (1, 3, 7, 14)
PAUSE_MS: Final = 700
"""Nobody steps a number any more after that."""


class _Choice(Editor):
    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        choices = [(choice.value, worded(choice.labels, language)) for choice in question.choices]
        if question.kind is Kind.YES_NO:
            choices = [(answer, value_text(answer)) for answer in (True, False)]
        self._line = ChoiceLine(choices, self._label)
        self._line.chosen.connect(self._done)
        self._lay_out(self._line)

    def show_value(self, value: Any) -> None:
        """Show an answer, also one that the office gave in its own words."""
        self._final = self._latest = value
        self._line.show_value(value)


class _Several(Editor):
    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self._chips: dict[Any, ChoiceChip] = {}
        place = FlowBox()
        for choice in question.choices:
            chip = ChoiceChip(worded(choice.labels, language))
            chip.toggled.connect(self._choose)
            self._chips[choice.value] = chip
            place.flow.addWidget(chip)
        self._lay_out(place)
        self.setFocusProxy(next(iter(self._chips.values())))

    def show_value(self, value: Any) -> None:
        """Switch on what is chosen."""
        self._final = self._latest = value
        for each, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(isinstance(value, list) and each in value)
            chip.update()

    def _choose(self) -> None:
        self._done([each for each, chip in self._chips.items() if chip.isChecked()] or None)


class _Count(Editor):
    """Steps; below the least there is no answer, and the first step up from there is to one."""

    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self._least = int(question.least or 0)
        unit = worded(question.unit, language) if question.unit else ""
        most = int(question.most if question.most is not None else 999)
        self._stepper = Stepper(self._label, self._least - 1, unit, self._least - 1, most, vacant=True)
        self._stepper.changed.connect(self._step)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._finish)
        self._before = self._least - 1
        self._lay_out(self._stepper)

    def show_value(self, value: Any) -> None:
        """Show a number, a dash for none; what somebody is stepping stays as it is."""
        if self._pause.isActive():
            self._news = (value,)
            return
        self._final = self._latest = value
        number = value if isinstance(value, int) and not isinstance(value, bool) else self._least - 1
        with QSignalBlocker(self._stepper):
            self._stepper.set_value(number)
        self._before = self._stepper.value()

    def _step(self, value: int) -> None:
        if self._before < self._least and value == 0:
            value = 1
            with QSignalBlocker(self._stepper):
                self._stepper.set_value(value)
        self._before = value
        self._say(value if value >= self._least else None)
        self._pause.start()


class _Measure(Editor):
    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self._line = QLineEdit()
        self._line.setAccessibleName(self._label)
        self._line.setMaximumWidth(px(140))
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        whole = question.kind is Kind.COUNT
        # Digits, with a point or a comma: a person types what the keyboard has, not what the system's country writes.
        letters = QRegularExpression("-?[0-9]{0,9}" if whole else "-?[0-9]{0,9}[.,]?[0-9]{0,6}")
        self._line.setValidator(QRegularExpressionValidator(letters, self))
        self._line.textEdited.connect(self._read)
        self._line.editingFinished.connect(self._finish)
        place = QWidget()
        unit = worded(question.unit, language) if question.unit else ""
        place.setLayout(row(self._line, Text(unit, tone="text2"), 1, gap=10))
        self._lay_out(place)
        self.setFocusProxy(self._line)

    def show_value(self, value: Any) -> None:
        """Show a number as people here write it; what somebody has typed stays as it is."""
        if self._line.hasFocus():
            self._news = (value,)
        elif value != self._latest:
            self._final = self._latest = value
            known = isinstance(value, int | float) and not isinstance(value, bool)
            self._line.setText(QLocale().toString(value) if known else "")

    def _read(self, text: str) -> None:
        number, fine = QLocale.c().toDouble(text.replace(",", "."))
        whole = self.question.kind is Kind.COUNT or number == int(number)
        self._say((int(number) if whole else number) if fine else None)


class _Words(Editor):
    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self._line: QLineEdit | NoteBox
        if question.most is not None and question.most <= SHORT:
            self._line = QLineEdit()
            self._line.setMaxLength(int(question.most))
            self._line.textEdited.connect(self._read)
            self._line.editingFinished.connect(self._finish)
        else:
            self._line = NoteBox(name=self._label)
            self._line.changed.connect(self._read)
            self._line.installEventFilter(self)
        self._line.setAccessibleName(self._label)
        self._lay_out(self._line)

    def show_value(self, value: Any) -> None:
        """Show the words; what somebody has typed stays as it is."""
        if self._line.hasFocus():
            self._news = (value,)
        elif value != self._latest:
            self._final = self._latest = value
            text = "" if value is None else str(value)
            with QSignalBlocker(self._line):
                if isinstance(self._line, NoteBox):
                    self._line.set_text(text)
                else:
                    self._line.setText(text)

    def _read(self, text: str) -> None:
        self._say(text.strip() or None)


class _Day(Editor):
    """Days that are meant often, and a calendar for the others."""

    def __init__(self, question: Question, language: str, today: QDate) -> None:
        super().__init__(question, language)
        soon = [today.addDays(count) for count in SOON_DAYS]
        self._line = ChoiceLine([(day.toString("yyyy-MM-dd"), soon_text(day)) for day in soon], self._label)
        self._line.chosen.connect(self._done)
        self._word = partial(said, question, language=language)
        other = IconButton("calendar", self.tr("Another day"), "medium")
        other.clicked.connect(self._open)
        self._calendar = QCalendarWidget(self)
        self._calendar.setWindowFlag(Qt.WindowType.Popup)
        self._calendar.setMinimumDate(today)
        self._calendar.clicked.connect(self._choose)
        self._calendar.activated.connect(self._choose)
        self._other = other
        self._line.add(other)
        self._lay_out(self._line)

    def show_value(self, value: Any) -> None:
        """Show a day."""
        self._final = self._latest = value
        self._line.show_value(value, self._word(value=value) if value else "")

    def _open(self) -> None:
        self._calendar.move(self._other.mapToGlobal(self._other.rect().bottomLeft()))
        self._calendar.show()
        self._calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        self._calendar.hide()
        value = day.toString("yyyy-MM-dd")
        self._line.show_value(value, self._word(value=value))
        self._done(value)


def is_narrow(editor: Editor) -> bool:
    """Whether the editor leaves room for another one beside it."""
    return isinstance(editor, _Count | _Measure)


def editor_of(question: Question, language: str, today: QDate) -> Editor:
    """The editor for a question; `today` is the day from which those that are meant often are counted."""
    match question.kind:
        case Kind.CHOICE | Kind.YES_NO:
            return _Choice(question, language)
        case Kind.CHOICES:
            return _Several(question, language)
        case Kind.COUNT if question.most is not None and question.most <= STEPPED:
            return _Count(question, language)
        case Kind.COUNT | Kind.MEASURE:
            return _Measure(question, language)
        case Kind.DATE:
            return _Day(question, language, today)
        case Kind.SIGNATURE:
            return SignatureEditor(question, language)
        case _:
            return _Words(question, language)
