"""The hub's log replayed on a small model of its own, written apart from `rules`: it must give the hub's orders."""

from dataclasses import dataclass, field

import msgspec

from sync.clock import parse_ms
from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Cancel,
    Choice,
    CloseOut,
    Command,
    CorrectPlace,
    CreateOrder,
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
    opened,
)
from sync.orders import OPEN, Role, Status, Value, WorkOrder
from sync.server.book import Logged
from sync.server.hub import Hub
from sync.simulator.city import FIELDS, ORDERS, PEOPLE, first_crew
from sync.simulator.edits import Edit
from sync.simulator.findings import require
from sync.verdicts import Outcome, Review, ReviewKind, Why

REPORTED_MS = parse_ms("2025-11-24T08:00:00Z")
WEEK_MS = 7 * 86_400_000
BY_ID = {person.id: person for person in PEOPLE.values()}


def entry_of(row: Logged) -> Entry:
    return Entry(row.hash, row.prev_hash, msgspec.Raw(row.raw))


@dataclass
class _Model:
    """An order as the replay has it. `wrote` is who set each field last and where, "" for a desk."""

    crew: str | None
    assignment: str | None
    status: Status = Status.ASSIGNED
    fields: dict[str, Value] = field(default_factory=lambda: {"lane": "right"})
    ticks: dict[str, bool] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    wrote: dict[str, str] = field(default_factory=dict)
    own: dict[str, Value] = field(default_factory=dict)
    """The order's own values by name, as far as somebody set them."""

    spent: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    same_as: str | None = None
    known: bool = True
    """Whether the hub has such an order: one that a crew found is first heard of by its own command."""

    reported_ms: int = 0
    alike: tuple[str, ...] = ()
    """Which others it may be, until a person says."""


def check_orders(hub: Hub, log: dict[str, Logged], edits: list[Edit], surprised: frozenset[str]) -> None:
    """I-2, I-7, I-8, I-9: the log and the office's edits, replayed on a model of its own, give the hub's orders.

    `surprised` are devices of which there were two or an older one, or whose hub was restored: they may meet
    their own work.
    """
    orders = {order.id: order for order in hub.book.orders()}
    reviews = {review.id: review for review in hub.book.reviews()}
    models = {f"order-{number}": _first(number) for number in range(ORDERS)}
    happened: list[tuple[int, Logged | Edit]] = [(row.seq, row) for row in log.values()]
    happened += [(edit.seq, edit) for edit in edits]
    for _, event in sorted(happened, key=lambda pair: pair[0]):
        if isinstance(event, Edit):
            _edit(models[event.order_id], event)
            continue
        command = opened(entry_of(event))
        model = models.setdefault(command.order_id, _Model(None, None, fields={}, known=False))
        if event.device not in surprised:
            _check_own_conflict(model, command, event)
        if model.known and not isinstance(command.body, CreateOrder):
            _replay(model, command, event, reviews, log)
        elif command.id not in reviews or reviews[command.id].kind is not ReviewKind.HELD:
            _found(models, command, event, log)
    here = {order_id: model for order_id, model in models.items() if model.known}
    differ = here.keys() ^ orders.keys()
    require(not differ, "I-2", f"only the hub or only the log has {sorted(differ)}")
    for order_id, model in here.items():
        order = orders[order_id]
        _same(order, model)
        ids = [event.id for event in order.history]
        require(len(ids) == len(set(ids)), "I-2", f"{order_id} has a command twice")


def _first(number: int) -> _Model:
    own: dict[str, Value] = {"priority": "normal", "expected_datetime": None, "address": f"{number} Main St"}
    return _Model(first_crew(number).id, f"first-{number}", own={**own, "location": None}, reported_ms=REPORTED_MS)


def _create(model: _Model, command: Command, body: CreateOrder) -> None:
    model.known, model.crew, model.assignment = True, BY_ID[command.author].crew_id, body.assignment_id
    model.reported_ms = parse_ms(command.occurred_at)
    model.own = {"priority": "normal", "expected_datetime": None, "address": body.address}
    model.own["location"] = _pin(body.lat, body.long)


def _check_alike(models: dict[str, _Model], command: Command, body: CreateOrder, row: Logged) -> None:
    """I-20: new work is linked with what was reported there within seven days, and with nothing else."""
    now_ms = parse_ms(row.verdict.at or "")
    known = {order_id: other for order_id, other in models.items() if other.known and order_id != command.order_id}
    near = {order_id for order_id, other in known.items() if _one_corner(other, body)}
    alike = sorted(order_id for order_id in near if now_ms - known[order_id].reported_ms <= WEEK_MS)
    models[command.order_id].alike = tuple(alike)
    linked = row.verdict.why is Why.LOOK_ALIKE
    require(linked == bool(alike), "I-20", f"{command.order_id} looks like {alike}, and that is {row.verdict.why}")


