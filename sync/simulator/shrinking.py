"""A failing schedule made small: the shortest beginning that still fails, then without every fault it does not need."""

from collections.abc import Callable
from dataclasses import replace

from sync.simulator.faults import Fault
from sync.simulator.schedule import Outcome, Plan


def smallest(plan: Plan, run: Callable[[Plan], Outcome]) -> Plan:
    """The smallest plan found that breaks the same invariant; `plan` itself must break one."""
    first = run(plan)
    if first.broken is None:
        return plan
    invariant = first.broken.invariant

    def fails(smaller: Plan) -> bool:
        broken = run(smaller).broken
        return broken is not None and broken.invariant == invariant

    plan = replace(plan, events=_fewest(replace(plan, events=first.events), fails))
    fired = [fault for fault in Fault if run(plan).counts[fault.value]]
    spare = frozenset(set(Fault) - set(fired))
    if fails(replace(plan, without=plan.without | spare)):
        plan = replace(plan, without=plan.without | spare)
    for fault in fired:
        smaller = replace(plan, without=plan.without | {fault})
        if fails(smaller):
            plan = smaller
    return replace(plan, events=_fewest(plan, fails))


def _fewest(plan: Plan, fails: Callable[[Plan], bool]) -> int:
    """The number of events of the shortest failing beginning, by halves and then one by one."""
    events = plan.events or 0
    step = events // 2
    while step:
        if fails(replace(plan, events=events - step)):
            events -= step
        step = min(step // 2, events // 2)
    while events and fails(replace(plan, events=events - 1)):
        events -= 1
    return events
