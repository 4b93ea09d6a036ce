"""What comes of a command in the job itself, of a decision, and in its author's view."""

import pytest
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Cancel,
    Choice,
    CloseOut,
    DecideReview,
    PauseWork,
    SetField,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
)
from sync.effects import done_to, effect
from sync.orders import Person, PhotoRole, Role, Status, WorkOrder
from sync.rules import Case, Judgement, hold_with, judge, may, project, was_held
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState, Why
from tests.sync.work import ADMIN, ALEX, AT, DANA, MARIA, SAM, a_command, an_order, judged

PHOTO = AddPhoto("photo-1", PhotoRole.AFTER, "ab" * 32, 1000)


def test_a_close_out_still_assigned_closes_the_job_and_asks_the_dispatcher_to_look() -> None:
    seen = an_order(status=Status.STARTED)
    result = judged(seen, CloseOut("FIXED", minutes=26, material=4, note="Edges sealed", note_id="n1"))
    assert result.outcome is Outcome.APPLIED
    assert result.order is not None
    assert result.order.version == 4
    assert result.order.status is Status.CLOSED
    assert result.order.closing is not None
    assert (result.order.closing.resolution_code, result.order.closing.minutes) == ("FIXED", 26)
    assert result.order.closing.at == "2026-11-22T16:00:00.000Z", "credited at the time of work, not of upload"
    assert [note.text for note in result.order.notes] == ["Edges sealed"]
    assert result.review is not None
    assert (result.review.kind, result.review.asks) == (ReviewKind.CLOSED, Role.DISPATCHER)
    assert not was_held(result.review)


def test_a_close_out_with_a_field_the_office_changed_closes_and_holds_only_that_field() -> None:
    seen = an_order(fields={"lane": "right", "size": "small"})
    now = replace(seen, fields={"lane": "left", "size": "small"})
    result = judged(seen, CloseOut("FIXED", fields={"lane": "centre", "size": "big"}), now)
    assert result.outcome is Outcome.HELD
    assert result.why is Why.VALUE_CHANGED
    assert result.order is not None
    assert result.order.status is Status.CLOSED
    assert result.order.fields == {"lane": "left", "size": "big"}
    held = [part for part in result.parts if part.outcome is Outcome.HELD]
    assert [(part.name, part.base, part.office, part.field) for part in held] == [
        ("fields.lane", "right", "left", "centre")
    ]


def test_a_close_out_of_a_reassigned_job_waits_for_the_supervisor() -> None:
    seen = an_order()
    result = judged(seen, CloseOut("FIXED"), replace(seen, crew_id="9", assignment_id="second"))
    assert (result.outcome, result.why, result.order) == (Outcome.HELD, Why.REASSIGNED, None)
    assert result.review is not None
    assert result.review.asks is Role.SUPERVISOR


def test_a_close_out_of_a_job_that_the_new_crew_closed_keeps_both_evidences() -> None:
    seen = an_order()
    by_sam = judged(
        replace(seen, crew_id="9", assignment_id="second"), CloseOut("FIXED"), who=SAM
    ).order
    assert by_sam is not None
    result = judged(seen, CloseOut("TEMPORARY", note="Cold patch", note_id="n"), by_sam)
    assert (result.outcome, result.why) == (Outcome.APPLIED, Why.ALREADY_CLOSED)
    assert result.order is not None
    assert result.order.closing == by_sam.closing
    assert result.order.notes[0].late
    assert result.order.history[-1].by == "Alex Ruiz"


def test_a_close_out_of_a_cancelled_job_is_held_with_the_reason() -> None:
    seen = an_order()
    result = judged(seen, CloseOut("FIXED"), replace(seen, status=Status.CANCELLED))
    assert (result.outcome, result.why) == (Outcome.HELD, Why.CANCELLED)


