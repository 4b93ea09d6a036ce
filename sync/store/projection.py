"""From server copies and the commands on top of them to what people see, kept in columns that lists read."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from sync.clock import parse_ms
from sync.commands import Command, CreateOrder
from sync.decoding import UNDECODABLE
from sync.orders import OPEN, SIGHTS, Person, PhotoRole, Priority, Role, WorkOrder
from sync.rules import project
from sync.states import OVERLAID, CommandState, PhotoState, place
from sync.store import meta
from sync.store.database import run, run_many
from sync.store.values import OrderLine, PhotoCounts
from sync.values import wanted_of, without
from sync.verdicts import Outcome
from sync.wire import Left

PROJECTION: Final = "2"
"""Counted up whenever OrderLine or the projected columns change; a file with another is projected anew."""

UNREADABLE: Final = "unreadable"
"""Why a snapshot is due where the copy of an order cannot be decoded."""

TODO, DONE = 0, 1
NEVER_MS: Final = 1 << 52
_RANK: Final = {priority: rank for rank, priority in enumerate(Priority)}

encode = msgspec.json.Encoder().encode
decode_order = msgspec.json.Decoder(WorkOrder).decode
decode_left = msgspec.json.Decoder(Left).decode
decode_command = msgspec.json.Decoder(Command).decode


def command_or_none(raw: bytes) -> Command | None:
    """The command, None where this program cannot read it: that one must not stop the others."""
    try:
        return decode_command(raw)
    except UNDECODABLE:
        return None


def order_or_none(doc: bytes) -> WorkOrder | None:
    """The order, None where this program cannot read it."""
    try:
        return decode_order(doc)
    except UNDECODABLE:
        return None


class Projected(NamedTuple):
    """The projected columns of an order's row; `shown` is None where its author sees the copy itself."""

    shown: bytes | None
    line: bytes
    shelf: int
    sort: int
    crew_id: str | None


class OwnWork:
    """What was done here on one order: the commands that still lie over the copy, and all states."""

    def __init__(self) -> None:
        self.overlay: list[Command] = []
        self.states: set[CommandState] = set()
        self.photos: dict[str, PhotoState] = {}

    def uncover(self, newer: Command | None) -> None:
        """What lies over the copy must not hide what its author did after it, and the hub has."""
        names = {} if newer is None else wanted_of(newer.body)
        if names:
            self.overlay = [left for command in self.overlay if (left := without(command, names)) is not None]


_COMMANDS_OF = (
    "SELECT order_id, state, outcome, bytes FROM outbox "
    "WHERE order_id IN (SELECT value FROM json_each(:ids)) AND author = :author AND state <> 'withdrawn' "
    "ORDER BY seq"
)
_OVERLAID_ON = (
    "SELECT state, bytes FROM outbox WHERE order_id = ? AND author = ? "
    "AND state IN ('queued', 'sending', 'applied', 'held') ORDER BY seq"
)
_PHOTOS_OF = (
    "SELECT order_id, id, state FROM photos WHERE order_id IN (SELECT value FROM json_each(:ids)) AND author = :author"
)
_COPIES_OF = 'SELECT id, doc, "left" FROM orders WHERE id IN (SELECT value FROM json_each(:ids))'
_SET_PROJECTED = "UPDATE orders SET shown = ?, line = ?, shelf = ?, sort = ?, crew_id = ? WHERE id = ?"
_SHOWN_IF_NEW = frozenset({CommandState.REJECTED, CommandState.DECLINED})
"""What was found on the street and turned down has no copy to fall back on: it stays in sight until it is dismissed."""

_NOT_THERE = frozenset({Outcome.REJECTED.value, Outcome.DECLINED.value})


def ids_json(ids: Iterable[str]) -> str:
    """Ids as one parameter for json_each."""
    return encode(list(ids)).decode()


def own_work(connection: Connection, ids: Iterable[str], author: str) -> dict[str, OwnWork]:
    """What `author` did on these orders; orders without any are left out."""
    found: dict[str, OwnWork] = {}
    values = {"ids": ids_json(ids), "author": author}
    for order_id, state_name, outcome, raw in run(connection, _COMMANDS_OF, values):
        state = CommandState(state_name)
        if state is CommandState.SETTLED and outcome in _NOT_THERE:
            continue
        work = found.setdefault(order_id, OwnWork())
        work.states.add(state)
        if state is CommandState.SETTLED and work.overlay:
            work.uncover(command_or_none(raw))
        if state in OVERLAID or state in _SHOWN_IF_NEW:
            command = command_or_none(raw)
            if command is not None and (state in OVERLAID or isinstance(command.body, CreateOrder)):
                work.overlay.append(command)
    for order_id, photo_id, state_name in run(connection, _PHOTOS_OF, values):
        found.setdefault(order_id, OwnWork()).photos[photo_id] = PhotoState(state_name)
    return found


