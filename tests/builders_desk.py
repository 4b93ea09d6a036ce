"""A desk's laptop to test with: a city of crews with their jobs, how old their pictures are, and reviews."""

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path

import msgspec
from msgspec.structs import replace

from fieldapp.background import Background
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.sync_thread import StoreChanges, connected
from sync.orders import (
    Closing,
    Crew,
    Event,
    Photo,
    PhotoRole,
    Priority,
    Resident,
    Role,
    ServiceType,
    Status,
    WorkOrder,
)
from sync.server.demo_plan import read_city
from sync.store import Change
from sync.verdicts import Outcome, Part, Review, ReviewKind, Why
from sync.wire import Limits, Presence, Reply, ReviewChanged
from tests.builders import ANA, Laptop, StillClock, an_order

DEMO = Path(__file__).parents[1] / "resources" / "demo"
_reviews = count(1)


class DeskLaptop(Laptop):
    """A supervisor's or a dispatcher's laptop."""

    def hear_presence(self, *presence: Presence) -> Change:
        """One exchange with nothing new but how old the crews' pictures are."""
        line = self.store.line
        request = line.request(Limits(), 0.0)
        return line.absorb(request, Reply(self.clock.now(), cursor=request.cursor, presence=presence))

    def hear_reviews(self, reviews: Iterable[Review]) -> Change:
        """Reviews as the hub has them now."""
        return self.hear(*(ReviewChanged(review) for review in reviews))


def a_context(laptop: Laptop, say: Callable[..., None]) -> tuple[Context, StoreChanges]:
    """What a screen is handed; the caller ends the changes with `stop`."""
    changes = StoreChanges(laptop.store)
    line = connected(laptop.store, "http://hub.test", laptop.clock)
    context = Context(
        laptop.store, changes, line, Background(), laptop.clock, laptop.person, Language("en"), say,
        folder=laptop.folder,
    )  # fmt: skip
    return context, changes


class Said:
    """What a screen said last, and its button."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.act: Callable[[], None] | None = None

    def __call__(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        self.texts.append(text)
        self.act = act


def a_review(order: WorkOrder, clock: StillClock, ago: float = 5, **values: object) -> Review:
    """A close-out of Ana's that waits for dispatch, arrived some minutes ago."""
    made = Review(
        id=f"0193aaaa-0000-7000-8000-{next(_reviews):012d}",
        order_id=order.id,
        kind=ReviewKind.CLOSED,
        asks=Role.DISPATCHER,
        command_kind="close_out",
        author=ANA.id,
        author_name=ANA.name,
        occurred_at=clock.ago(ago + 15),
        received_at=clock.ago(ago),
        crew_id=order.crew_id,
        parts=(Part("status", Outcome.APPLIED, "assigned", "assigned", "closed"),),
    )
    return replace(made, **values)


def a_held_review(order: WorkOrder, clock: StillClock, ago: float = 12, crew_id: str = "crew-9") -> Review:
    """A close-out of a crew whose job was given to another one meanwhile."""
    return a_review(
        order,
        clock,
        ago,
        kind=ReviewKind.HELD,
        asks=Role.SUPERVISOR,
        why=Why.REASSIGNED,
        crew_id=crew_id,
        parts=(Part("status", Outcome.HELD, "assigned", "assigned", "closed"),),
    )


def a_closed_order(clock: StillClock, ago: float = 20, photos: Sequence[Photo] = (), **values: object) -> WorkOrder:
    """A job that crew 14 closed some minutes ago after 26 minutes of work."""
    closing = Closing("repaired", clock.ago(ago), ANA.name, "crew-14", 26, 4)
    made: dict[str, object] = {"status": Status.CLOSED, "closing": closing, "started_at": clock.ago(ago + 26)}
    return an_order(**{**made, "photos": tuple(photos), **values})


def a_crew_photo(
    photo_id: str,
    role: PhotoRole,
    clock: StillClock,
    ago: float,
    metres_north: float = 9,
    stored: bool = True,
) -> Photo:
    """A photo that crew 14 took near the address that `an_order` has."""
    at = clock.ago(ago)
    lat = 33.46561 + metres_north / 111_195
    return Photo(photo_id, role, at, ANA.name, "00" * 32, 1000, 800, 600, at, lat, -112.09932, stored=stored)


