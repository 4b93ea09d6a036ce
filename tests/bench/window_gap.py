"""How long the window stands still while a crew's orders arrive, and how fast they are found and opened in it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from fieldapp import settings
from fieldapp.app import App, Place
from fieldapp.language import Language
from fieldapp.views.window import Window
from fieldapp.widgets.job_list import JobList
from sync.clock import Clock
from sync.credentials import laptop_key
from sync.store import Store
from tests.bench import finding
from tests.bench.figures import Figure, share
from tests.bench.town import Town

GAP_BUDGET_MS = 50
PATIENCE_S = 120.0


class Heartbeat:
    """How long the UI loop was away: the gaps between beats that want to come every millisecond."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()

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
    assert holds()


def measured(town: Town, folder: Path) -> Iterator[Figure]:
    """The first sync into a real window, then a search in it."""
    key_file, laptop = folder / "key", folder / "windowed"
    laptop.mkdir()
    store = Store.open(laptop, laptop_key(laptop, key_file, has_data=False), Clock())
    town.sign_in(store)
    store.close()
    window = Window()
    app = App(window, Language("en"), settings.Settings(hub_url=town.url), Place(laptop, key_file))
    try:
        window.show()
        beat, began = Heartbeat(), time.perf_counter()
        app.start()
        until(lambda: app.workspace is not None)
        built_ms = max(beat.gaps_ms)
        beat.gaps_ms.clear()
        assert app.store is not None
        summary = app.store.summary
        until(lambda: summary().first_sync_done)
        took_s = time.perf_counter() - began
        until(lambda: len(rows_of(window)) >= min(40, town.orders))
        beat.stop()
        yield Figure(f"first sync of {town.orders:,} into the window", took_s, "s")
        yield Figure("window at a standstill, longest", max(beat.gaps_ms), "ms", None, GAP_BUDGET_MS)
        yield Figure("window at a standstill, 95th percentile", share(beat.gaps_ms, 0.95), "ms")
        yield Figure("workspace built (once, before the first order)", built_ms, "ms")
        yield from finding.measured(window, app.store, folder)
    finally:
        window.close()


def rows_of(window: Window) -> range:
    """The rows of the list in sight."""
    model = window.findChild(JobList).model()
    return range(model.rowCount())