def test_a_close_out_of_a_job_reopened_for_the_same_crew_goes_to_the_dispatcher() -> None:
    seen = an_order()
    result = judged(seen, CloseOut("FIXED"), replace(seen, assignment_id="second"))
    assert (result.outcome, result.why) == (Outcome.HELD, Why.REOPENED)
    assert result.review is not None
    assert result.review.asks is Role.DISPATCHER


def test_closing_twice_from_two_laptops_has_one_effect() -> None:
    seen = an_order()
    once = judged(seen, CloseOut("FIXED")).order
    assert once is not None
    again = judged(seen, CloseOut("FIXED"), once)
    assert (again.outcome, again.why, again.review) == (Outcome.APPLIED, Why.ALREADY_CLOSED, None)


@pytest.mark.parametrize("body", [AddNote("n1", "wet"), PHOTO])
@pytest.mark.parametrize(
    "now",
    [
        an_order(crew_id="9", assignment_id="second"),
        an_order(status=Status.CANCELLED),
        an_order(status=Status.CLOSED),
    ],
)
def test_notes_and_photos_are_kept_whatever_happened_and_marked_late(body: object, now: WorkOrder) -> None:
    result = judged(an_order(), body, now)
    assert result.outcome is Outcome.APPLIED
    assert result.order is not None
    assert all(item.late for item in (*result.order.notes, *result.order.photos))


def test_notes_and_photos_of_the_current_crew_are_not_late() -> None:
    for body in (AddNote("n1", "wet"), PHOTO):
        order = judged(an_order(), body).order
        assert order is not None
        assert not any(item.late for item in (*order.notes, *order.photos))


def test_a_desk_writes_notes_on_any_job_without_being_late() -> None:
    order = judged(an_order(status=Status.CLOSED), AddNote("n1", "call first"), who=DANA).order
    assert order is not None
    assert not order.notes[0].late


def test_a_withdrawn_photo_stays_with_the_job_but_is_not_shown() -> None:
    order = judged(an_order(), PHOTO).order
    assert order is not None
    order = judged(order, WithdrawPhoto("photo-1")).order
    assert order is not None
    assert order.photos[0].withdrawn


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        ({}, Outcome.APPLIED),
        ({"size": "big"}, Outcome.APPLIED),
        ({"lane": "left"}, Outcome.HELD),
        ({"lane": "centre"}, Outcome.APPLIED),
    ],
    ids=["untouched", "another field", "the same field", "the same value"],
)
def test_a_field_is_judged_on_the_value_that_its_author_saw(now: dict[str, str], outcome: Outcome) -> None:
    seen = an_order()
    result = judged(seen, SetField("lane", "centre"), replace(seen, fields=dict(now)))
    assert result.outcome is outcome
    if outcome is Outcome.HELD:
        assert result.order is None, "the office's value stands meanwhile"
        assert result.parts[0].office == "left"


def test_a_field_under_a_lost_assignment_waits_unless_it_says_the_same() -> None:
    seen = an_order()
    now = replace(seen, crew_id="9", assignment_id="second", fields={"lane": "centre"})
    assert judged(seen, SetField("lane", "centre"), now).outcome is Outcome.APPLIED
    assert judged(seen, SetField("lane", "left"), now).why is Why.REASSIGNED


def test_ticks_merge_item_by_item() -> None:
    seen = an_order()
    now = replace(seen, ticks={"cones": True})
    result = judged(seen, TickItem("lane", True), now)
    assert result.order is not None
    assert result.order.ticks == {"cones": True, "lane": True}
    assert judged(seen, TickItem("cones", True), now).outcome is Outcome.APPLIED


@pytest.mark.parametrize("body", [StartWork(), PauseWork()])
def test_progress_applies_while_assigned_and_waits_when_reassigned(body: object) -> None:
    seen = an_order()
    assert judged(seen, body).outcome is Outcome.APPLIED
    assert judged(seen, body, replace(seen, crew_id="9", assignment_id="x")).why is Why.REASSIGNED
    assert judged(seen, body, replace(seen, status=Status.CLOSED)).why is Why.ALREADY_CLOSED


