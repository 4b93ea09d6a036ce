"""A city in memory: a real hub, a real laptop, a clock that only moves when told, and a line that fails on demand."""

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from argon2 import PasswordHasher
from PIL import Image

from sync.clock import Clock
from sync.crm import Crm
from sync.engine import Engine, LineState
from sync.orders import Crew, Person, Role, Status, WorkOrder
from sync.photos import PreparedPhoto, prepare
from sync.server.calls import Call
from sync.server.hub import Hub
from sync.store import Store
from sync.transport import HttpResponse, NoLine
from sync.wire import Grant

KEY = bytes(range(32))
URL = "http://hub.test"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MARIA = Person("p-maria", "Maria Lopez", Role.CREW, "c-7")
PETE = Person("p-pete", "Pete Novak", Role.CREW, "c-8")
SUE = Person("p-sue", "Sue Park", Role.SUPERVISOR)
PAGE = b"<html>Welcome to the free Wi-Fi</html>"


class TownClock(Clock):
    """Stands still until somebody passes time; its chance is always the same."""

    def __init__(self, seed: int = 7) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self.now_s = 1000.0

    def wall_ms(self) -> int:
        return 1_795_000_000_000 + round(self.now_s * 1000)

    def monotonic_s(self) -> float:
        return self.now_s

    def random_bits(self, count: int) -> int:
        return self._random.getrandbits(count)

    def pass_s(self, seconds: float) -> None:
        self.now_s += seconds


Fault = Callable[["TestLine", Call], HttpResponse]


class TestLine:
    """A `Transport` straight into a hub. `fail` says what goes wrong with the next calls of a path."""

    __test__ = False

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.calls: list[Call] = []
        self.faults: list[tuple[str, Fault]] = []
        self.down = ""

    def fail(self, path: str, fault: Fault, times: int = 1) -> None:
        self.faults += [(path, fault)] * times

    def paths(self) -> list[str]:
        return [f"{call.method} {call.path.removeprefix('/api/v1')}" for call in self.calls]

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        assert url.startswith(URL)
        parts = urlsplit(url)
        low = {name.lower(): value for name, value in headers.items()}
        call = Call(method, unquote(parts.path), dict(parse_qsl(parts.query)), low, body or b"")
        self.calls.append(call)
        if self.down:
            raise NoLine(self.down)
        for index, (path, fault) in enumerate(self.faults):
            if path in call.path:
                del self.faults[index]
                return fault(self, call)
        return self.through(call)

    def through(self, call: Call) -> HttpResponse:
        result = self.hub.answer(call)
        headers = {name.lower(): value for name, value in result.headers.items()}
        return HttpResponse(result.status, headers, result.body)


def no_request(line: TestLine, call: Call) -> HttpResponse:
    raise NoLine("NET-TIMEOUT")


def no_answer(line: TestLine, call: Call) -> HttpResponse:
    """The hub does it, and nobody hears."""
    done = line.through(call)
    if not isinstance(done.body, bytes):
        list(done.body)
    raise NoLine("NET-CUT")


def captive(line: TestLine, call: Call) -> HttpResponse:
    return HttpResponse(200, {"content-type": "text/html"}, PAGE)


def twice(line: TestLine, call: Call) -> HttpResponse:
    line.through(call)
    return line.through(call)


def problem(name: str, status: int = 503, retry_after_s: float | None = None) -> Fault:
    """The hub's own problem, without doing anything."""

    def fault(line: TestLine, call: Call) -> HttpResponse:
        patience = "" if retry_after_s is None else f',"retry_after_s":{retry_after_s}'
        body = f'{{"type":"urn:fieldsync:problem:{name}","title":"t","status":{status}{patience}}}'
        headers = {"content-type": "application/problem+json"}
        headers["field-sync-nonce"] = call.headers["field-sync-nonce"]
        return HttpResponse(status, headers, body.encode())

    return fault


