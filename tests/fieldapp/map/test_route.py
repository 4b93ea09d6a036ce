"""The order of stops."""

import random
from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest

from fieldapp.map.route import shortest
from sync.places import Point, metres_between

START = (40.75, -73.95)


def some(count: int, seed: int) -> list[Point]:
    """Points in a city."""
    chance = random.Random(seed)
    return [(40.7 + chance.random() / 10, -74 + chance.random() / 10) for _ in range(count)]


def length_m(start: Point, stops: Sequence[Point]) -> float:
    """How long the way through the stops is, in this order."""
    return sum(metres_between(a, b) for a, b in pairwise([start, *stops]))


@pytest.mark.parametrize("seed", range(12))
def test_seven_stops_are_driven_within_an_eighth_of_the_shortest_way_of_all(seed: int) -> None:
    stops = some(7, seed)
    way = length_m(START, [stops[number] for number in shortest(START, stops)])
    assert way <= 1.125 * min(length_m(START, order) for order in permutations(stops))


def test_on_the_whole_it_is_hardly_longer_than_the_shortest() -> None:
    ways = [(some(6, seed), seed) for seed in range(100, 130)]
    found = sum(length_m(START, [stops[number] for number in shortest(START, stops)]) for stops, _ in ways)
    best = sum(min(length_m(START, order) for order in permutations(stops)) for stops, _ in ways)
    assert found <= 1.02 * best


def test_it_is_much_shorter_than_the_order_of_the_list_and_always_the_same() -> None:
    stops = some(40, 5)
    order = shortest(START, stops)
    assert sorted(order) == list(range(40))
    assert length_m(START, [stops[number] for number in order]) < 0.4 * length_m(START, stops)
    assert shortest(START, list(stops)) == order


def test_without_a_start_the_first_stop_is_the_first() -> None:
    assert shortest(None, some(9, 1))[0] == 0
    assert shortest(None, []) == []
    assert shortest(START, [START]) == [0]


def test_stops_on_one_spot_are_all_there() -> None:
    assert sorted(shortest(START, [(40.7, -74.0)] * 5)) == [0, 1, 2, 3, 4]


def test_five_hundred_stops_have_an_order_too() -> None:
    assert sorted(shortest(START, some(500, 2))) == list(range(500))
