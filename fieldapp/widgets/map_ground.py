"""The map itself: a picture drawn beside the window, moved by mouse, finger, wheel and keys."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.background import Background
from fieldapp.map.mercator import View, World, to_world
from fieldapp.map.problem import MapProblem
from fieldapp.map.renderer import Canvas, Look, Renderer
from fieldapp.map.styles import STYLES
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted

_MARGIN_PX: Final = 256  # drawn around what is in sight, so that moving the map shows no gap
_EARLY_PX: Final = 96  # how near the picture's edge may come before the next one is drawn
_CLICK_PX: Final = 10
_KEY_STEP: Final = 0.2  # of the window
_WHEEL_STEP: Final = 0.5  # of a zoom, for one notch
_START: Final = View(to_world((39.8, -98.6)), 4.0, 640, 480)  # until somebody says what to show


class MapGround(Painted):
    """A map that can be moved. `clicked(x, y)` for a press that moved nothing; `viewed` after every move.

    `renderer` is asked beside the window, and may raise MapProblem: then `failed(code)` and a plain ground.
    """

    clicked = Signal(float, float)
    twice_clicked = Signal(float, float)
    viewed = Signal()
    drawn = Signal()
    failed = Signal(str)

    def __init__(self, renderer: Callable[[], Renderer], jobs: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer, self._jobs = renderer, jobs
        self._view = _START
        self._canvas: Canvas | None = None
        self._drawing = self._lost = False
        self._told_broken = False
        self._pressed: QPoint | None = None
        self._held: QPoint | None = None
        self.attribution = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def view(self) -> View:
        """What is in sight."""
        return self._view

    @property
    def is_drawn(self) -> bool:
        """Whether the picture is that of what is in sight now."""
        return self._canvas is not None and not self._drawing and self._fits(self._canvas, _EARLY_PX)

    def show_view(self, view: View) -> None:
        """Show another part of the map, in this window's size."""
        self._view = view.sized(self.width(), self.height())
        self._ask()
        self.viewed.emit()
        self.update()

    def shift(self, right_px: float, down_px: float) -> None:
        """Show what lies further to the right and below."""
        self.show_view(self._view.moved(right_px, down_px))

    def zoom(self, by: float, x: float | None = None, y: float | None = None) -> None:
        """Come nearer by a zoom (or go farther), around a pixel or the middle."""
        at_x, at_y = self.width() / 2 if x is None else x, self.height() / 2 if y is None else y
        self.show_view(self._view.zoomed(self._view.zoom + by, at_x, at_y))

    def follow_look(self) -> None:
        """Draw the map in the theme's style."""
        super().follow_look()
        self._ask()

    # drawing beside the window

    def _look(self) -> Look:
        return Look(theme.current().name, theme.scale(), self.devicePixelRatioF(), theme.FAMILY)

    def _fits(self, canvas: Canvas, early_px: int) -> bool:
        same = canvas.view.zoom == self._view.zoom and canvas.look == self._look()
        return same and canvas.view.shows(self._view.grown(early_px))

    def _ask(self) -> None:
        """Have a picture drawn where the one in hand is not enough; one at a time, the newest wish last."""
        if self._lost or not self.isVisible() or (self._canvas is not None and self._fits(self._canvas, _EARLY_PX)):
            return
        if self._drawing:
            return  # asked again when that one is done
        self._drawing = True
        # First what is in sight, at once; then with the margin, beside what is seen already.
        margin = _MARGIN_PX if self._canvas is not None and self._fits(self._canvas, 0) else 0
        work = partial(_draw, self._renderer, self._view.grown(margin), self._look())
        self._jobs.run(work, self._take, self._lose)

    def _take(self, done: tuple[Canvas, str]) -> None:
        self._canvas, self.attribution = done
        self._drawing = False
        self._ask()
        if self._canvas.broken and not self._told_broken:
            self._told_broken = True
            self.failed.emit("MAP-DAMAGED")
        self.update()
        self.drawn.emit()

    def _lose(self, problem: Exception) -> None:
        self._drawing, self._lost = False, True
        self.failed.emit(problem.code if isinstance(problem, MapProblem) else "MAP-DAMAGED")
        self.update()
        self.drawn.emit()

    # Qt's hooks

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture where the map is now, plain ground where it does not reach, and whose map it is."""
        painter = QPainter(self)
        self.paint_ground(painter)
        self.paint_over(painter)
        self.paint_attribution(painter)
        if self.ringed and self.hasFocus():
            paint.focus_ring(painter, self.rect(), 2)

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the map: between two zooms as it is, roughly, until the next picture is there."""
        style, canvas = STYLES[theme.current().name], self._canvas
        plain = style.ground if canvas is None or self._lost else style.outside
        painter.fillRect(self.rect(), theme.color(plain))
        if canvas is None:
            return
        left, top = self._view.pixel(canvas.view.place(0, 0))
        by = self._view.world_px / canvas.view.world_px
        if by == 1.0:
            painter.drawImage(QPointF(round(left), round(top)), canvas.image)
        else:
            painter.drawImage(QRectF(left, top, canvas.view.width * by, canvas.view.height * by), canvas.image)

    def paint_over(self, painter: QPainter) -> None:
        """For those who know more: what stands on the map."""

    def paint_attribution(self, painter: QPainter) -> None:
        """Say whose map it is."""
        if not self.attribution:
            return
        style = STYLES[theme.current().name]
        wide = min(paint.width(self.attribution, "label") + px(12), self.width())
        plate = QRectF(self.width() - wide, self.height() - px(20), wide, px(20))
        shade = theme.color(style.halo)
        shade.setAlphaF(0.8)
        painter.fillRect(plate, shade)
        paint.words(painter, plate.adjusted(px(6), 0, -px(4), 0), self.attribution, "label", style.attribution)

    def showEvent(self, event: QShowEvent) -> None:
        """A map that was hidden is drawn when it comes into sight."""
        super().showEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same middle, with more or less around it."""
        self.show_view(self._view)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        at = event.position().toPoint()
        if self._held is None or self._pressed is None:
            return
        if (at - self._pressed).manhattanLength() > px(_CLICK_PX):
            self._pressed = QPoint(-10_000, -10_000)  # no click any more, however it ends
        if self._pressed.x() < 0:
            self.shift(self._held.x() - at.x(), self._held.y() - at.y())
            self._held = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a press that moved nothing is a click."""
        pressed, self._pressed, self._held = self._pressed, None, None
        if event.button() is Qt.MouseButton.LeftButton and pressed is not None and pressed.x() >= 0:
            self.clicked.emit(event.position().x(), event.position().y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice is once and again."""
        self.twice_clicked.emit(event.position().x(), event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer and farther, around the pointer."""
        by = event.angleDelta().y() / 120 * _WHEEL_STEP
        self.zoom(by, event.position().x(), event.position().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and − come nearer and go farther."""
        step = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None:
            self.shift(step[0] * self.width() * _KEY_STEP, step[1] * self.height() * _KEY_STEP)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(-1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch screen or a pad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self._pinch(pinch.scaleFactor(), at.x(), at.y())
                self._pressed = self._held = None
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._pinch(1 + event.value(), event.position().x(), event.position().y())
            return True
        return super().event(event)

    def _pinch(self, factor: float, x: float, y: float) -> None:
        if factor > 0:
            nearer = factor - 1 if factor >= 1 else 1 - 1 / factor
            self.zoom(nearer * 1.4, x, y)  # log2 near 1

    def place_at(self, x: float, y: float) -> World:
        """The place under a pixel."""
        return self._view.place(x, y)


def _draw(renderer: Callable[[], Renderer], view: View, look: Look) -> tuple[Canvas, str]:
    found = renderer()
    return found.draw(replace(view), look), found.source.contents.attribution
