"""A small map around one job, to look at: pressed, it leads to the large one."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.background import Background
from fieldapp.map.mercator import View, to_world
from fieldapp.map.pins import Group, Pin
from fieldapp.map.renderer import Renderer
from fieldapp.theme import px
from fieldapp.widgets import map_pins, paint
from fieldapp.widgets.map_ground import MapGround
from fieldapp.widgets.spoken import speak_as
from sync.places import Point

_ZOOM: Final = 15.5
_HIGH_PX: Final = 168


class MapPeek(MapGround):
    """Shows a spot with its pin. `pressed` by click, Enter or Space."""

    pressed = Signal()

    def __init__(
        self, name: str, renderer: Callable[[], Renderer], jobs: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(renderer, jobs, parent)
        self._pin: Pin | None = None
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Button)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)  # its corners are round
        self.clicked.connect(lambda *_: self.pressed.emit())

    def show_spot(self, spot: Point) -> None:
        """Shows another spot."""
        self._pin = Pin("", to_world(spot), "todo")
        self.show_view(View(self._pin.place, _ZOOM, self.width(), self.height()))

    def sizeHint(self) -> QSize:
        """A strip as wide as the card."""
        return QSize(px(280), px(_HIGH_PX))

    def paint_ground(self, painter: QPainter) -> None:
        """The map with round corners."""
        path = QPainterPath()
        path.addRoundedRect(self.rect(), px(8), px(8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(path)
        super().paint_ground(painter)

    def paint_over(self, painter: QPainter) -> None:
        """The job's pin."""
        if self._pin is not None:
            x, y = self.view.pixel(self._pin.place)
            map_pins.draw(painter, Group(self._pin.place, (self._pin,)), x, y, True, self.devicePixelRatioF())
        paint.box(painter, self.rect(), edge=theme.current().border, width=theme.current().border_px, radius=8)

    def paint_attribution(self, painter: QPainter) -> None:
        """The large map says whose it is; here is no room."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It stays where it is."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page below scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            event.ignore()
