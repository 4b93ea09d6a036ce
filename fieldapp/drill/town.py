"""The city of a drill: crews with many jobs, and the photos that they take, all of them different."""

import io
import random
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image, ImageDraw

from fieldapp import paths
from sync.clock import Clock
from sync.orders import Crew, Person, Role, Status, WorkOrder
from sync.photos import PreparedPhoto, prepare
from sync.server.demo_plan import read_city
from sync.server.hub import Hub

PASSWORD: Final = "drill"
JOBS_A_CREW: Final = 125
PHOTO_PX: Final = (960, 720)
SCENES: Final = ("pothole-before", "pothole-after")


class Plan(msgspec.Struct, frozen=True):
    """How much work there is: `photos` are spread over `jobs` as evenly as can be."""

    jobs: int
    photos: int
    seed: int

    @property
    def crews(self) -> int:
        """How many laptops there are."""
        return max(1, min(4, -(-self.jobs // JOBS_A_CREW)))

    def crew_of(self, number: int) -> int:
        """Whose job it is."""
        return number % self.crews

    def photos_of(self, number: int) -> int:
        """How many photos prove that job."""
        return (number + 1) * self.photos // self.jobs - number * self.photos // self.jobs


def job_id(number: int) -> str:
    """The job's id, in which its number can be read again."""
    return f"drill-{number:06}"


def number_of(order_id: str) -> int:
    """The number of a job."""
    return int(order_id.rpartition("-")[2])


def user(crew: int) -> str:
    """Whoever works in that crew."""
    return f"crew{crew}"


def build(folder: Path, plan: Plan) -> None:
    """Makes the hub's database with the crews and their jobs."""
    hub = Hub(database_url(folder), folder, Clock(), name="Drill city")
    try:
        city = read_city(paths.resources() / "demo")
        for service in city.services:
            hub.book.put_service(service)
        for crew in range(plan.crews):
            hub.book.put_crew(Crew(f"c-{crew}", f"Crew {crew}", str(crew)))
            hub.people.add(Person(f"p-{crew}", f"Crew member {crew}", Role.CREW, f"c-{crew}"), user(crew), PASSWORD)
        chance = random.Random(plan.seed)
        services = [service for service in city.services if service.resolutions]
        orders = []
        for number in range(plan.jobs):
            service = chance.choice(services)
            orders.append(
                WorkOrder(
                    job_id(number),
                    f"DR-{number:04}",
                    service.code,
                    service.labels.get("en", service.code),
                    f"{number} Pine St",
                    "2026-11-22T08:00:00Z",
                    status=Status.ASSIGNED,
                    crew_id=f"c-{plan.crew_of(number)}",
                    assignment_id=f"a-{number}",
                )
            )
        hub.book.put_orders(orders)
    finally:
        hub.close()


def database_url(folder: Path) -> str:
    """Where the hub in that folder keeps its rows."""
    return f"sqlite:///{folder / 'hub.db'}"


def photo(order_id: str, count: int, seed: int) -> PreparedPhoto:
    """The photo number `count` of a job: one of the demo's pictures, with a pattern that no other photo has."""
    scene = paths.resources() / "demo" / "photos" / f"{SCENES[count % len(SCENES)]}.jpg"
    with Image.open(scene) as opened:
        picture = opened.convert("RGB").resize(PHOTO_PX)
    draw, chance = ImageDraw.Draw(picture), random.Random(f"{seed} {order_id} {count}")
    for _ in range(12):
        x, y = chance.randrange(PHOTO_PX[0]), chance.randrange(PHOTO_PX[1])
        draw.rectangle((x, y, x + 40, y + 40), fill=tuple(chance.randbytes(3)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return prepare(out.getvalue())
