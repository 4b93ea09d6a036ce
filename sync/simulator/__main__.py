"""`python -m sync.simulator`: runs seeds, or one seed with its story, or proves that planted bugs are found."""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial

from sync.simulator import schedule
from sync.simulator.bugs import BUGS, CONTROLS
from sync.simulator.schedule import Outcome

BUG_BUDGET = 150
"""Schedules within which a planted bug must show."""


def one(bug: str, seed: int) -> Outcome:
    """One seed, with a bug planted or none."""
    planted = {**BUGS, **CONTROLS}.get(bug)
    with planted.planted() if planted else nullcontext():
        return schedule.run(seed)


def clean(seeds: range, jobs: int) -> int:
    """Runs the seeds on the code as it is; the number that broke."""
    counts: Counter[str] = Counter()
    broken, commands, photos, began = 0, 0, 0, time.monotonic()
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(partial(one, ""), seeds, chunksize=4):
            counts.update(outcome.counts)
            commands += outcome.commands
            photos += outcome.photos
            if outcome.broken is not None:
                broken += 1
                print(f"seed {outcome.seed}: {outcome.broken}\n  again: python -m sync.simulator --seed {outcome.seed}")
    took = time.monotonic() - began
    print(f"{len(seeds)} schedules, {broken} broken, {commands} commands, {photos} photos, {took:.0f} s")
    for name, count in sorted(counts.items()):
        print(f"  {count:7}  {name}")
    return broken


def found(bug: str, jobs: int, budget: int = BUG_BUDGET) -> Outcome | None:
    """The first schedule that shows the bug, None where none of the budget does."""
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(partial(one, bug), range(budget)):
            if outcome.broken is not None:
                pool.shutdown(wait=False, cancel_futures=True)
                return outcome
    return None


def bugs(jobs: int) -> int:
    """Looks for every planted bug and at every control; the number of surprises."""
    surprises = 0
    for name, bug in {**BUGS, **CONTROLS}.items():
        outcome = found(name, jobs, BUG_BUDGET if name in BUGS else 20)
        wanted = name in BUGS
        surprises += (outcome is not None) is not wanted
        says = f"seed {outcome.seed}: {outcome.broken}" if outcome else "not found"
        mark = "ok  " if (outcome is not None) is wanted else "FAIL"
        print(f"{mark} {name}: {bug.what}: {says}", flush=True)
    return surprises


def main() -> int:
    """The command line; exit code 1 where something broke."""
    parser = argparse.ArgumentParser(prog="python -m sync.simulator", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many schedules")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="one seed, with its story")
    parser.add_argument("--bug", default="", choices=[*BUGS, *CONTROLS], help="with a planted bug")
    parser.add_argument("--bugs", action="store_true", help="all planted bugs must be found")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    chosen = parser.parse_args()
    if chosen.bugs:
        return min(1, bugs(chosen.jobs))
    if chosen.seed is not None:
        outcome = one(chosen.bug, chosen.seed)
        print("\n".join(outcome.lines))
        print(f"seed {outcome.seed}: {outcome.broken or 'all held'} ({outcome.fingerprint})")
        return int(outcome.broken is not None)
    return min(1, clean(range(chosen.first, chosen.first + chosen.seeds), chosen.jobs))


if __name__ == "__main__":
    sys.exit(main())
