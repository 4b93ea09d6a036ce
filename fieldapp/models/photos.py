"""Photos as pictures: decoded away from the window's thread, kept while they are looked at."""

from collections import OrderedDict
from functools import partial
from io import BytesIO

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from fieldapp.background import Background
from fieldapp.moments import Moments
from fieldapp.rows import PhotoTile
from fieldapp.wording import role_text
from sync.clock import Clock
from sync.orders import Photo, PhotoRole, WorkOrder
from sync.photo_refused import FrameDamaged
from sync.store import OrderView, PhotoSize, Store

_SIZES: tuple[PhotoSize, ...] = ("thumb", "screen")
_KEPT_BYTES = 96 * 1024 * 1024
_MOST_WAITING = 120

Key = tuple[str, PhotoSize]
"""A photo's id and its size, "thumb" or "screen"."""


class PhotoImages(QObject):
    """Hands out decoded photos and decodes missing ones in the background, one after the other, what is looked at now
    first. `loaded(photo_id, size)` when one is there or is known to be absent or broken. Only the pictures looked at
    last are kept, up to 96 MB."""

    loaded = Signal(str, str)

    def __init__(self, store: Store, jobs: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._jobs = store, jobs
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._states: dict[Key, str] = {}
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._busy = False
        self._bytes = 0

    def image(self, photo_id: str, size: PhotoSize = "thumb") -> QImage | None:
        """The picture if it is decoded; else None, and it is being fetched."""
        key = (photo_id, size)
        found = self._images.get(key)
        if found is not None:
            self._images.move_to_end(key)
        elif key in self._waiting:
            self._waiting.move_to_end(key)
        elif key not in self._states:
            self._states[key] = "loading"
            self._waiting[key] = None
            if len(self._waiting) > _MOST_WAITING:  # scrolled past: asked for again when somebody looks again
                self._states.pop(self._waiting.popitem(last=False)[0], None)
            self._go_on()
        return found

    def state(self, photo_id: str, size: PhotoSize = "thumb") -> str:
        """How a tile shows it: "ready", "loading" (or not on this laptop yet) or "broken"."""
        if (photo_id, size) in self._images:
            return "ready"
        return self._states.get((photo_id, size), "loading")

    def forget(self, *photo_ids: str) -> None:
        """Looks for these photos again, because a download may have brought them."""
        for photo_id in photo_ids:
            for size in _SIZES:
                if (photo_id, size) not in self._images:
                    self._states.pop((photo_id, size), None)

    def _go_on(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            key, _ = self._waiting.popitem()
            self._jobs.run(partial(self._decode, *key), partial(self._keep, key), partial(self._fail, key))

    def _decode(self, photo_id: str, size: PhotoSize) -> QImage | None:
        try:
            data = self._store.photo_bytes(photo_id, size)
        except FrameDamaged:
            return QImage()
        return None if data is None else decoded(data)

    def _keep(self, key: Key, image: object) -> None:
        self._busy = False
        if isinstance(image, QImage) and image.isNull():
            self._states[key] = "broken"
        elif isinstance(image, QImage):
            self._images[key] = image
            self._bytes += image.sizeInBytes()
            while self._bytes > _KEPT_BYTES and len(self._images) > 1:
                old, dropped = self._images.popitem(last=False)
                self._states.pop(old, None)
                self._bytes -= dropped.sizeInBytes()
        self.loaded.emit(*key)
        self._go_on()

    def _fail(self, key: Key, _error: Exception) -> None:
        self._keep(key, QImage())


class PhotoTiles:
    """Makes tiles of an order's photos: what each shows, when and by whom, and its picture if it is here."""

    def __init__(self, images: PhotoImages, moments: Moments, clock: Clock) -> None:
        self._images, self._moments, self._clock = images, moments, clock

    def tile(self, photo: Photo, size: PhotoSize = "thumb") -> PhotoTile:
        """One photo as a tile with its time; its picture may come later (`PhotoImages.loaded`)."""
        image = self._images.image(photo.id, size)
        tone = "ok" if photo.role is PhotoRole.AFTER else "neutral"
        return PhotoTile(
            photo.id,
            image,
            role_text(photo.role),
            tone,
            self._taken(photo),
            self._images.state(photo.id, size),
        )

    def caption(self, photo: Photo) -> str:
        """When it was taken, and by whom where that is known."""
        return " · ".join(part for part in (self._taken(photo), photo.by) if part)

    def _taken(self, photo: Photo) -> str:
        return self._moments.moment(photo.taken_at or photo.at, self._clock.wall_ms())


def proofs(view: OrderView) -> tuple[str, ...]:
    """The photos taken here that go with a closing, signatures among them."""
    own, photos = {photo.photo_id for photo in view.photos}, view.order.photos
    return tuple(photo.id for photo in (*shown_photos(photos), *signatures(photos)) if photo.id in own)


def decoded(data: bytes, most_px: int = 0) -> QImage:
    """The picture of these bytes, a null image where they are none; with `most_px` no side of it is longer.

    By Pillow, with which other threads go on meanwhile. Qt would ask a device that Python made for its bytes under the
    lock of its image plug-ins: where another thread waits for that lock with Python's own, both wait for ever.
    """
    from PIL import Image  # with the first photo, not with the window

    try:
        with Image.open(BytesIO(data)) as image:
            if most_px:
                image.thumbnail((most_px, most_px))
            pixels, (width, height) = image.convert("RGB").convert("RGBA").tobytes("raw", "BGRA"), image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return QImage()
    return QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def shown_photos(photos: tuple[Photo, ...]) -> tuple[Photo, ...]:
    """The pictures of the job: the resident's first, then before, during and after, each in order of time.

    Without what was withdrawn, and without signatures.
    """
    rank = {role: number for number, role in enumerate(PhotoRole)}
    shown = (p for p in photos if not p.withdrawn and p.role is not PhotoRole.SIGNATURE)
    return tuple(sorted(shown, key=lambda p: (rank[p.role], p.taken_at or p.at)))


def caption_of(order: WorkOrder, photo_id: str) -> str:
    """What was last written about a photo, "" for nothing."""
    return next((note.text for note in reversed(order.notes) if note.photo_id == photo_id), "")


def signatures(photos: tuple[Photo, ...]) -> tuple[Photo, ...]:
    """What was signed for the job, in order of time."""
    signed = (p for p in photos if not p.withdrawn and p.role is PhotoRole.SIGNATURE)
    return tuple(sorted(signed, key=lambda p: p.taken_at or p.at))