def _one_corner(other: _Model, body: CreateOrder) -> bool:
    """The places of the simulator are 15 m apart or kilometres."""
    pin = str(other.own["location"] or "")
    return bool(pin) and abs(float(pin.partition(",")[0]) - (body.lat or 0.0)) < 0.001


def _found(models: dict[str, _Model], command: Command, row: Logged, log: dict[str, Logged]) -> None:
    """I-9: a job that the hub does not know comes to be by who found it, or by a person's yes, and by nothing else."""
    model, body = models[command.order_id], command.body
    if isinstance(body, CreateOrder):
        if row.verdict.outcome is Outcome.APPLIED and not model.known:
            _create(model, command, body)
            _check_alike(models, command, body, row)
    elif isinstance(body, DecideReview):
        about = opened(entry_of(log[body.review_id])) if row.verdict.why is None else command
        if isinstance(about.body, CreateOrder) and body.choice is Choice.ACCEPT:
            _create(model, about, about.body)
    else:
        refused = row.verdict.outcome is Outcome.REJECTED
        require(refused, "I-9", f"{command.id} was done to a job that nobody knows")


def _edit(model: _Model, edit: Edit) -> None:
    model.status, model.crew, model.assignment = edit.status, edit.crew, edit.assignment
    model.known = not edit.removed
    model.fields.update(edit.fields)
    model.wrote.update(dict.fromkeys(edit.fields, ""))


def _check_own_conflict(model: _Model, command: Command, row: Logged) -> None:
    """I-8: what stands against a value was not set by the same laptop."""
    if row.verdict.outcome is not Outcome.HELD or row.verdict.why is not Why.VALUE_CHANGED:
        return
    for part in row.verdict.parts:
        name = part.name.removeprefix("fields.")
        if part.outcome is Outcome.HELD and name in model.fields:
            text = f"{command.kind} {command.id} met its own laptop's {name}={model.fields[name]!r}"
            require(model.wrote.get(name) != _hand(command, row), "I-8", text)


def _hand(command: Command, row: Logged) -> str:
    """Who did it on which laptop: the next person there does not see what waits for the last one to come back."""
    return f"{command.author} {row.device}"


def _same(order: WorkOrder, model: _Model) -> None:
    spent = sorted([each.id for each in order.time] + [each.id for each in order.materials])
    pairs = (
        ("crew", order.crew_id, model.crew),
        ("assignment", order.assignment_id, model.assignment),
        ("status", order.status, model.status),
        ("ticks", {k: v for k, v in order.ticks.items() if v}, {k: v for k, v in model.ticks.items() if v}),
        ("notes", sorted(note.id for note in order.notes), sorted(model.notes)),
        ("photos", sorted(photo.id for photo in order.photos), sorted(model.photos)),
        ("withdrawn", sorted(photo.id for photo in order.photos if photo.withdrawn), sorted(model.withdrawn)),
        ("spent", spent, sorted(model.spent)),
        ("merged into", order.duplicate_of, model.same_as),
        ("may be", order.look_alikes, model.alike),
        ("priority", order.priority.value, model.own["priority"]),
        ("due", order.expected_datetime, model.own["expected_datetime"]),
        ("address", order.address, model.own["address"]),
        ("pin", _pin(order.lat, order.long), model.own["location"]),
        *((name, order.fields.get(name), model.fields.get(name)) for name in FIELDS),
    )
    for what, office, wanted in pairs:
        require(office == wanted, "I-2", f"{order.id}: {what} is {office!r}, the log makes it {wanted!r}")


def _replay(
    model: _Model, command: Command, row: Logged, reviews: dict[str, Review], log: dict[str, Logged]
) -> None:
    review = reviews.get(command.id)
    body, verdict = command.body, row.verdict
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
            for name in body.fields:  # its answers yield to the first closing; what is set on them meets that
                model.wrote.pop(name, None)
            if body.note:
                model.notes.add(body.note_id)
            return
        held = {part.name for part in review.parts if part.outcome is Outcome.HELD} if review else set()
    else:
        held = set()
    changes_state = isinstance(body, StartWork | PauseWork | CloseOut | TickItem | SetField | CorrectPlace)
    if changes_state and who.role is Role.CREW and not _echo(model, body):
        ours = model.assignment == command.assignment_id and model.crew == who.crew_id
        ours = ours and model.status is not Status.CANCELLED
        require(ours, "I-9", f"{command.kind} {command.id} under an assignment that was over")
    _write(model, command, held, device=_hand(command, row))


def _echo(model: _Model, body: object) -> bool:
    """Whether the command only says what is so already."""
    match body:
        case SetField(name, value):
            return model.fields.get(name) == value
        case TickItem(item, done):
            return model.ticks.get(item, False) == done
        case CorrectPlace():
            return all(model.own[name] == value for name, value in _placed(body).items())
        case _:
            return False


