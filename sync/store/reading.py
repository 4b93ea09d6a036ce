"""What screens read: lists from columns that the projection keeps, one job with everything about it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from sync.decoding import UNDECODABLE
from sync.frames import FrameDamaged, open_sealed
from sync.orders import Crew, PhotoRole, ServiceType
from sync.states import PhotoState
from sync.store import meta
from sync.store.database import run
from sync.store.inside import Part
from sync.store.items import items_of
from sync.store.projection import UNREADABLE, decode_left, decode_order, ids_json
from sync.store.search import matching
from sync.store.tables import attempts
from sync.store.transfers import file_of
from sync.store.values import (
    Account,
    Attempt,
    LocalPhoto,
    Notice,
    OrderLine,
    OrderView,
    PhotoSize,
    Query,
    Summary,
)
from sync.wire import Presence

_decode_lines = msgspec.json.Decoder(tuple[OrderLine, ...]).decode
_decode_line = msgspec.json.Decoder(OrderLine).decode
_SHELVES: Final = {"todo": "shelf = 0", "board": "shelf = 0", "done": "shelf = 1", "all": "shelf >= 0"}
_LINES_OF: Final = "FROM orders WHERE holder = :person AND id IN (SELECT value FROM json_each(:ids))"
_VIEW: Final = 'SELECT coalesce(shown, doc), doc, line, "left" FROM orders WHERE id = ? AND holder = ?'
_FORM: Final = "SELECT form FROM drafts WHERE order_id = ? AND author = ?"
_DRAFTS: Final = "SELECT order_id, form FROM drafts WHERE author = ? ORDER BY order_id"
_LOCAL_PHOTOS: Final = (
    "SELECT id, command_id, role, state, sha256, size, width_px, height_px, taken_at, added_at, code "
    "FROM photos WHERE order_id = ? AND author = ? ORDER BY added_at, id"
)
_REFERENCE: Final = "SELECT doc FROM reference WHERE kind = ?"
_NOTICES: Final = (
    'SELECT order_id, number, title, address, reason, "by", at, "to", seen '
    "FROM notices WHERE holder = ? ORDER BY at DESC"
)
# One statement: each further one may wait 5 ms for its turn beside a thread that takes in a sync.
_SUMMARY: Final = """
SELECT (SELECT count(*) FROM orders WHERE holder = :person), acts.*, pictures.*,
    (SELECT json_group_object(key, value) FROM meta)
