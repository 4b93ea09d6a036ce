"""A city's form as it is asked now: its questions in order, branches where they hold, groups of several things."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.moments import day_of
from fieldapp.views.form_editor import Editor
from fieldapp.views.form_editors import editor_of, is_narrow
from fieldapp.views.signature_editor import SignatureEditor
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import FlowBox, column
from fieldapp.widgets.text import Text
from sync.forms import OUTCOME, Asked, Group, Question, Schema, asked
from sync.orders import worded


class FormQuestions(QWidget):
    """Asks, and keeps the answers; `changed` with every answer that a person gives, takes back or removes.

    `signed(path, image, id)`: a signature to be kept in the place of that photo; `unsigned(path, id)`: it was cleared.
    `lead` stands before the questions, beside the first where that is narrow.
    """

    changed = Signal()
    signed = Signal(str, QImage, str)
    unsigned = Signal(str, str)

    def __init__(self, lead: QWidget) -> None:
        super().__init__()
        self._lead = lead
        self._definition: Schema = {}
        self._answers: dict[str, Any] = {}  # those of the job, and over them those that were given here
        self._given: set[str] = set()  # the questions, and groups, that were answered here
        self._outcome: str | None = None
        self._language = ""
        self._today = QDate()
        self._asked: tuple[Asked, ...] = ()
        self._editors: dict[str, Editor] = {}
        self._signatures: Mapping[str, QImage | None] = {}
        self._faults: dict[str, Text] = {}
        self._lines = column(gap=14)
        self.setLayout(self._lines)
        self._lay_out()

    def ask(
        self,
        definition: Schema,
        known: Mapping[str, Any],
        given: Mapping[str, Any],
        outcome: str | None,
        language: str,
        now_ms: int,
    ) -> None:
        """Asks another form, or the same one with other answers: those that the job has, and those `given` here."""
        today = day_of(now_ms)
        if (definition, language, today) != (self._definition, self._language, self._today):
            self._forget(self._editors)
            self._asked = ()
        self._definition, self._language, self._today = definition, language, today
        self._answers, self._given, self._outcome = _over(known, given), set(given), outcome
        for editor in self._editors.values():
            if isinstance(editor, SignatureEditor):
                editor.begin_anew()
        self._show()

    def show_known(self, known: Mapping[str, Any]) -> None:
        """The job has other answers now; what was given here stays."""
        self._answers = _over(known, self.given())
        self._show()

    def set_outcome(self, code: str | None) -> None:
        """The outcome is another one: other branches may hold."""
        self._outcome = code
        self._show()

    def show_signatures(self, pictures: Mapping[str, QImage | None]) -> None:
        """The signatures that the job has, by id; None for one that is being fetched."""
        self._signatures = pictures
        for editor in self._editors.values():
            if isinstance(editor, SignatureEditor):
                editor.show_pictures(pictures)

    def answer(self, path: str, value: Any) -> None:
        """An answer that comes from elsewhere, to a question that may be asked no more."""
        if path in self._editors:
            self._answer(path, value)

    def outcome(self) -> str | None:
        """The outcome that the form goes by."""
        return self._outcome

    def given(self) -> dict[str, Any]:
        """What was answered here, also in branches that do not hold now; None where an answer was taken away."""
        return {name: deepcopy(self._answers.get(name)) for name in sorted(self._given)}

    def asked_answers(self, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The answers and the outcome, as conditions look at them; over those `known` of another job."""
        answers = self._answers if known is None else _over(known, self.given())
        return {**answers, OUTCOME: self._outcome} if self._outcome else answers

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Says below each question what is wrong with its answer, by path; leads to the first."""
        for path, editor in self._editors.items():
            editor.show_fault(faults.get(path, ""))
        for path, text in self._faults.items():
            text.setText(faults.get(path, ""))
            text.setVisible(path in faults)
        first = next((path for path in faults if path in self._editors), None)
        if first is not None:
            self._editors[first].setFocus()

    def editor(self, path: str) -> Editor | None:
        """The editor that answers a question now."""
        return self._editors.get(path)

    def _show(self) -> None:
        now = asked(self._definition, self.asked_answers())
        if now != self._asked:
            self._asked = now
            self._lay_out()
        for path, editor in self._editors.items():
            editor.show_value(self._at(path))

    def _lay_out(self) -> None:
        focused = next((path for path, editor in self._editors.items() if editor.isAncestorOf(self.focusWidget())), "")
        wanted = {question.path: question for question in _questions(self._asked)}
        kept = {p: e for p, e in self._editors.items() if wanted.get(p) == e.question}
        for editor in kept.values():
            editor.setParent(self)  # out of the cards that go
        self._forget(set(self._editors) - set(kept))
        self._lead.setParent(self)
        self._empty()
        self._faults = {}
        self._editors = {path: kept.get(path) or self._made(question) for path, question in wanted.items()}
        runs = list(_runs(self._asked))
        if not runs or isinstance(runs[0], Group):
            runs.insert(0, [])  # the lead stands there alone
        for number, run in enumerate(runs):
            if isinstance(run, Group):
                self._add_group(run)
            else:
                self._place(self._lines, run, None if number else self._lead)
        if focused in kept:
            kept[focused].setFocus()

    def _made(self, question: Question) -> Editor:
        editor = editor_of(question, self._language, self._today)
        editor.answered.connect(partial(self._answer, question.path))
        if isinstance(editor, SignatureEditor):
            editor.drawn.connect(partial(self.signed.emit, question.path))
            editor.cleared.connect(partial(self.unsigned.emit, question.path))
            editor.show_pictures(self._signatures)
        return editor

    def _place(self, lines: QVBoxLayout, questions: list[Question], lead: QWidget | None = None) -> None:
        """Questions below each other; narrow ones beside each other as far as there is room."""
        flow: FlowBox | None = None
        for widget in (*([lead] if lead else []), *(self._editors[question.path] for question in questions)):
            if isinstance(widget, Editor) and not is_narrow(widget):
                lines.addWidget(widget)
                flow = None
            else:
                if flow is None:
                    flow = FlowBox(gap=28, top=True)
                    lines.addWidget(flow)
                    flow.show()  # Qt would do so a moment later, and nothing hidden takes the focus
                flow.flow.addWidget(widget)
            widget.show()

    def _add_group(self, group: Group) -> None:
        each = worded(group.each, self._language)
        self._lines.addWidget(Text(worded(group.labels, self._language), "small_strong", "text2"))
        for number, questions in enumerate(group.items):
            card = Card(f"{each} {number + 1}", kind="sunk", padding=14)
            remove = Button(self.tr("Remove"), "trash-2", "quiet", "small")
            remove.setAccessibleName(self.tr("Remove {thing} {number}").format(thing=each, number=number + 1))
            remove.clicked.connect(partial(self._remove, group.path, number))
            card.add_header(remove)
            self._place(card.body, list(questions))
            self._lines.addWidget(card)
            card.show()
        fault = Text(role="small_strong", tone="bad", wrap=True)
        fault.hide()
        self._faults[group.path] = fault
        self._lines.addWidget(fault)
        if group.most is None or len(group.items) < group.most:
            add = Button(self.tr("Add: {thing}").format(thing=each), "plus")
            add.clicked.connect(partial(self._add, group.path))
            self._lines.addWidget(add)
            add.show()

    def _answer(self, path: str, value: Any) -> None:
        things, _, rest = path.partition("/")
        self._given.add(things)
        if not rest:
            _set(self._answers, path, value)
        else:
            number, _, name = rest.partition("/")
            _set(self._answers[things][int(number)], name, value)
        self._editors[path].show_fault("")
        self._show()
        self.changed.emit()

    def _add(self, path: str) -> None:
        self._given.add(path)
        things = self._answers.setdefault(path, [])
        things.append({})
        self._show()
        first = next((e for p, e in self._editors.items() if p.startswith(f"{path}/{len(things) - 1}/")), None)
        if first is not None:
            first.setFocus()
        self.changed.emit()

    def _remove(self, path: str, number: int) -> None:
        self._given.add(path)
        del self._answers[path][number]
        if not self._answers[path]:
            del self._answers[path]
        self._show()
        self.changed.emit()

    def _at(self, path: str) -> Any:
        things, _, rest = path.partition("/")
        if not rest:
            return self._answers.get(path)
        number, _, name = rest.partition("/")
        return self._answers[things][int(number)].get(name)

    def _empty(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not self._lead and not isinstance(old, Editor):
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _forget(self, paths: Iterable[str]) -> None:
        for path in tuple(paths):
            editor = self._editors.pop(path)
            editor.hide()
            editor.setParent(None)
            editor.deleteLater()


def _over(known: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: deepcopy(value) for name, value in {**known, **given}.items() if value is not None}


def _set(answers: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        answers.pop(name, None)
    else:
        answers[name] = value


def _questions(found: Iterable[Asked]) -> Iterable[Question]:
    for each in found:
        if isinstance(each, Question):
            yield each
        else:
            for thing in each.items:
                yield from thing


def _runs(found: Iterable[Asked]) -> Iterable[Group | list[Question]]:
    """Groups, and what stands between them."""
    run: list[Question] = []
    for each in found:
        if isinstance(each, Question):
            run.append(each)
            continue
        if run:
            yield run
        yield each
        run = []
    if run:
        yield run

