"""A job as one thing to press: its mark, its title and one more text, both as long as they are."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import PaintedButton

_LEFT_PX, _SIDE_PX, _LEAST_PX = 56, 12, 60
_TITLE, _BELOW = "strong", "small"


class StopLine(PaintedButton):
    """`mark` is a stop's number, or empty for the icon."""

    def __init__(
        self, title: str, below: str, mark: str = "", icon: str = "map-pin", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._below, self._mark, self._icon = below, mark, icon
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (mark, title, below) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as both texts are at a width."""
        title, below = self._heights(width)
        return max(px(_LEAST_PX), title + below + px(2) + 2 * px(9))

    def sizeHint(self) -> QSize:
        """A line in a column."""
        return QSize(px(240), self.heightForWidth(max(self.width(), px(240))))

    def minimumSizeHint(self) -> QSize:
        """Room for the mark and a few words."""
        return QSize(px(160), px(_LEAST_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, mark and both texts."""
        painter, look = QPainter(self), theme.current()
        hovered = theme.mix(look.text, look.surface, 0.04) if self.underMouse() else look.surface
        fill = look.row_selected if self.isDown() else hovered
        paint.box(painter, self.rect(), fill=fill, edge=look.edge, width=look.border_px)
        disc = QRect(px(_SIDE_PX), (self.height() - px(32)) // 2, px(32), px(32))
        if self._mark:
            paint.disc(painter, disc, self._mark, theme.avatar("blue"))
        else:
            paint.picture(painter, self._icon, "text2", disc.x() + px(5), disc.y() + px(5), px(22))
        title, below = self._heights(self.width())
        top = (self.height() - title - below - px(2)) // 2
        room = self._room(self.width())
        paint.paragraph(painter, QRect(px(_LEFT_PX), top, room, title), self.text(), _TITLE, "text", paint.TOP)
        second = QRect(px(_LEFT_PX), top + title + px(2), room, below)
        paint.paragraph(painter, second, self._below, _BELOW, "text2", paint.TOP)
        if self.ringed and self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _room(self, width: int) -> int:
        return max(px(60), width - px(_LEFT_PX) - px(_SIDE_PX))

    def _heights(self, width: int) -> tuple[int, int]:
        room = self._room(width)
        title = paint.lines_of(self.text(), _TITLE, room) * paint.metrics(_TITLE).height()
        return title, paint.lines_of(self._below, _BELOW, room) * paint.metrics(_BELOW).height()
