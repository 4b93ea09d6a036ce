"""A small city on a real hub for tests of the whole window: three people, some jobs, a port."""

from pathlib import Path

import argon2

from sync.clock import Clock
from sync.orders import WorkOrder
from sync.server.app import Server, serve
from sync.server.hub import Hub
from tests.builders import ANA, CREWS, DANA, MARIA, a_service

PASSWORD = "pass"
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class OneCity:
    """A hub with crew, supervisor and dispatcher (`ana`, `maria`, `dana`), served at `url`."""

    def __init__(self, folder: Path, *orders: WorkOrder) -> None:
        self.hub = Hub(f"sqlite:///{folder / 'hub.db'}", folder / "hub", Clock(), hasher=CHEAP)
        for person, user in ((ANA, "ana"), (MARIA, "maria"), (DANA, "dana")):
            self.hub.people.add(person, user, PASSWORD)
        for crew in CREWS:
            self.hub.book.put_crew(crew)
        self.hub.book.put_service(a_service())
        self.hub.book.put_orders(orders)
        self._server: Server = serve(self.hub)
        self.url = self._server.url

    def close(self) -> None:
        """Stops serving."""
        self._server.close()
        self.hub.close()
