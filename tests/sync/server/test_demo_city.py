"""The demo city: complete, in both languages, spread over the week, with something for each desk to judge."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from sync.clock import parse_ms
from sync.form_check import flaws
from sync.orders import OPEN, Priority, Role, Status
from sync.server.demo_city import Summary, load
from sync.server.demo_plan import City, Planned, plan, read_city
from sync.server.demo_visits import HEARD_AFTER_MS, DemoClock
from sync.server.hub import Hub
from sync.verdicts import ReviewKind, Why

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "resources" / "demo"
NOW = "2026-11-22T10:40:00-05:00"
TODAY_ENDS_MS = parse_ms("2026-11-23T00:00:00-05:00")


@pytest.fixture(scope="module")
def city() -> City:
    return read_city(DEMO)


@pytest.fixture(scope="module")
def planned(city: City) -> tuple[Planned, ...]:
    return plan(city, DEMO / "service_requests.csv", NOW)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, Summary]]:
    folder = tmp_path_factory.mktemp("hub")
    clock = DemoClock()
    hub = Hub(f"sqlite:///{folder / 'hub.db'}", folder / "photos", clock)
    yield hub, load(hub, clock, DEMO, NOW)
    hub.close()


def every_label(part: object) -> Iterator[dict[str, str]]:
    """All texts of a form."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key in ("x-labels", "x-unit", "x-each"))
        for value in part.values():
            yield from every_label(value)
    elif isinstance(part, list):
        for value in part:
            yield from every_label(value)


class TestTables:
    def test_everything_is_said_in_english_and_spanish(self, city: City) -> None:
        for service in city.services:
            answers = [labels for r in service.resolutions for labels in (r.labels, r.hints)]
            others = [item.labels for item in service.checklist]
            asked = [labels for form in service.forms for labels in every_label(form.definition)]
            for labels in (service.labels, *answers, *others, *asked):
                assert {"en", "es"} <= set(labels), service.code

    def test_a_service_has_what_a_crew_needs(self, city: City) -> None:
        for service in city.services:
            assert 5 <= len(service.resolutions) <= 6
            assert len(service.checklist) == 3
            (form,) = service.forms
            assert flaws(form.definition) == ()
            for icon in (service.icon, *(r.icon for r in service.resolutions)):
                assert (ROOT / "resources" / "icons" / f"{icon}.svg").exists(), icon

    def test_every_crew_has_somebody_and_crew_14_has_two(self, city: City) -> None:
        crews = Counter(who.crew_id for who in city.people if who.role is Role.CREW)
        assert set(crews) == {crew.id for crew in city.crews}
        assert len(city.crews) == 12
        assert crews["crew-14"] == 2

    def test_residents_telephones_belong_to_nobody(self, city: City) -> None:
        assert all(resident.phone.startswith("555-01") for resident in city.residents)

    def test_photos_are_small_and_complete(self, city: City) -> None:
        for scene in city.photos.values():
            for shot in ("resident-1", "resident-2", "before", "after"):
                path = DEMO / "photos" / f"{scene}-{shot}.jpg"
                assert path.stat().st_size < 160_000
                with Image.open(path) as picture:
                    assert picture.size == (1280, 960)
        assert sum(path.stat().st_size for path in (DEMO / "photos").iterdir()) < 5_000_000


class TestPlan:
    def test_the_same_time_makes_the_same_city(self, city: City, planned: tuple[Planned, ...]) -> None:
        assert plan(city, DEMO / "service_requests.csv", NOW) == planned

    def test_each_crew_has_a_days_work(self, city: City, planned: tuple[Planned, ...]) -> None:
        for crew in city.crews:
            mine = [p.order for p in planned if p.order.crew_id == crew.id and p.visit is None]
            due = [order for order in mine if order.status in OPEN]
            today = [o for o in due if parse_ms(o.expected_datetime or NOW) < TODAY_ENDS_MS]
            assert 6 <= len(today) <= 9, crew.name
            assert len({order.service_code for order in today}) >= 3, crew.name

    def test_most_of_it_is_assigned_and_some_is_late(self, planned: tuple[Planned, ...]) -> None:
        orders = [p.order for p in planned if p.order.status in OPEN]
        assert len(orders) >= 300
        assert 0.6 < sum(order.crew_id is not None for order in orders) / len(orders) < 0.8
        assert any(parse_ms(order.expected_datetime or NOW) < parse_ms(NOW) for order in orders)
        assert all(parse_ms(order.requested_datetime) < parse_ms(NOW) for order in orders)
        assert {order.priority for order in orders} == set(Priority)

    @pytest.mark.parametrize(
        "now", ["2026-11-22T00:05:00+00:00", "2026-06-01T23:50:00-04:00", "2026-03-08T12:00:00Z"]
    )
    def test_any_hour_of_the_day_gives_a_day(self, city: City, now: str) -> None:
        orders = [p.order for p in plan(city, DEMO / "service_requests.csv", now)]
        ahead = [parse_ms(order.expected_datetime or now) - parse_ms(now) for order in orders]
        assert sum(0 < wait_ms < 8 * 3_600_000 for wait_ms in ahead) >= 60


class TestLoaded:
    def test_orders_are_in_the_book(self, loaded: tuple[Hub, Summary]) -> None:
        hub, summary = loaded
        orders = hub.book.orders()
        assert len(orders) == summary.orders == 398
        assert sum(order.status in OPEN for order in orders) == summary.open
        assert sum(order.status is Status.NEW for order in orders) == summary.unassigned
        assert summary.photos == sum(len(order.photos) for order in orders)

    def test_each_desk_has_something_to_judge(self, loaded: tuple[Hub, Summary]) -> None:
        hub, summary = loaded
        reviews = hub.book.reviews()
        assert len(reviews) == summary.reviews == 13
        whys = Counter((review.kind, review.why, review.asks) for review in reviews)
        assert whys[ReviewKind.HELD, Why.REASSIGNED, Role.SUPERVISOR] == 1
        assert whys[ReviewKind.CLOSED, Why.VALUE_CHANGED, Role.DISPATCHER] == 1
        assert whys[ReviewKind.CLOSED, None, Role.DISPATCHER] == 11

    def test_each_crew_was_heard_after_its_last_visit_and_some_have_news_waiting(
        self, loaded: tuple[Hub, Summary], planned: tuple[Planned, ...]
    ) -> None:
        hub, _ = loaded
        with hub.database.reading() as reading:
            presence = hub.presences.all(reading)
        assert all(parse_ms(each.last_heard or NOW) < parse_ms(NOW) for each in presence)
        last = max(parse_ms(p.visit.ended_at) for p in planned if p.visit and p.visit.user == "crew14")
        assert parse_ms(next(p for p in presence if p.crew_id == "crew-14").last_heard or "") == last + HEARD_AFTER_MS
        missing = Counter(each.of - each.knows for each in presence)
        assert missing == {0: 4, 1: 4, 2: 4}

    def test_closed_jobs_show_before_and_after(self, loaded: tuple[Hub, Summary]) -> None:
        hub, _ = loaded
        jobs = [hub.book.order(review.order_id) for review in hub.book.reviews()]
        roles = [{photo.role.value for photo in job.photos if photo.stored} for job in jobs if job]
        assert sum({"resident", "before", "after"} <= shown for shown in roles) >= 9
