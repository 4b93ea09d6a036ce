"""A photo to draw marks on, by finger, mouse or keyboard alone."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.marks import COLOURS, Mark, Marks, Tool, flattened, is_large_enough, paint_mark, words_box
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.spoken import speak_as

_STEP, _FINE_STEP = 0.02, 0.004  # of the photo's longer side
_ZOOM_STEP, _MOST_ZOOM = 1.5, 8.0
_REACH_PX = 16
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PhotoCanvas(Painted):
    """Shows a photo with its marks and takes new ones of the tool in hand (None: to take and move marks).

    Keys: arrows move the cross (fine with Shift), Enter sets one end and then the other; with no tool arrows move the
    selected mark and Enter takes the next. Delete removes it, + and - zoom, 0 shows the whole photo.
    `changed` after each change of marks or selection, `words_asked` where words are wanted (answer: `put_words`).
    """

    changed = Signal()
    words_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = Marks()
        self._photo = QImage()
        self._tool: Tool | None = Tool.ARROW
        self._colour = COLOURS[0]
        self._zoom, self._middle = 1.0, QPointF()
        self._cross = QPointF()  # where the keyboard draws
        self._anchor: QPointF | None = None  # the end that it has set
        self._drawing: Mark | None = None
        self._grip: QPointF | None = None  # where a mark (or, with none, the photo) is held
        self._shift = QPointF()
        self._flat = QImage()
        self._scaled = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photo to draw on"))
        speak_as(self, QAccessible.Role.Canvas)

    def set_photo(self, photo: QImage) -> None:
        """Shows a photo without marks, whole."""
        self.marks = Marks()
        self._photo = photo
        self._cross = QPointF(photo.width() / 2, photo.height() / 2)
        self._anchor = self._drawing = self._grip = None
        self._flat = QImage()
        self.fit()

    @property
    def photo(self) -> QImage:
        """The photo without its marks."""
        return self._photo

    @property
    def zoom(self) -> float:
        """How many times larger than the whole photo it is shown, 1 to 8."""
        return self._zoom

    def set_tool(self, tool: Tool | None) -> None:
        """Takes another tool into the hand."""
        self._tool, self._anchor, self._drawing = tool, None, None
        self.setCursor(Qt.CursorShape.ArrowCursor if tool is None else Qt.CursorShape.CrossCursor)
        self.update()

    def set_colour(self, colour: str) -> None:
        """Draws in another colour from now on."""
        self._colour = colour

    def put_words(self, text: str) -> None:
        """Puts words where they were asked for."""
        start, end = words_box(text, (self._cross.x(), self._cross.y()), self._photo.size())
        self._place(Mark(Tool.WORDS, start, end, self._colour, text))

    def undo(self) -> None:
        """One step back."""
        self.marks.undo()
        self._renew()

    def redo(self) -> None:
        """One step forward again."""
        self.marks.redo()
        self._renew()

    def delete(self) -> None:
        """Takes the selected mark away."""
        self.marks.delete()
        self._renew()

    def fit(self) -> None:
        """Shows the whole photo."""
        self._zoom, self._middle = 1.0, QPointF(self._photo.width() / 2, self._photo.height() / 2)
        self._scaled = QPixmap()
        self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Shows it larger or smaller; what is at `at` (a place in the photo) stays in sight."""
        before, self._zoom = self._zoom, max(1.0, min(_MOST_ZOOM, self._zoom * factor))
        place = at or self._cross
        self._middle = place + (self._middle - place) * (before / self._zoom)
        self._scaled = QPixmap()
        self._keep_in_sight(None)
        self.update()

    def sizeHint(self) -> QSize:
        """A large landscape."""
        return QSize(px(720), px(520))

    def minimumSizeHint(self) -> QSize:
        """Small, but a finger still finds its way."""
        return QSize(px(240), px(180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: the keys that the class names."""
        key = Qt.Key(event.key())
        self.ringed = True
        if key in _MOVES:
            self._move(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._enter()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape and self._anchor is not None:
            self._anchor = self._drawing = None
            self.update()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's hook: the wheel zooms where the mouse is."""
        self.zoom_by(_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP, self._in_photo(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a mark begins, or one is taken."""
        if event.button() != Qt.MouseButton.LeftButton or self._photo.isNull():
            return
        place = self._in_photo(event.position())
        self._cross, self._anchor = self._held(place), None
        if self._tool is None:
            self._grip, self._shift = place, QPointF()
            self.marks.take_at(place.x(), place.y(), px(_REACH_PX) / self._scale())
            self._renew()
        elif self._tool is not Tool.WORDS:
            self._drawing = self._drawn(self._cross, self._cross)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: the mark grows, moves, or the photo does."""
        place = self._in_photo(event.position())
        if self._drawing is not None and self._anchor is None:
            self._cross = self._held(place)
            self._drawing = replace(self._drawing, end=(self._cross.x(), self._cross.y()))
        elif self._grip is not None and self.marks.selected is not None:
            self._shift = place - self._grip
        elif self._grip is not None:
            self._middle -= place - self._grip
            self._keep_in_sight(None)
        else:
            return
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: the mark is set."""
        if event.button() != Qt.MouseButton.LeftButton or self._photo.isNull():
            return
        drawn, self._drawing = self._drawing, None
        if self._grip is not None and self._shift != QPointF():
            self.marks.move(self._shift.x(), self._shift.y())
        self._grip, self._shift = None, QPointF()
        if self._tool is Tool.WORDS:
            self.words_asked.emit()
        elif drawn is not None:
            self._place(drawn)
        else:
            self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the photo, its marks, the one being drawn, the selection and the cross."""
        painter = QPainter(self)
        look = theme.current()
        paint.box(painter, self.rect(), fill=look.sunk, edge=look.border, width=look.border_px, radius=10)
        if not self._photo.isNull():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(self.rect().adjusted(px(2), px(2), -px(2), -px(2)))
            self._paint_photo(painter)
            moving = self._moving()
            painter.save()
            painter.translate(self._on_screen(QPointF()))
            painter.scale(self._scale(), self._scale())
            for mark in (moving, self._drawing):
                if mark is not None:
                    paint_mark(painter, mark, self._photo)
            painter.restore()
            self._paint_selection(painter, moving)
            self._paint_cross(painter)
            painter.setClipping(False)
        if self.ringed and self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _paint_photo(self, painter: QPainter) -> None:
        if self._flat.isNull():
            moving = self.marks.selected if self._moving() is not None else None
            marks = tuple(mark for number, mark in enumerate(self.marks.now) if number != moving)
            self._flat, self._scaled = flattened(self._photo, marks), QPixmap()
        place = QRectF(self._on_screen(QPointF()), self._photo.size().toSizeF() * self._scale())
        if self._zoom > 1:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._flat)
            return
        ratio = self.devicePixelRatioF()
        want = (place.size() * ratio).toSize()
        if self._scaled.size() != want:
            mode = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = QPixmap.fromImage(self._flat.scaled(want, mode, Qt.TransformationMode.SmoothTransformation))
        painter.drawPixmap(place, self._scaled, QRectF(self._scaled.rect()))

    def _paint_selection(self, painter: QPainter, moving: Mark | None) -> None:
        if self.marks.selected is None or (self._tool is not None and not self.hasFocus()):
            return
        box = (moving or self.marks.now[self.marks.selected]).box
        shown = QRectF(self._on_screen(box.topLeft()), box.size() * self._scale())
        grown = shown.adjusted(-px(8), -px(8), px(8), px(8))
        for shade, style in (("#ffffff", Qt.PenStyle.SolidLine), ("#101418", Qt.PenStyle.DashLine)):
            painter.setPen(QPen(QColor(shade), px(2), style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(grown)

    def _paint_cross(self, painter: QPainter) -> None:
        if not (self.ringed and self.hasFocus()) or self._tool is None:
            return
        at, arm = self._on_screen(self._cross), px(18)
        for shade, wide in (("#ffffff", px(5)), ("#101418", px(2))):
            painter.setPen(QPen(QColor(shade), wide))
            painter.drawLine(QPointF(at.x() - arm, at.y()), QPointF(at.x() + arm, at.y()))
            painter.drawLine(QPointF(at.x(), at.y() - arm), QPointF(at.x(), at.y() + arm))

    def _move(self, key: Qt.Key, fine: bool) -> None:
        step = (_FINE_STEP if fine else _STEP) * max(self._photo.width(), self._photo.height())
        dx, dy = (part * step for part in _MOVES[key])
        if self._tool is None:
            self.marks.move(dx, dy)
            self._renew()
            return
        self._cross = self._held(self._cross + QPointF(dx, dy))
        if self._anchor is not None:
            self._drawing = self._drawn(self._anchor, self._cross)
        self._keep_in_sight(self._cross)
        self.update()

    def _enter(self) -> None:
        if self._tool is None:
            self.marks.take_next()
            self._renew()
        elif self._tool is Tool.WORDS:
            self.words_asked.emit()
        elif self._anchor is None:
            self._anchor = QPointF(self._cross)
            self._drawing = self._drawn(self._anchor, self._cross)
        else:
            drawn, self._anchor, self._drawing = self._drawing, None, None
            if drawn is not None:
                self._place(drawn)
        self.update()

    def _drawn(self, start: QPointF, end: QPointF) -> Mark:
        tool = self._tool or Tool.ARROW
        ends = ((start.x(), start.y()), (end.x(), end.y()))
        if self._drawing is not None:
            return replace(self._drawing, start=ends[0], end=ends[1])
        return Mark(tool, *ends, self._colour)

    def _place(self, mark: Mark) -> None:
        if is_large_enough(mark, self._photo.size()):
            self.marks.place(mark)
        self._renew()

    def _renew(self) -> None:
        self._flat = QImage()
        words = self.tr("%n mark(s)", "", len(self.marks.now))
        self.setAccessibleDescription(words)
        self.update()
        self.changed.emit()

    def _moving(self) -> Mark | None:
        held = self._grip is not None and self.marks.selected is not None
        return self.marks.now[self.marks.selected or 0].moved(self._shift.x(), self._shift.y()) if held else None

    # where things are

    def _scale(self) -> float:
        room = self.rect().adjusted(px(2), px(2), -px(2), -px(2))
        whole = min(room.width() / max(1, self._photo.width()), room.height() / max(1, self._photo.height()))
        return whole * self._zoom

    def _on_screen(self, place: QPointF) -> QPointF:
        return (place - self._middle) * self._scale() + QPointF(self.rect().center())

    def _in_photo(self, at: QPointF) -> QPointF:
        return (at - QPointF(self.rect().center())) / self._scale() + self._middle

    def _held(self, place: QPointF) -> QPointF:
        return QPointF(
            max(0.0, min(float(self._photo.width()), place.x())), max(0.0, min(float(self._photo.height()), place.y()))
        )

    def _keep_in_sight(self, place: QPointF | None) -> None:
        """No empty border while zoomed in, and `place` is in sight."""
        half = QPointF(self.width() / 2, self.height() / 2) / self._scale()
        kept = []
        for middle, reach, size, wanted in (
            (self._middle.x(), half.x(), self._photo.width(), place.x() if place else None),
            (self._middle.y(), half.y(), self._photo.height(), place.y() if place else None),
        ):
            if wanted is not None and abs(wanted - middle) > reach * 0.9:
                middle = wanted
            kept.append(size / 2 if 2 * reach >= size else max(reach, min(size - reach, middle)))
        self._middle = QPointF(*kept)
