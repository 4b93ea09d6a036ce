"""Notices what is plugged in: looked for every few seconds in another thread, because a bad drive may not answer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.background import Background
from fieldapp.card_files import Found, Source, cards, mounted, photos_below, stamp
from fieldapp.imported import Imported
from fieldapp.moments import day_ends_ms
from sync.clock import parse_ms
from sync.orders import Status
from sync.store import OrderLine, Query, Store

LOOK_MS = 3000
_DAY_MS = 86_400_000
Drives = Callable[[], tuple[tuple[Path, str], ...]]
Stamp = tuple[tuple[str, int], ...]


class CardWatch(QObject):
    """Cards, phones and the watched folder (`folder`, None for none) with their photos. `changed` when they are others.

    `drives` lists what is plugged in. It looks from `start` on until `stop`; one that was never started is empty.
    """

    changed = Signal()
    folder_chosen = Signal(str)

    def __init__(self, imported: Imported | None = None, folder: str = "", drives: Drives = mounted) -> None:
        super().__init__()
        self.imported = imported or Imported()
        self.sources: tuple[Source, ...] = ()
        self.folder = folder
        self._drives = drives
        self._stamps: dict[Path, Stamp] = {}
        self._jobs: Background | None = None
        self._looking = self._again = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self, jobs: Background) -> None:
        """Looks now and every few seconds."""
        self._jobs = jobs
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()
        self._jobs = None

    def watch(self, folder: str) -> None:
        """Takes another folder to watch, "" for none, and tells whoever keeps the choice."""
        self.folder = folder
        self.folder_chosen.emit(folder)
        self.look()

    def look(self, again: bool = False) -> None:
        """Looks once, in the background; `again` also where nothing came or went, for the marks of what is known."""
        if self._jobs is None:
            return
        self._again = self._again or again
        if not self._looking:
            self._looking = True
            before = {} if self._again else {source.root: source for source in self.sources}
            self._again = False
            stamps, folder = dict(self._stamps), self.folder
            self._jobs.run(lambda: self._found(folder, stamps, before), self._keep, self._fail)

    def _found(
        self, folder: str, stamps: dict[Path, Stamp], before: dict[Path, Source]
    ) -> tuple[tuple[Source, ...], dict[Path, Stamp]]:
        """In another thread: what is there now, listed anew only where a file came or went."""
        there = list(cards(self._drives()))
        if folder and Path(folder).is_dir():
            there.append(Source(Path(folder), "", is_card=False))
        found, now = [], {}
        for source in there:
            now[source.root] = stamp(source.root)
            known = before.get(source.root)
            if known is not None and stamps.get(source.root) == now[source.root]:
                found.append(known)
                continue
            photos = photos_below(source.root)
            marked = tuple(replace(p, known=self.imported.has(p.path, p.size, p.changed_ms)) for p in photos)
            found.append(replace(source, photos=marked))
        return tuple(found), now

    def _keep(self, found: tuple[tuple[Source, ...], dict[Path, Stamp]]) -> None:
        self._looking = False
        if self._jobs is None:  # stopped meanwhile
            return
        sources, self._stamps = found
        if sources != self.sources:
            self.sources = sources
            self.changed.emit()
        if self._again:
            self.look()

    def _fail(self, _error: Exception) -> None:
        self._looking = False  # a drive that was pulled out while it was read: the next look sees it gone


def job_in_hand(store: Store) -> OrderLine | None:
    """The job that new photos most likely belong to: the one that was started, else the first that is to be done."""
    todo = store.orders(Query(show="todo", limit=100))
    return next((line for line in todo if line.status is Status.STARTED), todo[0] if todo else None)


def since_ms(started_at: str | None, now_ms: int) -> int:
    """From when on a photo is of this visit: since the job was started, else since midnight."""
    return parse_ms(started_at) if started_at else day_ends_ms(now_ms) - _DAY_MS


def fresh(source: Source, from_ms: int) -> tuple[Found, ...]:
    """The photos of a source that are of this visit and in no job yet."""
    return tuple(photo for photo in source.photos if photo.changed_ms >= from_ms and not photo.known)
