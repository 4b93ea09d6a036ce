"""A snapshot of the whole scope: taken in page by page, and at its end what is missing is put right."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

import msgspec
from sqlalchemy import Connection, TextClause, delete, insert, text

from sync.decoding import UNDECODABLE
from sync.store import meta
from sync.store.answers import TAKEN, Answers
from sync.store.inside import Inside, OfSession, Writing
from sync.store.projection import UNREADABLE, encode, ids_json
from sync.store.tables import quarantine, reference, reviews
from sync.store.values import Change
from sync.wire import Changed, Checkpoint, SnapshotEnd, Work

_decode_line: Callable[[bytes], Changed] = msgspec.json.Decoder(Changed).decode
_lines_in_scope = text(
    "SELECT count(*), group_concat(line, char(10)) FROM ("
    "SELECT id || ':' || version || ':' || coalesce(assignment_id, '') AS line FROM orders "
    'WHERE holder = :person_id AND "left" IS NULL AND version > 0 AND seen >= :seen ORDER BY line)'
)
_unseen = text("SELECT id FROM orders WHERE holder = :person_id AND version > 0 AND seen <> :seen")
_lost_commands = text(
    f"SELECT id FROM outbox WHERE {TAKEN} AND author IN (SELECT value FROM json_each(:authors)) "
    "AND id NOT IN (SELECT value FROM json_each(:known))"
)
_others_commands = text(
    f"SELECT id FROM outbox WHERE {TAKEN} AND author NOT IN (SELECT value FROM json_each(:authors)) "
    "AND id NOT IN (SELECT value FROM json_each(:known))"
)
_judged_otherwise = text(
    f"SELECT o.id FROM outbox o LEFT JOIN json_each(:judged) j ON j.key = o.id WHERE {TAKEN} "
    "AND o.outcome <> 'rejected' AND o.outcome <> coalesce(j.value, 'applied') "
    "AND o.author IN (SELECT value FROM json_each(:authors)) AND o.id IN (SELECT value FROM json_each(:known))"
)
"""A hub that was put back may judge anew, and another copy of it may have judged before: sent again, it says which."""
_shown_commands = text(
    "UPDATE outbox SET version = 0 WHERE state = 'applied' AND id IN (SELECT value FROM json_each(:known)) "
    "AND order_id IN (SELECT id FROM orders WHERE seen = :seen)"
)
"""What the hub knows is in the rows that came: an older hub counts versions anew, and may never reach the verdict's.

