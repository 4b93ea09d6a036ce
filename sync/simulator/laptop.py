"""One laptop and its person: what they do, and what happens to the machine while they do it."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AnyBody,
    Assign,
    Cancel,
    Choice,
    CloseOut,
    CorrectPlace,
    CreateOrder,
    DecideReview,
    LogMaterial,
    LogTime,
    MergeDuplicate,
    PauseWork,
    Proposable,
    ProposeField,
    Reopen,
    Schedule,
    SetField,
    SetPriority,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
    kind_of,
)
from sync.crm import Crm
from sync.engine import Engine, LineState
from sync.orders import Person, PhotoRole, Priority, Role, Value
from sync.photo_refused import PhotoRefused
from sync.photos import PreparedPhoto
from sync.rules import may
from sync.simulator.city import (
    CREWS,
    FIELDS,
    FOUND,
    HUB_URL,
    ITEMS,
    KEY,
    MOMENTS,
    ORDERS,
    PEOPLE,
    PLACES,
    SECRET,
    VALUES,
)
from sync.simulator.disk import FULL, KEPT, Disk, cut_spare, edges, killed, stamp, synchronous, tear, watch_edges
from sync.simulator.findings import require
from sync.simulator.network import Line, nothing
from sync.simulator.office import HOT
from sync.simulator.oracle import Facts, check_unmoved, facts
from sync.simulator.promises import Promises
from sync.simulator.replay import BY_ID
from sync.simulator.virtual_time import Crashed, VirtualClock
from sync.states import CommandState
from sync.store import Account, OrderLine, Query, Store, StoreProblem
from sync.store.database import run
from sync.values import wanted_of
from sync.verdicts import ReviewState
from sync.wire import Grant

POISON = "poison"
FINISHED_SHARE = 0.15
"""How often somebody goes on with a form that was left half filled."""
RARER_SHARE = 0.2
"""Of what people do, that which they do less often."""

_WAITING = (
    "SELECT author FROM outbox WHERE state IN ('queued', 'sending') "
    "UNION SELECT author FROM photos WHERE state IN ('saved', 'announced', 'uploading')"
)
_ALWAYS = frozenset(f"order-{number}" for number in range(ORDERS))
ODD = "Ω\U0001f6a7 \x00 \u202e " + "ü" * 5_000


class Laptop:
    """A store, an engine and a line. `step` is asked at every named step whether something happens there."""

    def __init__(
        self,
        name: str,
        folder: Path,
        line: Line,
        clock: VirtualClock,
        promises: Promises,
        disk: Disk,
        step: Callable[[str], None],
        trace: Callable[[str], None],
    ) -> None:
        self.name, self.line, self.clock, self.folder, self.rng = name, line, clock, folder, line.rng
        self.rarer = random.Random(repr(self.rng.getstate()))  # its own stream: the usual draws stay as they are
        self.owner = self.person = PEOPLE[name.rstrip("~")]
        self._promises, self._disk = promises, disk
        self._step, self.trace = step, trace
        self._open = False
        self._signed_in: tuple[Account | None, Facts] | None = None  # since the answer that is waited for was asked for
        self._before: list[Facts] = []  # as it was before the first answer of a turn that was not the hub's
        self.by_id = False  # whether its person picks from lists in order of id
        self.wait_until_s = 0.0
        self.unsure = False  # whether something that was told as not saved may be there
        self.text = ""  # what the person is about to write, where a fault has it
        self.goes_on: Callable[[], None] = nothing  # what its person does while the engine waits
        line.faked = self._remember
        self.start()

    def start(self) -> None:
        """Starts the app. May crash on the way, and is then started again."""
        stamp(self.folder / "photos", self.clock.wall_ms())
        while not self._open:
            try:
                self.store = Store.open(self.folder, KEY, self.clock, self._step)
                self.crm = Crm(HUB_URL, self.line, self.clock, self.store.device)
                self.engine = Engine(self.store, self.crm, self.clock, self._step)
                self._open = True
            except Crashed as crash:
                self.trace(f"killed at {crash.step} while starting")
        account = self.store.account()
        self.person = account.person if account else self.owner
        self.wait_until_s = 0.0
        watch_edges(self.store)

    def close(self) -> None:
        """The app ends; nothing to do for one that could not start."""
        if not self._open:
            return
        self.line.counts.update(edges(self.store))
        self.store.close()
        self._open = False

    def restart(self, *, power: bool = False) -> None:
        """Killed, and started again; with `power` the machine lost what was not synced."""
        level = synchronous(self.store) if power else FULL
        killed(self.folder, KEPT, self.close)
        if power:
            tear(self.folder / KEPT[1], level, self.rng)
            cut_spare(self.folder)
            for name in self._disk.cut(self.folder / "photos", self.rng):
                self.trace(f"lost with the power: {name}")
        self.start()

    def surviving(self, act: Callable[[], object]) -> bool:
        """Runs `act`; False where the process was killed in it, and has been started again."""
        try:
            act()
        except Crashed as crash:
            self.trace(f"killed at {crash.step}")
            self.restart(power=crash.power)
            return False
        except (StoreProblem, PhotoRefused) as problem:
            self._not_done(problem)
        return True

    def _not_done(self, problem: StoreProblem | PhotoRefused) -> None:
        """What the person is told; not with certainty where the disk failed in the middle."""
        self.trace(f"not done: {problem.code}")
        self.unsure |= isinstance(problem, StoreProblem) and not problem.certain

    def turn(self, nudged: bool = False) -> None:
        """One step of the engine, if it is due; where only others than the hub answered, nothing may have changed."""
        if not nudged and self.clock.monotonic_s() < self.wait_until_s:
            return
        self._before.clear()
        genuine = self.line.genuine
        self._signed_in = None
        self.line.waits = self._go_on
        try:
            pause = self.engine.step(nudged)
        except StoreProblem:
            self._check_session()
            raise
        finally:
            self.line.waits = nothing
        self._check_session()
        self.wait_until_s = self.clock.monotonic_s() + pause.wait_s
        if self._before and self.line.genuine == genuine:
            check_unmoved(self.name, self._before[0], facts(self.store))

    def _go_on(self) -> None:
        """The person works in the window while the engine waits in its own thread."""
        self.line.waits = nothing
        session = self.store.line.session
        try:
            self.goes_on()
        except (StoreProblem, PhotoRefused) as problem:
            self._not_done(problem)
        self.line.waits = self._go_on
        if self.store.line.session != session:
            self._signed_in = self.store.account(), facts(self.store)
        if self._before:
            self._before = [facts(self.store)]

    def _check_session(self) -> None:
        """I-11: the answer to whom was here when it was asked changes nothing for whoever has signed in since."""
        if self._signed_in is not None:
            now = self.store.account(), facts(self.store)
            require(now == self._signed_in, "I-11", f"{self.name} took in what was another person's to hear")

    def drain(self, steps: int = 14) -> None:
        """A nudge, and then every step of the engine that is due at once."""
        if self.engine.status().state is LineState.SIGN_IN_REQUIRED:
            self.sign_in(self.person)
        self.turn(nudged=True)
        while steps and self.clock.monotonic_s() >= self.wait_until_s:
            self.turn()
            steps -= 1

    def sign_in(self, person: Person) -> bool:
        """The person types name and password; False where nobody, or not the hub, said yes."""
        grant = self.crm.sign_in(person.id, "demo", self.store.device)
        account = self.store.account()
        if not isinstance(grant, Grant) or account is None:
            return False
        self.store.sign_in(HUB_URL, account.server_id, grant)
        self.person, self.wait_until_s = person, 0.0
        self.trace(f"signed in: {person.name}")
        return True

    def others_waiting(self) -> list[Person]:
        """Who has unsent work here, but is not signed in."""
        with self.store._inside.database.read() as connection:
            waiting = {author for (author,) in run(connection, _WAITING)} - {self.person.id}
        return [person for person in BY_ID.values() if person.id in waiting]

    def _remember(self) -> None:
        if not self._before:
            self._before.append(facts(self.store))

    def act(self, pictures: tuple[PreparedPhoto, ...]) -> None:
        """The person does one thing that their screen offers."""
        if self.engine.status().state is LineState.SIGN_IN_REQUIRED and self.rng.random() < 0.5:
            self.sign_in(self.person)
            return
        if self.person.role is Role.DISPATCHER and self._decide():
            return
        lines = self.store.orders(Query(show="all", limit=100))
        if not lines:
            return
        lines = self._without_clocks(lines) if self.by_id else lines
        hot = [line for line in lines if line.id in HOT or not line.id.startswith("order-")]
        line = self.rng.choice(hot or lines)
        if self.rng.random() < 0.15 and self._undo():
            return
        if self.rng.random() < 0.1:
            self.see()
        if self.person.role is Role.CREW and self.rng.random() < 0.2:
            self._photograph(line, self.rng.choice(pictures))
            return
        body = self._body(line)
        if self.rarer.random() < RARER_SHARE:
            body = self._rarer_body(line)
        begun = [each for each in lines if (self.name, self.person.id, each.id) in self._promises.drafts]
        if begun and self.rarer.random() < FINISHED_SHARE:
            line, body = begun[0], CloseOut("FIXED", form_version=self._form())
        if isinstance(body, CreateOrder):
            self.record(self.clock.new_id(), body)
            return
        view = self.store.order(line.id)
        if body is not None and view is not None and may(kind_of(body), self.person, view.order):
            form = self._promises.drafts.get((self.name, self.person.id, line.id))
            if isinstance(body, CloseOut) and form is not None:  # what was half filled goes on from there
                answers, seen = (cast("dict[str, Value]", form[name]) for name in ("answers", "seen"))
                self.record(line.id, replace(body, fields={**body.fields, **answers}), seen)
            else:
                self.record(line.id, body)

    def _without_clocks(self, lines: tuple[OrderLine, ...]) -> tuple[OrderLine, ...]:
        """By id; those that somebody found, whose ids have a clock in them, in the order in which that was done."""
        done = [command.order_id for _, command in self._promises.commands.values()]
        places = {order_id: f"{place:06}" for place, order_id in reversed(list(enumerate(done)))}
        return tuple(sorted(lines, key=lambda line: line.id if line.id in _ALWAYS else places.get(line.id, "")))

    def record(self, order_id: str, body: AnyBody, seen: Mapping[str, Value] = {}) -> None:
        """Records a command; from the moment this returns it is promised."""
        if isinstance(body, CloseOut):
            self._promises.drafts.pop((self.name, self.person.id, order_id), None)
        recorded = self.store.record(order_id, body, seen=seen)
        self._promise(recorded.command_id)
        self._check_seen(recorded.command_id, seen)

    def _check_seen(self, command_id: str, seen: Mapping[str, Value]) -> None:
        """I-7 begins here: an answer says what its author saw, unless they have set that themselves meanwhile."""
        command = self._promises.commands[command_id][1]
        mine = [each for _, each in self._promises.commands.values() if each.author == command.author]
        before = [each for each in mine if each.order_id == command.order_id and each.id != command_id]
        for field, value in seen.items():
            name = f"fields.{field}"
            said = command.base.get(name)
            fits = said == value or any(name in wanted_of(each.body) for each in before)
            require(fits, "I-7", f"{self.name}'s {command_id} says {said!r} of {field}, where its author saw {value!r}")

    def _promise(self, command_id: str) -> None:
        item = next((item for item in self.store.outbox(2) if item.command.id == command_id), None)
        require(item is not None, "I-4", f"{self.name} was told that {command_id} is saved, and it is not there")
        assert item is not None
        self._promises.commands[command_id] = (self.name, item.command)
        self.trace(f"saved {item.command.kind} on {item.command.order_id}")

    def _photograph(self, line: OrderLine, picture: PreparedPhoto) -> None:
        recorded = self.store.add_photo(line.id, PhotoRole.AFTER, picture)
        self._promises.taken_s[recorded.photo_id] = self.clock.monotonic_s()
        self._promises.photos[recorded.photo_id] = (self.name, picture.sha256, recorded.command_id)
        self._promise(recorded.command_id)

    def see(self) -> None:
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
        if not waiting or self.rng.random() < 0.3:
            return False
        review = self.rng.choice(waiting).review
        choice = self.rng.choice(tuple(Choice))
        self.record(review.order_id, DecideReview(review.id, choice, "as seen"))
        return True

    def _body(self, line: OrderLine) -> AnyBody | None:
        rng = self.rng
        note = AddNote(self.clock.new_id(), self.text or f"{SECRET}, {rng.randrange(1000)}")
        self.text = ""
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
        chosen = rng.choices(bodies, (2, 4, 2, 2, 1, 5))[0]
        return replace(close, form_version=self._form()) if chosen is close else chosen

    def _form(self) -> int:
        """The version of the form that is shown here."""
        return max((form.version for service in self.store.services() for form in service.forms), default=0)

    def _rarer_body(self, line: OrderLine) -> AnyBody | None:
        """What each role does now and then beside the usual."""
        rng, view = self.rarer, self.store.order(line.id)
        photos = view.photos if view else ()
        bodies: list[AnyBody] = [WithdrawPhoto(rng.choice(photos).photo_id)] if photos else []
        if self.person.role is Role.SUPERVISOR:
            others = sorted(HOT - {line.id})
            crew = rng.choice((None, *(crew.id for crew in CREWS)))
            bodies += [SetPriority(rng.choice(tuple(Priority))), Schedule(rng.choice((None, *MOMENTS)))]
            bodies += [Cancel("not wanted"), MergeDuplicate(rng.choice(others))]
            bodies += [Reopen("once more", self.clock.new_id(), crew)] * 2
            bodies = [body for body in bodies if view and may(kind_of(body), self.person, view.order)]
        elif self.person.role is Role.CREW:
            bodies += [LogTime(rng.randrange(1, 60)), LogMaterial("asphalt", rng.choice((0.5, 2.0)), "t")]
            bodies += [ProposeField(Proposable.PRIORITY, rng.choice(tuple(Priority)).value)]
            bodies += [ProposeField(Proposable.DUE, rng.choice(MOMENTS))]
            bodies += [CorrectPlace(*rng.choice(PLACES))]
            lat, long = rng.choice(FOUND)
            found = CreateOrder("pothole", "Found", f"{lat}, {long}", self.clock.new_id(), lat=lat, long=long)
            bodies += [found, found]
        return rng.choice(bodies) if bodies else None
