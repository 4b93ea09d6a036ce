"""The simulator in its short form: clean schedules, planted bugs found, controls left alone, the same story twice."""

from collections import Counter

import pytest

from sync.simulator import __main__ as simulator
from sync.simulator.bugs import BUGS, CONTROLS
from sync.simulator.faults import Fault

SEEDS, PART = 300, 50
RARE = {"order-by-clock", "receipt-when-sent", "fence-by-crew", "close-out-overwrites"}
"""They show in few schedules, so only `make prove` looks for them."""


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_clean_schedules_keep_every_promise(first: int) -> None:
    counts: Counter[str] = Counter()
    for seed in range(first, first + PART):
        outcome = simulator.one("", seed)
        counts.update(outcome.counts)
        assert outcome.broken is None, f"python -m sync.simulator --seed {seed}: {outcome.broken}"
    silent = [fault.value for fault in Fault if not counts[fault.value]]
    assert not silent, f"these faults never fired in {PART} schedules"


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug not in RARE])
def test_a_planted_bug_is_found(bug: str) -> None:
    assert any(simulator.one(bug, seed).broken for seed in range(simulator.BUG_BUDGET)), BUGS[bug].what


@pytest.mark.parametrize("control", CONTROLS)
def test_what_is_no_bug_is_not_found(control: str) -> None:
    assert not any(simulator.one(control, seed).broken for seed in range(5))


def test_the_same_seed_tells_the_same_story() -> None:
    first, second = simulator.one("", 7), simulator.one("", 7)
    assert first.lines == second.lines
    assert first.fingerprint == second.fingerprint
