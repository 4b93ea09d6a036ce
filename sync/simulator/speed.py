"""What makes a schedule cheap without making it less real: same statements, same driver, same file, less ceremony.

SQLAlchemy compiles a statement once a process instead of once a restart, and a transaction takes a connection that
stands already, instead of one from a pool that was made for many threads: here there is one.
"""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.pool import QueuePool

from sync.server import database as hub_database
from sync.store import ballast, opening
from sync.store import database as laptop_database

_HOMES: tuple[Any, ...] = (hub_database, laptop_database)
_first: dict[Any, Engine] = {}


class _Kept:
    """The connections of one engine: each stays in what SQLAlchemy takes for one transaction without end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: list[Connection] = []
        self._others: list[Engine] = []
        self._dispose, self._execution_options = engine.dispose, engine.execution_options

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """`Engine.begin` as the driver sees it: BEGIN by the engine's own listener, then COMMIT or ROLLBACK."""
        connection = self._idle.pop() if self._idle else self._opened()
        driver: Any = connection.connection.driver_connection
        try:
            connection.dispatch.begin(connection)  # its listeners say BEGIN
            yield connection
            driver.commit()
        except BaseException:
            driver.rollback()
            raise
        finally:
            connection._execution_options = self._engine._execution_options
            self._idle.append(connection)

    def options(self, **wanted: Any) -> Engine:
        """The same engine for another use, let go of together with this one."""
        other = _keeping(self._execution_options(**wanted))
        self._others.append(other)
        return other

    def dispose(self) -> None:
        """Let go of the file."""
        while self._idle:
            self._idle.pop().close()
        for other in self._others:
            other.dispose()
        self._dispose()

    def _opened(self) -> Connection:
        connection = self._engine.connect()
        connection.begin()
        connection.connection.rollback()
        return connection


def _keeping(engine: Engine) -> Engine:
    kept = _Kept(engine)
    for name, instead in (("begin", kept.begin), ("dispose", kept.dispose), ("execution_options", kept.options)):
        setattr(engine, name, instead)
    return engine


def _cheaper(create: Callable[..., Engine], home: Any) -> Callable[..., Engine]:
    """`create_engine`, with one dialect for all engines of a home: its identity is in a compiled statement's key."""

    def created(*args: Any, **kwargs: Any) -> Engine:
        if home in _first and "creator" in kwargs:  # a laptop's, of which a schedule opens dozens
            pool = QueuePool(kwargs["creator"], dialect=_first[home].dialect, max_overflow=-1)
            engine = Engine(pool, _first[home].dialect, _first[home].url)
        else:
            engine = create(*args, **kwargs)
        first = _first.setdefault(home, engine)
        if first is not engine:
            setattr(engine.dialect, "initialize", lambda _connection: None)  # noqa: B010  # the first one was
            engine.dialect = first.dialect
            engine._compiled_cache = first._compiled_cache
        return _keeping(engine)

    return created


BALLAST: Final = 4096
"""Bytes. Disks here are full by count of pages, so its weight would only be copied and read."""

MOVED: Final = ".moved"
"""Beside a laptop's folder: how often the folder was put in the place of another one."""


def place(folder: Path) -> str:
    """Where a laptop's folder is: on its machine, also when all machines were copied from the template."""
    moved = folder.with_name(f"{folder.name}{MOVED}")
    times = moved.stat().st_size if moved.exists() else 0
    return hashlib.sha256(f"{folder.name} {times}".encode()).hexdigest()[:32]


def move(folder: Path) -> None:
    """The folder is another one from now on, as after a restore to a new disk."""
    with folder.with_name(f"{folder.name}{MOVED}").open("ab") as file:
        file.write(b"x")


@contextmanager
def cheap() -> Iterator[None]:
    """Inside, machines restart fast, weigh little and stay where they are, and the collector rests.

    What a schedule leaves behind is collected after it.
    """
    changed = [*((home, "create_engine") for home in _HOMES), (opening, "whereabouts"), (ballast, "WEIGHT")]
    right = [(home, name, getattr(home, name)) for home, name in changed]
    collecting = gc.isenabled()
    gc.disable()
    try:
        for home in _HOMES:
            home.create_engine = _cheaper(home.create_engine, home)
        setattr(opening, "whereabouts", place)  # noqa: B010  # mypy knows both as constants
        setattr(ballast, "WEIGHT", BALLAST)  # noqa: B010
        yield
    finally:
        for home, name, was in right:
            setattr(home, name, was)
        if collecting:
            gc.enable()
