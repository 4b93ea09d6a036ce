"""The judge of a schedule: it trusts only what people were told and the hub's final state."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Cancel,
    CloseOut,
    Command,
    CorrectPlace,
    DecideReview,
    Entry,
    LogMaterial,
    LogTime,
    MergeDuplicate,
    PauseWork,
    ProposeField,
    Reopen,
    Schedule,
    SetField,
    SetPriority,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
    chained,
    opened,
)
from sync.orders import Role, Status, WorkOrder
from sync.server.book import Logged
from sync.server.checks import faults
from sync.server.feed import Place
from sync.server.hub import Hub
from sync.server.tables import feed, orders
from sync.server.tables import photos as photo_rows
from sync.simulator.city import SECRET
from sync.simulator.findings import require
from sync.simulator.hub_host import HubHost
from sync.simulator.replay import check_orders, entry_of
from sync.states import OVERLAID, CommandState
from sync.store import OrderView, OutboxItem, Query, Store, meta
from sync.store.database import run
from sync.values import value_of, wanted_of
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState, Why

PHOTO_KEPT_S: Final = 14 * 24 * 3600
MOST_BYTES: Final = 24 << 20
"""More than any laptop of a schedule may need."""


@dataclass
class Promises:
    """What people were told is saved, by the laptop that said so."""

    commands: dict[str, tuple[str, Command]] = field(default_factory=dict)
    photos: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By id: laptop, digest, the command that announces it."""

    taken_s: dict[str, float] = field(default_factory=dict)
    """By photo: when, in seconds since the schedule began."""

    withdrawn: set[str] = field(default_factory=set)
    undoing: set[str] = field(default_factory=set)
    """Whose undo the app did not live to confirm: either is right."""

    altered: set[str] = field(default_factory=set)
    """Photos whose file somebody damaged."""

    lost: set[str] = field(default_factory=set)
    """Digests of photos that the hub's disk lost; another photo with the same bytes may have brought one back."""

    forgotten: set[str] = field(default_factory=set)
    """Commands that went with a disk, before an older copy was put in its place."""

    twins: set[str] = field(default_factory=set)
    """Laptops that are, or have, a copy of another."""

    flipped: set[str] = field(default_factory=set)
    """Laptops whose database was damaged: what copies it had lost comes with the next snapshot."""

    disabled: set[str] = field(default_factory=set)
    """People whose account was closed for a while."""

    wiped: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """Laptops that are no more: the device that each was, and the folder with its sealed file."""

    sealed_damaged: dict[str, int] = field(default_factory=dict)
    """How many photos each sealed file says were damaged."""

    def made_by(self, laptop: str) -> list[Command]:
        """The laptop's commands that were not taken back, as they were made."""
        gone = self.withdrawn | self.forgotten
        return [c for name, c in self.commands.values() if name == laptop and c.id not in gone]


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


def check_visible(
    name: str, store: Store, promises: Promises, only: Callable[[list[str]], list[str]], *, restored: bool
) -> None:
    """I-4, I-12, I-14: all that this laptop said it saved is there, and in sight until it is settled.

    `only` picks the orders that are looked at, since looking at all of them is most of a schedule's time.
    """
    kept = {item.command.id: item for item in store.outbox(10_000)}
    for command in promises.made_by(name):
        if command.id not in kept and command.id in promises.undoing:
            promises.withdrawn.add(command.id)
            continue
        require(command.id in kept, "I-4", f"{name} lost {command.kind} {command.id}")
    latest: dict[str, dict[str, Command]] = {}
    for item in sorted(kept.values(), key=lambda item: item.command.seq):
        if item.state in OVERLAID and item.mine:
            covered = latest.setdefault(item.command.order_id, {})
            done_already = _done(item)
            covered.update({each: item.command for each in _subjects(item.command) if each not in done_already})
        elif item.state is CommandState.SETTLED and item.mine:
            covered = latest.setdefault(item.command.order_id, {})
            if item.verdict is not None and item.verdict.outcome is Outcome.APPLIED:
                _uncover(covered, item.command)
    healing = name in promises.flipped and store.line.cursor() is None
    for order_id in only(sorted(latest)):
        view = store.order(order_id)
        if view is None and healing:
            continue
        open_ = [c for c in latest[order_id].values() if kept[c.id].state is not CommandState.APPLIED]
        if view is None and (not open_ or (restored and not any(kept[c.id].can_undo for c in open_))):
            continue  # the hub has all of it, or had; what it has lost of a job that left goes up again by itself
        require(view is not None, "I-14", f"{name}: {order_id} is gone with work pending")
        assert view is not None
        done = {event.id for event in view.copy.history}
        for command in promises.made_by(name):
            own = kept.get(command.id)
            if own is None or command.order_id != order_id or own.state is not CommandState.SETTLED:
                continue
            settled = own.verdict is not None and own.verdict.outcome is Outcome.APPLIED
            needless = own.verdict is not None and own.verdict.why is Why.ALREADY_DECIDED
            text = f"{name} says that {command.kind} {command.id} is done, and its copy does not have it"
            excused = restored or needless or view.left is not None
            require(not settled or excused or command.id in done, "I-12", text)
        for subject, command in latest[order_id].items():
            # The copy may have it already, and under what somebody did after it: only the verdict is still out.
            shown = _shows(view.order, command, subject) or (command.id in done and _as_in(view, command, subject))
            require(shown, "I-12", f"{name} does not show {subject} of {command.kind} {command.id}")


