"""What goes on in the demo city: every order in its place around now, a function of the file and the time."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid5

import msgspec
from msgspec.structs import replace

from sync.clock import parse_ms, rfc3339
from sync.forms import Kind as QuestionKind
from sync.forms import Question, asked
from sync.orders import (
    Checked,
    Closing,
    Crew,
    Event,
    Form,
    Note,
    Priority,
    Resident,
    Role,
    ServiceType,
    Status,
    WorkOrder,
)
from sync.server.demo_visits import Visit, visit_of
from sync.server.import_mapping import NYC
from sync.server.import_reading import NAMESPACE, Row
from sync.server.importing import read_rows

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
ASSIGNED_SHARE = 0.7
URGENT = (Priority.EMERGENCY, Priority.HIGH, Priority.NORMAL, Priority.LOW)


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody of the city who can sign in; all have the city's one password."""

    user: str
    id: str
    name: str
    role: Role
    crew_id: str | None = None


class Kind(msgspec.Struct, frozen=True):
    """What a complaint is for a crew; an empty `descriptor` is any. `words` are residents', by language."""

    complaint: str
    descriptor: str
    service: str
    title: str
    priority: Priority
    words: dict[str, tuple[str, ...]]


class City(msgspec.Struct, frozen=True):
    """`city.json`. `photos` names the drawn scene of a service: `photos/<scene>-before.jpg` and so on."""

    name: str
    password: str
    crews: tuple[Crew, ...]
    people: tuple[Account, ...]
    residents: tuple[Resident, ...]
    dispatcher_notes: tuple[str, ...]
    services: tuple[ServiceType, ...]
    kinds: tuple[Kind, ...]
    photos: dict[str, str]


class Planned(msgspec.Struct, frozen=True):
    """An order as the hub is to have it, residents' photos by file name, and the visit that ends it.

    Of an `unheard` one its crew's laptop does not know yet.
    """

    order: WorkOrder
    photos: tuple[str, ...] = ()
    visit: Visit | None = None
    unheard: bool = False


def read_city(folder: Path) -> City:
    """The city's tables, and the forms that lie beside them."""
    city = msgspec.json.decode((folder / "city.json").read_bytes(), type=City)
    return replace(city, services=tuple(_with_form(service, folder / "forms") for service in city.services))


def _with_form(service: ServiceType, forms: Path) -> ServiceType:
    path = forms / f"{service.code}.json"
    return replace(service, forms=(Form(1, json.loads(path.read_bytes())),)) if path.exists() else service


def first_choice(service: ServiceType) -> Question | None:
    """The first question of a service that has choices."""
    form = service.form()
    found = asked(form.definition, {}) if form else ()
    return next((each for each in found if isinstance(each, Question) and each.kind is QuestionKind.CHOICE), None)


