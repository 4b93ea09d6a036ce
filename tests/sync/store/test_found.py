"""A job found on the street: in the list at once, the CRM's when it has come, gone when it is taken back."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.commands import AddNote, CreateOrder, SetField, StartWork, opened
from sync.orders import Status
from sync.rules import judge
from sync.states import Place
from sync.store import Query, StoreProblem
from sync.verdicts import Outcome, Verdict, Why
from sync.wire import Limits, OrderChanged, SnapshotEnd, digest
from tests.builders import ANA, Laptop, StillClock, an_order

FOUND = CreateOrder("pothole", "Pothole by the school", "19 Elm St", "as-found", "Deep", 33.46561, -112.09932)


@pytest.fixture
def laptop(tmp_path: Path):
    made = Laptop(tmp_path, StillClock())
    made.first_sync([an_order()])
    yield made
    made.close()


def find_one(laptop: Laptop) -> str:
    order_id = laptop.clock.new_id()
    laptop.store.record(order_id, FOUND)
    return order_id


def sent(laptop: Laptop):
    """The hub's answer to what waits, by its own rules."""
    request = laptop.store.line.request(Limits(), 0.0)
    command = opened(request.commands[0])
    return request, judge(None, command, ANA, laptop.clock.now())


def test_it_is_in_the_list_and_can_be_found_and_worked_on(laptop: Laptop) -> None:
    order_id = find_one(laptop)
    laptop.store.record(order_id, StartWork())
    view = laptop.store.order(order_id)
    assert view is not None
    assert (view.order.title, view.order.crew_id, view.order.status) == (FOUND.title, "crew-14", Status.STARTED)
    assert view.place is Place.ON_LAPTOP
    assert [line.id for line in laptop.store.orders(Query(text="school elm"))] == [order_id]
    assert view.commands[-1].command.assignment_id == "as-found"
    assert view.commands[0].number == view.order.number == f"F-{order_id[-6:].upper()}"


def test_each_answer_on_it_is_based_on_the_one_before(laptop: Laptop) -> None:
    order_id = find_one(laptop)
    for value in ("left", "right"):
        laptop.store.record(order_id, SetField("lane", value))
    assert laptop.store.outbox()[0].command.base == {"fields.lane": "left"}


def test_the_crms_copy_takes_its_place(laptop: Laptop) -> None:
    order_id = find_one(laptop)
    request, answer = sent(laptop)
    assert answer.order is not None
    verdict = Verdict(opened(request.commands[0]).id, Outcome.APPLIED, order_id, version=1)
    laptop.hear(OrderChanged(answer.order), verdicts=[verdict])
    view = laptop.store.order(order_id)
    assert view is not None
    assert view.copy == view.order == answer.order
    assert view.place is Place.IN_CRM
    assert [line.id for line in laptop.store.orders(Query(text="elm"))] == [order_id]


def test_one_that_went_to_another_crew_before_its_copy_came_has_left(laptop: Laptop) -> None:
    """The simulator's seed 4263: it stayed for ever, "sending done" and never settled."""
    order_id = find_one(laptop)
    request, _ = sent(laptop)
    command = opened(request.commands[0])
    laptop.hear(verdicts=[Verdict(command.id, Outcome.APPLIED, order_id, version=1, duplicate=True)])
    assert laptop.store.order(order_id) is None
    assert [item.place for item in laptop.store.outbox()] == [Place.IN_CRM]
    (notice,) = laptop.store.notices()
    assert (notice.order_id, notice.title) == (order_id, FOUND.title)


def test_taken_back_it_is_gone(laptop: Laptop) -> None:
    order_id = laptop.clock.new_id()
    made = laptop.store.record(order_id, FOUND)
    laptop.store.withdraw(made.command_id)
    assert laptop.store.order(order_id) is None
    assert laptop.store.orders(Query(text="school")) == ()


def test_it_is_not_taken_back_under_later_work(laptop: Laptop) -> None:
    order_id = laptop.clock.new_id()
    made = laptop.store.record(order_id, FOUND)
    laptop.store.record(order_id, AddNote("n", "Deep one."))
    with pytest.raises(StoreProblem, match="STORE-UNDO-LATE"):
        laptop.store.withdraw(made.command_id)


def test_turned_down_it_stays_in_sight_until_it_is_dismissed(laptop: Laptop) -> None:
    order_id = find_one(laptop)
    request, _ = sent(laptop)
    command = opened(request.commands[0])
    laptop.hear(verdicts=[Verdict(command.id, Outcome.REJECTED, order_id, why=Why.ID_REUSED)])
    view = laptop.store.order(order_id)
    assert view is not None
    assert (view.order.title, view.place) == (FOUND.title, Place.NEEDS_DECISION)
    laptop.store.dismiss(command.id)
    assert laptop.store.order(order_id) is None


def test_a_snapshot_and_a_checkpoint_know_nothing_of_it(laptop: Laptop) -> None:
    order_id = find_one(laptop)
    there = next(iter(laptop.hub.values()))
    moved = replace(there, version=2)
    line = laptop.store.line
    request = line.request(replace(Limits(), commands=1), 0.0)
    line.no_answer(request, "NET-CUT")
    line.snapshot_begin()
    line.snapshot_page([OrderChanged(moved)])
    line.snapshot_end(SnapshotEnd("c9", digest([(moved.id, 2, moved.assignment_id)])))
    assert line.snapshot_due() is None, "the digests agree"
    view = laptop.store.order(order_id)
    assert view is not None
    assert view.left is None