def cut_after(pieces: int) -> Fault:
    """A streamed body that breaks off."""

    def fault(line: TestLine, call: Call) -> HttpResponse:
        whole = line.through(call)
        assert not isinstance(whole.body, bytes)
        return HttpResponse(whole.status, whole.headers, _cut(whole.body, pieces))

    return fault


def _cut(body: Iterator[bytes], pieces: int) -> Iterator[bytes]:
    for _ in range(pieces):
        yield next(body)
    body.close()  # type: ignore[attr-defined]
    raise NoLine("NET-CUT")


class City:
    """The hub and one laptop of Maria's crew, which has signed in and has synced nothing yet."""

    def __init__(self, folder: Path, orders: int = 3) -> None:
        self.clock = TownClock()
        self.folder = folder
        (folder / "hub").mkdir()
        self.hub = Hub(f"sqlite:///{folder}/hub/hub.db", folder / "hub", self.clock, hasher=QUICK)
        self.hub.book.put_crew(Crew("c-7", "Crew 7", "7"))
        self.hub.book.put_crew(Crew("c-8", "Crew 8", "8"))
        for person, user in ((MARIA, "maria"), (PETE, "pete"), (SUE, "sue")):
            self.hub.people.add(person, user, "secret")
        self.hub.book.put_orders([an_order(number) for number in range(1, orders + 1)])
        self.line = TestLine(self.hub)
        self.crashes_at = ""
        self.store = Store.open(folder / "laptop", KEY, self.clock)
        self.crm = Crm(URL, self.line, self.clock, self.store.device)
        grant = self.crm.sign_in("maria", "secret", self.store.device)
        assert isinstance(grant, Grant)
        self.store.sign_in(URL, self.hub.well_known().server_id, grant)
        self.engine = self.an_engine()
        self.line.calls.clear()

    def close(self) -> None:
        self.store.close()
        self.hub.close()

    def an_engine(self) -> Engine:
        """A new one, as after a start: it knows nothing but what the store knows."""
        return Engine(self.store, self.crm, self.clock, self._step)

    def restart(self) -> None:
        """As after pulling the plug."""
        self.store.close()
        self.store = Store.open(self.folder / "laptop", KEY, self.clock)
        self.crm = Crm(URL, self.line, self.clock, self.store.device)
        self.engine = self.an_engine()

    def _step(self, name: str) -> None:
        if name == self.crashes_at:
            self.crashes_at = ""
            raise Crashed(name)

    def settle(self, within_s: float = 3600.0) -> None:
        """Step until the line is online and nothing is left to do before the next poll."""
        ends_s = self.clock.now_s + within_s
        nudged = True
        while self.clock.now_s < ends_s:
            wait_s = self.engine.step(nudged).wait_s
            nudged = False
            if wait_s > 0:
                if self.engine.status().state is LineState.ONLINE and self.idle():
                    return
                self.clock.pass_s(wait_s)
        raise AssertionError(f"not settled: {self.engine.status()}, {self.store.summary()}")

    def idle(self) -> bool:
        return not self.store.line.waiting() and self.store.line.next_upload() is None


class Crashed(BaseException):
    """Nothing that the code under test may catch."""


def an_order(number: int, crew_id: str | None = "c-7") -> WorkOrder:
    return WorkOrder(
        id=f"o-{number:04}",
        number=f"SR-{number:04}",
        service_code="pothole",
        title=f"Pothole {number}",
        address=f"{number} Pine St",
        requested_datetime="2026-11-20T08:00:00Z",
        status=Status.ASSIGNED if crew_id else Status.NEW,
        crew_id=crew_id,
        assignment_id=f"a-{number}" if crew_id else None,
    )


def a_photo(seed: int = 1, side: int = 64) -> PreparedPhoto:
    """A picture that hardly compresses."""
    picture = Image.frombytes("RGB", (side, side), random.Random(seed).randbytes(side * side * 3))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=90)
    return prepare(data.getvalue())
