"""What the map page shows once it has been looked at: the map, its buttons, and the column beside it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.context import Context
from fieldapp.map.mercator import to_world
from fieldapp.models.map_jobs import MapJobs, day_on_map
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.map_side import MapSide
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.buttons import IconButton
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.map_view import MapView
from fieldapp.widgets.pages import Pages
from fieldapp.wording.map_file import map_problem_text
from sync.orders import ServiceType

_TICK_MS = 30_000
_SIDE_PX, _LEAST_SIDE_PX, _SIDE_SHARE = 400, 330, 0.34


class MapContent(QWidget):
    """The crew's stops on the map. `asked(page, id)` leads to other pages.

    `counted(stops, unplaced, more)`; with `more` there are other jobs, due later than all these.
    """

    asked = Signal(str, str)
    counted = Signal(int, int, bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._services: dict[str, ServiceType] = {}
        self._jobs = MapJobs()
        self._seen: frozenset[str] = frozenset()
        self._banner = Banner()
        self.map = MapView(self.tr("Map of your stops"), context.map_file.renderer, context.jobs)
        self._side = MapSide(context.language)
        self._nothing = EmptyState()
        self._pages = Pages()
        self._build()
        self.map.chosen.connect(self.choose)
        self.map.opened.connect(lambda key: self.asked.emit("today", key))
        self.map.crowd.connect(self._side.show_crowd)
        self.map.failed.connect(self._say_problem)
        self._side.chosen.connect(self._go_to)
        self._side.opened.connect(lambda key: self.asked.emit("today", key))
        self._side.closing.connect(lambda key: self.asked.emit("close_out", key))
        self._side.said.connect(lambda text: context.say(text, "", None))
        self.setFocusProxy(self.map)
        ticks = QTimer(self, interval=_TICK_MS)
        ticks.timeout.connect(self._tick)
        ticks.start()

    def refresh(self) -> None:
        """Reads jobs and services again; the map stays where somebody moved it."""
        store, now_ms = self._context.store, self._context.clock.wall_ms()
        self._services = {service.code: service for service in store.services()}
        self._jobs = day_on_map(store, self._moments, now_ms)
        spots = self._jobs.spots
        way = tuple(to_world(spots[line.id]) for line in self._jobs.stops)
        self.map.set_pins(self._jobs.pins, way)
        if not self.map.chosen_id and self._jobs.stops:
            self.map.choose(self._jobs.stops[0].id, into_sight=False)
        self._show_side()
        new, first = frozenset(spots) - self._seen, not self._seen
        self._seen = frozenset(spots)
        if new and (first or self.map.shows_all):  # nobody's map jumps while they look at a part of it
            self.map.show_all()
        self.counted.emit(len(self._jobs.stops), len(self._jobs.unplaced), self._jobs.more)
        anything = bool(self._jobs.pins or self._jobs.unplaced)
        if not anything:
            self._say_nothing()
        self._pages.setCurrentIndex(1 if anything else 0)

    def choose(self, order_id: str) -> None:
        """Takes a job in hand."""
        self._side.show_crowd(())
        self.map.choose(order_id)
        self._show_side()

    def show_job(self, order_id: str) -> None:
        """Shows a job in the middle of the map; one without a spot changes nothing."""
        if order_id in self._jobs.spots:
            self.map.show_near(order_id)
            self._show_side()

    def _go_to(self, order_id: str) -> None:
        self.choose(order_id)
        self.map.setFocus()

    def _show_side(self) -> None:
        self._side.show_jobs(self._jobs, self.map.chosen_id, self._services, self._context.clock.wall_ms())

    def _tick(self) -> None:
        """What is due soon becomes late by itself."""
        if self.isVisible():
            self.refresh()

    def _say_problem(self, code: str) -> None:
        folder = self._context.map_file.folder
        tone = "info" if code == "MAP-NONE" else "warn"
        self._banner.show_notice(map_problem_text(code, str(folder) if folder else ""), tone, "map", closable=True)

    def _say_nothing(self) -> None:
        if not self._context.store.summary().first_sync_done:
            hint = self.tr("They stay on this laptop, and work without a line from then on.")
            self._nothing.set("download", self.tr("Your jobs are on their way."), hint)
        else:
            hint = self.tr("New jobs appear here by themselves when there is a line.")
            self._nothing.set("map", self.tr("No stops to drive to."), hint)

    def _build(self) -> None:
        nearer = IconButton("plus", self.tr("Nearer"), "medium")
        farther = IconButton("minus", self.tr("Farther"), "medium")
        everything = IconButton("route", self.tr("Show all stops"), "medium")
        nearer.clicked.connect(lambda: self.map.zoom(1))
        farther.clicked.connect(lambda: self.map.zoom(-1))
        everything.clicked.connect(self.map.show_all)
        buttons = QWidget()
        buttons.setLayout(column(nearer, farther, everything, gap=8, margins=12))
        over = QGridLayout()
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self.map, 0, 0)
        over.addWidget(buttons, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        ground = QWidget()
        ground.setLayout(over)
        both = row(ground, self._side, gap=0)
        both.setStretch(0, 1)
        whole = QWidget()
        whole.setLayout(column(self._banner, both, gap=0))
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(whole)
        self.setLayout(column(self._pages, gap=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the column gives way to the map where the window is narrow."""
        room = int(self.width() * _SIDE_SHARE)
        self._side.setFixedWidth(max(px(_LEAST_SIDE_PX), min(px(_SIDE_PX), room)))
        super().resizeEvent(event)
