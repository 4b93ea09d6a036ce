"""The laptop's store: the one object through which everything here is written and read."""

from collections.abc import Callable
from pathlib import Path

from sync.clock import Clock
from sync.photo_files import PhotoFiles
from sync.store import meta
from sync.store.accounts import Accounts
from sync.store.inside import Inside
from sync.store.items import Items
from sync.store.journal import Journals
from sync.store.line import Line
from sync.store.opening import Lock, open_database
from sync.store.problem import StoreProblem
from sync.store.reading import Reads
from sync.store.recording import Records
from sync.store.sealing import Sealing
from sync.store.tidying import tidy
from sync.store.values import Change, PhotoSize


def no_step(name: str) -> None:
    """Steps are of interest to nobody but a simulator that wants to crash there."""


class Store(Accounts, Records, Reads, Items, Journals, Sealing):
    """Everything of one laptop, encrypted in one folder. Any thread may call anything.

    People write with `record` and `add_photo` (Records), screens read (Reads, Items), `line` is the engine's.
    """

    def __init__(self, inside: Inside, lock: Lock) -> None:
        super().__init__(inside)
        self._lock = lock
        self.line = Line(inside)
        with inside.database.read() as connection:
            self.device = meta.get(connection, meta.DEVICE) or ""
            self.incarnation = meta.get(connection, meta.INCARNATION) or ""

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock, step: Callable[[str], None] = no_step) -> "Store":
        """Open the laptop's folder, which is made where there is none; `key` is 32 raw bytes.

        What was on its way when the last one stopped waits again, and photos whose COMMIT never came are
        taken up. Raises StoreProblem, and then the folder is as it was.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            downloads = folder / "downloads"
            downloads.mkdir(mode=0o700, exist_ok=True)
            lock = Lock(folder / "fieldapp.lock")
        except OSError as error:
            raise StoreProblem("STORE-FOLDER") from error
        try:
            database = open_database(folder, key, clock, step, check=not lock.was_clean)
            try:
                files = PhotoFiles(folder / "photos", key, step)
                store = cls(Inside(database, files, downloads, key, clock), lock)
                tidy(store._inside, store.adopt)
            except BaseException:
                database.close()
                raise
        except OSError as error:
            lock.release()
            raise StoreProblem("STORE-FOLDER") from error
        except BaseException:
            lock.release()
            raise
        return store

    def close(self) -> None:
        """Let go of the folder. It changes nothing there, so it may as well be a power cut."""
        self._inside.database.close()
        self._lock.release()

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Have `listener` called with each change, after its COMMIT, in the thread that wrote.

        The result ends that.
        """
        return self._inside.listen(listener)

    def want_photo(self, photo_id: str, order_id: str, size: PhotoSize) -> Change:
        """Somebody wants to see a photo of the hub's: fetch it before all others."""
        return self.line.want_photo(photo_id, order_id, size)