# the demo city, for the pictures


def demo_services() -> tuple[ServiceType, ...]:
    """The kinds of jobs of the demo city."""
    return read_city(DEMO).services


def demo_crews() -> tuple[Crew, ...]:
    """Its twelve crews."""
    return msgspec.convert(_city()["crews"], tuple[Crew, ...])


def demo_orders(clock: StillClock, per_crew: int = 9, unassigned: int = 14) -> list[WorkOrder]:
    """Open jobs of the demo city from its real records, most with a crew of their district."""
    crews = demo_crews()
    room = {crew.id: per_crew - (number * 3) % 6 for number, crew in enumerate(crews)}
    made: list[WorkOrder] = []
    pool = unassigned
    for number, (kind, record) in enumerate(_records()):
        district = record["Borough"].title()
        crew = next((c for c in crews if c.district == district and room[c.id] > 0), None)
        if number % 7 == 3 and pool:
            crew, pool = None, pool - 1
        elif crew is None:
            continue
        else:
            room[crew.id] -= 1
        made.append(_demo_order(clock, number, kind, record, crew))
        if not pool and not any(left > 0 for left in room.values()):
            break
    return made


def _demo_order(
    clock: StillClock, number: int, kind: dict[str, object], record: dict[str, str], crew: Crew | None
) -> WorkOrder:
    words = kind["words"]["en"]  # type: ignore[index]
    started = crew is not None and number % 9 == 1
    service = next(s for s in demo_services() if s.code == kind["service"])
    address = record["Incident Address"] or f"{record['Intersection Street 1']} & {record['Intersection Street 2']}"
    return an_order(
        service_code=kind["service"],
        title=kind["title"],
        address=address.title(),
        requested_datetime=clock.ago(60 + (number * 137) % 4000),
        expected_datetime=None if number % 11 == 5 else clock.ago(-((number * 91) % 2900) + 120),
        status=Status.NEW if crew is None else Status.STARTED if started else Status.ASSIGNED,
        started_at=clock.ago(5 + number % 60) if started else None,
        priority=Priority.EMERGENCY if number % 37 == 3 else Priority(kind["priority"]),
        description=words[number % len(words)],
        lat=float(record["Latitude"]) if record["Latitude"] else None,
        long=float(record["Longitude"]) if record["Longitude"] else None,
        crew_id=crew.id if crew else None,
        assignment_id=f"as-{number}" if crew else None,
        estimate_minutes=service.estimate_minutes + (number % 4) * 10,
        resident=Resident("Alma Torres", "555-0103", "es" if number % 3 else "en"),
        history=(Event(f"h-{number}", clock.ago(180), "assign", "Maria Reyes", crew.id),) if crew else (),
    )


def demo_photo(subject: str, which: str) -> bytes:
    """One of the demo city's photos: `demo_photo("pothole", "after")`."""
    return (DEMO / "photos" / f"{subject}-{which}.jpg").read_bytes()


def demo_presence(clock: StillClock) -> tuple[Presence, ...]:
    """Four crews on the line, two never heard, the others dark for a while."""
    crews = demo_crews()
    made = []
    for number, crew in enumerate(crews[:-2]):
        live = number % 3 == 0
        ago = 1 if live else 5 + number * 9
        made.append(Presence(crew.id, clock.ago(ago), 7 if not live else 9, 9, live))
    return tuple(made)


def _city() -> dict[str, object]:
    return msgspec.json.decode((DEMO / "city.json").read_bytes())


def _records() -> Iterable[tuple[dict[str, object], dict[str, str]]]:
    kinds = {(k["complaint"], k["descriptor"]): k for k in _city()["kinds"]}  # type: ignore[attr-defined]
    with (DEMO / "service_requests.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    order = sorted(range(len(rows)), key=lambda at: (at * 7919) % len(rows))  # not one kind after the other
    for at in order:
        record = rows[at]
        kind = kinds.get((record["Complaint Type"], record["Descriptor"]))
        if kind is not None and (record["Incident Address"] or record["Intersection Street 1"]):
            yield kind, record
