"""How long the window stands still while the map is opened, dragged across the city and zoomed, and its memory."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from fieldapp import roles
from fieldapp.background import Background
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.models.map_file import MapFile
from fieldapp.sync_thread import StoreChanges, connected
from fieldapp.views.workspace import Workspace
from fieldapp.widgets.map_view import MapView
from tests.bench.figures import Figure, share
from tests.bench.loop import Heartbeat, until
from tests.builders import Laptop, StillClock, an_order
from tests.house.inspection import ROOT

GAP_BUDGET_MS = 33
_STEP_MS, _STEPS = 16, 180
_STOPS = 40


def measured(folder: Path) -> Iterator[Figure]:
    """A crew's day of forty stops in Manhattan on the demo's map. Needs a QApplication."""
    laptop = Laptop(folder / "map", StillClock())
    laptop.first_sync(
        [an_order(lat=40.71 + 0.002 * (n % 20), long=-74.0 + 0.0013 * (n * 7 % 31)) for n in range(_STOPS)]
    )
    changes, jobs, city = StoreChanges(laptop.store), Background(), MapFile(ROOT / "resources" / "demo" / "map.pmtiles")
    line = connected(laptop.store, "http://hub.test", laptop.clock)
    context = Context(
        laptop.store, changes, line, jobs, laptop.clock, laptop.person, Language("en"), lambda *_said: None, city,
        folder=laptop.folder,
    )  # fmt: skip
    window = Workspace(roles.entries(context), partial(roles.page, context))
    window.resize(1440, 900)
    window.show()
    try:
        before_mb, began = resident_mb(), time.perf_counter()
        window.show_page("map")
        yield Figure("map page opened, its modules loaded", (time.perf_counter() - began) * 1000, "ms")
        seen = window.page("map").findChild(MapView)
        until(lambda: seen.is_drawn)
        seen.zoom(2)
        until(lambda: seen.is_drawn)
        yield from driven("map dragged slowly", lambda n: seen.shift(4 if n < _STEPS / 2 else -4, 1))
        yield from driven("map dragged fast", lambda n: seen.shift(28 if n < _STEPS / 2 else -28, 9))
        yield from driven("map zoomed", lambda n: seen.zoom(0.03 if n < _STEPS / 2 else -0.03))
        until(lambda: seen.is_drawn)
        yield Figure("memory that the map added", max(0.0, resident_mb() - before_mb), "MB")
    finally:
        jobs.close()
        city.close()
        changes.stop()
        window.close()
        laptop.close()


def driven(what: str, step: Callable[[int], None]) -> Iterator[Figure]:
    """A step in every picture that the screen shows."""
    loop, beat, timer, done = QEventLoop(), Heartbeat(), QTimer(interval=_STEP_MS), 0

    def on() -> None:
        nonlocal done
        if done == _STEPS:
            loop.quit()
            return
        step(done)
        done += 1

    timer.timeout.connect(on)
    timer.start()
    loop.exec()
    timer.stop()
    beat.stop()
    yield Figure(f"{what}, longest standstill", max(beat.gaps_ms), "ms", None, GAP_BUDGET_MS)
    yield Figure(f"{what}, 99th percentile", share(beat.gaps_ms, 0.99), "ms")


def resident_mb() -> float:
    """This process's resident memory now; 0 where the system does not say."""
    try:
        told = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return int(told[1]) * 4096 / 1e6