def plan(city: City, requests: Path, now: str) -> tuple[Planned, ...]:
    """Every order of the city, around `now`: a pure function of the file and the time."""
    by_district: dict[str, list[tuple[WorkOrder, Kind]]] = {}
    for order, kind, district in _read(city, requests):
        by_district.setdefault(district, []).append((order, kind))
    planned: list[Planned] = []
    day = _Day(now)
    for district, work in by_district.items():
        crews = [crew for crew in city.crews if crew.district == district]
        work.sort(key=lambda pair: (pair[0].lat or 0.0, pair[0].number))  # so a crew's jobs are near each other
        for nth, crew in enumerate(crews):
            part = work[len(work) * nth // len(crews) : len(work) * (nth + 1) // len(crews)]
            planned += _CrewWeek(city, crew, day).of(part)
    return tuple(planned)


def _read(city: City, requests: Path) -> Iterator[tuple[WorkOrder, Kind, str]]:
    columns = {name: source for name, source in NYC.columns.items() if name != "status"}
    fields = {"complaint": "Complaint Type", "descriptor": "Descriptor", "district": "Borough"}
    # UTC instead of New York: times are moved anyway, and a packaged app may have no time zone tables.
    mapping = replace(NYC, timezone="UTC", columns=columns, fields=fields)
    kinds = {(kind.complaint, kind.descriptor): kind for kind in city.kinds}
    for row in read_rows(requests, mapping):
        if isinstance(row, Row):
            told = {name: str(value) for name, value in row.order.fields.items()}
            complaint, descriptor = told.get("complaint", ""), told.get("descriptor", "")
            kind = kinds.get((complaint, descriptor)) or kinds[complaint, ""]
            order = replace(row.order, fields={}, title=kind.title, service_code=kind.service, priority=kind.priority)
            yield order, kind, told.get("district", "").title()


class _Day:
    """Times around now, in milliseconds, rounded as people would put them."""

    def __init__(self, now: str) -> None:
        self.now_ms = parse_ms(now)
        local = datetime.fromisoformat(now)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        left_ms = parse_ms(midnight.isoformat()) - self.now_ms - 30 * MINUTE_MS
        self.span_ms = min(left_ms, 7 * 60 * MINUTE_MS) if left_ms > 60 * MINUTE_MS else 7 * 60 * MINUTE_MS

    def ago(self, minutes: float) -> str:
        """So many minutes before now."""
        return rfc3339(self.now_ms - round(minutes * MINUTE_MS))

    def due(self, share: float) -> str:
        """At a share of what is left of the working day, on a quarter of an hour."""
        quarter = 15 * MINUTE_MS
        return rfc3339((self.now_ms + round(share * self.span_ms)) // quarter * quarter + quarter)

    def due_in_days(self, days: int, hour: int) -> str:
        """That many days on, at about that hour of a working day."""
        start_ms = self.now_ms + self.span_ms + days * DAY_MS - 8 * 60 * MINUTE_MS
        return rfc3339(start_ms // (60 * MINUTE_MS) * 60 * MINUTE_MS + hour * 60 * MINUTE_MS)


class _CrewWeek:
    """One crew's part of the city: what is done, due today, due later, and not yet anybody's."""

    def __init__(self, city: City, crew: Crew, day: _Day) -> None:
        self._city, self._crew, self._day = city, crew, day
        self._services = {service.code: service for service in city.services}
        self._members = [who for who in city.people if who.crew_id == crew.id]
        self._nth = city.crews.index(crew)
        self._desk = next(who for who in city.people if who.role is Role.SUPERVISOR)
        self._dispatcher = next(who for who in city.people if who.role is Role.DISPATCHER)

    def of(self, work: Sequence[tuple[WorkOrder, Kind]]) -> list[Planned]:
        """The orders of this part, each in its place of the week."""
        told = [self._told(order, kind) for order, kind in work]
        today = 6 + (self._nth * 5 + 2) % 4
        # One of each service in turn: a day of nothing but potholes shows little.
        mixed = _mixed([order for order in told if order.lat is not None])
        first = self._nth % 4
        visits, past = mixed[first : first + len(self._members)], mixed[-2:]
        left = _mixed([order for order in mixed if order not in (*visits, *past)])
        street = next((order for order in left if order.service_code == "street"), None)
        left.sort(key=lambda order: order is not street)  # each crew has one job on the street itself
        now = sorted(left[:today], key=lambda o: (URGENT.index(o.priority), o.service_code != "street"))
        chosen = {order.id for order in (*visits, *past, *now)}
        rest = _mixed([order for order in told if order.id not in chosen])
        later = max(0, round(ASSIGNED_SHARE * len(told)) - len(chosen))
        return [
            *(self._visited(order, nth) for nth, order in enumerate(visits)),
            *(self._past(order, nth) for nth, order in enumerate(past)),
            *(self._today(order, nth, len(now)) for nth, order in enumerate(now)),
            *(self._later(order, nth) for nth, order in enumerate(rest[:later])),
            *(self._nobodys(order) for order in rest[later:]),
        ]

    def _told(self, order: WorkOrder, kind: Kind) -> WorkOrder:
        """With a resident and their words, and how long it takes."""
        chance = random.Random(order.number)
        resident = chance.choice(self._city.residents)
        words = kind.words.get(resident.language) or kind.words["en"]
        minutes = self._services[order.service_code].estimate_minutes + 5 * chance.randint(-2, 3)
        return replace(
            order,
            description=chance.choice(words),
            resident=resident if chance.random() < 0.75 else None,
            estimate_minutes=max(10, minutes),
        )

    def _assigned(self, order: WorkOrder, minutes_ago: float) -> WorkOrder:
        at = self._day.ago(minutes_ago)
        assigned = Event(made_id(order, "assign"), at, "assign", self._desk.name, self._crew.id)
        return replace(
            order,
            status=Status.ASSIGNED,
            crew_id=self._crew.id,
            assignment_id=made_id(order, "assignment"),
            history=(*order.history, assigned),
        )

    def _today(self, order: WorkOrder, nth: int, count: int) -> Planned:
        chance = random.Random(order.number + "today")
        order = replace(order, requested_datetime=self._day.ago(90 + chance.randint(0, 1700)))
        order = self._assigned(order, 60 + chance.randint(0, 25))
        overdue = nth == 0 and self._nth % 4 == 1
        due = self._day.ago(25) if overdue else self._day.due((nth + 0.6) / count)
        order = replace(order, expected_datetime=due)
        if nth == 0 and self._nth % 3 == 0:
            order = self._started(order, 20 + 3 * self._nth)
        if chance.random() < 0.3:
            text = chance.choice(self._city.dispatcher_notes)
            note = Note(made_id(order, "note"), self._day.ago(55), self._dispatcher.name, text)
            order = replace(order, notes=(note,))
        scene = self._city.photos.get(order.service_code)
        if not scene or not (self._crew.short == "14" or nth % 3 == 0):
            return Planned(order)
        return Planned(order, (f"{scene}-resident-1", f"{scene}-resident-2")[: 1 + nth % 2])

    def _started(self, order: WorkOrder, minutes_ago: float) -> WorkOrder:
        at, who = self._day.ago(minutes_ago), self._members[0]
        line = Event(made_id(order, "start"), at, "start_work", who.name)
        ticks = {item.id: True for item in self._services[order.service_code].checklist[:2]}
        return replace(order, status=Status.STARTED, started_at=at, ticks=ticks, history=(*order.history, line))

    def _visited(self, order: WorkOrder, nth: int) -> Planned:
        order = replace(order, requested_datetime=self._day.ago(700 + 37 * self._nth))
        order = replace(self._assigned(order, 190), expected_datetime=self._day.due(0.3))
        ended_ago = 12 + 7 * self._nth + 23 * nth
        order = self._started(order, ended_ago + order.estimate_minutes)
        scene = self._city.photos.get(order.service_code, "")
        who = self._members[nth % len(self._members)]
        visit = visit_of(self._nth + 5 * nth, order, who.user, who.id, self._day.ago(ended_ago), scene)
        if visit.left_for is not None:
            order = replace(order, crew_id=visit.left_for, status=Status.ASSIGNED, started_at=None)
            order = replace(order, assignment_id=made_id(order, "moved"))
        service = self._services[order.service_code]
        question = first_choice(service)
        if visit.office_answer and question is not None:
            order = replace(order, fields={question.path: question.choices[-1].value})
        done = visit.with_answers(service, question, self._crew.members)
        return Planned(order, (f"{scene}-resident-1",) if scene else (), done)

    def _past(self, order: WorkOrder, nth: int) -> Planned:
        """Closed and looked over since yesterday."""
        order = self._assigned(replace(order, requested_datetime=self._day.ago(4000 + 90 * nth)), 1700)
        at, who = self._day.ago(1300 + 60 * nth), self._members[0]
        code = self._services[order.service_code].resolutions[0].code
        closing = Closing(code, at, who.name, self._crew.id, order.estimate_minutes, 2)
        line = Event(made_id(order, "close"), at, "close_out", who.name, code)
        done = replace(order, status=Status.CLOSED, expected_datetime=self._day.ago(1200), closing=closing)
        checked = Checked(self._dispatcher.name, self._day.ago(1250 + 60 * nth))
        return Planned(replace(done, checked=checked, history=(*done.history, line)))

    def _later(self, order: WorkOrder, nth: int) -> Planned:
        chance = random.Random(order.number + "later")
        order = replace(order, requested_datetime=self._day.ago(chance.randint(600, 5600)))
        days = 1 + nth * 4 // 24
        due = self._day.due_in_days(days, chance.randint(1, 8))
        unheard = nth < self._nth % 3
        order = replace(self._assigned(order, 3 if unheard else chance.randint(120, 500)), expected_datetime=due)
        return Planned(order, unheard=unheard)

    def _nobodys(self, order: WorkOrder) -> Planned:
        chance = random.Random(order.number + "nobody")
        if order.priority is Priority.EMERGENCY:
            order = replace(order, requested_datetime=self._day.ago(chance.randint(8, 45)))
            return Planned(replace(order, expected_datetime=self._day.due(0.1)))
        order = replace(order, requested_datetime=self._day.ago(chance.randint(15, 4500)))
        return Planned(replace(order, expected_datetime=self._day.due_in_days(chance.randint(1, 6), 7)))


def _mixed(orders: Sequence[WorkOrder]) -> list[WorkOrder]:
    """One of each service in turn, the commonest first, else in the order in which they come."""
    count = Counter(order.service_code for order in orders)
    turn: Counter[str] = Counter()
    keyed: list[tuple[int, int, int, WorkOrder]] = []
    for nth, order in enumerate(orders):
        turn[order.service_code] += 1
        keyed.append((turn[order.service_code], -count[order.service_code], nth, order))
    return [order for *_, order in sorted(keyed, key=lambda key: key[:3])]


def made_id(order: WorkOrder, what: str) -> str:
    """An id that belongs to the order and is the same at every loading."""
    return str(uuid5(NAMESPACE, f"{order.id}\n{what}"))
