"""What supervisors do with jobs, judged on the values that they saw, like everybody's work."""

from typing import assert_never

from msgspec.structs import replace

from sync.commands import Assign, Cancel, MergeDuplicate, OfficeBody, Reopen, Schedule, SetPriority, Unassign
from sync.effects import effect, logged
from sync.orders import OPEN, Role, Status, WorkOrder
from sync.rules.checking import changed, described, ended, part_of
from sync.rules.judgement import Judgement, Question, Sent, applied, held, rejected, without_effect
from sync.values import value_of, wanted_of
from sync.verdicts import Outcome, Part, Why

_UNTOUCHED = frozenset({Status.NEW.value, Status.ASSIGNED.value})


def arranged(order: WorkOrder, sent: Sent, body: OfficeBody) -> Judgement:
    """The judgement on a supervisor's command."""
    match body:
        case Assign() | Unassign():
            return _assignment(order, sent, body.crew_id if isinstance(body, Assign) else None)
        case Schedule() | SetPriority():
            return _open_value(order, sent)
        case Reopen():
            return _reopening(order, sent)
        case Cancel():
            return _ending(order, sent)
        case MergeDuplicate(into):
            return rejected(Why.MALFORMED) if into in ("", order.id) else _ending(order, sent)
        case _:
            assert_never(body)


def _assignment(order: WorkOrder, sent: Sent, crew: str | None) -> Judgement:
    base = sent.command.base.get("assignment_id")
    part = described(Part("assignment_id", Outcome.HELD, base, order.assignment_id, crew), order)
    if order.status not in OPEN:
        return held(sent, _over(order), (part,))
    if order.crew_id == crew:
        return applied(logged(order, sent.command, sent.who, crew or ""))
    if order.assignment_id != base:
        return held(sent, changed(order, (part,), sent.who, Role.SUPERVISOR), (part,))
    return applied(effect(order, sent.command, sent.who))


def _open_value(order: WorkOrder, sent: Sent) -> Judgement:
    """A time or a priority: only while the job is open does it mean anything."""
    ((name, wanted),) = wanted_of(sent.command.body).items()
    part = part_of(order, sent.command, name, wanted)
    if order.status not in OPEN:
        return held(sent, _over(order), (described(replace(part, outcome=Outcome.HELD), order),))
    if part.outcome is Outcome.HELD:
        return held(sent, changed(order, (part,), sent.who, Role.SUPERVISOR), (part,))
    return applied(effect(order, sent.command, sent.who))


def _ending(order: WorkOrder, sent: Sent) -> Judgement:
    """Cancelled, or the same as another: not under the hands of a crew that has begun unseen."""
    status = value_of(order, "status")
    base = sent.command.base.get("status")
    part = described(Part("status", Outcome.HELD, base, status, Status.CANCELLED.value), order)
    if order.status is Status.CANCELLED:
        return without_effect(order, sent, ended(order).why)
    if order.status is Status.CLOSED and base != status:
        return held(sent, _over(order), (part,))
    if status != base and status not in _UNTOUCHED:
        return held(sent, changed(order, (part,), sent.who, Role.SUPERVISOR), (part,))
    return applied(effect(order, sent.command, sent.who))


def _reopening(order: WorkOrder, sent: Sent) -> Judgement:
    if order.status in OPEN:
        return without_effect(order, sent, Why.ALREADY_OPEN)
    part = part_of(order, sent.command, "status", Status.ASSIGNED.value)
    if part.outcome is Outcome.HELD:
        return held(sent, changed(order, (part,), sent.who, Role.SUPERVISOR), (part,))
    return applied(effect(order, sent.command, sent.who))


def _over(order: WorkOrder) -> Question:
    """Why a finished job takes no orders."""
    if order.status is Status.CANCELLED:
        was = ended(order)
        return Question(was.why, Role.SUPERVISOR, was.by, was.reason)
    return Question(Why.CLOSED, Role.SUPERVISOR, order.closing.by if order.closing else "")
