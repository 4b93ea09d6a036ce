"""Who may do what, and who wins: the conflict table of PROTOCOL.md as pure functions.

`judge` is the hub's; `may` and `project` are the laptop's as well. Conflicts are judged on the values that the
author saw, never on clocks.
"""

import msgspec
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Choice,
    CloseOut,
    Command,
    DecideReview,
    PauseWork,
    SetField,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
    kind_of,
)
from sync.effects import done_to, effect, logged, note_of, with_note
from sync.orders import OPEN, Checked, Person, Returned, Role, Status, Value, WorkOrder
from sync.verdicts import Outcome, Part, Review, ReviewKind, ReviewState, Verdict, Why

ANYBODY = frozenset(kind_of(body) for body in (SetField("", None), AddNote("", ""), WithdrawPhoto("")))
FIELD = frozenset({"start_work", "pause_work", "close_out", "tick_item", "add_photo"})
DESK = frozenset({"decide_review", "add_photo"})
ALLOWED: dict[Role, frozenset[str]] = {
    Role.CREW: ANYBODY | FIELD,
    Role.DISPATCHER: ANYBODY | DESK,
    Role.SUPERVISOR: ANYBODY | DESK | {"assign", "unassign"},
    Role.ADMIN: frozenset(),
}
"""Which commands each role may send; anything else was never valid and is rejected."""


class Case(msgspec.Struct, frozen=True):
    """A review together with the command that raised it and that command's author."""

    review: Review
    command: Command
    author: Person


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the hub is to do, all in one transaction.

    `order` is the order's new state (its version raised), None for no change; `review` a review to write, new
    or decided; `settles` the final verdict of the command that a decision was about.
    """

    outcome: Outcome
    order: WorkOrder | None = None
    why: Why | None = None
    parts: tuple[Part, ...] = ()
    review: Review | None = None
    settles: Verdict | None = None


def may(kind: str, who: Person, order: WorkOrder) -> bool:
    """Whether a screen should offer the command to this person on this order."""
    if kind not in ALLOWED[who.role]:
        return False
    if kind in {"start_work", "pause_work", "close_out", "tick_item"}:
        wanted = {"start_work": OPEN - {Status.STARTED}, "pause_work": {Status.STARTED}}.get(kind, OPEN)
        return order.crew_id == who.crew_id and order.status in wanted
    if kind in {"assign", "unassign"}:
        return order.status in OPEN
    return True


def project(order: WorkOrder, waiting: tuple[Command, ...], who: Person) -> WorkOrder:
    """What its author sees: the hub's copy with their own unsettled commands on it, in the order of `seq`."""
    for command in sorted(waiting, key=lambda c: c.seq):
        known = done_to(order, command.id)
        order = effect(order, command, who)
        if known and isinstance(command.body, CloseOut):
            # The hub closed the job and holds some answers: until that is decided their author goes on seeing theirs.
            order = replace(order, fields={**order.fields, **command.body.fields})
    return order


def is_current(order: WorkOrder, command: Command, who: Person) -> bool:
    """Whether a crew's command was made under the assignment that still holds."""
    return order.crew_id == who.crew_id and order.assignment_id == command.assignment_id


def judge(
    order: WorkOrder | None, command: Command, who: Person, received_at: str, case: Case | None = None
) -> Judgement:
    """The hub's answer to a command of `who` on `order` (None: the hub has no such order).

    `case` is the review that a DecideReview names. Raises nothing: every input has an answer.
    """
    if command.kind not in ALLOWED[who.role]:
        return Judgement(Outcome.REJECTED, why=Why.NOT_ALLOWED)
    if isinstance(command.body, DecideReview):
        return _decision(order, command, command.body, who, received_at, case)
    if order is None:
        return _held(command, who, received_at, Why.ORDER_UNKNOWN, Role.DISPATCHER)
    if done_to(order, command.id):
        return Judgement(Outcome.APPLIED)
    match command.body:
        case AddNote() | AddPhoto() | WithdrawPhoto():
            return _evidence(order, command, who)
        case SetField(field, value):
            return _value(order, command, who, received_at, f"fields.{field}", value)
        case TickItem(item, done):
            return _value(order, command, who, received_at, f"ticks.{item}", done)
        case StartWork() | PauseWork():
            return _progress(order, command, who, received_at)
        case CloseOut():
            return _close_out(order, command, command.body, who, received_at)
        case Assign() | Unassign():
            return _assignment(order, command, who, received_at)


