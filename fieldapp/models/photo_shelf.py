"""All photos of this laptop's jobs, read in another thread, and of the jobs that changed only those again."""

import os
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.background import Background
from fieldapp.models.photos import shown_photos
from sync.orders import Photo
from sync.states import PhotoState, Place
from sync.store import Change, OrderLine, Query, Store

MOST_JOBS = 5000
_FOLDERS = ("photos", "downloads")
_PLACES = {
    PhotoState.SAVED: Place.ON_LAPTOP,
    PhotoState.ANNOUNCED: Place.ON_LAPTOP,
    PhotoState.UPLOADING: Place.SENDING,
    PhotoState.STORED: Place.IN_CRM,
    PhotoState.PURGED: Place.IN_CRM,
    PhotoState.DAMAGED: Place.NEEDS_DECISION,
}


@dataclass(frozen=True)
class Shot:
    """A photo with its job; `place` only for photos that were taken here."""

    photo: Photo
    order_id: str
    title: str
    address: str
    place: Place | None = None


@dataclass(frozen=True)
class Room:
    """What the photos take of the disk, and what is free there, in bytes."""

    taken: int
    free: int


class PhotoShelf(QObject):
    """`read` fills `shots`, the newest first, and `room`; `changed` when they are there. One reading at a time."""

    changed = Signal()

    def __init__(self, store: Store, jobs: Background, folder: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._folder = store, jobs, folder
        self._by_job: dict[str, tuple[Shot, ...]] = {}
        self._wanted: set[str] | None = set()  # None: all
        self._reading = False
        self.shots: tuple[Shot, ...] = ()
        self.room: Room | None = None

    def read(self, change: Change | None = None) -> None:
        """Reads the jobs of a change again, without one all of them."""
        if change is None:
            self._wanted = None
        elif self._wanted is not None:
            self._wanted |= change.orders
            if not change.orders:
                return
        if not self._reading:
            self._reading = True
            wanted, self._wanted = self._wanted, set()
            self._jobs.run(partial(_read, self._store, self._folder, wanted), self._take, self._give_up)

    def _take(self, found: tuple[dict[str, tuple[Shot, ...]], bool, Room | None]) -> None:
        self._reading = False
        shots, whole, self.room = found
        self._by_job = shots if whole else {**self._by_job, **shots}
        every = [shot for job in self._by_job.values() for shot in job]
        every.sort(key=lambda shot: shot.photo.taken_at or shot.photo.at, reverse=True)
        self.shots = tuple(every)
        self.changed.emit()
        if self._wanted is None or self._wanted:
            self.read(None if self._wanted is None else Change(orders=frozenset(self._wanted)))

    def _give_up(self, error: BaseException) -> None:
        self._reading = False
        raise error


def room_of(folder: Path) -> Room:
    """What the photos below the data folder take, and what is free on its disk."""
    taken = 0
    for where, _, names in os.walk(folder):
        if Path(where).name in _FOLDERS:
            for name in names:
                try:
                    taken += (Path(where) / name).stat().st_size
                except OSError:  # sent and tidied away meanwhile
                    continue
    return Room(taken, shutil.disk_usage(folder).free)


def _read(
    store: Store, folder: Path | None, wanted: set[str] | None
) -> tuple[dict[str, tuple[Shot, ...]], bool, Room | None]:
    lines = store.orders(Query(show="all", limit=MOST_JOBS)) if wanted is None else store.lines(sorted(wanted))
    shots = {line.id: _of(store, line) for line in lines if line.photos.resident or line.photos.own}
    gone = {} if wanted is None else dict.fromkeys(wanted - shots.keys(), ())
    return {**gone, **shots}, wanted is None, room_of(folder) if folder is not None else None


def _of(store: Store, line: OrderLine) -> tuple[Shot, ...]:
    view = store.order(line.id)
    if view is None:
        return ()
    here = {photo.photo_id: _PLACES[photo.state] for photo in view.photos}
    return tuple(
        Shot(photo, line.id, line.title, line.address, here.get(photo.id)) for photo in shown_photos(view.order.photos)
    )
