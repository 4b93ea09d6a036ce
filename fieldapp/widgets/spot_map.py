"""A map to put a pin on: the pin stays in the middle, and the map moves below it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.background import Background
from fieldapp.map.mercator import View, to_point, to_world
from fieldapp.map.pins import Group, Pin
from fieldapp.map.renderer import Renderer
from fieldapp.theme import px
from fieldapp.widgets import map_pins, paint
from fieldapp.widgets.keys import tell
from fieldapp.widgets.map_ground import MapGround
from fieldapp.widgets.spoken import speak_as
from sync.places import Point

_ZOOM: Final = 17.0
_HIGH_PX: Final = 260


class SpotMap(MapGround):
    """`moved(lat, long)` when a person puts the pin elsewhere."""

    moved = Signal(float, float)

    def __init__(
        self, name: str, renderer: Callable[[], Renderer], jobs: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(renderer, jobs, parent)
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Canvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tell(self, "←  →", self.tr("Move the map below the pin"))
        tell(self, "+  −", self.tr("Nearer or farther"))
        self.clicked.connect(self._put)

    def show_spot(self, spot: Point) -> None:
        """Puts the pin there, with the streets around it; emits nothing."""
        self.show_view(View(to_world(spot), _ZOOM, self.width(), self.height()))

    def shift(self, right_px: float, down_px: float) -> None:
        """As every map; the pin is elsewhere then."""
        super().shift(right_px, down_px)
        self._tell()

    def zoom(self, by: float, x: float | None = None, y: float | None = None) -> None:
        """Comes nearer around the pin, wherever the pointer is: it must not move by that."""
        super().zoom(by)

    def sizeHint(self) -> QSize:
        """As wide as the card, and high enough to see the corner of a street."""
        return QSize(px(280), px(_HIGH_PX))

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(px(200), px(_HIGH_PX))

    def paint_over(self, painter: QPainter) -> None:
        """The pin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.view.middle
        x, y = self.view.pixel(middle)
        map_pins.draw(painter, Group(middle, (Pin("", middle, "todo"),)), x, y, True, self.devicePixelRatioF())
        paint.box(painter, self.rect(), edge=theme.current().border, width=theme.current().border_px)

    def _put(self, x: float, y: float) -> None:
        """A finger on the map brings that place below the pin."""
        self.shift(x - self.width() / 2, y - self.height() / 2)

    def _tell(self) -> None:
        lat, long = to_point(self.view.middle)
        self.moved.emit(lat, long)
