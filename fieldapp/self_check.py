"""`fieldapp --self-check`: whether this installation works, from the first window to a job closed at a hub."""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from fieldapp import credentials, demo, icons, paths, theme
from fieldapp.language import Language
from sync.clock import Clock
from sync.commands import CloseOut
from sync.crm import Crm
from sync.engine import Engine
from sync.http import RequestsTransport
from sync.orders import PhotoRole, Status
from sync.photos import prepare
from sync.states import Place
from sync.store import Store
from sync.wire import Grant, WellKnown

USER, PASSWORD = "crew14", "demo"
STEPS = 200
"""More than the day and one photo need; reaching it means that the line does not work."""


class Failed(Exception):
    """A check did not hold; the text says which."""


def run() -> int:
    """Runs every check and prints a line for each; 0 when all held, 1 at the first that did not."""
    began = time.monotonic()
    try:
        with ExitStack() as ending:
            _check(ending, began)
    except (Failed, credentials.KeyProblem, OSError) as problem:
        print(f"FAILED  {problem}")
        return 1
    print(f"all held in {time.monotonic() - began:.1f} s")
    return 0


def _check(ending: ExitStack, began: float) -> None:
    def say(what: str) -> None:
        print(f"ok  {time.monotonic() - began:5.1f} s  {what}", flush=True)

    _draw()
    say("the window is drawn with our fonts, icons and both languages")
    city = ending.enter_context(demo.made_city())
    say("a hub answers on a port of this machine")
    folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="fieldapp-check-")))
    key = credentials.laptop_key(folder, folder / "check-only.key", has_data=False)
    store = Store.open(folder, key, Clock())
    ending.callback(store.close)
    say("the encrypted store is open")
    transport = RequestsTransport(city.url)
    ending.callback(transport.close)
    engine = _signed_in(store, transport, city.url)
    _settle(store, engine)
    order = next(line for line in store.orders() if line.status is Status.ASSIGNED)
    say(f"the day is here: {len(store.orders())} jobs")
    photo = prepare(next((paths.resources() / "demo" / "photos").glob("*-after.jpg")))
    added = store.add_photo(order.id, PhotoRole.AFTER, photo)
    code = next(s for s in store.services() if s.code == order.service_code).resolutions[0].code
    store.record(order.id, CloseOut(code, minutes=5, photo_ids=(added.photo_id,)))
    _settle(store, engine)
    closed = city.hub.book.order(order.id)
    if closed is None or closed.status is not Status.CLOSED:
        raise Failed("the job is not closed at the hub")
    if not any(p.id == added.photo_id and p.stored and p.sha256 == photo.sha256 for p in closed.photos):
        raise Failed("the photo is not at the hub")
    view = store.order(order.id)
    if view is None or view.place is not Place.IN_CRM:
        raise Failed("the laptop does not know that the job is in the CRM")
    say("a job with its photo is closed at the hub, and the laptop says so")


def _draw() -> None:
    seen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if not seen and sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from fieldapp.views.sign_in import SignInPage
    from fieldapp.views.window import Window

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for tag in ("es", "en"):
        language = Language(tag)
        if language.tag != tag:
            raise Failed(f"the language {tag} is missing")
    theme.apply(application)
    if theme.FAMILY not in QFontDatabase.families():
        raise Failed("the font Inter is missing")
    if not icons.names():
        raise Failed("the icons are missing")
    window = Window()
    window.show_content(SignInPage(""))
    window.show()
    application.processEvents()
    if window.grab().toImage().allGray():
        raise Failed("the window is empty")
    window.close()


def _signed_in(store: Store, transport: RequestsTransport, url: str) -> Engine:
    crm = Crm(url, transport, Clock(), store.device)
    known, grant = crm.well_known(), crm.sign_in(USER, PASSWORD, store.device)
    if not isinstance(known, WellKnown) or not isinstance(grant, Grant):
        raise Failed("the hub did not let us in")
    store.sign_in(url, known.server_id, grant)
    return Engine(store, crm, Clock())


def _settle(store: Store, engine: Engine) -> None:
    """Steps the engine until nothing is on its way."""
    for step in range(STEPS):
        engine.step(nudged=step == 0)
        summary = store.summary()
        waits = summary.on_laptop or summary.sending or summary.photos_waiting
        if summary.first_sync_done and not waits and store.line.snapshot_due() is None:
            return
    raise Failed(f"work is still waiting: {engine.status().code or 'no reason known'}")
