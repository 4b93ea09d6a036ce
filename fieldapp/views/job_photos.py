"""The photos of a job: the one looked at, the others below it, and a place to add what it looked like before."""

from PySide6.QtCore import Signal

from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos
from fieldapp.theme import px
from fieldapp.views.photo_check import PhotoCheck
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.compare_view import CompareView
from fieldapp.widgets.layouts import FlowLayout
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
        self._compared: tuple[object, ...] = ()
        self._large, self._compare = PhotoView(), CompareView()
        self._compare.setMinimumHeight(px(220))
        self._compare.setMaximumHeight(px(300))
        self._sides: tuple[Photo | None, Photo | None] = (None, None)
        self._both = Button(self.tr("Before / after"), "columns-2", size="small")
        self._both.setCheckable(True)
        self._both.toggled.connect(lambda _on: self._show())
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
        self.add(self._compare, 1)
        self.add(self._check)
        self.add(self._strip)
        acts = FlowLayout(gap=10)
        acts.addWidget(self._draw)
        acts.addWidget(self._both)
        self.body.addLayout(acts)
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
        """Says why a photo was not added."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _choose(self, photo_id: str) -> None:
        self._current = photo_id
        photo = next((p for p in self._photos if p.id == photo_id), None)
        if photo is not None and self._both.isChecked():
            late = photo.role in (PhotoRole.AFTER, PhotoRole.DURING)
            self._sides = (self._sides[0], photo) if late else (photo, self._sides[1])
        self._show()

    def _show(self) -> None:
        photo = next((p for p in self._photos if p.id == self._current), None)
        self._pair_up()
        both = self._both.isChecked() and not self._both.isHidden()
        self._compare.setVisible(both)
        self._large.setVisible(photo is not None and not both)
        if both:
            self._show_both()
        self._draw.setVisible(photo is not None and photo.role is not PhotoRole.RESIDENT)
        if self._order is not None:
            self._check.show_photo(self._order, photo)
        if photo is not None:
            image = self._images.image(photo.id, "screen") or self._images.image(photo.id, "thumb")
            tone = "ok" if photo.role is PhotoRole.AFTER else "neutral"
            self._large.set_photo(image, role_text(photo.role), tone, self._tiles.caption(photo))
        self._strip.set_tiles([self._tiles.tile(p) for p in self._photos])
        self._strip.select(*(side.id for side in self._sides if side) if both else (self._current,))

    def _pair_up(self) -> None:
        """The photo before, of the crew or else of the resident, and the last one after; while in sight they stay."""
        here = {photo.id: photo for photo in self._photos}
        kept = self._sides if self._both.isChecked() else (None, None)
        before, after = (here.get(side.id) if side else None for side in kept)
        early = [p for p in self._photos if p.role is PhotoRole.BEFORE] or [
            p for p in self._photos if p.role is PhotoRole.RESIDENT
        ]
        late = [p for p in self._photos if p.role is PhotoRole.AFTER]
        self._sides = (before or (early[0] if early else None), after or (late[-1] if late else None))
        self._both.setVisible(None not in self._sides)

    def _show_both(self) -> None:
        pictures = []
        for photo in self._sides:
            shown = photo and (self._images.image(photo.id, "screen") or self._images.image(photo.id, "thumb"))
            pictures.append(shown or None)
        labels = [f"{role_text(p.role)} · {self._tiles.tile(p).caption}" if p else "" for p in self._sides]
        keys = (*(picture.cacheKey() if picture else 0 for picture in pictures), *labels)
        if keys != self._compared:  # a sharper picture came: the handle stays where the person has it
            position = self._compare.position()
            self._compare.set_missing(*(self.tr("The photo is being fetched."),) * 2)
            self._compare.set_images(pictures[0], pictures[1], *labels)
            if self._compared[2:] == tuple(labels):
                self._compare.set_position(position)
            self._compared = keys

    def _loaded(self, photo_id: str, _size: str) -> None:
        if any(photo.id == photo_id for photo in self._photos):
            self._show()
