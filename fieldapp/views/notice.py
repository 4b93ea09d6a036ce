"""A notice that lies on a page like a card, where a banner would reach from edge to edge."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.banner import Banner


class Notice(Banner):
    """A banner with round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text.set_role("small_strong")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the field with its icon."""
        painter = QPainter(self)
        tone = theme.tone(self._tone)
        edge = tone.edge if theme.current().name == "sunlight" else ""
        paint.box(painter, self.rect(), fill=tone.bg, edge=edge, width=2, radius=10)
        side = px(22)
        paint.picture(painter, self._icon, tone.fg, px(16), (self.height() - side) / 2, side)
