"""The middle of the review: the job, its photos before and after, and the values that wait for a decision."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from fieldapp.context import Context
from fieldapp.models.checks import after_photos, before_photos, own_photos
from fieldapp.models.photo_wishes import PhotoWishes
from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos, signatures
from fieldapp.models.reviews import Case
from fieldapp.moments import Moments
from fieldapp.rows import PhotoTile
from fieldapp.theme import px
from fieldapp.views.review_held import HeldCard
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.compare_view import CompareView
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.text import Text
from fieldapp.widgets.top_bar import JobHeader
from fieldapp.wording import role_text
from sync.clock import parse_ms
from sync.orders import Photo, PhotoRole, ServiceType

_OFFLINE_GAP_MS = 2 * 60_000
_NARROW_PX = 700


class CasePanel(QWidget):
    """Shows one case. A press on a small photo puts it on its side of the comparison."""

    def __init__(self, context: Context, images: PhotoImages, wishes: PhotoWishes) -> None:
        super().__init__()
        self._context, self._wishes = context, wishes
        self._moments = Moments(context.language.tag)
        self._tiles = PhotoTiles(images, self._moments, context.clock)
        self._case: Case | None = None
        self._pair: tuple[Photo | None, Photo | None] = (None, None)
        self._painted: tuple[object, ...] = ()
        self._header, self._when = JobHeader(), Chip(high=True)
        self._header.add(self._when)
        self._when_line = Text(role="small", tone="text2", wrap=True)
        self.compare = CompareView()
        # The photos take the room that is left, and scroll only where that is very little.
        self.compare.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.compare.setMinimumHeight(px(260))
        self.strip = PhotoStrip()
        self.strip.setAcceptDrops(False)
        self.strip.chosen.connect(self._put)
        self._coming = Text(role="small", tone="text2", elide=True)
        self._slide = Button(self.tr("Slide"), "chevrons-left-right", size="small")
        self._side = Button(self.tr("Side by side"), "columns-2", size="small")
        for button, mode in ((self._slide, "slide"), (self._side, "side")):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, mode=mode: self.set_mode(mode))
        self._held = HeldCard()
        self._build()
        self.set_mode("slide")
        images.loaded.connect(self._loaded)

    def show_case(self, case: Case, crew: str, crews: Mapping[str, str], service: ServiceType | None) -> None:
        """Shows a case; photos put on the sides stay while it is the same case and they are still there."""
        fresh = self._case is None or self._case.id != case.id
        self._case = case
        order, line = case.order, case.view.line
        title = order.title if order else line.title if line else self.tr("Job that the list does not have")
        facts = (order.address, order.number) if order else ()
        icon, tone = (service.icon, service.tone) if service else ("circle-dot-dashed", "grey")
        self._header.set_job(title, " · ".join(part for part in (*facts, crew) if part), icon, tone)
        self._show_when(case)
        self._held.show_case(case, crew, crews, service, self._context.language.tag)
        shown = {photo.id for photo in shown_photos(order.photos)} if order else set()
        if fresh or any(photo is not None and photo.id not in shown for photo in self._pair):
            self._pair = self._first_pair(case)
            self._scroll.verticalScrollBar().setValue(0)
        else:
            self._pair = (self._again(self._pair[0]), self._again(self._pair[1]))
            if None in self._pair:
                first = self._first_pair(case)
                self._pair = (self._pair[0] or first[0], self._pair[1] or first[1])
        self.show_photos()

    def set_mode(self, mode: str) -> None:
        """Compares "slide" (one over the other) or "side" (by side)."""
        self.compare.set_mode(mode)
        self._slide.setChecked(mode == "slide")
        self._side.setChecked(mode == "side")

    def show_photos(self) -> None:
        """Paints the photos again, because one came."""
        case = self._case
        photos = shown_photos(case.order.photos) if case and case.order else ()
        before, after = self._pair
        images = (self._image(before), self._image(after))
        labels = (self._label(before), self._label(after))
        none = (self._none(before, PhotoRole.BEFORE), self._none(after, PhotoRole.AFTER))
        painted = (*(image.cacheKey() if image else 0 for image in images), *labels, *none)
        if painted != self._painted:
            same_pair, position = self._painted[2:4] == labels, self.compare.position()
            self._painted = painted
            self.compare.set_missing(*none)
            self.compare.set_images(*images, *labels)
            if same_pair:  # a sharper picture came: the handle stays where the person has it
                self.compare.set_position(position)
        signed = signatures(case.order.photos) if case and case.order else ()
        self.strip.set_tiles([self._tile(photo) for photo in (*photos, *signed)])
        self.strip.select(*(photo.id for photo in self._pair if photo is not None))
        missing = sum(not photo.stored for photo in own_photos(case.order if case else None))
        self._coming.setVisible(missing > 0)
        self._coming.setText(self.tr("%n photo(s) still on the crew’s laptop", "", missing) if missing else "")

    def take(self, facts: QWidget) -> None:
        """Takes the facts in below the photos, where the window has no room for a third column."""
        self._body.addWidget(facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where the panel is narrow the time goes below the title."""
        narrow = self.width() < px(_NARROW_PX)
        self._when_line.setVisible(narrow)
        self._when.setVisible(not narrow)
        super().resizeEvent(event)

    def _build(self) -> None:
        modes = row(self._slide, self._side, gap=10)
        below = row(self.strip, modes, gap=16)
        below.setStretch(0, 1)
        below.setAlignment(modes, Qt.AlignmentFlag.AlignTop)
        head = column(self._header, self._when_line, gap=6, margins=(22, 16, 22, 12))
        inside = QWidget()
        self._body = column(self._held, self.compare, below, self._coming, gap=14, margins=(22, 2, 22, 14))
        self._body.setStretchFactor(self.compare, 1)
        inside.setLayout(self._body)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self._scroll.viewport(), inside):
            part.setAutoFillBackground(False)
        self.setLayout(column(head, self._scroll, gap=0))
        self.setMinimumWidth(px(380))

    def _first_pair(self, case: Case) -> tuple[Photo | None, Photo | None]:
        before, after = before_photos(case.order), after_photos(case.order)
        left = before[0] if before else None
        if left is None and case.order is not None:
            left = next((p for p in shown_photos(case.order.photos) if p.role is PhotoRole.RESIDENT), None)
        return left, after[-1] if after else None

    def _again(self, photo: Photo | None) -> Photo | None:
        """The same photo as the order has it now."""
        photos = self._case.order.photos if self._case and self._case.order and photo else ()
        return next((each for each in photos if photo and each.id == photo.id), None)

    def _put(self, photo_id: str) -> None:
        photos = self._case.order.photos if self._case and self._case.order else ()
        photo = next((each for each in photos if each.id == photo_id), None)
        if photo is None:
            return
        late = photo.role in (PhotoRole.AFTER, PhotoRole.DURING)
        self._pair = (self._pair[0], photo) if late else (photo, self._pair[1])
        self.show_photos()

    def _image(self, photo: Photo | None) -> QImage | None:
        if photo is None or self._case is None:
            return None
        order_id = self._case.view.review.order_id
        return self._wishes.image(photo, order_id, "screen") or self._wishes.image(photo, order_id, "thumb")

    def _tile(self, photo: Photo) -> PhotoTile:
        if self._case is not None:
            self._wishes.image(photo, self._case.view.review.order_id, "thumb")
        tile = self._tiles.tile(photo)
        time = self._moments.moment(photo.taken_at or photo.at, self._context.clock.wall_ms())
        return PhotoTile(tile.id, tile.image, tile.label, tile.label_tone, time, tile.state)

    def _label(self, photo: Photo | None) -> str:
        if photo is None:
            return ""
        time = self._moments.moment(photo.taken_at or photo.at, self._context.clock.wall_ms())
        return f"{role_text(photo.role).upper()} · {time}"

    def _none(self, photo: Photo | None, role: PhotoRole) -> str:
        """What an empty side says: that there is no photo, or why it is not here."""
        if photo is None:
            return self.tr("No photo before") if role is PhotoRole.BEFORE else self.tr("No photo after")
        if self._wishes.state(photo.id, "screen") == "broken":
            return self.tr("This photo does not open. (PHOTO-DAMAGED)")
        if not photo.stored:
            return self.tr("Still on the crew’s laptop")
        return self.tr("The photo is being fetched.")

    def _show_when(self, case: Case) -> None:
        review, now_ms = case.view.review, self._context.clock.wall_ms()
        done = self._moments.moment(review.occurred_at, now_ms)
        arrived = self._moments.moment(review.received_at, now_ms)
        late = parse_ms(review.received_at) - parse_ms(review.occurred_at) > _OFFLINE_GAP_MS
        if review.command_kind == "close_out":
            words = self.tr("Closed offline {done}, arrived {arrived}") if late else self.tr("Closed {done}")
        else:
            words = self.tr("Entered offline {done}, arrived {arrived}") if late else self.tr("Entered {done}")
        said = words.format(done=done, arrived=arrived)
        self._when.set(said, "neutral", "cloud-off" if late else "clock")
        self._when.setVisible(self.width() >= px(_NARROW_PX))
        self._when_line.setText(said)

    def _loaded(self, photo_id: str, _size: str) -> None:
        photos = self._case.order.photos if self._case and self._case.order else ()
        if any(photo.id == photo_id for photo in photos):
            self.show_photos()
