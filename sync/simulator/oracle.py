"""The judge of a schedule: it trusts only what people were told and the hub's final state.

It has a small model of its own of who may change what, written apart from `rules`, and replays the hub's log on it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Choice,
    CloseOut,
    Command,
    DecideReview,
    Entry,
    PauseWork,
    SetField,
    StartWork,
    TickItem,
    Unassign,
    opened,
)
from sync.orders import Role, Status, Value, WorkOrder
from sync.server.book import Logged
from sync.server.hub import Hub
from sync.simulator.city import FIELDS, PEOPLE
from sync.states import OVERLAID, CommandState
from sync.store import Query, Store
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState

BY_ID = {person.id: person for person in PEOPLE.values()}


class Violation(Exception):
    """An invariant does not hold. `invariant` is its number in PROTOCOL.md."""

    def __init__(self, invariant: str, text: str) -> None:
        super().__init__(invariant, text)
        self.invariant, self.text = invariant, text

    def __str__(self) -> str:
        return f"{self.invariant}: {self.text}"


@dataclass
class Promises:
    """What people were told is saved, by the laptop that said so."""

    commands: dict[str, tuple[str, Command]] = field(default_factory=dict)
    photos: dict[str, tuple[str, str]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    def made_by(self, laptop: str) -> list[Command]:
        """The laptop's commands that were not taken back, in the order of `seq`."""
        kept = (c for name, c in self.commands.values() if name == laptop and c.id not in self.withdrawn)
        return sorted(kept, key=lambda c: c.seq)


def require(holds: bool, invariant: str, text: str) -> None:
    """Raises Violation where it does not hold."""
    if not holds:
        raise Violation(invariant, text)


def check_visible(name: str, store: Store, promises: Promises, only: Callable[[list[str]], list[str]]) -> None:
    """I-4, I-12, I-14: all that this laptop said it saved is there, and in sight until it is settled.

    `only` picks the orders that are looked at, since looking at all of them is most of a schedule's time.
    """
    kept = {item.command.id: item for item in store.outbox(10_000)}
    latest: dict[str, dict[tuple[str, str], Command]] = {}
    for command in promises.made_by(name):
        item = kept.get(command.id)
        require(item is not None, "I-4", f"{name} lost {command.kind} {command.id}")
        assert item is not None
        if item.state in OVERLAID:
            latest.setdefault(command.order_id, {})[_subject(command)] = command
    for order_id in only(sorted(latest)):
        view = store.order(order_id)
        require(view is not None, "I-14", f"{name}: {order_id} is gone with work pending")
        assert view is not None
        for command in latest[order_id].values():
            require(_shows(view.order, command), "I-12", f"{name} does not show {command.kind} {command.id}")


def _subject(command: Command) -> tuple[str, str]:
    match command.body:
        case SetField(name, _):
            return command.order_id, name
        case TickItem(name, _):
            return command.order_id, name
        case StartWork() | PauseWork() | CloseOut() | Assign() | Unassign():
            return command.order_id, "status"
        case _:
            return command.order_id, command.id


def _shows(order: WorkOrder, command: Command) -> bool:
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
            return order.status is Status.CLOSED
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
    held = {item.command.order_id for item in store.outbox(10_000) if item.state in OVERLAID}
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
        require(opened(_entry(row)) == command, "I-2", f"{command_id} is another command at the hub")
    _check_orders(hub, log)
    _check_reviews(hub, log, promises, stores)
    _check_photos(hub, folder, promises)
    for name, store in stores.items():
        check_quiet(name, store, hub)


def _entry(row: Logged) -> Entry:
    return Entry(row.hash, row.prev_hash, msgspec.Raw(row.raw))


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


@dataclass
class _Model:
    """An order as the replay has it."""

    crew: str | None
    assignment: str | None
    status: Status = Status.ASSIGNED
    fields: dict[str, Value] = field(default_factory=lambda: {"lane": "right"})
    ticks: dict[str, bool] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)


def _check_orders(hub: Hub, log: dict[str, Logged]) -> None:
    """I-2, I-7, I-9, I-10: the log replayed on a model of its own gives the hub's orders."""
    orders = {order.id: order for order in hub.book.orders()}
    reviews = {review.id: review for review in hub.book.reviews()}
    models = {order.id: _first(order) for order in orders.values()}
    last: dict[tuple[str, str], int] = {}
    for row in sorted(log.values(), key=lambda r: r.seq):
        command = opened(_entry(row))
        key = (row.device, command.order_id)
        require(last.get(key, -1) < command.seq, "I-10", f"{row.device} overtook itself on {command.order_id}")
        last[key] = command.seq
        _replay(models[command.order_id], command, row, reviews, log)
    for order_id, model in models.items():
        order = orders[order_id]
        _same(order, model)
        ids = [event.id for event in order.history]
        require(len(ids) == len(set(ids)), "I-2", f"{order_id} has a command twice")


