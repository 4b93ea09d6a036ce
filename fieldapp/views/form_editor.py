"""What all editors of a form's answers have in common."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from sync.forms import Question
from sync.orders import worded


class Editor(QWidget):
    """A question with its answer below; None is no answer.

    `answered(value)` with every letter and step, `finished(value)` once a person is done with it.
    """

    answered = Signal(object)
    finished = Signal(object)

    def __init__(self, question: Question, language: str) -> None:
        super().__init__()
        self.question = question
        self._label = worded(question.labels, language)
        self._fault = Text(role="small_strong", tone="bad", wrap=True)
        self._fault.hide()
        self._final: Any = None
        self._latest: Any = None
        self._news: tuple[Any] | None = None  # what came while somebody was at it
        self.setAccessibleName(self._label)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: who leaves the page is done."""
        self._finish()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: who leaves the field is done."""
        if event.type() == QEvent.Type.FocusOut:
            self._finish()
        return super().eventFilter(watched, event)

    @property
    def begun(self) -> bool:
        """Whether somebody answers it just now, and is not done."""
        return bool(self._latest != self._final)

    def show_value(self, value: Any) -> None:
        """Show an answer without a word."""
        raise NotImplementedError

    def show_fault(self, sentence: str) -> None:
        """Say below what is wrong with the answer, "" for nothing."""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def _say(self, value: Any) -> None:
        """A person has gone on answering."""
        self._latest = value
        self.answered.emit(value)

    def _finish(self) -> None:
        news, self._news = self._news, None
        if self.begun:
            self._final = self._latest
            self.finished.emit(self._final)
        elif news is not None:
            self.show_value(*news)

    def _done(self, value: Any) -> None:
        """A person has answered."""
        self._say(value)
        self._finish()

    def _lay_out(self, editor: QWidget) -> None:
        needed = Text(self.tr("needed") if self.question.required else "", "small", "text2")
        needed.setVisible(self.question.required)
        title = row(Text(self._label, "small_strong", "text2"), needed, 1, gap=8)
        self.setLayout(column(title, editor, self._fault, gap=4))
        self.setFocusProxy(editor)
