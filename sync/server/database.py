"""The hub's database: one way to read, one way to write, and who is told after a commit."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    Executable,
    Table,
    bindparam,
    create_engine,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from sync.clock import Clock
from sync.server.migrations import upgrade
from sync.server.tables import counter, feed, meta

BUSY_S = 15.0
_LOCKED_SEQ = select(counter.c.seq).with_for_update()
_RUN = "run:"
_RUNS = select(meta.c.value).where(meta.c.key.startswith(_RUN)).order_by(meta.c.key)
_LATEST_RUN = select(meta.c.value).where(meta.c.key.startswith(_RUN)).order_by(meta.c.key.desc()).limit(1)
_SEQ_AND_EPOCH = select(counter.c.seq, counter.c.epoch, _LATEST_RUN.scalar_subquery().label("run"))
_SET_SEQ = update(counter).values(seq=bindparam("latest"))
Listener = Callable[[frozenset[str]], None]


class Reading(msgspec.Struct, frozen=True):
    """A consistent look at the database: everything committed up to `seq`, and nothing later.

    `run` names the latest start of a hub on this database.
    """

    connection: Connection
    seq: int
    epoch: str
    run: str = ""

    def end_of(self, run: str) -> float:
        """The number at which the run was followed by another; infinite for the latest, -1 for one not known here."""
        if run == self.run:
            return float("inf")
        runs = [value.split() for value in self.connection.execute(_RUNS).scalars()]
        after = {name: float(later) for (_, name), (later, _) in pairwise(runs)}
        return after.get(run, -1.0)


class Writing:
    """A transaction that no other writer overlaps: it ends in a commit, or by an exception in nothing."""

    def __init__(self, connection: Connection, seq: int) -> None:
        self.connection = connection
        self.seq = seq
        self._news: dict[tuple[str, str, str], dict[str, Any]] = {}

    def next_seq(self) -> int:
        """A number that is higher than every one committed before."""
        self.seq += 1
        return self.seq

    def upsert(self, table: Table, values: Mapping[str, Any]) -> None:
        """Insert the row, or overwrite the one with the same primary key."""
        statement = _upserting(table, tuple(values), self.connection.dialect.name)
        self.connection.execute(statement, values)

    def tell(self, scope: str, subject: str, row_id: str, kind: str, document: str | None = None) -> int:
        """The latest news about a row in a scope, in the place of older news; returns its number."""
        seq = self.next_seq()
        row = {"scope": scope, "subject": subject, "row_id": row_id, "kind": kind, "seq": seq}
        self._news[scope, subject, row_id] = {**row, "document": document}
        return seq

    @property
    def scopes(self) -> frozenset[str]:
        """Who has news."""
        return frozenset(scope for scope, _, _ in self._news)

    def write_news(self) -> None:
        """All news at once, before the commit."""
        if self._news:
            rows = list(self._news.values())
            self.connection.execute(_upserting(feed, tuple(rows[0]), self.connection.dialect.name), rows)


@cache
def _upserting(table: Table, names: tuple[str, ...], dialect: str) -> Executable:
    # SQLAlchemy's two dialects have the same ON CONFLICT, but importing the one that is not used takes long.
    statement = (
        import_module(f"sqlalchemy.dialects.{dialect}")
        .insert(table)
        .values({name: bindparam(name, type_=table.c[name].type) for name in names})
    )
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    found: Executable = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return found


class Database:
    """SQLite (a file) or PostgreSQL, by SQLAlchemy URL; opened, migrated and with its identity made."""

    def __init__(self, url: str, clock: Clock, name: str = "") -> None:
        self._engine, self._snapshots = _engines(url)
        self._sqlite = self._engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[Any] = threading.Lock() if self._sqlite else nullcontext()
        self._listeners: list[Listener] = []
        with self.noting() as connection:
            upgrade(connection)
            self.identity = _identity(connection, clock, name)
            _begin_run(connection, clock)
            self.epoch: str = connection.execute(select(counter.c.epoch)).scalar_one()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent look; lasts as long as the block."""
        with self._snapshots.begin() as connection:
            row = connection.execute(_SEQ_AND_EPOCH).one()
            self.epoch = row.epoch
            yield Reading(connection, row.seq, row.epoch, row.run.split()[1])

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The turn to write; the listeners hear which scopes have news, after the commit."""
        with self._turn, self._engine.begin() as connection:
            first = connection.execute(_LOCKED_SEQ).scalar_one()
            writing = Writing(connection, first)
            yield writing
            writing.write_news()
            if writing.seq != first:
                connection.execute(_SET_SEQ, {"latest": writing.seq})
        if scopes := writing.scopes:
            for listener in self._listeners:
                listener(scopes)

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A transaction on what is nobody's news (tokens, presence): it takes no number and tells nobody."""
        with self._turn, self._engine.begin() as connection:
            yield connection

    def latest(self) -> int:
        """The number of the latest commit."""
        with self.reading() as reading:
            return reading.seq

    def news_since(self, seq: int) -> tuple[int, frozenset[str]]:
        """The number of the latest commit, and the scopes that have news after `seq`."""
        with self.reading() as reading:
            if reading.seq == seq:
                return seq, frozenset()
            found = reading.connection.execute(select(feed.c.scope).where(feed.c.seq > seq).distinct())
            return reading.seq, frozenset(found.scalars())

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the scopes that have news after each commit of this process, in its thread."""
        self._listeners.append(listener)

    def renew_epoch(self, clock: Clock) -> str:
        """Tell the fleet that this is an older copy of the database: all take a snapshot and send again."""
        fresh, known = clock.new_id(), self.epoch
        with self.noting() as connection:
            # Another process may have found out first; its epoch is as good.
            connection.execute(update(counter).where(counter.c.epoch == known).values(epoch=fresh))
            self.epoch = str(connection.execute(select(counter.c.epoch)).scalar_one())
        return self.epoch

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _engines(url: str) -> tuple[Engine, Engine]:
    """The engine, and the same for reading: one snapshot for the whole transaction."""
    if make_url(url).get_backend_name() == "postgresql":
        engine = create_engine(url, pool_size=8, max_overflow=24, pool_pre_ping=True, hide_parameters=True)
        return engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=56,
        connect_args={"timeout": BUSY_S, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine, engine.execution_options(reads=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "fullfsync=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # Python's own BEGIN comes too late and takes no write lock; a writer must hold it before it reads.
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _identity(connection: Connection, clock: Clock, name: str) -> dict[str, str]:
    """server_id, mac_key and name, made when the database is new."""
    found = {row.key: row.value for row in connection.execute(select(meta).where(~meta.c.key.startswith(_RUN)))}
    fresh = {"server_id": clock.new_id(), "mac_key": f"{clock.random_bits(256):064x}", "name": name}
    missing = [{"key": key, "value": value} for key, value in fresh.items() if key not in found]
    if missing:
        connection.execute(insert(meta), missing)
    if connection.execute(select(counter.c.id)).first() is None:
        connection.execute(insert(counter).values(id=1, seq=0, epoch=clock.new_id()))
    return {**fresh, **found}


def _begin_run(connection: Connection, clock: Clock) -> None:
    """Each start leaves its name and the number it began at: a cursor from beyond a run's end is from lost days."""
    seq = connection.execute(select(counter.c.seq)).scalar_one()
    number = len(connection.execute(_RUNS).all())
    connection.execute(insert(meta).values(key=f"{_RUN}{number:09d}", value=f"{seq} {clock.new_id()}"))
