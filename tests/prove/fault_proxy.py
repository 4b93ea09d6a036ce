"""A laptop with work on it, a hub process, and a real line between them that is bad for a while, in many ways.

Each scenario: the line is as its faults say until they were met; nothing may count as done on the laptop that the hub
has not; then the line is clean, and everything is at the hub exactly once, the photos by SHA-256, within a bound.
"""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from fieldapp.fault_line import Fault, FaultLine, Kind
from sync.clock import Clock
from sync.commands import AddNote, CloseOut, StartWork
from sync.crm import Crm
from sync.engine import Engine, LineState
from sync.http import RequestsTransport
from sync.orders import PhotoRole
from sync.photos import prepare
from sync.states import WAITING, PhotoState
from sync.store import Store, meta
from sync.transport import HttpResponse
from sync.verdicts import Outcome
from sync.wire import Grant, WellKnown
from tests.builders import KEY, a_jpeg
from tests.contract.hub_process import PASSWORD, City, HubProcess

HASTY_S = 0.4
"""Deadlines are that short here: what takes the laptop half a minute on the street takes the test a moment."""
BAD_S, CLEAN_S = 20.0, 30.0
EXCHANGE, UPLOADS, SNAPSHOT, TOKEN = "/exchange", "/uploads", "/snapshot", "/token"


class Scenario(msgspec.Struct, frozen=True):
    """The faults, the first that fits counts; with `first` the laptop must do that before anything else."""

    name: str
    faults: tuple[Fault, ...]
    first: str = ""
    hasty_s: float = HASTY_S


def _table() -> tuple[Scenario, ...]:
    rows: list[tuple[str, Kind, dict[str, Any]]] = [
        ("no network: every connection is reset", Kind.RESET, {"times": 3}),
        ("connected, and nobody there", Kind.HALF_OPEN, {"times": 2, "seconds": 2.0}),
        ("nobody answers", Kind.SILENT, {"times": 2, "seconds": 2.0}),
        ("requests are lost", Kind.REQUEST_LOST, {"times": 4}),
        ("the exchange is cut in its head", Kind.REQUEST_CUT, {"path": EXCHANGE, "times": 2}),
        ("the exchange is cut after 500 bytes", Kind.REQUEST_CUT, {"path": EXCHANGE, "times": 2, "count": 500}),
        ("uploads are cut after 2,000 bytes", Kind.REQUEST_CUT, {"path": UPLOADS, "times": 4, "count": 2000}),
        ("the answer to the exchange is lost", Kind.RESPONSE_LOST, {"path": EXCHANGE, "times": 2}),
        ("answers to uploads are lost", Kind.RESPONSE_LOST, {"path": UPLOADS, "times": 4}),
        ("every answer is lost for a while", Kind.RESPONSE_LOST, {"times": 6}),
        ("the hub does it after the laptop gave up", Kind.DONE_LATE, {"path": EXCHANGE, "times": 2, "seconds": 2.0}),
        ("uploads are done after the laptop gave up", Kind.DONE_LATE, {"path": UPLOADS, "times": 2, "seconds": 2.0}),
        ("everything arrives twice", Kind.TWICE, {"times": 8}),
        ("everything arrives again, later", Kind.TWICE_LATE, {"times": 8}),
        ("answers end after 40 bytes", Kind.TRUNCATED, {"times": 4, "count": 40}),
        ("answers end before the last byte", Kind.TRUNCATED, {"path": EXCHANGE, "times": 2, "count": 200}),
        ("answers stop without a body", Kind.STALLED_BODY, {"times": 2, "seconds": 2.0}),
        ("answers stop after 100 bytes", Kind.STALLED_BODY, {"times": 2, "count": 100, "seconds": 2.0}),
        ("latency, below the deadline", Kind.LATENCY, {"times": 8, "seconds": 0.15}),
        ("latency, above the deadline", Kind.LATENCY, {"times": 3, "seconds": 0.8}),
        ("bandwidth, slow", Kind.BANDWIDTH, {"times": 6, "count": 1024, "seconds": 0.02}),
        ("bandwidth, too slow", Kind.BANDWIDTH, {"times": 3, "count": 16, "seconds": 0.1}),
        ("answers in slices of 3 bytes", Kind.SLICED, {"times": 8, "count": 3}),
        ("slow close", Kind.SLOW_CLOSE, {"times": 6, "seconds": 0.5}),
        ("captive portal: 200 and a page", Kind.PAGE, {"times": 5}),
        ("captive portal: 511 and a page", Kind.PAGE, {"times": 3, "status": 511}),
        ("200 and nothing", Kind.EMPTY, {"times": 4}),
        ("204 and nothing", Kind.EMPTY, {"times": 4, "status": 204}),
        ("200 and {} as JSON", Kind.JSON, {"times": 4}),
        ("a mirror: {} and our own nonce", Kind.ECHO, {"times": 4}),
        ("302 to a portal", Kind.REDIRECT, {"times": 4, "status": 302}),
        ("307 to a portal", Kind.REDIRECT, {"times": 4, "status": 307}),
        ("a proxy's 404", Kind.PAGE, {"times": 4, "status": 404}),
        ("a proxy's 404 as problem+json", Kind.PROBLEM, {"times": 4, "status": 404}),
        ("a proxy's 401", Kind.PAGE, {"times": 4, "status": 401}),
        ("a proxy's 403 as problem+json", Kind.PROBLEM, {"times": 4, "status": 403}),
        ("407, the proxy wants a password", Kind.PAGE, {"times": 4, "status": 407}),
        ("502 HTML", Kind.PAGE, {"times": 4, "status": 502}),
        ("503 HTML", Kind.PAGE, {"times": 4, "status": 503}),
        ("504 for uploads only", Kind.PAGE, {"path": UPLOADS, "times": 4, "status": 504}),
        ("413, the proxy takes no large bodies", Kind.PAGE, {"path": UPLOADS, "times": 3, "status": 413}),
        ("the wrong nonce on everything", Kind.WRONG_NONCE, {"times": 5}),
        ("the wrong nonce on uploads", Kind.WRONG_NONCE, {"path": UPLOADS, "times": 3}),
        ("a cache answers", Kind.STALE, {"times": 6}),
        ("answers are garbled", Kind.GARBLED, {"times": 4}),
        ("chunks are garbled on their way up", Kind.UPLOAD_GARBLED, {"path": "/uploads/", "times": 2}),
        ("PATCH and HEAD are refused with 405", Kind.NO_METHODS, {"status": 405}),
        ("PATCH and HEAD are refused with 501", Kind.NO_METHODS, {"status": 501}),
        ("it does not speak HTTP", Kind.NOISE, {"times": 4}),
        ("answers come chunked", Kind.CHUNKED, {"times": 10}),
        ("the first sync is cut", Kind.TRUNCATED, {"path": SNAPSHOT, "times": 2, "count": 700}),
        ("the first sync meets a portal", Kind.PAGE, {"path": SNAPSHOT, "times": 2}),
        ("the answer to a refresh is lost", Kind.RESPONSE_LOST, {"path": TOKEN, "times": 2}),
        ("a portal answers the refresh", Kind.PAGE, {"path": TOKEN, "times": 2}),
    ]
    firsts = {SNAPSHOT: "snapshot", TOKEN: "refresh"}
    made = [
        Scenario(name, (Fault(kind, **values),), firsts.get(values.get("path", ""), "")) for name, kind, values in rows
    ]
    flapping = [Fault(kind, times=1) for kind in (Kind.RESET, Kind.NONE, Kind.RESPONSE_LOST, Kind.PAGE)] * 3
    storm = [
        Fault(Kind.RESPONSE_LOST, EXCHANGE, 1),
        Fault(Kind.TWICE_LATE, EXCHANGE, 1),
        Fault(Kind.WRONG_NONCE, UPLOADS, 1),
        Fault(Kind.REQUEST_CUT, UPLOADS, 1, 900),
        Fault(Kind.PAGE, times=2, status=502),
    ]
    return (*made, Scenario("flapping", tuple(flapping)), Scenario("one after the other", tuple(storm)))


