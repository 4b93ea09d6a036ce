"""Photos: all pictures of this laptop's jobs, and whether the city has them."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from fieldapp.context import Context
from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos
from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import PhotoTile, Segment
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.photo_grid import PhotoGrid
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.text import Text
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text, role_text
from sync.orders import Photo, PhotoRole
from sync.states import PhotoState, Place
from sync.store import Change, OrderLine, Query, Store

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


class PhotosPage(Page):
    """A grid of photos, and the chosen one large."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._images = PhotoImages(context.store, context.jobs, self)
        self._tiles = PhotoTiles(self._images, self._moments, context.clock)
        self._shots: tuple[Shot, ...] = ()
        self._asked_again = self._reading = False
        self._model: RowList[Shot] = RowList(lambda shot: shot.photo.id, self._tile, self)
        self._tabs = Segmented(
            (
                Segment("all", self.tr("All")),
                Segment("mine", self.tr("Taken here")),
                Segment("waiting", self.tr("Not in the CRM yet")),
            ),
            self.tr("Which photos"),
        )
        self._grid = PhotoGrid(self.tr("Photos"))
        self._grid.setModel(self._model)
        self._empty = EmptyState(
            "images",
            self.tr("No photos here yet."),
            self.tr("Photos from residents come with the jobs; yours are kept here until the city has them."),
        )
        self._large = PhotoView()
        self._title, self._address = Text(role="h2", wrap=True), Text(tone="text2", wrap=True)
        self._taken, self._place = Text(role="small", tone="text2", wrap=True), Chip(high=True)
        self._open = Button(self.tr("Open the job"), "clipboard-list", size="large")
        self._build()
        self._tabs.chosen.connect(lambda _key: self._show())
        self._grid.chosen.connect(self._look_at)
        self._grid.opened.connect(lambda _id: self._open_job())
        self._open.clicked.connect(self._open_job)
        self._images.loaded.connect(self._loaded)

    def refresh(self, change: Change | None = None) -> None:
        """Reads which photos there are, away from the window's thread; one reading at a time."""
        if change is not None:
            self._images.forget(*change.photos)
        if self._reading:
            self._asked_again = True
            return
        self._reading = True
        self._context.jobs.run(partial(_shots, self._context.store), self._take, self._give_up)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the large photo keeps the shape of one."""
        super().resizeEvent(event)
        self._large.setMaximumHeight(max(px(120), round(self._large.width() * 0.75)))

    def _build(self) -> None:
        self._stack = QStackedWidget()
        sheet = Card(padding=10)
        sheet.add(self._grid, 1)
        self._stack.addWidget(sheet)
        self._stack.addWidget(self._empty)
        left = column(self._tabs, self._stack, gap=16)
        left.setStretch(1, 1)
        self._card = Card(padding=18)
        self._card.add(self._large)
        words = row(column(self._title, self._address, self._taken, gap=4), self._place, gap=12)
        words.setStretch(0, 1)
        self._card.body.addLayout(words)
        self._card.body.addStretch(1)
        self._card.body.addLayout(row(self._open, 1))
        sides = row(left, self._card, gap=20, margins=(20, 20, 20, 20))
        sides.setStretch(0, 11)
        sides.setStretch(1, 9)
        self.setLayout(sides)
        self.setFocusProxy(self._grid)

    def _take(self, shots: tuple[Shot, ...]) -> None:
        self._reading = False
        self._shots = shots
        self._show()
        if self._asked_again:
            self._asked_again = False
            self.refresh()

    def _give_up(self, error: BaseException) -> None:
        self._reading = False
        raise error

    def _show(self) -> None:
        waiting = [s for s in self._shots if s.place not in (None, Place.IN_CRM)]
        mine = [s for s in self._shots if s.place is not None]
        by_tab = {"all": list(self._shots), "mine": mine, "waiting": waiting}
        for key, shots in by_tab.items():
            self._tabs.set_count(key, len(shots))
        shown = by_tab[self._tabs.selected()]
        kept = self._grid.current_id()
        self._model.set_values(shown)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._card.setVisible(bool(shown))
        if kept in self._model.ids():
            self._look_at(kept)
        elif shown:
            self._grid.select(shown[0].photo.id)
        words = self.tr("%n photo(s) on this laptop", "", len(self._shots))
        safe = self.tr("{count} not in the CRM yet").format(count=len(waiting))
        self.titled.emit(self.tr("Photos"), f"{words} · {safe}" if waiting else words)

    def _tile(self, shot: Shot) -> PhotoTile:
        image = self._images.image(shot.photo.id)
        words = place_text(shot.place) if shot.place else shot.title
        tone = "ok" if shot.photo.role is PhotoRole.AFTER else "neutral"
        state = self._images.state(shot.photo.id)
        return PhotoTile(shot.photo.id, image, role_text(shot.photo.role), tone, words, state)

    def _look_at(self, photo_id: str) -> None:
        shot = self._model.value(photo_id)
        if shot is None:
            return
        image = self._images.image(photo_id, "screen") or self._images.image(photo_id)
        tone = "ok" if shot.photo.role is PhotoRole.AFTER else "neutral"
        self._large.set_photo(image, role_text(shot.photo.role), tone)
        self._title.setText(shot.title)
        self._address.setText(shot.address)
        self._taken.setText(self._tiles.caption(shot.photo))
        place = shot.place
        self._place.set(
            place_text(place) if place else "",
            PLACE_TONES[place] if place else "neutral",
            PLACE_ICONS[place] if place else "",
        )

    def _loaded(self, photo_id: str, _size: str) -> None:
        self._model.remake(photo_id)
        if photo_id == self._grid.current_id():
            self._look_at(photo_id)

    def _open_job(self) -> None:
        shot = self._model.value(self._grid.current_id())
        if shot is not None:
            self.asked.emit("today", shot.order_id)


def _shots(store: Store) -> tuple[Shot, ...]:
    found: list[Shot] = []
    for line in store.orders(Query(show="all")):
        if line.photos.resident or line.photos.own:
            found += _of(store, line)
    found.sort(key=lambda shot: shot.photo.taken_at or shot.photo.at, reverse=True)
    return tuple(found)


def _of(store: Store, line: OrderLine) -> list[Shot]:
    view = store.order(line.id)
    if view is None:
        return []
    here = {photo.photo_id: _PLACES[photo.state] for photo in view.photos}
    return [
        Shot(photo, line.id, line.title, line.address, here.get(photo.id)) for photo in shown_photos(view.order.photos)
    ]
