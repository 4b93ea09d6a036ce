"""What a command does to a work order when nothing stands against it: one pure function for laptop and hub."""

from typing import assert_never

from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    AnyBody,
    Assign,
    Cancel,
    CloseOut,
    Command,
    CorrectPlace,
    CreateOrder,
    DecideReview,
    EvidenceBody,
    LogMaterial,
    LogTime,
    MergeDuplicate,
    OfficeBody,
    PauseWork,
    Proposable,
    ProposeField,
    Reopen,
    Schedule,
    SetField,
    SetPriority,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
    WorkBody,
)
from sync.orders import (
    Cancelled,
    Closing,
    Event,
    MaterialUsed,
    Note,
    Person,
    Photo,
    Priority,
    Returned,
    Status,
    TimeSpent,
    WorkOrder,
)


def effect(order: WorkOrder, command: Command, by: Person, *, late: bool = False) -> WorkOrder:
    """The order after the command, with a line of history under the command's id.

    An order that has that line already is returned as it is, so doing it twice is doing it once. `late` marks
    evidence that came after the job had left its author. `version` is the hub's and stays.
    """
    if done_to(order, command.id):
        return order
    body = command.body
    if isinstance(body, EvidenceBody):
        changed = _with_evidence(order, command, body, by, late)
    elif isinstance(body, WorkBody):
        changed = _worked_on(order, command, body, by)
    elif isinstance(body, CreateOrder):
        changed = _created(order, command, body, by)
    elif isinstance(body, OfficeBody):
        changed = _arranged(order, command, body, by)
    else:
        changed = order  # a decision is about another command, which has the effect
    return logged(changed, command, by, detail_of(body))


def done_to(order: WorkOrder, command_id: str) -> bool:
    """Whether the order's history has the command."""
    return any(event.id == command_id for event in order.history)


def logged(order: WorkOrder, command: Command, by: Person, detail: str) -> WorkOrder:
    """The order with a line of history for the command."""
    line = Event(command.id, command.occurred_at, command.kind, by.name, detail, by.id)
    return replace(order, history=(*order.history, line))


def blank(order_id: str) -> WorkOrder:
    """What there is of an order before the command that creates it."""
    return WorkOrder(order_id, "", "", "", "", "")


def _with_evidence(order: WorkOrder, command: Command, body: EvidenceBody, by: Person, late: bool) -> WorkOrder:
    at = command.occurred_at
    match body:
        case AddNote(note_id, text, photo_id):
            return with_note(order, Note(note_id, at, by.name, text, late, photo_id))
        case AddPhoto():
            return _with_photo(order, photo_of(body, at, by.name, late))
        case WithdrawPhoto(photo_id):
            photos = tuple(replace(p, withdrawn=True) if p.id == photo_id else p for p in order.photos)
            return replace(order, photos=photos)
        case LogTime(minutes):
            return replace(order, time=(*order.time, TimeSpent(command.id, at, by.name, minutes, late)))
        case LogMaterial(name, quantity, unit):
            used = MaterialUsed(command.id, at, by.name, name, quantity, unit, late)
            return replace(order, materials=(*order.materials, used))
        case _:
            assert_never(body)


def _worked_on(order: WorkOrder, command: Command, body: WorkBody, by: Person) -> WorkOrder:
    match body:
        case StartWork():
            return replace(order, status=Status.STARTED, started_at=order.started_at or command.occurred_at)
        case PauseWork():
            return replace(order, status=Status.PAUSED)
        case CloseOut():
            return _closed(order, command, body, by)
        case SetField(field, value):
            return replace(order, fields={**order.fields, field: value})
        case TickItem(item, done):
            return replace(order, ticks={**order.ticks, item: done})
        case ProposeField(field, value):
            return _proposed(order, field, value)
        case CorrectPlace(address, lat, long):
            placed = order if address is None else replace(order, address=address)
            return placed if lat is None or long is None else replace(placed, lat=lat, long=long)
        case _:
            assert_never(body)


