"""Open jobs near a place: what may be the same one, said honestly where a place is unknown, and cheap."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from fieldapp.models.job_index import PIECE, JobIndex
from fieldapp.models.near_by import NEAR_M, Found, NearBy
from fieldapp.sync_thread import StoreChanges
from sync.commands import CloseOut, CreateOrder
from sync.orders import WorkOrder
from sync.wire import OrderChanged
from tests.builders import Laptop, StillClock, an_order, damage

HERE = (33.46561, -112.09932)
M = 1 / 111_195  # degrees of latitude in a metre


def away(north_m: float, **values: object) -> WorkOrder:
    """A job so far north of here."""
    return an_order(lat=HERE[0] + north_m * M, long=HERE[1], **values)


class Town:
    """A laptop with jobs, and who looks for what is near."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.laptop = Laptop(folder, StillClock())
        self.changes = StoreChanges(self.laptop.store)
        self.index = JobIndex(self.laptop.store)
        self.changes.changed.connect(self.index.note)
        self.near = NearBy(self.laptop.store, self.index)
        self._qtbot = qtbot

    def settle(self, *orders: WorkOrder) -> None:
        """The first download, and the index after it."""
        self.laptop.first_sync(orders)
        self.index.catch_up()
        self._qtbot.waitUntil(lambda: self.index.ready)

    def ids(self, found: Found) -> list[str]:
        """The jobs, in the order they are offered."""
        return [near.line.id for near in found.near]

    def close(self) -> None:
        """Ends everything."""
        self.changes.stop()
        self.laptop.close()


@pytest.fixture
def town(tmp_path: Path, qtbot: QtBot) -> Iterator[Town]:
    made = Town(tmp_path, qtbot)
    yield made
    made.close()


def test_the_nearest_first_and_none_beyond_reach(town: Town) -> None:
    far, near, nearest = away(NEAR_M + 2), away(NEAR_M - 2), away(4)
    town.settle(far, near, nearest)
    found = town.near.around(HERE, "", "pothole")
    assert town.ids(found) == [nearest.id, near.id]
    assert [round(each.metres or 0) for each in found.near] == [4, 48]
    assert found.is_whole


def test_jobs_in_all_directions_are_near_also_up_north(town: Town) -> None:
    north = (69.65, 18.95)  # a degree of longitude is a third as wide there
    east, west = (an_order(lat=north[0], long=north[1] + side * 45 / 38_700) for side in (1, -1))
    town.settle(east, west)
    assert set(town.ids(town.near.around(north, "", "pothole"))) == {east.id, west.id}


def test_another_kind_counts_only_on_the_very_spot_and_comes_last(town: Town) -> None:
    sign, hole, other_sign = away(3, service_code="sign"), away(40), away(30, service_code="sign")
    town.settle(sign, hole, other_sign)
    assert town.ids(town.near.around(HERE, "", "pothole", other_kinds=True)) == [hole.id, sign.id]
    assert town.ids(town.near.around(HERE, "", "pothole")) == [hole.id]


def test_the_job_itself_and_closed_ones_are_not_offered(town: Town) -> None:
    itself, closed, left = away(0), away(1), away(2)
    town.settle(itself, closed, left)
    town.laptop.store.record(closed.id, CloseOut("repaired", 1))
    town.laptop.move_away(left)
    assert town.ids(town.near.around(HERE, "", "pothole", but=itself.id)) == []


def test_what_came_or_was_found_since_is_offered(town: Town) -> None:
    town.settle(away(400))
    came, moved = away(5), away(700)
    town.laptop.hear(OrderChanged(came), OrderChanged(moved))
    found_id = town.laptop.clock.new_id()
    body = CreateOrder("pothole", "Pothole", "", "as-1", "", HERE[0], HERE[1])
    town.laptop.store.record(found_id, body)
    assert town.ids(town.near.around(HERE, "", "pothole")) == [found_id, came.id]
    town.laptop.hear(OrderChanged(replace(moved, version=2, lat=HERE[0], long=HERE[1])))
    assert moved.id in town.ids(town.near.around(HERE, "", "pothole"))


def test_without_a_spot_the_address_says_it_and_the_rest_is_counted(town: Town) -> None:
    same = an_order(address="12 Elm St", lat=None, long=None)
    whole = an_order(address="99 Oak Ave", lat=33.0, long=-112.0)
    placed = away(900, address="12 Elm St")
    town.settle(same, whole, placed)
    found = town.near.around(HERE, " 12 elm st", "pothole")
    assert [(each.line.id, each.metres) for each in found.near] == [(same.id, None)]
    assert found.unplaced == 1
    no_place = town.near.around(None, "12 Elm St", "pothole")
    assert set(town.ids(no_place)) == {same.id, placed.id}
    assert town.near.around(None, "", "pothole").near == ()
    town.laptop.store.record(whole.id, CloseOut("repaired", 1))
    assert town.near.around(HERE, "", "pothole").unplaced == 1, "the one of Elm St"


def test_a_damaged_row_hides_no_other(town: Town) -> None:
    bad, good = away(1), away(2)
    town.laptop.first_sync((bad, good))
    damage(town.laptop.store, bad.id, "line")
    assert town.ids(town.near.around(HERE, "", "pothole")) == [good.id]


def test_a_question_that_comes_too_early_says_so(town: Town, qtbot: QtBot) -> None:
    town.laptop.first_sync([away(60 * number) for number in range(PIECE + 1)])
    with qtbot.waitSignal(town.near.read):
        assert not town.near.around(HERE, "", "pothole").is_whole
    assert town.near.around(HERE, "", "pothole").is_whole


def test_among_thousands_of_jobs_the_answer_is_there_at_once(town: Town) -> None:
    many = [replace(away(60 * number), number=f"N-{number}") for number in range(4_000)]
    town.settle(*many)
    took = []
    for number in range(0, 4_000, 200):
        place = (HERE[0] + 60 * number * M, HERE[1])
        began = time.perf_counter()
        assert len(town.near.around(place, "", "pothole").near) == 1
        took.append(time.perf_counter() - began)
    assert sorted(took)[len(took) // 2] < 0.02
