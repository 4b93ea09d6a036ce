"""Taking photos with this laptop's own camera: each is in its job at once."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

from fieldapp.camera import Camera, Dark, Lens
from fieldapp.context import Context
from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos
from fieldapp.models.shot import Shot
from fieldapp.moments import Moments
from fieldapp.rows import Segment
from fieldapp.views.page import Page
from fieldapp.views.page_items import job_and_role
from fieldapp.views.photo_adding import PhotoAdding
from fieldapp.views.recording import record
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.pages import Pages
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.text import Text
from fieldapp.widgets.top_bar import BottomBar
from fieldapp.wording import role_text
from sync.commands import WithdrawPhoto
from sync.orders import SIGHTS, Photo, PhotoRole
from sync.store import Change, OrderView


class CameraPage(Page):
    """Fills the window with what the camera sees. It films only while this is in sight."""

    full_screen = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._camera = Camera(self)
        self._adding = PhotoAdding(context, self)
        self._images = PhotoImages(context.store, context.jobs, self)
        self._tiles = PhotoTiles(self._images, Moments(context.language.tag), context.clock)
        self._view: OrderView | None = None
        self._before: frozenset[str] = frozenset()
        self._lenses: tuple[Lens, ...] = ()
        self._chosen = 0
        self._finder = PhotoView(least_px=130)
        self._dark = EmptyState()
        self._roles = Segmented([Segment(each.value, role_text(each)) for each in SIGHTS], self.tr("What they show"))
        self._turn = Button(self.tr("Other camera"), "refresh-cw", size="medium")
        self._strip = PhotoStrip(tile_size=(82, 62))
        self._taken, self._problem = Text(role="strong", wrap=True), Text(role="small_strong", tone="bad", wrap=True)
        self._name = Text(role="small", tone="text2", elide=True)
        self._remove = Button(self.tr("Remove last"), "trash-2", size="crew")
        self._done = Button(self.tr("Done"), size="crew")
        self._take = Button(self.tr("Take photo"), "camera", "go", "crew")
        self._build()
        self._connect()

    def show_item(self, item_id: str) -> None:
        """Films for the job and role that `import_id` named."""
        order_id, role = job_and_role(item_id)
        self._view = self._context.store.order(order_id)
        if self._view is None:
            self.back_asked.emit()
            return
        order = self._view.order
        self._before = frozenset(photo.id for photo in order.photos)
        self._roles.select((role or PhotoRole.AFTER).value)
        self._problem.hide()
        self._show_taken()
        self.titled.emit(self.tr("Camera"), f"{order.title} · {order.address}")
        self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the photos of the job again."""
        if self._view is not None and (change is None or change.orders or change.photos):
            self._view = self._context.store.order(self._view.order.id)
            self._show_taken()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: now there is somebody to film for."""
        super().showEvent(event)
        self._look_for()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: nobody is filmed behind another page, or behind the lock."""
        self._camera.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._scene = Pages()
        self._scene.addWidget(self._finder)
        self._scene.addWidget(self._dark)
        first = row(self._roles, 1, self._name, self._turn, gap=12)
        middle = column(first, self._scene, self._strip, self._problem, gap=12, margins=(20, 14, 20, 12))
        middle.setStretch(1, 1)
        bar = BottomBar()
        bar.add_left(self._taken)
        bar.stretch_left()
        for button in (self._remove, self._done, self._take):
            bar.add_right(button)
        page = column(middle, bar, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.setFocusProxy(self._take)

    def _connect(self) -> None:
        self._camera.seen.connect(self._show_picture)
        self._camera.dark.connect(self._say_dark)
        self._finder.opened.connect(self._shoot)
        self._finder.setToolTip(self.tr("Tap to take a photo"))
        self._take.clicked.connect(self._shoot)
        self._done.clicked.connect(self.back_asked)
        self._remove.clicked.connect(self._remove_last)
        self._turn.clicked.connect(self._take_other)
        self._dark.acted.connect(self._look_for)
        self._adding.refused.connect(self._refuse)
        self._images.loaded.connect(self._loaded)
        bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._shoot, self.tr("Take a photo"))
        bind(self, "Ctrl+D", self._take_other, self.tr("Other camera"))

    # what is seen

    def _look_for(self) -> None:
        """Films with the camera that was chosen, or the first one."""
        self._lenses = self._context.lenses()
        self._chosen = min(self._chosen, max(0, len(self._lenses) - 1))
        self._turn.setVisible(len(self._lenses) > 1)
        self._take.setEnabled(False)
        self._scene.setCurrentWidget(self._finder)
        self._finder.set_photo(None, caption=self.tr("The camera is starting…"))
        if not self._lenses:
            self._name.setText("")
            self._say(self.tr("No camera is connected."), self.tr("Connect one, then try again."))
            return
        self._name.setText(self._lenses[self._chosen].name)
        self._camera.start(self._lenses[self._chosen])

    def _take_other(self) -> None:
        if len(self._lenses) > 1:
            self._chosen = (self._chosen + 1) % len(self._lenses)
            self._look_for()

    def _show_picture(self) -> None:
        self._scene.setCurrentWidget(self._finder)
        self._finder.set_photo(self._camera.image)
        if not self._take.isEnabled():
            self._take.setEnabled(True)
            self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_dark(self, why: Dark) -> None:
        if why is Dark.FORBIDDEN:
            hint = self.tr("Allow it in the system’s privacy settings, then try again.")
            self._say(self.tr("The system does not let this app use the camera."), hint)
        else:
            hint = self.tr("Perhaps another program uses it. Close that one, then try again.")
            self._say(self.tr("The camera sends no picture."), hint)

    def _say(self, sentence: str, hint: str) -> None:
        self._take.setEnabled(False)
        self._dark.set("camera", sentence, hint, self.tr("Try again"))
        self._scene.setCurrentWidget(self._dark)

    def _show_taken(self) -> None:
        taken = self._new()
        self._strip.set_tiles([self._tiles.tile(photo) for photo in taken])
        self._strip.setVisible(bool(taken))
        self._remove.setVisible(bool(taken))
        said = self.tr("%n photo(s) taken, safe on this laptop", "", len(taken))
        self._taken.setText(said if taken else self.tr("Each photo is in the job at once."))

    def _loaded(self, _photo_id: str, _size: str) -> None:
        self._show_taken()

    # taking

    def _shoot(self) -> None:
        if self._view is None or not self._take.isEnabled():
            return
        self._problem.hide()
        at = datetime.fromtimestamp(self._context.clock.wall_ms() / 1000, UTC).astimezone()
        role = PhotoRole(self._roles.selected())
        self._adding.shoot(self._view.order.id, role, Shot(self._camera.image, at))

    def _remove_last(self) -> None:
        taken = self._new()
        if self._view is not None and taken:
            record(self._context, self._view.order.id, WithdrawPhoto(taken[-1].id), self.tr("Photo removed."))

    def _new(self) -> list[Photo]:
        """What was taken since the page was opened, in order."""
        photos = shown_photos(self._view.order.photos) if self._view is not None else ()
        return sorted((photo for photo in photos if photo.id not in self._before), key=lambda photo: photo.at)

    def _refuse(self, _order_id: str, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
