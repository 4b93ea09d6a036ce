"""Marks on a photo: arrows, circles, boxes, words and blurred areas, as values and as they are painted."""

import math
import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from fieldapp import theme

COLOURS = ("#e0201b", "#ffd400", "#1473e6", "#ffffff")
"""Red, yellow, blue and white: each stands on a rim of the other brightness, so that it is seen on anything."""

LEAST_SHARE, LEAST_AREA_SHARE = 0.02, 0.004
"""An arrow shorter, or an area narrower, than this share of the photo's longer side was a slip of the finger.

A plate at the end of the street may be ten points high.
"""

_WORDS_HIGH = 1.25  # the plate below words, in heights of their type
_TILES, _LEAST_TILE_PX = 8, 8
_LIGHTER = 34  # how much brighter or darker than the area a tile may be, of 255


class Tool(StrEnum):
    """What a mark is."""

    ARROW = "arrow"
    CIRCLE = "circle"
    BOX = "box"
    WORDS = "words"
    BLUR = "blur"


@dataclass(frozen=True)
class Mark:
    """One mark, in pixels of the photo: an arrow points from `start` to `end`, words begin at `start`.

    `seed` is the chance in a blurred area, which has nothing to do with what is below it.
    """

    tool: Tool
    start: tuple[float, float]
    end: tuple[float, float]
    colour: str = COLOURS[0]
    text: str = ""
    seed: int = field(default_factory=lambda: secrets.randbits(32))

    @property
    def box(self) -> QRectF:
        """The rectangle between its two ends."""
        return QRectF(QPointF(*self.start), QPointF(*self.end)).normalized()

    def moved(self, dx: float, dy: float) -> "Mark":
        """The same mark elsewhere."""
        ends = ((self.start[0] + dx, self.start[1] + dy), (self.end[0] + dx, self.end[1] + dy))
        return replace(self, start=ends[0], end=ends[1])


class Marks:
    """The marks on a photo with what was before, for undo and redo; the last one placed or taken is `selected`."""

    def __init__(self) -> None:
        self._states: list[tuple[Mark, ...]] = [()]
        self._at = 0
        self.selected: int | None = None

    @property
    def now(self) -> tuple[Mark, ...]:
        """The marks, the first at the bottom."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        """Whether there is something before this."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return self._at + 1 < len(self._states)

    def place(self, mark: Mark) -> None:
        """Puts a mark on top."""
        self._become((*self.now, mark))
        self.selected = len(self.now) - 1

    def delete(self) -> None:
        """Takes the selected mark away."""
        if self.selected is not None:
            self._become(tuple(mark for number, mark in enumerate(self.now) if number != self.selected))
            self.selected = len(self.now) - 1 if self.now else None

    def move(self, dx: float, dy: float) -> None:
        """Moves the selected mark."""
        if self.selected is not None:
            changed = list(self.now)
            changed[self.selected] = changed[self.selected].moved(dx, dy)
            self._become(tuple(changed))

    def take_next(self) -> None:
        """Selects the next mark, after the last one the first."""
        if self.now:
            self.selected = 0 if self.selected is None else (self.selected + 1) % len(self.now)

    def take_at(self, x: float, y: float, reach: float) -> bool:
        """Selects the topmost mark within `reach` of a point; False where there is none."""
        for number in range(len(self.now) - 1, -1, -1):
            if self.now[number].box.adjusted(-reach, -reach, reach, reach).contains(x, y):
                self.selected = number
                return True
        self.selected = None
        return False

    def undo(self) -> None:
        """Goes one step back."""
        if self.can_undo:
            self._at -= 1
            self.selected = len(self.now) - 1 if self.now else None

    def redo(self) -> None:
        """Does again what was undone."""
        if self.can_redo:
            self._at += 1
            self.selected = len(self.now) - 1 if self.now else None

    def _become(self, marks: tuple[Mark, ...]) -> None:
        self._states = [*self._states[: self._at + 1], marks]
        self._at += 1


def is_large_enough(mark: Mark, photo: QSize) -> bool:
    """Whether a mark is more than a slip of the finger; words always are."""
    longest, wide, high = max(photo.width(), photo.height()), mark.box.width(), mark.box.height()
    if mark.tool is Tool.WORDS:
        return bool(mark.text)
    if mark.tool is Tool.ARROW:
        return math.hypot(wide, high) >= LEAST_SHARE * longest
    return min(wide, high) >= LEAST_AREA_SHARE * longest