A job that did not come has not left for the colleague whose copy it is: their own snapshot is still to come."""
_lost_bytes = text(
    "SELECT id FROM photos WHERE state = 'stored' AND author IN (SELECT value FROM json_each(:authors)) "
    "AND id NOT IN (SELECT value FROM json_each(:known))"
)
_others_bytes = text(
    "SELECT id FROM photos WHERE state = 'stored' AND author NOT IN (SELECT value FROM json_each(:authors)) "
    "AND id NOT IN (SELECT value FROM json_each(:known))"
)
_received_now = text(
    "UPDATE photos SET stored_at = :now WHERE state = 'stored' AND (:before IS NULL OR stored_at = :before)"
)
MISFITS: Final = 2


class Snapshots(OfSession):
    """The part of the line that takes in a snapshot."""

    def __init__(self, inside: Inside) -> None:
        super().__init__(inside)
        self._misfits = 0  # snapshots in a row that did not fit their own checkpoint

    def snapshot_due(self) -> str | None:
        """Why a snapshot is wanted, None while none is.

        Of an order that cannot be read the hub has a whole copy; asked for once, or a row that stays bad would have
        snapshots follow each other for ever.
        """
        with self._inside.database.read() as connection:
            due = meta.get(connection, meta.SNAPSHOT_DUE)
        return due or (UNREADABLE if self._inside.unreadable - self._inside.brought_again else None)

    def snapshot_begin(self, anew: bool = True) -> str | None:
        """Start taking a snapshot, or go on with the one that broke off; what to ask the hub for it after."""
        with self._write("snapshot") as writing:
            mark = None if anew else meta.get(writing.connection, meta.SNAPSHOT_MARK)
            if mark is None:
                meta.put(writing.connection, meta.SNAPSHOT, str(_number(writing.connection) + 1))
                meta.put(writing.connection, meta.SNAPSHOT_MARK, None)
        return mark

    def snapshot_page(self, lines: Sequence[Changed | bytes], mark: str | None = None) -> Change:
        """Take in rows as they come, without the end line, a few hundred at a time.

        A raw line that cannot be decoded is put into quarantine, the others go in. `mark` is what the hub is
        to be asked for after this page, should the stream break off.
        """
        with self._write("snapshot", "snapshot") as writing:
            changes = []
            for line in lines:
                decoded = self._decoded(writing, line) if isinstance(line, bytes) else line
                if decoded is not None:
                    changes.append(decoded)
            answers = Answers(self._inside, writing, _number(writing.connection))
            answers.take_changes(changes, whatever_version=True)
            answers.finish()
            if mark is not None:
                meta.put(writing.connection, meta.SNAPSHOT_MARK, mark)
        return writing.change

    def snapshot_end(self, end: SnapshotEnd) -> Change:
        """The snapshot is whole: what it did not bring goes, what the hub has lost is queued again.

        Where the rows do not agree with the checkpoint, nothing goes and the snapshot stays due.
        """
        with self._write("snapshot_end", "snapshot") as writing:
            connection = writing.connection
            number = _number(connection)
            fits = self._digest(connection, number) == end.checkpoint
            self._misfits = 0 if fits else self._misfits + 1
            meta.put(connection, meta.SNAPSHOT_MARK, None)
            if not fits and self._misfits < MISFITS:
                return writing.change
            _hear_time(connection, end.server_time)
            answers = Answers(self._inside, writing, number)
            self._queue_lost(writing, answers, end)
            self._drop_unseen(writing, answers, number)
            answers.leave_given_away()
            answers.finish()
            now = self._inside.clock.now()
            for key, value in (
                (meta.CURSOR, end.cursor),
                (meta.MARK, None),
                (meta.UNPROVED, None),
                (meta.SNAPSHOT_DUE, None),
                (meta.DOUBTED, None),
                (meta.RECEIPTED, None),  # a restored hub counts again from where its copy was
                (meta.FIRST_SYNC, now),
                (meta.LAST_SYNC, now),
                (meta.LAST_HEARD, now),
            ):
                meta.put(connection, key, value)
            if end.presence:
                meta.put(connection, meta.PRESENCE, encode(end.presence).decode())
            writing.touch(Change(account=True))
            writing.afterwards.append(self._brought)
        return writing.change

    def _brought(self) -> None:
        self._inside.brought_again |= self._inside.unreadable
        self._inside.unreadable.clear()

    def set_aside(self, kind: str, raw: bytes, why: str) -> None:
        """Keep bytes that nothing here can read, so that they stop nothing else."""
        with self._write("quarantine") as writing:
            self._set_aside(writing, kind, raw, why)

    def _set_aside(self, writing: Writing, kind: str, raw: bytes, why: str) -> None:
        row = {"at": self._inside.clock.now(), "kind": kind, "why": why, "bytes": raw}
        writing.connection.execute(insert(quarantine), row)

    def _decoded(self, writing: Writing, line: bytes) -> Changed | None:
        try:
            return _decode_line(line)
        except UNDECODABLE as error:
            self._set_aside(writing, "snapshot", line, str(error))
            return None

    def _digest(self, connection: Connection, seen: int = 0) -> Checkpoint:
        """The checkpoint of the copies in scope, the same as `wire.digest` has it, but sorted by the file."""
        values = {"person_id": self._inside.person.id, "seen": seen}
        count, lines = connection.execute(_lines_in_scope, values).one()
        return Checkpoint(count, sha256((lines or "").encode()).hexdigest())

    def _queue_lost(self, writing: Writing, answers: Answers, end: SnapshotEnd) -> None:
        """What the hub has lost of the person's; of others' it says nothing here, and is asked in the next exchange."""
        connection = writing.connection
        authors = ids_json({self._inside.person.id, *meta.handed_over(connection)})

        def ids(statement: TextClause, known: tuple[str, ...]) -> tuple[str, ...]:
            values = {"authors": authors, "known": ids_json(known)}
            return tuple(connection.execute(statement, values).scalars())

        commands, photos = ids(_lost_commands, end.known_commands), ids(_lost_bytes, end.stored_photos)
        if end.not_applied is not None:
            judged = encode(end.not_applied).decode()
            values = {"authors": authors, "known": ids_json(end.known_commands), "judged": judged}
            commands += tuple(connection.execute(_judged_otherwise, values).scalars())
        answers.queue_again(Work(commands, photos))
        shown = {"known": ids_json(end.known_commands), "seen": _number(connection)}
        connection.execute(_shown_commands, shown)
        asking = Work(ids(_others_commands, end.known_commands), ids(_others_bytes, end.stored_photos))
        meta.put(connection, meta.ASKING, encode(asking).decode() if asking != Work() else None)

    def _drop_unseen(self, writing: Writing, answers: Answers, number: int) -> None:
        connection = writing.connection
        unseen = connection.execute(_unseen, {"person_id": self._inside.person.id, "seen": number}).all()
        answers.leave(row.id for row in unseen)
        gone = connection.execute(delete(reviews).where(reviews.c.seen != number).returning(reviews.c.id)).scalars()
        writing.touch(Change(reviews=frozenset(gone)))
        if connection.execute(delete(reference).where(reference.c.seen != number)).rowcount:
            writing.touch(Change(reference=True))


def _hear_time(connection: Connection, server_time: str) -> None:
    """What time it is; receipts of this snapshot had only the time that was heard last, perhaps weeks ago."""
    before = meta.get(connection, meta.HUB_TIME)
    meta.hear_time(connection, server_time)
    now = meta.get(connection, meta.HUB_TIME)
    if now is not None and now != before:
        connection.execute(_received_now, {"now": now, "before": before})


def _number(connection: Connection) -> int:
    return int(meta.get(connection, meta.SNAPSHOT) or 0)
