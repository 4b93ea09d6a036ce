"""Where the names of streets and places stand, so that none covers another. Pure: widths are measured by the caller."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from fieldapp.map.tile_shapes import Line, Place

_ROAD_ZOOM = {"motorway": 12.0, "primary": 12.75, "secondary": 13.75, "minor": 15.0}
_PLACE_ZOOM = ((0.0, 12.5), (11.5, 15.5))  # from and to, by rank
_SAME_NAME_PX = 320.0
_STRAIGHT = 0.97
_CELL_PX = 64.0
Spot = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """A name in the picture: its middle in pixels, and its turn in degrees. `kind` is a road's class or "place"."""

    text: str
    kind: str
    x: float
    y: float
    turn: float
    width: float


@dataclass(frozen=True)
class Wish:
    """A label that may be placed; the lowest `rank` comes first."""

    rank: int
    label: Label


def wishes(
    lines: Iterable[Line], places: Iterable[Place], zoom: float, to_px: Callable[[float, float], Spot],
    width: Callable[[str, str], float],
) -> Iterator[Wish]:
    """The labels that one tile would like; `to_px` says where in the picture a tile's spot is."""
    ranks = {road: number for number, road in enumerate(("motorway", "primary", "secondary", "minor"), start=1)}
    for line in lines:
        if zoom >= _ROAD_ZOOM[line.road]:
            label = _along(line, to_px, width(line.name, line.road))
            if label is not None:
                yield Wish(ranks[line.road], label)
    for place in places:
        low, high = _PLACE_ZOOM[place.rank]
        if low <= zoom <= high:
            kind = "city" if place.rank == 0 else "place"
            x, y = to_px(place.x, place.y)
            yield Wish(0 if place.rank == 0 else 1, Label(place.name, kind, x, y, 0.0, width(place.name, kind)))


def _along(line: Line, to_px: Callable[[float, float], Spot], width: float) -> Label | None:
    """A label in the middle of a line, None where the line is too short or too bent there."""
    points = [to_px(*point) for point in line.points]
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    total = sum(steps)
    if total < width * 1.1:
        return None
    start, end = (_at(points, steps, (total + side * width) / 2) for side in (-1, 1))
    chord = hypot(end[0] - start[0], end[1] - start[1])
    if chord < width * _STRAIGHT:
        return None
    turn = degrees(atan2(end[1] - start[1], end[0] - start[0]))
    upright = turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
    return Label(line.name, line.road, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, upright, width)


def _at(points: list[Spot], steps: list[float], way: float) -> Spot:
    for (a, b), step in zip(itertools.pairwise(points), steps, strict=True):
        if way <= step and step > 0:
            share = way / step
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        way -= step
    return points[-1]


def placed(wanted: Iterable[Wish], height: float, size: Spot) -> Iterator[Label]:
    """The labels that fit into a picture of this size: no two overlap, and a name is not said again close by.

    The order does not depend on the order of the tiles, so that labels stay where they are while the map moves.
    """
    taken: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    said: dict[str, list[Spot]] = {}
    ordered = sorted(wanted, key=lambda wish: (wish.rank, wish.label.text, round(wish.label.y), round(wish.label.x)))
    for label in (wish.label for wish in ordered):
        if not _in_picture(label, size):
            continue
        if any(hypot(label.x - x, label.y - y) < _SAME_NAME_PX for x, y in said.get(label.text, ())):
            continue
        discs = _discs(label, height)
        if any(_hits(disc, taken) for disc in discs):
            continue
        for disc in discs:
            taken.setdefault(_cell(disc), []).append(disc)
        said.setdefault(label.text, []).append((label.x, label.y))
        yield label


def _in_picture(label: Label, size: Spot) -> bool:
    half = label.width / 2
    return -half < label.x < size[0] + half and -half < label.y < size[1] + half


def _discs(label: Label, height: float) -> list[tuple[float, float, float]]:
    """The label as a row of discs: x, y, radius."""
    radius = height * 0.62
    count = max(1, round(label.width / (radius * 1.4)))
    right, down = cos(radians(label.turn)), sin(radians(label.turn))
    steps = [(number + 0.5) / count * label.width - label.width / 2 for number in range(count)]
    return [(label.x + right * step, label.y + down * step, radius) for step in steps]


def _cell(disc: tuple[float, float, float]) -> tuple[int, int]:
    return int(disc[0] // _CELL_PX), int(disc[1] // _CELL_PX)


def _hits(disc: tuple[float, float, float], taken: dict[tuple[int, int], list[tuple[float, float, float]]]) -> bool:
    column, row = _cell(disc)
    near = (taken.get((column + right, row + down), ()) for right in (-1, 0, 1) for down in (-1, 0, 1))
    return any(hypot(disc[0] - x, disc[1] - y) < disc[2] + r for cell in near for x, y, r in cell)
