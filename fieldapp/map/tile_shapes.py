"""A vector tile as shapes that can be painted at any size, made once and kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from fieldapp.map import schema
from fieldapp.map.vector_tile import LINE, POINT, POLYGON, Feature, layers

_UNITS = 4096.0
_PATH_POINTS = 600


@dataclass(frozen=True)
class Line:
    """A named street: its points in units of the tile, which is 4096 wide."""

    name: str
    road: str
    points: list[tuple[float, float]]


@dataclass(frozen=True)
class Place:
    """A name for an area around a spot; `rank` as schema.place_rank has it."""

    name: str
    rank: int
    x: float
    y: float


@dataclass(frozen=True)
class Roads:
    """The lines of one class of streets, apart: Qt paints straight ones ten times faster."""

    straight: list[QLineF] = field(default_factory=list)
    bent: list[QPolygonF] = field(default_factory=list)


@dataclass(frozen=True)
class Shapes:
    """What is painted of one tile: areas by kind, streets by class, and names."""

    areas: dict[str, list[QPainterPath]] = field(default_factory=dict)
    roads: dict[str, Roads] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def shapes(tile: bytes, step: Callable[[], None]) -> Shapes:
    """The shapes of a tile; `step` is called between features. Raises ValueError where its bytes are no vector tile."""
    made = Shapes()
    for layer in layers(tile, schema.WANTED, step):
        by = _UNITS / layer.extent
        for feature in layer.features:
            step()
            if feature.shape == POLYGON:
                area = schema.area_of(layer.name, feature)
                if area is not None:
                    _add_area(made.areas.setdefault(area, []), feature, by, alone=area != "building")
            elif feature.shape == LINE and layer.name in schema.LINES:
                _add_street(made, layer.name, feature, by)
            elif feature.shape == POINT and layer.name in schema.PLACES:
                _add_place(made, feature, by)
    return made


def _add_street(made: Shapes, layer: str, feature: Feature, by: float) -> None:
    road, name = schema.road_of(feature), schema.name_of(feature)
    if road is None:
        return
    if layer not in ("transportation_name", "street_labels"):
        roads = made.roads.setdefault(road, Roads())
        for part in feature.parts:
            if len(part) == 2:
                (x1, y1), (x2, y2) = part
                roads.straight.append(QLineF(x1 * by, y1 * by, x2 * by, y2 * by))
            elif len(part) > 2:
                roads.bent.append(QPolygonF([QPointF(x * by, y * by) for x, y in part]))
    if name:
        for part in feature.parts:
            made.lines.append(Line(name, road, [(x * by, y * by) for x, y in part]))


def _add_place(made: Shapes, feature: Feature, by: float) -> None:
    rank, name = schema.place_rank(feature), schema.name_of(feature)
    if rank is not None and name and feature.parts:
        x, y = feature.parts[0][0]
        made.places.append(Place(name, rank, x * by, y * by))


def _add_area(paths: list[QPainterPath], feature: Feature, by: float, *, alone: bool) -> None:
    """Paths are filled odd-even, so holes are holes; two parks that overlap would be one, too, if they shared a path.

    Of buildings, which are many and stand apart, a hundred or so are painted in one go.
    """
    if alone or not paths or paths[-1].elementCount() > _PATH_POINTS:
        paths.append(QPainterPath())
    for part in feature.parts:
        if len(part) > 2:
            paths[-1].addPolygon(QPolygonF([QPointF(x * by, y * by) for x, y in part]))
