"""A story for people: one column for each laptop and the hub, time going down, and how to see it again."""

from textwrap import shorten
from typing import Final

from sync.simulator.faults import Fault
from sync.simulator.schedule import Outcome, Plan

WIDTH: Final = 34


def lanes(outcome: Outcome) -> str:
    """The lane diagram of a schedule: seconds, then who did what in whose column."""
    names = list(dict.fromkeys(who for _, who, _ in outcome.told if who not in {"hub", "office"}))
    columns = [*sorted(names), "hub", "office"]
    lines = [f"{'seconds':>11}  " + "".join(f"{name:{WIDTH}}" for name in columns)]
    for ms, who, what in outcome.told:
        before = "".join(f"{'·':{WIDTH}}" for _ in range(columns.index(who)))
        lines.append(f"{ms / 1000:11.1f}  {before}{shorten(_short(what), WIDTH * 2, placeholder=' …')}")
    return "\n".join(line.rstrip() for line in lines)


def _short(what: str) -> str:
    return what.replace("/api/v1/", "")


def replay_command(plan: Plan, bug: str = "") -> str:
    """What to type to see it again."""
    parts = [f"python -m sync.simulator --seed {plan.seed}"]
    if plan.events is not None:
        parts.append(f"--events {plan.events}")
    if plan.without:
        names = {fault: fault.name for fault in Fault}
        parts.append("--without " + ",".join(sorted(names[fault] for fault in plan.without)))
    return " ".join([*parts, f"--bug {bug}"] if bug else parts)
