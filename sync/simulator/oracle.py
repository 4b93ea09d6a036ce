"""The judge of a schedule: it trusts only what people were told and the hub's final state."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from sync.commands import (
    Command,
    DecideReview,
    Entry,
    chained,
    opened,
)
from sync.orders import Role, ServiceType
from sync.server.book import Logged
from sync.server.checks import faults
from sync.server.feed import Place
from sync.server.hub import Hub
from sync.server.tables import feed, orders, services
from sync.server.tables import photos as photo_rows
from sync.simulator.city import SECRET
from sync.simulator.findings import require
from sync.simulator.hub_host import HubHost
from sync.simulator.promises import Promises
from sync.simulator.replay import check_orders, entry_of
from sync.states import OVERLAID, CommandState
from sync.store import Query, Store, meta
from sync.store.database import run
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState, Verdict, Why

PHOTO_KEPT_S: Final = 14 * 24 * 3600
MOST_BYTES: Final = 24 << 20
"""More than any laptop of a schedule may need."""


@dataclass(frozen=True)
class Facts:
    """What only the hub's word may change on a laptop: cursor, versions of the copies, outcomes of commands."""

    cursor: str | None
    copies: dict[str, int]
    outcomes: dict[str, str]


_OUTCOMES: Final = "SELECT id, state FROM outbox WHERE state NOT IN ('queued', 'sending', 'withdrawn')"


def facts(store: Store) -> Facts:
    """The laptop's facts now."""
    with store._inside.database.read() as connection:
        copies = dict(run(connection, "SELECT id, version FROM orders"))
        return Facts(meta.get(connection, meta.CURSOR), copies, dict(run(connection, _OUTCOMES)))


def check_unmoved(name: str, before: Facts, after: Facts) -> None:
    """I-11: whoever else answered, it changed nothing."""
    require(before == after, "I-11", f"{name} believed somebody else than the hub")


def place_of(hub: Hub, cursor: str) -> Place | None:
    """What a cursor says, as only its hub can read it."""
    return hub._exchange._feed._opened(cursor)


def check_place(name: str, store: Store, hub: Hub) -> None:
    """I-17: every order of the scope that the hub committed below this laptop's cursor is here, as new as that."""
    cursor, account = store.line.cursor(), store.account()
    place = place_of(hub, cursor) if cursor else None
    if place is None or account is None or place.epoch != hub.database.epoch or place.device != store.device:
        return
    statement = (
        select(orders.c.id, orders.c.version)
        .join_from(feed, orders, orders.c.id == feed.c.row_id)
        .where(feed.c.scope == place.scope, feed.c.kind == "order", feed.c.seq <= place.seq)
    )
    with hub.database.reading() as reading:
        wanted = [tuple(row) for row in reading.connection.execute(statement)]
    here = facts(store).copies
    for order_id, version in wanted:
        text = f"{name} is past {order_id} version {version}, and has {here.get(order_id)}"
        require(here.get(order_id, -1) >= version, "I-17", text)


def check_photos_kept(name: str, folder: Path, hub_folder: Path, promises: Promises, now_s: float) -> None:
    """I-6: a photo that the hub has not got is in its file here, and for two weeks any is."""
    mine = [(photo_id, *rest) for photo_id, (laptop, *rest) in promises.photos.items() if laptop == name]
    if not mine:
        return
    files = {path.name.partition(".")[0] for path in (folder / "photos").glob("*.enc")}
    for photo_id, sha256, command_id in mine:
        if command_id not in promises.forgotten:
            old = now_s - promises.taken_s[photo_id] >= PHOTO_KEPT_S
            at_hub = sha256 in promises.lost or blob(hub_folder, sha256).exists()  # it had it, and says that it lost it
            there = photo_id in files or (old and at_hub)
            require(there, "I-6", f"{name} has no file of {photo_id}, and the hub has not got it, or could lose it yet")


def blob(hub_folder: Path, sha256: str) -> Path:
    """Where the hub keeps the bytes with this digest."""
    return hub_folder / "photos" / sha256[:2] / sha256[2:]


def check_quiet(name: str, store: Store, hub: Hub) -> None:
    """I-13, I-14: with nothing pending, the laptop's copies are its scope at the hub, to the letter, and its forms."""
    account = store.account()
    assert account is not None
    person = account.person
    mine = {
        order.id: order
        for order in hub.book.orders()
        if person.role is not Role.CREW or order.crew_id == person.crew_id
    }
    unseen = OVERLAID | {CommandState.DECLINED, CommandState.REJECTED}
    held = {item.command.order_id for item in store.outbox(10_000) if item.state in unseen}
    held |= {order_id for (order_id,) in damaged(store)}
    shown = {line.id for line in store.orders(Query(show="all", limit=10_000))}
    require(set(mine) <= shown, "I-13", f"{name} misses {sorted(set(mine) - shown)}")
    extra = shown - set(mine)
    require(extra <= held, "I-14", f"{name} still has {sorted(extra - held)}")
    for order_id, order in mine.items():
        view = store.order(order_id)
        require(view is not None and view.copy == order, "I-13", f"{name}: {order_id} is not the hub's")
    require(store.services() == _services(hub), "I-13", f"{name} has other forms than the hub")


