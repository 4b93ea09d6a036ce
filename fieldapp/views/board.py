"""The supervisor's board: a lane for each crew with how old its picture is, and the job that is looked at."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from fieldapp.context import Context
from fieldapp.models.crews import (
    UNASSIGNED,
    BoardRows,
    Load,
    best_crews,
    district_of,
    in_turn,
    loads_of,
    sorted_crews,
)
from fieldapp.models.photos import PhotoImages
from fieldapp.moments import Moments
from fieldapp.rows import BoardCard
from fieldapp.theme import px
from fieldapp.views.board_lanes import BoardLanes, LaneRow
from fieldapp.views.board_moves import BoardMoves
from fieldapp.views.board_side import BoardSide
from fieldapp.views.page import Page
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import row
from fieldapp.wording.desk import distance_text
from sync.orders import OPEN, Crew, ServiceType, worded
from sync.places import believable, metres_between
from sync.store import Change, OrderLine, Query

MOST_JOBS = 5000
_TICK_MS = 20_000
_WIDE_PX = 1120


class BoardPage(Page):
    """Lanes at the left, the job that is looked at on the right. Ages tick every 20 seconds."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._crews: tuple[Crew, ...] = ()
        self._services: tuple[ServiceType, ...] = ()
        self._lines: dict[str, OrderLine] = {}
        self._loads: tuple[Load, ...] = ()
        self._district = self._service = ""
        self._rows = BoardRows(self._moments, context.language.locale)
        self._moves = BoardMoves(context, self)
        self.lanes = BoardLanes()
        self.side = BoardSide(context, PhotoImages(context.store, context.jobs, self), self._moves.allowed)
        self._districts = Button(self.tr("All districts"))
        self._types = Button(self.tr("All types"))
        for button in (self._districts, self._types):
            button.setMenu(QMenu(button))
        layout = row(self.lanes, self.side, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._connect()

    def tools(self) -> tuple[QWidget, ...]:
        """The two filters."""
        return self._districts, self._types

    def show_item(self, item_id: str) -> None:
        """Makes a job current; the filters give way if they hide it."""
        if item_id in self._lines and self.lanes.lane_of(item_id) is None:
            self._district = self._service = ""
            self._show()
        if self.lanes.select(item_id):
            self.side.show_job(item_id)
            self._show_fits()

    def refresh(self, change: Change | None = None) -> None:
        """Reads what changed; a lane keeps its selection and where it was scrolled to."""
        if change is None or change.reference or change.account or not self._crews:
            self._read_all()
        elif change.orders:
            self._read_lines(change.orders)
        self._show()
        self.side.refresh(change)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the job's panel gives way to the lanes."""
        self.side.set_narrow(self.width() < px(_WIDE_PX))
        super().resizeEvent(event)

    def _connect(self) -> None:
        self.lanes.chosen.connect(self._choose)
        self.lanes.opened.connect(lambda _card: self.side.setFocus())
        self.lanes.move_asked.connect(self._move)
        self.lanes.hovered.connect(self._hint)
        self.side.assign_asked.connect(lambda crew_id: self._move([self.lanes.current_id], crew_id))
        self._moves.moved.connect(self._moved)
        bind(self, "U", self._unassign, self.tr("Put the job back in the pool"), near=True)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()

    # reading

    def _read_all(self) -> None:
        store = self._context.store
        self._crews = sorted_crews(store.crews())
        self._services = store.services()
        self._rows.set_services(self._services)
        self._lines = {line.id: line for line in store.orders(Query(show="board", limit=MOST_JOBS))}
        self._fill_menus()

    def _read_lines(self, ids: Iterable[str]) -> None:
        found = {line.id: line for line in self._context.store.lines(ids)}
        for order_id in ids:
            line = found.get(order_id)
            if line is not None and line.status in OPEN and line.left is None:
                self._lines[order_id] = line
            else:
                self._lines.pop(order_id, None)

    # showing

    def _show(self) -> None:
        now_ms = self._context.clock.wall_ms()
        self._loads = loads_of(self._crews, self._lines.values(), self._context.store.presence(), now_ms)
        self._moves.set_loads(self._loads)
        pool = self._pool()
        rows = [LaneRow(self._rows.pool_head(pool, now_ms), self._cards(pool, now_ms))]
        shown = [load for load in self._loads if self._district in ("", load.crew.district)]
        rows += [LaneRow(self._rows.head(load, now_ms), self._cards(load.lines, now_ms)) for load in shown]
        self.lanes.show_lanes(rows, self._moves.allowed)
        if not self.lanes.current_id or self.lanes.lane_of(self.lanes.current_id) is None:
            self.lanes.select("")
            self.side.show_job("")
        self._show_fits()
        self._show_title(len(pool) + sum(len(load.lines) for load in shown), len(pool), now_ms)

    def _pool(self) -> tuple[OrderLine, ...]:
        known = {load.crew.id for load in self._loads}
        pool = (line for line in self._lines.values() if line.crew_id not in known)
        if self._district:
            pool = (line for line in pool if district_of(line, self._loads) in ("", self._district))
        return in_turn(pool)

    def _cards(self, lines: Iterable[OrderLine], now_ms: int) -> tuple[BoardCard, ...]:
        return tuple(self._rows.card(line, now_ms) for line in lines if self._service in ("", line.service_code))

    def _show_title(self, open_jobs: int, unassigned: int, now_ms: int) -> None:
        where = self.tr("{name} district").format(name=self._district) if self._district else ""
        count = self.tr("%n open", "", open_jobs)
        pool = self.tr("%n unassigned", "", unassigned)
        parts = (self._moments.today(now_ms), where, f"{count}, {pool}")
        self.titled.emit(self.tr("Today’s board"), " · ".join(part for part in parts if part))

    def _show_fits(self) -> None:
        line = self._lines.get(self.lanes.current_id)
        self.side.show_fits(line, best_crews(line, self._loads) if line else ())

    def _tick(self) -> None:
        if self.isVisible():
            self._show()

    # what a person does

    def _choose(self, order_id: str) -> None:
        self.side.show_job(order_id)
        self._show_fits()

    def _move(self, ids: list[str], lane_id: str) -> None:
        self._moves.move([self._lines[each] for each in ids if each in self._lines], lane_id)

    def _moved(self, ids: list[str]) -> None:
        self._read_lines(ids)
        self._show()
        if self.lanes.select(ids[0]):
            self.lanes.take_focus()
            self.side.show_job(ids[0])
        self._show_fits()

    def _unassign(self) -> None:
        self._move(self.lanes.selected_ids(), UNASSIGNED)

    def _hint(self, lane_id: str, ids: list[str]) -> None:
        lane = self.lanes.lane(lane_id)
        lines = [self._lines[each] for each in ids if each in self._lines]
        if lane is None or not lines:
            return
        words = []
        load = next((load for load in self._loads if load.crew.id == lane_id), None)
        metres = _metres(lines[0], load.lines) if load else None
        if metres is not None:
            words.append(distance_text(metres, self._context.language.locale))
        if load is not None:
            words.append(self.tr("+%n min", "", sum(line.estimate_minutes for line in lines)))
        lane.set_drop_hint(", ".join(words))

    # filters

    def _fill_menus(self) -> None:
        tag = self._context.language.tag
        districts = sorted({crew.district for crew in self._crews if crew.district})
        named = sorted((worded(service.labels, tag), service.code) for service in self._services)
        _fill(
            self._districts,
            [("", self.tr("All districts")), *((d, d) for d in districts)],
            self._set_district,
        )
        _fill(self._types, [("", self.tr("All types")), *((code, name) for name, code in named)], self._set_type)

    def _set_district(self, district: str) -> None:
        self._district = district
        self._districts.setText(district or self.tr("All districts"))
        self._show()

    def _set_type(self, code: str) -> None:
        self._service = code
        labels = next((service.labels for service in self._services if service.code == code), {})
        self._types.setText(worded(labels, self._context.language.tag) or self.tr("All types"))
        self._show()


def _fill(button: Button, choices: list[tuple[str, str]], act: Callable[[str], None]) -> None:
    menu = button.menu()
    menu.clear()
    for key, label in choices:
        menu.addAction(label).triggered.connect(partial(lambda key, _checked=False: act(key), key))


def _metres(line: OrderLine, others: Iterable[OrderLine]) -> float | None:
    point = believable(line.lat, line.long)
    if point is None:
        return None
    there = (believable(other.lat, other.long) for other in others if other.id != line.id)
    return min((metres_between(point, other) for other in there if other is not None), default=None)
