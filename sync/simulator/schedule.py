"""One seed's story: people act, machines fail, then all faults end and the oracle asks what became of it."""

import errno
import random
import shutil
import tempfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Final, NoReturn

from sync.crm import NoLine
from sync.orders import Role
from sync.photos import PreparedPhoto
from sync.simulator import city, oracle
from sync.simulator.crash_points import CRASH_POINTS
from sync.simulator.disk import Disk
from sync.simulator.faults import Fault, Faults, Where
from sync.simulator.findings import Violation, require
from sync.simulator.hub_host import HubHost
from sync.simulator.laptop import POISON, Laptop
from sync.simulator.network import Line
from sync.simulator.office import Office
from sync.simulator.promises import Promises
from sync.simulator.speed import cheap
from sync.simulator.trouble import TROUBLE, check_laptop
from sync.simulator.trouble_of_hub import lose_photo, set_poison
from sync.simulator.trouble_of_people import allow_devices, set_disabled
from sync.simulator.virtual_time import Crashed, VirtualClock, World
from sync.simulator.wiping import bring_in
from sync.store import OutboxItem

EVENTS: Final = (8, 14, 20, 30, 50)
QUIET_ROUNDS: Final = 60
POWER_SHARE: Final = 0.3
"""Of the kills at a step, those that take the whole machine."""

BESIDE: Final = (Fault.HALF_FILLED, Fault.HANDED_OVER, Fault.LOOKED_AT, Fault.SHARED, Fault.SIGN_OUT)
"""What people do beside recording work while an answer is on its way."""

TROUBLES: Final = (Where.MACHINE, Where.ACCOUNT, Where.OFFICE, Where.HUB, Where.TEXT)
KILLS: Final = frozenset({Fault.CRASH, Fault.HUB_CRASH})
AT_STEP: Final[dict[Fault, tuple[bool, frozenset[str]]]] = {
    Fault.CRASH: (False, frozenset()),
    Fault.SLEEP_IN_STEP: (False, frozenset()),
    Fault.PHOTO_FULL: (False, frozenset({"photo.tmp_written"})),
    Fault.HUB_CRASH: (True, frozenset()),
    Fault.HUB_SLOW: (True, frozenset()),
    Fault.BLOB_LOST: (True, frozenset({"upload.committed"})),
    Fault.HUB_FULL: (True, frozenset({"upload.written"})),
}
"""Whether the fault is the hub's, and the steps at which it strikes where these are not all: there a write fails,
or what was written is lost afterwards."""


@dataclass(frozen=True)
class Plan:
    """A seed, and what is left of its story: the first `events` of it, without some faults, with other clocks.

    With `by_id` people pick jobs from lists in an order that no clock has part in.
    """

    seed: int
    events: int | None = None
    without: frozenset[Fault] = frozenset()
    skewed: bool = True
    by_id: bool = False


