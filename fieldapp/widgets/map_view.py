"""The map with the crew's stops on it, and everything that can be done there by finger, mouse or keys."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.background import Background
from fieldapp.map.mercator import View, World, around
from fieldapp.map.pins import Group, Pin, grouped, nearest, opened_up
from fieldapp.map.renderer import Renderer
from fieldapp.theme import px
from fieldapp.widgets import map_pins
from fieldapp.widgets.keys import tell
from fieldapp.widgets.map_ground import MapGround
from fieldapp.widgets.spoken import speak_as

_NEAR_ZOOM: Final = 16.0
_SIDE_PX: Final = 72  # a pin that is chosen by key comes this far into the window
_NEARER: Final = 1.0


class MapView(MapGround):
    """Pins on the map. `chosen(id)` for one, `opened(id)` by Enter or twice, `crowd(ids)` for several on one spot.

    Tab goes from stop to stop, and past the last one out of the map.
    """

    chosen = Signal(str)
    opened = Signal(str)
    crowd = Signal(list)

    def __init__(
        self, name: str, renderer: Callable[[], Renderer], jobs: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(renderer, jobs, parent)
        self._pins: tuple[Pin, ...] = ()
        self._way: tuple[World, ...] = ()
        self._chosen = ""
        self._groups: list[Group] = []
        self._grouped_for: tuple[object, ...] = ()
        self._shows_all = False
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Canvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tell(self, self.tr("Tab"), self.tr("To the next stop"))
        tell(self, self.tr("Enter"), self.tr("Open the stop in hand"))
        tell(self, "←  →", self.tr("Move the map"))
        tell(self, "+  −", self.tr("Nearer or farther"))
        tell(self, "0", self.tr("Show all stops"))
        self.clicked.connect(self._click)
        self.twice_clicked.connect(self._click_twice)

    @property
    def pins(self) -> tuple[Pin, ...]:
        """All pins, in the order that Tab follows."""
        return self._pins

    @property
    def chosen_id(self) -> str:
        """The pin in hand, empty for none."""
        return self._chosen

    @property
    def shows_all(self) -> bool:
        """Whether all pins are in sight because that was asked for, and nobody moved the map since."""
        return self._shows_all

    def set_pins(self, pins: tuple[Pin, ...], way: tuple[World, ...] = ()) -> None:
        """Show other pins, and the line from stop to stop."""
        self._pins, self._way = pins, way
        if all(pin.id != self._chosen for pin in pins):
            self._chosen = ""
        self._grouped_for = ()
        self._speak()
        self.update()

    def choose(self, pin_id: str, into_sight: bool = True) -> None:
        """Take a pin in hand, and bring it into sight; emits nothing."""
        self._chosen = pin_id
        pin = self._pin()
        if pin is not None and into_sight:
            self._bring_into_sight(pin.place)
        self._speak()
        self.update()

    def show_view(self, view: View) -> None:
        """As every map; from now on not all pins need to be in sight."""
        self._shows_all = False
        super().show_view(view)

    def show_all(self) -> None:
        """Show all pins at once, also after the window was given another size."""
        if self._pins:
            margin = px(_SIDE_PX)
            self.show_view(around([pin.place for pin in self._pins], self.width(), self.height(), margin, _NEAR_ZOOM))
            self._shows_all = True

    def show_near(self, pin_id: str) -> None:
        """Show a pin in the middle, with the streets around it."""
        self.choose(pin_id, into_sight=False)
        pin = self._pin()
        if pin is not None:
            self.show_view(View(pin.place, max(self.view.zoom, _NEAR_ZOOM), self.width(), self.height()))

    def groups(self) -> list[Group]:
        """The pins as they stand together at this zoom."""
        wanted = (self.view.zoom, self._chosen, theme.scale())
        if wanted != self._grouped_for:
            reach = px(map_pins.REACH_PX)
            self._groups = grouped(self._pins, self.view.world_px, reach, self._chosen)
            self._grouped_for = wanted
        return self._groups

    def paint_over(self, painter: QPainter) -> None:
        """The way from stop to stop, then the pins, the chosen one on top."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._way) > 1:
            shade = theme.color("primary")
            pen = QPen(shade, px(2.5), Qt.PenStyle.DotLine)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(*self.view.pixel(place)) for place in self._way]))
        ratio, room = self.devicePixelRatioF(), px(60)
        for group in sorted(self.groups(), key=lambda one: (one.pins[0].id == self._chosen, one.place[1])):
            x, y = self.view.pixel(group.place)
            if -room < x < self.width() + room and -room < y < self.height() + room:
                map_pins.draw(painter, group, x, y, group.pins[0].id == self._chosen, ratio)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        all_of_them = self._shows_all
        super().resizeEvent(event)
        if all_of_them:
            self.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the pin in hand; 0 and Home show all."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.opened.emit(self._chosen)
        elif event.key() in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Tab and Shift+Tab go through the stops before they leave the map."""
        ids = [pin.id for pin in self._pins]
        at = ids.index(self._chosen) if self._chosen in ids else -1 if next_one else len(ids)
        to = at + (1 if next_one else -1)
        if self.hasFocus() and 0 <= to < len(ids):
            self.choose(ids[to])
            self.chosen.emit(ids[to])
            return True
        return super().focusNextPrevChild(next_one)

    def group_at(self, x: float, y: float) -> Group | None:
        """The pins under a finger: a drop is taken by its head as well as by its tip."""
        tip = nearest(self.place_at(x, y), self.groups(), self.view, px(map_pins.REACH_PX) / 2)
        if tip is not None:
            return tip
        below = self.place_at(x, y + map_pins.height(False) * 0.7)
        return nearest(below, self.groups(), self.view, px(map_pins.REACH_PX) / 2)

    def _click(self, x: float, y: float) -> None:
        group = self.group_at(x, y)
        if group is None:
            return
        if len(group.pins) == 1:
            self.choose(group.pins[0].id, into_sight=False)
            self.chosen.emit(group.pins[0].id)
            return
        nearer = opened_up(group, self.view)
        if nearer is not None:
            self.show_view(nearer)
        else:
            self.crowd.emit([pin.id for pin in group.pins])

    def _click_twice(self, x: float, y: float) -> None:
        group = self.group_at(x, y)
        if group is not None and len(group.pins) == 1:
            self.opened.emit(group.pins[0].id)
        elif group is None:
            self.zoom(_NEARER, x, y)

    def _bring_into_sight(self, place: World) -> None:
        x, y = self.view.pixel(place)
        side = min(px(_SIDE_PX), self.width() // 3, self.height() // 3)
        right = min(0.0, x - side) + max(0.0, x - (self.width() - side))
        down = min(0.0, y - side) + max(0.0, y - (self.height() - side))
        if right or down:
            self.shift(right, down)

    def _pin(self) -> Pin | None:
        return next((pin for pin in self._pins if pin.id == self._chosen), None)

    def _speak(self) -> None:
        pin = self._pin()
        said = pin.spoken if pin is not None else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
