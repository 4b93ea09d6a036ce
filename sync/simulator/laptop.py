"""One laptop and its person: what they do, and what happens to the machine while they do it."""

import random
from collections.abc import Callable
from pathlib import Path

from sync.commands import (
    AddNote,
    AnyBody,
    Assign,
    Choice,
    CloseOut,
    DecideReview,
    PauseWork,
    SetField,
    StartWork,
    TickItem,
    Unassign,
    kind_of,
)
from sync.crm import Crm
from sync.engine import Engine
from sync.orders import PhotoRole, Role
from sync.photos import PreparedPhoto
from sync.rules import may
from sync.simulator.city import CREWS, FIELDS, HUB_URL, ITEMS, KEY, PEOPLE
from sync.simulator.network import Line
from sync.simulator.oracle import Promises
from sync.simulator.virtual_time import Crashed, VirtualClock
from sync.states import CommandState
from sync.store import OrderLine, Query, Store, StoreProblem
from sync.verdicts import ReviewState

VALUES = ("left", "right", "centre")


class Laptop:
    """A store, an engine and a line. `crashes` is asked at every named step whether the process ends there."""

    def __init__(
        self,
        name: str,
        folder: Path,
        line: Line,
        clock: VirtualClock,
        rng: random.Random,
        promises: Promises,
        crashes: Callable[[str], None],
        trace: Callable[[str], None],
    ) -> None:
        self.name, self.line, self.clock = name, line, clock
        self.person = PEOPLE[name]
        self._folder, self._rng, self._promises = folder, rng, promises
        self._crashes, self.trace = crashes, trace
        self._open = False
        self.wait_until_s = 0.0
        self.start()

    def start(self) -> None:
        """Starts the app. May crash on the way, and is then started again."""
        while not self._open:
            try:
                self.store = Store.open(self._folder, KEY, self.clock, self._crashes)
                crm = Crm(HUB_URL, self.line, self.clock, self.store.device)
                self.engine = Engine(self.store, crm, self.clock, self._crashes)
                self._open = True
            except Crashed as crash:
                self.trace(f"killed at {crash.step} while starting")
        self.wait_until_s = 0.0

    def kill(self) -> None:
        """The process is gone; what is on the disk stays."""
        self.store.close()
        self._open = False

    def restart(self) -> None:
        """Killed, and started again."""
        self.kill()
        self.start()

    def surviving(self, act: Callable[[], None]) -> bool:
        """Runs `act`; False where the process was killed in it, and has been started again."""
        try:
            act()
        except Crashed as crash:
            self.trace(f"killed at {crash.step}")
            self.restart()
            return False
        return True

    def turn(self, nudged: bool = False) -> None:
        """One step of the engine, if it is due."""
        if not nudged and self.clock.monotonic_s() < self.wait_until_s:
            return
        pause = self.engine.step(nudged)
        self.wait_until_s = self.clock.monotonic_s() + pause.wait_s

    def act(self, pictures: tuple[PreparedPhoto, ...]) -> None:
        """The person does one thing that their screen offers."""
        if self.person.role is Role.DISPATCHER and self._decide():
            return
        lines = self.store.orders(Query(show="all", limit=100))
        if not lines:
            return
        line = self._rng.choice(lines)
        if self._rng.random() < 0.15 and self._undo():
            return
        if self._rng.random() < 0.1:
            self._see()
        if self.person.role is Role.CREW and self._rng.random() < 0.2:
            self._photograph(line, self._rng.choice(pictures))
            return
        body = self._body(line)
        view = self.store.order(line.id)
        if body is not None and view is not None and may(kind_of(body), self.person, view.order):
            self.record(line.id, body)

    def record(self, order_id: str, body: AnyBody) -> None:
        """Records a command; from the moment this returns it is promised."""
        recorded = self.store.record(order_id, body)
        self._promise(recorded.command_id)

    def _promise(self, command_id: str) -> None:
        item = next(item for item in self.store.outbox(10_000) if item.command.id == command_id)
        self._promises.commands[command_id] = (self.name, item.command)
        self.trace(f"saved {item.command.kind} on {item.command.order_id}")

    def _photograph(self, line: OrderLine, picture: PreparedPhoto) -> None:
        recorded = self.store.add_photo(line.id, PhotoRole.AFTER, picture)
        self._promises.photos[recorded.photo_id] = (self.name, picture.sha256)
        self._promise(recorded.command_id)

    def _see(self) -> None:
        """Looks at what was declined, and says so."""
        for item in self.store.outbox(20):
            if item.state is CommandState.DECLINED:
                self.store.dismiss(item.command.id)

    def _undo(self) -> bool:
        """Takes back the last thing, where the screen still offers it."""
        item = next((item for item in self.store.outbox(20) if item.can_undo), None)
        if item is None:
            return False
        self._promises.undoing.add(item.command.id)
        try:
            self.store.withdraw(item.command.id)
        except StoreProblem:
            self._promises.undoing.discard(item.command.id)
            return False
        self._promises.withdrawn.add(item.command.id)
        self.trace(f"took {item.command.kind} back")
        return True

    def _decide(self) -> bool:
        waiting = self.store.reviews(ReviewState.WAITING)
        if not waiting or self._rng.random() < 0.3:
            return False
        review = self._rng.choice(waiting).review
        choice = self._rng.choice(tuple(Choice))
        self.record(review.order_id, DecideReview(review.id, choice, "as seen"))
        return True

    def _body(self, line: OrderLine) -> AnyBody | None:
        rng = self._rng
        note = AddNote(self.clock.new_id(), f"note {rng.randrange(1000)}")
        field = SetField(rng.choice(FIELDS), rng.choice(VALUES))
        if self.person.role is Role.SUPERVISOR:
            crews = [crew.id for crew in CREWS if crew.id != line.crew_id]
            moves: list[AnyBody] = [Assign(rng.choice(crews), self.clock.new_id()), Unassign(), note, field]
            return rng.choices(moves, (6, 1, 1, 4))[0]
        if self.person.role is Role.DISPATCHER:
            return rng.choice((note, field))
        view = self.store.order(line.id)
        photos = [photo.photo_id for photo in view.photos] if view else []
        answers = {name: rng.choice(VALUES) for name in FIELDS if rng.random() < 0.3}
        written = rng.choice(("", "done"))
        close = CloseOut(
            rng.choice(("FIXED", "NOTHING")),
            minutes=rng.randrange(60),
            note=written,
            note_id=self.clock.new_id() if written else "",
            fields=dict(answers),
            photo_ids=tuple(photos),
        )
        tick = TickItem(rng.choice(ITEMS), rng.random() < 0.7)
        bodies: list[AnyBody] = [note, field, tick, StartWork(), PauseWork(), close]
        return rng.choices(bodies, (2, 4, 2, 2, 1, 5))[0]
