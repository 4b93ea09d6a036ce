"""The drill's story: work offline while the program dies, sync while line and hub fail, count what is lost."""

import random
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from fieldapp.drill import parts, town
from fieldapp.drill.parts import Told
from fieldapp.drill.process import Ended, Process
from fieldapp.fault_line import Fault, FaultLine, Kind
from sync.clock import Clock
from sync.orders import Status
from sync.server.blobs import digest_of
from sync.server.checks import faults
from sync.server.hub import Hub
from sync.verdicts import Outcome

START_S: Final = 60.0
LONGEST_S: Final = 3600.0
FIRST_SYNC_S: Final = 300.0
JOBS_A_KILL, REQUESTS_A_KILL, REQUESTS_A_FAULT = 40, 120, 5
PALETTE: Final = (
    Fault(Kind.RESET, times=4),
    Fault(Kind.HALF_OPEN, times=1, seconds=3.0),
    Fault(Kind.SILENT, times=1, seconds=3.0),
    Fault(Kind.REQUEST_LOST, times=3),
    Fault(Kind.REQUEST_CUT, times=3, count=20_000),
    Fault(Kind.RESPONSE_LOST, times=4),
    Fault(Kind.DONE_LATE, times=1, seconds=3.0),
    Fault(Kind.TWICE, times=4),
    Fault(Kind.TWICE_LATE, times=4),
    Fault(Kind.TRUNCATED, times=3, count=60),
    Fault(Kind.STALLED_BODY, times=1, count=60, seconds=3.0),
    Fault(Kind.LATENCY, times=3, seconds=0.2),
    Fault(Kind.SLICED, times=4, count=5),
    Fault(Kind.PAGE, times=4),
    Fault(Kind.PAGE, times=3, status=502),
    Fault(Kind.PAGE, times=3, status=503),
    Fault(Kind.PAGE, times=2, status=404),
    Fault(Kind.ECHO, times=3),
    Fault(Kind.REDIRECT, times=3, status=302),
    Fault(Kind.WRONG_NONCE, times=3),
    Fault(Kind.STALE, times=2),
    Fault(Kind.NO_METHODS, times=8, status=405),
    Fault(Kind.NOISE, times=2),
)


