"""The single values of a work order by name: what a command wants of them, what its author saw, who set them last."""

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from sync.commands import (
    AnyBody,
    Assign,
    Cancel,
    CloseOut,
    Command,
    CorrectPlace,
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
)
from sync.orders import Event, Status, Value, WorkOrder
from sync.places import believable
from sync.verdicts import Why

OFFICE_CHANGE = "office_change"
"""The kind of a line of history that no command left: the CRM itself changed the value that its detail names."""

_OWN = ("priority", "expected_datetime", "service_code", "address", "location")
_NO_EFFECT = frozenset(
    {(kind, Why.ALREADY_CLOSED.value) for kind in ("start_work", "pause_work", "close_out")}
    | {(kind, why.value) for kind in ("cancel", "merge_duplicate") for why in (Why.CANCELLED, Why.DUPLICATE)}
    | {("reopen", Why.ALREADY_OPEN.value)}
)
"""Kind and detail of a line of history whose command changed nothing."""

_SET_BY: dict[str, frozenset[str]] = {
    "status": frozenset(
        {"start_work", "pause_work", "close_out", "cancel", "reopen", "merge_duplicate", "assign", "unassign"}
    ),
    "assignment_id": frozenset({"assign", "unassign", "reopen", "decide_review", "create_order"}),
    "priority": frozenset({"set_priority"}),
    "expected_datetime": frozenset({"schedule"}),
    "address": frozenset({"correct_place"}),
    "location": frozenset({"correct_place"}),
}
"""The kinds of commands that set a value of the order's own; a proposal names its value in its detail."""


def value_of(order: WorkOrder, name: str) -> Value:
    """The order's value: `status`, `priority`, `location`, …, `fields.<name>`, `ticks.<item>`."""
    group, _, key = name.partition(".")
    match group:
        case "fields":
            return order.fields.get(key)
        case "ticks":
            return order.ticks.get(key, False)
        case "location":
            return place_text(order.lat, order.long)
        case "status" | "priority":
            value: Value = getattr(order, name).value
            return value
        case _:
            other: Value = getattr(order, name)
            return other


def wanted_of(body: AnyBody) -> dict[str, Value]:
    """The values that a command sets, by name; none for what is judged otherwise."""
    match body:
        case SetField(field, value):
            return {f"fields.{field}": value}
        case TickItem(item, done):
            return {f"ticks.{item}": done}
        case CloseOut():
            return {"status": Status.CLOSED.value, **{f"fields.{name}": v for name, v in body.fields.items()}}
        case ProposeField(field, value):
            return {field.value: value}
        case CorrectPlace(address, lat, long):
            places: dict[str, Value] = {"address": address, "location": place_text(lat, long)}
            return {name: place for name, place in places.items() if place is not None}
        case Assign(crew_id):
            return {"assignment_id": crew_id}
        case Unassign():
            return {"assignment_id": None}
        case Schedule(expected_datetime):
            return {"expected_datetime": expected_datetime}
        case SetPriority(priority):
            return {"priority": priority.value}
        case Cancel() | MergeDuplicate():
            return {"status": Status.CANCELLED.value}
        case Reopen():
            return {"status": Status.ASSIGNED.value}
        case _:
            return {}


def seen_before(base: dict[str, Value], copy: WorkOrder, waiting: Sequence[Command]) -> dict[str, Value]:
    """A base on the hub's own values, where its author sees only what they did themselves and a person is to decide.

    `waiting` are their commands of that kind on the order, oldest first. The value that the oldest was based on, they
    have seen as well: if it still stands, their next change meets nothing new. Other values of `base` stay.
    """
    found = dict(base)
    for name in base:
        first = next((command for command in waiting if name in wanted_of(command.body)), None)
        if first is not None and first.base.get(name) == value_of(copy, name):
            found[name] = value_of(copy, name)
    return found


def without(command: Command, names: Collection[str]) -> Command | None:
    """What is left of a command whose author has set the values with these names again since; None for nothing."""
    body = command.body
    if isinstance(body, CloseOut):
        fields = {name: value for name, value in body.fields.items() if f"fields.{name}" not in names}
        return replace(command, body=replace(body, fields=fields))
    if isinstance(body, Assign | Unassign) and "status" in names:
        return None  # who has the job says nothing of one that has ended, or was given anew with its reopening
    wanted = ("status",) if isinstance(body, StartWork | PauseWork) else tuple(wanted_of(body))
    return None if wanted and all(name in names for name in wanted) else command


def base_of(order: WorkOrder, body: AnyBody) -> dict[str, Value]:
    """The values that somebody looking at `order` saw of what `body` would change."""
    return {name: value_of(order, name) for name in wanted_of(body)}


def as_answered(base: dict[str, Value], order: WorkOrder, seen: Mapping[str, Value], author: str) -> dict[str, Value]:
    """A base on the values that stood there when its author answered, where somebody else has set them since.

    `seen` are those values by name; what the author set since then is no news to them. Other values of `base` stay.
    """
    found = dict(base)
    for name in base.keys() & seen.keys():
        by = set_last(order, name)
        if by is None or by.author != author:
            found[name] = seen[name]
    return found


def value_names(*orders: WorkOrder) -> list[str]:
    """The names of all values that the orders have, but for where they stand."""
    fields = dict.fromkeys(f"fields.{name}" for order in orders for name in order.fields)
    ticks = dict.fromkeys(f"ticks.{item}" for order in orders for item in order.ticks)
    return [*_OWN, *fields, *ticks]


def place_text(lat: float | None, long: float | None) -> str | None:
    """A pin as one value, `33.465610, -112.099320`; None where there is none."""
    return None if lat is None or long is None else f"{lat:.6f}, {long:.6f}"


def place_in(text: Value) -> tuple[float, float] | None:
    """The pin of a `place_text`, where it can be believed."""
    if not isinstance(text, str):
        return None
    lat, _, long = text.partition(", ")
    return believable(float(lat), float(long))


def set_last(order: WorkOrder, name: str) -> Event | None:
    """The line of history that set the value last, None where no command did."""
    return next((event for event in reversed(order.history) if _sets(event, name)), None)


def _sets(event: Event, name: str) -> bool:
    if (event.kind, event.detail) in _NO_EFFECT:
        return False
    if event.kind == OFFICE_CHANGE:
        return event.detail == name
    group, _, key = name.partition(".")
    if group == "fields":
        return event.kind == "close_out" or (event.kind == "set_field" and event.detail == key)
    if group == "ticks":
        return event.kind == "tick_item" and event.detail == key
    return event.kind in _SET_BY.get(name, ()) or (event.kind == "propose_field" and event.detail == name)
