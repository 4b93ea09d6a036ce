"""A field for a note that grows with what is written, perhaps with a microphone to hold."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import IconButton

LONGEST_LINES = 6


class NoteBox(QPlainTextEdit):
    """One to six lines high; Tab leaves it, so that the keyboard gets through the page."""

    changed = Signal(str)
    mic_pressed = Signal()
    mic_released = Signal()

    def __init__(
        self, placeholder: str = "", mic: bool = False, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._mic: IconButton | None = None
        if mic:
            self._mic = IconButton("mic", self.tr("Hold to dictate"), kind="quiet", parent=self)
            self._mic.pressed.connect(self.mic_pressed)
            self._mic.released.connect(self.mic_released)
        self.textChanged.connect(self._grow)
        self.textChanged.connect(lambda: self.changed.emit(self.text()))
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Write something else, to be gone on with at its end; emits `changed` if it differs."""
        if text != self.text():
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def follow_look(self) -> None:
        """Set font and margins again."""
        self.setFont(theme.font("body"))
        self.setViewportMargins(0, px(4), px(40) if self._mic else 0, px(4))
        self._grow()

    def sizeHint(self) -> QSize:
        """As many lines as are written, 52 px at least."""
        line = paint.metrics("body").lineSpacing()
        lines = max(1, min(LONGEST_LINES, round(self.document().size().height())))
        return QSize(px(320), max(px(52), lines * line + px(34)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its hint."""
        return QSize(px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again, and keep the microphone at the right."""
        super().resizeEvent(event)
        if self._mic is not None:
            side = px(44)
            self._mic.setGeometry(self.width() - side - px(4), px(4), side, side)
        self._grow()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt's hook: files that are dropped are the page's."""
        return not _holds_files(source) and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the page, and copied files, of which only the path would be written."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        on = enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        paste = event.matches(QKeySequence.StandardKey.Paste)
        if on or (paste and _holds_files(QGuiApplication.clipboard().mimeData())):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _grow(self) -> None:
        more = round(self.document().size().height()) > LONGEST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()


def _holds_files(source: QMimeData | None) -> bool:
    return source is not None and any(url.isLocalFile() for url in source.urls())
