"""The simulator in its short form: clean schedules, kept seeds, seeded bugs found, controls left alone."""

import subprocess
import sys
from collections import Counter

import pytest

from sync.rules import ALLOWED
from sync.simulator import proving, schedule
from sync.simulator.bugs import BUGS, CONTROLS
from sync.simulator.faults import FAULTS, Fault, Where
from sync.simulator.network import AFTER, BEFORE
from sync.simulator.proving import Named
from sync.simulator.rows import ROWS
from sync.simulator.schedule import AT_STEP, Plan
from sync.simulator.shrinking import smallest
from sync.simulator.telling import lanes, replay_command
from sync.simulator.trouble import TROUBLE

# What the code's own tests leave out must not be hidden by schedules.
pytestmark = pytest.mark.no_cover

SEEDS, PART = 300, 50
QUICK = ("last-write-wins", "any-200-is-ack", "purged-when-begun", "no-answer-forgotten", "quoted-in-a-log")
"""Found in a few schedules; `make prove` looks for others by chance, `make prove DEEP=1` for all."""


def test_every_fault_has_its_line_and_its_function() -> None:
    assert set(FAULTS) == set(Fault)
    tables = {
        Where.LINE: {*BEFORE, *AFTER},
        Where.STEP: {*AT_STEP, Fault.SELDOM_CRASH},
        Where.ANSWER: {Fault.MEANWHILE},
    }
    for fault, kind in FAULTS.items():
        assert fault in tables.get(kind.where, set(TROUBLE)), fault


@pytest.mark.parametrize("first", range(0, SEEDS, PART))
def test_clean_schedules_keep_every_promise(first: int) -> None:
    counts: Counter[str] = Counter()
    for seed in range(first, first + PART):
        outcome = proving.clean_one(Plan(seed))
        counts.update(outcome.counts)
        assert outcome.broken is None, f"{replay_command(outcome.plan)}: {outcome.broken}"
    assert sum(counts[fault.value] > 0 for fault in Fault) > len(Fault) * 0.8, counts


def test_another_process_at_another_time_tells_the_same_story() -> None:
    told = set()
    for hashes in ("1", "2"):  # seed 30017 takes a photo up again, and its command has the time of the file
        command = [sys.executable, "-m", "sync.simulator", "--seed", "30017"]
        run = subprocess.run(command, env={"PYTHONHASHSEED": hashes}, capture_output=True, text=True, check=True)
        told.add(run.stdout)
    assert len(told) == 1, "the same seed, and two stories"


def test_a_row_of_the_conflict_table_that_never_fired_is_named() -> None:
    seen = Counter(dict.fromkeys(proving.unfired(Counter()), 1))
    assert proving.unfired(seen) == []
    del seen["row cancel held closed"]
    assert proving.unfired(seen) == ["row cancel held closed"]
    assert proving.unfired(seen, edges=False) == []


def test_every_kind_of_command_has_a_row_that_must_fire() -> None:
    kinds = {row.split()[0] for row in ROWS}
    assert frozenset[str]().union(*ALLOWED.values()) <= kinds


@pytest.mark.parametrize("plan", proving.kept_plans(), ids=lambda plan: str(plan.seed))
def test_what_once_failed_holds(plan: Plan) -> None:
    broken = schedule.run(plan).broken
    assert broken is None, f"{replay_command(plan)}: {broken}"


@pytest.mark.parametrize("bug", QUICK)
def test_a_seeded_bug_is_found(bug: str) -> None:
    found = (proving.run(Named(Plan(seed), bug)) for seed in range(40))
    assert any(outcome.broken for outcome in found), BUGS[bug].what


def test_there_are_enough_bugs() -> None:
    assert len(BUGS) >= 45


@pytest.mark.parametrize("control", CONTROLS)
def test_what_is_no_bug_is_not_found(control: str) -> None:
    assert not any(proving.run(Named(Plan(seed), control)).broken for seed in range(3))


def test_a_failing_schedule_is_told_in_its_smallest_form() -> None:
    bug = "purged-when-begun"
    seed = next(seed for seed in range(40) if proving.run(Named(Plan(seed), bug)).broken)
    whole = proving.run(Named(Plan(seed), bug))
    small = smallest(Plan(seed), lambda plan: proving.run(Named(plan, bug)))
    outcome = proving.run(Named(small, bug))
    assert outcome.broken is not None
    assert outcome.events <= whole.events
    assert outcome.counts.total() <= whole.counts.total()
    assert "uploads" in lanes(outcome)
    assert replay_command(small, bug).endswith(f"--bug {bug}")
