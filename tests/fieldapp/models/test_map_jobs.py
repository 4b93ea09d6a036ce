"""Jobs on the map: their order, their pins, and what is listed instead of being put on 0, 0."""

from pathlib import Path

import pytest

from fieldapp.map.mercator import to_point
from fieldapp.models.map_jobs import MapJobs, map_jobs, reason_text
from fieldapp.moments import Moments
from sync.commands import CloseOut, StartWork
from sync.orders import OPEN, Priority, WorkOrder
from sync.server.demo_plan import plan, read_city
from sync.server.import_mapping import BOSTON
from sync.server.import_reading import Row
from sync.server.importing import read_rows
from sync.store import Query
from tests.builders import Laptop, StillClock, an_order
from tests.house.inspection import ROOT

DEMO, IMPORTS = ROOT / "resources" / "demo", ROOT / "tests" / "files" / "imports"
CITY = (40.75, -73.98)


def on_map(folder: Path, *orders: WorkOrder, done: tuple[str, ...] = (), started: str = "") -> MapJobs:
    """A crew's day on a laptop."""
    clock = StillClock()
    laptop = Laptop(folder, clock)
    try:
        laptop.first_sync(orders)
        for order_id in done:
            laptop.store.record(order_id, CloseOut("repaired", 5))
        if started:
            laptop.store.record(started, StartWork())
        return map_jobs(laptop.store.orders(Query(show="all")), Moments("en"), clock.wall_ms())
    finally:
        laptop.close()


def at(north_m: float, **values: object) -> WorkOrder:
    """A job north of the city's middle."""
    return an_order(**{"lat": CITY[0] + north_m / 111_195, "long": CITY[1], **values})


def test_stops_are_numbered_along_the_shortest_way_from_the_job_in_hand(tmp_path: Path) -> None:
    far, near, here, middle = at(900), at(100), at(0), at(500)
    jobs = on_map(tmp_path, far, near, here, middle, started=here.id)
    assert [line.id for line in jobs.stops] == [here.id, near.id, middle.id, far.id]
    assert {pin.id: pin.label for pin in jobs.pins} == {here.id: "1", near.id: "2", middle.id: "3", far.id: "4"}
    assert jobs.basis is not None
    assert jobs.basis.id == here.id


def test_the_way_begins_where_the_last_job_was_closed(tmp_path: Path) -> None:
    closed, first, second = at(1000), at(900), at(200)
    jobs = on_map(tmp_path, second, first, closed, done=(closed.id,))
    assert [line.id for line in jobs.stops] == [first.id, second.id]
    assert [line.id for line in jobs.others] == [closed.id]
    assert next(pin for pin in jobs.pins if pin.id == closed.id).kind == "done"


def test_an_emergency_is_driven_to_first(tmp_path: Path) -> None:
    here, near, alarm = at(0), at(50), at(2000, priority=Priority.EMERGENCY)
    jobs = on_map(tmp_path, here, near, alarm, started=here.id)
    assert [line.id for line in jobs.stops] == [here.id, alarm.id, near.id]
    assert next(pin for pin in jobs.pins if pin.id == alarm.id).kind == "due"


@pytest.mark.parametrize(
    ("lat", "long", "reason"),
    [
        (None, None, "none"), (40.7, None, "none"), (0.0, 0.0, "whole"), (41.0, -74.0, "whole"), (140.5, 10.2, "range"),
        (-73.98, 40.75, "far"), (40.75, 73.98, "far"),
    ],
)  # fmt: skip
def test_a_spot_that_cannot_be_believed_is_listed_with_its_reason(
    tmp_path: Path, lat: float | None, long: float | None, reason: str
) -> None:
    wrong = an_order(lat=lat, long=long)
    jobs = on_map(tmp_path, at(0), at(100), at(200), wrong)
    assert [(each.line.id, each.reason) for each in jobs.unplaced] == [(wrong.id, reason)]
    assert reason_text(reason).endswith(".")
    assert wrong.id not in {pin.id for pin in jobs.pins}
    assert len(jobs.stops) == 3


def test_nearest_next_and_the_same_kind_near_by(tmp_path: Path) -> None:
    here, other, same, far = at(0), at(80, service_code="street_light"), at(300), at(5000)
    jobs = on_map(tmp_path, here, other, same, far)
    found = jobs.nearest_next(here.id)
    assert found is not None
    assert found[0].id == other.id
    assert found[1] == pytest.approx(80, abs=1)
    assert [(line.id, round(metres)) for line, metres in jobs.same_kind_near(here.id)] == [(same.id, 300)]
    assert jobs.nearest_next("nobody") is None


def everywhere(orders: list[WorkOrder], folder: Path) -> MapJobs:
    """Orders as one crew's."""
    crew = [an_order(lat=one.lat, long=one.long, title=one.title, address=one.address) for one in orders]
    return on_map(folder, *crew)


def test_real_new_york_records_are_all_on_the_map_or_listed(tmp_path: Path) -> None:
    city = read_city(DEMO)
    orders = [p.order for p in plan(city, DEMO / "service_requests.csv", "2026-11-22T14:12:00-05:00")]
    some = [one for one in orders if one.status in OPEN][:300]
    jobs = everywhere(some, tmp_path)
    assert len(jobs.stops) + len(jobs.unplaced) == len(some)
    assert jobs.unplaced
    for pin in jobs.pins:
        lat, long = to_point(pin.place)
        assert 40.4 < lat < 41.0
        assert -74.3 < long < -73.6


@pytest.mark.parametrize("name", ["boston311-100.csv", "boston311-100-bad.tsv", "boston311-100-with-nonascii.csv"])
def test_real_and_damaged_boston_records_are_all_on_the_map_or_listed(tmp_path: Path, name: str) -> None:
    orders = [row.order for row in read_rows(IMPORTS / name, BOSTON) if isinstance(row, Row)]
    assert orders
    jobs = everywhere(orders, tmp_path)
    assert len(jobs.stops) + len(jobs.unplaced) == len(orders)
    assert all(abs(line.lat or 0) > 1 for line in jobs.stops)
