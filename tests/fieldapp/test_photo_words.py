"""Where and when a photo was taken, in a plain sentence."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from fieldapp.models.checks import Taken, taken
from fieldapp.moments import Moments
from fieldapp.wording import taken_text
from sync.orders import Photo, PhotoRole
from tests.builders import an_order

STARTED = "2026-11-22T18:20:00Z"
ORDER = an_order(lat=33.46561, long=-112.09932, started_at=STARTED)
PHOTO = Photo(
    "p-1", PhotoRole.AFTER, STARTED, "Ana Ruiz", taken_at="2026-11-22T18:46:00Z", lat=33.46569, long=-112.09932
)


@pytest.mark.parametrize(
    ("order", "photo", "said"),
    [
        (ORDER, PHOTO, "Taken 9 m from the address, 26 min after you started."),
        (
            ORDER,
            replace(PHOTO, taken_at="2026-11-22T18:15:00Z"),
            "Taken 9 m from the address, 5 min before you started.",
        ),
        (ORDER, replace(PHOTO, lat=33.5), "Taken 4 km from the address, 26 min after you started."),
        (ORDER, replace(PHOTO, taken_at=None), "Taken 9 m from the address. The photo does not say when."),
        (ORDER, replace(PHOTO, lat=None, long=None), "Taken 26 min after you started. The photo does not say where."),
        (ORDER, replace(PHOTO, lat=0.0, long=0.0), "Taken 26 min after you started. The photo does not say where."),
        (replace(ORDER, lat=None, long=None), PHOTO, "Taken 26 min after you started."),
        (replace(ORDER, started_at=None), PHOTO, "Taken 9 m from the address, at noon."),
        (
            ORDER,
            replace(PHOTO, lat=None, long=None, taken_at=None),
            "The photo does not say where or when it was taken.",
        ),
    ],
)
def test_place_and_time_are_one_sentence_and_what_is_not_known_is_said(
    qapp: QApplication, order: object, photo: Photo, said: str
) -> None:
    facts = taken(order, photo)  # type: ignore[arg-type]
    at = "at noon" if facts.at else ""
    assert taken_text(facts.metres, facts.after_start_min, at, facts.has_place, Moments("en")) == said


def test_far_away_or_long_before_is_not_near() -> None:
    assert Taken(90, 26, "", True).is_near
    assert Taken().is_near
    assert Taken(None, -10, "").is_near  # crews press Start from the truck
    assert not Taken(101, 26, "", True).is_near
    assert not Taken(9, -31, "", True).is_near
