"""What was on the crew's laptop, and whether the hub has exactly that: nothing lost, nothing twice."""

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import msgspec

from fieldapp.demo import DemoCity
from fieldapp.tour.report import Report
from sync import credentials
from sync.clock import Clock
from sync.orders import Status
from sync.store import Store
from sync.verdicts import Outcome, Review, ReviewKind, Why


class Written(msgspec.Struct, frozen=True):
    """A command on the laptop's disk."""

    id: str
    kind: str
    order_id: str


class Pictured(msgspec.Struct, frozen=True):
    """A photo on the laptop's disk: the digest that was recorded, and the one of the bytes that are there."""

    id: str
    order_id: str
    sha256: str
    digest: str


class Kept(msgspec.Struct, frozen=True):
    """All that a laptop would lose if its disk were lost now."""

    commands: tuple[Written, ...]
    photos: tuple[Pictured, ...]

    def on(self, order_id: str, kind: str) -> Written:
        """The one command of a kind on an order. Raises LookupError, ValueError where there is not one."""
        (found,) = (each for each in self.commands if (each.order_id, each.kind) == (order_id, kind))
        return found


def kept_on(folder: Path, key_file: Path, into: Path) -> Kept:
    """What the laptop in `folder` has on its disk, read from a copy in `into`: the program there is not running."""
    shutil.copytree(folder, into)
    store = Store.open(into, credentials.laptop_key(into, key_file, has_data=True), Clock())
    try:
        items = store.outbox()
        commands = tuple(Written(i.command.id, i.command.kind, i.command.order_id) for i in items)
        photos = []
        for order_id in dict.fromkeys(command.order_id for command in commands):
            view = store.order(order_id)
            for photo in view.photos if view else ():
                digest = hashlib.sha256(store.photo_bytes(photo.photo_id) or b"").hexdigest()
                photos.append(Pictured(photo.photo_id, order_id, photo.sha256, digest))
        return Kept(commands, tuple(photos))
    finally:
        store.close()


def arrived(city: DemoCity, kept: Kept) -> bool:
    """Whether the hub has all commands and all bytes by now."""
    logged = {entry.id for entry in city.hub.book.log()}
    return all(command.id in logged for command in kept.commands) and all(
        city.hub.blobs.has(photo.sha256) for photo in kept.photos
    )


def check_once(report: Report, city: DemoCity, kept: Kept) -> None:
    """Everything of the laptop is at the hub exactly once."""
    wanted = Counter(command.id for command in kept.commands)
    devices = {entry.device for entry in city.hub.book.log() if entry.id in wanted}
    log = [entry for entry in city.hub.book.log() if entry.device in devices]
    logged = Counter(entry.id for entry in log)
    report.check(f"the hub's log has the laptop's {len(wanted)} commands, each once, and no other", logged == wanted)
    settled = (Outcome.APPLIED, Outcome.HELD)
    report.check("each has an answer: done, or held for a person", all(e.verdict.outcome in settled for e in log))
    orders = {command.order_id: city.hub.book.order(command.order_id) for command in kept.commands}
    histories = Counter(event.id for order in orders.values() if order for event in order.history)
    held = {entry.id for entry in log if entry.verdict.outcome is Outcome.HELD}
    done = [command.id for command in kept.commands if command.id not in held]
    report.check(
        f"{len(done)} of them are in the jobs' histories, each once; none that is held",
        all(histories[each] == 1 for each in done) and not any(each in histories for each in held),
    )
    _check_photos(report, city, kept)
    notes = Counter(note.text for order in orders.values() if order for note in order.notes)
    report.check("no note is there twice", all(count == 1 for count in notes.values()), notes)


def check_note(report: Report, city: DemoCity, order_id: str, text: str) -> None:
    """The note is with its job, once."""
    order = city.hub.book.order(order_id)
    found = [note for note in order.notes if note.text == text] if order else []
    report.check("the note is with its job, once", len(found) == 1, len(found))


def check_reviews(report: Report, city: DemoCity, kept: Kept, moved_id: str, disputed_id: str) -> None:
    """The reassigned close-out and the disputed answer are held, with one review each; the others closed their jobs."""
    moved, disputed = kept.on(moved_id, "close_out"), kept.on(disputed_id, "set_field")
    mine = {command.id for command in kept.commands}
    reviews = {review.id: review for review in city.hub.book.reviews() if review.id in mine}
    _check_held(report, reviews.get(moved.id), "the reassigned close-out", Why.REASSIGNED)
    _check_held(report, reviews.get(disputed.id), "the answer that the office had changed too", Why.VALUE_CHANGED)
    order = city.hub.book.order(moved_id)
    report.check("the reassigned job is still the other crew's, open", order is not None and not order.closing)
    closes = [each for each in kept.commands if each.kind == "close_out" and each.id != moved.id]
    closed = [city.hub.book.order(each.order_id) for each in closes]
    report.check(
        f"the other {len(closes)} jobs are closed, with one review each for the dispatcher to look over",
        all(order is not None and order.status is Status.CLOSED for order in closed)
        and all(reviews[each.id].kind is ReviewKind.CLOSED for each in closes),
    )
    per_command = Counter(review.id for review in city.hub.book.reviews())
    report.check(f"there are {len(reviews)} reviews of this laptop's work, no more", len(reviews) == len(closes) + 2)
    report.check("no command has two", all(count == 1 for count in per_command.values()))


def _check_held(report: Report, review: Review | None, what: str, why: Why) -> None:
    fits = review is not None and review.kind is ReviewKind.HELD and review.why is why
    report.check(f"{what} is held, with one review ({why.value})", fits, review and review.why)


def _check_photos(report: Report, city: DemoCity, kept: Kept) -> None:
    whole = [photo for photo in kept.photos if photo.digest == photo.sha256]
    report.check(
        f"the laptop's {len(kept.photos)} photos open to the bytes that were recorded", whole == list(kept.photos)
    )
    there = 0
    for photo in kept.photos:
        order = city.hub.book.order(photo.order_id)
        rows = [row for row in order.photos if row.id == photo.id] if order else []
        path = city.hub.blobs.path(photo.sha256)
        same = path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == photo.digest
        there += len(rows) == 1 and rows[0].stored and rows[0].sha256 == photo.sha256 and same
    report.check(
        f"{len(kept.photos)} photos are at the hub, each once, the same bytes by SHA-256",
        there == len(kept.photos),
        there,
    )
