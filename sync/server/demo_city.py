"""The demo city: a day's work for twelve crews, made of real service requests as if they were this week's."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from sync.orders import OPEN, Crew, Person, Photo, PhotoRole, ServiceType, Status, WorkOrder
from sync.server.calls import Call, Result
from sync.server.demo_plan import City, Planned, made_id, plan, read_city
from sync.server.demo_visits import DemoClock, Visit

PHOTO_PX = (1280, 960)


class People(Protocol):
    """Where accounts are made."""

    def add(self, person: Person, user: str, password: str) -> object: ...


class Book(Protocol):
    """Where the city's tables and orders go."""

    def put_crew(self, crew: Crew) -> object: ...

    def put_service(self, service: ServiceType) -> object: ...

    def put_orders(self, new: Iterable[WorkOrder]) -> object: ...

    def put_photo(self, order_id: str, photo: Photo, content: bytes) -> object: ...


class AnyHub(Protocol):
    """What of the hub a city is loaded through."""

    @property
    def people(self) -> People: ...

    @property
    def book(self) -> Book: ...

    def answer(self, call: Call) -> Result: ...


class Summary(msgspec.Struct, frozen=True):
    """What was loaded. `reviews` counts the close-outs that wait for a dispatcher or a supervisor."""

    name: str
    orders: int
    open: int
    unassigned: int
    photos: int
    reviews: int
    by_state: dict[str, int]
    by_crew: dict[str, int]
    by_service: dict[str, int]


def load(hub: AnyHub, clock: DemoClock, folder: Path, now: str) -> Summary:
    """Fills an empty hub with the city in `folder` (resources/demo). `clock` is the hub's.

    `now` is RFC 3339 and ought to carry the local offset: "due today" ends with that offset's day. The same
    `now` loads the same city. Raises OSError or msgspec.ValidationError where the folder is not complete.
    """
    city = read_city(folder)
    for crew in city.crews:
        hub.book.put_crew(crew)
    for service in city.services:
        hub.book.put_service(service)
    for who in city.people:
        hub.people.add(Person(who.id, who.name, who.role, who.crew_id), who.user, city.password)
    orders, pictures = plan(city, folder / "service_requests.csv", now), _Pictures(folder / "photos")
    hub.book.put_orders(planned.order for planned in orders if not planned.unheard)
    for planned in orders:
        for name in planned.photos:
            photo, jpeg = pictures.of_resident(planned.order, name)
            hub.book.put_photo(planned.order.id, photo, jpeg)
    visited = [(planned.visit, planned.order) for planned in orders if planned.visit is not None]
    for visit, order in sorted(visited, key=lambda pair: pair[0].heard_ms):
        clock.stands_at_ms = visit.heard_ms
        for photo, jpeg in pictures.of_visit(order, visit):
            hub.book.put_photo(order.id, photo, jpeg)
        visit.tell(hub.answer, order, city.password)
    clock.stands_at_ms = None
    hub.book.put_orders(planned.order for planned in orders if planned.unheard)
    return _summary(city, orders, pictures.count, len(visited))


class _Pictures:
    """The drawn photos, and their descriptions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, bytes] = {}
        self.count = 0

    def of_resident(self, order: WorkOrder, name: str) -> tuple[Photo, bytes]:
        """A resident's photo, sent with the report."""
        photo = Photo(made_id(order, name), PhotoRole.RESIDENT, order.requested_datetime, "Resident")
        return self._with_bytes(photo, name)

    def of_visit(self, order: WorkOrder, visit: Visit) -> Iterator[tuple[Photo, bytes]]:
        """The crew's photos of a visit."""
        for photo, name in visit.photos(order):
            yield self._with_bytes(photo, name)

    def _with_bytes(self, photo: Photo, name: str) -> tuple[Photo, bytes]:
        if name not in self._read:
            self._read[name] = (self._folder / f"{name}.jpg").read_bytes()
        self.count += 1
        jpeg, (width, height) = self._read[name], PHOTO_PX
        digest = hashlib.sha256(jpeg).hexdigest()
        whole = replace(photo, sha256=digest, size=len(jpeg), width_px=width, height_px=height, stored=True)
        return whole, jpeg


def _summary(city: City, planned: Sequence[Planned], photos: int, visits: int) -> Summary:
    states: dict[str, int] = {}
    crews: dict[str, int] = {}
    services: dict[str, int] = {}
    for one in planned:
        order, held = one.order, one.visit is not None and one.visit.left_for is not None
        state = Status.CLOSED if one.visit is not None and not held else order.status
        states[state.value] = states.get(state.value, 0) + 1
        services[order.service_code] = services.get(order.service_code, 0) + 1
        if state in OPEN and order.crew_id:
            crews[order.crew_id] = crews.get(order.crew_id, 0) + 1
    still_open = sum(states.get(state.value, 0) for state in OPEN)
    nobodys = states.get(Status.NEW.value, 0)
    return Summary(city.name, len(planned), still_open, nobodys, photos, visits, states, crews, services)
