"""What makes a schedule cheap without making it less real: same statements, same driver, same file, less ceremony.

SQLAlchemy compiles a statement once a process instead of once a restart, and a transaction takes a connection that
stands already, instead of one from a pool that was made for many threads: here there is one.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from sync.server import database as hub_database
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
        engine = create(*args, **kwargs)
        first = _first.setdefault(home, engine)
        if first is not engine:
            setattr(engine.dialect, "initialize", lambda _connection: None)  # noqa: B010  # the first one was
            engine.dialect = first.dialect
            engine._compiled_cache = first._compiled_cache
        return _keeping(engine)

    return created


@contextmanager
def cheap() -> Iterator[None]:
    """Inside, machines restart fast and the collector rests: what a schedule leaves behind is collected after it."""
    right = {home: home.create_engine for home in _HOMES}
    collecting = gc.isenabled()
    gc.disable()
    try:
        for home, create in right.items():
            home.create_engine = _cheaper(create, home)
        yield
    finally:
        for home, create in right.items():
            home.create_engine = create
        if collecting:
            gc.enable()
