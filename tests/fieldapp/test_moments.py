"""Times as people read them."""

from datetime import datetime

import pytest

from fieldapp.moments import Moments, day_ends_ms, worked_minutes
from sync.clock import parse_ms
from sync.orders import Event
from tests.builders import an_order

NOON_MS = round(datetime(2026, 11, 22, 12, 0).astimezone().timestamp() * 1000)


def at(minutes: float) -> str:
    """RFC 3339 of some minutes after noon, here."""
    return datetime.fromtimestamp(NOON_MS / 1000 + minutes * 60).astimezone().isoformat()


def plain(text: str) -> str:
    """With ordinary spaces, as the locale writes narrow ones."""
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("minutes", "text", "tone"),
    [
        (42, "Due 12:42 PM · 42 min left", "bad"),
        (136, "Due 2:16 PM · 2 h 16 min left", "warn"),
        (300, "Due 5:00 PM · 5 h left", "neutral"),
        (-20, "Was due 11:40 AM · 20 min late", "bad"),
        (24 * 60, "Due tomorrow", "neutral"),
        (5 * 24 * 60, "Due Nov 27", "neutral"),
        (-3 * 24 * 60, "Was due Nov 19 · 3 days late", "bad"),
    ],
)
def test_due(minutes: int, text: str, tone: str) -> None:
    due = Moments("en-US").due(at(minutes), NOON_MS)
    assert due is not None
    assert (plain(due.text), due.tone) == (text, tone)


def test_the_day_ends_at_midnight_here() -> None:
    assert day_ends_ms(NOON_MS) == NOON_MS + 12 * 3_600_000
    assert day_ends_ms(day_ends_ms(NOON_MS)) == NOON_MS + 36 * 3_600_000


def test_no_due_time_says_nothing() -> None:
    assert Moments("en-US").due(None, NOON_MS) is None


def test_a_moment_is_said_with_its_day_when_it_was_not_today() -> None:
    moments = Moments("en-US")
    said = [plain(moments.moment(at(m), NOON_MS)) for m in (-60, -24 * 60, -10 * 24 * 60)]
    assert said == ["11:00 AM", "yesterday, 12:00 PM", "Nov 12, 12:00 PM"]


def test_spanish_reads_day_before_month_and_24_hours() -> None:
    moments = Moments("es")
    assert moments.moment(at(120), NOON_MS) == "14:00"
    assert moments.today(NOON_MS).startswith("Domingo, 22")


def test_pauses_are_not_work() -> None:
    order = an_order(
        started_at=at(0),
        history=(
            Event("1", at(0), "start_work", "Ana"),
            Event("2", at(10), "pause_work", "Ana"),
            Event("3", at(40), "start_work", "Ana"),
        ),
    )
    assert worked_minutes(order, parse_ms(at(45))) == 15


def test_work_under_an_earlier_assignment_does_not_count() -> None:
    order = an_order(started_at=at(60), history=(Event("1", at(0), "start_work", "Bo"),))
    assert worked_minutes(order, parse_ms(at(80))) == 20


def test_a_job_never_started_has_no_minutes() -> None:
    assert worked_minutes(an_order(), NOON_MS) is None
