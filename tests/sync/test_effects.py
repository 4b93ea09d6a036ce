"""What each command does to a job when nothing stands against it, whole value by whole value."""

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
    WithdrawPhoto,
)
from sync.effects import blank, detail_of, effect
from sync.orders import (
    Begun,
    Cancelled,
    Checked,
    Closing,
    Event,
    MaterialUsed,
    Note,
    Person,
    Photo,
    PhotoRole,
    Priority,
    Returned,
    Status,
    TimeSpent,
    WorkOrder,
)
from tests.sync.work import ALEX, DONE_AT, HERE, MARIA, a_command, an_order

PHOTO = AddPhoto("p-1", PhotoRole.AFTER, "ab" * 32, 1000, 800, 600, "2026-11-22T15:59:00Z", 33.4, -112.1)
TAKEN = Photo(
    "p-1", PhotoRole.AFTER, DONE_AT, "Alex Ruiz", "ab" * 32, 1000, 800, 600, "2026-11-22T15:59:00Z", 33.4, -112.1
)
CLOSING = Closing("FIXED", DONE_AT, "Alex Ruiz", "14", 26, 4)
OLD = Returned("Dana Kim", "2026-11-21T16:00:00Z", "Again")
SEEN = Checked("Dana Kim", "2026-11-21T16:00:00Z")
NO = Cancelled("Maria Reyes", DONE_AT, "Not ours")
BEGUN = Begun("Sam Cole", DONE_AT, "9")
CLOSED = an_order(
    status=Status.CLOSED, closing=CLOSING, checked=SEEN, cancelled=NO, duplicate_of="order-0", started_at=DONE_AT
)
START = an_order(fields={"lane": "right"}, ticks={"cones": True})
DUE = "2026-11-23T15:00:00Z"

EFFECTS: list[tuple[AnyBody, Person, WorkOrder, dict[str, object], str]] = [
    (StartWork(), ALEX, START, {"status": Status.STARTED, "started_at": DONE_AT}, ""),
    (StartWork(), ALEX, replace(START, started_at="before"), {"status": Status.STARTED}, ""),
    (PauseWork("Rain"), ALEX, START, {"status": Status.PAUSED}, ""),
    (SetField("lane", "left"), ALEX, START, {"fields": {"lane": "left"}}, "lane"),
    (SetField("size", 3), ALEX, START, {"fields": {"lane": "right", "size": 3}}, "size"),
    (TickItem("lane", True), ALEX, START, {"ticks": {"cones": True, "lane": True}}, "lane"),
    (AddNote("n", "wet"), ALEX, START, {"notes": (Note("n", DONE_AT, "Alex Ruiz", "wet"),)}, ""),
    (AddNote("n", "A", "p-1"), ALEX, START, {"notes": (Note("n", DONE_AT, "Alex Ruiz", "A", photo_id="p-1"),)}, ""),
    (PHOTO, ALEX, START, {"photos": (TAKEN,)}, "after"),
    (PHOTO, ALEX, replace(START, photos=(TAKEN,)), {}, "after"),
    (WithdrawPhoto("p-1"), ALEX, replace(START, photos=(TAKEN,)), {"photos": (replace(TAKEN, withdrawn=True),)}, ""),
    (WithdrawPhoto("p-2"), ALEX, replace(START, photos=(TAKEN,)), {}, ""),
    (
        CloseOut("FIXED", 26, 4, "Edges", "n", {"lane": "left"}, ("p-1",)), ALEX,
        replace(START, returned=OLD, checked=SEEN, begun=BEGUN, cancelled=NO, duplicate_of="order-0"),
        {
            "status": Status.CLOSED, "closing": CLOSING, "fields": {"lane": "left"}, "returned": None,
            "checked": None, "begun": None, "cancelled": None, "duplicate_of": None,
            "notes": (Note("n", DONE_AT, "Alex Ruiz", "Edges"),),
        }, "FIXED",
    ),
    (
        CloseOut("FIXED", 26, 4, present=("Alex Ruiz", "Bo Lind")), ALEX, START,
        {"status": Status.CLOSED, "closing": replace(CLOSING, present=("Alex Ruiz", "Bo Lind"))}, "FIXED",
    ),
    (
        CloseOut("FIXED", note="Edges", note_id="n"), ALEX,
        replace(START, notes=(Note("n", DONE_AT, "Alex Ruiz", "Before"),)),
        {"status": Status.CLOSED, "closing": replace(CLOSING, minutes=0, material=0)}, "FIXED",
    ),
    (ProposeField(Proposable.PRIORITY, "high"), ALEX, START, {"priority": Priority.HIGH}, "priority"),
    (ProposeField(Proposable.DUE, DUE), ALEX, START, {"expected_datetime": DUE}, "expected_datetime"),
    (ProposeField(Proposable.CATEGORY, "sinkhole"), ALEX, START, {"service_code": "sinkhole"}, "service_code"),
    (CorrectPlace("1 Elm St"), ALEX, START, {"address": "1 Elm St"}, ""),
    (CorrectPlace(None, *HERE), ALEX, START, {"lat": HERE[0], "long": HERE[1]}, ""),
    (Assign("9", "second"), MARIA, replace(START, status=Status.STARTED, started_at=DONE_AT),
     {"status": Status.ASSIGNED, "crew_id": "9", "assignment_id": "second", "started_at": None}, "9"),
    (Unassign(), MARIA, replace(START, started_at=DONE_AT),
     {"status": Status.NEW, "crew_id": None, "assignment_id": None, "started_at": None}, ""),
    (Schedule(DUE), MARIA, START, {"expected_datetime": DUE}, ""),
    (Schedule(None), MARIA, replace(START, expected_datetime=DUE), {"expected_datetime": None}, ""),
    (SetPriority(Priority.LOW), MARIA, START, {"priority": Priority.LOW}, "low"),
    (Cancel("Not ours"), MARIA, START, {"status": Status.CANCELLED, "cancelled": NO}, ""),
    (MergeDuplicate("order-0"), MARIA, START,
     {"status": Status.CANCELLED, "cancelled": replace(NO, reason=""), "duplicate_of": "order-0"}, "order-0"),
    (Reopen("The left lane too", "third", "9"), MARIA, CLOSED,
     {"status": Status.ASSIGNED, "crew_id": "9", "assignment_id": "third", "started_at": None, "closing": None,
      "checked": None, "cancelled": None, "duplicate_of": None,
      "returned": Returned("Maria Reyes", DONE_AT, "The left lane too")}, ""),
    (Reopen("Again", "third"), MARIA, CLOSED,
     {"status": Status.NEW, "crew_id": None, "assignment_id": None, "started_at": None, "closing": None,
      "checked": None, "cancelled": None, "duplicate_of": None, "returned": Returned("Maria Reyes", DONE_AT, "Again")},
     ""),
    (DecideReview("r", Choice.SEND_BACK, "Why"), MARIA, START, {}, "send_back"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "who", "before", "changes", "detail"), EFFECTS)
