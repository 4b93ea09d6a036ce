"""A line that opens above the buttons to write a note on, and keeps what was typed until it is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from fieldapp import theme
from fieldapp.context import Context
from fieldapp.views.kept_note import KeptNote
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.keys import tell
from fieldapp.widgets.layouts import row
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.painted import Painted


class NoteLine(Painted):
    """Hidden until `open`. `written(text)` with Ctrl+Enter or the button; Escape closes it and keeps the text.

    Who saves the note says so with `saved`.
    """

    written = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._box = NoteBox(self.tr("Note for the office"), name=self.tr("Note"))
        self._save = Button(self.tr("Save note"), "check", "primary", "large")
        self._save.setToolTip(self.tr("Ctrl+Enter"))
        self._save.clicked.connect(self._write)
        cancel = Button(self.tr("Cancel"), size="large", kind="quiet")
        cancel.clicked.connect(self.hide)
        line = row(self._box, cancel, self._save, gap=12, margins=(24, 12, 24, 12))
        line.setStretchFactor(self._box, 1)
        line.setAlignment(cancel, Qt.AlignmentFlag.AlignBottom)
        line.setAlignment(self._save, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._keeping = KeptNote(context, self._box)
        self._box.changed.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._save.setEnabled(False)
        tell(self, "Ctrl+Enter", self.tr("Save note"))
        self.hide()

    def open(self) -> None:
        """Shows the line and puts the cursor in it."""
        self.show()
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_to(self, order_id: str) -> None:
        """Another job is in sight: what was typed for the one before waits until it is there again."""
        self._keeping.turn_to(order_id)
        self.setVisible(bool(self._box.text().strip()))

    def saved(self) -> None:
        """It is a note now."""
        self._keeping.saved()
        self.hide()

    def bring_back(self, order_id: str, text: str) -> None:
        """The note was taken back: its words are there again."""
        self._keeping.bring_back(order_id, text)
        self.setVisible(bool(self._box.text().strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Ctrl+Enter saves, Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the field of the bar below."""
        QPainter(self).fillRect(self.rect(), theme.color("surface"))

    def _write(self) -> None:
        text = self._box.text().strip()
        if text:
            self.written.emit(text)
