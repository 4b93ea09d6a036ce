"""The whole scope of a device as a stream of lines: the first sync, and whenever a cursor is no good."""

import threading
from collections.abc import Iterator

import msgspec
from sqlalchemy import Select, or_, select

from sync.clock import Clock
from sync.server.calls import Refused
from sync.server.database import Database, Reading
from sync.server.feed import Feed, change, latest_in
from sync.server.presence import Presences
from sync.server.scopes import DESK, NOTHING, Session
from sync.server.tables import (
    command_log,
    command_of_letter,
    crews,
    dead_letters,
    feed,
    orders,
    photos,
    reviews,
    services,
)
from sync.verdicts import Outcome
from sync.wire import SnapshotEnd

H_WATERMARK = "Field-Sync-Watermark"
PIECE_ROWS = 200
STREAMS = 8  # snapshots at once; each holds a look at the database open
LATER_S = (5.0, 60.0)


class _Judged(msgspec.Struct, frozen=True):
    """Of a verdict, the outcome of the whole; its parts have theirs."""

    outcome: Outcome


class Snapshots:
    """`GET /snapshot`."""

    def __init__(self, database: Database, feed: Feed, presences: Presences, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._streams = 0
        self._feed = feed
        self._presences = presences

    def stream(self, session: Session, after: str, watermark: str) -> tuple[str, Iterator[bytes]]:
        """The watermark, and NDJSON by many lines: services, crews, decisions, reviews, orders, end.

        With the watermark of a stream that broke off and the id of the last order it brought (`after`), only
        what follows comes, as long as nothing in the scope has changed since; otherwise everything, under a
        new watermark. All of it is one look at the database; orders come by id. Raises Refused `rate-limited`
        where too many stream already.
        """
        with self._lock:
            if self._streams >= STREAMS:
                # A fleet that was told to begin anew comes all at once: spread over the next minute.
                raise Refused("rate-limited", retry_after_s=self._clock.uniform(*LATER_S))
            self._streams += 1
        pieces = self._counted(self._pieces(session, after, watermark))
        first = next(pieces)
        return first.decode(), pieces

    def _counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from pieces
        finally:
            with self._lock:
                self._streams -= 1

    def _pieces(self, session: Session, after: str, watermark: str) -> Iterator[bytes]:
        """The watermark first, then the lines."""
        with self._database.reading() as reading:
            goes_on = bool(after) and self._lives(reading, session, watermark)
            mark = watermark if goes_on else self._feed.cursor(reading, session, reading.seq)
            yield mark.encode()
            if not goes_on:
                yield from self._reference(reading, session)
            yield from self._orders(reading, session, after if goes_on else "")
            yield msgspec.json.encode(self._end(reading, session, mark)) + b"\n"

    def _lives(self, reading: Reading, session: Session, watermark: str) -> bool:
        place = self._feed.place(reading, session, watermark)
        return isinstance(place, int) and latest_in(reading.connection, session.scopes) <= place

    def _reference(self, reading: Reading, session: Session) -> Iterator[bytes]:
        receipts = select(feed.c.document).where(feed.c.scope.in_(session.own_scopes))
        yield from _lines(reading, select(services.c.document).order_by(services.c.code), "service")
        yield from _lines(reading, select(crews.c.document).order_by(crews.c.id), "crew")
        yield from _lines(reading, receipts.order_by(feed.c.scope, feed.c.subject, feed.c.row_id), "")
        if session.at_desk:
            yield from _lines(reading, select(reviews.c.document).order_by(reviews.c.id), "review")

    def _orders(self, reading: Reading, session: Session, after: str) -> Iterator[bytes]:
        if session.scope == NOTHING:
            return
        statement = select(orders.c.document).where(orders.c.id > after).order_by(orders.c.id)
        if session.scope != DESK:
            statement = statement.where(orders.c.crew_id == session.person.crew_id)
        yield from _lines(reading, statement, "order")

    def _end(self, reading: Reading, session: Session, mark: str) -> SnapshotEnd:
        # By author too: on a copied disk are acts that came under the name of the device that it was copied from.
        own_acts = or_(command_log.c.device == session.device, command_log.c.author == session.person.id)
        own_photos = or_(photos.c.device == session.device, photos.c.author == session.person.id)
        letters = or_(dead_letters.c.device == session.device, dead_letters.c.person == session.person.id)
        sent = select(command_log.c.id).where(own_acts).union(select(command_of_letter).where(letters))
        perhaps = or_(*(command_log.c.verdict.contains(f'"outcome":"{each}"') for each in Outcome if each != "applied"))
        judged = reading.connection.execute(select(command_log.c.id, command_log.c.verdict).where(own_acts, perhaps))
        outcomes = {row.id: msgspec.json.decode(row.verdict, type=_Judged).outcome for row in judged}
        stored = select(photos.c.id).where(own_photos, photos.c.stored.is_(True))
        return SnapshotEnd(
            mark,
            self._feed.checkpoint(reading, session),
            tuple(reading.connection.execute(sent.order_by("id")).scalars()),
            tuple(reading.connection.execute(stored.order_by(photos.c.id)).scalars()),
            self._presences.all(reading) if session.at_desk else (),
            self._clock.now(),
            {name: outcome for name, outcome in outcomes.items() if outcome is not Outcome.APPLIED},
        )


def _lines(reading: Reading, statement: Select[tuple[str]], kind: str) -> Iterator[bytes]:
    found = reading.connection.execution_options(yield_per=PIECE_ROWS).execute(statement)
    for rows in found.partitions():
        yield b"".join(bytes(change(kind, row.document)) + b"\n" for row in rows)