def test_a_command_changes_this_and_nothing_else(
    body: AnyBody, who: Person, before: WorkOrder, changes: dict[str, object], detail: str
) -> None:
    command = a_command(body, before, who)
    line = Event(command.id, DONE_AT, command.kind, who.name, detail, who.id)
    expected = replace(before, history=(line,), **changes)
    assert effect(before, command, who) == expected
    assert effect(expected, command, who) is expected, "doing it twice is doing it once"
    assert detail_of(body) == detail


def test_time_and_material_are_entered_under_their_commands_id() -> None:
    time = a_command(LogTime(30), START)
    material = a_command(LogMaterial("Cold patch", 2.5, "bags"), START)
    order = effect(effect(START, time, ALEX), material, ALEX, late=True)
    assert order.time == (TimeSpent(time.id, DONE_AT, "Alex Ruiz", 30),)
    assert order.materials == (MaterialUsed(material.id, DONE_AT, "Alex Ruiz", "Cold patch", 2.5, "bags", True),)
    again = effect(order, a_command(LogTime(5), START), ALEX, late=True)
    assert [(spent.minutes, spent.late) for spent in again.time] == [(30, False), (5, True)]
    more = effect(order, a_command(LogMaterial("Sand", 1), START), ALEX)
    assert [used.name for used in more.materials] == ["Cold patch", "Sand"]


@pytest.mark.parametrize("late", [False, True])
def test_late_evidence_is_marked(late: bool) -> None:
    noted = effect(START, a_command(AddNote("n", "wet"), START), ALEX, late=late)
    pictured = effect(START, a_command(PHOTO, START), ALEX, late=late)
    assert (noted.notes[0].late, pictured.photos[0].late) == (late, late)


def test_a_note_of_a_closing_without_an_id_has_the_commands() -> None:
    command = a_command(CloseOut("FIXED", note="Edges"), START)
    assert effect(START, command, ALEX).notes == (Note(command.id, DONE_AT, "Alex Ruiz", "Edges"),)


def test_only_the_photo_that_is_meant_is_withdrawn() -> None:
    other = replace(TAKEN, id="p-2")
    order = effect(replace(START, photos=(TAKEN, other)), a_command(WithdrawPhoto("p-2"), START), ALEX)
    assert [photo.withdrawn for photo in order.photos] == [False, True]


def test_a_second_photo_and_a_second_note_join_the_first() -> None:
    order = effect(replace(START, photos=(TAKEN,)), a_command(replace(PHOTO, photo_id="p-2"), START), ALEX)
    assert [photo.id for photo in order.photos] == ["p-1", "p-2"]
    order = effect(replace(START, notes=(Note("n", DONE_AT, "x", "y"),)), a_command(AddNote("m", "wet"), START), ALEX)
    assert [note.id for note in order.notes] == ["n", "m"]


def test_a_found_job_is_whole() -> None:
    body = CreateOrder("pothole", "Pothole", "19 Elm St", "as-1", "Deep", *HERE, "order-0")
    command = a_command(body, blank("0000-abcdef"))
    assert effect(blank("0000-abcdef"), command, ALEX) == WorkOrder(
        "0000-abcdef", "F-ABCDEF", "pothole", "Pothole", "19 Elm St", DONE_AT,
        description="Deep", lat=HERE[0], long=HERE[1], status=Status.ASSIGNED, crew_id="14", assignment_id="as-1",
        follows="order-0",
        history=(Event(command.id, DONE_AT, "create_order", "Alex Ruiz", "", "alex"),),
    )  # fmt: skip


def test_before_it_is_created_there_is_nothing_of_a_job() -> None:
    assert blank("o-1") == WorkOrder("o-1", "", "", "", "", "")
