"""One seed's story: people act, machines fail, then all faults end and the oracle asks what became of it."""

import random
import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from sync.crm import NoLine
from sync.photos import PreparedPhoto
from sync.server.calls import Call, Result
from sync.server.hub import Hub
from sync.simulator import city, oracle
from sync.simulator.faults import Fault, Faults
from sync.simulator.findings import Violation
from sync.simulator.laptop import Laptop
from sync.simulator.network import Line
from sync.simulator.oracle import Promises
from sync.simulator.virtual_time import Crashed, VirtualClock, World

STEPS = 80
QUIET_ROUNDS = 400
CRASH_SCALE = 0.25
"""Steps are many, so each is a crash point with a part of the seed's rate."""


@dataclass
class Outcome:
    """What a seed led to: `broken` is None when all held. `lines` is the story, `counts` what fired."""

    seed: int
    broken: Violation | None = None
    lines: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    commands: int = 0
    photos: int = 0
    fingerprint: str = ""


class HubHost:
    """The hub's machine: when the process is killed in a call, the next call finds a new one on the same disk."""

    def __init__(self, folder: Path, world: World, rng: random.Random, crashes: Callable[[str], None]) -> None:
        self._folder, self._crashes = folder, crashes
        self._clock = VirtualClock(world, rng)
        self.hub = self._started()

    def answer(self, call: Call) -> Result:
        """The hub's answer. Raises NoLine where it was killed in it."""
        try:
            result = self.hub.answer(call)
            if not isinstance(result.body, bytes):
                result = Result(result.status, result.headers, b"".join(result.body))
            return result
        except Crashed as crash:
            self.restart()
            raise NoLine("NET-CUT") from crash

    def restart(self) -> None:
        """Killed, and started again."""
        self.hub.close()
        self.hub = self._started()

    def _started(self) -> Hub:
        return Hub(city.hub_url(self._folder), self._folder / "hub", self._clock, self._crashes, hasher=city.CHEAP)