def test_starting_again_keeps_the_first_start() -> None:
    order = judged(an_order(), StartWork()).order
    assert order is not None
    paused = judged(order, PauseWork()).order
    assert paused is not None
    assert paused.status is Status.PAUSED
    again = judged(paused, StartWork()).order
    assert again is not None
    assert again.started_at == order.started_at


def test_assigning_gives_the_job_a_new_assignment() -> None:
    result = judged(an_order(started_at=AT, status=Status.STARTED), Assign("9", "second"), who=MARIA)
    assert result.order is not None
    assert (result.order.crew_id, result.order.assignment_id) == ("9", "second")
    assert (result.order.status, result.order.started_at) == (Status.ASSIGNED, None)


def test_unassigning_puts_the_job_back_into_the_pool() -> None:
    result = judged(an_order(), Unassign(), who=MARIA)
    assert result.order is not None
    assert (result.order.crew_id, result.order.status) == (None, Status.NEW)


def test_two_supervisors_moving_one_job_are_asked() -> None:
    seen = an_order()
    now = replace(seen, crew_id="21", assignment_id="other")
    assert judged(seen, Assign("9", "second"), now, MARIA).why is Why.VALUE_CHANGED
    assert judged(seen, Assign("21", "second"), now, MARIA).outcome is Outcome.APPLIED


@pytest.mark.parametrize(("status", "why"), [(Status.CLOSED, Why.CLOSED), (Status.CANCELLED, Why.CANCELLED)])
def test_assigning_a_finished_job_waits(status: Status, why: Why) -> None:
    seen = an_order()
    assert judged(seen, Assign("9", "second"), replace(seen, status=status), MARIA).why is why


def test_what_a_role_may_not_do_is_rejected_and_changes_nothing() -> None:
    for who, body in ((ALEX, Assign("9", "x")), (DANA, CloseOut("FIXED")), (ADMIN, AddNote("n", "hi"))):
        result = judged(an_order(), body, who=who)
        assert (result.outcome, result.why, result.order) == (Outcome.REJECTED, Why.NOT_ALLOWED, None)


def test_work_on_an_order_that_the_hub_does_not_have_is_held_not_lost() -> None:
    result = judge(None, a_command(CloseOut("FIXED"), an_order()), ALEX, AT)
    assert (result.outcome, result.why) == (Outcome.HELD, Why.ORDER_UNKNOWN)


def test_the_same_command_again_changes_nothing() -> None:
    seen = an_order()
    command = a_command(AddNote("n1", "wet"), seen)
    first = judge(seen, command, ALEX, AT).order
    assert first is not None
    assert judge(first, command, ALEX, AT) == Judgement(Outcome.APPLIED)
    assert effect(first, command, ALEX) is first
    assert done_to(first, command.id)


def test_what_builds_on_held_work_waits_with_it() -> None:
    held = hold_with(a_command(AddNote("n1", "wet"), an_order()), ALEX, AT)
    assert held.why is Why.NEEDED_IS_HELD
    assert held.review is not None


def a_case(seen: WorkOrder, body: object, now: WorkOrder) -> tuple[Case, WorkOrder]:
    """A review that a crew's command raised on `now`, and the order after it."""
    command = a_command(body, seen)
    result = judge(now, command, ALEX, AT)
    assert result.review is not None
    return Case(result.review, command, ALEX), result.order or now


def decide(case: Case, order: WorkOrder | None, choice: Choice, reason: str = "") -> Judgement:
    body = DecideReview(case.review.id, choice, reason)
    seen = order or an_order()
    return judge(order, a_command(body, seen, DANA), DANA, AT, case)