@dataclass
class Outcome:
    """What a seed led to: `broken` is None when all held. `told` is the story, `counts` what fired."""

    plan: Plan
    broken: Violation | None = None
    told: list[tuple[int, str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    events: int = 0
    commands: int = 0
    photos: int = 0
    laptops: int = 0
    fingerprint: str = ""
    verdicts: tuple[str, ...] = ()
    """Every outcome in the hub's order, without anything that a clock has part in."""


class Schedule:
    """Everything of one seed, in `folder`, a fresh copy of the city."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.rng = random.Random(plan.seed)
        self.plan, self.folder = plan, folder
        self.world, self.disk = World(), Disk()
        self.disk.settle(folder)
        self.faults = Faults(random.Random(self.rng.random()), plan.without)
        self.striking = Fault.FLAP
        self.promises = Promises()
        self.outcome = Outcome(plan, counts=self.faults.counts)
        chance = random.Random(self.rng.random())
        self.host = HubHost(folder, self.world, chance, self.disk, partial(self._step, "hub"))
        self.office = Office(self.host, random.Random(self.rng.random()))
        self.laptops: list[Laptop] = []
        for name in self._cast():
            self.add_laptop(name)
        events = self.rng.choice(EVENTS)
        self._events = events if plan.events is None else plan.events

    def run(self) -> Outcome:
        """The whole story."""
        try:
            for _ in range(self._events):
                self.outcome.events += 1
                self._event()
            self._quiet()
            stores = {laptop.name: laptop.store for laptop in self.laptops}
            oracle.check_end(self.host, self.folder, self.promises, stores)
            for laptop in self.laptops:
                oracle.check_files(laptop.folder)
        except Violation as violation:
            self.outcome.broken = violation
        except Exception as error:  # noqa: BLE001 (whatever the real code lets escape is a finding too)
            self.outcome.broken = Violation("fell over", f"{type(error).__name__}: {error}")
        self._sum_up()
        for laptop in self.laptops:
            laptop.close()
        self.host.hub.close()
        return self.outcome

    def add_laptop(self, name: str) -> None:
        """One more laptop goes to work."""
        rng = random.Random(self.rng.random())
        skew_ms = rng.choice((0, 0, -3_600_000, 90_000))
        clock = VirtualClock(self.world, random.Random(rng.random()), skew_ms * self.plan.skewed)
        line = Line(name, self.host.answer, self.faults, self.world, rng)
        line.trace = partial(self.tell, name)
        folder = city.laptop_folder(self.folder, name)
        step, trace = partial(self._step, name), partial(self.tell, name)
        laptop = Laptop(name, folder, line, clock, self.promises, self.disk, step, trace)
        laptop.by_id = self.plan.by_id
        laptop.goes_on = partial(self._goes_on, laptop)
        self.laptops.append(laptop)

    def one_act(self, laptop: Laptop) -> None:
        """What somebody does, or their engine."""
        if self.rng.random() < 0.5:
            laptop.act(_pictures())
        else:
            laptop.turn(self.rng.random() < 0.7)
            for _ in range(self.rng.choice((0, 0, 2, 6))):  # a photo takes a few, and is to meet faults on its way
                laptop.turn()

    def _goes_on(self, laptop: Laptop) -> None:
        self.tell(laptop.name, f"! {Fault.MEANWHILE.value}")
        if laptop.rarer.random() < 0.8:
            laptop.act(_pictures())
        else:
            TROUBLE[laptop.rarer.choice(BESIDE)](self, laptop)

    def tell(self, who: str, what: str) -> None:
        """A line of the story."""
        self.outcome.told.append((self.world.elapsed_ms, who, what))

    def _cast(self) -> list[str]:
        """One to four of the crews' laptops, of which two may be one person's, and mostly both desks."""
        crews = self.rng.sample(["alex", "alex-2", "sam", "lee"], self.rng.choice((1, 2, 2, 2, 3, 4)))
        desks = self.rng.choice((["maria", "dana"], ["maria", "dana"], ["maria"], ["dana"]))
        return [*sorted(crews), *desks]

    def _event(self) -> None:
        laptop = self.rng.choice(self.laptops)
        for fault in self.faults.strike(*TROUBLES):
            if laptop in self.laptops:
                self.striking = fault
                self.tell(laptop.name, f"! {fault.value}")
                laptop.surviving(partial(TROUBLE[fault], self, laptop))
        self._deliver_late()
        self.world.pass_ms(self.rng.choice((50, 1000, 20_000, 120_000)))
        if laptop not in self.laptops:
            return  # it was wiped
        laptop.surviving(partial(self.one_act, laptop))
        check_laptop(self, laptop, self._some)

    def _some(self, orders: list[str]) -> list[str]:
        """All of them now and then, else one or none."""
        few = min(len(orders), self.rng.randrange(2))
        return orders if self.rng.random() < 0.1 else self.rng.sample(orders, few)

    def _deliver_late(self) -> None:
        for laptop in self.laptops:
            due = [late for late in laptop.line.late if late.due_ms <= self.world.elapsed_ms]
            laptop.line.late = [late for late in laptop.line.late if late not in due]
            for late in due:
                self.tell(laptop.name, f"late: {late.call.method} {late.call.path}")
                try:
                    self.host.answer(late.call)
                except NoLine:
                    pass  # the hub was killed in it, and nobody waits for its answer

    def _quiet(self) -> None:
        """I-15, I-16: with faults off and coverage everywhere, all is sent and seen within a bound."""
        self.faults.on = False
        self.world.pass_ms(200_000)
        self._deliver_late()
        set_disabled(self.host.hub, set())
        allow_devices(self.host.hub)
        self.host.serve("")
        for laptop in self.laptops:
            laptop.line.up = True
            check_laptop(self, laptop, list[str].copy)
        if self.outcome.counts[Fault.POISON.value]:
            self._settle(poisoned=True)
            set_poison(self.host.hub, on=False)
        bring_in(self.host.hub, self.promises)
        self._settle()
        self._next_morning()

    def _next_morning(self) -> None:
        """I-6: where photos were taken, the app is started once more, which tidies up."""
        with_photos = {name for name, *_ in self.promises.photos.values()}
        for laptop in self.laptops:
            if laptop.name in with_photos:
                laptop.restart()
                check_laptop(self, laptop, list[str].copy)

    def _settle(self, *, poisoned: bool = False) -> None:
        """Laptops exchange until none is behind the hub and nothing waits any more."""
        number = "I-15" if poisoned else "I-16"
        behind = list(self.laptops)
        for _ in range(QUIET_ROUNDS):
            self.world.pass_ms(31_000)
            for laptop in behind:
                self._everybody_signs_in(laptop)
                laptop.drain()
            latest = self.host.hub.database.latest()
            behind = [each for each in self.laptops if self._waits(each, poisoned) or self._heard(each) != latest]
            if not behind:
                break
        require(not behind, number, f"still waiting: {[(each.name, self._waits(each, poisoned)) for each in behind]}")

    def _everybody_signs_in(self, laptop: Laptop) -> None:
        """Whoever has unsent work on a laptop comes back for it; its owner comes last."""
        others = laptop.others_waiting() if laptop.owner.role is Role.CREW else []
        for person in others:
            laptop.sign_in(person)
            for _ in range(3):
                laptop.drain()
        if laptop.person != laptop.owner:
            laptop.sign_in(laptop.owner)

    def _heard(self, laptop: Laptop) -> int | None:
        """The number of the hub's commit up to which the laptop has everything; None for one of before a restore."""
        cursor = laptop.store.line.cursor()
        place = oracle.place_of(self.host.hub, cursor) if cursor else None
        if place is None:
            return None
        with self.host.hub.database.reading() as reading:
            lives = place.epoch == reading.epoch and place.seq <= reading.end_of(place.run)
        return place.seq if lives else None

    def _waits(self, laptop: Laptop, poisoned: bool) -> str:
        """What still waits there; with a poisoned command, anybody's, what waits on another order than it is on."""
        summary = laptop.store.summary()
        if poisoned:
            sick = {item.command.order_id for each in self.laptops for item in _unsent(each) if _is_poison(item)}
            return " ".join(i.command.id for i in _unsent(laptop) if i.mine and i.command.order_id not in sick)
        waits = summary.on_laptop or summary.sending or self._photos_wait(laptop) or laptop.others_waiting()
        return str(summary) if waits else ""

    def _photos_wait(self, laptop: Laptop) -> bool:
        """Whether photos are on their way; a damaged one waits for a person."""
        return laptop.store.summary().photos_waiting > len(oracle.damaged(laptop.store))

    def _step(self, who: str, step: str) -> None:
        """A named step of a machine: here it may be killed, sleep, or find no room."""
        self.faults.counts[f"step {step}"] += 1
        if self.faults.fires(Fault.SELDOM_CRASH, CRASH_POINTS[step]):
            self._kill(who, Fault.SELDOM_CRASH, step)
        for fault, (at_hub, names) in AT_STEP.items():
            if (who == "hub") is at_hub and (not names or step in names) and self.faults.fires(fault):
                if fault in KILLS:
                    self._kill(who, fault, step)
                self.tell(who, f"! {fault.value}: {step}")
                if fault is Fault.BLOB_LOST:
                    lose_photo(self)
                    continue
                if names:
                    raise OSError(errno.ENOSPC, "No space left on device")
                self.world.pass_ms(self.rng.choice((20_000, 700_000)))

    def _kill(self, who: str, fault: Fault, step: str) -> NoReturn:
        self.tell(who, f"! {fault.value}: {step}")
        self.faults.counts[f"killed at {step}"] += 1
        raise Crashed(step, power=self.rng.random() < POWER_SHARE)

    def _sum_up(self) -> None:
        """What the seed led to, also where the oracle was not content."""
        outcome = self.outcome
        outcome.commands, outcome.photos = len(self.promises.commands), len(self.promises.photos)
        outcome.laptops = len(self.laptops)
        rows = self.host.hub.book.log()
        outcome.verdicts = tuple(
            f"{_named(row.order_id)} {oracle.kind_of_row(row)} {row.verdict.outcome} {row.verdict.why or ''}"
            for row in rows
        )
        for line in outcome.verdicts:
            outcome.counts[f"row {line.partition(' ')[2].strip()}"] += 1
        dump = "|".join((*(f"{row.id} {row.hash}" for row in rows), *outcome.verdicts, *map(str, outcome.told)))
        outcome.fingerprint = f"{len(outcome.told)} lines, {zlib.crc32(dump.encode()):08x}"


def _unsent(laptop: Laptop) -> list[OutboxItem]:
    return [item for item in laptop.store.outbox(10_000) if item.state in {"queued", "sending"}]


def _is_poison(item: OutboxItem) -> bool:
    return POISON in str(item.command.body)


def _named(order_id: str) -> str:
    """A job of the city, or one that somebody found: its id has their clock in it."""
    return order_id if order_id.startswith("order-") else "found"


@cache
def _pictures() -> tuple[PreparedPhoto, ...]:
    return city.pictures()


@cache
def template() -> Path:
    """The city that every schedule of this process, and of those that it starts, begins with."""
    folder = Path(tempfile.mkdtemp(prefix="fieldapp-city-", dir=_fast_disk()))
    with cheap():
        city.build(folder)
    return folder


def _fast_disk() -> Path | None:
    """Memory where the system offers it: power is never really cut here, so a disk would only cost time."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() else None


def run(plan: Plan) -> Outcome:
    """Runs one plan from its beginning; the same plan gives the same story."""
    folder = Path(tempfile.mkdtemp(prefix=f"fieldapp-seed-{plan.seed}-", dir=_fast_disk()))
    try:
        with cheap():
            city.copied(template(), folder)
            schedule = Schedule(plan, folder)
            with schedule.disk.watched():
                return schedule.run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
