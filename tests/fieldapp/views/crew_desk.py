"""A crew's desk for tests: the real window's pages on a real laptop's file, without a line."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from fieldapp import background, roles, theme
from fieldapp.background import Background
from fieldapp.camera import Lenses
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.models.card_watch import CardWatch
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.map_file import MapFile
from fieldapp.sync_thread import StoreChanges, connected
from fieldapp.views.page import Page
from fieldapp.views.workspace import Workspace
from sync.orders import WorkOrder
from tests.builders import Laptop, StillClock


class CrewDesk:
    """One laptop and its window. `said` are the passing lines with what their buttons do."""

    def __init__(
        self,
        folder: Path,
        qtbot: QtBot,
        *orders: WorkOrder,
        map_file: MapFile | None = None,
        filters: KeptFilters | None = None,
        lenses: Lenses = tuple,
    ) -> None:
        self.cards = CardWatch()
        self.clock = StillClock()
        self.laptop = Laptop(folder, self.clock)
        self.store = self.laptop.store
        if orders:
            self.laptop.first_sync(orders)
        self.said: list[tuple[str, str, Callable[[], None] | None]] = []
        self._changes = StoreChanges(self.store)
        self.line = connected(self.store, "http://hub.test", self.clock)
        self._map_file = map_file or MapFile()
        self.filters = filters or KeptFilters()
        context = Context(
            self.store, self._changes, self.line, Background(), self.clock, self.laptop.person, Language("en"),
            self._say, self._map_file, self.cards, self.filters, lenses, folder=folder,
        )  # fmt: skip
        self.window = Workspace(roles.entries(context), partial(roles.page, context))
        self._changes.changed.connect(self.window.refresh)
        self.window.resize(theme.px(1440), theme.px(900))
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show(self, key: str, item_id: str = "") -> Page:
        """Shows a page."""
        self.window.show_page(key, item_id)
        return self.window.page(key)

    def act(self) -> None:
        """Presses the button of the last passing line."""
        act = self.said[-1][2]
        assert act is not None
        act()

    def close(self) -> None:
        """Ends everything."""
        self.cards.stop()
        background.wait()
        self._changes.stop()
        self.window.close()
        background.wait()
        self._map_file.close()
        self.laptop.close()

    def _say(self, text: str, action: str, act: Callable[[], None] | None) -> None:
        self.said.append((text, action, act))
