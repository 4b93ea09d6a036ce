"""A job as one line to press: its mark, its title and one more line."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import PaintedButton

_HEIGHT_PX = 60


class StopLine(PaintedButton):
    """`mark` is a stop's number or empty for the icon; both lines end in an ellipsis where room is short."""

    def __init__(
        self, title: str, below: str, mark: str = "", icon: str = "map-pin", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._below, self._mark, self._icon = below, mark, icon
        self.setText(title)
        self.setToolTip(f"{title}\n{below}")
        self.setAccessibleName(", ".join(part for part in (mark, title, below) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(px(240), px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """Room for the mark and a word."""
        return QSize(px(140), px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, mark and both lines."""
        painter, look = QPainter(self), theme.current()
        hovered = theme.mix(look.text, look.surface, 0.04) if self.underMouse() else look.surface
        fill = look.row_selected if self.isDown() else hovered
        paint.box(painter, self.rect(), fill=fill, edge=look.edge, width=look.border_px)
        disc = QRect(px(12), (self.height() - px(32)) // 2, px(32), px(32))
        if self._mark:
            paint.disc(painter, disc, self._mark, theme.avatar("blue"))
        else:
            paint.picture(painter, self._icon, "text2", disc.x() + px(5), disc.y() + px(5), px(22))
        left = disc.right() + px(12)
        room = self.width() - left - px(12)
        paint.words(painter, QRect(left, px(8), room, px(22)), self.text(), "strong")
        paint.words(painter, QRect(left, px(30), room, px(20)), self._below, "small", "text2")
        if self.ringed and self.hasFocus():
            paint.focus_ring(painter, self.rect())
