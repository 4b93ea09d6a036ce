"""The encrypted file: how a connection is made and checked, and its two uses, to read or to write."""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from sync.store.problem import StoreProblem
from sync.store.tables import applying

KEY_BYTES: Final = 32
BUSY_MS: Final = 10_000
READ_KIB, WRITE_KIB = 8_192, 32_768
"""What a connection keeps of the file. Three or four read: twice as much repaints a list of 50,000 in 3.8 instead of
4.5 ms after a key (budget 8), and costs 34 MB. Of the one that writes, taking in as many jobs and the digest over them
want that much."""

_CODES: Final = {
    dbapi2.SQLITE_FULL: "STORE-DISK-FULL",
    dbapi2.SQLITE_CORRUPT: "STORE-DAMAGED",
    dbapi2.SQLITE_NOTADB: "STORE-DAMAGED",
    dbapi2.SQLITE_IOERR: "STORE-DISK-ERROR",
    dbapi2.SQLITE_READONLY: "STORE-FOLDER",
    dbapi2.SQLITE_CANTOPEN: "STORE-FOLDER",
    dbapi2.SQLITE_PERM: "STORE-FOLDER",
    dbapi2.SQLITE_BUSY: "STORE-BUSY",
    dbapi2.SQLITE_LOCKED: "STORE-BUSY",
}
_COUNT_ERROR: Final = (
    "INSERT INTO meta VALUES ('disk_errors', 1) ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
)
_WANTED: Final = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "temp_store": 2}


def connect(path: Path, key: bytes, cache_kib: int = READ_KIB) -> Any:
    """A bare connection to the encrypted file, in no transaction, with every setting made and checked.

    Raises the driver's errors, StoreProblem where a setting does not hold.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    connection = dbapi2.connect(str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # fails here with a wrong key
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        if sys.platform == "darwin":  # there fsync stops at the drive's own cache
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA checkpoint_fullfsync = ON")
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _WANTED}
        if found != _WANTED:
            raise StoreProblem("STORE-FOLDER")
    except BaseException:
        connection.close()
        raise
    return connection


def run(connection: Connection, statement: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[Any]:
    """The rows of a statement, by the driver itself: for what people wait for, Core costs ten times that."""
    rows: list[Any] = _driver(connection).execute(statement, values).fetchall()
    return rows


def run_many(connection: Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """The same for a statement without rows of its own, once for each of `rows`."""
    if rows:
        _driver(connection).executemany(statement, rows)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def problem_of(error: BaseException | None) -> StoreProblem | None:
    """What to tell a person about the driver's error; None for one that is a mistake in the program."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int) or code & 0xFF not in _CODES:
        return None
    return StoreProblem(_CODES[code & 0xFF])


class Database:
    """One open file. Any number of threads may read at once; one at a time writes."""

    def __init__(self, path: Path, key: bytes, step: Callable[[str], None]) -> None:
        self._step = step
        self._lock = threading.Lock()
        self._closed = False
        self.damaged = False  # seen while it was open: the next start looks at every page
        self._engines = {begin: _engine(path, key, begin) for begin in ("BEGIN", "BEGIN IMMEDIATE")}

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file and changes nothing."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self, act: str, cause: str | None = None) -> Iterator[Connection]:
        """A transaction that is on the disk when this is left, or did nothing when an error leaves it.

        `act` names its steps, `<act>.before_commit` and `<act>.committed`. With a `cause` (`answer`,
        `snapshot`) it may write server copies.
        """
        with self._lock:
            try:
                with self._transaction("BEGIN IMMEDIATE") as connection:
                    if cause is not None:
                        connection.execute(applying.insert(), {"cause": cause})
                    yield connection
                    if cause is not None:
                        connection.execute(applying.delete())
                    self._step(f"{act}.before_commit")
            except StoreProblem as problem:
                problem.certain = problem.code != "STORE-DISK-ERROR" or self._overwritten()
                raise
            self._step(f"{act}.committed")

    def close(self) -> None:
        """Let go of the file; a write that is under way is finished first. Writes nothing itself."""
        with self._lock:
            self._closed = True
            for engine in self._engines.values():
                engine.dispose()

    def _overwritten(self) -> bool:
        """Have the next COMMIT take the place of one whose fsync failed, which a restart could find on the disk."""
        try:
            with self._transaction("BEGIN IMMEDIATE") as connection:
                run(connection, _COUNT_ERROR)  # something that does change a page
        except StoreProblem:
            return False
        return True

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        if self._closed:
            raise StoreProblem("STORE-CLOSED")
        try:
            with self._engines[begin].begin() as connection:
                yield connection
        except (DBAPIError, dbapi2.Error) as error:
            problem = problem_of(error.orig if isinstance(error, DBAPIError) else error)
            if problem is None:
                raise
            self.damaged |= problem.code == "STORE-DAMAGED"
            raise problem from error


def _engine(path: Path, key: bytes, begin: str) -> Engine:
    writes = begin == "BEGIN IMMEDIATE"
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key, WRITE_KIB if writes else READ_KIB),
        poolclass=QueuePool,
        pool_size=1 if writes else 4,
        max_overflow=-1,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        _driver(connection).execute(begin)

    return engine
