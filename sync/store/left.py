"""Orders that left: gone from the laptop as soon as nothing of them is pending, never before."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from sync.store.database import run
from sync.store.inside import Writing
from sync.store.projection import ids_json
from sync.store.values import Change

_PENDING: Final = (
    "SELECT order_id FROM outbox WHERE state IN ('queued', 'sending', 'held', 'declined', 'rejected') "
    "AND order_id IN (SELECT value FROM json_each(:ids)) "
    "UNION SELECT order_id FROM photos WHERE state NOT IN ('stored', 'purged') "
    "AND order_id IN (SELECT value FROM json_each(:ids))"
)
_LEFT_HERE: Final = 'SELECT id FROM orders WHERE "left" IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))'
_CAME_TO_NOTHING: Final = (
    "SELECT id FROM orders WHERE version = 0 AND id IN (SELECT value FROM json_each(:ids)) AND NOT EXISTS "
    "(SELECT 1 FROM outbox WHERE order_id = orders.id AND kind = 'create_order' "
    "AND state NOT IN ('settled', 'withdrawn'))"
)
_DROP_WORDS: Final = (
    "DELETE FROM words WHERE rowid IN (SELECT row FROM orders WHERE id IN (SELECT value FROM json_each(:ids)))"
)
_DROP_ORDERS: Final = "DELETE FROM orders WHERE id IN (SELECT value FROM json_each(:ids))"
_FETCHED: Final = "SELECT photo_id FROM downloads WHERE here AND order_id IN (SELECT value FROM json_each(:ids))"
_DROP_FETCHED: Final = "DELETE FROM downloads WHERE order_id IN (SELECT value FROM json_each(:ids))"


def pending(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the orders with work that the hub has not got, or whose outcome its author has not seen."""
    return {row[0] for row in run(connection, _PENDING, {"ids": ids_json(ids)})}


def drop_left(writing: Writing, downloads: Path, ids: Iterable[str]) -> None:
    """Remove those of the orders that left, or came to nothing, and have nothing pending any more."""
    values = {"ids": ids_json(ids)}
    over = (run(writing.connection, statement, values) for statement in (_LEFT_HERE, _CAME_TO_NOTHING))
    left = {row[0] for rows in over for row in rows}
    if left:
        drop(writing, downloads, left - pending(writing.connection, left))


def drop(writing: Writing, downloads: Path, ids: Iterable[str]) -> None:
    """Remove the copies of these orders, and the hub's photos of them."""
    ids = frozenset(ids)
    if not ids:
        return
    values = {"ids": ids_json(ids)}
    fetched = tuple(row[0] for row in run(writing.connection, _FETCHED, values))
    for statement in (_DROP_WORDS, _DROP_ORDERS, _DROP_FETCHED):
        run(writing.connection, statement, values)
    writing.touch(Change(orders=ids))
    writing.afterwards.append(_removal(downloads, fetched))


def photo_name(photo_id: str) -> str:
    """The name of the hub's photo in its folder: ids that others made are no file names, so a digest."""
    return sha256(photo_id.encode(errors="surrogatepass")).hexdigest()[:32]


def _removal(downloads: Path, photo_ids: tuple[str, ...]) -> Callable[[], None]:
    def remove() -> None:
        for photo_id in photo_ids:
            for path in downloads.glob(f"{photo_name(photo_id)}.*.enc"):
                path.unlink(missing_ok=True)

    return remove