def _services(hub: Hub) -> tuple[ServiceType, ...]:
    with hub.database.reading() as reading:
        documents = reading.connection.execute(select(services.c.document).order_by(services.c.code)).scalars()
        return tuple(msgspec.json.decode(document, type=ServiceType) for document in documents)


def damaged(store: Store) -> list[tuple[str]]:
    """The orders of the photos here that no longer open."""
    with store._inside.database.read() as connection:
        return run(connection, "SELECT order_id FROM photos WHERE state = 'damaged'")


def check_end(host: HubHost, folder: Path, promises: Promises, stores: dict[str, Store]) -> None:
    """All that must hold when everything is quiet."""
    hub = host.hub
    log = {row.id: row for row in hub.book.log()}
    letters = {row_id.partition(":")[0]: raw for row_id, _, _, raw in hub.dead_letters.all()}
    verdicts = {item.command.id: item.verdict for store in stores.values() for item in store.outbox(10_000)}
    for command_id, (name, command) in promises.commands.items():
        row = log.get(command_id)
        if row is None and command_id in letters:  # it failed for more than a day: whole, and a person looks at it
            sent = opened(msgspec.json.decode(letters[command_id], type=Entry))
            require(sent == command, "I-2", f"{command_id} is another command among the dead letters")
            continue
        if command_id in promises.withdrawn:
            require(row is None or name in promises.twins, "I-2", f"{name} took {command.kind} back, the hub has it")
            continue
        if row is None and command_id in promises.forgotten | promises.undoing:
            continue
        if row is None and host.restores and _void(verdicts.get(command_id), command, promises):
            continue  # its author knows that it did not count: no hub need hear it again
        number = "I-25" if name in promises.wiped else "I-18" if host.restores else "I-1"
        require(row is not None, number, f"{name}'s {command.kind} {command_id} never reached the hub")
        assert row is not None
        fine = row.verdict.outcome is not Outcome.REJECTED or _void(row.verdict, command, promises)
        require(fine, number, f"{name}'s {command.kind} {command_id} was rejected: {row.verdict.why}")
        require(row.author == command.author, "I-22", f"{command_id} was {command.author}'s")
        require(opened(entry_of(row)) == command, "I-2", f"{command_id} is another command at the hub")
    if not host.restores:  # what a restored hub has lost comes again, perhaps after what was on its way
        _check_order_of_effects(log, promises)
    _check_chain(log)
    devices = {name: store.device for name, store in stores.items()}
    devices |= {name: device for name, (device, _) in promises.wiped.items()}
    # Where the hub was restored, nobody is sure not to meet their own later work; nor is whoever goes on from what was
    # held while their account was closed, over what they had set before.
    closed = {name for name, command in promises.commands.values() if command.author in promises.disabled}
    surprised = promises.twins | closed if not host.restores else set(devices)
    check_orders(hub, log, host.edits, frozenset(devices[name] for name in surprised & set(devices)))
    _check_reviews(hub, log, promises, stores)
    _check_photos(hub, log, folder, promises, stores)
    for name, store in stores.items():
        check_quiet(name, store, hub)


def _void(verdict: Verdict | None, command: Command, promises: Promises) -> bool:
    """Whether it was the decision of somebody whose account was closed: it does not count, and the question stays."""
    closed = command.author in promises.disabled and isinstance(command.body, DecideReview)
    return closed and verdict is not None and verdict.why is Why.NOT_ALLOWED


def _check_order_of_effects(log: dict[str, Logged], promises: Promises) -> None:
    """I-10: of one person on one laptop and order, what was done first took effect first.

    Another person's work on the same laptop waits for its author, and does not hold theirs up.
    """
    last: dict[tuple[str, str, str], int] = {}
    for command_id, (name, command) in promises.commands.items():
        row = log.get(command_id)
        if row is None or name in promises.twins:
            continue
        key = (name, command.author, command.order_id)
        require(last.get(key, -1) < row.seq, "I-10", f"{name} overtook itself on {command.order_id}")
        last[key] = row.seq


def _check_chain(log: dict[str, Logged]) -> None:
    """I-24: each command at the hub is sealed as its author sealed it, and a changed byte shows."""
    for row in log.values():
        require(chained(row.prev_hash, row.raw) == row.hash, "I-24", f"{row.id} was altered")
    for row in list(log.values())[:1]:
        tampered = bytes((row.raw[0] ^ 1,)) + row.raw[1:]
        require(chained(row.prev_hash, tampered) != row.hash, "I-24", f"altering {row.id} does not show")


