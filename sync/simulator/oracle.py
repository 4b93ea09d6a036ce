"""The judge of a schedule: it trusts only what people were told and the hub's final state."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    CloseOut,
    Command,
    PauseWork,
    SetField,
    StartWork,
    TickItem,
    Unassign,
    opened,
)
from sync.orders import Role, Status, WorkOrder
from sync.server.book import Logged
from sync.server.hub import Hub
from sync.simulator.city import PEOPLE
from sync.simulator.findings import require
from sync.simulator.replay import check_orders, entry_of
from sync.states import OVERLAID, CommandState
from sync.store import Query, Store
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState


@dataclass
class Promises:
    """What people were told is saved, by the laptop that said so."""

    commands: dict[str, tuple[str, Command]] = field(default_factory=dict)
    photos: dict[str, tuple[str, str]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    undoing: set[str] = field(default_factory=set)
    """Whose undo the app did not live to confirm: either is right."""

    def made_by(self, laptop: str) -> list[Command]:
        """The laptop's commands that were not taken back, in the order of `seq`."""
        kept = (c for name, c in self.commands.values() if name == laptop and c.id not in self.withdrawn)
        return sorted(kept, key=lambda c: c.seq)


def check_visible(name: str, store: Store, promises: Promises, only: Callable[[list[str]], list[str]]) -> None:
    """I-4, I-12, I-14: all that this laptop said it saved is there, and in sight until it is settled.

    `only` picks the orders that are looked at, since looking at all of them is most of a schedule's time.
    """
    kept = {item.command.id: item for item in store.outbox(10_000)}
    latest: dict[str, dict[str, Command]] = {}
    for command in promises.made_by(name):
        item = kept.get(command.id)
        if item is None and command.id in promises.undoing:
            promises.withdrawn.add(command.id)
            continue
        require(item is not None, "I-4", f"{name} lost {command.kind} {command.id}")
        assert item is not None
        if item.state in OVERLAID:
            latest.setdefault(command.order_id, {}).update(dict.fromkeys(_subjects(command), command))
    for order_id in only(sorted(latest)):
        view = store.order(order_id)
        require(view is not None, "I-14", f"{name}: {order_id} is gone with work pending")
        assert view is not None
        for subject, command in latest[order_id].items():
            shown = _shows(view.order, command, subject)
            require(shown, "I-12", f"{name} does not show {subject} of {command.kind} {command.id}")


def _subjects(command: Command) -> list[str]:
    """What of the order the command is about; a later command of the same person on it covers it."""
    match command.body:
        case SetField(name, _) | TickItem(name, _):
            return [name]
        case CloseOut():
            return ["status", *command.body.fields]
        case StartWork() | PauseWork() | Assign() | Unassign():
            return ["status"]
        case _:
            return [command.id]


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
        case _:
            return True


def check_quiet(name: str, store: Store, hub: Hub) -> None:
    """I-13, I-14: with nothing pending, the laptop's copies are its scope at the hub, to the letter."""
    person = PEOPLE[name]
    mine = {
        order.id: order
        for order in hub.book.orders()
        if person.role is not Role.CREW or order.crew_id == person.crew_id
    }
    unseen = OVERLAID | {CommandState.DECLINED, CommandState.REJECTED}
    held = {item.command.order_id for item in store.outbox(10_000) if item.state in unseen}
    shown = {line.id for line in store.orders(Query(show="all", limit=10_000))}
    require(set(mine) <= shown, "I-13", f"{name} misses {sorted(set(mine) - shown)}")
    extra = shown - set(mine)
    require(extra <= held, "I-14", f"{name} still has {sorted(extra - held)}")
    for order_id, order in mine.items():
        view = store.order(order_id)
        require(view is not None and view.copy == order, "I-13", f"{name}: {order_id} is not the hub's")


def check_end(hub: Hub, folder: Path, promises: Promises, stores: dict[str, Store]) -> None:
    """All that must hold when everything is quiet."""
    log = {row.id: row for row in hub.book.log()}
    for command_id, (name, command) in promises.commands.items():
        row = log.get(command_id)
        if command_id in promises.withdrawn:
            require(row is None, "I-2", f"{name} took {command.kind} back, and the hub has it")
            continue
        require(row is not None, "I-1", f"{name}'s {command.kind} {command_id} never reached the hub")
        assert row is not None
        require(row.author == command.author, "I-22", f"{command_id} was {command.author}'s")
        require(opened(entry_of(row)) == command, "I-2", f"{command_id} is another command at the hub")
    check_orders(hub, log)
    _check_reviews(hub, log, promises, stores)
    _check_photos(hub, folder, promises)
    for name, store in stores.items():
        check_quiet(name, store, hub)


def _check_photos(hub: Hub, folder: Path, promises: Promises) -> None:
    """I-3, I-5: each saved photo is at the hub with the digest that its laptop computed."""
    photos = {photo.id: photo for order in hub.book.orders() for photo in order.photos}
    for photo_id, (name, sha256) in promises.photos.items():
        photo = photos.get(photo_id)
        require(photo is not None, "I-5", f"{name}'s photo {photo_id} is unknown to the hub")
        assert photo is not None
        require(photo.stored, "I-5", f"{name}'s photo {photo_id} has no bytes at the hub")
        path = folder / "hub" / "photos" / sha256[:2] / sha256[2:]
        require(path.exists(), "I-5", f"{name}'s photo {photo_id} is said to be stored, and is not")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        require(found == sha256, "I-3", f"{name}'s photo {photo_id} has other bytes at the hub")


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
            if row is not None and item.command.id in promises.commands:
                wanted = words[row.verdict.outcome]
                text = f"{name} says {item.state} of {item.command.kind}, the hub {row.verdict.outcome}"
                require(item.state in wanted, "I-19", text)


def _holds(review: Review) -> bool:
    return review.kind is ReviewKind.HELD or any(part.outcome is Outcome.HELD for part in review.parts)