def undecided(connection: Connection, copy: WorkOrder, person: Person) -> list[Command]:
    """The person's commands on the order that take effect only if somebody says so, oldest first.

    Those of a crew from an assignment that is over are on their way to that (of a job found here the hub has no copy
    yet, and so no assignment). A value that a later command sets is left
    out: that one takes effect, and what comes next is based on it.
    """
    found: list[Command] = []
    for state, raw in run(connection, _OVERLAID_ON, (copy.id, person.id)):
        command = command_or_none(raw)
        if command is None:
            continue
        over = person.role is Role.CREW and copy.version > 0 and command.assignment_id != copy.assignment_id
        if over or state == CommandState.HELD:
            found.append(command)
        else:
            names = wanted_of(command.body)
            found = [left for each in found if (left := without(each, names)) is not None]
    return found


def seen_by(copy: WorkOrder, work: OwnWork, person: Person) -> WorkOrder:
    """The order as its author sees it."""
    order = project(copy, tuple(work.overlay), person)
    stored = {photo for photo, state in work.photos.items() if state in (PhotoState.STORED, PhotoState.PURGED)}
    if any(photo.id in stored and not photo.stored for photo in order.photos):
        photos = tuple(replace(p, stored=True) if p.id in stored else p for p in order.photos)
        order = replace(order, photos=photos)
    return order


def projected(copy: WorkOrder, left: Left | None, work: OwnWork | None, person: Person) -> Projected:
    """The projected columns of an order's row."""
    order = copy if work is None else seen_by(copy, work, person)
    to_do = order.status in OPEN and left is None
    return Projected(
        shown=None if order is copy else encode(order),
        line=encode(line_of(order, left, work)),
        shelf=TODO if to_do else DONE,
        sort=_sort(order, to_do),
        crew_id=order.crew_id,
    )


def line_of(order: WorkOrder, left: Left | None, work: OwnWork | None) -> OrderLine:
    """The order in a list."""
    own = [p for p in order.photos if p.role in SIGHTS and not p.withdrawn]
    counts = PhotoCounts(
        resident=sum(p.role is PhotoRole.RESIDENT and not p.withdrawn for p in order.photos),
        own=len(own),
        missing=sum(not p.stored for p in own),
    )
    return OrderLine(
        id=order.id,
        number=order.number,
        title=order.title,
        address=order.address,
        service_code=order.service_code,
        status=order.status,
        priority=order.priority,
        requested_datetime=order.requested_datetime,
        expected_datetime=order.expected_datetime,
        lat=order.lat,
        long=order.long,
        crew_id=order.crew_id,
        assignment_id=order.assignment_id,
        estimate_minutes=order.estimate_minutes,
        started_at=order.started_at,
        closing=order.closing,
        returned=order.returned,
        checked=order.checked,
        place=None if work is None else place(work.states, work.photos.values()),
        left=left,
        photos=counts,
        version=order.version,
    )


def _sort(order: WorkOrder, to_do: bool) -> int:
    if to_do:
        return _ms(order.expected_datetime, NEVER_MS) * 8 + _RANK[order.priority]
    return -_ms(order.closing.at if order.closing else order.expected_datetime, 0)


def _ms(moment: str | None, otherwise: int) -> int:
    """Milliseconds; a time that is none must not stop a sync."""
    try:
        return otherwise if moment is None else parse_ms(moment)
    except ValueError:
        return otherwise


def reproject_all(connection: Connection, person: Person) -> frozenset[str]:
    """The same for every order there is; their ids."""
    ids = frozenset(row[0] for row in run(connection, "SELECT id FROM orders"))
    reproject(connection, ids, person)
    return ids


def reproject(connection: Connection, ids: Iterable[str], person: Person) -> None:
    """Bring the projected columns of these orders up to date with the outbox; unknown ids are no error."""
    ids = frozenset(ids)
    if not ids:
        return
    work = own_work(connection, ids, person.id)
    rows = run(connection, _COPIES_OF, {"ids": ids_json(ids)})
    written = []
    for order_id, doc, left in rows:
        copy = order_or_none(doc)
        if copy is None:  # the hub has it in one piece
            meta.put(connection, meta.SNAPSHOT_DUE, UNREADABLE)
            continue
        columns = projected(copy, decode_left(left) if left else None, work.get(order_id), person)
        written.append((*columns, order_id))
    run_many(connection, _SET_PROJECTED, written)
