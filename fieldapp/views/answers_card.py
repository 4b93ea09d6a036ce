"""The questions about a job and their answers, which the crew may change."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.moments import day_of
from fieldapp.views.form_editor import Editor
from fieldapp.views.form_editors import editor_of
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column
from fieldapp.widgets.text import Text
from fieldapp.wording import other_answers
from sync.forms import Kind, Question, asked, changes, nested
from sync.orders import ServiceType, Value, WorkOrder

_LATER = frozenset({Kind.SIGNATURE})


class AnswersCard(Card):
    """One line for each question of the job's kind: `answered(name, value, seen)` for each field that a person changed,
    with what stood in it when they began to.

    Groups are filled in when the job is closed out; here they are read.
    """

    answered = Signal(str, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Details"))
        self._rows = column(gap=12)
        self._others = Text(tone="text2", wrap=True)
        self.body.addLayout(self._rows)
        self.add(self._others)
        self._asked: tuple[Question, ...] = ()
        self._editors: dict[str, Editor] = {}
        self._definition: Mapping[str, Any] = {}
        self._fields: dict[str, Value] = {}
        self._seen: dict[str, dict[str, Value]] = {}  # the fields, by question that somebody is answering
        self._order_id = ""

    def show_order(self, order: WorkOrder, service: ServiceType | None, language: str, now_ms: int) -> None:
        """Shows the job's answers; what somebody is typing into stays as it is until they leave it."""
        form = service.form() if service else None
        self._definition = form.definition if form else {}
        answers = nested(self._definition, order.fields)
        found = asked(self._definition, answers)
        questions = tuple(each for each in found if isinstance(each, Question) and each.kind not in _LATER)
        if questions != self._asked or order.id != self._order_id:
            self._build(questions, language, day_of(now_ms))
        self._order_id = order.id
        self._seen = {name: was for name, was in self._seen.items() if self._editors[name].begun}
        self._fields = dict(order.fields)
        for name, editor in self._editors.items():
            editor.show_value(answers.get(name))
        others = other_answers(order, service, language, set(self._editors))
        self._others.setText("\n".join(others))
        self._others.setVisible(bool(others))
        self.setVisible(bool(questions or others))

    def editor(self, name: str) -> QWidget | None:
        """The widget that answers a question."""
        return self._editors.get(name)

    def _build(self, questions: tuple[Question, ...], language: str, today: QDate) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._asked, self._editors, self._seen = questions, {}, {}
        for question in questions:
            editor = editor_of(question, language, today)
            editor.answered.connect(partial(self._begin, question.path))
            editor.finished.connect(partial(self._answer, question.path))
            self._editors[question.path] = editor
            self._rows.addWidget(editor)

    def _begin(self, name: str, _value: Any) -> None:
        self._seen.setdefault(name, dict(self._fields))

    def _answer(self, name: str, value: Any) -> None:
        seen = self._seen.pop(name, self._fields)
        answers = nested(self._definition, self._fields)
        for field, changed in changes(self._definition, self._fields, {**answers, name: value}).items():
            if field.partition("/")[0] == name:
                was = seen.get(field)
                self._fields = {**self._fields, field: changed}
                self.answered.emit(field, changed, was)
