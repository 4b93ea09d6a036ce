"""Photos that a desk looks at: asked for once each, because a desk's laptop does not fetch them unasked."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from fieldapp.background import Background
from fieldapp.models.photos import PhotoImages
from sync.orders import Photo
from sync.store import Store, StoreProblem
from sync.store.values import PhotoSize


class PhotoWishes(QObject):
    """Hands out pictures, and asks for those that are not here; `PhotoImages.loaded` tells when one came.

    `asked` is called when there is something new to fetch.
    """

    def __init__(
        self,
        store: Store,
        jobs: Background,
        images: PhotoImages,
        asked: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._images, self._asked = store, jobs, images, asked
        self._wished: set[tuple[str, str]] = set()

    def image(self, photo: Photo, order_id: str, size: PhotoSize) -> QImage | None:
        """The picture if it is decoded; else None, and it is on its way where the CRM has it."""
        found = self._images.image(photo.id, size)
        key = (photo.id, size)
        if found is None and photo.stored and key not in self._wished and self.state(photo.id, size) == "loading":
            self._wished.add(key)
            wish = partial(self._store.want_photo, photo.id, order_id, size)
            self._jobs.run(wish, self._kept, partial(self._failed, key))
        return found

    def state(self, photo_id: str, size: PhotoSize) -> str:
        """How a tile shows it: "ready", "loading" or "broken"."""
        return self._images.state(photo_id, size)

    def _failed(self, key: tuple[str, str], error: BaseException) -> None:
        if not isinstance(error, StoreProblem):
            raise error
        self._wished.discard(key)  # asked again when somebody looks again

    def _kept(self, _change: object) -> None:
        self._asked()
