"""A plain icon in a token's colour, for layouts."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.widgets import paint
from fieldapp.widgets.avatar import SquarePart


class IconMark(SquarePart):
    """An icon without a field, `side` px at 100 %."""

    def __init__(self, icon: str, tone: str = "text2", side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)
        self.set(icon, tone)

    def set(self, icon: str, tone: str = "text2") -> None:
        """Show another icon in another token or status tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        paint.picture(QPainter(self), self._icon, self._tone, 0, 0, self.width())
