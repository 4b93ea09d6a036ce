"""The conflict table of PROTOCOL.md, in its own order: who did what, what happened meanwhile, what comes of it."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    AnyBody,
    Assign,
    Cancel,
    Choice,
    CloseOut,
    CorrectPlace,
    CreateOrder,
    DecideReview,
    LogMaterial,
    LogTime,
    MergeDuplicate,
    PauseWork,
    Proposable,
    ProposeField,
    Reopen,
    Schedule,
    SetField,
    SetPriority,
    StartWork,
    TickItem,
    Unassign,
)
from sync.orders import Person, PhotoRole, Priority, Role, Status, WorkOrder
from sync.rules import judge
from sync.values import base_of, wanted_of
from sync.verdicts import Outcome, ReviewKind, Why
from tests.sync.work import ALEX, AT, AWAY, DANA, HERE, MARIA, NEARBY, SAM, a_command, after, an_order

APPLIED, HELD, REJECTED = Outcome.APPLIED, Outcome.HELD, Outcome.REJECTED
CREW, SUPERVISOR, DISPATCHER = Role.CREW, Role.SUPERVISOR, Role.DISPATCHER
NOBODY = None
Change = Callable[[WorkOrder], WorkOrder | None]

START = an_order(lat=HERE[0], long=HERE[1], fields={"lane": "right"})
PHOTO = AddPhoto("photo-1", PhotoRole.AFTER, "ab" * 32, 1000)
DUE, LATER = "2026-11-23T15:00:00Z", "2026-11-24T15:00:00Z"


class Row(NamedTuple):
    """A row of the table: `meanwhile` turns the job that the author saw into what the CRM has."""

    did: AnyBody
    meanwhile: Change
    outcome: Outcome
    asked: Role | None
    why: Why | None = None
    who: Person = ALEX
    fence: Why | None = None
    seen: WorkOrder = START


def nothing(order: WorkOrder) -> WorkOrder:
    """Nothing happened."""
    return order


def reassigned(order: WorkOrder) -> WorkOrder:
    return after(order, Assign("9", "second"), MARIA)


def closed_by_the_new_crew(order: WorkOrder) -> WorkOrder:
    return after(reassigned(order), CloseOut("FIXED"), SAM)


def closed_on_my_other_laptop(order: WorkOrder) -> WorkOrder:
    return after(order, CloseOut("FIXED"), ALEX)


def cancelled(order: WorkOrder) -> WorkOrder:
    return after(order, Cancel("The resident called back"), MARIA)


def merged(order: WorkOrder) -> WorkOrder:
    return after(order, MergeDuplicate("order-0"), MARIA)


def reopened(order: WorkOrder) -> WorkOrder:
    return after(closed_on_my_other_laptop(order), Reopen("The left lane too", "third", "14"), MARIA)


def deleted(_order: WorkOrder) -> None:
    return None


def office(body: AnyBody, who: Person = DANA) -> Change:
    return lambda order: after(order, body, who)


def moved_by_the_office(order: WorkOrder) -> WorkOrder:
    """The CRM changed the pin and the address itself."""
    return replace(order, lat=AWAY[0], long=AWAY[1], address="1830 W McDowell Rd")


TABLE: dict[str, Row] = {
    # note, photo, time, material: kept, whatever happened
    "a note | anything": Row(AddNote("n", "wet"), nothing, APPLIED, NOBODY),
    "a note | closed": Row(AddNote("n", "wet"), closed_on_my_other_laptop, APPLIED, NOBODY),
    "a photo | reassigned": Row(PHOTO, reassigned, APPLIED, NOBODY),
    "time | cancelled": Row(LogTime(30), cancelled, APPLIED, NOBODY),
    "material | reassigned": Row(LogMaterial("Cold patch", 4, "bags"), reassigned, APPLIED, NOBODY),
    "a note | deleted job": Row(AddNote("n", "wet"), deleted, HELD, DISPATCHER, Why.ORDER_UNKNOWN),
    "a photo | deleted job": Row(PHOTO, deleted, HELD, DISPATCHER, Why.ORDER_UNKNOWN),
    "time | deleted job": Row(LogTime(30), deleted, HELD, DISPATCHER, Why.ORDER_UNKNOWN),
    # tick an item
    "tick | other item": Row(TickItem("cones", True), office(TickItem("lane", True), ALEX), APPLIED, NOBODY),
    "tick | same item, same value": Row(
        TickItem("cones", True), office(TickItem("cones", True), ALEX), APPLIED, NOBODY
    ),
    "tick | same item, other value": Row(
        TickItem("cones", True),
        lambda order: replace(order, ticks={"cones": False}),
        HELD, DISPATCHER, Why.VALUE_CHANGED, seen=replace(START, ticks={"cones": True}),
    ),
    # set field X
    "field X | Y changed": Row(SetField("lane", "left"), office(SetField("size", "big")), APPLIED, NOBODY),
    "field X | X set to the same": Row(SetField("lane", "left"), office(SetField("lane", "left")), APPLIED, NOBODY),
    "field X | X changed by the office": Row(
        SetField("lane", "left"), office(SetField("lane", "centre")), HELD, DISPATCHER, Why.VALUE_CHANGED
    ),
    "field X | X changed by the same person's other laptop": Row(
        SetField("lane", "left"), office(SetField("lane", "centre"), ALEX), HELD, CREW, Why.VALUE_CHANGED
    ),
    "field X | reassigned": Row(SetField("lane", "left"), reassigned, HELD, SUPERVISOR, Why.REASSIGNED),
    "field X | cancelled": Row(SetField("lane", "left"), cancelled, HELD, SUPERVISOR, Why.CANCELLED),
    # address, location pin
    "address | untouched": Row(CorrectPlace("1826 W McDowell Rd"), nothing, APPLIED, NOBODY),
    "address | changed by the office": Row(
        CorrectPlace("1826 W McDowell Rd"), moved_by_the_office, HELD, DISPATCHER, Why.VALUE_CHANGED
    ),
    "pin | changed by the office": Row(
        CorrectPlace(lat=NEARBY[0], long=NEARBY[1]), moved_by_the_office, HELD, DISPATCHER, Why.VALUE_CHANGED
    ),
    "pin | the office set the same": Row(
        CorrectPlace(lat=AWAY[0], long=AWAY[1]), moved_by_the_office, APPLIED, NOBODY
    ),
    "pin | changed by the same person's other laptop": Row(
        CorrectPlace(lat=NEARBY[0], long=NEARBY[1]),
        office(CorrectPlace(lat=AWAY[0], long=AWAY[1]), ALEX), HELD, CREW, Why.VALUE_CHANGED,
    ),
    "pin | reassigned": Row(CorrectPlace(lat=NEARBY[0], long=NEARBY[1]), reassigned, HELD, SUPERVISOR, Why.REASSIGNED),
    # priority, due date, category: always a proposal
    "propose a priority | anything": Row(
        ProposeField(Proposable.PRIORITY, "high"), nothing, HELD, DISPATCHER, Why.PROPOSED
    ),
    "propose a due date | cancelled": Row(
        ProposeField(Proposable.DUE, DUE), cancelled, HELD, DISPATCHER, Why.PROPOSED
    ),
    "propose a category | reassigned": Row(
        ProposeField(Proposable.CATEGORY, "sinkhole"), reassigned, HELD, DISPATCHER, Why.PROPOSED
    ),
    "propose a priority | the office set the same": Row(
        ProposeField(Proposable.PRIORITY, "high"), office(SetPriority(Priority.HIGH), MARIA), APPLIED, NOBODY
    ),
    # start or pause
    "start | still assigned": Row(StartWork(), nothing, APPLIED, NOBODY),
    "start | reassigned": Row(StartWork(), reassigned, HELD, SUPERVISOR, Why.REASSIGNED),
    "pause | reassigned": Row(PauseWork(), reassigned, HELD, SUPERVISOR, Why.REASSIGNED),
    "start | closed by the new crew": Row(StartWork(), closed_by_the_new_crew, HELD, SUPERVISOR, Why.REASSIGNED),
    "start | closed on my other laptop": Row(
        StartWork(), closed_on_my_other_laptop, APPLIED, NOBODY, Why.ALREADY_CLOSED
    ),
    # close out
    "close | still assigned": Row(CloseOut("FIXED"), nothing, APPLIED, DISPATCHER),
    "close | fields changed": Row(
        CloseOut("FIXED", fields={"lane": "left"}), office(SetField("lane", "centre")),
        HELD, DISPATCHER, Why.VALUE_CHANGED,
    ),
    "close | other fields changed": Row(
        CloseOut("FIXED", fields={"lane": "left"}), office(SetField("size", "big")), APPLIED, DISPATCHER
    ),
    "close | reassigned, new crew not started": Row(CloseOut("FIXED"), reassigned, HELD, SUPERVISOR, Why.REASSIGNED),
    "close | also closed by the new crew": Row(
        CloseOut("FIXED"), closed_by_the_new_crew, APPLIED, SUPERVISOR, Why.ALREADY_CLOSED
    ),
    "close | cancelled": Row(CloseOut("FIXED"), cancelled, HELD, SUPERVISOR, Why.CANCELLED),
    "close | closed as duplicate": Row(CloseOut("FIXED"), merged, HELD, DISPATCHER, Why.DUPLICATE),
    "close | reopened with new instructions": Row(CloseOut("FIXED"), reopened, HELD, DISPATCHER, Why.REOPENED),
    "close on laptop A and B, same person": Row(
        CloseOut("FIXED"), closed_on_my_other_laptop, APPLIED, NOBODY, Why.ALREADY_CLOSED
    ),
    # any, by a person disabled meanwhile: evidence kept, state held
    "a note | person disabled": Row(AddNote("n", "wet"), nothing, APPLIED, NOBODY, fence=Why.PERSON_DISABLED),
    "time | person disabled": Row(LogTime(5), nothing, APPLIED, NOBODY, fence=Why.PERSON_DISABLED),
    "close | person disabled": Row(
        CloseOut("FIXED"), nothing, HELD, SUPERVISOR, Why.PERSON_DISABLED, fence=Why.PERSON_DISABLED
    ),
    "field X | person disabled": Row(
        SetField("lane", "left"), nothing, HELD, SUPERVISOR, Why.PERSON_DISABLED, fence=Why.PERSON_DISABLED
    ),
    # any, by A on a laptop now used by B: only by a supervisor's release
    "a note | laptop now used by B": Row(
        AddNote("n", "wet"), nothing, HELD, SUPERVISOR, Why.OTHER_PERSON, fence=Why.OTHER_PERSON
    ),
    "close | laptop now used by B": Row(
        CloseOut("FIXED"), nothing, HELD, SUPERVISOR, Why.OTHER_PERSON, fence=Why.OTHER_PERSON
    ),
    # any, re-sent after a server restore: the ordinary check on the restored value
    "field X | restored, base gone": Row(
        SetField("lane", "left"), lambda order: replace(order, fields={"lane": "older"}),
        HELD, DISPATCHER, Why.VALUE_CHANGED,
    ),
    "field X | restored to what was seen": Row(SetField("lane", "left"), nothing, APPLIED, NOBODY),
    # the office's own work
    "assign | moved by another supervisor": Row(
        Assign("9", "x"), office(Assign("21", "y"), MARIA), HELD, SUPERVISOR, Why.VALUE_CHANGED, who=MARIA
    ),
    "assign | given to that crew already": Row(
        Assign("9", "x"), office(Assign("9", "y"), MARIA), APPLIED, NOBODY, who=MARIA
    ),
    "assign | closed": Row(
        Assign("9", "x"), closed_on_my_other_laptop, HELD, SUPERVISOR, Why.CLOSED, who=MARIA
    ),
    "unassign | cancelled": Row(Unassign(), cancelled, HELD, SUPERVISOR, Why.CANCELLED, who=MARIA),
    "schedule | untouched": Row(Schedule(DUE), nothing, APPLIED, NOBODY, who=MARIA),
    "schedule | another time meanwhile": Row(
        Schedule(DUE), office(Schedule(LATER), MARIA), HELD, SUPERVISOR, Why.VALUE_CHANGED, who=MARIA
    ),
    "priority | another one meanwhile": Row(
        SetPriority(Priority.LOW), office(SetPriority(Priority.HIGH), MARIA),
        HELD, SUPERVISOR, Why.VALUE_CHANGED, who=MARIA,
    ),
    "priority | merged": Row(SetPriority(Priority.LOW), merged, HELD, SUPERVISOR, Why.DUPLICATE, who=MARIA),
    "cancel | untouched": Row(Cancel("Not ours"), nothing, APPLIED, NOBODY, who=MARIA),
    "cancel | started meanwhile": Row(
        Cancel("Not ours"), office(StartWork(), ALEX), HELD, SUPERVISOR, Why.VALUE_CHANGED, who=MARIA
    ),
    "cancel | given away, not begun": Row(Cancel("Not ours"), reassigned, APPLIED, NOBODY, who=MARIA),
    "cancel | closed meanwhile": Row(
        Cancel("Not ours"), closed_on_my_other_laptop, HELD, SUPERVISOR, Why.CLOSED, who=MARIA
    ),
    "cancel | cancelled already": Row(Cancel("Not ours"), cancelled, APPLIED, NOBODY, Why.CANCELLED, who=MARIA),
    "merge | cancelled already": Row(
        MergeDuplicate("order-0"), cancelled, APPLIED, NOBODY, Why.CANCELLED, who=MARIA
    ),
    "merge | merged already": Row(MergeDuplicate("order-0"), merged, APPLIED, NOBODY, Why.DUPLICATE, who=MARIA),
    "merge | into itself": Row(MergeDuplicate("order-1"), nothing, REJECTED, NOBODY, Why.MALFORMED, who=MARIA),
    "merge | into nothing": Row(MergeDuplicate(""), nothing, REJECTED, NOBODY, Why.MALFORMED, who=MARIA),
    "reopen | as it was seen": Row(
        Reopen("Again", "third"), nothing, APPLIED, NOBODY, who=MARIA, seen=closed_on_my_other_laptop(START)
    ),
    "reopen | open again already": Row(
        Reopen("Again", "third"), office(Reopen("The left lane too", "x", "14"), MARIA),
        APPLIED, NOBODY, Why.ALREADY_OPEN, who=MARIA, seen=closed_on_my_other_laptop(START),
    ),
    "reopen a cancelled job | closed meanwhile": Row(
        Reopen("Again", "third"), lambda _: closed_on_my_other_laptop(START),
        HELD, SUPERVISOR, Why.VALUE_CHANGED, who=MARIA, seen=cancelled(START),
    ),
}  # fmt: skip


MET: dict[Change, tuple[str, str]] = {
    reassigned: ("Maria Reyes", ""),
    cancelled: ("Maria Reyes", "The resident called back"),
    merged: ("Maria Reyes", ""),
    reopened: ("Maria Reyes", "The left lane too"),
    closed_by_the_new_crew: ("Maria Reyes", ""),  # who gave the job away, not who closed it
    closed_on_my_other_laptop: ("Alex Ruiz", ""),
}
"""Whose change held work met, and why that was made."""


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_the_row(row: Row) -> None:
    command = a_command(row.did, row.seen, row.who)
    found = judge(row.meanwhile(row.seen), command, row.who, AT, fence=row.fence)
    assert (found.outcome, found.why) == (row.outcome, row.why)
    assert (found.review.asks if found.review else NOBODY) is row.asked
    if found.review is None:
        return
    assert (found.review.id, found.review.author, found.review.why) == (command.id, row.who.id, row.why)
    assert found.review.parts == found.parts
    if row.outcome is HELD:
        assert [(p.name, p.base, p.office, p.field) for p in found.parts] == differences(row)
    if row.outcome is HELD and row.why is not Why.PROPOSED and row.meanwhile in MET:
        assert (found.review.met_by, found.review.met_reason) == MET[row.meanwhile]


WHOLE = {StartWork, PauseWork, AddNote, AddPhoto, LogTime, LogMaterial}


def differences(row: Row) -> list[tuple[str, object, object, object]]:
    """Each value that the command sets: as its author saw it, as the office has it, as its author wants it."""
    now = row.meanwhile(row.seen)
    if row.fence is not None or now is None or type(row.did) in WHOLE:
        return []
    seen, there = base_of(row.seen, row.did), base_of(now, row.did)
    return [(name, seen[name], there[name], value) for name, value in wanted_of(row.did).items()]


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.outcome is HELD])
def test_what_is_held_says_which_values_wait(name: str) -> None:
    row = TABLE[name]
    found = judge(row.meanwhile(row.seen), a_command(row.did, row.seen, row.who), row.who, AT, fence=row.fence)
    waiting = {part.name for part in found.parts if part.outcome is HELD}
    applied = {"status"} if name == "close | fields changed" else set()
    assert waiting == {part[0] for part in differences(row)} - applied


class TestNewWork:
    """New order found in the field | a look-alike within 30 m and 7 days."""

    FOUND = CreateOrder("pothole", "Pothole", "1822 W McDowell Rd", "as-1", "Deep", *HERE)

    @pytest.mark.parametrize(
        ("near", "alike"),
        [
            (an_order(id="old", lat=NEARBY[0], long=NEARBY[1]), True),
            (an_order(id="old", lat=AWAY[0], long=AWAY[1]), False),
            (an_order(id="old", lat=None, long=None), False),
            (an_order(id="old", lat=NEARBY[0], long=NEARBY[1], service_code="sinkhole"), False),
            (an_order(id="old", lat=NEARBY[0], long=NEARBY[1], requested_datetime="2026-11-15T17:00:00Z"), True),
            (an_order(id="old", lat=NEARBY[0], long=NEARBY[1], requested_datetime="2026-11-15T16:59:59Z"), False),
            (an_order(id="old", lat=NEARBY[0], long=NEARBY[1], requested_datetime="in May"), False),
        ],
        ids=["11 m", "111 m", "no pin", "another service", "seven days", "older", "no time"],
    )
    def test_it_is_created_and_linked(self, near: WorkOrder, alike: bool) -> None:
        found = judge(None, a_command(self.FOUND, an_order(id="new-abcdef")), ALEX, AT, near=[near])
        assert found.outcome is APPLIED
        assert found.order is not None
        order = found.order
        assert (order.status, order.crew_id, order.assignment_id, order.version) == (Status.ASSIGNED, "14", "as-1", 1)
        assert (order.number, order.title, order.description) == ("F-ABCDEF", "Pothole", "Deep")
        assert order.look_alikes == (("old",) if alike else ())
        assert found.why is (Why.LOOK_ALIKE if alike else None)
        if not alike:
            assert found.review is None
            return
        assert found.review is not None
        assert (found.review.kind, found.review.asks) == (ReviewKind.INFORMED, DISPATCHER)

    def test_without_a_pin_nothing_looks_alike(self) -> None:
        body = CreateOrder("pothole", "Pothole", "1822 W McDowell Rd", "as-1")
        near = an_order(id="old", lat=NEARBY[0], long=NEARBY[1])
        found = judge(None, a_command(body, an_order(id="new")), ALEX, AT, near=[near]).order
        assert found is not None
        assert found.look_alikes == ()

    def test_it_does_not_look_like_itself(self) -> None:
        near = an_order(id="new", lat=NEARBY[0], long=NEARBY[1])
        found = judge(None, a_command(self.FOUND, an_order(id="new")), ALEX, AT, near=[near]).order
        assert found is not None
        assert found.look_alikes == ()

    def test_it_does_not_look_like_the_one_that_it_follows(self) -> None:
        near = [an_order(id=name, lat=NEARBY[0], long=NEARBY[1]) for name in ("first", "old")]
        body = replace(self.FOUND, follows="first")
        found = judge(None, a_command(body, an_order(id="new")), ALEX, AT, near=near).order
        assert found is not None
        assert (found.follows, found.look_alikes) == ("first", ("old",))

    def test_an_id_that_is_taken_is_refused(self) -> None:
        found = judge(an_order(), a_command(self.FOUND, an_order()), ALEX, AT)
        assert (found.outcome, found.why) == (REJECTED, Why.ID_REUSED)


class TestWhatPeopleRead:
    """The outcome has a name, a reason and the difference."""

    def test_a_cancelled_job_says_who_and_why(self) -> None:
        review = judge(cancelled(START), a_command(CloseOut("FIXED"), START), ALEX, AT).review
        assert review is not None
        assert (review.met_by, review.met_reason) == ("Maria Reyes", "The resident called back")
        assert [(p.name, p.base, p.office, p.field) for p in review.parts] == [
            ("status", "assigned", "cancelled", "closed")
        ]

    def test_a_reopened_job_brings_the_new_instructions(self) -> None:
        review = judge(reopened(START), a_command(CloseOut("FIXED"), START), ALEX, AT).review
        assert review is not None
        assert (review.met_by, review.met_reason) == ("Maria Reyes", "The left lane too")

    def test_a_reassigned_job_says_by_whom(self) -> None:
        review = judge(reassigned(START), a_command(CloseOut("FIXED"), START), ALEX, AT).review
        assert review is not None
        assert review.met_by == "Maria Reyes"

    def test_a_changed_answer_says_by_whom_and_when(self) -> None:
        now = after(START, SetField("lane", "centre"), DANA)
        review = judge(now, a_command(SetField("lane", "left"), START), ALEX, AT).review
        assert review is not None
        (part,) = review.parts
        assert (part.base, part.office, part.field, part.by, part.at) == (
            "right", "centre", "left", "Dana Kim", "2026-11-22T16:00:00.000Z"
        )  # fmt: skip
        assert review.met_by == "Dana Kim"

    def test_two_pins_say_how_far_they_are_apart(self) -> None:
        body = CorrectPlace("1826 W McDowell Rd", *NEARBY)
        review = judge(moved_by_the_office(START), a_command(body, START), ALEX, AT).review
        assert review is not None
        address, pin = review.parts
        assert (address.office, address.field, address.metres) == ("1830 W McDowell Rd", "1826 W McDowell Rd", None)
        assert (pin.base, pin.office, pin.field) == (
            "33.465610, -112.099320", "33.466610, -112.099320", "33.465710, -112.099320"
        )  # fmt: skip
        assert pin.metres == 100

    @pytest.mark.parametrize(
        ("now", "why"),
        [
            (replace(START, status=Status.CANCELLED), Why.CANCELLED),
            (replace(START, crew_id="9", assignment_id="second"), Why.REASSIGNED),
            (replace(START, assignment_id="second"), Why.REOPENED),
        ],
        ids=["cancelled", "reassigned", "reopened"],
    )
    def test_what_the_crm_did_without_a_word_has_no_name_and_no_reason(self, now: WorkOrder, why: Why) -> None:
        review = judge(now, a_command(CloseOut("FIXED"), START), ALEX, AT).review
        assert review is not None
        assert (review.why, review.met_by, review.met_reason) == (why, "", "")

    def test_a_job_that_the_crm_closed_itself_names_nobody(self) -> None:
        closed = replace(START, status=Status.CLOSED)
        found = judge(closed, a_command(CloseOut("FIXED"), START), ALEX, AT)
        assert (found.outcome, found.why, found.review) == (APPLIED, Why.ALREADY_CLOSED, None)
        found = judge(closed, a_command(Assign("9", "x"), START, MARIA), MARIA, AT)
        assert found.review is not None
        assert (found.why, found.review.met_by) == (Why.CLOSED, "")

    def test_what_both_of_a_persons_laptops_and_the_office_changed_is_for_the_office(self) -> None:
        mine = after(START, CorrectPlace("1830 W McDowell Rd"), ALEX)
        both = replace(mine, lat=AWAY[0], long=AWAY[1], history=())
        review = judge(both, a_command(CorrectPlace("1 Elm St", *NEARBY), START), ALEX, AT).review
        assert review is not None
        assert (review.asks, review.met_by) == (DISPATCHER, "")

    def test_a_closing_that_was_second_names_the_first(self) -> None:
        found = judge(closed_by_the_new_crew(START), a_command(CloseOut("FIXED"), START), ALEX, AT)
        assert found.review is not None
        assert found.review.kind is ReviewKind.INFORMED
        assert found.review.met_by == "Sam Cole"


class TestWorkMayHaveBegun:
    """Start or pause | reassigned: the new crew sees it at once, and nothing else of the job changes."""

    @pytest.mark.parametrize("body", [StartWork(), PauseWork()])
    def test_the_new_crew_sees_it(self, body: AnyBody) -> None:
        now = reassigned(START)
        found = judge(now, a_command(body, START), ALEX, AT)
        assert found.order is not None
        begun = found.order.begun
        assert begun is not None
        assert (begun.by, begun.at, begun.crew_id) == ("Alex Ruiz", "2026-11-22T16:00:00.000Z", "14")
        assert replace(found.order, begun=None, version=now.version) == now
        assert found.order.version == now.version + 1

    def test_a_job_that_is_over_is_not_marked(self) -> None:
        assert judge(closed_by_the_new_crew(START), a_command(StartWork(), START), ALEX, AT).order is None

    def test_a_job_that_came_back_is_not_marked(self) -> None:
        assert judge(reopened(START), a_command(StartWork(), START), ALEX, AT).order is None


def test_a_disabled_person_decides_nothing() -> None:
    command = a_command(DecideReview("r", Choice.ACCEPT), START, DANA)
    found = judge(START, command, DANA, AT, fence=Why.PERSON_DISABLED)
    assert (found.outcome, found.why) == (REJECTED, Why.NOT_ALLOWED)
