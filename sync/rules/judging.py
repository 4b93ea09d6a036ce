"""The hub's answer to a command, and its author's view of it until then."""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from sync.commands import (
    CloseOut,
    Command,
    CorrectPlace,
    CreateOrder,
    DecideReview,
    EvidenceBody,
    OfficeBody,
    PauseWork,
    ProposeField,
    SetField,
    StartWork,
    TickItem,
    WorkBody,
)
from sync.effects import done_to, effect
from sync.orders import Person, Role, WorkOrder
from sync.rules import field_work
from sync.rules.allowed import ALLOWED
from sync.rules.decisions import decision
from sync.rules.judgement import Case, Judgement, Question, Sent, held, rejected
from sync.rules.office_work import arranged
from sync.values import wanted_of, without
from sync.verdicts import Outcome, Why


def judge(
    order: WorkOrder | None,
    command: Command,
    who: Person,
    received_at: str,
    case: Case | None = None,
    *,
    near: Iterable[WorkOrder] = (),
    fence: Why | None = None,
) -> Judgement:
    """The hub's answer to a command of `who` on `order` (None: the hub has no such order).

    `case` is the review that a DecideReview names, `near` are orders close to one that is to be created.
    `fence` is PERSON_DISABLED or OTHER_PERSON where the author could not sign in for it themselves: then only a
    supervisor lets it take effect. Raises nothing: every input has an answer.
    """
    sent, body = Sent(command, who, received_at), command.body
    if command.kind not in ALLOWED[who.role]:
        return rejected(Why.NOT_ALLOWED)
    if isinstance(body, DecideReview):
        return rejected(Why.NOT_ALLOWED) if fence else decision(order, sent, body, case)
    if order is not None and done_to(order, command.id):
        return Judgement(Outcome.APPLIED)
    kept = isinstance(body, EvidenceBody) and fence is not Why.OTHER_PERSON
    if fence is not None and not kept:
        return held(sent, Question(fence, Role.SUPERVISOR))
    if isinstance(body, CreateOrder):
        # Another order under this id can only be an accident or a forgery.
        return field_work.creation(sent, body, near) if order is None else rejected(Why.ID_REUSED)
    if order is None:
        return held(sent, Question(Why.ORDER_UNKNOWN, Role.DISPATCHER))
    if isinstance(body, EvidenceBody):
        return field_work.evidence(order, sent)
    if isinstance(body, OfficeBody):
        return arranged(order, sent, body)
    return _worked(order, sent, body)


def _worked(order: WorkOrder, sent: Sent, body: WorkBody) -> Judgement:
    match body:
        case SetField() | TickItem():
            return field_work.one_value(order, sent)
        case StartWork() | PauseWork():
            return field_work.progress(order, sent)
        case CloseOut():
            return field_work.close_out(order, sent, body)
        case CorrectPlace():
            return field_work.place(order, sent, body)
        case ProposeField():
            return field_work.proposal(order, sent, body)
        case _:
            assert_never(body)


def project(order: WorkOrder, waiting: tuple[Command, ...], who: Person) -> WorkOrder:
    """What its author sees: the hub's copy with their own unsettled commands on it, in the order of `seq`."""
    for command in _uncovered(order, waiting):
        known = done_to(order, command.id)
        order = effect(order, command, who)
        if known and isinstance(command.body, CloseOut):
            # The hub closed the job and holds some answers: until that is decided their author goes on seeing theirs.
            order = replace(order, fields={**order.fields, **command.body.fields})
    return order


def _uncovered(order: WorkOrder, waiting: tuple[Command, ...]) -> list[Command]:
    """The commands by `seq`, without what a later one has set that the hub's copy shows already."""
    newer: set[str] = set()
    found: list[Command] = []
    for command in sorted(waiting, key=lambda c: c.seq, reverse=True):
        left = without(command, newer)
        if left is not None:
            found.append(left)
        if done_to(order, command.id):
            newer |= wanted_of(command.body).keys()
    return found[::-1]
