"""Draws a view of the map into a picture. It touches no widget, so it runs in another thread."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from math import floor, log2
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from fieldapp.map import labels
from fieldapp.map.mercator import Box, View
from fieldapp.map.problem import MapProblem
from fieldapp.map.styles import ROADS, STYLES, Style, road_px
from fieldapp.map.tile_shapes import Roads, Shapes, shapes
from fieldapp.map.tile_source import TileSource
from fieldapp.map.turns import Turns

_AT_ONCE: Final = 50  # straight lines
_UNITS: Final = 4096.0
Step = Callable[[], None]
_MOST_TILES: Final = 120
_KEPT_TILES: Final = 400
_LEAST_CASING: Final = 1.4  # streets below this width are one line without a border


@dataclass(frozen=True)
class Look:
    """How a picture is drawn: the theme's name, the scale of everything written, and device pixels to a pixel."""

    theme: str
    scale: float
    ratio: float
    family: str


@dataclass(frozen=True)
class Canvas:
    """A picture of a view. `broken` tells that some of its tiles could not be read."""

    image: QImage
    view: View
    look: Look
    broken: bool


@dataclass(frozen=True)
class Tile:
    """A tile of a view: its number and where in the picture it lies, `side` pixels wide."""

    zoom: int
    x: int
    y: int
    left: float
    top: float
    side: float


def tiles(source: TileSource, view: View) -> Iterator[Tile]:
    """The tiles that a view needs, at the file's nearest zoom; none where it would need very many."""
    contents = source.contents
    level = round(view.zoom - log2(contents.tile_px / 256))
    level = min(max(level, contents.least_zoom), contents.most_zoom)
    count = 1 << level
    west, north, east, south = (
        max(view.box[0], contents.box[0]), max(view.box[1], contents.box[1]),
        min(view.box[2], contents.box[2]), min(view.box[3], contents.box[3]),
    )  # fmt: skip
    if west >= east or north >= south:
        return
    columns = range(floor(west * count), min(floor(east * count), count - 1) + 1)
    rows = range(floor(north * count), min(floor(south * count), count - 1) + 1)
    if len(columns) * len(rows) > _MOST_TILES:
        return
    for row in rows:
        for column in columns:
            left, top = view.pixel((column / count, row / count))
            yield Tile(level, column, row, left, top, view.world_px / count)


class Renderer:
    """Draws one map file; tiles are read and understood once."""

    def __init__(self, source: TileSource, turns: Turns | None = None) -> None:
        self._source = source
        self._turns = turns or Turns()
        self._shapes = lru_cache(maxsize=_KEPT_TILES)(self._read_shapes)
        self._picture = lru_cache(maxsize=_MOST_TILES)(self._read_picture)

    @property
    def source(self) -> TileSource:
        """The file."""
        return self._source

    def draw(self, view: View, look: Look) -> Canvas:
        """The picture of a view, names and all."""
        style = STYLES[look.theme]
        ratio = look.ratio
        image = QImage(round(view.width * ratio), round(view.height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(style.outside))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        try:
            drawn = self._draw_vector if self._source.contents.vector else self._draw_raster
            broken = drawn(painter, view, look, style)
        finally:
            painter.end()
        return Canvas(image, view, look, broken)

    def _draw_raster(self, painter: QPainter, view: View, look: Look, style: Style) -> bool:
        broken = False
        for tile in tiles(self._source, view):
            try:
                found = self._picture(tile.zoom, tile.x, tile.y)
            except MapProblem:
                broken = True
                continue
            if found is not None:
                # To whole pixels: the seam between two smoothed pictures would be seen.
                left, top = round(tile.left), round(tile.top)
                right, bottom = round(tile.left + tile.side), round(tile.top + tile.side)
                painter.drawImage(QRectF(left, top, right - left, bottom - top), found)
        if look.theme == "dark":
            painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(14, 20, 27, 120))
        return broken

    def _draw_vector(self, painter: QPainter, view: View, look: Look, style: Style) -> bool:
        broken = False
        found: list[tuple[Tile, Shapes]] = []
        for tile in tiles(self._source, view):
            try:
                made = self._shapes(tile.zoom, tile.x, tile.y)
            except (MapProblem, ValueError):
                broken = True
                continue
            found.append((tile, made))
        step = self._turns.give
        painter.save()
        painter.setClipRect(_inside(self._source.contents.box, view))  # a tile at the map's edge is half empty
        _draw_areas(painter, found, style, step)
        painter.restore()
        _draw_roads(painter, found, style, view.zoom, look.scale, step)
        _draw_labels(painter, found, style, view, look, step)
        return broken

    def _read_shapes(self, zoom: int, x: int, y: int) -> Shapes:
        data = self._source.tile(zoom, x, y)
        return shapes(data, self._turns.give) if data is not None else Shapes()

    def _read_picture(self, zoom: int, x: int, y: int) -> QImage | None:
        from fieldapp.map.pictures import picture  # with Pillow: only for maps of pictures

        data = self._source.tile(zoom, x, y)
        return picture(data) if data is not None else None


