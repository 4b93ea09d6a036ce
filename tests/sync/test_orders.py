"""Texts in a person's language, forms by version, and which coordinates can be believed."""

import pytest

from sync.orders import OPEN, Form, ServiceType, Status, worded
from sync.places import believable, metres_between

LABELS = {"es": "Bache", "en": "Pothole", "zh": "坑洼"}


@pytest.mark.parametrize(
    ("labels", "language", "text"),
    [
        (LABELS, "es", "Bache"),
        (LABELS, "es-MX", "Bache"),
        (LABELS, "zh-Hant-TW", "坑洼"),
        (LABELS, "ru", "Pothole"),
        ({"es-MX": "Bache", "es": "Hoyo"}, "es-MX", "Bache"),
        ({"zh": "坑洼", "ko": "포트홀"}, "ru", "坑洼"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_in_the_nearest_language_there_is(labels: dict[str, str], language: str, text: str) -> None:
    assert worded(labels, language) == text


def test_a_job_is_open_until_it_is_closed_or_cancelled() -> None:
    assert set(Status) - OPEN == {Status.CLOSED, Status.CANCELLED}


@pytest.mark.parametrize(
    ("lat", "long", "believed"),
    [
        (33.4, -112.1, True),
        (90.0, 0.5, True),
        (-90.0, 0.5, True),
        (0.5, 180.0, True),
        (0.5, -180.0, True),
        (33.0, -112.1, True),
        (33.4, -112.0, True),
        (90.5, 0.5, False),
        (-90.5, 0.5, False),
        (0.5, 180.5, False),
        (0.5, -180.5, False),
        (33.0, -112.0, False),
        (0.0, 0.0, False),
        (None, -112.1, False),
        (33.4, None, False),
        (float("nan"), 1.5, False),
        (1.5, float("inf"), False),
    ],
)
def test_coordinates_are_believed_or_not(lat: float | None, long: float | None, believed: bool) -> None:
    assert believable(lat, long) == ((lat, long) if believed else None)


@pytest.mark.parametrize(
    ("first", "second", "metres"),
    [
        ((33.46561, -112.09932), (33.46561, -112.09932), 0),
        ((0.0, 0.0), (1.0, 0.0), 111_195),
        ((0.0, 0.0), (0.0, 1.0), 111_195),
        ((60.0, 10.0), (60.0, 11.0), 55_597),
        ((0.0, 0.0), (0.0, 180.0), 20_015_087),
        ((52.52, 13.405), (48.8566, 2.3522), 877_463),
    ],
    ids=["here", "a degree north", "a degree east", "a degree east far north", "antipodes", "Berlin to Paris"],
)
def test_a_distance_along_the_ground(first: tuple[float, float], second: tuple[float, float], metres: float) -> None:
    assert metres_between(first, second) == pytest.approx(metres, abs=1)
    assert metres_between(second, first) == pytest.approx(metres, abs=1)


def test_a_job_is_finished_under_the_form_of_its_version_or_the_oldest_that_is_left() -> None:
    forms = tuple(Form(version, {"$comment": str(version)}) for version in (3, 4, 7))
    service = ServiceType("street", {"en": "Street"}, "circle", "grey", (), forms=forms)
    wanted = {0: 7, 1: 3, 3: 3, 4: 4, 5: 7, 7: 7, 8: 7}
    assert {version: service.form(version).version for version in wanted} == wanted  # type: ignore[union-attr]
    assert ServiceType("street", {"en": "Street"}, "circle", "grey", ()).form() is None
