"""What a disk keeps: only what was synced before the power went; and disks that are full, held or put back."""

import os
import random
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from sync.simulator.city import KEY
from sync.store import Store
from sync.store.database import connect
from sync.store.recovery import FILE
from sync.store.spare import FILE as SPARE

KEPT: Final = (FILE, f"{FILE}-wal", "fieldapp.lock")
HUB_KEPT: Final = ("hub.db", "hub.db-wal")
WAL_HEADER, FRAME_HEADER, PAGE = 32, 24, 4096
FULL: Final = 2
"""`PRAGMA synchronous = FULL`: each COMMIT is synced."""


class Disk:
    """Remembers, for all machines of a schedule, which files and names were synced."""

    def __init__(self) -> None:
        self._files: set[int] = set()
        self._names: dict[int, set[str]] = {}

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Inside, every fsync of this process is noted. (Nothing here outlives the process, so none is waited for.)"""
        right = os.fsync
        setattr(os, "fsync", self._fsync)  # noqa: B010  # mypy knows fsync as a function with one name
        try:
            yield
        finally:
            os.fsync = right

    def settle(self, folder: Path) -> None:
        """All that is in the folder, and below it, is synced."""
        for place, folders, names in os.walk(folder):
            here = Path(place)
            self._names[here.stat().st_ino] = {*folders, *names}
            self._files.update((here / name).stat().st_ino for name in names)

    def cut(self, folder: Path, rng: random.Random) -> list[str]:
        """The power goes: names that were never synced may be gone, files that were not are torn. What was lost."""
        lost = []
        for place, _, names in os.walk(folder):
            here = Path(place)
            kept = self._names.get(here.stat().st_ino, set())
            for name in sorted(names):
                path = here / name
                if path.stat().st_ino not in self._files:
                    os.truncate(path, rng.randrange(path.stat().st_size + 1))
                    lost.append(_lasting(name))
                if name not in kept and rng.random() < 0.5:
                    path.unlink()
                    lost.append(_lasting(name))
        self.settle(folder)
        return lost

    def _fsync(self, target: Any) -> None:
        number = target if isinstance(target, int) else target.fileno()
        status = os.fstat(number)
        if stat.S_ISDIR(status.st_mode):
            self._names[status.st_ino] = set(os.listdir(number))  # noqa: PTH208
        else:
            self._files.add(status.st_ino)


def set_schema(folder: Path, revision: str) -> None:
    """The laptop's file says that it has this schema."""
    with closing(connect(folder / FILE, KEY)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def cut_spare(folder: Path) -> None:
    """What a power cut leaves of the spare, which nobody syncs as it grows: somewhere in its last pages it ends.

    Where is drawn from its length alone, so that no other draw of the seed moves.
    """
    path = folder / SPARE
    size = path.stat().st_size if path.exists() else 0
    if size:
        os.truncate(path, size - random.Random(size).randrange(min(size, 4 * PAGE) + 1))


def _lasting(name: str) -> str:
    """A file's name as each run of a seed has it: that of a file not yet renamed has a part by chance."""
    return name if not name.endswith(".tmp") else f"{name.rsplit('.', 2)[0]}.tmp"


def stamp(photos: Path, now_ms: int) -> None:
    """Photo files were written now, by the clock of their machine: what is taken up again says when its file was."""
    for path in photos.glob("*.enc"):
        os.utime(path, (now_ms // 1000, now_ms // 1000))


def killed(folder: Path, names: tuple[str, ...], close: Callable[[], None]) -> None:
    """Let go of database files as a kill does: no checkpoint, no last word."""
    there = {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}
    close()
    for name in names:
        (folder / name).unlink(missing_ok=True)
        (folder / f"{name}-shm").unlink(missing_ok=True)
    for name, content in there.items():
        (folder / name).write_bytes(content)


def tear(wal: Path, synchronous: int, rng: random.Random) -> None:
    """What a power cut leaves of a write-ahead log: what was synced, and half of a frame that was not.

    Without a sync at each COMMIT any frame may be the last one.
    """
    size = wal.stat().st_size if wal.exists() else 0
    if size == 0:
        return
    if synchronous < FULL:
        frames = (size - WAL_HEADER) // (FRAME_HEADER + PAGE)
        os.truncate(wal, WAL_HEADER + rng.randrange(frames + 1) * (FRAME_HEADER + PAGE))
    with wal.open("ab") as file:
        file.write(rng.randbytes(rng.randrange(FRAME_HEADER + PAGE)))


def flip(folder: Path, rng: random.Random) -> str:
    """One bit of a laptop's closed file, or of its log, is another one; the file's name."""
    files = [folder / name for name in KEPT[:2] if (folder / name).exists() and (folder / name).stat().st_size]
    path = rng.choice(files)
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)
    return path.name


def synchronous(store: Store) -> int:
    """How the store's own connection syncs."""
    return int(_pragma(store, "synchronous"))


@contextmanager
def full(store: Store) -> Iterator[None]:
    """Inside, the laptop's file cannot grow."""
    _pragma(store, f"max_page_count = {_pragma(store, 'page_count')}")
    try:
        yield
    finally:
        _pragma(store, "max_page_count = 1073741823")


@contextmanager
def held(store: Store, folder: Path) -> Iterator[None]:
    """Inside, another program is writing in the laptop's file, and nobody waits for it."""
    before = _pragma(store, "busy_timeout")
    _pragma(store, "busy_timeout = 0")
    other = connect(folder / FILE, KEY)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()
        _pragma(store, f"busy_timeout = {before}")


@contextmanager
def failing(store: Store, times: int) -> Iterator[None]:
    """Inside, so many COMMITs of the laptop's file end in an I/O error of the disk."""
    engine = store._inside.database._engines["BEGIN IMMEDIATE"]
    begin, left = engine.begin, times

    @contextmanager
    def failing_begin() -> Iterator[Connection]:
        nonlocal left
        with begin() as connection:
            yield connection
            if left:
                left -= 1
                error = dbapi2.OperationalError("disk I/O error")
                error.sqlite_errorcode = dbapi2.SQLITE_IOERR
                raise error

    setattr(engine, "begin", failing_begin)  # noqa: B010  # mypy knows it as a method
    try:
        yield
    finally:
        setattr(engine, "begin", begin)  # noqa: B010


_WATCH: Final = (
    "CREATE TEMP TABLE edges (edge TEXT PRIMARY KEY, times INTEGER NOT NULL)",
    *(
        f"CREATE TEMP TRIGGER {table}_edges AFTER UPDATE OF state ON main.{table} WHEN OLD.state <> NEW.state BEGIN "
        f"INSERT INTO edges VALUES ('edge {what} ' || OLD.state || '>' || NEW.state, 1) "
        "ON CONFLICT (edge) DO UPDATE SET times = times + 1; END"
        for table, what in (("outbox", "command"), ("photos", "photo"))
    ),
)


def watch_edges(store: Store) -> None:
    """Count the steps of the state machines from here on, beside the file and not in it."""
    with store._inside.database._transaction("BEGIN IMMEDIATE") as connection:
        for statement in _WATCH:
            connection.exec_driver_sql(statement)


def edges(store: Store) -> dict[str, int]:
    """How often each step was taken, as `edge command queued>sending`."""
    with store._inside.database._transaction("BEGIN IMMEDIATE") as connection:
        return {row.edge: row.times for row in connection.exec_driver_sql("SELECT edge, times FROM edges")}


def copied(source: Path, target: Path) -> None:
    """A copy of a machine's folder as it is, in place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _pragma(store: Store, text: str) -> Any:
    database = store._inside.database
    with database._transaction("BEGIN IMMEDIATE") as connection:
        return connection.exec_driver_sql(f"PRAGMA {text}").scalar()
