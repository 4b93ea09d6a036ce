"""Many schedules at once: clean ones, kept ones, seeded bugs, what fired and how often, and the page about it."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from sync.simulator import schedule
from sync.simulator.bugs import BUGS, CONTROLS
from sync.simulator.crash_points import CRASH_POINTS
from sync.simulator.faults import Fault
from sync.simulator.findings import INVARIANTS, Violation, checked
from sync.simulator.noting import code, note
from sync.simulator.rows import ROWS
from sync.simulator.schedule import Outcome, Plan
from sync.simulator.shrinking import smallest
from sync.simulator.telling import lanes, replay_command
from sync.states import COMMAND_STEPS, PHOTO_STEPS

BUG_BUDGET: Final = 400
"""Schedules within which a seeded bug must show, where the bug does not name its own."""

CONTROL_RUNS: Final = 40
TWICE_EVERY: Final = 100
NOTE_EVERY: Final = 1000
LEAST_FOR, EDGES_FOR = 1000, 20_000
"""From so many schedules on, every fault and check must have fired, and every crash point, step and row."""

KEPT: Final = Path(__file__).parent / "kept_seeds.txt"


@dataclass(frozen=True)
class Named:
    """A plan, and the seeded bug it is run with ("" for none)."""

    plan: Plan
    bug: str = ""


def run(named: Named) -> Outcome:
    """One schedule, with the bug in the code while it runs."""
    planted = {**BUGS, **CONTROLS}.get(named.bug)
    with planted.planted() if planted else nullcontext():
        return schedule.run(named.plan)


def clean_one(plan: Plan) -> Outcome:
    """One schedule; every hundredth runs again for the same story, and with all clocks right for the same verdicts."""
    before = Counter(checked)
    outcome = schedule.run(plan)
    if outcome.broken is None and plan.seed % TWICE_EVERY == 0:
        again = schedule.run(plan)
        # What a person picks from a list may hang on its order, so by the clock; what the hub says of it never does.
        wrong, right = (schedule.run(replace(plan, by_id=True, skewed=skewed)) for skewed in (True, False))
        checked["I-21"] += 1
        if broken := wrong.broken or right.broken:
            outcome.broken = Violation(broken.invariant, f"{broken.text} (by id)")
        elif again.fingerprint != outcome.fingerprint:
            outcome.broken = Violation("determinism", f"{outcome.fingerprint} and {again.fingerprint}")
        elif right.verdicts != wrong.verdicts:
            outcome.broken = Violation("I-21", "with other clocks other verdicts")
    outcome.counts.update({f"check {name}": count - before[name] for name, count in checked.items()})
    if outcome.broken is None:
        outcome.told = []  # what went well is not worth carrying between processes
    return outcome


def kept_plans() -> tuple[Plan, ...]:
    """The schedules that ever failed, one a line: seed, events or -, faults left out or -, and what it was."""
    plans = []
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            seed, events, without, *_ = line.split(maxsplit=3)
            faults = frozenset(Fault[name] for name in without.split(",") if name != "-")
            plans.append(Plan(int(seed), None if events == "-" else int(events), faults))
    return tuple(plans)


def keep(plan: Plan, broken: Violation) -> None:
    """Remember a schedule that failed, for ever."""
    without = ",".join(sorted(fault.name for fault in plan.without)) or "-"
    events = "-" if plan.events is None else plan.events
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(f"{plan.seed} {events} {without} {broken}\n")


def unfired(counts: Mapping[str, int], *, edges: bool = True) -> list[str]:
    """What never fired of all that can: faults, checks, crash points, steps of states, rows of the conflict table."""
    names = [fault.value for fault in Fault]
    names += [f"check {invariant}" for invariant in INVARIANTS]
    names += [edge for edge in _edges() if edges and edge not in RARE_EDGES]
    names += [f"row {row}" for row in ROWS if edges]
    names += [f"killed at {point}" for point in CRASH_POINTS if edges]
    return [name for name in names if not counts.get(name)]


def _edges() -> Iterator[str]:
    for what, steps in (("command", COMMAND_STEPS), ("photo", PHOTO_STEPS)):
        for state, after in steps.items():
            yield from (f"edge {what} {state.value}>{other.value}" for other in sorted(after))


RARE_EDGES: Final = frozenset(
    {
        "edge command sending>declined",  # the answer was lost and a person decided before it was asked again
        "edge command sending>rejected",  # nothing that is never valid is offered here; the contract tests send such
        "edge command rejected>settled",
        "edge photo damaged>announced",  # somebody puts the file right
        "edge photo saved>damaged",
        "edge photo announced>damaged",
    }
)
"""Steps that may stay out."""


@dataclass
class Run:
    """One run of the simulator: what it did, found and counted."""

    jobs: int
    seeds: tuple[int, int] = (0, 0)
    """The first seed, and the one after the last."""
    surprises: int = 0
    schedules: int = 0
    events: int = 0
    commands: int = 0
    photos: int = 0
    laptops: int = 0
    took_s: float = 0.0
    clean_done: int = 0
    """How many of the seeds."""
    counts: dict[str, int] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def clean(self, noted: Path | None = None) -> None:
        """Schedules on the code as it is: none may break, and everything that can fire must.

        What was done before the run was cut off is not done again; `noted` is where it is written down now and then.
        """
        seeds = range(*self.seeds)
        before_s, began = self.took_s, time.monotonic()
        for _ in self._take(Plan(seed) for seed in seeds[self.clean_done :]):
            self.clean_done += 1
            self.took_s = before_s + time.monotonic() - began
            if noted and self.clean_done % NOTE_EVERY == 0:
                note(noted, self)
                print(f"  … {self.clean_done} after {self.took_s:.0f} s", flush=True)
        speed = len(seeds) / max(self.took_s, 0.001) / self.jobs
        broken = f"{self.surprises} broken"
        print(f"{len(seeds)} schedules in {self.took_s:.0f} s, {speed:.1f} a second and process; {broken}")
        print(f"  {self.laptops} laptops, {self.events} events, {self.commands} commands, {self.photos} photos")
        for name, count in sorted(self.counts.items()):
            print(f"  {count:9}  {name}")
        silent = unfired(self.counts, edges=len(seeds) >= EDGES_FOR) if len(seeds) >= LEAST_FOR else []
        self.surprises += len(silent)
        if silent:
            print(f"never fired: {', '.join(silent)}")

    def kept(self) -> None:
        """The schedules that once failed."""
        for _ in self._take(kept_plans(), new=False):
            pass

    def bugs(self, some: int = 0, noted: Path | None = None) -> None:
        """Looks for all seeded bugs, or for some of them by chance, and at every control."""
        names = sorted(random.sample(sorted(BUGS), some)) if some else list(BUGS)
        for name in (*names, *CONTROLS):
            if name in self.found:
                continue
            bug, wanted = {**BUGS, **CONTROLS}[name], name in BUGS
            budget = (bug.budget or BUG_BUDGET) if wanted else CONTROL_RUNS
            after, outcome = self._first(name, budget)
            broken = outcome.broken if outcome else None
            self.surprises += (broken is not None) is not wanted
            says = f"after {after} of {budget}: {broken}" if broken else f"not in {budget}"
            self.found[name] = says
            mark = "ok  " if (broken is not None) is wanted else "FAIL"
            print(f"{mark} {name}: {bug.what}: {says}", flush=True)
            if noted:
                note(noted, self)

    def write(self, page: str) -> None:
        """The page about this run."""
        Path(page).write_text(_page(self), encoding="utf-8")

    def _take(self, plans: Iterable[Plan], *, new: bool = True) -> Iterator[Outcome]:
        with _pool(self.jobs) as pool:
            for outcome in pool.map(clean_one, plans, chunksize=8):
                self.schedules += 1
                self.events += outcome.events
                self.commands += outcome.commands
                self.photos += outcome.photos
                self.laptops += outcome.laptops
                for name, count in outcome.counts.items():
                    self.counts[name] = self.counts.get(name, 0) + count
                if outcome.broken is not None:
                    self.surprises += 1
                    self._explain(outcome, new=new)
                yield outcome

    def _explain(self, outcome: Outcome, *, new: bool) -> None:
        """Seed, smallest form, lanes and the command to see it again."""
        plan, broken = outcome.plan, outcome.broken
        assert broken is not None
        print(f"seed {plan.seed}: {broken}", flush=True)
        if self.surprises <= 3:
            small = smallest(plan, schedule.run)
            print(lanes(schedule.run(small)))
            print(f"again: {replay_command(small)}", flush=True)
        if new:
            keep(plan, broken)

    def _first(self, bug: str, budget: int) -> tuple[int, Outcome | None]:
        """The first schedule that shows the bug, and how many it took."""
        with _pool(self.jobs) as pool:
            for number, outcome in enumerate(pool.map(run, (Named(Plan(seed), bug) for seed in range(budget))), 1):
                if outcome.broken is not None:
                    pool.shutdown(wait=True, cancel_futures=True)
                    return number, outcome
        return budget, None


def _pool(jobs: int) -> ProcessPoolExecutor:
    schedule.template()  # made before the fork, so that all share it
    return ProcessPoolExecutor(jobs, mp_context=get_context("fork"))


def _page(found: Run) -> str:
    """Markdown."""
    groups = {
        "Faults fired": [fault.value for fault in Fault],
        "Killed at": [f"killed at {point}" for point in sorted(CRASH_POINTS)],
        "Checks made": [f"check {name}" for name in INVARIANTS],
        "Steps of the state machines": list(_edges()),
        "Rows of the conflict table (command, outcome, why)": [n for n in sorted(found.counts) if n.startswith("row ")],
    }
    day = datetime.now(UTC).date().isoformat()
    speed = found.schedules / max(found.took_s, 0.001) / found.jobs
    lines = [
        "# What the simulator did and found",
        "",
        f"`python -m sync.simulator` on {day}: **{found.schedules} schedules, {found.surprises} surprises**,",
        f"in {found.took_s:.0f} s on {found.jobs} processes ({speed:.1f} schedules a second and process).",
        f"Seeds {found.seeds[0]} to {found.seeds[1] - 1}, and those that once failed;",
        f"the code in `sync/`, as `sync/simulator/noting.py` digests it, was `{code()[:16]}`.",
        "",
        f"{found.laptops} laptops, {found.events} events, {found.commands} commands and {found.photos} photos saved.",
        "",
        "## Seeded bugs",
        "",
        "| bug | what is wrong | found |",
        "|---|---|---|",
        *(f"| {name} | {BUGS[name].what} | {says} |" for name, says in found.found.items() if name in BUGS),
        "",
        "Controls, which are no bugs: " + "; ".join(f"{n}: {s}" for n, s in found.found.items() if n in CONTROLS) + ".",
    ]
    for title, names in groups.items():
        lines += ["", f"## {title}", "", "| what | times |", "|---|---|"]
        lines += [f"| {_plain(name)} | {found.counts.get(name, 0)} |" for name in names]
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    if name.startswith("check "):
        number = name.removeprefix("check ")
        return f"{number} {INVARIANTS[number]}"
    for prefix in ("killed at ", "edge ", "row "):
        name = name.removeprefix(prefix)
    return name.replace(">", " → ")
