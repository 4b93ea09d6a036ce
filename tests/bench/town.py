"""A hub in a process of its own with many jobs for one crew, and laptops that have never been there."""

from pathlib import Path

from sync.clock import Clock
from sync.crm import Crm
from sync.engine import Engine
from sync.http import RequestsTransport
from sync.orders import Crew, Event, Person, Role, ServiceType, Status, WorkOrder
from sync.store import Store
from sync.wire import Grant, WellKnown
from tests.contract.hub_process import HubProcess

KEY = bytes(range(32))
USER, PASSWORD = "alex", "demo"
STREETS = ("Main Street", "Ocean Avenue", "Mill Road", "Bergen St", "Park Place", "Third Avenue", "Canal St")
SAID = "deep hole in the right lane, two cars already swerved and it gets worse after rain near the bus stop"
WORDS = tuple(SAID.split())


def an_order(number: int) -> WorkOrder:
    """One of many assigned jobs, about 1.1 kB with its history."""
    said = " ".join(WORDS[(number * 7 + place * 3) % len(WORDS)] for place in range(40))
    return WorkOrder(
        id=f"018f3c00-0000-7000-8000-{number:012}",
        number=f"311-26-{number:06}",
        service_code="pothole",
        title=f"Pothole {number % 89}",
        address=f"{number % 977} {STREETS[number % len(STREETS)]}",
        description=said,
        requested_datetime="2026-11-22T08:00:00Z",
        expected_datetime=f"2026-11-{22 + number % 7}T18:{number % 60:02}:00Z",
        status=Status.ASSIGNED,
        crew_id="14",
        assignment_id=f"first-{number}",
        lat=40.6 + number / 1e5,
        long=-73.9 - number / 1e5,
        estimate_minutes=30,
        history=tuple(
            Event(f"e-{number}-{each}", "2026-11-22T08:00:00Z", kind, "Office", "14")
            for each, kind in enumerate(("requested", "triaged", "assign"))
        ),
    )


class Town:
    """The hub, `url`, and its jobs; `close` ends it."""

    def __init__(self, folder: Path, orders: int) -> None:
        self.folder, self.orders = folder, orders
        self._hub = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder / "hub")
        office = self._hub.office
        office.people.add(Person("p", "Alex", Role.CREW, "14"), USER, PASSWORD)
        office.book.put_crew(Crew("14", "Crew 14", "14"))
        office.book.put_service(ServiceType("pothole", {"en": "Pothole"}, "circle-dot-dashed", "orange", ()))
        office.book.put_orders(an_order(number) for number in range(orders))
        self._hub.start()
        self.url = self._hub.url

    def close(self) -> None:
        """End the hub."""
        self._hub.close()

    def grant(self, device: str) -> tuple[str, Grant]:
        """The hub's id and the tokens of a device."""
        transport = RequestsTransport(self.url)
        crm = Crm(self.url, transport, Clock(), device)
        known, grant = crm.well_known(), crm.sign_in(USER, PASSWORD, device)
        transport.close()
        assert isinstance(known, WellKnown), known
        assert isinstance(grant, Grant), grant
        return known.server_id, grant

    def sign_in(self, store: Store) -> None:
        """Sign the crew in on a laptop."""
        store.sign_in(self.url, *self.grant(store.device))


class Laptop:
    """A store and an engine on its real line, to be stepped by hand; `url` may be a relay before the hub."""

    def __init__(self, town: Town, folder: Path, url: str = "") -> None:
        self.store = Store.open(folder, KEY, Clock())
        town.sign_in(self.store)
        self._transport = RequestsTransport(url or town.url)
        self.engine = Engine(self.store, Crm(url or town.url, self._transport, Clock(), self.store.device), Clock())

    def settle(self) -> None:
        """Step until nothing is due."""
        wait_s = self.engine.step(nudged=True).wait_s
        while not wait_s:
            wait_s = self.engine.step().wait_s
        assert self.store.summary().first_sync_done, self.engine.status()

    def close(self) -> None:
        """Hang up and close the file."""
        self._transport.close()
        self.store.close()
