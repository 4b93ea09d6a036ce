"""In which order to drive to the stops: a short way through all of them that begins at a given one.

Nearest neighbour, then 2-opt and Or-opt until neither helps: the textbook heuristics for the open travelling salesman
problem, a few per cent above the shortest way for a crew's day, and always the same answer. OR-Tools brings 100 MB of
NumPy and pandas along, LKH's licence forbids a city's use, and the light solvers stop after a time, so that a busy
laptop would get another order of stops than an idle one.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from sync.places import Point, metres_between

MOST_STOPS: Final = 60
"""Beyond these the rest follows by the nearest neighbour alone: nobody drives to more in a day."""
_LONGEST_MOVE: Final = 3  # stops that Or-opt moves together
_LEAST_GAIN_M: Final = 0.5


def shortest(start: Point | None, stops: Sequence[Point]) -> list[int]:
    """The stops' indices in driving order, from `start` (from the first stop where that is unknown); it ends anywhere.

    Distances are as the crow flies, in metres.
    """
    if not stops:
        return []
    if start is None:
        return [0, *(number + 1 for number in shortest(stops[0], stops[1:]))]
    places = [start, *stops]

    def metres(a: int, b: int) -> float:
        return metres_between(places[a], places[b])

    way = _nearest_neighbour(len(places), metres)
    head, tail = way[: MOST_STOPS + 1], way[MOST_STOPS + 1 :]
    table = {(a, b): metres(a, b) for a in head for b in head}
    head = _improved(head, lambda a, b: table[a, b])
    return [place - 1 for place in (*head[1:], *tail)]


def length_m(start: Point | None, stops: Sequence[Point]) -> float:
    """How long the way through the stops is, in this order."""
    return sum(metres_between(a, b) for a, b in pairwise([*([start] if start else []), *stops]))


Metres = Callable[[int, int], float]


def _nearest_neighbour(count: int, metres: Metres) -> list[int]:
    left, way = set(range(1, count)), [0]
    while left:
        here = way[-1]
        nearest = min(left, key=lambda place: (metres(here, place), place))
        left.remove(nearest)
        way.append(nearest)
    return way


def _improved(way: list[int], metres: Metres) -> list[int]:
    """The way after every reversal and every move of a few stops that makes it shorter."""
    while True:
        better = _reversed_piece(way, metres) or _moved_piece(way, metres)
        if better is None:
            return way
        way = better


def _reversed_piece(way: list[int], metres: Metres) -> list[int] | None:
    """2-opt: two legs crossed over; None where that never helps."""
    last = len(way) - 1
    for first in range(1, last):
        before = way[first - 1]
        for end in range(first + 1, last + 1):
            old, new = metres(before, way[first]), metres(before, way[end])
            if end < last:
                old += metres(way[end], way[end + 1])
                new += metres(way[first], way[end + 1])
            if new < old - _LEAST_GAIN_M:
                return way[:first] + way[first : end + 1][::-1] + way[end + 1 :]
    return None


def _moved_piece(way: list[int], metres: Metres) -> list[int] | None:
    """Or-opt: one to three neighbouring stops put elsewhere, either way round; None where that never helps."""
    now = _length(way, metres)
    for size in range(1, _LONGEST_MOVE + 1):
        for first in range(1, len(way) - size + 1):
            piece, rest = way[first : first + size], way[:first] + way[first + size :]
            for at in range(1, len(rest) + 1):
                for turned in (piece, piece[::-1]):
                    tried = rest[:at] + turned + rest[at:]
                    if _gain(tried, now, metres) > _LEAST_GAIN_M:
                        return tried
    return None


def _gain(way: list[int], now: float, metres: Metres) -> float:
    return now - _length(way, metres)


def _length(way: list[int], metres: Metres) -> float:
    return sum(metres(a, b) for a, b in pairwise(way))
