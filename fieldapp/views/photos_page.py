"""Photos: all pictures of this laptop's jobs, whether the city has them, and what room they take."""

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from fieldapp.context import Context
from fieldapp.models.photo_shelf import PhotoShelf, Shot
from fieldapp.models.photos import PhotoImages, PhotoTiles
from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import PhotoTile, Segment
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.views.page_items import edit_id
from fieldapp.views.photo_check import PhotoCheck
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import FlowLayout, column, row
from fieldapp.widgets.photo_grid import PhotoGrid
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.text import Text
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text, role_text, room_text
from sync.orders import SIGHTS, PhotoRole
from sync.states import Place
from sync.store import Change, StoreProblem

_JOBS_IN_MENU = 40
_EVERY = ""


class PhotosPage(Page):
    """A grid of photos, and the chosen one large."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._images = PhotoImages(context.store, context.jobs, self)
        self._tiles = PhotoTiles(self._images, self._moments, context.clock)
        self._shelf = PhotoShelf(context.store, context.jobs, context.folder, self)
        self._job_id = _EVERY
        self._model: RowList[Shot] = RowList(lambda shot: shot.photo.id, self._tile, self)
        self._tabs = Segmented(
            (
                Segment("all", self.tr("All")),
                Segment("mine", self.tr("Taken here")),
                Segment("waiting", self.tr("Not in the CRM yet")),
            ),
            self.tr("Which photos"),
        )
        every = Segment(_EVERY, self.tr("All roles"))
        roles = (Segment(role.value, role_text(role)) for role in (PhotoRole.RESIDENT, *SIGHTS))
        self._roles = Segmented((every, *roles), self.tr("What they show"))
        self._job = Button("", "clipboard-list", size="medium")
        self._job.setMenu(QMenu(self._job))
        self._import = Button(self.tr("Add photos"), "image-plus", "primary")
        self._grid = PhotoGrid(self.tr("Photos"))
        self._grid.setModel(self._model)
        self._empty = EmptyState()
        self._room = Text(role="small", tone="text2", wrap=True)
        self._large = PhotoView()
        self._title, self._address = Text(role="h2", wrap=True), Text(tone="text2", wrap=True)
        self._taken, self._place = Text(role="small", tone="text2", wrap=True), Chip(high=True)
        self._check = PhotoCheck(context)
        self._open = Button(self.tr("Open the job"), "clipboard-list", size="large")
        self._draw = Button(self.tr("Blur / arrow"), "pencil", size="large")
        self._build()
        self._connect()

    def tools(self) -> tuple[QWidget, ...]:
        """The button that adds photos."""
        return (self._import,)

    def refresh(self, change: Change | None = None) -> None:
        """Reads which photos there are, away from the window's thread."""
        if change is not None:
            self._images.forget(*change.photos)
        self._shelf.read(change)

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
        left = column(self._tabs, self._roles, self._job, self._stack, self._room, gap=10)
        left.setStretch(3, 1)
        self._card = Card(padding=18)
        words = row(column(self._title, self._address, self._taken, gap=4), self._place, gap=12)
        words.setStretch(0, 1)
        middle = column(self._large, words, self._check, 1, gap=12)
        middle.setStretch(0, 100)
        self._card.add(Scrolled(middle), 1)
        buttons = FlowLayout(gap=10)
        for button in (self._open, self._draw):
            buttons.addWidget(button)
        self._card.body.addLayout(buttons)
        sides = row(left, self._card, gap=20, margins=(20, 16, 20, 16))
        sides.setStretch(0, 11)
        sides.setStretch(1, 9)
        self.setLayout(sides)
        self.setFocusProxy(self._grid)

    def _connect(self) -> None:
        self._shelf.changed.connect(self._show)
        self._tabs.chosen.connect(lambda _key: self._show())
        self._roles.chosen.connect(lambda _key: self._show())
        self._import.clicked.connect(lambda: self.asked.emit("photo_import", "*"))
        self._grid.chosen.connect(self._look_at)
        self._grid.opened.connect(lambda _id: self._open_job())
        self._open.clicked.connect(self._open_job)
        self._draw.clicked.connect(self._draw_on)
        self._empty.acted.connect(self._show_every)
        self._images.loaded.connect(self._loaded)
        bind(self, "Ctrl+E", self._draw_on, self.tr("Blur / arrow"))
        bind(self, "Ctrl+O", self._import.click, self.tr("Add photos"))

    def _show(self) -> None:
        every = [shot for shot in self._shelf.shots if self._job_id in (_EVERY, shot.order_id)]
        waiting = [s for s in every if s.place not in (None, Place.IN_CRM)]
        by_tab = {"all": every, "mine": [s for s in every if s.place is not None], "waiting": waiting}
        for key, shots in by_tab.items():
            self._tabs.set_count(key, len(shots))
        role = self._roles.selected()
        shown = [s for s in by_tab[self._tabs.selected()] if role in (_EVERY, s.photo.role.value)]
        kept = self._grid.current_id()
        self._model.set_values(shown)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._card.setVisible(bool(shown))
        if not shown:
            self._say_nothing()
        elif kept in self._model.ids():
            self._look_at(kept)
        else:
            self._grid.select(shown[0].photo.id)
        self._show_jobs()
        self._show_room()
        on_laptop = self.tr("%n photo(s) on this laptop", "", len(self._shelf.shots))
        away = sum(shot.place not in (None, Place.IN_CRM) for shot in self._shelf.shots)
        safe = self.tr("{count} not in the CRM yet").format(count=away)
        self.titled.emit(self.tr("Photos"), f"{on_laptop} · {safe}" if away else on_laptop)

    def _say_nothing(self) -> None:
        if self._shelf.shots:
            self._empty.set("images", self.tr("No photo is like that."), "", self.tr("Show all photos"))
            return
        hint = self.tr("Photos from residents come with the jobs; yours are kept here until the city has them.")
        self._empty.set("images", self.tr("No photos here yet."), hint)

    def _show_jobs(self) -> None:
        jobs = {shot.order_id: f"{shot.title} · {shot.address}" for shot in self._shelf.shots}
        menu = self._job.menu()
        menu.clear()
        menu.addAction(self.tr("All jobs"), partial(self._choose_job, _EVERY))
        for order_id, words in list(jobs.items())[:_JOBS_IN_MENU]:
            menu.addAction(words.replace("&", "&&"), partial(self._choose_job, order_id))
        self._job.setText(jobs.get(self._job_id, self.tr("All jobs")))

    def _show_room(self) -> None:
        room = self._shelf.room
        self._room.setVisible(room is not None)
        if room is None:
            return
        little = room_text(room.free, self._context.language.locale)
        said = self.tr("Photos take {taken} of this laptop; {free} free.")
        taken, free = self._moments.size(room.taken), self._moments.size(room.free)
        self._room.setText(little or said.format(taken=taken, free=free))
        self._room.set_tone("warn" if little else "text2")

    def _choose_job(self, order_id: str) -> None:
        self._job_id = order_id
        self._show()

    def _show_every(self) -> None:
        self._job_id = _EVERY
        self._tabs.select("all")
        self._roles.select(_EVERY)
        self._show()

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
        try:
            view = self._context.store.order(shot.order_id)
        except StoreProblem:  # a photo that was still being decoded when the laptop's file was closed
            view = None
        self._check.setVisible(view is not None)
        if view is not None:
            self._check.show_photo(view.order, shot.photo)
        self._draw.setVisible(shot.photo.role is not PhotoRole.RESIDENT)
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

    def _draw_on(self) -> None:
        shot = self._model.value(self._grid.current_id())
        if shot is not None and shot.photo.role is not PhotoRole.RESIDENT:
            self.asked.emit("photo_edit", edit_id(shot.order_id, shot.photo.id))
