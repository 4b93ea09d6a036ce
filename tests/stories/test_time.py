"""Clocks that decided what they know nothing of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sync.clock import rfc3339
from sync.commands import CloseOut, SetField, StartWork
from sync.server import exchange
from sync.states import CommandState
from sync.values import base_of
from tests.stories.story import Without, a_city, story, tell, try_for

Right = Callable[..., Any]
YEAR_S = 365 * 86_400.0


def _the_later_clock_wins(right: Right) -> Right:
    """Last write wins, by the time that each device says."""

    def judge(order: Any, command: Any, who: Any, at: str, *args: Any, **kwargs: Any) -> Any:
        if order is not None and command.occurred_at > at:
            command = replace(command, base=base_of(order, command.body))
        return right(order, command, who, at, *args, **kwargs)

    return judge


@story(Without(exchange, "judge", _the_later_clock_wins))
def test_a_wrong_clock_does_not_decide_a_merge(folder: Path) -> None:
    """Merges by time stamp. Carried by: conflicts are judged on the values that the author saw, by no clock."""
    with a_city(folder) as city:
        office_s = city.clock.now_s
        city.line.down = "NET-DNS"
        city.clock.now_s = office_s + YEAR_S  # the laptop lives in next year
        done = city.store.record("o-0001", SetField("surface", "Edges sealed"))
        city.clock.now_s = office_s + 60
        city.hub.book.edit_order(
            "o-0001", lambda order: replace(order, fields={**order.fields, "surface": "Needs paving"}), by="Sue Park"
        )
        city.line.down = ""
        try_for(city)
        order = city.hub.book.order("o-0001")
        states = {item.command.id: item.state for item in city.store.outbox()}
        tell(order is not None and order.fields["surface"] == "Needs paving", "a wrong clock overwrote the office")
        tell(states[done.command_id] is CommandState.HELD, "nobody is asked which of the two is right")


def _time_of_upload(right: Right) -> Right:
    def judge(order: Any, command: Any, who: Any, at: str, *args: Any, **kwargs: Any) -> Any:
        return right(order, replace(command, occurred_at=at), who, at, *args, **kwargs)

    return judge


@story(Without(exchange, "judge", _time_of_upload))
def test_the_time_of_work_is_credited(folder: Path) -> None:
    """Salesforce, Axsy. Carried by: a command says when it was done (`occurred_at`), and the job records that."""
    with a_city(folder) as city:
        city.line.down = "NET-DNS"
        city.store.record("o-0001", StartWork())
        worked_at = rfc3339(city.clock.wall_ms())
        city.store.record("o-0001", CloseOut("repaired", minutes=20))
        city.clock.pass_s(9 * 3600)
        city.line.down = ""
        try_for(city)
        order = city.hub.book.order("o-0001")
        assert order is not None
        assert order.closing is not None
        tell(order.closing.at == worked_at, f"closed at {order.closing.at}, done at {worked_at}")


def test_a_story_without_its_mechanism_is_noticed(tmp_path: Path) -> None:
    """The teller's own test: a story that cannot fail would make its second telling fail."""

    @story()
    def test_nothing(folder: Path) -> None:
        tell(folder.exists(), "never")

    test_nothing(tmp_path, True)
    with pytest.raises(pytest.fail.Exception):
        test_nothing(tmp_path, False)