SCENARIOS = _table()
SHORT = (
    "no network: every connection is reset",
    "every answer is lost for a while",
    "the hub does it after the laptop gave up",
    "everything arrives twice",
    "captive portal: 200 and a page",
    "a mirror: {} and our own nonce",
    "the wrong nonce on everything",
    "chunks are garbled on their way up",
    "PATCH and HEAD are refused with 405",
    "the first sync is cut",
    "the answer to a refresh is lost",
)


class Hasty:
    """Real sockets with short deadlines."""

    def __init__(self, transport: RequestsTransport, longest_s: float) -> None:
        self._transport = transport
        self.longest_s = longest_s

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        return self._transport.send(method, url, headers, body, min(deadline_s, self.longest_s), stream)


class Trial:
    """One scenario: a city of its own in the hub, a laptop in `folder`, a line between them."""

    def __init__(self, hub: HubProcess, folder: Path, scenario: Scenario) -> None:
        self.scenario = scenario
        self.city = City(hub.office, Clock().new_id()[-8:]).build()
        self.line = FaultLine(hub.port)
        self.transport = RequestsTransport(self.line.url)
        self.hasty = Hasty(self.transport, 20.0)
        self.folder = folder
        self.store, self.crm, self.engine = self._opened()
        known, grant = self.crm.well_known(), self.crm.sign_in(self.city.user("maria"), PASSWORD, self.store.device)
        assert isinstance(known, WellKnown)
        assert isinstance(grant, Grant)
        self.store.sign_in(self.line.url, known.server_id, grant)
        self.photos: dict[str, str] = {}

    def _opened(self) -> tuple[Store, Crm, Engine]:
        store = Store.open(self.folder, KEY, Clock())
        crm = Crm(self.line.url, self.hasty, Clock(), store.device)
        return store, crm, Engine(store, crm, Clock())

    def reopen(self) -> None:
        """The app is closed, and started again."""
        self.store.close()
        self.store, self.crm, self.engine = self._opened()

    def close(self) -> None:
        self.transport.close()
        self.store.close()
        self.line.close()

    def run(self) -> str:
        """What was wrong, "" where nothing was."""
        self.step_until(self.quiet, CLEAN_S)
        self._work()
        self._go_first()
        self.hasty.longest_s = self.scenario.hasty_s
        self.line.become(*self.scenario.faults)
        self.step_until(self._met_enough, BAD_S)
        if not self._met():
            return "the fault was never met"
        if wrong := self._believed():
            return f"while the line was bad: {wrong}"
        self.line.become()
        self.hasty.longest_s = 20.0
        if not self.step_until(self.quiet, CLEAN_S):
            return f"not quiet on a clean line: {self.engine.status()}, {self.store.summary()}"
        return self._lost()

    def _work(self) -> None:
        note = Clock().new_id
        first, second = self.city.order_id(1), self.city.order_id(2)
        self.store.record(first, StartWork())
        self.store.record(first, AddNote(note(), "Two lanes closed"))
        for order_id in (first, second):
            photo = prepare(a_jpeg(size=(1600, 1200), name=note()))  # one that the hub has not yet
            self.photos[self.store.add_photo(order_id, PhotoRole.AFTER, photo).photo_id] = photo.sha256
        self.store.record(first, CloseOut("repaired", photo_ids=tuple(self.photos)[:1]))
        self.store.record(second, AddNote(note(), "Nobody at home"))
        self.city.office.book.edit_order(self.city.order_id(3), lambda order: replace(order, title="Deep"), by="Sue")

    def _go_first(self) -> None:
        if self.scenario.first == "refresh":
            account = self.store.account()
            assert account is not None
            self.store.line.set_tokens("expired", account.refresh_token)
        elif self.scenario.first == "snapshot":
            with self.store._inside.write("prove") as writing:
                meta.put(writing.connection, meta.CURSOR, None)
                meta.put(writing.connection, meta.SNAPSHOT_DUE, "expired")

    def step_until(self, over: Callable[[], bool], within_s: float) -> bool:
        ends_s, nudged = time.monotonic() + within_s, True
        while time.monotonic() < ends_s:
            wait_s = self.engine.step(nudged).wait_s
            nudged = wait_s > 0
            if over():
                return True
            if 0 < wait_s < 1:
                threading.Event().wait(wait_s)
        return False

    def _met_enough(self) -> bool:
        """All faults that run out were met, or nothing is left to send in spite of them."""
        met = self._met()
        wanted = sum(min(fault.times, 3) for fault in self.scenario.faults if fault.kind is not Kind.NONE)
        return met > 0 and (met >= wanted or self.quiet())

    def _met(self) -> int:
        return sum(count for (kind, _), count in self.line.seen.items() if kind is not Kind.NONE)

    def quiet(self) -> bool:
        status, summary = self.engine.status(), self.store.summary()
        waits = summary.on_laptop or summary.sending or summary.photos_waiting
        return not waits and status.state is LineState.ONLINE and self.store.line.snapshot_due() is None

    def _believed(self) -> str:
        """What counts as done on the laptop and is not at the hub."""
        office = self.city.office
        logged = {entry.id for entry in office.book.log()}
        for item in self.store.outbox():
            if item.state not in WAITING and item.command.id not in logged:
                return f"{item.command.kind} is {item.state} and the hub never had it"
            if item.state.value == "rejected":
                return f"{item.command.kind} is rejected"
        for order in (1, 2):
            view = self.store.order(self.city.order_id(order))
            if view is None:
                return "a job is gone"
            for photo in view.photos:
                if photo.state is PhotoState.STORED and not office.blobs.has(photo.sha256):
                    return "a photo counts as stored and the hub never had it"
        return ""

    def _lost(self) -> str:
        office = self.city.office
        items = self.store.outbox()
        log = [entry for entry in office.book.log() if entry.device == self.store.device]
        if Counter(entry.id for entry in log) != Counter(item.command.id for item in items):
            return "the hub's log has not exactly the laptop's commands"
        if any(entry.verdict.outcome is not Outcome.APPLIED for entry in log):
            return f"not applied: {[entry.verdict for entry in log if entry.verdict.outcome is not Outcome.APPLIED]}"
        orders = [self.city.order(number) for number in (1, 2)]
        history = Counter(event.id for order in orders for event in order.history)
        if any(history[item.command.id] != 1 for item in items):
            return "an effect is missing, or there twice"
        stored = {photo.id: photo.sha256 for order in orders for photo in order.photos if photo.stored}
        if stored != self.photos:
            return f"photos at the hub: {stored}"
        for sha256 in stored.values():
            if hashlib.sha256(office.blobs.path(sha256).read_bytes()).hexdigest() != sha256:
                return "a photo's bytes are others"
        third = self.store.order(self.city.order_id(3))
        return "" if third is not None and third.order.title == "Deep" else "the office's edit did not come"


def tried(hub: HubProcess, folder: Path, scenario: Scenario) -> str:
    """What was wrong with it, "" where nothing was."""
    trial = Trial(hub, folder, scenario)
    try:
        return trial.run()
    finally:
        trial.close()
