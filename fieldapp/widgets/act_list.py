"""The list of the acts of a day: what it was, where it is now, and the receipt."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fieldapp.rows import ActRow
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.row_list import RowList, RowPainter

PLACE_PX = 146  # so that places of different words stand in one column


class ActList(RowList):
    """A list of ActRow values."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setItemDelegate(ActPainter(self))


class ActPainter(RowPainter):
    """Paints an ActRow: icon and words at the left, the place and its receipt at the right."""

    height_px = 80

    def paint_row(self, painter: QPainter, rect: QRect, row: object, selected: bool) -> None:
        """Paint one act."""
        assert isinstance(row, ActRow)
        side, middle = px(44), rect.center().y()
        paint.tile(painter, QRect(rect.x() + px(20), middle - side // 2, side, side), row.icon, row.icon_tone)
        left, right = rect.x() + px(78), rect.right() - px(18)
        wide = max(px(PLACE_PX), paint.width(row.place, "strong") + px(26), paint.width(row.note, "small")) + 2
        end = right - min(wide, rect.width() // 2)
        top = middle - (px(21) if row.note else px(11))
        shade = "text2" if row.tone == "neutral" else row.tone
        paint.picture(painter, row.place_icon, shade, end, top + px(1), px(20))
        paint.words(painter, QRect(end + px(26), top, right - end - px(26), px(22)), row.place, "strong", shade)
        paint.words(painter, QRect(end, top + px(22), right - end, px(20)), row.note, "small", "text2")
        room = end - px(14) - left
        paint.words(painter, QRect(left, middle - px(21), room, px(22)), row.title, "strong")
        paint.words(painter, QRect(left, middle + px(1), room, px(20)), row.subtitle, "small", "text2")
