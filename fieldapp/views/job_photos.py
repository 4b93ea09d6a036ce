"""The photos of a job: the one looked at, the others below it, and a place to add what it looked like before."""

from PySide6.QtCore import Signal

from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos
from fieldapp.views.photo_check import PhotoCheck
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import row
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.text import Text
from fieldapp.wording import role_text
from sync.orders import Photo, PhotoRole, WorkOrder


class PhotosCard(Card):
    """A job's photos. `add_asked` when the empty tile is pressed, `files_dropped` with paths, `opened(photo_id)`,
    `draw_asked(photo_id)`."""

    add_asked = Signal()
    files_dropped = Signal(list)
    opened = Signal(str)
    draw_asked = Signal(str)

    def __init__(self, images: PhotoImages, tiles: PhotoTiles, check: PhotoCheck) -> None:
        super().__init__()
        self._check = check
        self._order: WorkOrder | None = None
        self.set_title(self.tr("Photos"))
        self._images, self._tiles = images, tiles
        self._photos: tuple[Photo, ...] = ()
        self._current = ""
        self._large = PhotoView()
        self._strip = PhotoStrip(self.tr("Add before"), (96, 72))
        self._problem = Text(role="small_strong", tone="bad", wrap=True)
        self._problem.hide()
        self._draw = Button(self.tr("Blur / arrow"), "pencil", size="small")
        self._draw.clicked.connect(lambda: self.draw_asked.emit(self._current))
        self._large.opened.connect(lambda: self.opened.emit(self._current))
        self._large.files_dropped.connect(self.files_dropped)
        self._strip.files_dropped.connect(self.files_dropped)
        self._strip.chosen.connect(self._choose)
        self._strip.add_asked.connect(self.add_asked)
        images.loaded.connect(self._loaded)
        self.add(self._large, 1)
        self.add(self._check)
        self.add(self._strip)
        self.body.addLayout(row(self._draw, 1))
        self.add(self._problem)

    def show_order(self, order: WorkOrder) -> None:
        """Shows the job's photos; the one that was looked at stays if it is among them."""
        self._order, self._photos = order, shown_photos(order.photos)
        if self._current not in {photo.id for photo in self._photos}:
            self._current = self._photos[0].id if self._photos else ""
        resident = sum(photo.role is PhotoRole.RESIDENT for photo in self._photos)
        self.set_caption(self.tr("%n from resident", "", resident) if resident else "")
        self._show()

    def show_problem(self, sentence: str) -> None:
        """Says why a photo was not added, until the next one is."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _choose(self, photo_id: str) -> None:
        self._current = photo_id
        self._show()

    def _show(self) -> None:
        photo = next((p for p in self._photos if p.id == self._current), None)
        self._large.setVisible(photo is not None)
        self._draw.setVisible(photo is not None and photo.role is not PhotoRole.RESIDENT)
        if self._order is not None:
            self._check.show_photo(self._order, photo)
        if photo is not None:
            image = self._images.image(photo.id, "screen") or self._images.image(photo.id, "thumb")
            tone = "ok" if photo.role is PhotoRole.AFTER else "neutral"
            self._large.set_photo(image, role_text(photo.role), tone, self._tiles.caption(photo))
        self._strip.set_tiles([self._tiles.tile(p) for p in self._photos])
        self._strip.select(self._current)

    def _loaded(self, photo_id: str, _size: str) -> None:
        if any(photo.id == photo_id for photo in self._photos):
            self._show()
