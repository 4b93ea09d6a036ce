"""The city that every schedule starts from: made once, then copied, so that a seed costs no set-up."""

import io
import random
import shutil
from pathlib import Path

from argon2 import PasswordHasher
from PIL import Image

from sync.crm import Crm
from sync.engine import Engine
from sync.orders import (
    ChecklistItem,
    Crew,
    Person,
    Resident,
    Resolution,
    Role,
    ServiceType,
    Status,
    WorkOrder,
)
from sync.photos import PreparedPhoto, prepare
from sync.seal import public_of
from sync.server.hub import Hub
from sync.simulator.faults import Faults
from sync.simulator.network import Line
from sync.simulator.virtual_time import VirtualClock, World
from sync.store import Store
from sync.wire import Grant

HUB_URL = "https://hub.example"
KEY = bytes(range(32))
RECOVERY = bytes(range(32, 64))
"""The private half of the city's recovery key."""

CREWS = (Crew("crew-14", "Crew 14", "14"), Crew("crew-9", "Crew 9", "9"))
PEOPLE = {
    "alex": Person("p-alex", "Alex Ruiz", Role.CREW, "crew-14"),
    "alex-2": Person("p-alex", "Alex Ruiz", Role.CREW, "crew-14"),
    "sam": Person("p-sam", "Sam Cole", Role.CREW, "crew-9"),
    "lee": Person("p-lee", "Lee Wong", Role.CREW, "crew-9"),
    "maria": Person("p-maria", "Maria Reyes", Role.SUPERVISOR),
    "dana": Person("p-dana", "Dana Kim", Role.DISPATCHER),
}
"""Laptops by name; one person has two."""

ORDERS = 14
FEW = 6
"""Of these both crews have some; all others are crew 14's, so that it can lose many at once."""

VALUES = ("left", "right", "centre")
SECRET = "Señora Ortiz, 555-0199"
"""Personal data that no file may have in clear."""

MOMENTS = ("2025-12-01T09:00:00Z", "2025-12-02T14:00:00Z")
PLACES = (("Back lane", None, None), (None, 33.4656, -112.0993), ("Corner", 33.4657, -112.0994))
"""Address, latitude and longitude, as somebody puts them right."""

FOUND = ((33.4656, -112.0993), (33.4657, -112.0994), (33.5001, -112.0102))
"""Where crews find new work: two of these are one corner."""

FIELDS = ("lane", "size")
ITEMS = ("cones", "signs")
SERVICE = ServiceType(
    "pothole",
    {"en": "Pothole", "es": "Bache"},
    "circle-dot-dashed",
    "orange",
    resolutions=(Resolution("FIXED", {"en": "Repaired"}), Resolution("NOTHING", {"en": "Nothing there"}, fixed=False)),
    checklist=tuple(ChecklistItem(item, {"en": item}) for item in ITEMS),
)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Passwords are not what a schedule is about."""


def build(folder: Path) -> None:
    """Makes the city in `folder`: the hub, and the laptops, signed in and after their first sync."""
    world, rng = World(), random.Random(0)
    hub = Hub(hub_url(folder), folder / "hub", VirtualClock(world, rng), hasher=CHEAP)
    hub.set_recovery_key(public_of(RECOVERY))
    for crew in CREWS:
        hub.book.put_crew(crew)
    hub.book.put_service(SERVICE)
    for number in range(ORDERS):
        crew = first_crew(number)
        hub.book.put_order(
            WorkOrder(
                id=f"order-{number}",
                number=f"311-26-00000{number}",
                service_code="pothole",
                title=f"Pothole {number}",
                address=f"{number} Main St",
                requested_datetime="2025-11-24T08:00:00Z",
                status=Status.ASSIGNED,
                crew_id=crew.id,
                assignment_id=f"first-{number}",
                fields={"lane": "right"},
                resident=Resident(SECRET),
            )
        )
    for person in {person.id: person for person in PEOPLE.values()}.values():
        hub.people.add(person, person.id, "demo")
    faults = Faults(rng)
    faults.on = False
    for name, person in PEOPLE.items():
        clock = VirtualClock(world, random.Random(name))
        store = Store.open(laptop_folder(folder, name), KEY, clock)
        crm = Crm(HUB_URL, Line(name, hub.answer, faults, world, rng), clock)
        grant = crm.sign_in(person.id, "demo", store.device)
        assert isinstance(grant, Grant)
        store.sign_in(HUB_URL, hub.well_known().server_id, grant)
        crm.device = store.device
        engine = Engine(store, crm, clock)
        while engine.step().wait_s == 0.0:
            pass  # the first sync
        store.close()
    hub.close()


def first_crew(number: int) -> Crew:
    """Whose job an order is when a schedule begins."""
    return CREWS[number % len(CREWS)] if number < FEW else CREWS[0]


def copied(template: Path, folder: Path) -> None:
    """A fresh copy of the city in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)


def hub_url(folder: Path) -> str:
    """The address of the hub's database."""
    return f"sqlite:///{folder / 'hub.db'}"


def laptop_folder(folder: Path, name: str) -> Path:
    """Where a laptop keeps its files."""
    return folder / "laptops" / name


def pictures() -> tuple[PreparedPhoto, ...]:
    """A few small photos and one of several chunks, the same in every process."""
    return tuple(prepare(_noise(size, seed)) for seed, size in enumerate(((24, 18), (32, 24), (40, 30), (700, 500))))


def _noise(size: tuple[int, int], seed: int) -> bytes:
    image = Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95)
    return file.getvalue()
