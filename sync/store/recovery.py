"""A damaged file is kept aside, and what can be read of it goes into a fresh one that takes its place."""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from sync.clock import Clock
from sync.photo_files import folder_to_disk
from sync.store import meta, schema, search
from sync.store.database import Database, run
from sync.store.problem import StoreProblem
from sync.store.projection import command_or_none, order_or_none
from sync.store.salvage import Damaged

FILE: Final = "fieldapp.db"
MARKER: Final = "fieldapp.recovering"
FRESH: Final = "fieldapp.fresh"
_TABLES: Final = (
    "meta", "outbox", "photos", "drafts", "quarantine", "notices", "orders", "reviews", "reference",
    "downloads", "attempts", "statements", "recoveries",
)  # fmt: skip
"""In the order of their keys. `needs` and the index of words are made again from commands and orders."""


class Recovering(msgspec.Struct, frozen=True):
    """What is being put right and has not been told yet: `kept` names the damaged file, `None` counts all there is."""

    cause: str
    at: str
    kept: str = ""
    commands: int | None = None
    photos: int | None = None
    lost: int = 0
    numbers: frozenset[int] = frozenset()  # of commands that were in the file, readable or not


def is_cut(folder: Path) -> bool:
    """Whether a recovery began here that did not get to its end."""
    return (folder / MARKER).exists()


def recover(folder: Path, key: bytes, clock: Clock, step: Callable[[str], None]) -> None:
    """Put a fresh file in the place of the damaged one in `folder`, which is kept under another name.

    May be cut at any moment and begun again. Raises OSError, StoreProblem; then the damaged file is still there.
    """
    marker = folder / MARKER
    if marker.exists():
        kept = marker.read_text("utf-8")
        _put_back(folder, kept)
    else:
        kept = keep_aside(folder, clock)
        _write(marker, kept.encode())
    step("recover.kept")
    fresh = folder / FRESH
    for path in (fresh, *_beside(fresh)):
        path.unlink(missing_ok=True)
    damaged = Damaged(folder / FILE, key)
    try:
        _fill(damaged, fresh, key, Recovering("damaged", clock.now(), kept), step)
    finally:
        damaged.close()
    step("recover.filled")
    for path in _beside(folder / FILE):  # the old WAL must never be played into the fresh file
        path.unlink(missing_ok=True)
    step("recover.cleared")
    fresh.replace(folder / FILE)
    step("recover.replaced")
    folder_to_disk(folder)
    marker.unlink()
    step("recover.done")


def keep_aside(folder: Path, clock: Clock) -> str:
    """Copy the file and its WAL, on the disk for good; the name of the copy."""
    name = f"damaged-{clock.now().replace(':', '').replace('-', '')}-{FILE}"
    for ending in ("-wal", ""):  # the file last: where it is, the copy is whole
        source = folder / f"{FILE}{ending}"
        if source.exists():
            _write(folder / f"{name}{ending}", source.read_bytes())
    folder_to_disk(folder)
    return name


def _put_back(folder: Path, kept: str) -> None:
    for path in _beside(folder / FILE):
        path.unlink(missing_ok=True)
    for ending in ("-wal", ""):
        if (folder / f"{kept}{ending}").exists():
            shutil.copyfile(folder / f"{kept}{ending}", folder / f"{FILE}{ending}")


def _beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _write(path: Path, data: bytes) -> None:
    tmp = path.with_name(f"{path.name}.tmp")
    with tmp.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    tmp.replace(path)


def _fill(damaged: Damaged, fresh: Path, key: bytes, what: Recovering, step: Callable[[str], None]) -> None:
    """A file of the same schema without triggers: opening it does the rest, as for any file of that age."""
    revision = damaged.revision() or schema.REVISIONS[-1]
    if revision not in schema.REVISIONS:
        raise StoreProblem("STORE-NEWER")
    database = Database(fresh, key, step)
    try:
        with database.write("recover") as connection:
            schema.make(connection, revision)
            for table in _TABLES:
                _copy(damaged, connection, table)
            _derive(connection)
            for name, value in (
                (meta.CURSOR, None),
                (meta.SNAPSHOT_MARK, None),
                (meta.DOUBTED, None),
                (meta.PROJECTION, ""),
                (meta.SNAPSHOT_DUE, "recovered"),
                (meta.RECOVERING, msgspec.json.encode(replace(what, numbers=damaged.unsettled())).decode()),
            ):
                meta.put(connection, name, value)
    finally:
        database.close()


def _copy(damaged: Damaged, connection: Connection, table: str) -> None:
    known = {row[1] for row in run(connection, f'PRAGMA table_info("{table}")')}
    for row in damaged.table(table):
        values = {name: value for name, value in row.items() if name in known}
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        with suppress(IntegrityError, dbapi2.IntegrityError):  # a photo without its command: made again from that
            run(connection, f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))


def _derive(connection: Connection) -> None:
    for command_id, raw in run(connection, "SELECT id, bytes FROM outbox"):
        command = command_or_none(raw)
        if command is not None:
            for needed in command.needs:
                run(connection, "INSERT OR IGNORE INTO needs VALUES (?, ?)", (command_id, needed))
    for row, doc in run(connection, "SELECT row, doc FROM orders"):
        order = order_or_none(doc)
        if order is None:
            run(connection, "DELETE FROM orders WHERE row = ?", (row,))  # the snapshot brings it
            continue
        words = search.words(order)
        run(connection, "INSERT INTO words (rowid, text) VALUES (?, ?)", (row, words))
        run(connection, "UPDATE orders SET words_mark = ? WHERE row = ?", (search.mark(words), row))


def restore_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Where the file does not say whose and which laptop it is, the spare does."""
    for name, value in facts.items():
        if meta.get(connection, name) is None:
            meta.put(connection, name, value)


def told(connection: Connection) -> Recovering | None:
    """What has been put right and is to be told."""
    raw: Any = meta.get(connection, meta.RECOVERING)
    return None if raw is None else msgspec.json.decode(raw, type=Recovering)