def fly(jobs: int, photos: int, seed: int) -> int:
    """Runs the drill and prints how it goes; 0 when nothing was lost, else 1. The same seed is the same drill."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="fieldapp-drill-")))
        flight = _Flight(folder, town.Plan(jobs, photos, seed))
        ending.callback(flight.end)
        try:
            return flight.fly()
        except (Ended, _Stuck) as problem:
            print(f"FAILED: {problem}", flush=True)
            return 1


class _Stuck(Exception):
    """Something did not come to an end in its time."""


class _Flight:
    """One drill, and everything that was promised in it."""

    def __init__(self, folder: Path, plan: town.Plan) -> None:
        self._plan = plan
        self._chance = random.Random(plan.seed)
        self._began_s = time.monotonic()
        self._kills: Counter[str] = Counter()
        self._seen: Counter[Kind] = Counter()
        self._promised: dict[str, Told] = {}
        self._saved = threading.Condition()
        self._folder = folder / "hub"
        self._folder.mkdir()
        self._logs = folder
        town.build(self._folder, plan)
        self._hub = Process(parts.HUB, folder / "hub.log", self._hear, "--folder", str(self._folder))
        self._hub.start()
        port = self._port()
        self._hub = self._with_port(port)
        self._line = FaultLine(port)
        self._laptops = [self._laptop(folder, crew) for crew in range(plan.crews)]

    def fly(self) -> int:
        """All of it; the exit code."""
        plan = self._plan
        self._tell(f"{plan.jobs} jobs for {plan.crews} laptops, {plan.photos} photos, seed {plan.seed}")
        for laptop in self._laptops:
            laptop.start()
            laptop.ask("sign-in")
        self._all_done("sign-in", FIRST_SYNC_S)
        self._tell("every laptop has its jobs; the network is gone from here on")
        self._line.become(Fault(Kind.RESET))
        self._offline()
        self._tell(f"all closed offline: {len(self._promised)} acts were said to be saved")
        self._home()
        return self._count()

    def end(self) -> None:
        """Leave nothing running."""
        for process in (*self._laptops, self._hub):
            process.kill()
        self._line.close()

    def _offline(self) -> None:
        """Every crew closes its jobs; now and then one of the programs is killed in the middle of that."""
        for laptop in self._laptops:
            laptop.ask("work")
        acts = 2 * self._plan.jobs + self._plan.photos
        kills = max(1, self._plan.jobs // JOBS_A_KILL)
        for moment in sorted(self._chance.sample(range(1, acts), kills)):
            with self._saved:
                self._saved.wait_for(lambda at=moment: self._at_rest() or len(self._promised) >= at, LONGEST_S)  # type: ignore[misc]
            if self._at_rest():
                break
            self._kill(self._chance.choice(self._laptops), "work")
        self._all_done("work", LONGEST_S)

    def _home(self) -> None:
        """The line comes back, with every fault that it can have; laptops and the hub are killed as they talk."""
        faults_on = self._profile()
        self._line.become(*faults_on)
        self._tell(f"the line is back, and bad: {len(faults_on) // 2} spells of {len(PALETTE)} kinds of faults")
        for laptop in self._laptops:
            laptop.ask("sync")
        requests = 2 * self._plan.photos  # at least: an upload is begun, and sent
        kills = max(2, requests // REQUESTS_A_KILL)
        moments = sorted(self._chance.sample(range(1, requests), min(kills, requests - 1)))
        for number, moment in enumerate(moments):
            with self._line.stirred:
                self._line.stirred.wait_for(lambda at=moment: self._met(at) or self._at_rest(), LONGEST_S)  # type: ignore[misc]
            if self._at_rest():
                break
            if number % 2:
                self._kill(self._chance.choice(self._laptops), "sync")
            else:
                self._kill_hub()
        for (kind, _), met in self._line.seen.items():
            self._seen[kind] += met if kind is not Kind.NONE else 0
        self._line.become()
        self._all_done("sync", LONGEST_S)
        self._tell("nothing is left to send on any laptop")

    def _met(self, requests: int) -> bool:
        return self._line.seen.total() >= requests

    def _at_rest(self) -> bool:
        return all(laptop.is_done for laptop in self._laptops)

    def _profile(self) -> list[Fault]:
        """Bad spells with good ones between them."""
        spells = max(len(PALETTE), (2 * self._plan.photos + self._plan.jobs) // REQUESTS_A_FAULT)
        chosen = [*PALETTE, *self._chance.choices(PALETTE, k=spells - len(PALETTE))]
        self._chance.shuffle(chosen)
        return [each for fault in chosen for each in (fault, Fault(Kind.NONE, times=self._chance.randint(0, 6)))]

    def _kill(self, laptop: Process, word: str) -> None:
        laptop.kill()
        self._kills["laptops"] += 1
        laptop.start()
        laptop.ask(word)

    def _kill_hub(self) -> None:
        self._hub.kill()
        self._kills["hub"] += 1
        self._hub.start()
        self._port()

    def _all_done(self, word: str, within_s: float) -> None:
        ends_s = time.monotonic() + within_s
        for laptop in self._laptops:
            told = laptop.answered(ends_s - time.monotonic())
            if told is None or told.done != word or told.why:
                raise _Stuck(f"{word}: {told.why or told.done if told else 'not done in its time'}")

    def _hear(self, told: Told) -> None:
        if told.saved:
            with self._saved:
                self._promised[told.saved] = told
                self._saved.notify_all()
        if told.done:
            for changed in (self._saved, self._line.stirred):
                with changed:
                    changed.notify_all()

    def _count(self) -> int:
        """What is at the hub of all that was promised, and how often."""
        for laptop in self._laptops:
            laptop.stop()
        self._hub.stop()
        hub = Hub(town.database_url(self._folder), self._folder, Clock())
        try:
            lost = self._lost(hub)
            wrong = [*faults(hub)]
            orders = hub.book.orders()
            stored = sum(photo.stored for order in orders for photo in order.photos)
        finally:
            hub.close()
        for order_id, why in list(lost.items())[:10]:
            print(f"  {order_id}: {why}")
        for fault in wrong[:10]:
            print(f"  {fault}")
        took_s = time.monotonic() - self._began_s
        killed = f"{self._kills['laptops']} kills of laptops, {self._kills['hub']} of the hub"
        self._tell(f"{self._seen.total()} requests met {len(+self._seen)} kinds of faults, {killed}")
        self._tell(f"{stored} of {self._plan.photos} photos are at the hub, each by its SHA-256")
        print(f"{len(lost)} lost of {self._plan.jobs}, every act exactly once, in {took_s:.0f} s" if not lost
              else f"{len(lost)} LOST of {self._plan.jobs}, in {took_s:.0f} s", flush=True)  # fmt: skip
        return 1 if lost or wrong or stored != self._plan.photos else 0

    def _lost(self, hub: Hub) -> dict[str, str]:
        """The jobs of which something is missing, or there twice, with the first thing that is wrong."""
        log = hub.book.log()
        times = Counter(entry.id for entry in log if entry.verdict.outcome is Outcome.APPLIED)
        acts = Counter(entry.order_id for entry in log)
        lost: dict[str, str] = {}
        for order in hub.book.orders():
            number = town.number_of(order.id)
            wanted = self._plan.photos_of(number)
            here = [photo for photo in order.photos if photo.stored]
            events = Counter(event.id for event in order.history)
            if order.status is not Status.CLOSED:
                lost[order.id] = f"is {order.status}"
            elif len(here) != wanted or len(order.photos) != wanted:
                lost[order.id] = f"has {len(here)} of {wanted} photos"
            elif any(digest_of(hub.blobs.path(photo.sha256)) != photo.sha256 for photo in here):
                lost[order.id] = "has a photo with other bytes"
            elif acts[order.id] != wanted + 2 or any(count != 1 for count in events.values()):
                lost[order.id] = f"has {acts[order.id]} acts instead of {wanted + 2}"
        for told in self._promised.values():
            if times[told.saved] != 1:
                lost.setdefault(told.order_id, f"{told.saved} was promised and is there {times[told.saved]} times")
            if told.photo_id and not hub.blobs.has(told.sha256):
                lost.setdefault(told.order_id, "a promised photo is not there")
        return lost

    def _tell(self, what: str) -> None:
        print(f"{time.monotonic() - self._began_s:6.1f} s  {what}", flush=True)

    def _port(self) -> int:
        told = self._hub.answered(START_S)
        if told is None:
            raise _Stuck("the hub does not start")
        return told.port

    def _with_port(self, port: int) -> Process:
        """The hub again, in a process that always takes this port."""
        self._hub.stop()
        log = self._logs / "hub.log"
        hub = Process(parts.HUB, log, self._hear, "--folder", str(self._folder), "--hub", str(port))
        hub.start()
        self._hub = hub
        self._port()
        return hub

    def _laptop(self, folder: Path, crew: int) -> Process:
        place = folder / f"laptop-{crew}"
        place.mkdir()
        plan = self._plan
        options = {
            "--folder": place,
            "--key-file": folder / f"laptop-{crew}.key",
            "--hub": self._line.url,
            "--user": town.user(crew),
            "--jobs": plan.jobs,
            "--photos": plan.photos,
            "--seed": plan.seed,
        }
        named = [str(word) for pair in options.items() for word in pair]
        return Process(parts.LAPTOP, folder / f"laptop-{crew}.log", self._hear, *named)
