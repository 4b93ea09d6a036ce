"""The laptop's store: the one object through which everything here is written and read."""

import threading
from collections.abc import Callable
from pathlib import Path

from sync.clock import Clock
from sync.photo_files import NO_ROOM, PhotoFiles
from sync.store import meta
from sync.store.accounts import Accounts
from sync.store.ballast import Ballast
from sync.store.finding import Finding
from sync.store.healing import heal
from sync.store.inside import Inside
from sync.store.items import Items
from sync.store.journal import Journals
from sync.store.line import Line
from sync.store.opening import Lock, check_key, open_database
from sync.store.problem import StoreProblem
from sync.store.reading import Reads
from sync.store.recording import Records
from sync.store.recovery import FILE, is_cut, recover
from sync.store.sealing import Sealing
from sync.store.spare import FILE as SPARE
from sync.store.spare import Spare
from sync.store.tidying import tidy
from sync.store.values import Change, PhotoSize


def no_step(name: str) -> None:
    """Steps are of interest to nobody but a simulator that wants to crash there."""


class Store(Accounts, Records, Reads, Finding, Items, Journals, Sealing):
    """Everything of one laptop, encrypted in one folder. Any thread may call anything.

    People write with `record` and `add_photo` (Records), screens read (Reads, Finding, Items), `line` is the engine's.
    """

    def __init__(self, inside: Inside, lock: Lock) -> None:
        super().__init__(inside)
        self._lock = lock
        self._line, self._making = Line(inside), threading.Lock()
        with inside.database.read() as connection:
            self.device = meta.get(connection, meta.DEVICE) or ""
            self.incarnation = meta.get(connection, meta.INCARNATION) or ""

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock, step: Callable[[str], None] = no_step) -> "Store":
        """Open the laptop's folder, which is made where there is none; `key` is 32 raw bytes.

        What was on its way when the last one stopped waits again, photos whose COMMIT never came are taken up, and
        a damaged file is recovered (see `recovered`). Raises StoreProblem, and then the folder is as it was.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / "downloads").mkdir(mode=0o700, exist_ok=True)
            lock = Lock(folder / "fieldapp.lock")
        except OSError as error:
            raise StoreProblem("STORE-FOLDER") from error
        try:
            check_key(folder, key, is_new=not any((folder / name).exists() for name in (FILE, SPARE)))
            if is_cut(folder):
                recover(folder, key, clock, step)
            try:
                return cls._opened(folder, key, clock, step, lock, check=not lock.was_clean)
            except StoreProblem as problem:
                if problem.code == "STORE-DAMAGED":
                    recover(folder, key, clock, step)
                elif problem.code not in ("STORE-DISK-FULL", "STORE-DISK-ERROR") or not Ballast(folder).throw():
                    raise
            return cls._opened(folder, key, clock, step, lock, check=False)
        except OSError as error:
            lock.release(clean=False)
            raise StoreProblem("STORE-DISK-FULL" if error.errno in NO_ROOM else "STORE-FOLDER") from error
        except BaseException:
            lock.release(clean=False)
            raise

    @classmethod
    def _opened(
        cls, folder: Path, key: bytes, clock: Clock, step: Callable[[str], None], lock: Lock, *, check: bool
    ) -> "Store":
        spare = Spare(folder / SPARE, key)
        database = open_database(folder, key, clock, spare.read(), step, check=check)
        try:
            files = PhotoFiles(folder / "photos", key, step)
            store = cls(Inside(database, spare, files, folder / "downloads", key, clock), lock)
            heal(store._inside)
            tidy(store._inside, store.adopt)
            store._inside.ballast.load()
        except BaseException:
            spare.close()
            database.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the folder. It changes nothing there, so it may as well be a power cut."""
        self._inside.database.close()
        self._inside.spare.close()
        self._lock.release(clean=not self._inside.database.damaged)

    @property
    def line(self) -> Line:
        """The engine's side, for as long as nobody signs in or out; then it is another one."""
        with self._making:  # what a thread sets on it, the engine is to see
            if self._line.session != self._inside.session:
                self._line = Line(self._inside)
            return self._line

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Have `listener` called with each change, after its COMMIT, in the thread that wrote.

        The result ends that.
        """
        return self._inside.listen(listener)

    def want_photo(self, photo_id: str, order_id: str, size: PhotoSize) -> Change:
        """Somebody wants to see a photo of the hub's: fetch it before all others."""
        return self.line.want_photo(photo_id, order_id, size)
