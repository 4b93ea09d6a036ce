"""Filters that combine, counts that are true, and orders: the same as looking at each job by itself."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from fieldapp.models import job_index
from fieldapp.models.done_work import is_done
from fieldapp.models.finder import NEAR_M, Finder, Found
from fieldapp.models.job_filter import DUE, PLACE, PRIORITY, STATE, WORK, Filter, group_of, value_of
from fieldapp.models.job_index import JobIndex
from fieldapp.moments import Moments, day_ends_ms
from sync.clock import parse_ms
from sync.commands import CloseOut, StartWork
from sync.orders import Priority, Returned, Status
from sync.places import believable, metres_between
from sync.states import Place
from sync.store import OrderLine, Query
from sync.wire import Left, OrderChanged
from tests.builders import Laptop, StillClock, a_service, an_order

DAY_MS = 24 * 3_600_000


class Bench:
    """A laptop with many kinds of jobs, and a finder over it."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock()
        self.laptop = Laptop(folder, self.clock)
        self.index = JobIndex(self.laptop.store)
        self.finder = Finder(self.index, self.laptop.store, Moments("en"))

    def read(self) -> None:
        self.index.read()
        self.finder.refresh(self.clock.wall_ms())

    def lines(self, found: Found) -> list[OrderLine]:
        rows = [row for row, _ in found.first(found.total)]
        lines = self.laptop.store.lines_at(rows)
        return [lines[row] for row in rows]

    def titles(self, wish: Filter) -> list[str]:
        return [line.title for line in self.lines(self.finder.find(wish))]

    def headings(self, wish: Filter) -> list[str]:
        found = self.finder.find(wish)
        return [heading for _, heading in found.first(found.total)]


@pytest.fixture
def bench(tmp_path: Path, qapp: object) -> Iterator[Bench]:
    made = Bench(tmp_path / "laptop")
    yield made
    made.laptop.close()


def a_town(bench: Bench) -> None:
    """Sixty jobs that differ in everything that can be filtered by, some of them begun, some done."""
    orders = []
    for number in range(60):
        due = None if number % 11 == 0 else bench.clock.ago(1500 - 240 * (number % 50))
        orders.append(
            an_order(
                title=f"Job {number}",
                address=f"{number} {('Elm St', 'Oak Ave', 'Elm Ct')[number % 3]}",
                service_code=("pothole", "sign", "tree")[number % 3],
                priority=tuple(Priority)[number % 4],
                expected_datetime=due,
                lat=None if number % 7 == 0 else 33.46 + number / 900,
                status=Status.PAUSED if number % 13 == 0 else Status.ASSIGNED,
                returned=Returned("Dana", bench.clock.ago(5), "Again.") if number % 10 == 3 else None,
            )
        )
    bench.laptop.first_sync(orders, [a_service(code, code.title()) for code in ("pothole", "sign", "tree")])
    for order in orders[5:50:9]:
        bench.laptop.store.record(order.id, StartWork())
    for order in orders[4:50:11]:
        bench.laptop.store.record(order.id, CloseOut("repaired", 10))
    bench.read()


def holds(line: OrderLine, chip: str, bench: Bench) -> bool:
    """Whether a filter holds for a job, as one would say it in words."""
    value, now = value_of(chip), bench.clock.wall_ms()
    here = bench.finder.spot
    spot = believable(line.lat, line.long)
    match group_of(chip):
        case "due":
            if is_done(line) or (line.expected_datetime is None) != (value == "never"):
                return False
            if line.expected_datetime is None:
                return True
            at, ends = parse_ms(line.expected_datetime), day_ends_ms(now)
            said = "late" if at < now else "today" if at < ends else "week" if at < ends + 6 * DAY_MS else "later"
            return said == value
        case "state":
            if is_done(line):
                return False
            if value == "returned":
                return line.returned is not None
            states = {"new": (Status.NEW, Status.ASSIGNED), "started": (Status.STARTED,), "paused": (Status.PAUSED,)}
            return line.status in states[value]
        case "priority":
            return line.priority.value == value
        case "kind":
            return line.service_code == value
        case "work":
            wanted = {"unsent": (Place.ON_LAPTOP, Place.SENDING), "asked": (Place.NEEDS_DECISION,)}
            return line.place in wanted[value]
        case _:
            if value == "unknown":
                return spot is None
            return bool(spot and here) and metres_between(spot, here) <= NEAR_M  # type: ignore[arg-type]


def test_every_pair_of_filters_finds_what_looking_at_each_job_finds(bench: Bench) -> None:
    a_town(bench)
    every = (*DUE, *STATE, *PRIORITY, "kind:sign", "kind:tree", *WORK, *PLACE)
    lines = bench.laptop.store.orders(Query(show="all"))
    assert len(lines) == 60
    for pair in [(chip,) for chip in every] + list(combinations(every, 2)):
        wish = Filter(text="elm", show="all", chips=pair)
        groups = wish.groups().values()
        wanted = {
            line.id
            for line in lines
            if "Elm" in line.address and all(any(holds(line, chip, bench) for chip in group) for group in groups)
        }
        found = bench.finder.find(wish)
        assert {line.id for line in bench.lines(found)} == wanted, pair
        assert found.counts["all"] == found.total == len(wanted)
        assert found.hidden == 60 - len(wanted)
        assert bench.finder.count(wish) == len(wanted)


