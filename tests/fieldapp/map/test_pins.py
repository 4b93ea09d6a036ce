"""Pins that would cover one another stand together, and come apart when one looks closer."""

from fieldapp.map.mercator import View, around, to_point, to_world
from fieldapp.map.pins import Pin, grouped, nearest, opened_up

HERE = (40.7549, -73.9840)
REACH = 44.0


def pin(number: int, north_m: float = 0.0, kind: str = "todo") -> Pin:
    return Pin(f"job-{number}", to_world((HERE[0] + north_m / 111_195, HERE[1])), kind, str(number))  # type: ignore[arg-type]


def view(zoom: float) -> View:
    return View(to_world(HERE), zoom, 800, 600)


def test_a_place_comes_back_from_its_pixel() -> None:
    seen = view(14.3)
    assert seen.pixel(seen.middle) == (400, 300)
    lat, long = to_point(seen.place(*seen.pixel(to_world(HERE))))
    assert (round(lat, 9), round(long, 9)) == HERE


def test_coming_nearer_keeps_what_is_under_the_finger() -> None:
    seen = view(12)
    kept = seen.place(700, 100)
    x, y = seen.zoomed(15, 700, 100).pixel(kept)
    assert (round(x, 6), round(y, 6)) == (700, 100)


def test_pins_near_by_are_one_group_that_shows_the_most_urgent() -> None:
    pins = [pin(1), pin(2, 60, "due"), pin(3, 5_000)]
    groups = grouped(pins, view(13).world_px, REACH)
    assert [len(group.pins) for group in groups] == [2, 1]
    assert groups[0].kind == "due"
    assert all(len(group.pins) == 1 for group in grouped(pins, view(17).world_px, REACH))


def test_the_pin_in_hand_is_never_in_a_group() -> None:
    groups = grouped([pin(1), pin(2, 5), pin(3, 9)], view(13).world_px, REACH, alone="job-2")
    assert sorted(len(group.pins) for group in groups) == [1, 2]
    assert groups[-1].pins[0].id == "job-2"


def test_every_pin_is_in_exactly_one_group() -> None:
    pins = [pin(number, number * 17) for number in range(300)]
    groups = grouped(pins, view(13).world_px, REACH)
    assert sorted(one.id for group in groups for one in group.pins) == sorted(one.id for one in pins)


def test_a_group_opens_up_unless_its_pins_stand_on_one_spot() -> None:
    apart = grouped([pin(1), pin(2, 60)], view(13).world_px, REACH)[0]
    nearer = opened_up(apart, view(13))
    assert nearer is not None
    assert len(grouped(list(apart.pins), nearer.world_px, REACH)) == 2
    same = grouped([pin(1), pin(2)], view(18).world_px, REACH)[0]
    assert opened_up(same, view(18)) is None


def test_a_finger_takes_the_nearest_group_within_reach() -> None:
    groups = grouped([pin(1), pin(2, 400)], view(15).world_px, REACH)
    seen = view(15)
    assert nearest(seen.place(405, 295), groups, seen, 22) is groups[0]
    assert nearest(seen.place(440, 295), groups, seen, 22) is None


def test_all_places_are_in_sight_with_a_margin() -> None:
    places = [to_world(point) for point in ((40.70, -74.01), (40.80, -73.93))]
    seen = around(places, 800, 600)
    for place in places:
        x, y = seen.pixel(place)
        assert 40 <= x <= 760
        assert 40 <= y <= 560
