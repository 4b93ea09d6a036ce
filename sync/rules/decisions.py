"""What a person's answer to a review does, and what happens to a question that nobody answers."""

from typing import assert_never

from msgspec.structs import replace

from sync.clock import parse_ms
from sync.commands import Choice, CloseOut, Command, CreateOrder, DecideReview, PauseWork, StartWork
from sync.effects import blank, done_to, effect, logged
from sync.orders import OPEN, Cancelled, Checked, Person, Returned, Role, Status, WorkOrder
from sync.rules.judgement import Case, Judgement, Sent, rejected, was_held
from sync.values import wanted_of
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState, Verdict, Why

LONGEST_WAIT_MS = 4 * 3_600_000


def decision(order: WorkOrder | None, sent: Sent, body: DecideReview, case: Case | None) -> Judgement:
    """The judgement on a decision. The first one counts."""
    command, who = sent.command, sent.who
    if case is None:  # a restored hub took in again what it was about, and this time nothing stood against it
        return Judgement(Outcome.APPLIED, why=Why.ALREADY_DECIDED)
    if case.review.order_id != command.order_id:
        return rejected(Why.MALFORMED)
    if not may_decide(who, case.review):
        return rejected(Why.NOT_ALLOWED)
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
    after = _decided(order, sent, body, case)
    settles = Verdict(
        case.command.id,
        Outcome.APPLIED if accepted else Outcome.DECLINED,
        command.order_id,
        after.version if after else None,
        case.review.why,
        review.id,
        by=who.name,
        at=sent.at,
        reason=body.reason,
    )
    return Judgement(Outcome.APPLIED, after, review=review, settles=settles if was_held(case.review) else None)


def may_decide(who: Person, review: Review) -> bool:
    """Whether the person may answer: a desk any review, a crew member one that asks them about their own work."""
    return who.role is not Role.CREW or (review.asks is Role.CREW and review.author == who.id)


def escalated(review: Review, now: str) -> Review | None:
    """The review when it was held for too long: a supervisor's from now on. None where nothing is to be done."""
    waited_ms = parse_ms(now) - parse_ms(review.received_at)
    over = review.state is ReviewState.WAITING and was_held(review) and waited_ms >= LONGEST_WAIT_MS
    if not over or review.escalated_at:
        return None
    return replace(review, asks=Role.SUPERVISOR, escalated_at=now, version=review.version + 1)


def _decided(order: WorkOrder | None, sent: Sent, body: DecideReview, case: Case) -> WorkOrder | None:
    accepted = body.choice is Choice.ACCEPT
    if order is None:
        if not (accepted and isinstance(case.command.body, CreateOrder)):
            return None
        order = blank(case.command.order_id)
    after = _accepted(order, case, sent) if accepted else _refused(order, sent, body, case)
    if isinstance(case.command.body, StartWork | PauseWork):
        after = replace(after, begun=None)
    return replace(logged(after, sent.command, sent.who, body.choice.value), version=order.version + 1)


def _accepted(order: WorkOrder, case: Case, sent: Sent) -> WorkOrder:
    """The order when a person says yes: held work takes effect for the one who did it."""
    who, done, author = sent.who, case.command, case.author
    match case.review.kind:
        case ReviewKind.INFORMED:  # seen; what looked alike is not the same
            return replace(order, look_alikes=())
        case ReviewKind.CLOSED:
            waiting = {part.name for part in case.review.parts if part.outcome is Outcome.HELD}
            wanted = {name: value for name, value in wanted_of(done.body).items() if name in waiting}
            fields = {name.removeprefix("fields."): value for name, value in wanted.items()}
            return replace(order, fields={**order.fields, **fields}, checked=Checked(who.name, sent.at))
        case ReviewKind.HELD:
            after = effect(order, done, author)
            if not isinstance(done.body, CloseOut):
                return after
            return replace(
                after,
                crew_id=author.crew_id or order.crew_id,
                assignment_id=done.assignment_id or order.assignment_id,
                checked=Checked(who.name, sent.at),
            )
        case _:
            assert_never(case.review.kind)


def _refused(order: WorkOrder, sent: Sent, body: DecideReview, case: Case) -> WorkOrder:
    """The order when a person says no."""
    match case.review.kind:
        case ReviewKind.HELD:
            return order
        case ReviewKind.INFORMED:
            return _merged(order, sent, body) if order.look_alikes and order.status in OPEN else order
        case ReviewKind.CLOSED:
            return _sent_back(order, sent.command, body, sent.who) if order.status is Status.CLOSED else order
        case _:
            assert_never(case.review.kind)


def _merged(order: WorkOrder, sent: Sent, body: DecideReview) -> WorkOrder:
    """What looked alike is the same: the new job ends, the older one stays."""
    why = Cancelled(sent.who.name, sent.command.occurred_at, body.reason)
    return replace(order, status=Status.CANCELLED, cancelled=why, duplicate_of=order.look_alikes[0], look_alikes=())


def _sent_back(order: WorkOrder, command: Command, body: DecideReview, who: Person) -> WorkOrder:
    """A closed job is open again under a new assignment, with the reason."""
    return replace(
        order,
        status=Status.ASSIGNED,
        assignment_id=command.id,
        closing=None,
        checked=None,
        started_at=None,
        returned=Returned(who.name, command.occurred_at, body.reason),
    )