def _inside(box: Box, view: View) -> QRectF:
    """Where in the picture the map's file has something."""
    left, top = view.pixel((box[0], box[1]))
    right, bottom = view.pixel((box[2], box[3]))
    return QRectF(left, top, right - left, bottom - top)


def _draw_areas(painter: QPainter, found: list[tuple[Tile, Shapes]], style: Style, step: Step) -> None:
    colours = {"park": style.park, "water": style.water, "building": style.building}
    for tile, made in found:
        # Cut to whole pixels, so that neither a gap nor a double edge shows between two tiles.
        left, top = round(tile.left), round(tile.top)
        right, bottom = round(tile.left + tile.side), round(tile.top + tile.side)
        painter.save()
        painter.setClipRect(QRectF(left, top, right - left, bottom - top), Qt.ClipOperation.IntersectClip)
        painter.fillRect(QRectF(left, top, right - left, bottom - top), QColor(style.ground))
        painter.setTransform(_into(tile), True)
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, colour in colours.items():
            painter.setBrush(QColor(colour))
            for path in made.areas.get(kind, ()):
                painter.drawPath(path)
                step()
        painter.restore()


def _draw_roads(
    painter: QPainter, found: list[tuple[Tile, Shapes]], style: Style, zoom: float, scale: float, step: Step
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for casing in (True, False):
        for road in ROADS:
            width = road_px(road, zoom) * scale
            if width <= 0 or (casing and width < _LEAST_CASING):
                continue
            thin = width < _LEAST_CASING and style.thin_as_casing
            colour = style.casing[road] if casing or thin else style.road[road]
            pen = QPen(QColor(colour), width + (2 * scale if casing else 0))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # with round ones Qt paints many lines eighty times slower
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for tile, made in found:
                if road in made.roads:
                    _draw_lines(painter, _into(tile), made.roads[road], step)


def _draw_lines(painter: QPainter, into: QTransform, roads: Roads, step: Step) -> None:
    """Streets of one class, each line by itself, in pixels: a pen thinner than a tile's unit would be lost."""
    for first in range(0, len(roads.straight), _AT_ONCE):
        painter.drawLines([into.map(line) for line in roads.straight[first : first + _AT_ONCE]])
        step()
    for line in roads.bent:
        painter.drawPolyline(into.map(line))
        step()


def _into(tile: Tile) -> QTransform:
    return QTransform.fromTranslate(tile.left, tile.top).scale(tile.side / _UNITS, tile.side / _UNITS)


def _draw_labels(
    painter: QPainter, found: list[tuple[Tile, Shapes]], style: Style, view: View, look: Look, step: Step
) -> None:
    fonts = {kind: _font(look, kind) for kind in (*ROADS, "place", "city")}
    measures = {kind: QFontMetricsF(font) for kind, font in fonts.items()}
    wanted: list[labels.Wish] = []
    for tile, made in found:
        to_px = partial(_pixel, tile)
        wanted.extend(labels.wishes(made.lines, made.places, view.zoom, to_px, partial(_width, measures)))
        step()
    for label in labels.placed(wanted, measures["place"].height(), (view.width, view.height)):
        text, measure = _shown(label.text, label.kind), measures[label.kind]
        path = QPainterPath()
        path.addText(QPointF(-label.width / 2, (measure.ascent() - measure.descent()) / 2), fonts[label.kind], text)
        painter.save()
        painter.setTransform(QTransform.fromTranslate(label.x, label.y).rotate(label.turn), True)
        halo = QPen(QColor(style.halo), 3.5 * look.scale)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        painter.fillPath(path, QColor(style.place if label.kind in ("place", "city") else style.text))
        painter.restore()
        step()


def _pixel(tile: Tile, x: float, y: float) -> tuple[float, float]:
    return tile.left + x * tile.side / _UNITS, tile.top + y * tile.side / _UNITS


def _width(measures: dict[str, QFontMetricsF], text: str, kind: str) -> float:
    return measures[kind].horizontalAdvance(_shown(text, kind))


def _shown(text: str, kind: str) -> str:
    return text.upper() if kind == "place" else text


def _font(look: Look, kind: str) -> QFont:
    made = QFont(look.family)
    size = {"city": 16, "place": 12, "motorway": 13, "primary": 13}.get(kind, 12)
    made.setPixelSize(max(1, round(size * look.scale)))
    made.setWeight(QFont.Weight.DemiBold if kind in ("city", "place", "motorway", "primary") else QFont.Weight.Medium)
    if kind == "place":
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8 * look.scale)
    return made
