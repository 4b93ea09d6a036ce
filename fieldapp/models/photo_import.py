"""Adding many photo files to a job, one after the other in the background: with progress, and stopped when asked."""

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.background import Background
from fieldapp.imported import Imported
from sync.commands import WithdrawPhoto
from sync.orders import PhotoRole
from sync.photo_refused import PhotoRefused
from sync.store import RecordedPhoto, Store, StoreProblem


def take_in(
    store: Store, imported: Imported, order_id: str, role: PhotoRole, source: Path | bytes, old_id: str = ""
) -> RecordedPhoto | None:
    """Add one photo (a file, or the bytes of one), in place of `old_id` if given.

    None where the job has the same photo in that role already. Raises PhotoRefused, StoreProblem. Takes a while: not
    for the window's thread.
    """
    from sync.photos import prepare  # Pillow is loaded with the first photo, not with the window

    if isinstance(source, Path):
        prepared = prepare(source, name=source.name)
    else:
        prepared = prepare(source, name="clipboard.png")
    view = store.order(order_id)
    photos = view.order.photos if view is not None else ()
    if any(p.sha256 == prepared.sha256 and p.role is role and not p.withdrawn for p in photos):
        return None
    added = store.add_photo(order_id, role, prepared)
    if old_id:  # only now: a kill in between leaves two photos, never none
        store.record(order_id, WithdrawPhoto(old_id), (added.command_id,))
    if isinstance(source, Path):
        imported.add(source)
    return added


class PhotoImport(QObject):
    """One import at a time. `moved` with each file that is done, `finished` after the last one or a stop.

    One bad file stops no other: `refused` has the name and the error of each that was not added.
    """

    moved = Signal()
    finished = Signal()

    def __init__(self, store: Store, jobs: Background, imported: Imported, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._imported = store, jobs, imported
        self._waiting: deque[Path] = deque()
        self._order_id, self._role = "", PhotoRole.AFTER
        self.running = self.stopped = False
        self.total = self.added = self.there = 0
        self.refused: list[tuple[str, PhotoRefused | StoreProblem]] = []

    @property
    def done(self) -> int:
        """How many files are dealt with."""
        return self.added + self.there + len(self.refused)

    def start(self, order_id: str, role: PhotoRole, files: Sequence[Path]) -> None:
        """Adds these files to a job, in this order."""
        self._order_id, self._role = order_id, role
        self._waiting = deque(files)
        self.total, self.added, self.there, self.refused = len(files), 0, 0, []
        self.running, self.stopped = True, False
        self._next()

    def stop(self) -> None:
        """Adds no more; the one that is being added is finished, and what was added stays."""
        self.stopped = self.stopped or bool(self._waiting)
        self._waiting.clear()

    def _next(self) -> None:
        if not self._waiting:
            self.running = False
            self.finished.emit()
            return
        path = self._waiting.popleft()
        work = partial(take_in, self._store, self._imported, self._order_id, self._role, path)
        self._jobs.run(work, self._took, partial(self._failed, path.name))

    def _took(self, recorded: RecordedPhoto | None) -> None:
        if recorded is None:
            self.there += 1
        else:
            self.added += 1
        self.moved.emit()
        self._next()

    def _failed(self, name: str, error: Exception) -> None:
        if not isinstance(error, PhotoRefused | StoreProblem):
            error = PhotoRefused("PHOTO-UNREADABLE")  # the card was pulled out
        if error.code == "STORE-CLOSED":  # the window is gone, and with it who would be told
            self._waiting.clear()
            self.running = False
            return
        self.refused.append((name, error))
        self.moved.emit()
        if isinstance(error, StoreProblem) or error.code == "PHOTO-DISK-FULL":
            self.stop()  # the next one would fare no better
        self._next()
