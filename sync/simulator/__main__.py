"""`python -m sync.simulator`: runs seeds, or one seed with its story, or proves that seeded bugs are found."""

import argparse
import logging
import sys
from pathlib import Path

from sync.simulator import proving
from sync.simulator.bugs import BUGS, CONTROLS
from sync.simulator.faults import Fault
from sync.simulator.noting import noted
from sync.simulator.proving import Named
from sync.simulator.schedule import Plan
from sync.simulator.shrinking import smallest
from sync.simulator.telling import lanes, replay_command


def _plan(chosen: argparse.Namespace) -> Plan:
    without = frozenset(Fault[name] for name in chosen.without.split(",") if name)
    return Plan(chosen.seed, chosen.events, without)


def _one(chosen: argparse.Namespace) -> int:
    """One seed, its story told in lanes; a failing one is made as small as it goes."""
    named = Named(_plan(chosen), chosen.bug)
    outcome = proving.run(named)
    if outcome.broken is not None and chosen.shrink:
        named = Named(smallest(named.plan, lambda plan: proving.run(Named(plan, chosen.bug))), chosen.bug)
        outcome = proving.run(named)
    print(lanes(outcome))
    print(f"seed {chosen.seed}: {outcome.broken or 'all held'} ({outcome.fingerprint})")
    if outcome.broken is not None:
        print(f"again: {replay_command(named.plan, chosen.bug)}")
    return int(outcome.broken is not None)


def main() -> int:
    """The command line; exit code 1 where something broke."""
    parser = argparse.ArgumentParser(prog="python -m sync.simulator", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many schedules")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="one seed, with its story")
    parser.add_argument("--events", type=int, help="only so many of its events")
    parser.add_argument("--without", default="", metavar="FAULT,…", help="leave these faults out")
    parser.add_argument("--shrink", action="store_true", help="look for the fewest events and faults that still fail")
    parser.add_argument("--bug", default="", choices=[*BUGS, *CONTROLS], help="with a seeded bug", metavar="NAME")
    parser.add_argument("--bugs", type=int, nargs="?", const=0, metavar="N", help="N random seeded bugs, or all")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="note there how far it is, and go on from there")
    parser.add_argument("--report", metavar="FILE", help="write the run's page there")
    chosen = parser.parse_args()
    if chosen.bug and chosen.seed is None:
        parser.error("--bug goes with --seed; to look for seeded bugs, --bugs")
    logging.disable()  # the hub says each time what it puts off; here that is what it is to do
    if chosen.seed is not None:
        return _one(chosen)
    seeds = chosen.first, chosen.first + chosen.seeds
    run = noted(chosen.resume, proving.Run) if chosen.resume else None
    if run is None or run.seeds != seeds:
        run = proving.Run(chosen.jobs, seeds)
    run.jobs = chosen.jobs
    if chosen.seeds:
        if not run.schedules:
            run.kept()
        run.clean(chosen.resume)
    if chosen.bugs is not None:
        run.bugs(chosen.bugs, chosen.resume)
    if chosen.report:
        run.write(chosen.report)
    if chosen.resume:
        chosen.resume.unlink(missing_ok=True)  # it is at its end; the next one is a run of its own
    return min(1, run.surprises)


if __name__ == "__main__":
    sys.exit(main())
