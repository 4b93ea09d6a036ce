"""Four acts on a laptop's real folder: each says what it promised, at the moment when it promised it."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sync.commands import AddNote, AnyBody, CloseOut, StartWork
from sync.orders import PhotoRole
from sync.store import Store
from sync.wire import Limits, OrderChanged
from tests.builders import KEY, StillClock, a_photo, an_order
from tests.sync.store.office import Office, a_store

NOON, LATER = "2026-09-01T12:00:00Z", "2026-11-22T12:00:00Z"
ORDERS = tuple(
    an_order(id=f"01936f00-0000-7000-8000-00000000000{n}", number=f"311-{n}", assignment_id=f"as-{n}")
    for n in range(1, 4)
)
PAGE = tuple(
    an_order(id=f"01936f00-0000-7000-8000-1000000{n:05}", number=f"312-{n}", assignment_id=f"as-1{n:05}")
    for n in range(200)
)
LIMITS = Limits()
FIRST, SECOND, THIRD = (order.id for order in ORDERS)


class Promise(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that an act said was done: a command and a photo with the digests of their bytes, or an answer."""

    command_id: str = ""
    digest: str = ""
    photo_id: str = ""
    sha256: str = ""
    cursor: str = ""


Say = Callable[[Promise], None]


class Act(msgspec.Struct, frozen=True):
    """`prepare` makes the folder, once; `run` is done to a copy of it, again and again."""

    prepare: Callable[[Path], list[Promise]]
    run: Callable[[Path, Say], None]
    now: str = NOON
    planted: bool = False  # this program has one more schema than the one that made the folder


def _promise(store: Store, command_id: str, photo_id: str = "", sha256: str = "") -> Promise:
    item = next(item for item in store.outbox() if item.command.id == command_id)
    return Promise(command_id, digest_of(msgspec.json.encode(item.command)), photo_id, sha256)


def digest_of(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def _record(store: Store, order_id: str, body: AnyBody) -> Promise:
    return _promise(store, store.record(order_id, body).command_id)


def _picture(store: Store, order_id: str, colour: str) -> Promise:
    prepared = a_photo(colour)
    added = store.add_photo(order_id, PhotoRole.AFTER, prepared)
    return _promise(store, added.command_id, added.photo_id, prepared.sha256)


def _a_day(folder: Path) -> list[Promise]:
    """A laptop with three jobs and some work that nobody has sent."""
    store = a_store(folder, StillClock(NOON))
    Office(*ORDERS).snapshot(store)
    promised = [
        _record(store, FIRST, StartWork()),
        _picture(store, FIRST, "#303030"),
        _record(store, THIRD, AddNote("n-1", "Gate code 4411")),
    ]
    store.close()
    return promised


def _save(folder: Path, say: Say) -> None:
    store = Store.open(folder, KEY, StillClock(NOON))
    said = _record(store, SECOND, StartWork())
    say(said)
    photo = _picture(store, SECOND, "#804020")
    say(photo)
    body = CloseOut("repaired", fields={"surface": "Edges sealed"}, photo_ids=(photo.photo_id,))
    say(_record(store, SECOND, body))
    store.close()


class _OneId(StillClock):
    def new_id(self) -> str:
        return SECOND


def _save_told_too_early(folder: Path, say: Say) -> None:
    """The mistake that the matrix must find: "saved" before it is on the disk."""
    dry = folder.with_name(f"{folder.name}-dry")
    shutil.rmtree(dry, ignore_errors=True)
    shutil.copytree(folder, dry)
    for place in (dry, folder):
        store = Store.open(place, KEY, _OneId(NOON))
        if place is dry:
            say(_record(store, SECOND, StartWork()))
        else:
            store.record(SECOND, StartWork())
        store.close()


def _save_row_before_file(folder: Path, say: Say) -> None:
    """Another one: the photo's row first, its file afterwards."""
    store = Store.open(folder, KEY, StillClock(NOON))
    save = store._inside.files.save
    kept: list[Callable[[], object]] = []
    store._inside.files.save = lambda *args: kept.append(lambda: save(*args))  # type: ignore[method-assign,assignment,return-value]
    promised = _picture(store, SECOND, "#804020")
    kept[0]()
    say(promised)
    store.close()


def _absorb(folder: Path, say: Say) -> None:
    """All that waits is answered, in one page with two hundred new jobs; then the photo's receipt."""
    store = Store.open(folder, KEY, StillClock(NOON))
    office = Office(*ORDERS)
    office.cursor()
    request = store.line.request(LIMITS, 0.0)
    verdicts = office.judge(request)
    changes = [*map(OrderChanged, PAGE), *map(OrderChanged, office.orders.values())]
    reply = office.reply(verdicts, changes)
    store.line.absorb(request, reply)
    say(Promise(cursor=str(reply.cursor)))
    upload = store.line.next_upload()
    if upload is not None:
        store.line.upload_began(upload.photo_id, "/uploads/1")
        store.line.stored(upload.photo_id, upload.sha256, 7)
    store.close()


def _open(folder: Path, say: Say) -> None:
    """What a migration and a purge are: they happen while the folder is opened."""
    Store.open(folder, KEY, StillClock(LATER)).close()


def _two_months_ago(folder: Path) -> list[Promise]:
    """Settled work and stored photos of long ago, beside work of the same day that was never sent."""
    clock = StillClock(NOON)
    store, office = a_store(folder, clock), Office(*ORDERS)
    office.snapshot(store)
    for colour in ("#101010", "#202020"):
        _picture(store, FIRST, colour)
    _record(store, FIRST, AddNote("n-0", "Long ago"))
    office.sync(store)
    while (upload := store.line.next_upload()) is not None:
        store.line.upload_began(upload.photo_id, "/uploads/1")
        store.line.stored(upload.photo_id, upload.sha256, 7)
    promised = [_picture(store, SECOND, "#404040"), _record(store, SECOND, AddNote("n-1", "Never sent"))]
    store.close()
    clock = StillClock(LATER)
    store = Store.open(folder, KEY, clock)
    empty = replace(store.line.request(replace(LIMITS, commands=0), 0.0), commands=())
    office.now = LATER
    store.line.absorb(empty, office.reply())  # the hub was heard today, and still has everything
    promised.append(_record(store, THIRD, AddNote("n-2", "Today")))
    store.close()
    return promised


ACTS: dict[str, Act] = {
    "save": Act(_a_day, _save),
    "absorb": Act(_a_day, _absorb),
    "migrate": Act(_a_day, _open, LATER, planted=True),
    "purge": Act(_two_months_ago, _open, LATER),
    "told-too-early": Act(_a_day, _save_told_too_early),
    "row-before-file": Act(_a_day, _save_row_before_file),
}
