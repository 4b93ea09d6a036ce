"""The first step of a close-out: the after photo, beside what the resident and the crew saw before."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos
from fieldapp.theme import px
from fieldapp.views.photo_check import PhotoCheck
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import FlowLayout, column, row
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.widgets.text import Text
from fieldapp.wording import role_text
from sync.orders import Photo, PhotoRole, WorkOrder

_ROOMY_PX = 560


def after_photos(order: WorkOrder) -> tuple[Photo, ...]:
    """The photos that prove this visit: after photos, taken since the job was sent back if it was."""
    since = order.returned.at if order.returned else ""
    return tuple(p for p in shown_photos(order.photos) if p.role is PhotoRole.AFTER and p.at > since)


class AfterPhotoCard(Card):
    """Shows the photos and takes new ones.

    `choose_asked`, `camera_asked`, `paste_asked`, `files_dropped(paths)`, `removed(photo_id)`,
    `retake_asked(photo_id)` and `draw_asked(photo_id)`: what a person wants done.
    """

    choose_asked = Signal()
    camera_asked = Signal()
    paste_asked = Signal()
    files_dropped = Signal(list)
    removed = Signal(str)
    retake_asked = Signal(str)
    draw_asked = Signal(str)

    def __init__(self, images: PhotoImages, tiles: PhotoTiles, check: PhotoCheck) -> None:
        super().__init__(padding=18)
        self._check = check
        self._images, self._tiles = images, tiles
        self._order: WorkOrder | None = None
        self._current = ""
        self._step = StepHeader(1, self.tr("After photo"))
        self._large = PhotoView(least_px=150)
        self._strip = PhotoStrip(tile_size=(82, 62))
        self._problem = Text(role="small_strong", tone="bad", wrap=True)
        self._problem.hide()
        self._choose = Button(self.tr("From phone or SD card"), "smartphone", "primary", "large")
        self._camera = Button(self.tr("Camera"), "camera", size="large")
        self._paste = Button(self.tr("Paste"), "copy", size="large")
        self._remove = Button(self.tr("Remove"), "trash-2", "quiet", "large")
        self._retake = Button(self.tr("Retake"), "rotate-ccw", size="medium")
        self._draw = Button(self.tr("Blur / arrow"), "pencil", size="medium")
        self._below = FlowLayout(gap=10)
        for button in (self._retake, self._draw):
            self._below.addWidget(button)
        buttons = row(self._choose, self._camera, self._paste, self._remove, gap=12)
        buttons.setStretch(0, 1)
        # Where the window is low the middle scrolls: the photo stays large enough to judge, the way on stays in sight.
        middle = column(self._large, self._check, self._strip, self._below, self._problem, gap=10)
        middle.setStretchFactor(self._large, 1)
        self.add(self._step)
        self.add(Scrolled(middle), 1)
        self.body.addLayout(buttons)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the words go below the icons where there is no room beside them."""
        for button in (self._camera, self._paste, self._remove):
            button.set_stacked(self.width() < px(_ROOMY_PX))
        super().resizeEvent(event)

    def set_needed(self, needed: bool) -> None:
        """Says whether the outcome that was chosen asks for a photo."""
        self._step.set_caption("" if needed else self.tr("optional"))

    def show_order(self, order: WorkOrder) -> None:
        """Shows the job's photos; a new after photo comes to the front."""
        proofs = after_photos(order)
        before = {p.id for p in after_photos(self._order)} if self._order else set()
        new = [photo.id for photo in proofs if photo.id not in before]
        if self._order is None or self._order.id != order.id:
            self._current = ""
        if new:
            self._current = new[-1]
        self._order = order
        ids = [photo.id for photo in shown_photos(order.photos)]
        if self._current not in ids:
            self._current = proofs[-1].id if proofs else ""
        self._step.set_done(bool(proofs))
        self._show()

    def offer_camera(self, offered: bool) -> None:
        """Whether this laptop has a camera."""
        self._camera.setVisible(offered)

    def show_problem(self, sentence: str) -> None:
        """Says why a photo was not added."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def keep_caption(self) -> None:
        """Records the caption that is still being typed."""
        self._check.keep_caption()

    def focus_choose(self) -> None:
        """Leads to the button that adds a photo."""
        self._choose.setFocus()

    def first_focus(self) -> QWidget:
        """The first widget that takes keys."""
        return self._large

    def _connect(self) -> None:
        self._large.opened.connect(self._open)
        self._large.files_dropped.connect(self.files_dropped)
        self._strip.files_dropped.connect(self.files_dropped)
        self._strip.chosen.connect(self._look_at)
        self._choose.clicked.connect(self.choose_asked)
        self._camera.clicked.connect(self.camera_asked)
        self._paste.clicked.connect(self.paste_asked)
        self._remove.clicked.connect(lambda: self.removed.emit(self._current))
        self._retake.clicked.connect(lambda: self.retake_asked.emit(self._current))
        self._draw.clicked.connect(lambda: self.draw_asked.emit(self._current))
        self._images.loaded.connect(self._loaded)

    def _open(self) -> None:
        if not self._current:
            self.choose_asked.emit()

    def _look_at(self, photo_id: str) -> None:
        self._current = photo_id
        self._show()

    def _show(self) -> None:
        if self._order is None:
            return
        photos = shown_photos(self._order.photos)
        photo = next((p for p in photos if p.id == self._current), None)
        proofs = after_photos(self._order)
        self._strip.set_tiles([replace(self._tiles.tile(p), caption="") for p in photos])
        self._strip.setVisible(bool(photos))
        self._strip.select(self._current)
        self._remove.setVisible(photo in proofs)
        self._retake.setVisible(photo in proofs)
        self._draw.setVisible(photo is not None and photo.role is not PhotoRole.RESIDENT)
        self._check.show_photo(self._order, photo)
        if photo is None:
            self._large.set_photo(None, caption=self.tr("Drop a photo here, paste it, or choose one"))
            return
        image = self._images.image(photo.id, "screen") or self._images.image(photo.id, "thumb")
        tone = "ok" if photo.role is PhotoRole.AFTER else "neutral"
        label = role_text(photo.role)
        self._large.set_photo(image, label, tone, self._tiles.caption(photo), checked=photo in proofs)

    def _loaded(self, photo_id: str, _size: str) -> None:
        if self._order is not None and any(photo.id == photo_id for photo in self._order.photos):
            self._show()
