"""Small pictures of photo files that are in no job yet: decoded one after the other, what is looked at now first."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from fieldapp.background import Background

SIDE_PX = 320
_KEPT, _MOST_WAITING = 600, 80
_HEIC = frozenset({".heic", ".heif"})


class FileThumbs(QObject):
    """Hands out pictures by path; `loaded(path)` when one is there or is known to be broken."""

    loaded = Signal(str)

    def __init__(self, jobs: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._broken: set[str] = set()
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._busy = False

    def image(self, path: Path) -> QImage | None:
        """The picture if it is decoded; else None, and it is next."""
        key = str(path)
        found = self._images.get(key)
        if found is not None:
            self._images.move_to_end(key)
        elif key not in self._broken:
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            while len(self._waiting) > _MOST_WAITING:  # scrolled past: asked for again when somebody looks again
                self._waiting.popitem(last=False)
            self._go_on()
        return found

    def state(self, path: Path) -> str:
        """How a tile shows it: "ready", "loading" or "broken"."""
        key = str(path)
        return "broken" if key in self._broken else "ready" if key in self._images else "loading"

    def forget(self) -> None:
        """Lets go of all pictures: the card is another one."""
        self._images.clear()
        self._broken.clear()
        self._waiting.clear()

    def _go_on(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            key, _ = self._waiting.popitem()
            self._jobs.run(partial(thumb_of, Path(key)), partial(self._keep, key), partial(self._fail, key))

    def _keep(self, key: str, image: QImage) -> None:
        self._busy = False
        if image.isNull():
            self._broken.add(key)
        else:
            self._images[key] = image
            while len(self._images) > _KEPT:
                self._images.popitem(last=False)
        self.loaded.emit(key)
        self._go_on()

    def _fail(self, key: str, _error: Exception) -> None:
        self._keep(key, QImage())


def thumb_of(path: Path) -> QImage:
    """A picture of at most SIDE_PX, upright; a null image where the file is none or does not open."""
    if path.suffix.lower() in _HEIC:
        return _heic_thumb(path)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE_PX:
        reader.setScaledSize(size.scaled(QSize(SIDE_PX, SIDE_PX), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _heic_thumb(path: Path) -> QImage:
    from sync.photo_refused import PhotoRefused
    from sync.photos import prepare  # Qt reads no HEIC

    try:
        return QImage.fromData(prepare(path).thumbnail)
    except PhotoRefused:
        return QImage()