def _write(
    model: _Model, command: Command, held: set[str], decided: bool = False, device: str = ""
) -> None:
    match command.body:
        case StartWork():
            model.status = Status.STARTED
        case PauseWork():
            model.status = Status.PAUSED
        case AddNote(note_id):
            model.notes.add(note_id)
        case AddPhoto(photo_id):
            model.photos.add(photo_id)
        case SetField(name, value):
            _set(model, command, name, value, decided, device)
        case TickItem(item, done):
            model.ticks[item] = done
        case CloseOut():
            _close(model, command, command.body, held, decided, device)
        case LogTime() | LogMaterial():
            model.spent.add(command.id)
        case WithdrawPhoto(photo_id):
            model.withdrawn |= {photo_id} & model.photos
        case CorrectPlace():
            _set_own(model, command, _placed(command.body), decided)
        case ProposeField(name, text):
            allowed = decided or model.own[name.value] == text
            require(allowed, "I-9", f"{command.id} set {name.value}, which is the office's, without a decision")
            model.own[name.value] = text
        case _:
            _arrange(model, command, decided)


def _arrange(model: _Model, command: Command, decided: bool) -> None:
    """What a supervisor does with a job."""
    match command.body:
        case Assign(crew, assignment):
            _give(model, crew, assignment, Status.ASSIGNED)
        case Unassign():
            _give(model, None, None, Status.NEW)
        case SetPriority(priority):
            _set_own(model, command, {"priority": priority.value}, decided)
        case Schedule(due):
            _set_own(model, command, {"expected_datetime": due}, decided)
        case Cancel() | MergeDuplicate():
            seen = decided or model.status in (command.base.get("status"), Status.NEW, Status.ASSIGNED)
            require(seen, "I-7", f"{command.id} ended a job that was {model.status} unseen")
            model.status = Status.CANCELLED
            model.same_as = command.body.into if isinstance(command.body, MergeDuplicate) else model.same_as
        case Reopen(_, assignment, crew):
            seen = decided or (model.status not in OPEN and model.status == command.base.get("status"))
            require(seen, "I-7", f"{command.id} opened a job that was {model.status} unseen")
            model.status = Status.ASSIGNED if crew else Status.NEW
            model.crew, model.assignment, model.same_as = crew, assignment if crew else None, None
        case _:
            pass


def _placed(body: CorrectPlace) -> dict[str, Value]:
    places = {"address": body.address, "location": _pin(body.lat, body.long)}
    return {name: place for name, place in places.items() if place is not None}


def _pin(lat: float | None, long: float | None) -> str | None:
    return None if lat is None or long is None else f"{lat:.6f}, {long:.6f}"


def _set_own(model: _Model, command: Command, values: dict[str, Value], decided: bool) -> None:
    """I-7 for a value of the order's own."""
    for name, value in values.items():
        fits = decided or model.own[name] in (command.base.get(name), value)
        require(fits, "I-7", f"{command.id} overwrote {name}={model.own[name]!r} unseen")
        model.own[name] = value


def _close(
    model: _Model, command: Command, body: CloseOut, held: set[str], decided: bool, device: str
) -> None:
    model.status, model.same_as = Status.CLOSED, None
    if body.note:
        model.notes.add(body.note_id)
    for name, value in body.fields.items():
        if f"fields.{name}" not in held:
            _set(model, command, name, value, decided, device)


def _give(model: _Model, crew: str | None, assignment: str | None, status: Status) -> None:
    if model.crew != crew:
        model.crew, model.assignment, model.status = crew, assignment, status


def _set(model: _Model, command: Command, name: str, value: Value, decided: bool, device: str) -> None:
    """I-7: without a decision, only a value that the author had seen, or the same again."""
    seen = command.base.get(f"fields.{name}")
    fits = decided or model.fields.get(name) in (seen, value)
    require(fits, "I-7", f"{command.id} overwrote {name}={model.fields.get(name)!r}, having seen {seen!r}")
    model.fields[name] = value
    model.wrote[name] = device


def _decide(model: _Model, body: DecideReview, command: Command, review: Review, row: Logged) -> None:
    held = opened(entry_of(row))
    author = BY_ID[held.author]
    if review.kind is ReviewKind.INFORMED:
        if body.choice is not Choice.ACCEPT and model.alike and model.status in OPEN:
            model.status, model.same_as = Status.CANCELLED, model.alike[0]
        model.alike = () if body.choice is Choice.ACCEPT or model.status is Status.CANCELLED else model.alike
        return
    if review.kind is ReviewKind.CLOSED:
        if body.choice is Choice.ACCEPT:
            for part in review.parts:
                if part.outcome is Outcome.HELD:
                    model.fields[part.name.removeprefix("fields.")] = part.field
                    model.wrote[part.name.removeprefix("fields.")] = ""
        elif model.status is Status.CLOSED:
            model.status, model.assignment = Status.ASSIGNED, command.id
        return
    if body.choice is not Choice.ACCEPT:
        return
    _write(model, held, set(), decided=True)
    if isinstance(held.body, CloseOut):
        model.crew = author.crew_id or model.crew
        model.assignment = held.assignment_id or model.assignment
