"""A hub that dies at a named step and starts again: what was begun is either done or not there."""

import base64
import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher

from sync.clock import Clock
from sync.commands import AddNote, AddPhoto, AnyBody, Command, Entry, sealed
from sync.orders import Person, PhotoRole, Role, Status, WorkOrder
from sync.server.calls import Call, Result, no_step
from sync.server.checks import faults
from sync.server.hub import Hub
from sync.verdicts import Outcome
from sync.wire import BASE, ExchangeRequest, Grant, Reply, SignIn

CLOCK = Clock()
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CONTENT = b"\xff\xd8\xff" + bytes(range(256)) * 40
PHOTO = AddPhoto("ph-1", PhotoRole.AFTER, hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


class Crash(Exception):
    """The machine went away."""


class World:
    """A hub that dies at a step, and the laptop that does not know."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hub = self._hub(no_step)
        self.hub.people.add(Person("p-1", "Maria Lopez", Role.CREW, "c-7"), "maria", "secret")
        order = WorkOrder("o-1", "SR-1", "pothole", "Pothole", "1 Main St", "2026-11-22T08:00:00Z")
        assigned = {"status": Status.ASSIGNED, "crew_id": "c-7", "assignment_id": "a-1"}
        self.hub.book.put_order(msgspec.structs.replace(order, **assigned))
        body = msgspec.json.encode(SignIn("maria", "secret", "d-1"))
        grant = msgspec.json.decode(self.body(self.hub.answer(Call("POST", f"{BASE}/sign-in", body=body))), type=Grant)
        self.token = {"authorization": f"Bearer {grant.access_token}"}
        self.seq = 0
        self.cursor: str = msgspec.json.decode(self.snapshot()[-1])["cursor"]

    def _hub(self, step: Callable[[str], None]) -> Hub:
        return Hub(f"sqlite:///{self.folder / 'hub.db'}", self.folder, CLOCK, step, hasher=CHEAP)

    def restart(self, dies_at: str = "") -> None:
        def step(name: str) -> None:
            if name == dies_at:
                raise Crash(name)

        self.hub.close()
        self.hub = self._hub(step)

    @staticmethod
    def body(result: Result) -> bytes:
        assert isinstance(result.body, bytes)
        assert result.status < 300, result.body
        return result.body

    def entry(self, body: AnyBody) -> Entry:
        self.seq += 1
        return sealed(Command(f"k-{self.seq}", self.seq, "o-1", "p-1", CLOCK.now(), body, "a-1"), "")

    def exchange(self, *entries: Entry, cursor: str | None = None) -> Reply:
        cursor = cursor or self.cursor
        body = msgspec.json.encode(ExchangeRequest("d-1", "1", cursor, commands=entries))
        found = self.hub.answer(Call("POST", f"{BASE}/exchange", headers=self.token, body=body))
        return msgspec.json.decode(self.body(found), type=Reply)

    def snapshot(self) -> list[bytes]:
        found = self.hub.answer(Call("GET", f"{BASE}/snapshot", headers=self.token))
        return b"".join(found.body).splitlines()

    def create(self) -> int:
        name = base64.b64encode(b"ph-1").decode()
        headers = {**self.token, "upload-length": str(PHOTO.size), "upload-metadata": f"photo_id {name}"}
        found = self.hub.answer(Call("POST", f"{BASE}/uploads", headers=headers))
        self.body(found)
        return int(found.headers["Upload-Offset"])

    def upload(self) -> None:
        self.create()
        for offset, end in ((0, 5000), (5000, PHOTO.size)):
            self.body(self.patch(offset, end))

    def patch(self, offset: int, end: int) -> Result:
        kind = {"content-type": "application/offset+octet-stream", "upload-offset": str(offset)}
        body = CONTENT[offset:end]
        return self.hub.answer(Call("PATCH", f"{BASE}/uploads/ph-1", headers={**self.token, **kind}, body=body))


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    yield made
    made.hub.close()


@pytest.mark.parametrize("step", ["exchange.before_commit", "exchange.after_commit"])
def test_a_command_is_done_once_wherever_the_hub_dies(world: World, step: str) -> None:
    notes = [world.entry(AddNote(f"n-{number}", "x")) for number in (1, 2)]
    world.restart(step)
    with pytest.raises(Crash):
        world.exchange(*notes)
    world.restart()
    first, second = world.exchange(*notes).verdicts
    assert (first.outcome, second.outcome) == (Outcome.APPLIED, Outcome.APPLIED)
    assert (first.duplicate, second.duplicate) == (step == "exchange.after_commit", False)
    order = world.hub.book.order("o-1")
    assert order is not None
    assert [note.id for note in order.notes] == ["n-1", "n-2"]
    assert order.version == 3


@pytest.mark.parametrize(
    "step",
    [
        "upload.created",
        "upload.written",
        "upload.fsynced",
        "upload.digest_ok",
        "upload.moved",
        "upload.committed",
    ],
)
def test_a_photo_is_whole_wherever_the_hub_dies(world: World, step: str) -> None:
    world.exchange(world.entry(PHOTO))
    world.restart(step)
    with pytest.raises(Crash):
        world.upload()
    world.restart()
    offset = world.create()
    if offset < PHOTO.size:
        assert world.patch(offset, PHOTO.size).status == 204
    assert world.hub.blobs.path(PHOTO.sha256).read_bytes() == CONTENT
    order = world.hub.book.order("o-1")
    assert order is not None
    assert [photo.stored for photo in order.photos] == [True]
    assert order.version == 3
    assert faults(world.hub) == ()


def test_an_order_hears_that_its_photo_is_stored_whichever_comes_first(world: World) -> None:
    """The bytes of a held photo come before somebody takes the photo into the order."""
    unknown = sealed(Command("k-9", 9, "o-2", "p-1", CLOCK.now(), PHOTO, None), "")
    assert world.exchange(unknown).verdicts[0].outcome is Outcome.HELD
    world.create()
    assert world.patch(0, PHOTO.size).status == 204
    world.exchange(world.entry(PHOTO))
    order = world.hub.book.order("o-1")
    assert order is not None
    assert order.photos[0].stored


def test_the_check_finds_what_was_tampered_with(world: World) -> None:
    world.exchange(world.entry(PHOTO), world.entry(AddNote("n-1", "x")))
    world.create()
    world.patch(0, PHOTO.size)
    assert faults(world.hub) == ()
    world.hub.blobs.path(PHOTO.sha256).write_bytes(b"other")
    with world.hub.database.noting() as connection:
        connection.exec_driver_sql("UPDATE command_log SET raw = CAST('{}' AS BLOB) WHERE id = 'k-2'")
        connection.exec_driver_sql("DELETE FROM feed WHERE scope = 'desk' AND row_id = 'o-1'")
    found = faults(world.hub)
    assert [fault.partition(":")[0] for fault in found] == ["Command k-2", "Order o-1", "Photo ph-1"]


def test_a_database_that_cannot_answer_is_maintenance(world: World) -> None:
    with world.hub.database.noting() as connection:
        connection.exec_driver_sql("ALTER TABLE tokens RENAME TO hidden")
    found = world.hub.answer(Call("GET", f"{BASE}/snapshot", headers={**world.token, "field-sync-nonce": "n"}))
    assert (found.status, found.headers["Retry-After"], found.headers["Field-Sync-Nonce"]) == (503, "10", "n")


def test_one_command_that_the_database_cannot_take_is_put_off_alone(world: World) -> None:
    with world.hub.database.noting() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER poison BEFORE INSERT ON command_log WHEN new.id = 'k-1' "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    bad, later = world.entry(AddNote("n-1", "x")), world.entry(AddNote("n-2", "x"))
    other = sealed(Command("k-9", 9, "o-2", "p-1", CLOCK.now(), AddNote("n-3", "x"), None), "")
    first, second, third = world.exchange(bad, later, other).verdicts
    assert (first.id, first.outcome, first.retry_after_s) == ("k-1", Outcome.RETRY, 30)
    assert third.outcome is Outcome.HELD  # an answer: the hub has no such order
    assert (second.outcome, second.retry_after_s) == (Outcome.RETRY, 30), "on its order it must not overtake"
    order = world.hub.book.order("o-1")
    assert order is not None
    assert order.notes == ()


def test_a_restored_hub_is_found_out_also_when_new_work_has_passed_the_old_cursor(world: World) -> None:
    copy = world.folder / "backup.db"
    world.restart()
    cursor = world.exchange(world.entry(AddNote("n-1", "before the backup"))).cursor
    with sqlite3.connect(world.folder / "hub.db") as database, sqlite3.connect(copy) as backup:
        database.backup(backup)
    database.close()
    backup.close()
    for number in range(2, 5):
        cursor = world.exchange(world.entry(AddNote(f"n-{number}", "lost with the hub's disk"))).cursor
    world.hub.close()
    for path in world.folder.glob("hub.db*"):
        path.unlink()
    copy.rename(world.folder / "hub.db")
    world.restart()
    for number in range(20):
        world.hub.book.edit_order("o-1", lambda order, n=number: msgspec.structs.replace(order, title=str(n)))
    reply = world.exchange(cursor=cursor)
    assert reply.resync is not None
    assert reply.resync.reason == "epoch-changed"


def test_a_hub_that_only_started_again_asks_nobody_to_begin_anew(world: World) -> None:
    for number in range(3):
        cursor = world.exchange(world.entry(AddNote(f"n-{number}", "x"))).cursor
        world.restart()
        assert world.exchange(cursor=cursor).resync is None