def _arranged(order: WorkOrder, command: Command, body: OfficeBody, by: Person) -> WorkOrder:
    at = command.occurred_at
    match body:
        case Assign(crew_id, assignment_id):
            if crew_id == order.crew_id:  # a new assignment would only fence off what that crew has begun
                return order
            return _given(order, crew_id, assignment_id)
        case Unassign():
            return _given(order, None, None)
        case Schedule(expected_datetime):
            return replace(order, expected_datetime=expected_datetime)
        case SetPriority(priority):
            return replace(order, priority=priority)
        case Cancel(reason):
            return replace(order, status=Status.CANCELLED, cancelled=Cancelled(by.name, at, reason))
        case MergeDuplicate(into):
            ended = replace(order, status=Status.CANCELLED, cancelled=Cancelled(by.name, at, ""))
            return replace(ended, duplicate_of=into)
        case Reopen(reason, assignment_id, crew_id):
            given = _given(order, crew_id, assignment_id if crew_id else None)
            undone = replace(given, closing=None, checked=None, cancelled=None, duplicate_of=None)
            return replace(undone, returned=Returned(by.name, at, reason))
        case _:
            assert_never(body)


def _given(order: WorkOrder, crew_id: str | None, assignment_id: str | None) -> WorkOrder:
    status = Status.ASSIGNED if crew_id else Status.NEW
    return replace(order, status=status, crew_id=crew_id, assignment_id=assignment_id, started_at=None)


def _closed(order: WorkOrder, command: Command, body: CloseOut, by: Person) -> WorkOrder:
    closing = Closing(
        body.resolution_code,
        command.occurred_at,
        by.name,
        by.crew_id,
        body.minutes,
        body.material,
        body.minutes_reason,
        body.form_version,
        body.present,
    )
    closed = replace(
        order,
        status=Status.CLOSED,
        closing=closing,
        fields={**order.fields, **body.fields},
        returned=None,
        checked=None,
        begun=None,
        cancelled=None,
        duplicate_of=None,
    )
    return with_note(closed, note_of(command, body, by)) if body.note else closed


def _proposed(order: WorkOrder, field: Proposable, value: str) -> WorkOrder:
    match field:
        case Proposable.PRIORITY:
            return replace(order, priority=Priority(value))
        case Proposable.DUE:
            return replace(order, expected_datetime=value)
        case Proposable.CATEGORY:
            return replace(order, service_code=value)
        case _:
            assert_never(field)


def _created(order: WorkOrder, command: Command, body: CreateOrder, by: Person) -> WorkOrder:
    """The new job. Its number is made of its id, since nobody can be asked for one out there."""
    return replace(
        order,
        number=f"F-{command.order_id[-6:].upper()}",
        service_code=body.service_code,
        title=body.title,
        address=body.address,
        requested_datetime=command.occurred_at,
        description=body.description,
        lat=body.lat,
        long=body.long,
        status=Status.ASSIGNED,
        crew_id=by.crew_id,
        assignment_id=body.assignment_id,
        follows=body.follows,
    )


def note_of(command: Command, body: CloseOut, by: Person, *, late: bool = False) -> Note:
    """The note that came with a close-out."""
    return Note(body.note_id or command.id, command.occurred_at, by.name, body.note, late)


def with_note(order: WorkOrder, note: Note) -> WorkOrder:
    """The order with the note, once."""
    if any(other.id == note.id for other in order.notes):
        return order
    return replace(order, notes=(*order.notes, note))


def photo_of(body: AddPhoto, at: str, by: str, late: bool) -> Photo:
    """The photo that a command announces."""
    return Photo(
        body.photo_id,
        body.role,
        at,
        by,
        body.sha256,
        body.size,
        body.width_px,
        body.height_px,
        body.taken_at,
        body.lat,
        body.long,
        late=late,
    )


def _with_photo(order: WorkOrder, photo: Photo) -> WorkOrder:
    if any(other.id == photo.id for other in order.photos):
        return order
    return replace(order, photos=(*order.photos, photo))


def detail_of(body: AnyBody) -> str:
    """The particulars of a history line: codes and names, never free text or personal data."""
    match body:
        case CloseOut():
            return body.resolution_code
        case SetField():
            return body.field
        case TickItem():
            return body.item
        case AddPhoto():
            return body.role.value
        case ProposeField():
            return body.field.value
        case Assign():
            return body.crew_id
        case SetPriority():
            return body.priority.value
        case MergeDuplicate():
            return body.into
        case DecideReview():
            return body.choice.value
        case _:
            return ""
