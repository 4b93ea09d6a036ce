"""A hub that is killed at any moment has done everything that it said, nothing twice, and loses nothing."""

import hashlib
import random
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import requests
from msgspec.structs import replace

from sync.clock import Clock
from sync.commands import AddNote, AddPhoto, Entry
from sync.server.checks import faults
from sync.server.hub import Hub
from sync.verdicts import Outcome, Verdict
from sync.wire import BASE, Answer, OrderChanged, PhotoStored, Problem, digest
from tests.contract.device import CLOCK, Device, a_photo, name_of
from tests.contract.hub_process import CHEAP, City
from tests.contract.mortal_hub import MortalHub

KILLS = 50
CALLS_IN_A_LIFE = 9  # a photo takes an exchange and six calls, so that deaths come in all of them
LONGEST_CALL_S = 0.02
CHUNK = 24_000
PHOTO_BYTES = 120_000
T = TypeVar("T")

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no fork there"),
    pytest.mark.timeout(180),
]


class Laptop:
    """Sends notes and photos without end, and sends again whatever got no answer."""

    def __init__(self, device: Device, city: City, seed: int) -> None:
        self.device = device
        self.city = city
        self.chance = random.Random(seed)
        self.up = threading.Event()
        self.enough = threading.Event()
        self.answered = threading.Semaphore(0)
        self.told: dict[str, Verdict] = {}
        self.sent: dict[str, Entry] = {}
        self.photos: dict[str, bytes] = {}
        self.interrupted: list[str] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                self._round()
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            self.error = error

    def _round(self) -> None:
        order = self.city.an_order(self.chance.randint(1, 10))
        content = b"\xff\xd8\xff" + self.chance.randbytes(PHOTO_BYTES)
        photo = a_photo(content)
        bodies = [AddNote(CLOCK.new_id(), "x"), photo, AddNote(CLOCK.new_id(), "y")]
        entries = [self.device.entry(order, body) for body in bodies]
        self.sent.update({name_of(entry): entry for entry in entries})
        self.photos[photo.photo_id] = content
        for verdict in self._stubborn("exchange", lambda: self.device.exchange(*entries)).verdicts:
            self._hear(verdict)
        self._upload(photo, content)

    def _hear(self, verdict: Verdict) -> None:
        assert verdict.outcome is Outcome.APPLIED, verdict
        told = replace(verdict, duplicate=False)
        assert self.told.setdefault(verdict.id, told) == told

    def _upload(self, photo: AddPhoto, content: bytes) -> None:
        path = f"{BASE}/uploads/{photo.photo_id}"
        reached = 0
        while True:
            offset = self._offset(self._stubborn("upload", lambda: self.device.create_upload(photo)))
            assert offset >= reached, "what was acknowledged was not on the disk"
            while offset < len(content):
                chunk = content[offset : offset + CHUNK]
                found = self._try("upload", lambda at=offset, piece=chunk: self.device.send_chunk(path, at, piece))
                if found is None or isinstance(found, Problem):
                    break
                offset = reached = self._offset(found)
            else:
                return

    @staticmethod
    def _offset(found: Answer | Problem) -> int:
        assert isinstance(found, Answer), found
        return int(found.headers["upload-offset"])

    def _stubborn(self, what: str, call: Callable[[], T]) -> T:
        while (found := self._try(what, call)) is None:
            pass
        return found

    def _try(self, what: str, call: Callable[[], T]) -> T | None:
        """The answer; None where the hub died first, when it is back."""
        self.up.wait(30)
        try:
            found = call()
        except requests.RequestException:
            self.interrupted.append(what)
            self.up.wait(30)
            return None
        self.answered.release()
        return found

    def await_answers(self, count: int) -> None:
        """Wait until that many more calls were answered."""
        for _ in range(count):
            assert self.answered.acquire(timeout=30), self.error


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(database_url, tmp_path, Clock(), hasher=CHEAP)
    yield hub
    hub.close()


def test_fifty_deaths_in_exchanges_and_uploads(office: Hub, database_url: str, tmp_path: Path) -> None:
    city, chance = City(office, "k").build(), random.Random(2026)
    hub = MortalHub(database_url, tmp_path)
    hub.start()
    device = Device(hub.url).sign_in(city.user("maria"))
    rows = {line.order.id: line.order for line in device.snapshot()[0] if isinstance(line, OrderChanged)}
    cursor = device.cursor
    laptop = Laptop(device, city, 7)
    laptop.up.set()
    worker = threading.Thread(target=laptop.run)
    worker.start()
    try:
        for _ in range(KILLS):
            laptop.await_answers(chance.randint(0, CALLS_IN_A_LIFE))
            worker.join(chance.uniform(0.0, LONGEST_CALL_S))
            laptop.up.clear()
            hub.kill()
            hub.start()
            laptop.up.set()
        laptop.enough.set()
        worker.join(60)
        device.cursor = cursor
        check(laptop, office, city, rows)
    finally:
        laptop.enough.set()
        laptop.up.set()
        worker.join(60)
        hub.close()
        device.close()


def check(laptop: Laptop, office: Hub, city: City, rows: dict[str, object]) -> None:
    """Everything that was sent is there once, and the laptop's picture of it is the hub's."""
    assert laptop.error is None
    assert {"exchange", "upload"} <= set(laptop.interrupted)
    log = {entry.id: entry for entry in office.book.log()}
    assert set(log) == set(laptop.sent) == set(laptop.told)
    assert {name: entry.verdict for name, entry in log.items()} == laptop.told
    orders = [city.order(number) for number in range(1, 11)]
    assert sorted(event.id for order in orders for event in order.history) == sorted(log)
    for order in orders:
        assert order.version == 1 + len(order.history) + len(order.photos)
        assert len(order.notes) == 2 * len(order.photos)
        assert all(photo.stored for photo in order.photos)
    assert {photo.id for order in orders for photo in order.photos} == set(laptop.photos)
    for content in laptop.photos.values():
        assert office.blobs.path(hashlib.sha256(content).hexdigest()).read_bytes() == content
    assert faults(office) == ()
    changes = laptop.device.pull()
    stored = {change.photo_id for change in changes if isinstance(change, PhotoStored)}
    assert stored == set(laptop.photos)
    rows.update({change.order.id: change.order for change in changes if isinstance(change, OrderChanged)})
    assert rows == {order.id: order for order in orders}
    checkpoint = laptop.device.exchange().checkpoint
    assert checkpoint == digest((o.id, o.version, o.assignment_id) for o in orders)
