"""How long the window stands still while 2,000 photos are scrolled through, on the page and in the chooser."""

import os
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from fieldapp import roles
from fieldapp.background import Background
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.models.card_watch import CardWatch
from fieldapp.sync_thread import StoreChanges, connected
from fieldapp.views.page_items import import_id
from fieldapp.views.workspace import Workspace
from fieldapp.widgets.photo_grid import PhotoGrid, PhotoPick
from sync.orders import PhotoRole
from sync.photos import PreparedPhoto, prepare
from tests.bench.figures import Figure
from tests.bench.loop import Heartbeat, scrolled, until
from tests.builders import Laptop, StillClock, an_order

OPEN_BUDGET_MS = 50
_JOBS = 100


def measured(folder: Path, photos: int) -> Iterator[Figure]:
    """A laptop with so many photos in its jobs, and a card with as many on it. Needs a QApplication."""
    clock = StillClock()
    laptop, orders = Laptop(folder / "photos", clock), [an_order() for _ in range(_JOBS)]
    laptop.first_sync(orders)
    pictures = [_taken(number) for number in range(40)]
    for number in range(photos):
        laptop.store.add_photo(orders[number % _JOBS].id, PhotoRole.DURING, pictures[number % len(pictures)])
    camera = folder / "card" / "DCIM"
    camera.mkdir(parents=True)
    large = _jpeg(3, (4032, 3024))
    for number in range(photos):
        path = camera / f"IMG_{number:04}.JPG"
        if number < _JOBS:
            path.write_bytes(large)
        else:
            os.link(camera / f"IMG_{number % _JOBS:04}.JPG", path)
    changes, jobs = StoreChanges(laptop.store), Background()
    line = connected(laptop.store, "http://hub.test", clock)
    cards = CardWatch(drives=lambda: ((folder / "card", ""),))
    context = Context(
        laptop.store, changes, line, jobs, clock, laptop.person, Language("en"), lambda *_said: None,
        cards=cards, folder=laptop.folder,
    )  # fmt: skip
    window = Workspace(roles.entries(context), partial(roles.page, context))
    window.resize(1440, 900)
    window.show()
    try:
        beat = Heartbeat()
        window.show_page("photos")
        grid = window.page("photos").findChild(PhotoGrid)
        until(lambda: grid.model().rowCount() == photos)
        beat.stop()
        opened = max(beat.gaps_ms)
        yield Figure(f"page of {photos:,} photos opened, longest standstill", opened, "ms", None, OPEN_BUDGET_MS)
        yield from scrolled("photos page", grid, photos)
        cards.start(jobs)
        until(lambda: bool(cards.sources))
        window.show_page("photo_import", import_id(orders[0].id, PhotoRole.AFTER))
        pick = window.page("photo_import").findChild(PhotoPick)
        until(lambda: pick.model().rowCount() == photos)
        yield from scrolled("card", pick, photos)
    finally:
        cards.stop()
        jobs.close()
        changes.stop()
        window.close()
        laptop.close()


def _jpeg(seed: int, size: tuple[int, int]) -> bytes:
    picture = Image.effect_noise((size[0] // 8, size[1] // 8), 40 + seed).resize(size).convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _taken(seed: int) -> PreparedPhoto:
    return prepare(_jpeg(seed, (640, 480)))