def _first(order: WorkOrder) -> _Model:
    number = int(order.id.rpartition("-")[2])
    return _Model("crew-14" if number % 2 == 0 else "crew-9", f"first-{number}")


def _same(order: WorkOrder, model: _Model) -> None:
    pairs = (
        ("crew", order.crew_id, model.crew),
        ("assignment", order.assignment_id, model.assignment),
        ("status", order.status, model.status),
        ("ticks", {k: v for k, v in order.ticks.items() if v}, {k: v for k, v in model.ticks.items() if v}),
        ("notes", sorted(note.id for note in order.notes), sorted(model.notes)),
        ("photos", sorted(photo.id for photo in order.photos), sorted(model.photos)),
        *((name, order.fields.get(name), model.fields.get(name)) for name in FIELDS),
    )
    for what, office, wanted in pairs:
        require(office == wanted, "I-2", f"{order.id}: {what} is {office!r}, the log makes it {wanted!r}")


def _replay(
    model: _Model, command: Command, row: Logged, reviews: dict[str, Review], log: dict[str, Logged]
) -> None:
    review = reviews.get(command.id)
    body, verdict = command.body, row.verdict
    if isinstance(body, AddPhoto):
        model.photos.add(body.photo_id)
    if isinstance(body, AddNote):
        model.notes.add(body.note_id)
    if verdict.outcome is Outcome.REJECTED:
        return
    if isinstance(body, DecideReview):
        if verdict.why is None:
            _decide(model, body, command, reviews[body.review_id], log[body.review_id])
        return
    if review is not None and review.kind is ReviewKind.HELD:
        return
    who = BY_ID[command.author]
    if verdict.why is not None and not isinstance(body, CloseOut):
        return
    if isinstance(body, CloseOut):
        if model.status is Status.CLOSED:
            if body.note:
                model.notes.add(body.note_id)
            return
        held = {part.name for part in review.parts if part.outcome is Outcome.HELD} if review else set()
    else:
        held = set()
    changes_state = isinstance(body, StartWork | PauseWork | CloseOut | TickItem | SetField)
    if changes_state and who.role is Role.CREW and not _echo(model, body):
        ours = model.assignment == command.assignment_id and model.crew == who.crew_id
        require(ours, "I-9", f"{command.kind} {command.id} under an assignment that was over")
    _write(model, command, held)


def _echo(model: _Model, body: object) -> bool:
    """Whether the command only says what is so already."""
    match body:
        case SetField(name, value):
            return model.fields.get(name) == value
        case TickItem(item, done):
            return model.ticks.get(item, False) == done
        case _:
            return False


def _write(model: _Model, command: Command, held: set[str], decided: bool = False) -> None:
    match command.body:
        case StartWork():
            model.status = Status.STARTED
        case PauseWork():
            model.status = Status.PAUSED
        case SetField(name, value):
            _set(model, command, name, value, decided)
        case TickItem(item, done):
            model.ticks[item] = done
        case CloseOut():
            model.status = Status.CLOSED
            if command.body.note:
                model.notes.add(command.body.note_id)
            for name, value in command.body.fields.items():
                if f"fields.{name}" not in held:
                    _set(model, command, name, value, decided)
        case Assign(crew, assignment):
            if model.crew != crew:
                model.crew, model.assignment, model.status = crew, assignment, Status.ASSIGNED
        case Unassign():
            if model.crew is not None:
                model.crew, model.assignment, model.status = None, None, Status.NEW
        case _:
            pass


def _set(model: _Model, command: Command, name: str, value: Value, decided: bool) -> None:
    """I-7: without a decision, only a value that the author had seen, or the same again."""
    seen = command.base.get(f"fields.{name}")
    fits = decided or model.fields.get(name) in (seen, value)
    require(fits, "I-7", f"{command.id} overwrote {name}={model.fields.get(name)!r}, having seen {seen!r}")
    model.fields[name] = value


def _decide(model: _Model, body: DecideReview, command: Command, review: Review, row: Logged) -> None:
    held = opened(_entry(row))
    author = BY_ID[held.author]
    if review.kind is ReviewKind.CLOSED:
        if body.choice is Choice.ACCEPT:
            for part in review.parts:
                if part.outcome is Outcome.HELD:
                    model.fields[part.name.removeprefix("fields.")] = part.field
        elif model.status is Status.CLOSED:
            model.status, model.assignment = Status.ASSIGNED, command.id
        return
    if body.choice is not Choice.ACCEPT:
        return
    _write(model, held, set(), decided=True)
    if isinstance(held.body, CloseOut):
        model.crew = author.crew_id or model.crew
        model.assignment = held.assignment_id or model.assignment
