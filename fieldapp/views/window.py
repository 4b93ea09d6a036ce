"""The window: one thing at a time inside it (sign-in or the signed-in workspace), and its title."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget


class Window(QMainWindow):
    """The program's only window. `closing` once, before it is gone."""

    closing = Signal()

    def __init__(self, title: str = "Fieldapp") -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(1100, 700)
        self._fit()

    def show_content(self, content: QWidget) -> None:
        """Puts `content` into the window in place of what was there, which is deleted."""
        old = self.takeCentralWidget()
        self.setCentralWidget(content)
        if old is not None:
            old.hide()
            old.deleteLater()

    def come_forward(self) -> None:
        """In front of all other windows, also where it was minimized; as large as it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's hook: the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def _fit(self) -> None:
        """The pictures' size, and all of it on this screen where the screen is large enough at all."""
        wanted, room = QSize(1440, 900), self.screen().availableSize()
        fits = room.width() >= self.minimumWidth() and room.height() >= self.minimumHeight()
        self.resize(wanted.boundedTo(room) if fits else wanted)
