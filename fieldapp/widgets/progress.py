"""A progress bar that can also be busy without knowing how far it is."""

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted

_STEP_MS = 40


class Progress(Painted):
    """A bar filled from the left; fraction None shows a moving piece."""

    def __init__(self, tone: str = "ok", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._fraction, self._phase = tone, 0.0, 0.0
        self._timer = QTimer(self, interval=_STEP_MS)  # a QBasicTimer outlives the widget and stops a stranger
        self._timer.timeout.connect(self._move)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_fraction(self, fraction: float | None) -> None:
        """Show how far it is, 0 to 1, or None for busy."""
        if fraction is None:
            self._timer.start()
        else:
            self._timer.stop()
            self._fraction = max(0.0, min(1.0, fraction))
            self.setAccessibleDescription(f"{self._fraction:.0%}")
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self._fraction))
        self.update()

    def set_tone(self, tone: str) -> None:
        """Fill with another status tone."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """A bar 10 px high."""
        return QSize(px(120), px(10))

    def minimumSizeHint(self) -> QSize:
        """Short at least."""
        return QSize(px(40), px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and filling."""
        painter = QPainter(self)
        if not self._timer.isActive():
            paint.bar(painter, self.rect(), self._fraction, self._tone)
            return
        paint.bar(painter, self.rect(), 0.0, self._tone)
        piece = self.width() // 3
        x = round(self._phase * (self.width() + piece)) - piece
        painter.setClipRect(self.rect())
        paint.bar(painter, QRect(x, 0, piece, self.height()), 1.0, self._tone)

    def _move(self) -> None:
        self._phase = (self._phase + 0.02) % 1.0
        self.update()
