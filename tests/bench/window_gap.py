"""How long the window stands still while a crew's orders arrive, and how fast they are found and opened in it."""

import time
from collections.abc import Iterator
from pathlib import Path

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
from tests.bench.loop import Heartbeat, until
from tests.bench.town import Town

GAP_BUDGET_MS = 50


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
