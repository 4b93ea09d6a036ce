"""Coordinates of real lists: missing, whole-degree, swapped out of range."""

import pytest

from fieldapp.places import way_links
from sync.places import believable, metres_between


@pytest.mark.parametrize(
    ("lat", "long"), [(None, -112.1), (33.4, None), (33.0, -112.0), (91.0, 0.5), (33.4, 181.5), (float("nan"), 1.5)]
)
def test_coordinates_that_cannot_be_believed(lat: float | None, long: float | None) -> None:
    assert believable(lat, long) is None


def test_a_believable_point_stays_as_it_is() -> None:
    assert believable(33.46561, -112.09932) == (33.46561, -112.09932)


def test_the_distance_of_two_points_along_a_street() -> None:
    assert metres_between((33.46561, -112.09932), (33.46561, -112.09932)) == 0
    assert metres_between((33.46561, -112.09932), (33.46651, -112.09932)) == pytest.approx(100, abs=1)


def test_the_way_is_shown_to_the_spot_or_to_the_address_or_not_at_all() -> None:
    assert way_links((33.46561, -112.09932), "x")[0] == "geo:33.465610,-112.099320?q=33.465610,-112.099320"
    assert way_links(None, "301 E Van Buren St")[1].endswith("query=301+E+Van+Buren+St")
    assert way_links(None, " ") == ()
