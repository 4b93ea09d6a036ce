"""Where a job was found: an address, and a pin from another job, from a photo or put on the map."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.context import Context
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import FlowBox, column, row
from fieldapp.widgets.photo_view import dropped_files
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.widgets.text import Text
from sync.places import Point, believable
from sync.store import OrderLine

if TYPE_CHECKING:
    from fieldapp.widgets.spot_map import SpotMap

_LETTERS = 200
MAP, PHOTO = "map", "photo"


class PlaceCard(Card):
    """`changed` with every change a person makes. `address`, `pin` and `pin_from` (a job's id, MAP, PHOTO or empty)
    are what is filled in."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(padding=18)
        self._context = context
        self.pin: Point | None = None
        self.pin_from = ""
        self._offered: OrderLine | None = None
        self._photo: Point | None = None
        self._start: Point | None = None
        self._map: SpotMap | None = None
        self._step = StepHeader(2, self.tr("Where?"))
        self._address = _AddressLine(self.tr("Address or corner"))
        self._from_job = Button("", "clipboard-list", size="medium")
        self._from_photo = Button(self.tr("Where the photo was taken"), "image", size="medium")
        self._on_map = Button(self.tr("Pin on the map"), "map-pin", size="medium")
        self._on_map.setCheckable(True)
        self._on_map.setVisible(context.map_file.is_there)
        self._words = Text(role="small", tone="text2", wrap=True)
        self._remove = IconButton("x", self.tr("Remove the pin"))
        self._ways = FlowBox(gap=10)
        for button in (self._from_job, self._from_photo, self._on_map):
            self._ways.flow.addWidget(button)
        self._ground = QWidget()
        self._ground_room = column(gap=8)
        self._ground.setLayout(self._ground_room)
        self._ground.hide()
        said = row(self._words, self._remove, gap=8)
        said.setStretch(0, 1)
        for part in (self._step, self._address, self._ways, self._ground):
            self.add(part)
        self.body.addLayout(said)
        self._address.textEdited.connect(self._edited)
        self._from_job.clicked.connect(self._take_job)
        self._from_photo.clicked.connect(self._take_photo)
        self._on_map.toggled.connect(self._show_map)
        self._remove.clicked.connect(lambda: self._put(None, ""))

    @property
    def address(self) -> str:
        """What is written."""
        return self._address.text()

    def show_place(self, address: str, pin: Point | None, pin_from: str, *, offered: OrderLine | None) -> None:
        """Shows what was filled in; `offered` is the job whose place may be taken, None for none."""
        self._offered = offered
        self._address.setText(address)
        self.pin, self.pin_from = pin, pin_from
        self._start = pin or (believable(offered.lat, offered.long) if offered is not None else None)
        self._on_map.setChecked(False)
        named = offered.address.strip() or offered.title if offered is not None else ""
        self._from_job.setText(self.tr("Same place as {job}").format(job=_short(named)))
        self._from_job.setVisible(offered is not None)
        self.offer_photo(None)
        self._say()

    def offer_photo(self, place: Point | None) -> None:
        """A photo knows where it was taken; None for none that does."""
        self._photo = place
        self._from_photo.setVisible(place is not None)

    def take_photo_place(self) -> None:
        """Takes the photo's place where there is no other yet."""
        if self.pin is None and not self.address.strip():
            self._take_photo()

    def start_map_at(self, place: Point | None) -> None:
        """Where the map begins while nothing better is known."""
        self._start = self._start or place

    def set_done(self, done: bool) -> None:
        """Marks the step."""
        self._step.set_done(done)

    def focus_address(self) -> None:
        """Leads to the line for the address."""
        self._address.setFocus()

    def _take_job(self) -> None:
        if self._offered is not None:
            self._address.setText(self._offered.address.strip())
            self._put(believable(self._offered.lat, self._offered.long), self._offered.id)

    def _take_photo(self) -> None:
        if self._photo is not None:
            self._put(self._photo, PHOTO)

    def _edited(self) -> None:
        """Another address: the pin of a job is that job's, and not this one's any more."""
        if self.pin_from not in ("", MAP, PHOTO):
            self._put(None, "")
        else:
            self.changed.emit()

    def _put(self, pin: Point | None, pin_from: str) -> None:
        self.pin, self.pin_from = pin, pin_from if pin is not None else ""
        if pin is not None and self._map is not None and pin_from != MAP:
            self._map.show_spot(pin)
        if pin is None:
            self._on_map.setChecked(False)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._remove.setVisible(self.pin is not None)
        if self.pin is None:
            words = self.tr("No pin: only the address says where it is.")
        elif self.pin_from == MAP:
            words = self.tr("The pin is where you put it on the map.")
        elif self.pin_from == PHOTO:
            words = self.tr("The pin is where the photo was taken.")
        else:
            words = self.tr("The pin is that of the other job.")
        self._words.setText(words)

    def _show_map(self, on: bool) -> None:
        if on and self._map is None:
            self._make_map()
        self._ground.setVisible(on)
        place = self.pin or self._start
        if not on or self._map is None:
            return
        if place is not None:
            self._map.show_spot(place)
            self._put(place, MAP)
        self._map.setFocus()

    def _make_map(self) -> None:
        from fieldapp.widgets.spot_map import SpotMap

        context = self._context
        self._map = made = SpotMap(self.tr("Map to put the pin on"), context.map_file.renderer, context.jobs)
        made.moved.connect(lambda lat, long: self._put((lat, long), MAP))
        hint = Text(self.tr("Move the map until the pin stands on the spot."), "small", "text2", wrap=True)
        nearer = IconButton("plus", self.tr("Nearer"))
        farther = IconButton("minus", self.tr("Farther"))
        nearer.clicked.connect(lambda: made.zoom(1))
        farther.clicked.connect(lambda: made.zoom(-1))
        line = row(hint, nearer, farther, gap=8)
        line.setStretch(0, 1)
        self._ground_room.addWidget(self._map)
        self._ground_room.addLayout(line)


class _AddressLine(QLineEdit):
    """Takes words; photos that are pasted or dropped are the page's, and here only their path would be written."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setMaxLength(_LETTERS)
        self.setAcceptDrops(False)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: paste."""
        if event.matches(QKeySequence.StandardKey.Paste) and dropped_files(QGuiApplication.clipboard().mimeData()):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _short(words: str) -> str:
    return words if len(words) <= 32 else f"{words[:31]}…"