def hold_with(command: Command, who: Person, received_at: str) -> Judgement:
    """A command that builds on one that waits for a decision waits with it."""
    return _held(command, who, received_at, Why.NEEDED_IS_HELD, Role.DISPATCHER)


def _apply(order: WorkOrder, parts: tuple[Part, ...] = (), review: Review | None = None) -> Judgement:
    held = any(part.outcome is Outcome.HELD for part in parts)
    raised = replace(order, version=order.version + 1)
    return Judgement(Outcome.HELD if held else Outcome.APPLIED, raised, parts=parts, review=review)


def _no_effect(order: WorkOrder, command: Command, who: Person, why: Why) -> Judgement:
    """Nothing changes but the history: the evidence that somebody did it as well is kept."""
    kept = logged(order, command, who, why.value)
    if isinstance(command.body, CloseOut) and command.body.note:
        kept = with_note(kept, note_of(command, command.body, who, late=True))
    return replace(_apply(kept), why=why)


def _held(
    command: Command, who: Person, at: str, why: Why, asks: Role, parts: tuple[Part, ...] = ()
) -> Judgement:
    review = _review(command, who, at, ReviewKind.HELD, asks, why, parts)
    return Judgement(Outcome.HELD, why=why, parts=parts, review=review)


def _review(
    command: Command,
    who: Person,
    at: str,
    kind: ReviewKind,
    asks: Role,
    why: Why | None = None,
    parts: tuple[Part, ...] = (),
) -> Review:
    return Review(
        id=command.id,
        order_id=command.order_id,
        kind=kind,
        asks=asks,
        command_kind=command.kind,
        author=who.id,
        author_name=who.name,
        occurred_at=command.occurred_at,
        received_at=at,
        crew_id=who.crew_id,
        why=why,
        parts=parts,
    )


def _gone(order: WorkOrder, command: Command, who: Person) -> tuple[Why, Role] | None:
    """Why a crew's change of state no longer fits, and who is asked; None where it still does."""
    if order.status is Status.CANCELLED:
        return Why.CANCELLED, Role.SUPERVISOR
    if is_current(order, command, who):
        return None
    if order.crew_id == who.crew_id:
        return Why.REOPENED, Role.DISPATCHER
    return Why.REASSIGNED, Role.SUPERVISOR


def _evidence(order: WorkOrder, command: Command, who: Person) -> Judgement:
    late = who.role is Role.CREW and (order.status not in OPEN or not is_current(order, command, who))
    return _apply(effect(order, command, who, late=late))


def _part(order: WorkOrder, command: Command, name: str, wanted: Value) -> Part:
    """The three-way check on one value: as the author saw it, as it is, as the author wants it."""
    group, _, key = name.partition(".")
    office: Value = order.fields.get(key) if group == "fields" else order.ticks.get(key, False)
    base = command.base.get(name)
    conflict = office not in (base, wanted)
    return Part(name, Outcome.HELD if conflict else Outcome.APPLIED, base, office, wanted)


def _value(order: WorkOrder, command: Command, who: Person, at: str, name: str, wanted: Value) -> Judgement:
    part = _part(order, command, name, wanted)
    gone = _gone(order, command, who) if who.role is Role.CREW else None
    if gone is not None and part.office != wanted:
        why, asks = gone
        return _held(command, who, at, why, asks, (replace(part, outcome=Outcome.HELD),))
    if part.outcome is Outcome.HELD:
        return _held(command, who, at, Why.VALUE_CHANGED, Role.DISPATCHER, (part,))
    return _apply(effect(order, command, who))


def _progress(order: WorkOrder, command: Command, who: Person, at: str) -> Judgement:
    gone = _gone(order, command, who)
    if gone is not None:
        return _held(command, who, at, *gone)
    if order.status is Status.CLOSED:
        return _no_effect(order, command, who, Why.ALREADY_CLOSED)
    return _apply(effect(order, command, who))


def _close_out(order: WorkOrder, command: Command, body: CloseOut, who: Person, at: str) -> Judgement:
    wanted = (Part("status", Outcome.HELD, command.base.get("status"), order.status.value, "closed"),)
    fields = tuple(_part(order, command, f"fields.{name}", value) for name, value in body.fields.items())
    if order.status is Status.CLOSED:
        return _no_effect(order, command, who, Why.ALREADY_CLOSED)
    gone = _gone(order, command, who)
    if gone is not None:
        why, asks = gone
        return _held(command, who, at, why, asks, wanted + fields)
    merged = {
        part.name.removeprefix("fields."): part.field for part in fields if part.outcome is not Outcome.HELD
    }
    fitting = replace(command, body=replace(body, fields=merged))
    parts = (replace(wanted[0], outcome=Outcome.APPLIED), *fields)
    held = tuple(part for part in fields if part.outcome is Outcome.HELD)
    why_held = Why.VALUE_CHANGED if held else None
    review = _review(command, who, at, ReviewKind.CLOSED, Role.DISPATCHER, why_held, parts)
    return replace(_apply(effect(order, fitting, who), parts, review), why=why_held)


