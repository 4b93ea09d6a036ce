"""A hub in a process of its own, and a small city for a test to live in."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
from argon2 import PasswordHasher

from sync.clock import Clock
from sync.orders import Crew, Person, Role, ServiceType, Status, WorkOrder
from sync.server.hub import Hub

ROOT = Path(__file__).parents[2]
PASSWORD = "secret"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class HubProcess:
    """`python -m sync.server run`; `office` is a Hub of this process on the same database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.database_url = database_url
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        self.port = 0
        self.office = Hub(database_url, folder, Clock(), name="Test city", hasher=CHEAP)

    def start(self) -> None:
        """Start it, on the port that it had before, and wait until it answers."""
        run = [sys.executable, "-m", "sync.server", "run", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*run, "--folder", str(self.folder), "--database", self.database_url],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("Serving on http"), line
        self.url = line.split()[-1]
        self.port = int(self.url.rpartition(":")[2])

    def stop(self) -> int:
        """Ask it to end, as a system does; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self._end()

    def kill(self) -> None:
        """End it at once."""
        assert self.process is not None
        self.process.kill()
        self._end()

    def close(self) -> None:
        if self.process is not None:
            self.stop()
        self.office.close()

    def _end(self) -> int:
        assert self.process is not None
        code = self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code


class City(msgspec.Struct, frozen=True):
    """Crew 7 with jobs 1 to 10, crew 8 with jobs 11 and 12, supervisor and dispatcher: all one test's own."""

    office: Hub
    tag: str

    def crew(self, number: int) -> str:
        return f"c-{number}-{self.tag}"

    def user(self, name: str) -> str:
        return f"{name}-{self.tag}"

    def order_id(self, number: int) -> str:
        return f"o-{number:02d}-{self.tag}"

    def order(self, number: int) -> WorkOrder:
        """The job as the office has it."""
        found = self.office.book.order(self.order_id(number))
        assert found is not None
        return found

    def an_order(self, number: int) -> WorkOrder:
        """A new job."""
        return WorkOrder(
            self.order_id(number),
            f"SR-{number}",
            "pothole",
            "Pothole",
            f"{number} Main St",
            "2026-11-22T08:00:00Z",
            status=Status.ASSIGNED,
            crew_id=self.crew(7 if number < 11 else 8),
            assignment_id=f"a-{number}",
        )

    def people(self) -> dict[str, Person]:
        tag = self.tag
        return {
            "maria": Person(f"p-maria-{tag}", "Maria Lopez", Role.CREW, self.crew(7)),
            "pete": Person(f"p-pete-{tag}", "Pete Novak", Role.CREW, self.crew(8)),
            "sue": Person(f"p-sue-{tag}", "Sue Park", Role.SUPERVISOR),
            "dan": Person(f"p-dan-{tag}", "Dan Reed", Role.DISPATCHER),
        }

    def build(self) -> "City":
        for name, person in self.people().items():
            self.office.people.add(person, self.user(name), PASSWORD)
        for number in (7, 8):
            self.office.book.put_crew(Crew(self.crew(number), f"Crew {number}", str(number)))
        self.office.book.put_service(ServiceType("pothole", {"en": "Pothole"}, "construction", "amber", ()))
        self.office.book.put_orders(self.an_order(number) for number in range(1, 13))
        return self
