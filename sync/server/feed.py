"""What is new for a device: pages of the feed, the cursor that marks a place, the checkpoint of a scope."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, select

from sync.clock import Clock
from sync.server.database import Database, Reading
from sync.server.scopes import DESK, NOTHING, Session
from sync.server.tables import crews, feed, orders, reviews, services
from sync.wire import Checkpoint, Resync, digest

MAC_BYTES = 16
_WRAPPED = frozenset({"order", "review", "service", "crew"})  # news whose row has its own table
_document = func.coalesce(
    feed.c.document, orders.c.document, reviews.c.document, crews.c.document, services.c.document
)
_NEWS = (
    select(feed.c.kind, feed.c.seq, _document.label("document"))
    .select_from(
        feed.outerjoin(orders, (feed.c.kind == "order") & (orders.c.id == feed.c.row_id))
        .outerjoin(reviews, (feed.c.kind == "review") & (reviews.c.id == feed.c.row_id))
        .outerjoin(crews, (feed.c.kind == "crew") & (crews.c.id == feed.c.row_id))
        .outerjoin(services, (feed.c.kind == "service") & (services.c.code == feed.c.row_id))
    )
    .where(feed.c.scope.in_(bindparam("scopes", expanding=True)), feed.c.seq > bindparam("after"))
    .order_by(feed.c.seq)
    .limit(bindparam("most"))
)
_LATEST = select(func.max(feed.c.seq)).where(feed.c.scope == bindparam("scope"))
_ALL_STATES = select(orders.c.id, orders.c.version, orders.c.assignment_id)
_CREW_STATES = _ALL_STATES.where(orders.c.crew_id == bindparam("crew"))


class Place(msgspec.Struct, frozen=True, array_like=True):
    """What a cursor says: everything up to `seq` of this epoch is known to this device in this scope.

    `run` is the hub's start under which that was said.
    """

    epoch: str
    scope: str
    device: str
    seq: int
    run: str = ""


class Page(msgspec.Struct, frozen=True):
    """News in the order of their numbers, ready to be sent; `seq` is the place after the last."""

    changes: tuple[msgspec.Raw, ...]
    seq: int
    has_more: bool


class Feed:
    """Reads the feed for a session."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._mac_key = bytes.fromhex(database.identity["mac_key"])
        self._checkpoints: dict[str, tuple[int, Checkpoint]] = {}

    def cursor(self, reading: Reading, session: Session, seq: int) -> str:
        """The cursor for a place in the session's feeds; opaque to everybody else."""
        plain = msgspec.json.encode(Place(reading.epoch, session.scope, session.device, seq, reading.run))
        return base64.urlsafe_b64encode(self._mac(plain) + plain).decode().rstrip("=")

    def place(self, reading: Reading, session: Session, cursor: str | None) -> int | Resync:
        """The number that a cursor stands for, or why it is no good."""
        if cursor is None:
            return Resync("no-cursor")
        place = self._opened(cursor)
        if place is None or place.device != session.device:
            return Resync("foreign")
        if self._outlived(reading, place):
            return Resync("epoch-changed")
        if place.scope != session.scope:
            return Resync("scope-changed")
        return place.seq

    def outlived(self, reading: Reading, mark: str | None) -> bool:
        """Whether this database is older than what the hub said when it gave the cursor or mark."""
        place = self._opened(mark) if mark else None
        return place is not None and self._outlived(reading, place)

    def mark(self, reading: Reading, session: Session, last: str | None) -> str | None:
        """A cursor that is only to prove, later, that the hub still has what it says now.

        None without the device's `last` one, or where that one is outlived: it keeps that, and is to hear so.
        """
        if last is None or self.outlived(reading, last):
            return None
        return self.cursor(reading, session, reading.seq)

    def _outlived(self, reading: Reading, place: Place) -> bool:
        if place.epoch != reading.epoch:
            return True
        if place.seq > reading.seq or (place.run and place.seq > reading.end_of(place.run)):
            # Only an older copy of this database can be behind a cursor that it signed itself, or not know of the
            # run that signed it: also where new commits have long passed the number.
            self._database.renew_epoch(self._clock)
            return True
        return False

    def page(self, reading: Reading, session: Session, after: int, limit: int) -> Page:
        """At most `limit` changes after a place."""
        wanted = {"scopes": session.scopes, "after": after, "most": limit + 1}
        rows = reading.connection.execute(_NEWS, wanted).all()
        has_more = len(rows) > limit
        rows = rows[:limit]
        changes = tuple(change(row.kind, row.document) for row in rows)
        return Page(changes, rows[-1].seq if has_more else reading.seq, has_more)

    def checkpoint(self, reading: Reading, session: Session) -> Checkpoint:
        """The digest over the session's orders."""
        scope = session.scope
        latest = latest_in(reading.connection, (scope,))
        known = self._checkpoints.get(scope)
        if known is not None and known[0] == latest:
            return known[1]
        rows: Iterable[Row[tuple[str, int, str | None]]] = ()
        if scope == DESK:
            rows = reading.connection.execute(_ALL_STATES)
        elif scope != NOTHING:
            rows = reading.connection.execute(_CREW_STATES, {"crew": session.person.crew_id})
        fresh = digest((row.id, row.version, row.assignment_id) for row in rows)
        self._checkpoints[scope] = (latest, fresh)
        return fresh

    def _opened(self, cursor: str) -> Place | None:
        try:
            sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            mac, plain = sealed[:MAC_BYTES], sealed[MAC_BYTES:]
            if hmac.compare_digest(mac, self._mac(plain)):
                return msgspec.json.decode(plain, type=Place)
        except (binascii.Error, ValueError):
            pass
        return None

    def _mac(self, plain: bytes) -> bytes:
        return hmac.digest(self._mac_key, plain, hashlib.sha256)[:MAC_BYTES]


def latest_in(connection: Connection, scopes: Sequence[str]) -> int:
    """The number of the latest news in the scopes, 0 for none."""
    return max(connection.execute(_LATEST, {"scope": scope}).scalar() or 0 for scope in scopes)


def change(kind: str, document: str) -> msgspec.Raw:
    """A change as it is sent; the stored document is not decoded for it."""
    text = f'{{"kind":"{kind}","{kind}":{document}}}' if kind in _WRAPPED else document
    return msgspec.Raw(text.encode())
