"""The office's book: work orders, reviews, crews, services, and the news of each for those who see it."""

import hashlib
from collections.abc import Callable, Iterable
from math import cos, radians
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from sync.clock import Clock
from sync.commands import AddPhoto, Command, CreateOrder
from sync.orders import Crew, Event, Form, Photo, Role, ServiceType, WorkOrder
from sync.places import believable
from sync.rules import LOOK_ALIKE_M
from sync.server.blobs import Blobs
from sync.server.database import Database, Writing
from sync.server.scopes import DESK, EVERYBODY, Session, crew_scope, device_scope, person_scope
from sync.server.tables import command_log, crews, orders, photos, reviews, services
from sync.values import OFFICE_CHANGE, value_names, value_of
from sync.verdicts import Review, Verdict
from sync.wire import Left, PhotoStored, ReviewChanged

OFFICE = "office"
FORMS_KEPT = 20
"""Versions of one form: who began under an older one finishes under the oldest that is left."""
METRES_A_DEGREE = 111_000  # of latitude, rounded down
_ORDER_BY_ID = select(orders.c.document).where(orders.c.id == bindparam("order_id"))
_order = msgspec.json.Decoder(WorkOrder)
_review = msgspec.json.Decoder(Review)


class Cause(msgspec.Struct, frozen=True):
    """Why an order changes, for the crew that may lose it: the command's kind, a name, the hub's time."""

    kind: str
    by: str
    at: str


class Logged(msgspec.Struct, frozen=True):
    """A row of the log of commands, which is kept for ever."""

    id: str
    hash: str
    prev_hash: str
    device: str
    author: str
    order_id: str
    raw: bytes
    verdict: Verdict
    seq: int
    received_at: str


