"""In which order to drive to the stops: a short way through all of them that begins at a given one.

Nearest neighbour, then 2-opt and Or-opt until neither helps: the textbook heuristics for the open travelling salesman
problem, about one per cent above the shortest way for a crew's day, and always the same answer. OR-Tools is 80 MB and
brings NumPy and pandas along, LKH's licence forbids a city's use, and fast-tsp plans round trips against a clock, so
that a busy laptop could get another order of stops than an idle one.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, radians
from typing import Final

from sync.places import Point

MOST_STOPS: Final = 40
"""Beyond these the rest follows by the nearest neighbour alone: nobody drives to more in a day."""
_LONGEST_MOVE: Final = 3  # stops that Or-opt moves together
_LEAST_GAIN_M: Final = 0.5
_DEGREE_M: Final = 111_195.0
Table = list[list[float]]


def shortest(start: Point | None, stops: Sequence[Point]) -> list[int]:
    """The stops' indices in driving order, from `start` (from the first stop where that is unknown); it ends anywhere.

    Distances are as the crow flies, on a plane: the ground of a city is flat enough.
    """
    return list(_shortest(start, tuple(stops)))


@lru_cache(maxsize=16)  # asked again with every look at the map, of the same stops
def _shortest(start: Point | None, stops: tuple[Point, ...]) -> tuple[int, ...]:
    if not stops:
        return ()
    if start is None:
        return (0, *(number + 1 for number in _shortest(stops[0], stops[1:])))
    shrink = cos(radians(start[0]))
    flat = [(lat * _DEGREE_M, long * _DEGREE_M * shrink) for lat, long in (start, *stops)]
    way = _nearest_neighbour(flat)
    head, tail = way[: MOST_STOPS + 1], way[MOST_STOPS + 1 :]
    places = [flat[place] for place in head]
    better = _improved([[hypot(a[0] - b[0], a[1] - b[1]) for b in places] for a in places])
    return tuple(place - 1 for place in (*[head[number] for number in better[1:]], *tail))


def _nearest_neighbour(flat: list[tuple[float, float]]) -> list[int]:
    left, way = list(range(1, len(flat))), [0]
    while left:
        x, y = flat[way[-1]]
        nearest = min(left, key=lambda place: (flat[place][0] - x) ** 2 + (flat[place][1] - y) ** 2)
        left.remove(nearest)
        way.append(nearest)
    return way


def _improved(metres: Table) -> list[int]:
    """The places 0 … n in an order that no reversal and no move of a few of them makes shorter; 0 stays first."""
    way = list(range(len(metres)))
    while _reverse_one(way, metres) or _move_one(way, metres):
        pass
    return way


def _reverse_one(way: list[int], metres: Table) -> bool:
    """2-opt: the first piece of the way that is better driven backwards; whether there was one."""
    last = len(way) - 1
    for first in range(1, last):
        before, here = way[first - 1], way[first]
        for end in range(first + 1, last + 1):
            gain = metres[before][here] - metres[before][way[end]]
            if end < last:
                gain += metres[way[end]][way[end + 1]] - metres[here][way[end + 1]]
            if gain > _LEAST_GAIN_M:
                way[first : end + 1] = way[first : end + 1][::-1]
                return True
    return False


def _move_one(way: list[int], metres: Table) -> bool:
    """Or-opt: the first one to three neighbouring stops that are better driven to elsewhere; whether there were any."""
    for size in range(1, _LONGEST_MOVE + 1):
        for first in range(1, len(way) - size + 1):
            piece, rest = way[first : first + size], way[:first] + way[first + size :]
            saved = metres[way[first - 1]][piece[0]]
            if first + size < len(way):
                after = way[first + size]
                saved += metres[piece[-1]][after] - metres[way[first - 1]][after]
            if saved <= _LEAST_GAIN_M:
                continue
            for at in range(1, len(rest) + 1):
                for turned in (piece, piece[::-1]):
                    paid = metres[rest[at - 1]][turned[0]]
                    if at < len(rest):
                        paid += metres[turned[-1]][rest[at]] - metres[rest[at - 1]][rest[at]]
                    if saved - paid > _LEAST_GAIN_M:
                        way[:] = rest[:at] + turned + rest[at:]
                        return True
    return False
