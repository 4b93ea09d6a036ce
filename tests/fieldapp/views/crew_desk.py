"""A crew's desk for tests: the real window's pages on a real laptop's file, without a line."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from fieldapp import background, theme
from fieldapp.background import Background
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.models.card_watch import CardWatch
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.map_file import MapFile
from fieldapp.sync_thread import StoreChanges, connected
from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.help_page import HelpPage
from fieldapp.views.map_page import MapPage
from fieldapp.views.new_job import NewJobPage
from fieldapp.views.page import Page
from fieldapp.views.photo_chooser import PhotoChooserPage
from fieldapp.views.photo_editor import PhotoEditorPage
from fieldapp.views.photos_page import PhotosPage
from fieldapp.views.print_page import PrintPage
from fieldapp.views.report_page import ReportPage
from fieldapp.views.sync_page import SyncPage
from fieldapp.views.today import TodayPage
from fieldapp.views.workspace import Entry, Workspace
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
            self._say, self._map_file, self.cards, self.filters, folder=folder,
        )  # fmt: skip
        self.window = Workspace(
            (
                Entry("today", "Today", "list-todo", TodayPage(context)),
                Entry("close_out", "Close out", "", CloseOutPage(context)),
                Entry("new_job", "New job", "", NewJobPage(context)),
                Entry("map", "Map", "map", MapPage(context)),
                Entry("photos", "Photos", "images", PhotosPage(context)),
                Entry("photo_import", "Add photos", "", PhotoChooserPage(context)),
                Entry("photo_edit", "Draw on the photo", "", PhotoEditorPage(context)),
                Entry("sync", "Sync", "refresh-cw", SyncPage(context)),
                Entry("help", "Help", "circle-question-mark", HelpPage(context)),
                Entry("print", "Print", "", PrintPage(context)),
                Entry("report", "Report", "", ReportPage(context)),
            )
        )
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
