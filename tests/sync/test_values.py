"""The single values of a job by name: what is wanted, what was seen, and who set them last."""

import pytest
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AnyBody,
    Assign,
    Cancel,
    CloseOut,
    CorrectPlace,
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
from sync.orders import Event, Person, Priority, Status, Value
from sync.values import (
    OFFICE_CHANGE,
    as_answered,
    base_of,
    place_in,
    place_text,
    seen_before,
    set_last,
    value_names,
    value_of,
    wanted_of,
    without,
)
from tests.sync.work import ALEX, DANA, HERE, MARIA, SAM, a_command, after, an_order

DUE = "2026-11-23T15:00:00Z"
ORDER = an_order(
    fields={"lane": "right"}, ticks={"cones": True}, lat=HERE[0], long=HERE[1],
    priority=Priority.HIGH, expected_datetime=DUE, status=Status.STARTED,
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "wanted", "base"),
    [
        (SetField("lane", "left"), {"fields.lane": "left"}, {"fields.lane": "right"}),
        (SetField("size", 2), {"fields.size": 2}, {"fields.size": None}),
        (TickItem("cones", False), {"ticks.cones": False}, {"ticks.cones": True}),
        (TickItem("lane", True), {"ticks.lane": True}, {"ticks.lane": False}),
        (
            CloseOut("FIXED", fields={"lane": "left"}),
            {"status": "closed", "fields.lane": "left"},
            {"status": "started", "fields.lane": "right"},
        ),
        (ProposeField(Proposable.PRIORITY, "low"), {"priority": "low"}, {"priority": "high"}),
        (ProposeField(Proposable.CATEGORY, "sinkhole"), {"service_code": "sinkhole"}, {"service_code": "pothole"}),
        (CorrectPlace("1 Elm St"), {"address": "1 Elm St"}, {"address": "1820 W McDowell Rd"}),
        (
            CorrectPlace(lat=1.5, long=-2.25),
            {"location": "1.500000, -2.250000"},
            {"location": "33.465610, -112.099320"},
        ),
        (Assign("9", "second"), {"assignment_id": "9"}, {"assignment_id": "first"}),
        (Unassign(), {"assignment_id": None}, {"assignment_id": "first"}),
        (Schedule(None), {"expected_datetime": None}, {"expected_datetime": DUE}),
        (SetPriority(Priority.LOW), {"priority": "low"}, {"priority": "high"}),
        (Cancel("No"), {"status": "cancelled"}, {"status": "started"}),
        (MergeDuplicate("order-0"), {"status": "cancelled"}, {"status": "started"}),
        (Reopen("Again", "x"), {"status": "assigned"}, {"status": "started"}),
        (StartWork(), {}, {}),
        (AddNote("n", "wet"), {}, {}),
    ],
)
def test_what_a_command_wants_and_what_its_author_saw(
    body: AnyBody, wanted: dict[str, Value], base: dict[str, Value]
) -> None:
    assert wanted_of(body) == wanted
    assert base_of(ORDER, body) == base


def test_a_value_is_plain_so_that_it_can_be_compared_with_what_was_sent() -> None:
    assert type(value_of(ORDER, "status")) is str
    assert type(value_of(ORDER, "priority")) is str


@pytest.mark.parametrize(("lat", "long"), [(None, None), (1.5, None), (None, 1.5)])
def test_half_a_pin_is_none(lat: float | None, long: float | None) -> None:
    assert place_text(lat, long) is None


def test_a_pin_is_read_back() -> None:
    assert place_in(place_text(*HERE)) == HERE
    assert place_in("1.000000, 2.000000") is None, "whole degrees are no place"
    assert place_in(None) is None


def test_the_names_of_all_values() -> None:
    other = replace(ORDER, fields={"size": 2}, ticks={"lane": True})
    assert value_names(ORDER, other) == [
        "priority", "expected_datetime", "service_code", "address", "location",
        "fields.lane", "fields.size", "ticks.cones", "ticks.lane",
    ]  # fmt: skip


BODIES: list[tuple[AnyBody, Person, tuple[str, ...]]] = [
    (SetField("lane", "left"), ALEX, ("fields.lane",)),
    (TickItem("cones", False), ALEX, ("ticks.cones",)),
    (StartWork(), ALEX, ("status",)),
    (PauseWork(), ALEX, ("status",)),
    (CloseOut("duplicate"), ALEX, ("status", "fields.lane", "fields.size")),
    (CorrectPlace("1 Elm St"), ALEX, ("address", "location")),
    (Assign("9", "second"), MARIA, ("status", "assignment_id")),
    (Unassign(), MARIA, ("status", "assignment_id")),
    (Schedule(None), MARIA, ("expected_datetime",)),
    (SetPriority(Priority.LOW), MARIA, ("priority",)),
    (Cancel("No"), MARIA, ("status",)),
    (MergeDuplicate("order-0"), MARIA, ("status",)),
    (SetField("size", "big"), DANA, ("fields.size",)),
    (AddNote("n", "wet"), DANA, ()),
]
NAMES = [*value_names(ORDER, replace(ORDER, fields={"size": 1})), "status", "assignment_id"]


