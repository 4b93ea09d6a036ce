"""`fieldapp --self-check`: whether this installation works, from the first window to a job closed at a hub."""

import hashlib
import importlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtGui import QFontDatabase, QImageReader
from PySide6.QtWidgets import QApplication

from fieldapp import garbage, icons, paths, settings, theme
from fieldapp.app import DATABASE, App, Place
from fieldapp.camera import lenses, supported
from fieldapp.language import Language
from fieldapp.moments import Moments
from fieldapp.paper.job_sheet import Source, job_pages
from fieldapp.paper.pages import LETTER
from fieldapp.paper.printers import printer_names
from fieldapp.paper.writing import write_pdf
from fieldapp.views.sign_in import SignInPage
from fieldapp.views.window import Window
from sync import credentials, states
from sync.clock import Clock
from sync.commands import CloseOut
from sync.crm import Crm
from sync.engine import Engine
from sync.http import RequestsTransport
from sync.orders import OPEN, PhotoRole
from sync.photo_refused import PhotoRefused
from sync.photos import prepare
from sync.store import OrderLine, RecordedPhoto, Store, StoreProblem
from sync.wire import Grant, WellKnown

USER, PASSWORD = "crew14", "demo"
PHOTOS = ("pothole-after.jpg", "pothole-after.heic")
SECRET_SERVICE = "SecretService"
KEYRINGS = {"win32": "Windows", "darwin": "macOS"}
STEPS = 500
"""More than a day and two photos need; reaching it means that the line does not work."""


class Failed(Exception):
    """A check did not hold; the text says which."""


class Ticks:
    """Prints a line for each check that held, with the seconds since the program began to check."""

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()

    def held(self, what: str) -> None:
        """The check that was under way held."""
        now = time.monotonic()
        print(f"ok  {now - self._last:6.2f} s  {what}", flush=True)
        self._last = now

    def over(self, problem: Exception | None) -> None:
        """The closing line."""
        took_s = time.monotonic() - self._began
        print(f"FAILED after {took_s:.1f} s: {problem}" if problem else f"all held in {took_s:.1f} s", flush=True)


def run(hub_url: str = "", user: str = "", password: str = "") -> int:
    """Runs every check and prints a line for each; 0 when all held, 1 at the first that did not.

    Without `hub_url` the hub is one of its own. A given hub has one of that person's jobs closed, for good.
    """
    ticks = Ticks()
    try:
        with ExitStack() as ending:
            _check_screen(ticks)
            if not hub_url:
                hub_url, user, password = ending.enter_context(_own_hub(ticks)), USER, PASSWORD
            folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="fieldapp-check-")))
            _check_line(ticks, folder, hub_url, user, password)
            _check_app(ticks, folder)
    except (Failed, credentials.KeyProblem, StoreProblem, PhotoRefused, OSError) as problem:
        ticks.over(problem)
        return 1
    ticks.over(None)
    return 0


@contextmanager
def _own_hub(ticks: Ticks) -> Iterator[str]:
    from fieldapp import demo  # the hub inside: nobody else pays for its imports

    with demo.made_city() as city:
        ticks.held("a hub with a small city answers on a port of this machine")
        yield city.url


def _check_screen(ticks: Ticks) -> None:
    seen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if not seen and sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application)
    if theme.FAMILY not in QFontDatabase.families():
        raise Failed("the font Inter is missing")
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    if not icons.names() or not {"jpeg", "png"} <= formats:
        raise Failed("the icons, or Qt's reader of photos, are missing")
    ticks.held(f"fonts, {len(icons.names())} icons and Qt's plugins are here ({application.platformName()})")
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ours = str(paths.resources() / "translations")
    for name, texts in (("fieldapp_en", ours), ("fieldapp_es", ours), ("qtbase_es", qt_texts)):
        translator = QTranslator()
        if not translator.load(name, texts) or translator.isEmpty():
            raise Failed(f"the texts {name} are missing")
    ticks.held("English and Spanish are here, Qt's own texts too")
    ticks.held(_cameras())
    window = Window()
    window.show_content(SignInPage(""))
    window.show()
    application.processEvents()
    _check_painted(window)
    window.close()
    ticks.held("the window is drawn")
    keyring = importlib.import_module(f"keyring.backends.{KEYRINGS.get(sys.platform, SECRET_SERVICE)}")
    if keyring.__name__.endswith(SECRET_SERVICE) and not hasattr(keyring, "secretstorage"):
        raise Failed("the way to the system keyring is missing")
    ticks.held(f"the way to the system keyring is here ({keyring.__name__.rpartition('.')[2]})")


def _cameras() -> str:
    if not supported():
        return "this system lacks what a camera needs (on Linux libpulse); all else works"
    from PySide6.QtMultimedia import QMediaFormat

    if not QMediaFormat().supportedVideoCodecs(QMediaFormat.ConversionMode.Decode):
        raise Failed("Qt's way to a camera is missing")
    return f"a camera can be used; there are {len(lenses())} now"


