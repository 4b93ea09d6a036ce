"""Where work is: no state is a dead end, no verdict undoes a newer one, and one word says it all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.states import (
    COMMAND_STEPS,
    OVERLAID,
    PHOTO_STEPS,
    WAITING,
    CommandState,
    PhotoState,
    Place,
    after_verdict,
    place,
)
from sync.verdicts import Outcome

commands = st.lists(st.sampled_from(CommandState))
photos = st.lists(st.sampled_from(PhotoState))


@pytest.mark.parametrize("state", CommandState)
def test_every_command_can_come_to_an_end(state: CommandState) -> None:
    ends = {each for each in CommandState if not COMMAND_STEPS[each]}
    assert ends == {CommandState.SETTLED, CommandState.WITHDRAWN}
    assert reachable_commands(state) & ends


@pytest.mark.parametrize("state", PhotoState)
def test_every_photo_can_reach_the_crm(state: PhotoState) -> None:
    seen, waiting = {state}, [state]
    while waiting:
        fresh = PHOTO_STEPS[waiting.pop()] - seen
        seen |= fresh
        waiting += fresh
    assert seen & {PhotoState.STORED, PhotoState.PURGED}


def test_only_what_the_crm_has_may_be_purged() -> None:
    assert [state for state, steps in PHOTO_STEPS.items() if PhotoState.PURGED in steps] == [PhotoState.STORED]


def test_what_was_sent_once_may_not_be_taken_back() -> None:
    assert [state for state, steps in COMMAND_STEPS.items() if CommandState.WITHDRAWN in steps] == [CommandState.QUEUED]


@given(st.sampled_from(CommandState), st.lists(st.sampled_from(Outcome)))
def test_verdicts_in_any_order_take_only_legal_steps(state: CommandState, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        following = after_verdict(state, outcome)
        assert following == state or following in COMMAND_STEPS[state]
        state = following


@given(st.sampled_from(Outcome))
def test_a_repeated_verdict_is_no_news(outcome: Outcome) -> None:
    once = after_verdict(CommandState.SENDING, outcome)
    assert after_verdict(once, outcome) == once


def test_an_echo_of_retry_does_not_send_again_what_is_decided() -> None:
    for state in set(CommandState) - WAITING:
        assert after_verdict(state, Outcome.RETRY) == state


@given(commands, photos)
def test_never_in_the_crm_while_something_is_only_here(states: list[CommandState], pictures: list[PhotoState]) -> None:
    missing = {PhotoState.SAVED, PhotoState.ANNOUNCED, PhotoState.UPLOADING, PhotoState.DAMAGED}
    if place(states, pictures) is Place.IN_CRM:
        assert not WAITING & set(states)
        assert not missing & set(pictures)


@given(commands, photos)
def test_the_word_does_not_depend_on_order_or_number(states: list[CommandState], pictures: list[PhotoState]) -> None:
    assert place([*reversed(states), *states], [*reversed(pictures), *pictures]) == place(states, pictures)


def test_nothing_done_here_has_no_word() -> None:
    assert place([], []) is None


@pytest.mark.parametrize(
    ("states", "pictures", "word"),
    [
        ([CommandState.QUEUED], [], Place.ON_LAPTOP),
        ([CommandState.SENDING, CommandState.QUEUED], [], Place.SENDING),
        ([CommandState.APPLIED], [PhotoState.ANNOUNCED], Place.ON_LAPTOP),
        ([CommandState.APPLIED], [PhotoState.UPLOADING], Place.SENDING),
        ([CommandState.APPLIED], [PhotoState.STORED], Place.IN_CRM),
        ([CommandState.SETTLED], [PhotoState.PURGED], Place.IN_CRM),
        ([CommandState.HELD, CommandState.QUEUED], [], Place.NEEDS_DECISION),
        ([CommandState.DECLINED], [], Place.NEEDS_DECISION),
        ([CommandState.REJECTED], [], Place.NEEDS_DECISION),
        ([CommandState.SETTLED], [PhotoState.DAMAGED], Place.NEEDS_DECISION),
    ],
)
def test_the_words(states: list[CommandState], pictures: list[PhotoState], word: Place) -> None:
    assert place(states, pictures) is word


def test_what_the_crm_has_not_shown_back_stays_on_top_of_its_copy() -> None:
    assert WAITING < OVERLAID
    assert {CommandState.HELD, CommandState.APPLIED} < OVERLAID
    assert not OVERLAID & {CommandState.SETTLED, CommandState.DECLINED, CommandState.REJECTED}


def reachable_commands(start: CommandState) -> set[CommandState]:
    """The states that a command can come to, its own included."""
    seen, waiting = {start}, [start]
    while waiting:
        fresh = COMMAND_STEPS[waiting.pop()] - seen
        seen |= fresh
        waiting += fresh
    return seen