def test_accepting_a_close_out_after_a_reassignment_credits_the_crew_that_did_it() -> None:
    seen = an_order()
    case, order = a_case(seen, CloseOut("FIXED"), replace(seen, crew_id="9", assignment_id="second"))
    result = decide(case, order, Choice.ACCEPT)
    assert result.order is not None
    assert (result.order.status, result.order.crew_id) == (Status.CLOSED, "14")
    assert result.order.checked is not None
    assert result.settles is not None
    assert (result.settles.outcome, result.settles.by) == (Outcome.APPLIED, "Dana Kim")
    assert result.settles.version == result.order.version
    assert result.review is not None
    assert result.review.state is ReviewState.ACCEPTED


def test_declining_held_work_leaves_the_job_with_its_crew_and_says_why() -> None:
    seen = an_order()
    case, order = a_case(seen, SetField("lane", "centre"), replace(seen, fields={"lane": "left"}))
    result = decide(case, order, Choice.SEND_BACK, "The map is right")
    assert result.order is not None
    assert result.order.fields == {"lane": "left"}
    assert result.settles is not None
    assert (result.settles.outcome, result.settles.reason) == (Outcome.DECLINED, "The map is right")


def test_accepting_a_held_field_sets_it() -> None:
    seen = an_order()
    case, order = a_case(seen, SetField("lane", "centre"), replace(seen, fields={"lane": "left"}))
    result = decide(case, order, Choice.ACCEPT)
    assert result.order is not None
    assert result.order.fields == {"lane": "centre"}


def test_accepting_a_close_out_checks_it_and_applies_its_held_fields() -> None:
    seen = an_order()
    case, order = a_case(
        seen, CloseOut("FIXED", fields={"lane": "centre"}), replace(seen, fields={"lane": "left"})
    )
    result = decide(case, order, Choice.ACCEPT)
    assert result.order is not None
    assert result.order.fields == {"lane": "centre"}
    assert result.order.checked is not None
    assert result.settles is not None


def test_sending_a_close_out_back_opens_the_job_for_the_same_crew_with_the_reason() -> None:
    seen = an_order()
    case, order = a_case(seen, CloseOut("FIXED"), seen)
    result = decide(case, order, Choice.SEND_BACK, "Photo shows another street")
    assert result.order is not None
    assert (result.order.status, result.order.crew_id) == (Status.ASSIGNED, "14")
    assert result.order.assignment_id != seen.assignment_id
    assert result.order.returned is not None
    assert result.order.returned.reason == "Photo shows another street"
    assert result.settles is None, "the close-out itself had been applied"


def test_sending_back_a_job_that_is_open_again_changes_only_the_review() -> None:
    seen = an_order()
    case, order = a_case(seen, CloseOut("FIXED"), seen)
    reopened = replace(order, status=Status.ASSIGNED)
    result = decide(case, reopened, Choice.SEND_BACK, "late")
    assert result.order is not None
    assert result.order.returned is None


def test_a_second_decision_has_no_effect() -> None:
    seen = an_order()
    case, order = a_case(seen, CloseOut("FIXED"), seen)
    first = decide(case, order, Choice.ACCEPT)
    assert first.review is not None
    second = decide(replace(case, review=first.review), first.order, Choice.SEND_BACK)
    assert (second.outcome, second.why, second.order) == (Outcome.APPLIED, Why.ALREADY_DECIDED, None)


def test_the_same_decision_sent_twice_is_one_decision() -> None:
    seen = an_order()
    case, order = a_case(seen, CloseOut("FIXED"), seen)
    command = a_command(DecideReview(case.review.id, Choice.ACCEPT), order, DANA)
    after = judge(order, command, DANA, AT, case).order
    assert judge(after, command, DANA, AT, case) == Judgement(Outcome.APPLIED)


def test_a_question_that_no_longer_stands_needs_no_decision() -> None:
    order = an_order()
    body = DecideReview("nothing", Choice.ACCEPT)
    found = judge(order, a_command(body, order, DANA), DANA, AT)
    assert (found.outcome, found.why, found.order) == (Outcome.APPLIED, Why.ALREADY_DECIDED, None)