def _assignment(order: WorkOrder, command: Command, who: Person, at: str) -> Judgement:
    crew = command.body.crew_id if isinstance(command.body, Assign) else None
    base = command.base.get("assignment_id")
    part = Part("assignment_id", Outcome.HELD, base, order.assignment_id, crew)
    if order.status not in OPEN:
        why = Why.CANCELLED if order.status is Status.CANCELLED else Why.CLOSED
        return _held(command, who, at, why, Role.SUPERVISOR, (part,))
    if order.crew_id == crew:
        return _apply(logged(order, command, who, crew or ""))
    if order.assignment_id != base:
        return _held(command, who, at, Why.VALUE_CHANGED, Role.SUPERVISOR, (part,))
    return _apply(effect(order, command, who))


def _decision(
    order: WorkOrder | None, command: Command, body: DecideReview, who: Person, at: str, case: Case | None
) -> Judgement:
    if case is None or case.review.order_id != command.order_id:
        return Judgement(Outcome.REJECTED, why=Why.MALFORMED)
    if order is not None and done_to(order, command.id):
        return Judgement(Outcome.APPLIED)
    if case.review.state is not ReviewState.WAITING:
        return Judgement(Outcome.APPLIED, why=Why.ALREADY_DECIDED)
    accepted = body.choice is Choice.ACCEPT
    review = replace(
        case.review,
        state=ReviewState.ACCEPTED if accepted else ReviewState.SENT_BACK,
        decided_by=who.name,
        decided_at=command.occurred_at,
        reason=body.reason,
        version=case.review.version + 1,
    )
    after = None if order is None else _decided(order, command, body, who, at, case)
    settles = Verdict(
        case.command.id,
        Outcome.APPLIED if accepted else Outcome.DECLINED,
        command.order_id,
        after.version if after else None,
        case.review.why,
        review.id,
        by=who.name,
        at=at,
        reason=body.reason,
    )
    held = was_held(case.review)
    return Judgement(Outcome.APPLIED, after, review=review, settles=settles if held else None)


def _decided(
    order: WorkOrder, command: Command, body: DecideReview, who: Person, at: str, case: Case
) -> WorkOrder:
    accepted = body.choice is Choice.ACCEPT
    after = _accepted(order, case, who, at) if accepted else _sent_back(order, command, body, who, case)
    return replace(logged(after, command, who, body.choice.value), version=order.version + 1)


def was_held(review: Review) -> bool:
    """Whether the review's command, or a part of it, waits for the decision."""
    return review.kind is ReviewKind.HELD or any(part.outcome is Outcome.HELD for part in review.parts)


def _accepted(order: WorkOrder, case: Case, who: Person, at: str) -> WorkOrder:
    """The order when a person says yes: held work takes effect for the one who did it."""
    held, author = case.command, case.author
    if case.review.kind is ReviewKind.CLOSED:
        fields = {
            p.name.removeprefix("fields."): p.field for p in case.review.parts if p.outcome is Outcome.HELD
        }
        return replace(order, fields={**order.fields, **fields}, checked=Checked(who.name, at))
    after = effect(order, held, author)
    if not isinstance(held.body, CloseOut):
        return after
    credited = author.crew_id or order.crew_id
    return replace(
        after,
        crew_id=credited,
        assignment_id=held.assignment_id or order.assignment_id,
        checked=Checked(who.name, at),
    )


def _sent_back(order: WorkOrder, command: Command, body: DecideReview, who: Person, case: Case) -> WorkOrder:
    """The order when a person says no: a closed job is open again under a new assignment, with the reason."""
    if case.review.kind is ReviewKind.HELD or order.status is not Status.CLOSED:
        return order
    return replace(
        order,
        status=Status.ASSIGNED,
        assignment_id=command.id,
        closing=None,
        checked=None,
        started_at=None,
        returned=Returned(who.name, command.occurred_at, body.reason),
    )
