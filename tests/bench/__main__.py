"""`python -m tests.bench`: the longest gap of the UI loop while a day arrives, and a close-out against its floor."""

import argparse
import os
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp import settings, theme
from fieldapp.app import App, Place
from fieldapp.credentials import laptop_key
from fieldapp.language import Language
from fieldapp.views.window import Window
from sync.clock import Clock
from sync.commands import CloseOut
from sync.crm import Crm
from sync.http import RequestsTransport
from sync.orders import Crew, Person, Role, ServiceType, Status, WorkOrder
from sync.store import Store
from sync.wire import Grant, WellKnown
from tests.contract.hub_process import HubProcess

GAP_BUDGET_MS = 50
PATIENCE_S = 120.0


def an_order(number: int) -> WorkOrder:
    """One of many assigned jobs."""
    return WorkOrder(
        id=f"order-{number:06}",
        number=f"311-26-{number:06}",
        service_code="pothole",
        title=f"Pothole {number}",
        address=f"{number} Main Street",
        description="Deep hole in the right lane, two cars already swerved. It gets worse after rain." * 4,
        requested_datetime="2026-11-22T08:00:00Z",
        expected_datetime="2026-11-22T18:00:00Z",
        status=Status.ASSIGNED,
        crew_id="14",
        assignment_id=f"first-{number}",
    )


class Heartbeat:
    """How long the UI loop was away: the gaps between beats that want to come every millisecond."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


def until(holds: Callable[[], bool]) -> None:
    """Runs the UI loop until it holds."""
    loop, end = QEventLoop(), time.monotonic() + PATIENCE_S
    looks = QTimer()
    looks.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > end else None)
    looks.start(100)
    loop.exec()


def floor_ms(folder: Path, times: int) -> float:
    """A bare sqlite3 commit of a row as large as a close-out: WAL, FULL. Milliseconds, median."""
    with sqlite3.connect(folder / "floor.db", isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, bytes BLOB)")
        took = []
        for _ in range(times):
            began = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO outbox (bytes) VALUES (?)", (b"x" * 400,))
            connection.execute("COMMIT")
            took.append((time.perf_counter() - began) * 1000)
    connection.close()
    return statistics.median(took)


def closing_ms(folder: Path, times: int) -> list[float]:
    """How long a close-out takes to be on the disk, without a screen that shows it."""
    store = Store.open(folder / "laptop", laptop_key(folder / "laptop", folder / "key", has_data=True), Clock())
    took = []
    for number in range(times):
        began = time.perf_counter()
        store.record(f"order-{number:06}", CloseOut("FIXED", minutes=20))
        took.append((time.perf_counter() - began) * 1000)
    store.close()
    return took


def measure(orders: int, closes: int, folder: Path) -> dict[str, float]:
    """The figures, by name; times in milliseconds, memory in MB."""
    hub = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder / "hub")
    hub.office.people.add(Person("p", "Alex", Role.CREW, "14"), "alex", "demo")
    hub.office.book.put_crew(Crew("14", "Crew 14", "14"))
    hub.office.book.put_service(ServiceType("pothole", {"en": "Pothole"}, "circle-dot-dashed", "orange", ()))
    hub.office.book.put_orders(an_order(number) for number in range(orders))
    hub.start()
    window = Window()
    app = App(window, Language("en"), settings.Settings(hub_url=hub.url), Place(folder / "laptop", folder / "key"))
    try:
        app.start()
        window.show()
        assert app.store is not None
        store = app.store
        crm = Crm(hub.url, RequestsTransport(hub.url), Clock(), store.device)
        known, grant = crm.well_known(), crm.sign_in("alex", "demo", store.device)
        assert isinstance(known, WellKnown)
        assert isinstance(grant, Grant)
        store.sign_in(hub.url, known.server_id, grant)
        app._begin(hub.url)
        until(lambda: app.workspace is not None)
        beat, began = Heartbeat(), time.perf_counter()
        until(lambda: store.summary().first_sync_done)
        synced_ms = (time.perf_counter() - began) * 1000
        gaps = sorted(beat.gaps_ms)
        window.close()
        took = closing_ms(folder, closes)
        bare = floor_ms(folder, closes)
        return {
            "orders": orders,
            "first sync, window open": synced_ms,
            "UI loop, longest gap": gaps[-1],
            "UI loop, 99th percentile": gaps[int(len(gaps) * 0.99)],
            "close-out on disk": statistics.median(took),
            "bare sqlite3 commit": bare,
            "close-out / floor": statistics.median(took) / bare,
            "peak memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    finally:
        window.close()
        hub.close()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--closes", type=int, default=200)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    theme.apply(application)
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-") as name:
        for what, figure in measure(chosen.orders, chosen.closes, Path(name)).items():
            print(f"{what:28} {figure:10.2f}")
    print(f"budget for the longest gap: {GAP_BUDGET_MS} ms")


if __name__ == "__main__":
    main()
