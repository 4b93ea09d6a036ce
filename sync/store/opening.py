"""From a folder to an open store: one instance, the right key, a whole file, the right schema."""

import hashlib
import hmac
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from sync.clock import Clock
from sync.photo_files import folder_to_disk
from sync.store import meta, schema
from sync.store.database import Database, connect, problem_of
from sync.store.problem import StoreProblem
from sync.store.projection import PROJECTION
from sync.store.recovery import FILE, restore_facts
from sync.store.spare import Contents
from sync.store.whereabouts import notice_copy, whereabouts

_KEY_PROOF: Final = b"fieldapp key proof 1"


class Lock:
    """The single-instance lock on a folder; it goes with the process, however that ends.

    `was_clean` is False when the last holder did not get to `release`.
    """

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("a+b")
        if not _locked(self._file):
            self._file.close()
            raise StoreProblem("STORE-IN-USE")
        self._file.seek(1)
        self.was_clean = self._file.read() == b""
        self._mark(b" open")

    def release(self, *, clean: bool = True) -> None:
        """Let the next one in; unless all was `clean`, it looks at every page first."""
        if not self._file.closed:
            with suppress(OSError):  # without the mark the next start looks at every page
                self._mark(b" " if clean else b" open")
            with suppress(OSError):
                self._file.close()

    def _mark(self, text: bytes) -> None:
        self._file.truncate(0)
        self._file.write(text)
        self._file.flush()


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def open_database(
    folder: Path, key: bytes, clock: Clock, spare: Contents, step: Callable[[str], None], *, check: bool
) -> Database:
    """The file in `folder`, made or brought up to date; `check` looks at every page first.

    Raises StoreProblem, and then the file is as it was.
    """
    path = folder / FILE
    try:
        with closing(connect(path, key)) as connection:
            if check and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StoreProblem("STORE-DAMAGED")
            revision = schema.revision_of(connection)
            if revision not in (None, schema.REVISIONS[-1]):
                _back_up(connection, folder / f"before-{schema.REVISIONS[-1]}.db", key, step)
        database = Database(path, key, step)
        try:
            with database.write("open") as opened:
                schema.upgrade(opened, revision)
                restore_facts(opened, spare.facts)
                notice_copy(opened, whereabouts(folder), clock)
                _prepare(opened, clock)
        except BaseException:
            database.close()
            raise
    except (dbapi2.Error, StoreProblem) as error:
        problem = error if isinstance(error, StoreProblem) else problem_of(error)
        if problem is None:
            raise
        raise problem from error
    return database


def check_key(folder: Path, key: bytes, *, is_new: bool) -> None:
    """Tell a wrong key from a damaged file: to SQLCipher both look the same. Raises StoreProblem STORE-KEY, OSError."""
    path = folder / "fieldapp.key-proof"
    proof = hmac.digest(key, _KEY_PROOF, hashlib.sha256)
    if is_new:
        path.write_bytes(proof)
    elif path.exists() and not hmac.compare_digest(path.read_bytes(), proof):
        raise StoreProblem("STORE-KEY")


def _back_up(connection: Any, path: Path, key: bytes, step: Callable[[str], None]) -> None:
    """A whole copy before anything changes; one that was cut is made anew, since the file is still the old one."""
    tmp = path.with_name(f"{path.name}.tmp")
    tmp.unlink(missing_ok=True)
    with closing(dbapi2.connect(str(tmp), isolation_level=None)) as backup:
        backup.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            connection.backup(backup)
        except dbapi2.Error as error:  # the driver gives this one no code
            raise StoreProblem("STORE-DISK-FULL" if "full" in str(error) else "STORE-DISK-ERROR") from error
    step("migrate.copied")
    tmp.replace(path)
    folder_to_disk(path.parent)
    step("migrate.backed_up")


def _prepare(connection: Connection, clock: Clock) -> None:
    """What each start does: ids for a new laptop, and whatever was on its way waits again."""
    for name in (meta.DEVICE, meta.INCARNATION):
        if meta.get(connection, name) is None:
            meta.put(connection, name, clock.new_id())
            meta.put(connection, meta.SNAPSHOT_DUE, "no-cursor")
            meta.put(connection, meta.PROJECTION, PROJECTION)
    connection.exec_driver_sql("UPDATE outbox SET state = 'queued' WHERE state = 'sending'")
    connection.exec_driver_sql("UPDATE photos SET state = 'announced' WHERE state = 'uploading'")