@pytest.mark.parametrize(("body", "who", "names"), BODIES)
def test_who_set_a_value_last(body: AnyBody, who: Person, names: tuple[str, ...]) -> None:
    order = after(ORDER, body, who)
    found = {name: line for name in NAMES if (line := set_last(order, name)) is not None}
    assert set(found) == set(names)
    assert {(line.by, line.author) for line in found.values()} <= {(who.name, who.id)}


def test_the_latest_line_counts() -> None:
    order = after(after(ORDER, SetField("lane", "left"), ALEX), SetField("lane", "centre"), DANA)
    line = set_last(order, "fields.lane")
    assert line is not None
    assert line.by == "Dana Kim"


def test_an_accepted_proposal_set_its_value() -> None:
    line = Event("c", DUE, "propose_field", "Alex Ruiz", "priority", "alex")
    order = replace(ORDER, history=(line,))
    assert set_last(order, "priority") == line
    assert set_last(order, "service_code") is None


def test_a_change_of_the_crm_itself_names_its_value() -> None:
    line = Event("c", DUE, OFFICE_CHANGE, "City CRM", "fields.lane")
    order = replace(ORDER, history=(line,))
    assert [name for name in NAMES if set_last(order, name)] == ["fields.lane"]


@pytest.mark.parametrize(
    ("kind", "detail", "sets"),
    [
        ("close_out", "already_closed", False),
        ("start_work", "already_closed", False),
        ("pause_work", "already_closed", False),
        ("cancel", "cancelled", False),
        ("cancel", "duplicate", False),
        ("merge_duplicate", "cancelled", False),
        ("merge_duplicate", "duplicate", False),
        ("reopen", "already_open", False),
        ("close_out", "duplicate", True),
        ("cancel", "", True),
        ("reopen", "", True),
    ],
)
def test_what_had_no_effect_set_nothing(kind: str, detail: str, sets: bool) -> None:
    order = replace(ORDER, history=(Event("c", DUE, kind, SAM.name, detail, SAM.id),))
    assert (set_last(order, "status") is not None) is sets


def test_a_base_that_only_undecided_work_covers_is_the_hubs_own_value() -> None:
    order = an_order(fields={"lane": "right"}, ticks={"cones": False})
    first = a_command(SetField("lane", "left"), order)
    second = a_command(SetField("lane", "far"), an_order(fields={"lane": "left"}))
    shown = {"fields.lane": "far", "ticks.cones": True}
    assert seen_before(shown, order, [first, second]) == {"fields.lane": "right", "ticks.cones": True}
    assert seen_before(shown, order, []) == shown
    changed = an_order(fields={"lane": "centre"})
    assert seen_before(shown, changed, [first, second]) == shown, "the office's newer value was covered"


def test_an_answer_is_based_on_what_stood_there_when_it_was_given() -> None:
    office = Event("e-1", DUE, OFFICE_CHANGE, "Office", "fields.lane")
    own = Event("c-1", DUE, "set_field", ALEX.name, "size", ALEX.id)
    order = an_order(fields={"lane": "right", "size": "large", "depth": "9"}, history=(office, own))
    base = base_of(order, CloseOut("FIXED", fields={"lane": "left", "size": "small", "depth": "10"}))
    seen: dict[str, Value] = {"fields.lane": None, "fields.size": "tiny", "fields.colour": "red"}
    assert as_answered(base, order, seen, ALEX.id) == {**base, "fields.lane": None}
    assert as_answered(base, order, seen, SAM.id) == {**base, "fields.lane": None, "fields.size": "tiny"}
    assert as_answered(base, order, {"fields.depth": "8"}, ALEX.id) == {**base, "fields.depth": "8"}
    assert as_answered(base, order, {}, SAM.id) == base


def test_what_is_left_of_a_command_that_its_author_followed_up() -> None:
    order = an_order(fields={"lane": "right"})
    close = a_command(CloseOut("FIXED", fields={"lane": "left", "depth": "10"}), order)
    assert without(close, {"fields.lane"}) == replace(close, body=replace(close.body, fields={"depth": "10"}))  # type: ignore[type-var]
    answer, note, pin = (
        a_command(body, order)
        for body in (SetField("lane", "left"), AddNote("n", "x"), CorrectPlace("1 Elm St", *HERE))
    )
    assert without(answer, {"fields.lane"}) is None
    assert without(answer, {"fields.depth"}) is answer
    assert without(note, {"fields.lane"}) is note
    begun = a_command(StartWork(), order)
    assert [without(begun, names) for names in ({"status"}, {"fields.lane"})] == [None, begun]
    assert without(pin, {"address"}) is pin, "not all of it was set again"
    given = [a_command(body, order) for body in (Assign("9", "second"), Unassign())]
    for names, left in (({"assignment_id"}, 0), ({"status"}, 0), ({"priority"}, 2)):
        assert sum(without(each, names) is not None for each in given) == left
