"""What a judgement is, and how the pieces of one are made: applied, without effect, held with a review."""

import msgspec
from msgspec.structs import replace

from sync.commands import CloseOut, Command
from sync.effects import logged, note_of, with_note
from sync.orders import Person, Role, WorkOrder
from sync.verdicts import Outcome, Part, Review, ReviewKind, Verdict, Why


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


class Question(msgspec.Struct, frozen=True):
    """Why a command cannot simply take effect, who is asked, and whose change it met for which reason."""

    why: Why
    asks: Role
    by: str = ""
    reason: str = ""


class Sent(msgspec.Struct, frozen=True):
    """A command as it came: its author, and the hub's time."""

    command: Command
    who: Person
    at: str


def rejected(why: Why) -> Judgement:
    """It was never valid."""
    return Judgement(Outcome.REJECTED, why=why)


def applied(order: WorkOrder, parts: tuple[Part, ...] = (), review: Review | None = None) -> Judgement:
    """The order's new state; held where a part of it is."""
    held = any(part.outcome is Outcome.HELD for part in parts)
    raised = replace(order, version=order.version + 1)
    return Judgement(Outcome.HELD if held else Outcome.APPLIED, raised, parts=parts, review=review)


def without_effect(order: WorkOrder, sent: Sent, why: Why) -> Judgement:
    """Nothing changes but the history: the evidence that somebody did it as well is kept."""
    command, who = sent.command, sent.who
    kept = logged(order, command, who, why.value)
    if isinstance(command.body, CloseOut) and command.body.note:
        kept = with_note(kept, note_of(command, command.body, who, late=True))
    return replace(applied(kept), why=why)


def held(sent: Sent, question: Question, parts: tuple[Part, ...] = ()) -> Judgement:
    """The hub has it, and a person decides."""
    review = review_of(sent, ReviewKind.HELD, question, parts)
    return Judgement(Outcome.HELD, why=question.why, parts=parts, review=review)


def hold_with(command: Command, who: Person, received_at: str) -> Judgement:
    """A command that builds on one that waits for a decision waits with it."""
    return held(Sent(command, who, received_at), Question(Why.NEEDED_IS_HELD, Role.DISPATCHER))


def review_of(sent: Sent, kind: ReviewKind, question: Question | Role, parts: tuple[Part, ...] = ()) -> Review:
    """The review of a command. A Role instead of a question asks without a why."""
    command, who = sent.command, sent.who
    review = Review(
        id=command.id,
        order_id=command.order_id,
        kind=kind,
        asks=question if isinstance(question, Role) else question.asks,
        command_kind=command.kind,
        author=who.id,
        author_name=who.name,
        occurred_at=command.occurred_at,
        received_at=sent.at,
        crew_id=who.crew_id,
        parts=parts,
    )
    if isinstance(question, Role):
        return review
    return replace(review, why=question.why, met_by=question.by, met_reason=question.reason)


def was_held(review: Review) -> bool:
    """Whether the review's command, or a part of it, waits for the decision."""
    return review.kind is ReviewKind.HELD or any(part.outcome is Outcome.HELD for part in review.parts)
