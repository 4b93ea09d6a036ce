"""What a person's answer to a review does, who may give it, and what happens when nobody does."""

import pytest
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AnyBody,
    Assign,
    Choice,
    CloseOut,
    CreateOrder,
    DecideReview,
    PauseWork,
    SetField,
    StartWork,
)
from sync.effects import blank
from sync.orders import Begun, Cancelled, Checked, Event, Person, Returned, Role, Status, WorkOrder
from sync.rules import Case, Judgement, escalated, hold_with, judge, may_decide, was_held
from sync.verdicts import Outcome, Part, Review, ReviewKind, ReviewState, Verdict, Why
from tests.sync.work import ALEX, AT, DANA, DONE_AT, HERE, MARIA, MATE, NEARBY, SAM, a_command, after, an_order

START = an_order(fields={"lane": "right", "size": "small"})
LOST = replace(START, crew_id="9", assignment_id="second")


def a_case(
    body: AnyBody, now: WorkOrder | None, seen: WorkOrder = START, **more: object
) -> tuple[Case, WorkOrder | None]:
    """The review that Alex's command raises on `now`, and the order after it."""
    command = a_command(body, seen)
    result = judge(now, command, ALEX, AT, **more)  # type: ignore[arg-type]
    assert result.review is not None
    return Case(result.review, command, ALEX), result.order or now


def decided(case: Case, order: WorkOrder | None, choice: Choice, who: Person = DANA, reason: str = "") -> Judgement:
    body = DecideReview(case.review.id, choice, reason)
    command = replace(a_command(body, order or START, who), order_id=case.review.order_id, id="decision")
    return judge(order, command, who, AT, case)


def test_a_decision_says_who_when_and_why_everywhere() -> None:
    case, order = a_case(SetField("lane", "left"), replace(START, fields={"lane": "centre"}))
    result = decided(case, order, Choice.SEND_BACK, reason="The map is right")
    assert result.review == replace(
        case.review, state=ReviewState.SENT_BACK, decided_by="Dana Kim", decided_at=DONE_AT,
        reason="The map is right", version=2,
    )  # fmt: skip
    assert result.settles == Verdict(
        case.command.id, Outcome.DECLINED, "order-1", 4, Why.VALUE_CHANGED, case.review.id,
        by="Dana Kim", at=AT, reason="The map is right",
    )  # fmt: skip
    assert order is not None
    line = Event("decision", DONE_AT, "decide_review", "Dana Kim", "send_back", "dana")
    assert result.order == replace(order, history=(line,), version=4)
    assert (result.outcome, result.why) == (Outcome.APPLIED, None)


def test_accepted_work_has_its_authors_name_and_the_deciders() -> None:
    case, order = a_case(SetField("lane", "left"), replace(START, fields={"lane": "centre"}))
    result = decided(case, order, Choice.ACCEPT)
    assert result.order is not None
    lines = [(event.by, event.detail) for event in result.order.history]
    assert lines == [("Alex Ruiz", "lane"), ("Dana Kim", "accept")]
    assert result.settles is not None
    assert (result.settles.outcome, result.review and result.review.state) == (Outcome.APPLIED, ReviewState.ACCEPTED)


def test_an_accepted_closing_of_a_lost_job_releases_the_other_crew() -> None:
    case, order = a_case(CloseOut("FIXED", fields={"lane": "left"}), LOST)
    result = decided(case, order, Choice.ACCEPT, MARIA).order
    assert result is not None
    assert (result.status, result.crew_id, result.assignment_id) == (Status.CLOSED, "14", "first")
    assert result.checked == Checked("Maria Reyes", AT)
    assert result.fields == {"lane": "left", "size": "small"}


def test_an_accepted_closing_of_somebody_without_a_crew_keeps_the_jobs() -> None:
    case, order = a_case(CloseOut("FIXED"), LOST)
    alone = Case(case.review, replace(case.command, assignment_id=None), replace(ALEX, crew_id=None))
    result = decided(alone, order, Choice.ACCEPT, MARIA).order
    assert result is not None
    assert (result.crew_id, result.assignment_id) == ("9", "second")


def test_a_looked_over_closing_takes_the_answers_that_waited_and_no_others() -> None:
    did = CloseOut("FIXED", fields={"lane": "left", "size": "big"})
    now = replace(START, fields={"lane": "centre", "size": "small"})
    case, order = a_case(did, now)
    assert order is not None
    assert order.fields == {"lane": "centre", "size": "big"}
    later = replace(order, fields={**order.fields, "size": "huge"})
    result = decided(case, later, Choice.ACCEPT).order
    assert result is not None
    assert result.fields == {"lane": "left", "size": "huge"}
    assert result.checked == Checked("Dana Kim", AT)


