"""The cards of a board lane: a painted list whose cards are moved by dragging, or by Ctrl and an arrow."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fieldapp import theme
from fieldapp.rows import ROW, BoardCard
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.keys import tell
from fieldapp.widgets.row_list import Index, RowList

MIME = "application/x-fieldapp-order"
CARD_PX = 86
_GAP_PX = 9
_LIFTED = int(ROW) + 1


class Cards(RowList):
    """A lane's cards; `move_asked` carries a card's id and -1 or +1."""

    move_asked = Signal(str, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._cards = _CardModel(self)
        self._hint: str | None = None
        self.setModel(self._cards)
        self.setItemDelegate(_CardPainter(self))
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setAutoFillBackground(False)
        tell(self, self.tr("Ctrl+←  Ctrl+→"), self.tr("Move the job to the crew beside"))

    def set_cards(self, cards: Sequence[BoardCard]) -> None:
        """Show other cards; the current one stays current if it is still there."""
        kept, chosen, top = self.current_id(), self.selected_ids(), self.verticalScrollBar().value()
        if not self._cards.replace(tuple(cards)) or not kept:
            return
        blocked = self.blockSignals(True)
        self.select(kept)
        for card_id in chosen:
            if (index := self._cards.place(card_id)).isValid():
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        self.verticalScrollBar().setValue(top)
        self.blockSignals(blocked)

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected cards, top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._cards.index(row, 0).data(ROW).id for row in rows]

    def select_only(self, card_id: str | None) -> None:
        """Make a card current and select it alone; None clears."""
        if card_id is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.select(card_id)

    def set_drop_hint(self, hint: str | None) -> None:
        """Show a dashed place below the last card with these words, or none."""
        self._hint = hint
        self.viewport().update()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the selected cards as a tilted picture of the first."""
        picked = [index for index in self.selectedIndexes() if index.isValid()]
        if not picked:
            return
        drag = QDrag(self)
        drag.setMimeData(self._cards.mimeData(picked))
        picture = self._tilted(picked[0], len(picked))
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(picture.width() // 2, picture.height() // 2))
        self._cards.lift({index.data(ROW).id for index in picked})
        drag.exec(Qt.DropAction.MoveAction)
        self._cards.lift(set())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to move the current card with Ctrl and Left or Right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.current_id():
            self.move_asked.emit(self.current_id(), step)
            return
        if step:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards and the place for one that is dragged here."""
        QListView.paintEvent(self, event)
        if self._hint is None:
            return
        last = self._cards.index(self._cards.rowCount() - 1, 0)
        top = self.visualRect(last).bottom() + 1 if last.isValid() else 0
        high = px(CARD_PX)
        top = min(top, self.viewport().height() - high)
        rect = QRect(0, top, self.viewport().width(), high)
        look = theme.current()
        painter = QPainter(self.viewport())
        paint.box(
            painter, rect, theme.mix(look.primary, look.row_selected, 0.1), look.primary, 2, 10, dashed=True
        )
        paint.words(
            painter, rect.adjusted(px(8), 0, -px(8), 0), self._hint, "small_strong", "primary", paint.CENTRE
        )

    def _tilted(self, index: Index, count: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(self.viewport().width() + px(24), px(CARD_PX) + px(48))
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(QTransform.fromTranslate(size.width() / 2, size.height() / 2).rotate(-3))
        card = QRect(0, 0, self.viewport().width(), px(CARD_PX))
        card.moveCenter(QPoint(0, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(6, 0, -1):
            painter.setBrush(QColor(10, 20, 30, 10))
            painter.drawRoundedRect(card.adjusted(-spread, -spread + 4, spread, spread + 4), 14, 14)
        paint_card(painter, card, index.data(ROW), selected=True, hovered=False)
        if count > 1:
            badge = QRect(card.right() - px(30), card.top() - px(8), px(34), px(24))
            paint.box(painter, badge, theme.current().primary, radius=12)
            paint.words(painter, badge, f"{count}", "small_strong", "on_fill", paint.CENTRE)
        painter.end()
        return made


class _CardModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: tuple[BoardCard, ...] = ()
        self._lifted: set[str] = set()

    def replace(self, cards: tuple[BoardCard, ...]) -> bool:
        """Return whether the view has lost its selection, because other cards came or the order changed."""
        if cards == self._cards:
            return False
        if [card.id for card in cards] == [card.id for card in self._cards]:
            self._cards = cards
            self.dataChanged.emit(self.index(0, 0), self.index(len(cards) - 1, 0))
            return False
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()
        return True

    def place(self, card_id: str) -> QModelIndex:
        ids = [card.id for card in self._cards]
        return self.index(ids.index(card_id)) if card_id in ids else QModelIndex()

    def lift(self, ids: set[str]) -> None:
        self._lifted = ids
        if self._cards:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._cards) - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self._cards[index.row()]
        if role == ROW:
            return card
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{card.title}\n{card.subtitle}"
        if role == _LIFTED:
            return card.id in self._lifted
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        made.setData(MIME, "\n".join(self._cards[index.row()].id for index in indexes).encode())
        return made


class _CardPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), px(CARD_PX + _GAP_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.data(ROW)
        if not isinstance(card, BoardCard):
            return
        painter.save()
        rect = option.rect.adjusted(0, 0, 0, -px(_GAP_PX))
        painter.setOpacity(0.4 if card.dimmed or index.data(_LIFTED) else 1.0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_card(painter, rect, card, selected, bool(option.state & QStyle.StateFlag.State_MouseOver))
        if option.state & QStyle.StateFlag.State_HasFocus and getattr(option.widget, "ringed", False):
            paint.focus_ring(painter, rect)
        painter.restore()


def paint_card(painter: QPainter, rect: QRect, card: BoardCard, selected: bool, hovered: bool) -> None:
    """Paint one card: icon, title, place, when it is due, and a mark in the corner."""
    look = theme.current()
    edge = look.primary if selected else (look.edge if hovered else look.border)
    fill = look.row_selected if selected and look.name == "sunlight" else look.surface
    paint.box(painter, rect, fill, edge, 2.5 if selected else look.border_px, 10)
    side = px(34)
    paint.tile(painter, QRect(rect.x() + px(11), rect.y() + px(11), side, side), card.icon, card.icon_tone, 8)
    left, right = rect.x() + px(55), rect.right() - px(10)
    paint.words(painter, QRect(left, rect.y() + px(8), right - left, px(22)), card.title, "card_title")
    paint.words(
        painter, QRect(left, rect.y() + px(30), right - left, px(20)), card.subtitle, "small", "text2"
    )
    if card.mark_icon:
        right -= px(20)
        paint.picture(painter, card.mark_icon, card.due_tone, right, rect.bottom() - px(28), px(18))
        right -= px(6)
    due = QRect(left, rect.y() + px(55), right - left, px(20))
    shade = "text2" if card.due_tone == "neutral" else card.due_tone
    if look.name == "sunlight" and card.due_tone == "warn":
        wide = min(due.width(), paint.width(card.due, "tiny") + px(12))
        paint.box(painter, QRect(left, due.y(), wide, due.height()), look.warn_bg, radius=6)
        due.adjust(px(6), 0, 0, 0)
    paint.words(painter, due, card.due, "tiny", shade)
