"""The list of changes on their way: what it was, and which of the three stations it has reached."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.rows import OutboxRow
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.row_list import RowList, RowPainter
from fieldapp.widgets.stage_track import WIDTH_PX, paint_station, paint_track, stage_names, station_width

_NARROW_PX = 520


class OutboxList(RowList):
    """A list of OutboxRow values."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setItemDelegate(OutboxPainter(self))


class OutboxPainter(RowPainter):
    """Paints an OutboxRow; one that waits for a person has a red field and bar."""

    height_px = 92

    def paint_field(self, painter: QPainter, rect: QRect, row: object, selected: bool, hovered: bool) -> None:
        """Paint the field, red where a person is needed."""
        super().paint_field(painter, rect, row, selected, hovered)
        if isinstance(row, OutboxRow) and row.stage == "needs_you":
            if not selected:
                painter.fillRect(rect.adjusted(0, 0, 0, -1), theme.color("bad_bg"))
            painter.fillRect(QRect(rect.x(), rect.y(), px(5), rect.height()), theme.color("bad"))

    def paint_row(self, painter: QPainter, rect: QRect, row: object, selected: bool) -> None:
        """Paint icon, words, the bar of what is being sent, and the stations or the receipt."""
        assert isinstance(row, OutboxRow)
        side = px(44)
        paint.tile(
            painter,
            QRect(rect.x() + px(20), rect.center().y() - side // 2, side, side),
            row.icon,
            row.icon_tone,
        )
        left, right = rect.x() + px(78), rect.right() - px(16)
        end = self._paint_station(painter, rect, right, row) - px(12)
        top = rect.center().y() - (px(28) if row.fraction is not None else px(22))
        paint.words(painter, QRect(left, top, end - left, px(22)), row.title, "strong")
        paint.words(painter, QRect(left, top + px(22), end - left, px(20)), row.subtitle, "small", "text2")
        if row.fraction is not None:
            paint.bar(painter, QRect(left, top + px(45), end - left, px(6)), row.fraction, "primary")

    def _paint_station(self, painter: QPainter, rect: QRect, right: int, row: OutboxRow) -> int:
        """Paint the right end and return where it begins."""
        middle = rect.center().y()
        narrow = rect.width() < px(_NARROW_PX)
        if row.stage != "in_crm" or narrow:
            wide = station_width() if narrow else max(px(WIDTH_PX), 3 * station_width())
            place = QRect(right - wide, middle - px(27), wide, px(54))
            (paint_station if narrow else paint_track)(painter, place, row.stage)
            return right - wide
        words = stage_names()[2]
        wide = max(paint.width(words, "strong") + px(26), paint.width(row.note, "small")) + 2
        left = right - min(wide, rect.width() // 2)
        top = middle - (px(22) if row.note else px(11))
        paint.picture(painter, "circle-check", "ok", left, top + px(1), px(20))
        paint.words(painter, QRect(left + px(26), top, right - left - px(26), px(22)), words, "strong", "ok")
        paint.words(painter, QRect(left, top + px(22), right - left, px(20)), row.note, "small", "text2")
        return left