class Book:
    """The hub's rows. `put_…` and `edit_order` are the office's own changes, each a commit of its own."""

    def __init__(self, database: Database, blobs: Blobs, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock

    def put_crew(self, crew: Crew) -> None:
        """A new crew, or a new state of one."""
        with self._database.writing() as writing:
            writing.upsert(crews, {"id": crew.id, "document": _json(crew)})
            writing.tell(EVERYBODY, "crew", crew.id, "crew")

    def put_service(self, service: ServiceType) -> None:
        """A new service, or a new state of one."""
        with self._database.writing() as writing:
            writing.upsert(services, {"code": service.code, "document": _json(service)})
            writing.tell(EVERYBODY, "service", service.code, "service")

    def put_form(self, code: str, definition: dict[str, Any]) -> int | None:
        """The next version of a service's form, beside the earlier ones; its number, None for an unknown service."""
        with self._database.writing() as writing:
            found = writing.connection.execute(select(services.c.document).where(services.c.code == code)).scalar()
            if found is None:
                return None
            service = msgspec.json.decode(found, type=ServiceType)
            version = max((form.version for form in service.forms), default=0) + 1
            service = replace(service, forms=(*service.forms, Form(version, definition))[-FORMS_KEPT:])
            writing.upsert(services, {"code": code, "document": _json(service)})
            writing.tell(EVERYBODY, "service", code, "service")
        return version

    def put_order(self, order: WorkOrder, by: str = OFFICE) -> WorkOrder:
        """A new order, or the office's new state of one; returns it with its version."""
        return self.put_orders((order,), by)[0]

    def put_orders(self, new: Iterable[WorkOrder], by: str = OFFICE) -> tuple[WorkOrder, ...]:
        """Many orders in one commit; `by` is whose name a crew reads that loses one."""
        with self._database.writing() as writing:
            return tuple(self._office_put(writing, order, by) for order in new)

    def edit_order(self, order_id: str, edit: Callable[[WorkOrder], WorkOrder], by: str = OFFICE) -> WorkOrder:
        """The office changes an order; `edit` gets its latest state. Raises KeyError for an unknown one."""
        with self._database.writing() as writing:
            found = order_in(writing.connection, order_id)
            if found is None:
                raise KeyError(order_id)
            return self._office_put(writing, edit(found), by)

    def remove_order(self, order_id: str, by: str = OFFICE) -> None:
        """The CRM has deleted the order; what its crew still brings is held for the dispatcher, never lost."""
        with self._database.writing() as writing:
            order = order_in(writing.connection, order_id)
            if order is None:
                raise KeyError(order_id)
            writing.connection.execute(delete(orders).where(orders.c.id == order_id))
            left = _json(Left(order_id, "removed", by, self._clock.now()))
            for scope in (DESK, *((crew_scope(order.crew_id),) if order.crew_id else ())):
                writing.tell(scope, "order", order_id, "left", left)

    def put_photo(self, order_id: str, photo: Photo, content: bytes) -> None:
        """A photo of the office's or a resident's, stored at once. Raises KeyError without the order."""
        sha256 = hashlib.sha256(content).hexdigest()
        kept = self._blobs.put(content, sha256)
        whole = replace(photo, sha256=sha256, size=len(content), stored=True)
        with self._database.writing() as writing:
            order = order_in(writing.connection, order_id)
            if order is None:
                raise KeyError(order_id)
            receipt = writing.next_seq()
            values = {"id": photo.id, "order_id": order_id, "sha256": sha256, "size": len(content)}
            origin = {"author": "", "device": "", "stored": True, "content_type": kept, "receipt": receipt}
            writing.upsert(photos, {**values, **origin})
            others = tuple(other for other in order.photos if other.id != photo.id)
            self._office_put(writing, replace(order, photos=(*others, whole)), OFFICE)

    def order(self, order_id: str) -> WorkOrder | None:
        """The order's latest state."""
        with self._database.reading() as reading:
            return order_in(reading.connection, order_id)

    def orders(self) -> tuple[WorkOrder, ...]:
        """All orders, by id."""
        with self._database.reading() as reading:
            found = reading.connection.execute(select(orders.c.document).order_by(orders.c.id))
            return tuple(_order.decode(row.document) for row in found)

    def reviews(self) -> tuple[Review, ...]:
        """All reviews, by id."""
        with self._database.reading() as reading:
            found = reading.connection.execute(select(reviews.c.document).order_by(reviews.c.id))
            return tuple(_review.decode(row.document) for row in found)

    def log(self) -> tuple[Logged, ...]:
        """Every command that the hub ever answered, in that order."""
        with self._database.reading() as reading:
            found = reading.connection.execute(select(command_log).order_by(command_log.c.seq))
            return tuple(_logged(row) for row in found)

    def _office_put(self, writing: Writing, order: WorkOrder, by: str) -> WorkOrder:
        before = order_in(writing.connection, order.id)
        if before is not None:
            order = self._signed(before, order, by)
        raised = replace(order, version=(before.version if before else 0) + 1)
        kind = "assign" if order.crew_id else "unassign"
        return write_order(writing, before, raised, Cause(kind, by, self._clock.now()))

    def _signed(self, before: WorkOrder, after: WorkOrder, by: str) -> WorkOrder:
        """The order with a line of history for each value that the office changed: whoever meets it reads by whom."""
        at = self._clock.now()
        names = [name for name in value_names(before, after) if value_of(before, name) != value_of(after, name)]
        lines = tuple(Event(self._clock.new_id(), at, OFFICE_CHANGE, by, name) for name in names)
        return replace(after, history=(*after.history, *lines)) if lines else after


def near_in(connection: Connection, body: CreateOrder) -> tuple[WorkOrder, ...]:
    """Orders in a square around a place, a little larger than where look-alikes are; none without a pin."""
    spot = believable(body.lat, body.long)
    if spot is None:
        return ()
    lat, long = spot
    high = LOOK_ALIKE_M * 1.1 / METRES_A_DEGREE
    wide = high / max(0.01, cos(radians(lat)))
    statement = select(orders.c.document).where(
        orders.c.lat.between(lat - high, lat + high), orders.c.long.between(long - wide, long + wide)
    )
    return tuple(_order.decode(row.document) for row in connection.execute(statement.order_by(orders.c.id)))


def order_in(connection: Connection, order_id: str) -> WorkOrder | None:
    """The order as this transaction sees it."""
    found = connection.execute(_ORDER_BY_ID, {"order_id": order_id}).scalar()
    return None if found is None else _order.decode(found)


def review_in(connection: Connection, review_id: str) -> Review | None:
    """The review as this transaction sees it."""
    found = connection.execute(select(reviews.c.document).where(reviews.c.id == review_id)).scalar()
    return None if found is None else _review.decode(found)


def write_order(writing: Writing, before: WorkOrder | None, after: WorkOrder, cause: Cause) -> WorkOrder:
    """The order's new state and the news of it; the crew that loses it is told that it left."""
    after = _with_receipts(writing.connection, after)
    columns = ("id", "number", "crew_id", "assignment_id", "version", "lat", "long")
    row = {name: getattr(after, name) for name in columns}
    writing.upsert(orders, {**row, "status": after.status.value, "document": _json(after)})
    writing.tell(DESK, "order", after.id, "order")
    if after.crew_id:
        writing.tell(crew_scope(after.crew_id), "order", after.id, "order")
    if before and before.crew_id and before.crew_id != after.crew_id:
        left = Left(after.id, cause.kind, cause.by, cause.at, after.crew_id or "")
        writing.tell(crew_scope(before.crew_id), "order", after.id, "left", _json(left))
    return after


def write_review(writing: Writing, review: Review) -> None:
    """A review's new state, for the desks, and for its author where they are asked themselves."""
    values = {"id": review.id, "order_id": review.order_id, "state": review.state.value}
    writing.upsert(reviews, {**values, "document": _json(review)})
    writing.tell(DESK, "review", review.id, "review")
    if review.asks is Role.CREW or review.escalated_at:
        # Once it is a supervisor's its author hears that too.
        document = _json(ReviewChanged(review))
        writing.tell(person_scope(review.author), "review", review.id, "own_review", document)


def announce_photo(writing: Writing, command: Command, body: AddPhoto, session: Session) -> None:
    """A photo whose bytes may come from now on, also where its command waits for a decision."""
    known = writing.connection.execute(select(photos.c.id).where(photos.c.id == body.photo_id)).first()
    if known is None:
        values = {"id": body.photo_id, "order_id": command.order_id, "sha256": body.sha256, "size": body.size}
        origin = {"author": command.author, "device": session.device, "stored": False}
        writing.connection.execute(insert(photos), {**values, **origin})


def store_photo(writing: Writing, photo_id: str, content_type: str, cause: Cause, device: str) -> int:
    """The photo's bytes are in: news for those who wait, a mark in the order. Returns the receipt."""
    row = writing.connection.execute(select(photos).where(photos.c.id == photo_id)).one()
    receipt: int = row.receipt or writing.next_seq()
    if not row.stored:
        values = {"stored": True, "content_type": content_type, "receipt": receipt}
        writing.connection.execute(update(photos).where(photos.c.id == photo_id), values)
        order = order_in(writing.connection, row.order_id)
        if order is not None and any(photo.id == photo_id for photo in order.photos):
            write_order(writing, order, replace(order, version=order.version + 1), cause)
    stored = PhotoStored(photo_id, row.sha256, receipt)
    for waiting in {row.device, device}:
        writing.tell(device_scope(waiting), "photo", photo_id, "photo_stored", _json(stored))
    return receipt


def _with_receipts(connection: Connection, order: WorkOrder) -> WorkOrder:
    """The order with `stored` true for every photo whose bytes are here, whenever they came."""
    open_ids = [photo.id for photo in order.photos if not photo.stored]
    if not open_ids:
        return order
    statement = select(photos.c.id).where(photos.c.id.in_(open_ids), photos.c.stored.is_(True))
    here = set(connection.execute(statement).scalars())
    return replace(order, photos=tuple(replace(p, stored=True) if p.id in here else p for p in order.photos))


def _logged(row: Row[tuple[object, ...]]) -> Logged:
    values = dict(row._mapping)
    verdict = msgspec.json.decode(values.pop("verdict"), type=Verdict)
    return Logged(verdict=verdict, **values)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