def _check_painted(window: Window) -> None:
    picture = window.grab().toImage()
    if picture.isNull() or picture.allGray():
        raise Failed("the window is empty")


def _check_line(ticks: Ticks, folder: Path, url: str, user: str, password: str) -> None:
    """A job with two photos, from the laptop's file to the hub and back."""
    key = credentials.laptop_key(folder, _key_file(folder), has_data=False)
    store, transport = Store.open(folder, key, Clock()), RequestsTransport(url)
    try:
        with (folder / DATABASE).open("rb") as file:
            if file.read(6) == b"SQLite":
                raise Failed("the store is not encrypted")
        ticks.held("the encrypted store is open")
        crm = Crm(url, transport, Clock(), store.device)
        engine = _signed_in(store, crm, url, user, password)
        _settle(store, engine)
        open_now = [line for line in store.orders() if line.status in OPEN]
        if not open_now:
            raise Failed(f"{user} has no open job to close")
        ticks.held(f"{user} is signed in and the day is here: {len(open_now)} open jobs")
        _check_paper(ticks, folder, store, open_now[0])
        added = _closed(store, open_now[0])
        ticks.held("a job is closed on the laptop, with a JPEG and a HEIC")
        _settle(store, engine)
        view = store.order(open_now[0].id)
        if view is None or view.place is not states.Place.IN_CRM:
            raise Failed("the hub did not take the closed job as it is")
        ticks.held("the job is closed in the CRM, and the laptop says so")
        account = store.account()
        for photo_id, sha256 in added.items():
            there = crm.photo(photo_id, "full", account.access_token if account else "")
            if not isinstance(there, bytes) or hashlib.sha256(there).hexdigest() != sha256:
                raise Failed("a photo is not at the hub as it was sent")
        ticks.held("the hub has both photos, with the same SHA-256")
    finally:
        transport.close()
        store.close()


def _check_paper(ticks: Ticks, folder: Path, store: Store, order: OrderLine) -> None:
    source = Source(store, Moments("en"), "en", Clock().wall_ms(), LETTER)
    write_pdf(folder / "job.pdf", order.number, LETTER, [partial(job_pages, source, order.id)], lambda _done: True)
    if not (folder / "job.pdf").read_bytes().startswith(b"%PDF"):
        raise Failed("a job's sheet is not printed")
    ticks.held(f"a job's sheet is printed as a PDF; printers that are set up here: {len(printer_names())}")


def _check_app(ticks: Ticks, folder: Path) -> None:
    """The app itself on that laptop's file, as on the next morning."""
    application = QCoreApplication.instance()
    assert application is not None
    garbage.collect_here(application)
    window = Window()
    app = App(window, Language("en"), settings.Settings(), Place(folder, _key_file(folder)))
    try:
        window.show()
        if app.start() or app.workspace is None:
            raise Failed("the app does not open its own file again")
        application.processEvents()
        _check_painted(window)
        ticks.held("the app starts on that file and shows the work")
    finally:
        window.close()


def _key_file(folder: Path) -> Path:
    return folder / "check-only.key"


def _signed_in(store: Store, crm: Crm, url: str, user: str, password: str) -> Engine:
    known = crm.well_known()
    if not isinstance(known, WellKnown):
        raise Failed(f"no hub answers at {url} ({known})")
    grant = crm.sign_in(user, password, store.device)
    if not isinstance(grant, Grant):
        raise Failed(f"the hub does not let {user} in ({grant})")
    store.sign_in(url, known.server_id, grant)
    return Engine(store, crm, Clock())


def _closed(store: Store, order: OrderLine) -> dict[str, str]:
    """Closes the order with the photos; their digests by id."""
    added: dict[str, str] = {}
    for name in PHOTOS:
        photo = prepare(paths.resources() / "demo" / "photos" / name)
        recorded: RecordedPhoto = store.add_photo(order.id, PhotoRole.AFTER, photo)
        added[recorded.photo_id] = photo.sha256
    codes = [each.code for s in store.services() if s.code == order.service_code for each in s.resolutions]
    store.record(order.id, CloseOut(codes[0] if codes else "", minutes=5, photo_ids=tuple(added)))
    return added


def _settle(store: Store, engine: Engine) -> None:
    """Steps the engine until nothing of ours is on its way."""
    for step in range(STEPS):
        engine.step(nudged=step == 0)
        summary = store.summary()
        waits = summary.on_laptop or summary.sending or summary.photos_waiting
        if summary.first_sync_done and not waits and store.line.snapshot_due() is None:
            return
    raise Failed(f"work is still waiting: {engine.status().code or 'no reason known'}")
