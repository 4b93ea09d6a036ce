"""A hub put back to a two-hour-old backup while three laptops hold work from after it: all of it is there again."""

import hashlib
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.clock import Clock
from sync.commands import AddNote, CloseOut, StartWork
from sync.crm import Crm
from sync.engine import Engine, LineState
from sync.http import RequestsTransport
from sync.orders import Person, PhotoRole, Role, Status
from sync.photos import prepare
from sync.store import Store
from sync.verdicts import Outcome
from sync.wire import Grant, WellKnown
from tests.builders import KEY, a_jpeg
from tests.contract.hub_process import PASSWORD
from tests.contract.test_restore import Town

QUIET_S = 60.0
pytestmark = pytest.mark.timeout(180)


class Earlier(Clock):
    """The machine's clock, some minutes ago."""

    minutes = 0.0

    def wall_ms(self) -> int:
        return super().wall_ms() - round(self.minutes * 60_000)


class Laptop:
    """Store, engine and sockets as the app has them."""

    def __init__(self, town: Town, folder: Path, user: str) -> None:
        self.clock = Earlier()
        self.name = user
        self.store = Store.open(folder / user, KEY, self.clock)
        self.transport = RequestsTransport(town.hub.url)
        crm = Crm(town.hub.url, self.transport, self.clock, self.store.device)
        known, grant = crm.well_known(), crm.sign_in(town.city.user(user), PASSWORD, self.store.device)
        assert isinstance(known, WellKnown)
        assert isinstance(grant, Grant)
        self.store.sign_in(town.hub.url, known.server_id, grant)
        self.engine = Engine(self.store, crm, self.clock)
        self.photos: set[str] = set()

    def sync(self) -> None:
        """Until nothing of it is on its way."""
        ends_s, nudged = time.monotonic() + QUIET_S, True
        while time.monotonic() < ends_s:
            wait_s = self.engine.step(nudged).wait_s
            nudged, summary = wait_s > 0, self.store.summary()
            waits = summary.on_laptop or summary.sending or summary.photos_waiting or summary.snapshot_due
            if not waits and wait_s > 0 and self.engine.status().state is LineState.ONLINE:
                return
            threading.Event().wait(min(wait_s, 0.05))
        raise AssertionError(f"{self.name}: {self.engine.status()}, {self.store.summary()}")

    def close_out(self, order_id: str, minutes_ago: float) -> None:
        """Starts a job, takes a photo and closes it, that long ago."""
        self.clock.minutes = minutes_ago
        self.store.record(order_id, StartWork())
        photo = prepare(a_jpeg(name=f"{self.name} {order_id}"))
        added = self.store.add_photo(order_id, PhotoRole.AFTER, photo)
        self.photos.add(photo.sha256)
        self.store.record(order_id, CloseOut("repaired", photo_ids=(added.photo_id,)))
        self.clock.minutes = 0.0

    def note(self, order_id: str, text: str, minutes_ago: float) -> None:
        """Writes a note, that long ago."""
        self.clock.minutes = minutes_ago
        self.store.record(order_id, AddNote(self.clock.new_id(), text))
        self.clock.minutes = 0.0

    def close(self) -> None:
        self.transport.close()
        self.store.close()


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    made = Town(database_url, tmp_path)
    made.hub.office.people.add(
        Person("p-ana-town", "Ana Ruiz", Role.CREW, made.city.crew(7)), made.city.user("ana"), PASSWORD
    )
    yield made
    made.close()


@pytest.fixture
def laptops(town: Town, tmp_path: Path) -> Iterator[list[Laptop]]:
    made = [Laptop(town, tmp_path, user) for user in ("maria", "ana", "pete")]
    yield made
    for laptop in made:
        laptop.close()


@pytest.mark.parametrize("photos_too", [False, True], ids=["photos kept", "photos put back too"])
def test_every_act_and_photo_is_there_again(town: Town, laptops: list[Laptop], photos_too: bool) -> None:
    maria, ana, pete = laptops
    for laptop in laptops:
        laptop.sync()
    maria.note(town.city.order_id(1), "Before the backup", 125)
    maria.sync()
    backup = town.backup()
    bytes_then = shutil.copytree(town.folder / "photos", town.folder / "photos-then")
    maria.close_out(town.city.order_id(1), 100)  # at the hub, and in no backup
    maria.sync()
    pete.close_out(town.city.order_id(11), 80)
    pete.sync()
    ana.close_out(town.city.order_id(2), 60)  # offline all the time
    pete.note(town.city.order_id(12), "Nobody at home", 20)  # on its laptop when the hub was put back
    town.restore(backup)
    if photos_too:
        shutil.rmtree(town.folder / "photos")
        shutil.move(bytes_then, town.folder / "photos")
    assert [entry.author for entry in town.hub.office.book.log()] == ["p-maria-town"]  # the rest is lost for now
    for laptop in (pete, ana, maria):
        laptop.sync()
    for laptop in laptops:
        laptop.sync()
    _check(town, laptops)
    story = who_did_what(town)
    print("", *story, sep="\n  ")  # noqa: T201  # `make prove` shows it
    assert story == [
        "Ana Ruiz: start_work, add_photo, close_out on SR-2",
        "Maria Lopez: add_note, start_work, add_photo, close_out on SR-1",
        "Pete Novak: add_note on SR-12",
        "Pete Novak: start_work, add_photo, close_out on SR-11",
    ]


def _check(town: Town, laptops: list[Laptop]) -> None:
    log = town.hub.office.book.log()
    recorded = Counter(item.command.id for laptop in laptops for item in laptop.store.outbox())
    assert Counter(entry.id for entry in log) == recorded
    assert {entry.verdict.outcome for entry in log} == {Outcome.APPLIED}
    orders = [town.city.order(number) for number in (1, 2, 11, 12)]
    assert Counter(event.id for order in orders for event in order.history) == recorded
    assert [order.status for order in orders[:3]] == [Status.CLOSED] * 3
    wanted = {sha256 for laptop in laptops for sha256 in laptop.photos}
    assert {photo.sha256 for order in orders for photo in order.photos if photo.stored} == wanted
    for sha256 in wanted:
        assert hashlib.sha256(town.hub.office.blobs.path(sha256).read_bytes()).hexdigest() == sha256
    assert all(laptop.store.summary().on_laptop == 0 for laptop in laptops)


def who_did_what(town: Town) -> list[str]:
    """The hub's log in words: a line for each person and job."""
    book = town.hub.office.book
    names = {person.id: person.name for person in town.city.people().values()} | {"p-ana-town": "Ana Ruiz"}
    acts: dict[tuple[str, str], list[str]] = {}
    for entry in book.log():
        order = book.order(entry.order_id)
        assert order is not None
        kind = next(event.kind for event in order.history if event.id == entry.id)
        acts.setdefault((names[entry.author], order.number), []).append(kind)
    return sorted(f"{name}: {', '.join(done)} on {number}" for (name, number), done in acts.items())