FROM (
    SELECT sum(mine AND state = 'queued'), sum(mine AND state = 'sending'),
        sum(mine AND state IN ('held', 'declined', 'rejected')), sum(NOT mine AND state IN ('queued', 'sending'))
    FROM (SELECT state, author = :person AS mine FROM outbox WHERE state <> 'settled')
) AS acts, (
    SELECT sum(mine), sum(mine * size), sum(NOT mine AND state <> 'damaged')
    FROM (
        SELECT state, size, author = :person AS mine
        FROM photos WHERE state IN ('saved', 'announced', 'uploading', 'damaged')
    )
) AS pictures
"""
RARE: Final = 1_000
"""Up to this many hits are sorted; of more, those wanted are picked while walking along the sorted index."""


class Reads(Part):
    """The reads. Each sees the state after one COMMIT, and none waits for a writer."""

    def account(self) -> Account | None:
        """Who signed in last, and with which hub."""
        return self._inside.account

    def orders(self, query: Query = Query()) -> tuple[OrderLine, ...]:
        """The lines of a list: open ones by due time, then done ones, newest first."""
        found = matching(query.text)
        values: dict[str, object] = {"limit": query.limit, "person": self._person_id, "text": found}
        clauses = ["holder = :person", _SHELVES[query.show]]
        if query.crew_id is not None:
            clauses.append("crew_id = :crew_id")
            values["crew_id"] = query.crew_id
        with self._inside.database.read() as connection:
            if found is not None:
                clauses.append(self._hits(connection, found, values))
            where = " AND ".join(clauses)
            return self._lines(connection, f"FROM orders WHERE {where} ORDER BY shelf, sort, row LIMIT :limit", values)

    def _hits(self, connection: Connection, found: str, values: dict[str, object]) -> str:
        hits = [row[0] for row in run(connection, _SOME_HITS, (found, RARE + 1))]
        if len(hits) > RARE:
            return "+row IN (SELECT rowid FROM words WHERE words MATCH :text)"
        values["rows"] = msgspec.json.encode(hits).decode()
        return "row IN (SELECT value FROM json_each(:rows))"

    def lines(self, ids: Iterable[str]) -> tuple[OrderLine, ...]:
        """The lines of just these orders, in no order; those that are gone are left out."""
        values = {"ids": ids_json(ids), "person": self._person_id}
        with self._inside.database.read() as connection:
            return self._lines(connection, _LINES_OF, values)

    def drafts(self) -> dict[str, dict[str, object]]:
        """Every half-filled form of the person here, by the id that it was kept under."""
        with self._inside.database.read() as connection:
            rows = run(connection, _DRAFTS, (self._person_id,))
        return {order_id: msgspec.json.decode(form, type=dict[str, object]) for order_id, form in rows}

    def _lines(self, connection: Connection, source: str, values: Mapping[str, object]) -> tuple[OrderLine, ...]:
        """Fetched as one row, as each row gives way to other threads, and decoded in one go.

        Should an order's row be bad, the others are shown all the same, and the summary says so.
        """
        whole = f"SELECT CAST('[' || group_concat(line) || ']' AS BLOB) FROM (SELECT line {source})"
        try:
            return _decode_lines(run(connection, whole, values)[0][0] or b"[]")
        except UNDECODABLE:
            found = run(connection, f"SELECT id, line {source}", values)
            lines = (self._inside.line_or_none(order_id, raw) for order_id, raw in found)
            return tuple(line for line in lines if line is not None)

    def order(self, order_id: str) -> OrderView | None:
        """One job with everything about it, None where it is not on this laptop or cannot be read."""
        with self._inside.database.read() as connection:
            rows = run(connection, _VIEW, (order_id, self._person_id))
            if not rows:
                return None
            doc, copy_doc, line, left = rows[0]
            try:
                order, copy, shown = decode_order(doc), decode_order(copy_doc), _decode_line(line)
            except UNDECODABLE:
                self._inside.unreadable.add(order_id)
                return None
            items = items_of(connection, self._inside.account, order_id)
            form = next((row[0] for row in run(connection, _FORM, (order_id, self._person_id))), None)
            return OrderView(
                order=order,
                copy=copy,
                line=shown,
                place=shown.place,
                commands=tuple(sorted((i for i in items if i.mine), key=lambda item: item.command.seq)),
                photos=self._photos(connection, order_id),
                left=decode_left(left) if left else None,
                draft=None if form is None else msgspec.json.decode(form, type=dict[str, object]),
            )

    def _photos(self, connection: Connection, order_id: str) -> tuple[LocalPhoto, ...]:
        return tuple(
            LocalPhoto(photo_id, order_id, command_id, PhotoRole(role), PhotoState(state), *same)
            for photo_id, command_id, role, state, *same in run(connection, _LOCAL_PHOTOS, (order_id, self._person_id))
        )

    def crews(self) -> tuple[Crew, ...]:
        """The table of crews, by name."""
        return tuple(sorted(self._reference("crew", Crew), key=lambda crew: crew.name))

    def services(self) -> tuple[ServiceType, ...]:
        """The table of services, by code."""
        return tuple(sorted(self._reference("service", ServiceType), key=lambda service: service.code))

    def _reference(self, kind: str, row_type: type[Any]) -> list[Any]:
        with self._inside.database.read() as connection:
            return [msgspec.json.decode(row[0], type=row_type) for row in run(connection, _REFERENCE, (kind,))]

    def presence(self) -> tuple[Presence, ...]:
        """How old each crew's picture is, as the hub said last."""
        with self._inside.database.read() as connection:
            raw = meta.get(connection, meta.PRESENCE)
        return () if raw is None else msgspec.json.decode(raw, type=tuple[Presence, ...])

    def notices(self) -> tuple[Notice, ...]:
        """The jobs that left, newest first."""
        with self._inside.database.read() as connection:
            rows = run(connection, _NOTICES, (self._person_id,))
        return tuple(
            Notice(order_id, number, title, address, reason, by, at, to, bool(seen))
            for order_id, number, title, address, reason, by, at, to, seen in rows
        )

    def summary(self) -> Summary:
        """The numbers on the sync pill."""
        with self._inside.database.read() as connection:
            row = run(connection, _SUMMARY, {"person": self._person_id})[0]
        *numbers, values = row
        count, queued, sending, asked, others, waiting, size, others_photos = (number or 0 for number in numbers)
        known = msgspec.json.decode(values, type=dict[str, str])
        return Summary(
            orders=count,
            on_laptop=queued,
            sending=sending,
            needs_decision=asked,
            photos_waiting=waiting,
            bytes_waiting=size,
            last_heard=known.get(meta.LAST_HEARD),
            last_sync=known.get(meta.LAST_SYNC),
            first_sync_done=meta.FIRST_SYNC in known,
            snapshot_due=known.get(meta.SNAPSHOT_DUE),
            others_wait=bool(others or others_photos),
            unreadable=bool(self._inside.unreadable) or known.get(meta.SNAPSHOT_DUE) == UNREADABLE,
        )

    def attempts(self, limit: int = 100) -> tuple[Attempt, ...]:
        """The last tries to reach the hub, newest first."""
        statement = select(attempts.c.at, attempts.c.code, attempts.c.commands)
        with self._inside.database.read() as connection:
            rows = connection.execute(statement.order_by(attempts.c.id.desc()).limit(limit))
            return tuple(Attempt(*row) for row in rows)

    def photo_bytes(self, photo_id: str, size: PhotoSize = "screen") -> bytes | None:
        """The JPEG of a photo taken here or fetched; None where it is not here or no longer opens."""
        files = self._inside.files
        try:
            return files.thumbnail(photo_id) if size == "thumb" else files.read(photo_id)
        except (FrameDamaged, ValueError):
            pass  # not one of ours, or damaged: then perhaps the hub's copy of it is here
        try:
            return open_sealed(file_of(self._inside, photo_id, size).read_bytes(), self._inside.key)
        except (FrameDamaged, OSError):
            return None


_SOME_HITS: Final = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