def test_a_closing_that_is_sent_back_is_open_again_for_its_crew() -> None:
    case, order = a_case(CloseOut("FIXED"), START)
    assert order is not None
    looked_over = replace(order, started_at=DONE_AT, checked=Checked("x", AT))
    result = decided(case, looked_over, Choice.SEND_BACK, reason="Blurred").order
    assert result is not None
    assert (result.status, result.crew_id, result.assignment_id) == (Status.ASSIGNED, "14", "decision")
    assert (result.closing, result.checked, result.started_at) == (None, None, None)
    assert result.returned == Returned("Dana Kim", DONE_AT, "Blurred")


@pytest.mark.parametrize("choice", Choice)
@pytest.mark.parametrize("body", [StartWork(), PauseWork()])
def test_a_decision_ends_the_warning_that_work_may_have_begun(body: AnyBody, choice: Choice) -> None:
    case, order = a_case(body, after(START, Assign("9", "second"), MARIA))
    assert order is not None
    assert order.begun == Begun("Alex Ruiz", DONE_AT, "14")
    result = decided(case, order, choice, MARIA).order
    assert result is not None
    assert result.begun is None
    wanted = Status.STARTED if isinstance(body, StartWork) else Status.PAUSED
    assert result.status is (wanted if choice is Choice.ACCEPT else Status.ASSIGNED)


def test_a_decision_about_something_else_leaves_the_warning() -> None:
    case, order = a_case(SetField("lane", "left"), replace(LOST, begun=Begun("Kim", AT)))
    result = decided(case, order, Choice.SEND_BACK, MARIA).order
    assert result is not None
    assert result.begun == Begun("Kim", AT)


def test_an_assignment_that_came_true_meanwhile_leaves_the_crew_its_assignment() -> None:
    command = a_command(Assign("9", "marias"), replace(START, crew_id="7", assignment_id="first"), MARIA)
    raised = judge(replace(START, crew_id="8", assignment_id="moved"), command, MARIA, AT).review
    assert raised is not None
    result = decided(Case(raised, command, MARIA), LOST, Choice.ACCEPT).order
    assert result is not None
    assert (result.crew_id, result.assignment_id, result.status) == ("9", "second", LOST.status)


class TestInformed:
    """What is done already, and only to be known."""

    FOUND = CreateOrder("pothole", "Pothole", "19 Elm St", "as-1", "", *HERE)

    def a_look_alike(self) -> tuple[Case, WorkOrder]:
        near = [an_order(id="old", lat=NEARBY[0], long=NEARBY[1])]
        case, order = a_case(self.FOUND, None, blank("new"), near=near)
        assert order is not None
        assert order.look_alikes == ("old",)
        return case, order

    def test_it_may_be_another_job_after_all(self) -> None:
        case, order = self.a_look_alike()
        result = decided(case, order, Choice.ACCEPT)
        assert result.order is not None
        assert (result.order.look_alikes, result.order.status) == ((), Status.ASSIGNED)
        assert (result.settles, was_held(case.review)) == (None, False)

    def test_or_the_same_one(self) -> None:
        case, order = self.a_look_alike()
        result = decided(case, order, Choice.SEND_BACK, reason="Same hole").order
        assert result is not None
        assert (result.status, result.duplicate_of, result.look_alikes) == (Status.CANCELLED, "old", ())
        assert result.cancelled == Cancelled("Dana Kim", DONE_AT, "Same hole")

    def test_but_not_once_it_is_done(self) -> None:
        case, order = self.a_look_alike()
        closed = after(order, CloseOut("FIXED"), ALEX)
        result = decided(case, closed, Choice.SEND_BACK).order
        assert result is not None
        assert (result.status, result.duplicate_of, result.look_alikes) == (Status.CLOSED, None, ("old",))

    @pytest.mark.parametrize("choice", Choice)
    def test_two_closings_stay_as_they_are(self, choice: Choice) -> None:
        by_sam = after(LOST, CloseOut("FIXED"), SAM)
        case, order = a_case(CloseOut("FIXED"), by_sam)
        assert order is not None
        result = decided(case, order, choice, MARIA)
        assert result.order is not None
        assert replace(result.order, history=(), version=0) == replace(order, history=(), version=0)
        assert result.settles is None


