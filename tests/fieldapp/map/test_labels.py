"""Names on the map: along their street, upright, apart from one another."""

from math import hypot

from fieldapp.map.labels import Label, placed, wishes
from fieldapp.map.tile_shapes import Line, Place

SIZE = (1000.0, 800.0)


def street(name: str, *points: tuple[float, float], road: str = "primary") -> Line:
    return Line(name, road, list(points))


def labels_of(*lines: Line, places: tuple[Place, ...] = (), zoom: float = 15.0) -> list[Label]:
    """What is written, with 8 pixels to a letter."""
    wanted = wishes(lines, places, zoom, lambda x, y: (x, y), lambda text, _kind: 8.0 * len(text))
    return list(placed(wanted, 16, SIZE))


def test_a_name_lies_in_the_middle_of_its_street() -> None:
    found = labels_of(street("Elm Street", (100, 100), (500, 100)))
    assert [(label.text, label.x, label.y, label.turn) for label in found] == [("Elm Street", 300, 100, 0)]


def test_a_name_is_never_upside_down() -> None:
    for start, end in (((500, 100), (100, 100)), ((300, 500), (300, 100)), ((100, 500), (500, 100))):
        for ends in ((start, end), (end, start)):
            assert all(-90 < label.turn <= 90 for label in labels_of(street("Elm", *ends)))


def test_a_street_that_is_too_short_or_too_bent_has_no_name() -> None:
    assert not labels_of(street("A very long name", (100, 100), (180, 100)))
    assert not labels_of(street("Hairpin bend", (300, 300), (360, 300), (360, 310), (300, 310)))


def test_no_two_names_touch() -> None:
    grid = [street(f"Street {n}", (50, 20.0 + 9 * n), (950, 20.0 + 9 * n)) for n in range(80)]
    found = labels_of(*grid)
    assert len(found) > 10
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            assert hypot(one.x - other.x, one.y - other.y) >= 16


def test_a_name_is_not_said_again_close_by() -> None:
    pieces = [street("Elm St", (100.0 + 220 * n, 400), (310.0 + 220 * n, 400)) for n in range(4)]
    assert 1 <= len(labels_of(*pieces)) <= 2


def test_small_streets_are_named_only_near() -> None:
    small = street("Alley", (100, 100), (500, 100), road="minor")
    assert not labels_of(small, zoom=14)
    assert labels_of(small, zoom=16)


def test_the_larger_street_comes_first() -> None:
    across = street("Grand Avenue", (300, 100), (300, 500))
    along = street("Small Street", (100, 300), (500, 300), road="minor")
    assert [label.text for label in labels_of(along, across, zoom=16)] == ["Grand Avenue"]


def test_a_city_is_named_from_afar_and_its_quarters_nearer() -> None:
    places = (Place("Manhattan", 0, 500, 400), Place("Chelsea", 1, 480, 600))
    assert [label.text for label in labels_of(places=places, zoom=10)] == ["Manhattan"]
    assert [label.text for label in labels_of(places=places, zoom=14)] == ["Chelsea"]