def _check_photos(hub: Hub, log: dict[str, Logged], folder: Path, promises: Promises, stores: dict[str, Store]) -> None:
    """I-3, I-5: each saved photo is at the hub with the digest that its laptop computed, or its author is told."""
    known = {order.id: order for order in hub.book.orders()}
    held = {row.id for row in log.values() if row.verdict.outcome in (Outcome.HELD, Outcome.DECLINED)}
    with hub.database.reading() as reading:  # of a job that is not let be, or came to be later, the bytes are kept
        found_rows = reading.connection.execute(select(photo_rows)).all()
    rows = {row.id: row for row in found_rows if row.order_id not in known}
    photos = {photo.id: photo for order in known.values() for photo in order.photos}
    counted = Counter(promises.sealed_damaged)
    for photo_id, (name, sha256, command_id) in promises.photos.items():
        if command_id in promises.forgotten:
            continue
        if command_id in held:
            rows |= {row.id: row for row in found_rows if row.id == photo_id}
        photo = photos.get(photo_id) or rows.get(photo_id)
        require(photo is not None, "I-5", f"{name}'s photo {photo_id} is unknown to the hub")
        assert photo is not None
        if not photo.stored and photo_id in promises.altered and name in promises.wiped:
            counted[name] -= 1
            require(counted[name] >= 0, "I-25", f"{name}'s photo {photo_id} is damaged, and its file does not say so")
            continue
        if not photo.stored and photo_id in promises.altered:
            told = _told_damaged(stores[name], photo_id)
            kept = any((folder / "laptops" / name / "photos").glob(f"{photo_id}.*"))
            require(told and kept, "I-5", f"{name}'s photo {photo_id} is damaged, and nobody says so")
            continue
        require(photo.stored, "I-5", f"{name}'s photo {photo_id} has no bytes at the hub")
        path = blob(folder / "hub", sha256)
        if sha256 in promises.lost and not path.exists():
            said = f"Photo {photo_id}: its bytes are gone." in faults(hub)
            require(said, "I-5", f"the hub lost {name}'s photo {photo_id}, and its own check does not say so")
            continue
        require(path.exists(), "I-5", f"{name}'s photo {photo_id} is said to be stored, and is not")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        require(found == sha256, "I-3", f"{name}'s photo {photo_id} has other bytes at the hub")


def _told_damaged(store: Store, photo_id: str) -> bool:
    with store._inside.database.read() as connection:
        return run(connection, "SELECT state FROM photos WHERE id = ?", (photo_id,)) == [("damaged",)]


def check_files(folder: Path) -> None:
    """I-23, I-26: nothing personal in clear, nothing left lying about, nothing that only grows."""
    words = [SECRET.encode(), SECRET.partition(",")[0].encode()]
    size = 0
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            size += len(content)
            require(not any(word in content for word in words), "I-23", f"{path.name} has a name in clear")
    require(size < MOST_BYTES, "I-26", f"{folder.name} has {size} bytes")


def _check_reviews(hub: Hub, log: dict[str, Logged], promises: Promises, stores: dict[str, Store]) -> None:
    """I-19, I-20: what is held is in exactly one review, and its author's laptop says so."""
    reviews = {review.id: review for review in hub.book.reviews()}
    waiting = {r.id for r in reviews.values() if r.state is ReviewState.WAITING and _holds(r)}
    held = {row.id for row in log.values() if row.verdict.outcome is Outcome.HELD}
    require(waiting == held, "I-20", f"held {sorted(held)} but asked {sorted(waiting)}")
    words = {
        Outcome.HELD: {CommandState.HELD},
        Outcome.APPLIED: {CommandState.SETTLED},
        Outcome.DECLINED: {CommandState.DECLINED, CommandState.SETTLED},
        Outcome.REJECTED: {CommandState.REJECTED, CommandState.SETTLED},
    }
    behind = promises.twins | promises.rolled_back
    for name, store in stores.items():
        for item in store.outbox(10_000):
            row = log.get(item.command.id)
            if row is not None and item.command.id in promises.commands and name not in behind:
                wanted = words[row.verdict.outcome]
                if not item.mine and row.verdict.outcome is Outcome.APPLIED:
                    wanted = wanted | {CommandState.APPLIED}  # its author's copies come when they sign in again
                text = f"{name} says {item.state} of {item.command.kind}, the hub {row.verdict.outcome}"
                require(item.state in wanted, "I-19", text)


def _holds(review: Review) -> bool:
    return review.kind is ReviewKind.HELD or any(part.outcome is Outcome.HELD for part in review.parts)


def kind_of_row(row: Logged) -> str:
    """The kind of a logged command."""
    return opened(entry_of(row)).kind
