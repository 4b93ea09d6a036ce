"""What a command does to a work order when nothing stands against it: one pure function for laptop and hub."""

from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    AnyBody,
    Assign,
    CloseOut,
    Command,
    DecideReview,
    PauseWork,
    SetField,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
)
from sync.orders import Closing, Event, Note, Person, Photo, Status, Value, WorkOrder


def effect(order: WorkOrder, command: Command, by: Person, *, late: bool = False) -> WorkOrder:
    """The order after the command, with a line of history under the command's id.

    An order that has that line already is returned as it is, so doing it twice is doing it once. `late` marks
    notes and photos that came after the job had left their author. `version` is the hub's and stays.
    """
    if done_to(order, command.id):
        return order
    changed = _changed(order, command, by, late)
    return logged(changed, command, by, detail_of(command.body))


def done_to(order: WorkOrder, command_id: str) -> bool:
    """Whether the order's history has the command."""
    return any(event.id == command_id for event in order.history)


def logged(order: WorkOrder, command: Command, by: Person, detail: str) -> WorkOrder:
    """The order with a line of history for the command."""
    line = Event(command.id, command.occurred_at, command.kind, by.name, detail)
    return replace(order, history=(*order.history, line))


def _changed(order: WorkOrder, command: Command, by: Person, late: bool) -> WorkOrder:
    at, body = command.occurred_at, command.body
    match body:
        case StartWork():
            return replace(order, status=Status.STARTED, started_at=order.started_at or at)
        case PauseWork():
            return replace(order, status=Status.PAUSED)
        case CloseOut():
            return _closed(order, command, body, by)
        case SetField(field, value):
            return replace(order, fields={**order.fields, field: value})
        case AddNote(note_id, text):
            return with_note(order, Note(note_id, at, by.name, text, late))
        case AddPhoto():
            return _with_photo(order, photo_of(body, at, by.name, late))
        case WithdrawPhoto(photo_id):
            photos = tuple(replace(p, withdrawn=True) if p.id == photo_id else p for p in order.photos)
            return replace(order, photos=photos)
        case TickItem(item, done):
            return replace(order, ticks={**order.ticks, item: done})
        case Assign(crew_id, assignment_id):
            return replace(
                order, status=Status.ASSIGNED, crew_id=crew_id, assignment_id=assignment_id, started_at=None
            )
        case Unassign():
            return replace(order, status=Status.NEW, crew_id=None, assignment_id=None, started_at=None)
        case DecideReview():
            return order


def _closed(order: WorkOrder, command: Command, body: CloseOut, by: Person) -> WorkOrder:
    closing = Closing(
        body.resolution_code, command.occurred_at, by.name, by.crew_id, body.minutes, body.material
    )
    closed = replace(
        order,
        status=Status.CLOSED,
        closing=closing,
        fields={**order.fields, **body.fields},
        returned=None,
        checked=None,
    )
    return with_note(closed, note_of(command, body, by)) if body.note else closed


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
        case Assign():
            return body.crew_id
        case DecideReview():
            return body.choice.value
        case _:
            return ""


def base_of(order: WorkOrder, body: AnyBody) -> dict[str, Value]:
    """The values that somebody looking at `order` saw of what `body` would change."""
    match body:
        case SetField(field, _):
            return {f"fields.{field}": order.fields.get(field)}
        case TickItem(item, _):
            return {f"ticks.{item}": order.ticks.get(item, False)}
        case CloseOut():
            seen: dict[str, Value] = {f"fields.{name}": order.fields.get(name) for name in body.fields}
            return {"status": order.status.value, **seen}
        case Assign() | Unassign():
            return {"assignment_id": order.assignment_id}
        case _:
            return {}
