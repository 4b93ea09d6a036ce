"""The questions about a job and their answers, which the crew may change."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.views.choice_line import ChoiceLine
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column
from fieldapp.widgets.text import Text
from fieldapp.wording import other_answers
from sync.orders import FieldType, ServiceType, Value, WorkOrder, worded


class AnswersCard(Card):
    """One line for each question of the job's kind: `answered(name, value)` when a person has changed one."""

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Details"))
        self._rows = column(gap=12)
        self._others = Text(tone="text2", wrap=True)
        self.body.addLayout(self._rows)
        self.add(self._others)
        self._asked: tuple[FieldType, ...] = ()
        self._editors: dict[str, ChoiceLine | QLineEdit] = {}
        self._values: dict[str, Value] = {}
        self._order_id = ""

    def show_order(self, order: WorkOrder, service: ServiceType | None, language: str) -> None:
        """Shows the job's answers; what somebody is typing into stays as it is until they leave it."""
        asked = service.fields if service else ()
        if asked != self._asked or order.id != self._order_id:
            self._build(asked, language)
        self._order_id = order.id
        self._values = dict(order.fields)
        for name, editor in self._editors.items():
            value = order.fields.get(name)
            if isinstance(editor, ChoiceLine):
                editor.show_value(value)
            elif not editor.hasFocus():
                editor.setText("" if value is None else str(value))
        others = other_answers(order, service, language)
        self._others.setText("\n".join(others))
        self._others.setVisible(bool(others))
        self.setVisible(bool(asked or others))

    def editor(self, name: str) -> QWidget | None:
        """The widget that answers a question."""
        return self._editors.get(name)

    def _build(self, asked: tuple[FieldType, ...], language: str) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._asked, self._editors = asked, {}
        for field in asked:
            label = worded(field.labels, language)
            if field.choices:
                choice = ChoiceLine(label, field.choices)
                choice.chosen.connect(partial(self._answer, field.name))
                self._editors[field.name] = choice
                self._rows.addWidget(choice)
                continue
            line, place = QLineEdit(), QWidget()
            line.setAccessibleName(label)
            line.editingFinished.connect(partial(self._answer_typed, field.name, line))
            self._editors[field.name] = line
            place.setLayout(column(Text(label, "small_strong", "text2"), line, gap=4))
            self._rows.addWidget(place)

    def _answer_typed(self, name: str, line: QLineEdit) -> None:
        self._answer(name, line.text().strip() or None)

    def _answer(self, name: str, value: Value) -> None:
        if value != self._values.get(name):
            self._values[name] = value
            self.answered.emit(name, value)
