"""What can be decided about a case: yes with one key, no with a reason that is asked for in place."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.models.reviews import Case
from fieldapp.theme import px
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.layouts import FlowLayout, column, row
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.text import Text
from fieldapp.widgets.top_bar import BottomBar
from sync.verdicts import ReviewKind

_NARROW_PX = 640


@dataclass(frozen=True)
class _Words:
    yes: str
    no: str
    question: str
    suggestions: tuple[str, ...]


class DecisionBar(QWidget):
    """`accepted` and `sent_back(reason)`. The reason opens in place of the buttons, is kept while other cases
    are looked at, and is needed: nobody gets work back without a word."""

    accepted = Signal()
    sent_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = _Words("", "", "", ())
        self._drafts: dict[str, str] = {}
        self._case_id = ""
        self._kind: tuple[bool, ReviewKind] | None = None
        self.no = Button("", "corner-up-left", "danger")
        self.no.set_hint("R")
        self.no.clicked.connect(self.open_reason)
        self.yes = Button("", "check", "go")
        self.yes.set_hint("A")
        self.yes.clicked.connect(self.accept)
        self.bar = BottomBar()
        self.bar.add_left(self.no)
        self.bar.add_right(self.yes)
        self.reason = _Reason()
        self.reason.written.connect(self._send)
        self.reason.left.connect(self.close_reason)
        self.reason.hide()
        self.setLayout(column(self.reason, self.bar, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._fit(narrow=True)  # until its size is known: a window is never wider than asked for because of it

    def show_case(self, case: Case | None) -> None:
        """Offers the decisions of a case; none for one that is decided."""
        self.setVisible(case is not None and case.waiting)
        if case is None:
            return
        if case.id != self._case_id:
            self._drafts[self._case_id] = self.reason.text()
            self._case_id = case.id
            self.reason.set_text(self._drafts.pop(case.id, ""))
            self._ask(bool(self.reason.text().strip()))
        kind = (case.held, case.view.review.kind)
        if kind != self._kind:
            self._kind = kind
            self._words = self._words_for(*kind)
            self.yes.setText(self._words.yes)
            self.no.setText(self._words.no)
            self.reason.ask(self._words.question, self._words.suggestions, self._words.no)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where it is narrow the way back takes less room."""
        self._fit(self.width() < px(_NARROW_PX))
        super().resizeEvent(event)

    def accept(self) -> None:
        """Says yes, unless there is nothing to decide."""
        if self.yes.isVisible():
            self.accepted.emit()

    def open_reason(self) -> None:
        """Asks for the reason of a no."""
        if self.no.isVisible():
            self._ask(True)
            self.reason.take_focus()

    def close_reason(self) -> None:
        """Forgets the reason and offers both answers again."""
        self.reason.set_text("")
        self._ask(False)

    def _fit(self, narrow: bool) -> None:
        self.no.set_stacked(narrow)
        self.yes.set_hint("" if narrow else "A")

    def _ask(self, asking: bool) -> None:
        self.reason.setVisible(asking)
        self.bar.setVisible(not asking)

    def _words_for(self, held: bool, kind: ReviewKind) -> _Words:
        if kind is ReviewKind.INFORMED:
            return _Words(
                self.tr("Seen; it stays as it is"),
                self.tr("It is the same job"),
                self.tr("Which job is it? The crew reads this."),
                (self.tr("The older job has the report."),),
            )
        if kind is ReviewKind.HELD:
            return _Words(
                self.tr("Accept the crew’s work"),
                self.tr("Keep the office’s"),
                self.tr("Why does the office’s stand? The crew reads this."),
                (
                    self.tr("The other crew has done it."),
                    self.tr("The job is no longer needed."),
                    self.tr("Please follow the new instructions."),
                ),
            )
        return _Words(
            self.tr("Accept the crew’s work") if held else self.tr("Approve and next"),
            self.tr("Send back"),
            self.tr("What is to be done again? The crew reads this."),
            (
                self.tr("Please take an after photo."),
                self.tr("The photo does not show the repair."),
                self.tr("The repair is not finished."),
                self.tr("Wrong place, please check the address."),
            ),
        )

    def _send(self, reason: str) -> None:
        self.close_reason()
        self.sent_back.emit(reason)


class _Reason(Painted):
    written = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question = Text(role="h3", wrap=True)
        self._box = NoteBox(name=self.tr("Reason"))
        self._chips = FlowLayout(gap=8)
        self._flow = QWidget()
        self._flow.setLayout(self._chips)
        self._more = Button(self.tr("Suggestions"))
        self._more.setMenu(QMenu(self._more))
        self._send = Button("", "corner-up-left", "danger")
        self._send.setToolTip(self.tr("Ctrl+Enter"))
        self._send.clicked.connect(self._write)
        cancel = Button(self.tr("Cancel"), kind="quiet")
        cancel.clicked.connect(self.left)
        answers = row(cancel, 1, self._send, gap=12)
        asked = row(self._question, self._more, gap=12)
        asked.setStretchFactor(self._question, 1)
        self.setLayout(column(asked, self._box, self._flow, answers, gap=10, margins=(24, 14, 24, 14)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._fit(narrow=True)
        self._box.changed.connect(lambda text: self._send.setEnabled(bool(text.strip())))
        self._send.setEnabled(False)

    def ask(self, question: str, suggestions: tuple[str, ...], answer: str) -> None:
        self._question.setText(question)
        self._box.setPlaceholderText(question)
        self._send.setText(answer)
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for suggestion in suggestions:
            chip = Button(suggestion, "plus", "secondary", "small")
            chip.clicked.connect(lambda _checked=False, text=suggestion: self._suggest(text))
            self._chips.addWidget(chip)
        menu = self._more.menu()
        menu.clear()
        for suggestion in suggestions:
            menu.addAction(suggestion, partial(self._suggest, suggestion))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(self.width() < px(_NARROW_PX))
        super().resizeEvent(event)

    def _fit(self, narrow: bool) -> None:
        self._flow.setVisible(not narrow)
        self._more.setVisible(narrow)

    def text(self) -> str:
        return self._box.text()

    def set_text(self, text: str) -> None:
        self._box.set_text(text)

    def take_focus(self) -> None:
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, self.width(), px(theme.current().border_px), theme.color("border"))

    def _suggest(self, text: str) -> None:
        said = self._box.text().strip()
        self._box.set_text(f"{said} {text}" if said else text)
        self.take_focus()

    def _write(self) -> None:
        reason = self._box.text().strip()
        if reason:
            self.written.emit(reason)
