"""Held work that nobody decides becomes the supervisors' after four hours, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.orders import Role
from sync.server.book import write_review
from sync.server.escalation import Escalation
from sync.server.hub import Hub
from sync.verdicts import Review, ReviewKind, ReviewState, Why
from tests.builders import StillClock

HELD = Review(
    "r-held", "o-1", ReviewKind.HELD, Role.DISPATCHER, "set_field", "p-1", "Ana", "2026-11-22T09:00:00Z",
    "2026-11-22T10:00:00.000Z", why=Why.VALUE_CHANGED,
)  # fmt: skip


class Now(StillClock):
    """A clock whose seconds go with its time of day."""

    def monotonic_s(self) -> float:
        return self.at_ms / 1000


@pytest.fixture
def clock() -> Now:
    return Now("2026-11-22T10:00:00.000Z")


@pytest.fixture
def hub(tmp_path: Path, clock: Now) -> Iterator[Hub]:
    made = Hub(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path, clock)
    yield made
    made.close()


def put(hub: Hub, *reviews: Review) -> None:
    with hub.database.writing() as writing:
        for review in reviews:
            write_review(writing, review)


def review(hub: Hub, review_id: str) -> Review:
    return next(each for each in hub.book.reviews() if each.id == review_id)


def test_it_is_the_supervisors_after_four_hours_and_told_once(hub: Hub, clock: Now) -> None:
    put(hub, HELD)
    escalation = Escalation(hub.database, clock)
    clock.pass_min(4 * 60 - 1)
    assert escalation.look() == 0
    clock.pass_min(1)
    told: list[frozenset[str]] = []
    hub.database.listen(told.append)
    assert escalation.look() == 1
    found = review(hub, HELD.id)
    assert (found.asks, found.escalated_at, found.version) == (Role.SUPERVISOR, "2026-11-22T14:00:00.000Z", 2)
    assert told == [frozenset({"desk", "person:p-1"})]
    clock.pass_min(60)
    assert escalation.look() == 0


def test_what_is_decided_or_only_to_be_looked_over_is_not(hub: Hub, clock: Now) -> None:
    decided = replace(HELD, id="r-done", state=ReviewState.ACCEPTED)
    closed = replace(HELD, id="r-closed", kind=ReviewKind.CLOSED, why=None)
    put(hub, decided, closed)
    clock.pass_min(24 * 60)
    assert Escalation(hub.database, clock).look() == 0


def test_it_looks_at_most_once_a_minute(hub: Hub, clock: Now) -> None:
    escalation = Escalation(hub.database, clock)
    clock.pass_min(5 * 60)
    assert escalation.look() == 0
    put(hub, HELD)
    clock.pass_min(0.9)
    assert escalation.look() == 0
    clock.pass_min(0.1)
    assert escalation.look() == 1