def words_box(text: str, at: tuple[float, float], photo: QSize) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where words stand that begin at a point: top left and bottom right, made to fit into the photo."""
    metrics = QFontMetricsF(_font(photo))
    wide, high = metrics.horizontalAdvance(text) + metrics.height() / 2, metrics.height() * _WORDS_HIGH
    shrink = min(1.0, photo.width() / wide)
    wide, high = wide * shrink, high * shrink
    x = max(0.0, min(at[0], photo.width() - wide))
    y = max(0.0, min(at[1], photo.height() - high))
    return (x, y), (x + wide, y + high)


def flattened(photo: QImage, marks: tuple[Mark, ...]) -> QImage:
    """The photo with its marks as pixels, and nothing left of what is below a blurred area."""
    made = photo.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        paint_mark(painter, mark, photo)
    painter.end()
    return made


def paint_mark(painter: QPainter, mark: Mark, photo: QImage) -> None:
    """Paints a mark; the painter's coordinates are the photo's pixels."""
    size = photo.size()
    match mark.tool:
        case Tool.BLUR:
            _paint_blur(painter, mark, photo)
        case Tool.WORDS:
            _paint_words(painter, mark, size)
        case Tool.ARROW:
            _paint_line(painter, _arrow(mark, size), mark.colour, size, filled=True)
        case Tool.CIRCLE:
            path = QPainterPath()
            path.addEllipse(mark.box)
            _paint_line(painter, path, mark.colour, size)
        case Tool.BOX:
            path = QPainterPath()
            path.addRoundedRect(mark.box, _stroke(size), _stroke(size))
            _paint_line(painter, path, mark.colour, size)


def mosaic(photo: QImage, area: QRect, seed: int) -> QImage:
    """What stands for an area of the photo: a few tiles of its mean colour, lighter or darker by chance.

    No tile knows what was below it: of the area only the mean colour is left, so nothing can be computed back.
    """
    mean = photo.copy(area).scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, _SMOOTH).pixelColor(0, 0)
    side = max(_LEAST_TILE_PX, math.ceil(max(area.width(), area.height()) / _TILES))
    tiles = QImage(math.ceil(area.width() / side), math.ceil(area.height() / side), QImage.Format.Format_RGB32)
    chance = seed
    for y in range(tiles.height()):
        for x in range(tiles.width()):
            chance = (chance * 1664525 + 1013904223) & 0xFFFFFFFF
            step = (chance >> 16) % (2 * _LIGHTER + 1) - _LIGHTER
            shades = (max(0, min(255, part + step)) for part in (mean.red(), mean.green(), mean.blue()))
            tiles.setPixelColor(x, y, QColor(*shades))
    return tiles


_SMOOTH = Qt.TransformationMode.SmoothTransformation


def _paint_blur(painter: QPainter, mark: Mark, photo: QImage) -> None:
    area = mark.box.toAlignedRect().intersected(photo.rect())
    if area.isEmpty():
        return
    tiles = mosaic(photo, area, mark.seed)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawImage(area, tiles)
    painter.restore()


def _paint_words(painter: QPainter, mark: Mark, size: QSize) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mark.colour))
    painter.drawRoundedRect(mark.box, _stroke(size), _stroke(size))
    font = _font(size)
    share = mark.box.height() / (QFontMetricsF(font).height() * _WORDS_HIGH)
    font.setPixelSize(max(6, int(font.pixelSize() * share)))
    painter.setFont(font)
    painter.setPen(_rim(mark.colour))
    painter.drawText(mark.box, int(Qt.AlignmentFlag.AlignCenter), mark.text)


def _paint_line(painter: QPainter, path: QPainterPath, colour: str, size: QSize, filled: bool = False) -> None:
    wide = _stroke(size)
    for shade, width in ((_rim(colour), wide * 1.9), (QColor(colour), wide)):
        pen = QPen(shade, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(shade if filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def _arrow(mark: Mark, size: QSize) -> QPainterPath:
    start, end = QPointF(*mark.start), QPointF(*mark.end)
    length = math.hypot(end.x() - start.x(), end.y() - start.y()) or 1.0
    along = QPointF((end.x() - start.x()) / length, (end.y() - start.y()) / length)
    across = QPointF(-along.y(), along.x())
    head = min(5 * _stroke(size), length * 0.6)
    neck = end - along * head
    path = QPainterPath(start)
    path.lineTo(neck)
    path.addPolygon(QPolygonF([end, neck + across * head * 0.55, neck - across * head * 0.55, end]))
    return path


def _stroke(size: QSize) -> float:
    return max(2.0, max(size.width(), size.height()) / 170)


def _font(size: QSize) -> QFont:
    font = QFont(theme.FAMILY)
    font.setPixelSize(max(12, round(max(size.width(), size.height()) / 30)))
    font.setWeight(QFont.Weight.Bold)
    return font


def _rim(colour: str) -> QColor:
    return QColor("#ffffff" if QColor(colour).lightnessF() < 0.6 and colour != COLOURS[1] else "#101418")
