"""The lanes of the board side by side: one card of all is current, and cards go from lane to lane."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from fieldapp import theme
from fieldapp.rows import BoardCard, LaneHead
from fieldapp.theme import px
from fieldapp.widgets.board_lane import BoardLane
from fieldapp.widgets.layouts import row

LANE_PX = 228


@dataclass(frozen=True)
class LaneRow:
    """What one lane shows."""

    head: LaneHead
    cards: tuple[BoardCard, ...]


class BoardLanes(QScrollArea):
    """`chosen(order_id)` when a card became current, `move_asked(ids, lane_id)` when cards are to go
    elsewhere, `hovered(lane_id, ids)` while cards are held over a lane (answer with `set_drop_hint`)."""

    chosen = Signal(str)
    opened = Signal(str)
    move_asked = Signal(list, str)
    hovered = Signal(str, list)

    def __init__(self) -> None:
        super().__init__()
        self._lanes: dict[str, BoardLane] = {}
        self._shown: tuple[str, ...] = ()
        self._rows: dict[str, LaneRow] = {}
        self._current = ""
        self._row = row(1, gap=12, margins=(16, 16, 4, 16))
        inside = QWidget()
        inside.setLayout(self._row)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        theme.look.changed.connect(self._widen)

    @property
    def current_id(self) -> str:
        """The order whose card is current, "" for none."""
        return self._current

    def lane(self, lane_id: str) -> BoardLane | None:
        """A lane that is in sight."""
        return self._lanes[lane_id] if lane_id in self._shown else None

    def lane_ids(self) -> tuple[str, ...]:
        """The lanes in sight, left to right."""
        return self._shown

    def lane_of(self, order_id: str) -> str | None:
        """The lane in sight that has a job's card."""
        for lane_id in self._shown:
            if any(card.id == order_id for card in self._rows[lane_id].cards):
                return lane_id
        return None

    def show_lanes(self, rows: Sequence[LaneRow], takes_drops: bool) -> None:
        """Shows these lanes in this order; what was selected and scrolled to stays."""
        ids = tuple(each.head.id for each in rows)
        self._rows = {each.head.id: each for each in rows}
        for each in rows:
            lane = self._lanes.get(each.head.id) or self._made(each.head)
            lane.setAcceptDrops(takes_drops)
            lane.set_head(each.head)
            lane.set_cards(each.cards)
        if ids != self._shown:
            self._arrange(ids)
        if self._current:
            self._mark()

    def select(self, order_id: str, in_sight: bool = True) -> bool:
        """Makes a card current; False where no lane in sight has it."""
        lane_id = self.lane_of(order_id)
        self._current = order_id if lane_id is not None else ""
        self._mark()
        if lane_id is None:
            return False
        if in_sight:
            lane = self._lanes[lane_id]
            # A lane that was just added has no place yet.
            QTimer.singleShot(0, lane, lambda: self.ensureWidgetVisible(lane, px(24), 0))
        return True

    def take_focus(self) -> None:
        """Gives the keyboard to the lane of the current card."""
        lane_id = self.lane_of(self._current)
        if lane_id is not None:
            self._lanes[lane_id].take_focus()

    def _made(self, head: LaneHead) -> BoardLane:
        lane_id = head.id
        lane = self._lanes[lane_id] = BoardLane(head)
        lane.setFixedWidth(px(LANE_PX))
        lane.card_chosen.connect(self._choose)
        lane.card_opened.connect(self.opened)
        lane.move_asked.connect(lambda _card, step, here=lane_id: self._step(here, step))
        lane.dropped.connect(lambda there, ids: self.move_asked.emit(ids, there))
        lane.drag_entered.connect(self._hover)
        return lane

    def _arrange(self, ids: tuple[str, ...]) -> None:
        for lane_id in self._shown:
            self._row.removeWidget(self._lanes[lane_id])
        for place, lane_id in enumerate(ids):
            self._row.insertWidget(place, self._lanes[lane_id])
            self._lanes[lane_id].show()
        for lane_id in set(self._lanes) - set(ids):
            self._lanes[lane_id].hide()
        self._shown = ids

    def _choose(self, order_id: str) -> None:
        changed = order_id != self._current
        self._current = order_id
        here = self.lane_of(order_id)
        for lane_id in self._shown:
            if lane_id != here:
                self._quietly(lane_id, None)
        if changed:
            self.chosen.emit(order_id)

    def _mark(self) -> None:
        here = self.lane_of(self._current)
        for lane_id in self._shown:
            wanted = self._current if lane_id == here else None
            if (self._lanes[lane_id].current_id() or None) != wanted:
                self._quietly(lane_id, wanted)

    def _quietly(self, lane_id: str, card_id: str | None) -> None:
        lane = self._lanes[lane_id]
        blocked = lane.blockSignals(True)
        lane.select(card_id)
        lane.blockSignals(blocked)

    def _step(self, lane_id: str, step: int) -> None:
        place = self._shown.index(lane_id) + step
        if 0 <= place < len(self._shown):
            self.move_asked.emit(self.selected_ids(), self._shown[place])

    def selected_ids(self) -> list[str]:
        """The selected cards, which are all in the lane of the current one."""
        lane_id = self.lane_of(self._current)
        if lane_id is None:
            return []
        return self._lanes[lane_id].selected_ids() or [self._current]

    def _hover(self, lane_id: str, ids: list[str]) -> None:
        self.ensureWidgetVisible(self._lanes[lane_id], px(LANE_PX // 2), 0)
        self.hovered.emit(lane_id, ids)

    def _widen(self) -> None:
        for lane in self._lanes.values():
            lane.setFixedWidth(px(LANE_PX))