class TestUnknownOrders:
    def test_evidence_in_the_tray_can_be_settled(self) -> None:
        case, order = a_case(AddNote("n", "wet"), None)
        for choice, outcome in ((Choice.ACCEPT, Outcome.APPLIED), (Choice.SEND_BACK, Outcome.DECLINED)):
            result = decided(case, order, choice)
            assert result.order is None
            assert result.settles is not None
            assert (result.settles.outcome, result.settles.version) == (outcome, None)

    def test_a_found_job_that_waited_comes_to_be(self) -> None:
        found = CreateOrder("pothole", "Pothole", "19 Elm St", "as-1")
        case, order = a_case(found, None, blank("new"), fence=Why.PERSON_DISABLED)
        result = decided(case, order, Choice.ACCEPT, MARIA).order
        assert result is not None
        assert (result.id, result.title, result.crew_id, result.version) == ("new", "Pothole", "14", 1)
        assert [event.by for event in result.history] == ["Alex Ruiz", "Maria Reyes"]
        assert decided(case, order, Choice.SEND_BACK, MARIA).order is None


class TestWhoMayDecide:
    def test_a_desk_decides_all_and_a_crew_its_own_questions(self) -> None:
        review = a_case(SetField("lane", "left"), replace(START, fields={"lane": "centre"}))[0].review
        own = replace(review, asks=Role.CREW)
        assert [may_decide(who, review) for who in (DANA, MARIA, ALEX)] == [True, True, False]
        assert [may_decide(who, own) for who in (DANA, MARIA, ALEX, MATE, SAM)] == [True, True, True, False, False]

    def test_a_crew_that_may_not_is_refused(self) -> None:
        case, order = a_case(SetField("lane", "left"), replace(START, fields={"lane": "centre"}))
        refused = decided(case, order, Choice.ACCEPT, ALEX)
        assert (refused.outcome, refused.why, refused.review) == (Outcome.REJECTED, Why.NOT_ALLOWED, None)

    def test_a_review_of_another_order_is_refused(self) -> None:
        case, order = a_case(SetField("lane", "left"), replace(START, fields={"lane": "centre"}))
        foreign = replace(case, review=replace(case.review, order_id="order-2"))
        command = a_command(DecideReview(case.review.id, Choice.ACCEPT), START, DANA)
        refused = judge(order, command, DANA, AT, foreign)
        assert (refused.outcome, refused.why) == (Outcome.REJECTED, Why.MALFORMED)


class TestEscalation:
    HELD = Review(
        "r", "o", ReviewKind.HELD, Role.DISPATCHER, "set_field", "p", "Ana", "2026-11-22T09:00:00Z",
        "2026-11-22T10:00:00Z", version=3,
    )  # fmt: skip
    LATE, EARLY = "2026-11-22T14:00:00Z", "2026-11-22T13:59:59.999Z"

    def test_four_hours_are_enough(self) -> None:
        assert escalated(self.HELD, self.EARLY) is None
        assert escalated(self.HELD, self.LATE) == replace(
            self.HELD, asks=Role.SUPERVISOR, escalated_at=self.LATE, version=4
        )

    @pytest.mark.parametrize(
        "changes",
        [
            {"state": ReviewState.ACCEPTED},
            {"state": ReviewState.SENT_BACK},
            {"escalated_at": "before"},
            {"kind": ReviewKind.CLOSED},
            {"kind": ReviewKind.INFORMED},
            {"kind": ReviewKind.CLOSED, "parts": (Part("status", Outcome.APPLIED),)},
        ],
    )
    def test_others_are_not(self, changes: dict[str, object]) -> None:
        assert escalated(replace(self.HELD, **changes), self.LATE) is None

    def test_a_closing_with_an_answer_that_waits_is(self) -> None:
        partly = replace(self.HELD, kind=ReviewKind.CLOSED, parts=(Part("fields.lane", Outcome.HELD),))
        assert escalated(partly, self.LATE) is not None


def test_what_waits_with_other_work_asks_the_dispatcher() -> None:
    command = a_command(AddNote("n", "wet"), START)
    found = hold_with(command, ALEX, AT)
    assert found == Judgement(
        Outcome.HELD, why=Why.NEEDED_IS_HELD, review=Review(
            command.id, "order-1", ReviewKind.HELD, Role.DISPATCHER, "add_note", "alex", "Alex Ruiz", DONE_AT, AT,
            "14", Why.NEEDED_IS_HELD,
        ),
    )  # fmt: skip
