"""One fix closes many: open jobs of the same kind near by, to be closed with the one in hand."""

from collections.abc import Iterable

from PySide6.QtCore import Signal

from fieldapp.context import Context
from fieldapp.models.near_by import Near
from fieldapp.moments import Moments
from fieldapp.rows import CheckItem
from fieldapp.widgets.card import Card
from fieldapp.widgets.checklist import Checklist
from fieldapp.widgets.text import Text
from fieldapp.wording.near_by import near_text, same_kind_text
from sync.orders import OPEN, ServiceType, WorkOrder
from sync.places import believable

_MOST = 8


class OthersCard(Card):
    """Offers them, none ticked at first; hidden where there is none. `ticked` when a person changes a tick, `looked`
    when there are others to offer."""

    ticked = Signal()
    looked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(padding=18)
        self._context, self._moments = context, Moments(context.language.tag)
        self._order: WorkOrder | None = None
        self._picked: frozenset[str] = frozenset()
        self._shown: list[CheckItem] = []
        self._list = Checklist(self.tr("Closed with this job"))
        self._words = Text(role="small", tone="text2", wrap=True)
        self.add(self._words)
        self.add(self._list)
        self._list.toggled.connect(self._pick)
        context.near_by.read.connect(self._look)
        self.hide()

    def show_order(self, order: WorkOrder, picked: Iterable[str]) -> None:
        """Looks around a job; `picked` were ticked before."""
        self._order, self._picked = order, frozenset(picked)
        self._look()

    def refresh(self) -> None:
        """Looks again: one of them may have been closed or given away."""
        self._look()

    def offer(self, service: ServiceType | None, outcome: str | None) -> None:
        """Only a fix is one for many; before somebody chose, it may become one."""
        chosen = next((r for r in service.resolutions if r.code == outcome), None) if service else None
        self.setVisible(bool(self._shown) and (chosen is None or chosen.fixed))

    def ticks(self) -> tuple[str, ...]:
        """All that were ticked, for the draft, also those that are not offered just now."""
        return tuple(sorted(self._picked))

    def picked(self) -> tuple[str, ...]:
        """The jobs to close with it: ticked, and still offered."""
        return tuple(item.key for item in self._shown if item.key in self._picked) if not self.isHidden() else ()

    def _look(self) -> None:
        order = self._order
        if order is None:
            return
        place = believable(order.lat, order.long)
        found = self._context.near_by.around(place, order.address, order.service_code, but=order.id)
        mine = [near for near in found.near if near.line.crew_id == order.crew_id and near.line.status in OPEN][:_MOST]
        self._show(mine)

    def _show(self, mine: list[Near]) -> None:
        locale, now_ms = self._context.language.locale, self._context.clock.wall_ms()
        farthest = max((near.metres for near in mine if near.metres is not None), default=None)
        items = [
            CheckItem(
                near.line.id,
                near_text(near.line, near.metres, self._moments, locale, now_ms),
                near.line.id in self._picked,
            )
            for near in mine
        ]
        self.set_title(same_kind_text(len(mine), farthest, locale))
        self._words.setText(
            self.tr(
                "Tick what this fix settles: the same photos and answers close it, too. Your time is counted once. "
                "Should one be another crew’s by now, a person decides about that one."
            )
        )
        if items != self._shown:
            self._shown = items
            self._list.set_items(items)
            self.looked.emit()

    def _pick(self, order_id: str, on: bool) -> None:
        self._picked = self._picked | {order_id} if on else self._picked - {order_id}
        self.ticked.emit()
