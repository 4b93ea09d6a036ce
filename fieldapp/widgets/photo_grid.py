"""All photos as a grid of tiles, painted by a delegate so that thousands cost nothing."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldapp.rows import ROW, PhotoTile
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.photo_strip import paint_photo_tile
from fieldapp.widgets.row_list import Index, RowList

TILE_PX = (184, 138)
_GAP_PX, _BAR_PX = 12, 18


class PhotoGrid(RowList):
    """A grid of PhotoTile values."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_TilePainter(self))


class PhotoPick(PhotoGrid):
    """A grid in which photos are chosen: a tap, Space or Enter turns one on or off, Ctrl+A all.

    `turned(id)` and `all_asked`: who shows it decides, and hands out tiles that are `checked`.
    """

    turned = Signal(str)
    all_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.clicked.connect(self._turn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: the keys that the class names."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.ringed = True
            self._turn(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        else:
            super().keyPressEvent(event)

    def _turn(self, index: Index) -> None:
        row = index.data(ROW)
        if isinstance(row, PhotoTile):
            self.turned.emit(row.id)


class _TilePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        gap, wide = px(_GAP_PX), px(TILE_PX[0] + _GAP_PX)
        if isinstance(view, QWidget):  # as many as fit best, and no empty margin beside them
            room = max(wide // 2, view.width() - px(_BAR_PX))
            wide = room // max(1, round(room / wide))
        return QSize(wide, round((wide - gap) * TILE_PX[1] / TILE_PX[0]) + gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile = index.data(ROW)
        if not isinstance(tile, PhotoTile):
            return
        painter.save()
        half = px(_GAP_PX / 2)
        rect = option.rect.adjusted(half, half, -half, -half)
        paint_photo_tile(painter, rect, tile, bool(option.state & QStyle.StateFlag.State_Selected))
        if tile.checked:
            side = px(32)
            corner = QRect(rect.right() - side - px(5), rect.y() + px(6), side, side)
            paint.check_disc(painter, corner, "#0f7a42", "#ffffff")
        if option.state & QStyle.StateFlag.State_HasFocus and getattr(option.widget, "ringed", False):
            paint.focus_ring(painter, rect, 8)
        painter.restore()