def test_held_work_on_an_unknown_order_can_be_decided() -> None:
    held = judge(None, a_command(CloseOut("FIXED"), an_order()), ALEX, AT)
    assert held.review is not None
    case = Case(held.review, a_command(CloseOut("FIXED"), an_order()), ALEX)
    result = decide(case, None, Choice.SEND_BACK, "unknown to us")
    assert result.order is None
    assert result.settles is not None
    assert result.settles.outcome is Outcome.DECLINED


def test_the_author_sees_their_own_waiting_work_on_top_of_the_hubs_copy() -> None:
    copy = an_order()
    note = a_command(AddNote("n1", "wet"), copy)
    close = a_command(CloseOut("FIXED"), copy)
    shown = project(copy, (close, note), ALEX)
    assert shown.status is Status.CLOSED
    assert [event.id for event in shown.history] == [note.id, close.id], "in the order of seq"
    assert project(shown, (close, note), ALEX) == shown
    assert shown.version == copy.version


def test_the_author_goes_on_seeing_the_answers_that_a_partly_held_close_out_waits_for() -> None:
    seen = an_order(fields={"lane": "right"})
    close = a_command(CloseOut("FIXED", fields={"lane": "centre"}), seen)
    copy = judge(replace(seen, fields={"lane": "left"}), close, ALEX, AT).order
    assert copy is not None
    assert copy.fields == {"lane": "left"}
    assert project(copy, (close,), ALEX).fields == {"lane": "centre"}


def test_what_its_author_did_after_it_is_not_covered_by_held_work() -> None:
    seen = an_order(fields={"lane": "right"})
    held_field = a_command(SetField("lane", "centre"), seen)
    held_close = a_command(CloseOut("FIXED", fields={"lane": "far", "depth": "10"}), seen)
    newer = a_command(SetField("lane", "left"), seen)
    waiting = (newer, held_field, held_close)
    assert project(seen, waiting, ALEX).fields == {"lane": "left", "depth": "10"}
    copy = replace(effect(seen, newer, ALEX), fields={"lane": "by the office"})
    shown = project(copy, waiting, ALEX)
    assert (shown.fields, shown.status) == ({"lane": "by the office", "depth": "10"}, Status.CLOSED)


def test_a_held_assignment_does_not_open_what_its_author_cancelled_after_it() -> None:
    seen = an_order()
    held, cancel = a_command(Assign("9", "second"), seen, MARIA), a_command(Cancel("twice"), seen, MARIA)
    copy = effect(seen, cancel, MARIA)
    assert project(copy, (held, cancel), MARIA).status is Status.CANCELLED
    assert project(seen, (held, cancel), MARIA).status is Status.CANCELLED


@pytest.mark.parametrize(
    ("kind", "who", "order", "offered"),
    [
        ("close_out", ALEX, an_order(), True),
        ("close_out", SAM, an_order(), False),
        ("close_out", ALEX, an_order(status=Status.CLOSED), False),
        ("start_work", ALEX, an_order(status=Status.STARTED), False),
        ("pause_work", ALEX, an_order(status=Status.STARTED), True),
        ("pause_work", ALEX, an_order(), False),
        ("assign", MARIA, an_order(), True),
        ("assign", MARIA, an_order(status=Status.CANCELLED), False),
        ("assign", ALEX, an_order(), False),
        ("add_note", ALEX, an_order(status=Status.CLOSED), True),
    ],
)
def test_screens_offer_what_fits(kind: str, who: Person, order: WorkOrder, offered: bool) -> None:
    assert may(kind, who, order) is offered


def test_a_review_has_its_commands_id_so_there_is_one_a_command() -> None:
    seen = an_order()
    command = a_command(CloseOut("FIXED"), seen)
    review = judge(seen, command, ALEX, AT).review
    assert isinstance(review, Review)
    assert review.id == command.id
