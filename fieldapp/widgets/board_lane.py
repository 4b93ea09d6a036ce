"""A lane of the supervisor's board: whose it is, how fresh our picture of it is, its load, and its cards."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.rows import BoardCard, LaneHead
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.board_cards import MIME, Cards
from fieldapp.widgets.layouts import column
from fieldapp.widgets.painted import Painted

__all__ = ["MIME", "BoardLane", "ids_in"]

_NEARLY_FULL = 0.85


def ids_in(data: QMimeData) -> list[str]:
    """Return the ids of the cards in a drag."""
    return bytes(data.data(MIME).data()).decode().splitlines() if data.hasFormat(MIME) else []


class BoardLane(Painted):
    """A column that takes dragged cards; every signal about cards carries their ids."""

    dropped = Signal(str, list)
    drag_entered = Signal(str, list)
    card_chosen = Signal(str)
    card_opened = Signal(str)
    move_asked = Signal(str, int)

    def __init__(self, head: LaneHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self._over = False
        self._head = _Head()
        self._cards = Cards(head.name)
        self._cards.chosen.connect(self.card_chosen)
        self._cards.opened.connect(self.card_opened)
        self._cards.move_asked.connect(self.move_asked)
        self.setLayout(column(self._head, self._cards, gap=10, margins=(11, 11, 11, 11)))
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.set_head(head)

    def set_head(self, head: LaneHead) -> None:
        """Show another head."""
        self._lane_id = head.id
        self._head.set(head)
        spoken = ", ".join(part for part in (head.name, head.freshness, head.hours_text) if part)
        self.setAccessibleName(spoken)
        self._cards.setAccessibleName(spoken)

    def set_cards(self, cards: Sequence[BoardCard]) -> None:
        """Show other cards; the current one stays current if it is still there."""
        self._cards.set_cards(cards)

    def select(self, card_id: str | None) -> None:
        """Make a card current, or none."""
        self._cards.select_only(card_id)

    def current_id(self) -> str:
        """Return the id of the current card, "" for none."""
        return self._cards.current_id()

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected cards, top to bottom."""
        return self._cards.selected_ids()

    def take_focus(self) -> None:
        """Give the keyboard to the cards (after a card was moved here)."""
        self._cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_drop_hint(self, hint: str) -> None:
        """Add words to "Drop here", for instance how far; call it in answer to `drag_entered`."""
        self._hint = hint
        if self._over:
            self._show_place(True)

    def sizeHint(self) -> QSize:
        """A lane as the pictures show it."""
        return QSize(px(228), px(560))

    def minimumSizeHint(self) -> QSize:
        """Narrow, yet readable."""
        return QSize(px(190), px(240))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards of other lanes."""
        ids = ids_in(event.mimeData())
        if not ids or event.source() is self._cards:
            event.ignore()
            return
        event.acceptProposedAction()
        self._hint = ""
        self._show_place(True)
        self.drag_entered.emit(self._lane_id, ids)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take cards anywhere in the lane."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Let the place vanish."""
        self._show_place(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which cards were dropped."""
        event.acceptProposedAction()
        self._show_place(False)
        self.dropped.emit(self._lane_id, ids_in(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lane's field, with a dashed line while a card hovers over it."""
        look = theme.current()
        painter = QPainter(self)
        if self._over:
            paint.box(painter, self.rect(), look.row_selected, look.primary, 2.5, 12, dashed=True)
        else:
            paint.box(painter, self.rect(), look.sunk, look.border, look.border_px, 12)

    def _show_place(self, over: bool) -> None:
        self._over = over
        here = self.tr("Drop here")
        self._cards.set_drop_hint((f"{here} · {self._hint}" if self._hint else here) if over else None)
        self.update()


class _Head(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._head = LaneHead("", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set(self, head: LaneHead) -> None:
        self._head = head
        self.setToolTip("\n".join(part for part in (head.name, head.freshness, head.hours_text) if part))
        self.follow_look()

    def sizeHint(self) -> QSize:
        line = paint.metrics("small").lineSpacing()
        # Room for two lines of freshness in every lane, so that the cards of all lanes begin at one height.
        return QSize(px(180), px(27) + line * 2 + (px(24) if self._head.hours_text else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        head = self._head
        side = px(38)
        if head.icon:
            size = px(30)
            paint.picture(painter, head.icon, "text2", 0, px(5), size)
        else:
            paint.disc(painter, QRect(0, px(2), side, side), head.initials, theme.avatar(head.tone))
        left = self._left()
        room = self.width() - left
        paint.words(painter, QRect(left, 0, room, px(22)), head.name, "h3")
        shade = "text2" if head.freshness_tone == "neutral" else head.freshness_tone
        lines = 2 if self._wraps() else 1
        below = QRect(left, px(22), room, paint.metrics("small").lineSpacing() * lines + px(2))
        if lines == 1:
            paint.words(painter, below, head.freshness, "small", shade)
        else:
            wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            paint.paragraph(painter, below, head.freshness, "small", shade, wrapped)
        if head.hours_text:
            self._paint_hours(painter, QRect(0, self.height() - px(20), self.width(), px(20)))

    def _paint_hours(self, painter: QPainter, rect: QRect) -> None:
        head = self._head
        if head.hours_limit <= 0:
            paint.words(painter, rect, head.hours_text, "small", "text2")
            return
        load = head.hours / head.hours_limit
        tone = "bad" if load > 1 else ("warn" if load >= _NEARLY_FULL else "ok")
        wide = paint.width(head.hours_text, "small") + 2
        text = QRect(rect.right() - wide + 1, rect.y(), wide, rect.height())
        paint.words(painter, text, head.hours_text, "small", "bad" if tone == "bad" else "text2")
        bar = QRect(0, rect.y() + px(6), rect.width() - wide - px(12), px(8))
        paint.bar(painter, bar, load, tone)

    def _left(self) -> int:
        return px(40) if self._head.icon else px(48)

    def _wraps(self) -> bool:
        return paint.width(self._head.freshness, "small") > max(px(60), self.width() - self._left()) > 0