class Schedule:
    """Everything of one seed, in `folder`, a fresh copy of the city."""

    def __init__(self, seed: int, folder: Path, steps: int = STEPS) -> None:
        self._rng = random.Random(seed)
        self._steps = steps
        self._folder = folder
        self.world = World()
        self.faults = Faults(random.Random(self._rng.random()))
        self.promises = Promises()
        self.outcome = Outcome(seed, counts=self.faults.counts)
        chance = random.Random(self._rng.random())
        self.host = HubHost(folder, self.world, chance, partial(self._crash, Fault.HUB_CRASH, "hub"))
        self.laptops = [self._laptop(name) for name in self._cast()]

    def run(self) -> Outcome:
        """The whole story."""
        try:
            for _ in range(self._steps):
                self._event()
            self._quiet()
            stores = {laptop.name: laptop.store for laptop in self.laptops}
            oracle.check_end(self.host.hub, self._folder, self.promises, stores)
        except Violation as violation:
            self.outcome.broken = violation
        except Exception as error:  # noqa: BLE001 (whatever the real code lets escape is a finding too)
            self.outcome.broken = Violation("fell over", f"{type(error).__name__}: {error}")
        finally:
            for laptop in self.laptops:
                laptop.kill()
        self.outcome.commands = len(self.promises.commands)
        self.outcome.photos = len(self.promises.photos)
        self.outcome.fingerprint = self._fingerprint()
        self.host.hub.close()
        return self.outcome

    def _cast(self) -> list[str]:
        """Two of the crews' laptops and both desks: enough to meet, few enough to be quick."""
        crews = self._rng.sample(["alex", "alex-2", "sam"], 2)
        return [*sorted(crews), "maria", "dana"]

    def _laptop(self, name: str) -> Laptop:
        rng = random.Random(self._rng.random())
        clock = VirtualClock(self.world, random.Random(rng.random()), rng.choice((0, 0, -3_600_000, 90_000)))
        line = Line(name, self.host.answer, self.faults, self.world)
        line.trace = partial(self._tell, name)
        crash = partial(self._crash, Fault.LAPTOP_CRASH, name)
        folder = city.laptop_folder(self._folder, name)
        return Laptop(name, folder, line, clock, rng, self.promises, crash, partial(self._tell, name))

    def _event(self) -> None:
        laptop = self._rng.choice(self.laptops)
        self._trouble(laptop)
        self._deliver_late()
        self.world.pass_ms(self._rng.choice((50, 1000, 20_000, 120_000)))
        if self._rng.random() < 0.45:
            laptop.surviving(partial(laptop.act, _pictures()))
        else:
            laptop.surviving(partial(laptop.turn, self._rng.random() < 0.6))
        oracle.check_visible(laptop.name, laptop.store, self.promises, self._some)

    def _some(self, orders: list[str]) -> list[str]:
        """All of them now and then, else one or none."""
        few = min(len(orders), self._rng.randrange(2))
        return orders if self._rng.random() < 0.1 else self._rng.sample(orders, few)

    def _trouble(self, laptop: Laptop) -> None:
        if self.faults.fires(Fault.FLAP):
            laptop.line.up = not laptop.line.up
            self._tell(laptop.name, "coverage back" if laptop.line.up else "coverage lost")
        if self.faults.fires(Fault.RESTART, 0.5):
            self._tell(laptop.name, "app restarted")
            laptop.restart()
        if self.faults.fires(Fault.CLOCK_JUMP, 0.5):
            laptop.clock.skew_ms += self._rng.choice((-86_400_000, 3_600_000, 5_000))
        if self.faults.fires(Fault.SLEEP, 0.3):
            self.world.pass_ms(self._rng.choice((7_200_000, 40_000_000)))

    def _deliver_late(self) -> None:
        for laptop in self.laptops:
            due = [late for late in laptop.line.late if late.due_ms <= self.world.elapsed_ms]
            laptop.line.late = [late for late in laptop.line.late if late not in due]
            for late in due:
                self._tell(laptop.name, f"late: {late.call.method} {late.call.path}")
                try:
                    self.host.answer(late.call)
                except NoLine:
                    pass  # the hub was killed in it, and nobody waits for its answer

    def _quiet(self) -> None:
        """I-16: with faults off and coverage everywhere, all is sent and seen within a bound."""
        self.faults.on = False
        self.world.pass_ms(200_000)
        self._deliver_late()
        for laptop in self.laptops:
            laptop.line.up = True
        everything = list[str].copy
        for laptop in self.laptops:
            oracle.check_visible(laptop.name, laptop.store, self.promises, everything)
        calm = 0
        for _ in range(QUIET_ROUNDS):
            self.world.pass_ms(31_000)
            before = self._state()
            for laptop in self.laptops:
                laptop.turn(nudged=True)
                for _ in range(3):
                    laptop.turn()
            calm = calm + 1 if self._state() == before and not self._pending() else 0
            if calm:
                return
        raise Violation("I-16", f"still waiting: {self._pending()}")

    def _state(self) -> tuple[object, ...]:
        return tuple(laptop.store.line.cursor() for laptop in self.laptops)

    def _pending(self) -> list[str]:
        return [
            laptop.name
            for laptop in self.laptops
            if (summary := laptop.store.summary()).on_laptop or summary.sending or summary.photos_waiting
        ]

    def _crash(self, fault: Fault, who: str, step: str) -> None:
        if self.faults.fires(fault, CRASH_SCALE * 0.3):
            self.faults.counts[f"killed at {step}"] += 1
            self._tell(who, f"!! killed at {step}")
            raise Crashed(step)

    def _tell(self, who: str, what: str) -> None:
        self.outcome.lines.append(f"{self.world.elapsed_ms / 1000:10.1f} s  {who:8} {what}")

    def _fingerprint(self) -> str:
        rows = [f"{row.id} {row.verdict.outcome}" for row in self.host.hub.book.log()]
        return f"{len(self.outcome.lines)} lines, {zlib.crc32('|'.join(rows).encode()):08x}"


@cache
def _pictures() -> tuple[PreparedPhoto, ...]:
    return city.pictures()


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fieldapp-city-", dir=_fast_disk()))
    city.build(folder)
    return folder


def _fast_disk() -> Path | None:
    """Memory where the system offers it: power is never really cut here, so a disk would only cost time."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() else None


def run(seed: int, steps: int = STEPS) -> Outcome:
    """Runs one seed from its beginning; the same seed gives the same story."""
    folder = Path(tempfile.mkdtemp(prefix=f"fieldapp-seed-{seed}-", dir=_fast_disk()))
    try:
        city.copied(_template(), folder)
        return Schedule(seed, folder, steps).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
