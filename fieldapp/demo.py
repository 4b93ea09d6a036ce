"""The demo: an embedded hub with a small city on a loopback port, and the app in front of it. Nothing is kept."""

import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from fieldapp import paths
from fieldapp.views.sign_in import Offer
from fieldapp.views.window import Window
from fieldapp.widgets.empty_state import EmptyState
from sync.server.app import serve
from sync.server.demo_city import Summary, load
from sync.server.demo_plan import City, read_city
from sync.server.demo_visits import DemoClock
from sync.server.hub import Hub

KEY_FILE = "demo-only.key"
OFFERED = ("crew14", "maria", "dana")


@dataclass(frozen=True)
class DemoCity:
    """A hub that is being served at `url`, with the city in it; `folder` and all below goes at the end."""

    hub: Hub
    url: str
    city: City
    summary: Summary
    folder: Path

    @property
    def laptops(self) -> Path:
        """Where the laptops' folders are."""
        return self.folder / "laptops"

    @property
    def key_file(self) -> Path:
        """The laptops' key: in a plain file, which only a demo may do."""
        return self.folder / KEY_FILE


@contextmanager
def made_city() -> Iterator[DemoCity]:
    """Makes the city, serves it, and takes everything away at the end."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "laptops").mkdir()
        resources = paths.resources() / "demo"
        city = read_city(resources)
        clock = DemoClock()
        hub = Hub(f"sqlite:///{folder / 'hub.db'}", folder / "hub", clock, name=city.name)
        try:
            summary = load(hub, clock, resources, datetime.now().astimezone().isoformat())
            server = serve(hub)
            try:
                yield DemoCity(hub, server.url, city, summary, folder)
            finally:
                server.close()
        finally:
            hub.close()


def made_behind(window: Window, ending: ExitStack) -> DemoCity | None:
    """Makes the city while the window says so; None where the window was closed meanwhile. `ending` takes it away."""
    window.show_content(EmptyState("building-2", QCoreApplication.translate("Demo", "The demo city is being built…")))
    closed = threading.Event()
    window.closing.connect(closed.set)
    with ThreadPoolExecutor(1, "demo city") as beside:
        making = beside.submit(ending.enter_context, made_city())
        while not making.done() and not closed.is_set():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        city = making.result()
    if closed.is_set():
        return None
    print(
        f"{city.city.name}: its hub is {city.url}, its API {city.url}/docs. Close the window or press Ctrl+C to stop."
    )
    return city


def offers(city: City) -> tuple[Offer, ...]:
    """The people whom the sign-in page offers: one of each role."""
    words = {
        "crew": (QCoreApplication.translate("Demo", "Crew"), "truck"),
        "supervisor": (QCoreApplication.translate("Demo", "Supervisor"), "layout-dashboard"),
        "dispatcher": (QCoreApplication.translate("Demo", "Dispatcher"), "clipboard-check"),
    }
    people = {person.user: person for person in city.people}
    crews = {crew.id: crew.name for crew in city.crews}
    made = []
    for user in OFFERED:
        person = people[user]
        title, icon = words[person.role.value]
        title = crews.get(person.crew_id or "", title)
        made.append(Offer(title, person.name, icon, user, city.password))
    return tuple(made)