def test_the_count_on_a_chip_is_what_a_tap_on_it_shows(bench: Bench) -> None:
    a_town(bench)
    every = (*DUE, *STATE, *PRIORITY, *("kind:" + kind for kind in bench.finder.kinds()), *WORK, *PLACE)
    for wish in (Filter(), Filter("elm", "all", ("due:week",)), Filter(chips=("kind:tree", "state:new"), show="done")):
        counts = bench.finder.chip_counts(wish, every)
        for chip in every:
            others = tuple(each for each in wish.chips if group_of(each) != group_of(chip))
            tapped = bench.finder.find(replace(wish, chips=tuple(sorted((*others, chip)))))
            assert tapped.counts[wish.show] == counts[chip], (wish, chip)
    assert sum(bench.finder.chip_counts(Filter(), DUE).values()) == bench.finder.count(Filter())


def test_the_nearest_stand_first_and_those_without_a_place_last_under_their_heading(bench: Bench) -> None:
    a_town(bench)
    wish = Filter(sort="distance")
    found = bench.finder.find(wish)
    todo = [line for line in bench.lines(found) if not is_done(line)]
    placed = [line for line in todo if line.lat is not None]
    assert found.here is not None
    away = [metres_between(found.here, (line.lat, line.long)) for line in placed]  # type: ignore[arg-type]
    assert away == pytest.approx(sorted(away), abs=0.1)
    assert todo == placed + [line for line in todo if line.lat is None]
    headings = bench.headings(wish)[: len(todo)]
    assert headings == [""] * len(placed) + ["unplaced"] * (len(todo) - len(placed))


def test_the_most_urgent_stand_first_and_within_these_what_is_due_first(bench: Bench) -> None:
    a_town(bench)
    todo = [line for line in bench.lines(bench.finder.find(Filter(sort="priority"))) if not is_done(line)]
    ranks = {priority: rank for rank, priority in enumerate(Priority)}
    keys = [(ranks[line.priority], line.expected_datetime or "9") for line in todo]
    assert keys == sorted(keys)


def test_the_order_of_stops_is_the_map_s(bench: Bench) -> None:
    a_town(bench)
    found = bench.finder.find(Filter(sort="route"))
    stops = [line.id for line in bench.finder.day.stops]
    assert [line.id for line in bench.lines(found)][: len(stops)] == stops
    assert set(bench.headings(Filter(sort="route"))) == {"", "off_route", "done_today"}


def test_without_any_place_there_is_no_distance_and_it_says_so(bench: Bench) -> None:
    lost, whole = an_order(title="Lost", lat=None, long=None), an_order(title="Whole", lat=33.0, long=-112.0)
    bench.laptop.first_sync([lost, whole])
    bench.read()
    for sort in ("distance", "route"):
        assert bench.finder.problem(sort) == "no_place"  # type: ignore[arg-type]
        assert bench.finder.find(Filter(sort=sort)).sort == "due"  # type: ignore[arg-type]
    assert bench.titles(Filter(chips=("place:unknown",))) == ["Lost", "Whole"]
    assert bench.titles(Filter(chips=("place:near",))) == []


def test_what_changes_is_found_as_it_is_now(bench: Bench) -> None:
    first, second = an_order(title="First", address="1 Elm St"), an_order(title="Second", address="2 Oak Ave")
    bench.laptop.first_sync([first, second])
    bench.read()
    assert bench.titles(Filter(text="elm")) == ["First"]
    moved = replace(second, version=2, address="2 Elm St", priority=Priority.EMERGENCY)
    bench.index.note(bench.laptop.hear(OrderChanged(moved)))
    bench.read()
    assert bench.titles(Filter(text="elm")) == ["Second", "First"]
    assert bench.titles(Filter(chips=("priority:emergency",))) == ["Second"]
    # One goes and another comes, in one exchange.
    third = an_order(title="Third", priority=Priority.EMERGENCY, address="3 Elm St")
    left = Left(first.id, "assign", "Maria Reyes", bench.clock.now(), "crew-9")
    bench.index.note(bench.laptop.hear(left, OrderChanged(third)))
    bench.read()
    assert bench.titles(Filter(text="elm")) == ["Second", "Third"]
    assert bench.titles(Filter(chips=("priority:emergency",))) == ["Second", "Third"]


def test_while_all_arrive_the_first_ones_do_and_then_every_one_is_learned(bench: Bench) -> None:
    orders = [an_order(title=f"Job {number:02}", priority=Priority.HIGH) for number in range(30)]
    bench.laptop.first_sync(orders)
    bench.index.read_first(10)
    assert bench.titles(Filter()) == [order.title for order in orders[:10]]
    bench.read()
    assert bench.titles(Filter(chips=("priority:high",))) == [order.title for order in orders]


def test_many_jobs_are_learned_piece_by_piece_and_none_is_missed(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_index, "PIECE", 7)
    orders = [an_order(title=f"Job {number}", service_code="sign" if number % 2 else "tree") for number in range(30)]
    bench.laptop.first_sync(orders)
    bench.read()
    found = bench.finder.find(Filter(chips=("kind:sign",)))
    assert found.partial
    assert len(bench.titles(Filter())) == 30  # the list is whole from the start
    # One changes while it is being read.
    changed = replace(orders[3], version=2, service_code="tree")
    bench.index.note(bench.laptop.hear(OrderChanged(changed)))
    bench.read()
    qtbot.waitUntil(lambda: bench.index.ready, timeout=10_000)
    assert len(bench.titles(Filter(chips=("kind:sign",)))) == 14
    assert not bench.finder.find(Filter(chips=("kind:sign",))).partial