def _uncover(covered: dict[str, Command], settled: Command) -> None:
    """What its author did after it, and the hub has, is in sight instead; but a closed job stays closed."""
    names = wanted_of(settled.body)
    for subject, command in list(covered.items()):
        ended = subject == "status" and "status" in names and not isinstance(command.body, CloseOut)
        again = subject in names or f"fields.{subject}" in names or f"ticks.{subject}" in names
        if ended or (again and subject != "status"):
            del covered[subject]


def _done(item: OutboxItem) -> set[str]:
    """What a partly held close-out has done already: the office may open the job again over it."""
    parts = item.verdict.parts if item.verdict is not None else ()
    return {part.name for part in parts if part.name == "status" and part.outcome is Outcome.APPLIED}


def _subjects(command: Command) -> list[str]:
    """What of the order the command is about; a later command of the same person on it covers it."""
    match command.body:
        case SetField(name, _) | TickItem(name, _):
            return [name]
        case CloseOut():
            return ["status", *command.body.fields]
        case StartWork() | PauseWork() | Assign() | Unassign() | Cancel() | MergeDuplicate() | Reopen():
            return ["status"]
        case SetPriority() | Schedule() | ProposeField() | CorrectPlace():
            return list(wanted_of(command.body))
        case _:
            return [command.id]


def _as_in(view: OrderView, command: Command, subject: str) -> bool:
    """Whether the order shows of this value what the copy has."""
    if subject == command.id:
        return False
    named = subject
    if isinstance(command.body, SetField | CloseOut) and subject != "status":
        named = f"fields.{subject}"
    elif isinstance(command.body, TickItem):
        named = f"ticks.{subject}"
    return value_of(view.order, named) == value_of(view.copy, named)


def _shows(order: WorkOrder, command: Command, subject: str) -> bool:
    match command.body:
        case AddNote(note_id, _):
            return any(note.id == note_id for note in order.notes)
        case AddPhoto():
            photo_id = command.body.photo_id
            return any(photo.id == photo_id for photo in order.photos)
        case SetField(name, value):
            return order.fields.get(name) == value
        case TickItem(name, done):
            return order.ticks.get(name, False) == done
        case CloseOut():
            if subject == "status":
                return order.status is Status.CLOSED
            return order.fields.get(subject) == command.body.fields[subject]
        case LogTime():
            return any(spent.id == command.id for spent in order.time)
        case LogMaterial():
            return any(used.id == command.id for used in order.materials)
        case WithdrawPhoto(photo_id):
            return all(photo.withdrawn for photo in order.photos if photo.id == photo_id)
        case SetPriority() | Schedule() | ProposeField() | CorrectPlace():
            return value_of(order, subject) == wanted_of(command.body)[subject]
        case Cancel() | MergeDuplicate():
            return order.status is Status.CANCELLED
        case _:
            return True


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
    """I-13, I-14: with nothing pending, the laptop's copies are its scope at the hub, to the letter."""
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


def damaged(store: Store) -> list[tuple[str]]:
    """The orders of the photos here that no longer open."""
    with store._inside.database.read() as connection:
        return run(connection, "SELECT order_id FROM photos WHERE state = 'damaged'")


def check_end(host: HubHost, folder: Path, promises: Promises, stores: dict[str, Store]) -> None:
    """All that must hold when everything is quiet."""
    hub = host.hub
    log = {row.id: row for row in hub.book.log()}
    letters = {row_id.partition(":")[0]: raw for row_id, _, _, raw in hub.dead_letters.all()}
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
        number = "I-25" if name in promises.wiped else "I-18" if host.restores else "I-1"
        require(row is not None, number, f"{name}'s {command.kind} {command_id} never reached the hub")
        assert row is not None
        fine = row.verdict.outcome is not Outcome.REJECTED or _void(row, command, promises)
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


def _void(row: Logged, command: Command, promises: Promises) -> bool:
    """Whether it was the decision of somebody whose account was closed: it does not count, and the question stays."""
    closed = command.author in promises.disabled and row.verdict.why is Why.NOT_ALLOWED
    return closed and isinstance(command.body, DecideReview)


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
    held = {row.id for row in log.values() if row.verdict.outcome is Outcome.HELD}
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
    for name, store in stores.items():
        for item in store.outbox(10_000):
            row = log.get(item.command.id)
            if row is not None and item.command.id in promises.commands and name not in promises.twins:
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
