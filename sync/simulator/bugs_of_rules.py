"""Seeded bugs in what is decided: the rules and the effects."""

from typing import Any

from msgspec.structs import replace

from sync import effects
from sync.commands import CloseOut, Command, TickItem
from sync.effects import effect
from sync.orders import Status, WorkOrder
from sync.rules import checking, decisions, field_work, judging, office_work
from sync.rules.judgement import Judgement, Sent, applied
from sync.simulator.bug import Bug, always
from sync.verdicts import Outcome


def _no_conflict(right: Any) -> Any:
    return lambda *args: replace(right(*args), outcome=Outcome.APPLIED)


def _newest_clock_wins(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, name: str, wanted: Any) -> Any:
        part = right(order, command, name, wanted)
        newest = max((event.at for event in order.history), default="")
        return replace(part, outcome=Outcome.APPLIED) if command.occurred_at > newest else part

    return wrong


def _fence_by_crew(_right: Any) -> Any:
    return lambda order, _command, who: order.crew_id == who.crew_id


def _cancelled_is_open(right: Any) -> Any:
    def wrong(order: WorkOrder, *args: Any) -> Any:
        return None if order.status is Status.CANCELLED else right(order, *args)

    return wrong


def _late_notes_dropped(right: Any) -> Any:
    def wrong(order: WorkOrder, sent: Sent) -> Any:
        return Judgement(Outcome.APPLIED) if order.status is Status.CLOSED else right(order, sent)

    return wrong


def _fields_of_close_out_unjudged(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, name: str, wanted: Any) -> Any:
        part = right(order, command, name, wanted)
        return replace(part, outcome=Outcome.APPLIED) if isinstance(command.body, CloseOut) else part

    return wrong


def _note_in_close_out_lost(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, body: CloseOut, by: Any) -> Any:
        return right(order, command, replace(body, note=""), by)

    return wrong


def _effect_all_the_same(_right: Any) -> Any:
    return lambda order, sent, *_rest: applied(effect(order, sent.command, sent.who))


def _decision_without_effect(_right: Any) -> Any:
    return lambda order, *_args: order


def _sent_back_to_the_same(right: Any) -> Any:
    def wrong(order: WorkOrder, *args: Any) -> WorkOrder:
        back: WorkOrder = right(order, *args)
        return replace(back, assignment_id=order.assignment_id)

    return wrong


def _to_nobody(right: Any) -> Any:
    def wrong(*args: Any) -> WorkOrder:
        created: WorkOrder = right(*args)
        return replace(created, crew_id=None)

    return wrong


def _ticks_lost(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, body: Any, by: Any) -> WorkOrder:
        if isinstance(body, TickItem):
            return order
        changed: WorkOrder = right(order, command, body, by)
        return changed

    return wrong


_PARTS = ((field_work, "part_of"), (office_work, "part_of"))

RULES: dict[str, Bug] = {
    "last-write-wins": Bug(
        "a changed value is overwritten unseen", tuple((owner, name, _no_conflict) for owner, name in _PARTS)
    ),
    "newest-clock-wins": Bug(
        "the later time of day wins over what was seen",
        tuple((owner, name, _newest_clock_wins) for owner, name in _PARTS),
    ),
    "no-fence": Bug("work under a lost assignment changes the job", ((field_work, "gone", always(None)),)),
    "fence-by-crew": Bug("there and back again counts as never away", ((checking, "is_current", _fence_by_crew),)),
    "cancelled-is-open": Bug("work on a cancelled job takes effect", ((field_work, "gone", _cancelled_is_open),)),
    "late-notes-dropped": Bug(
        "a note on a closed job is thanked for and dropped", ((field_work, "evidence", _late_notes_dropped),)
    ),
    "close-out-overwrites": Bug(
        "a close-out's fields overwrite the office's", ((field_work, "part_of", _fields_of_close_out_unjudged),)
    ),
    "close-out-note-lost": Bug("the close-out's note is lost", ((effects, "_closed", _note_in_close_out_lost),)),
    "closed-twice": Bug(
        "a second close-out takes effect once more", ((field_work, "_closed_already", _effect_all_the_same),)
    ),
    "start-undoes-close": Bug("a late start opens a closed job", ((field_work, "progress", _effect_all_the_same),)),
    "proposal-taken": Bug(
        "what a crew proposes is set without the office", ((field_work, "proposal", _effect_all_the_same),)
    ),
    "ended-unseen": Bug(
        "a job ends under the hands of a crew that began unseen", ((office_work, "_ending", _effect_all_the_same),)
    ),
    "held-is-forgotten": Bug(
        "work that should wait for a person is thanked for and dropped",
        ((field_work, "held", always(Judgement(Outcome.APPLIED))),),
    ),
    "yes-without-effect": Bug(
        "a person says yes and nothing happens", ((decisions, "_accepted", _decision_without_effect),)
    ),
    "sent-back-to-the-same": Bug(
        "a job that is sent back keeps its old assignment", ((decisions, "_sent_back", _sent_back_to_the_same),)
    ),
    "ticks-lost": Bug("ticks have no effect", ((effects, "_worked_on", _ticks_lost),)),
    "look-alikes-unseen": Bug(
        "new work is not compared with what was reported there", ((field_work, "look_alikes", always([])),), 2000
    ),
    "found-work-is-nobodys": Bug("new work goes to nobody", ((effects, "_created", _to_nobody),), 800),
    "done-twice": Bug(
        "what the order has already is done again, and the hub forgets what it answered",
        ((judging, "done_to", always(False)), (effects, "done_to", always(False))),
    ),
}
"""By name."""
