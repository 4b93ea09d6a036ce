"""The server copies: orders with their index, reviews, reference rows, and the leaving of an order."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sync.orders import OPEN, Role, WorkOrder
from sync.store import search
from sync.store.database import run, run_many
from sync.store.inside import Inside, Writing
from sync.store.left import drop, pending
from sync.store.projection import encode, ids_json, order_or_none, own_work, projected
from sync.store.values import Change
from sync.wire import Changed, CrewChanged, Left, OrderChanged, ReviewChanged, ServiceChanged

_COLUMNS = (
    "id", "version", "assignment_id", "doc", "words_mark", "left", "holder", "seen",
    "shown", "line", "shelf", "sort", "crew_id",
)  # fmt: skip
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_SETS = ", ".join(f'"{name}" = excluded."{name}"' for name in _COLUMNS[1:])
_PUT_ORDER: Final = (
    f"INSERT INTO orders ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT (id) DO UPDATE SET {_SETS}"
)
_IDS: Final = "(SELECT value FROM json_each(:ids))"
_THERE: Final = f"SELECT id, row, version, words_mark FROM orders WHERE id IN {_IDS}"
_PUT_WORDS: Final = "INSERT INTO words (rowid, text) VALUES ((SELECT row FROM orders WHERE id = ?), ?)"
_DROP_WORDS: Final = "DELETE FROM words WHERE rowid = ?"
_DROP_NOTICES: Final = f"DELETE FROM notices WHERE order_id IN {_IDS}"
_WISH: Final = (
    "INSERT INTO downloads (photo_id, size, order_id, wanted, here) VALUES (?, ?, ?, 0, 0) "
    "ON CONFLICT (photo_id, size) DO UPDATE SET failures = 0 WHERE NOT here"
)
_OWN_PHOTOS: Final = f"SELECT id FROM photos WHERE order_id IN {_IDS} AND state <> 'purged'"
_LEAVING: Final = (
    'SELECT id, coalesce(iif(version = 0, shown, NULL), doc), "left" FROM orders '
    f"WHERE holder = :person AND id IN {_IDS}"
)
_LEAVE: Final = 'UPDATE orders SET "left" = ? WHERE id = ?'
_NOTICE: Final = """
INSERT INTO notices (order_id, holder, number, title, address, reason, "by", at, "to", seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
ON CONFLICT (order_id) DO UPDATE SET
    holder = excluded.holder, reason = excluded.reason, "by" = excluded."by", at = excluded.at,
    "to" = excluded."to", seen = 0
"""
_PUT_REVIEW: Final = """
INSERT INTO reviews (id, order_id, state, version, received_at, doc, seen) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    order_id = excluded.order_id, state = excluded.state, version = excluded.version,
    received_at = excluded.received_at, doc = excluded.doc, seen = excluded.seen
"""
_PUT_REFERENCE: Final = """
INSERT INTO reference (kind, id, doc, seen) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET doc = excluded.doc, seen = excluded.seen
"""


class Copies:
    """The writes of one answer to the server copies. Each row is marked with `seen`, a snapshot's number."""

    def __init__(self, inside: Inside, writing: Writing, seen: int) -> None:
        self._inside = inside
        self._writing = writing
        self._connection = writing.connection
        self._person = inside.person
        self._seen = seen

    def take(self, changes: Sequence[Changed], *, whatever_version: bool) -> tuple[set[str], set[str]]:
        """Take in changed rows: ids of the orders projected on the way, of those that left but stay for now.

        Of an order that comes twice the later word counts. An older version than the one here is no news, but
        with `whatever_version`.
        """
        moved: dict[str, OrderChanged | Left] = {}
        for change in changes:
            match change:
                case OrderChanged(order):
                    moved[order.id] = change
                case Left(order_id=order_id):
                    moved[order_id] = change
                case ReviewChanged():
                    self._take_review(change)
                case ServiceChanged(service):
                    self._take_reference("service", service.code, encode(service))
                case CrewChanged(crew):
                    self._take_reference("crew", crew.id, encode(crew))
                case _:
                    pass  # verdicts and receipts are no copies
        came = [change.order for change in moved.values() if isinstance(change, OrderChanged)]
        projected_now = self._take_orders(came, whatever_version)
        kept = self._take_left([change for change in moved.values() if isinstance(change, Left)])
        return projected_now, kept

    def leave(self, order_ids: Iterable[str]) -> set[str]:
        """Orders that the hub did not bring with the others; ids of those that stay for now."""
        now = self._inside.clock.now()
        return self._take_left([Left(order_id, "", "", now) for order_id in order_ids])

    def _take_orders(self, came: Sequence[WorkOrder], whatever_version: bool) -> set[str]:
        if not came:
            return set()
        values = {"ids": ids_json(order.id for order in came)}
        there = {row[0]: row for row in run(self._connection, _THERE, values)}
        if not whatever_version:
            came = [order for order in came if order.id not in there or order.version >= there[order.id][2]]
        work = own_work(self._connection, (order.id for order in came), self._person.id)
        rows, texts, stale = [], [], []
        for order in came:
            words = search.words(order)
            mark = search.mark(words)
            before = there.get(order.id)
            if before is None or before[3] != mark:
                texts.append((order.id, words))
                if before is not None:
                    stale.append((before[1],))
            copy = (order.id, order.version, order.assignment_id, encode(order), mark, None)
            shown = projected(order, None, work.get(order.id), self._person)
            rows.append((*copy, self._person.id, self._seen, *shown))
        run_many(self._connection, _PUT_ORDER, rows)
        run_many(self._connection, _DROP_WORDS, stale)
        run_many(self._connection, _PUT_WORDS, texts)
        run(self._connection, _DROP_NOTICES, values)  # what came back did not leave
        self._wish(came, values)
        ids = {order.id for order in came}
        self._writing.touch(Change(orders=frozenset(ids), outbox=bool(work)))
        return ids

    def _wish(self, came: Collection[WorkOrder], values: dict[str, str]) -> None:
        """A crew has the others' photos of its open jobs before the line goes away."""
        if self._person.role is not Role.CREW:
            return
        wished = [
            (photo.id, order.id)
            for order in came
            if order.status in OPEN
            for photo in order.photos
            if photo.stored and not photo.withdrawn
        ]
        if wished:
            own = {row[0] for row in run(self._connection, _OWN_PHOTOS, values)}
            sizes = ("thumb", "screen")
            rows = [(photo, size, order) for photo, order in wished if photo not in own for size in sizes]
            run_many(self._connection, _WISH, rows)

    def _take_left(self, lefts: Sequence[Left]) -> set[str]:
        """A notice for each that was here; the row goes unless work of it is pending."""
        by_id = {left.order_id: left for left in lefts}
        if not by_id:
            return set()
        values = {"ids": ids_json(by_id), "person": self._person.id}
        there = run(self._connection, _LEAVING, values)
        news = [(order_or_none(doc), by_id[order_id]) for order_id, doc, left in there if left is None]
        run_many(self._connection, _NOTICE, [self._notice(order, left) for order, left in news if order is not None])
        here = {row[0] for row in there}
        kept = pending(self._connection, here)
        run_many(self._connection, _LEAVE, [(encode(by_id[order_id]), order_id) for order_id in kept])
        drop(self._writing, self._inside.downloads, here - kept)
        return kept

    def _notice(self, order: WorkOrder, left: Left) -> tuple[object, ...]:
        about = (order.id, self._person.id, order.number, order.title, order.address)
        return (*about, left.reason, left.by, left.at, left.to)

    def _take_review(self, change: ReviewChanged) -> None:
        review = change.review
        values = (review.id, review.order_id, review.state.value, review.version, review.received_at)
        run(self._connection, _PUT_REVIEW, (*values, encode(review), self._seen))
        self._writing.touch(Change(reviews=frozenset({review.id})))

    def _take_reference(self, kind: str, row_id: str, doc: bytes) -> None:
        run(self._connection, _PUT_REFERENCE, (kind, row_id, doc, self._seen))
        self._writing.touch(Change(reference=True))
