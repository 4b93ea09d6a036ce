"""A hub put back from a backup, twice, to different points: the fleet hears of it and sends again what is lost."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import update
from sqlalchemy.engine import make_url

from sync.commands import AddNote
from sync.server.tables import people
from sync.verdicts import Outcome
from sync.wire import Answer
from tests.conftest import _on_server
from tests.contract.device import Device, a_photo, name_of
from tests.contract.hub_process import City, HubProcess


class Backups:
    """Copies of a hub's database, and of nothing else, taken and put back while it stands still."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = make_url(url)
        self._folder = folder
        self._names: list[str] = []

    def take(self) -> int:
        name = f"{self._url.database}_backup_{len(self._names)}"
        self._copy(str(self._url.database), name)
        self._names.append(name)
        return len(self._names) - 1

    def put_back(self, number: int) -> None:
        self._drop(str(self._url.database))
        self._copy(self._names[number], str(self._url.database))

    def close(self) -> None:
        for name in self._names:
            self._drop(name)

    def _copy(self, origin: str, target: str) -> None:
        if self._url.get_backend_name() == "sqlite":
            shutil.copy(origin, target)
            return
        names = (sql.Identifier(target), sql.Identifier(origin))
        _on_server(self._url.set(database="postgres"), sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def _drop(self, name: str) -> None:
        if self._url.get_backend_name() == "sqlite":
            for path in Path(name).parent.glob(f"{Path(name).name}*"):
                if path.name in {Path(name).name, f"{Path(name).name}-wal", f"{Path(name).name}-shm"}:
                    path.unlink()
            return
        named = sql.Identifier(name)
        _on_server(self._url.set(database="postgres"), sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named))


class Town:
    """A hub process of one's own, its backups, and its city."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.hub = HubProcess(url, folder)
        self.city = City(self.hub.office, "town").build()
        self.backups = Backups(url, folder)
        self.hub.start()
        self.devices: list[Device] = []

    def device(self, name: str) -> Device:
        made = Device(self.hub.url)
        self.devices.append(made)
        made.sign_in(self.city.user(name)).snapshot()
        return made

    def backup(self) -> int:
        self._down()
        number = self.backups.take()
        self._up()
        return number

    def restore(self, number: int) -> None:
        self._down()
        self.backups.put_back(number)
        self._up()

    def _down(self) -> None:
        self.hub.stop()
        self.hub.office.close()

    def _up(self) -> None:
        port = self.hub.port
        self.hub = HubProcess(self.url, self.folder)
        self.hub.port = port
        self.hub.start()
        self.city = City(self.hub.office, "town")

    def close(self) -> None:
        for device in self.devices:
            device.close()
        self.hub.close()
        self.backups.close()


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    made = Town(database_url, tmp_path)
    yield made
    made.close()


Work = Callable[[str], str]


def test_a_fleet_heals_a_hub_that_is_put_back_twice(town: Town) -> None:
    maria, sent = town.device("maria"), {}

    def work(text: str) -> str:
        entry = maria.entry(town.city.order(1), AddNote(f"n-{text}", text))
        sent[text] = entry
        assert maria.exchange(entry).verdicts[0].outcome is Outcome.APPLIED
        return name_of(entry)

    ids = {"one": work("one")}
    early = town.backup()
    ids["two"] = work("two")
    late = town.backup()
    ids["three"] = work("three")
    epochs = []
    for number, kept in ((late, {"one", "two"}), (early, {"one"})):
        town.restore(number)
        reply = maria.exchange()
        assert reply.resync is not None
        assert reply.resync.reason == "epoch-changed"
        _, end, _ = maria.snapshot()
        epochs.append(town.hub.office.database.latest() and town.hub.office.database.epoch)
        assert {text for text, name in ids.items() if name in end.known_commands} == kept
        lost = [sent[text] for text in ids if text not in kept]
        verdicts = maria.exchange(*lost).verdicts
        assert [(v.outcome, v.duplicate) for v in verdicts] == [(Outcome.APPLIED, False)] * len(lost)
        assert [note.text for note in town.city.order(1).notes] == ["one", "two", "three"]
        assert maria.exchange(*sent.values()).resync is None
    assert len(set(epochs)) == 2


def test_a_restored_hub_that_is_ahead_again_is_found_out_all_the_same(town: Town) -> None:
    """Another laptop, with an older cursor, could write past ours before we are heard: our cursor's run is unknown."""
    maria, pete = town.device("maria"), town.device("pete")
    backup = town.backup()
    for number in range(3):
        maria.exchange(maria.entry(town.city.order(1), AddNote(f"n-{number}", "Lost.")))
    town.restore(backup)
    for number in range(9):
        pete.exchange(pete.entry(town.city.order(11), AddNote(f"p-{number}", "After.")))
    reply = maria.exchange()
    assert reply.resync is not None
    assert reply.resync.reason == "epoch-changed"


def test_what_came_without_a_cursor_is_missed_too(town: Town) -> None:
    """Whose account was closed gets verdicts alone: their cursor is from before, and fits the older copy as well."""
    maria = town.device("maria")
    backup = town.backup()
    _close_account(town, maria, closed=True)
    held = maria.entry(town.city.order(1), AddNote("n", "Brought."))
    assert maria.exchange(held).cursor is None
    assert maria.mark is not None
    _close_account(town, maria, closed=False)
    town.restore(backup)
    known = maria.cursor, maria.mark
    assert maria.exchange(mark=None).resync is None, "by the cursor alone nobody would know"
    maria.cursor, maria.mark = known
    resync = maria.exchange().resync
    assert resync is not None
    assert resync.reason == "epoch-changed"
    assert name_of(held) not in maria.snapshot()[1].known_commands
    assert maria.exchange().resync is None


def test_verdicts_that_came_before_the_last_page_are_missed_too(town: Town) -> None:
    maria, other = town.device("maria"), town.device("maria")
    other.exchange(*(other.entry(town.city.order(number), AddNote(f"o-{number}", "News.")) for number in (1, 2, 3)))
    backup = town.backup()
    reply = maria.exchange(maria.entry(town.city.order(4), AddNote("n", "Lost.")), limit=1)
    assert reply.has_more
    town.restore(backup)
    resync = maria.exchange(limit=1).resync
    assert resync is not None
    assert resync.reason == "epoch-changed"


def test_a_photo_that_was_stored_since_the_cursor_is_missed_too(town: Town) -> None:
    maria = town.device("maria")
    content = b"\xff\xd8" + b"x" * 1000
    photo = a_photo(content)
    maria.exchange(maria.entry(town.city.order(1), photo))
    backup = town.backup()
    upload = maria.create_upload(photo)
    assert isinstance(upload, Answer)
    path, before = upload.headers["location"], maria.cursor or ""
    stored = maria.send_chunk(path, 0, content, Field_Sync_Mark=before)
    assert isinstance(stored, Answer)
    maria.mark = stored.headers["field-sync-mark"]
    town.restore(backup)
    again = maria.create_upload(photo, Field_Sync_Mark=maria.mark)
    assert isinstance(again, Answer)
    assert "field-sync-mark" not in again.headers, "a new mark would hide that the old one is outlived"
    resync = maria.exchange().resync
    assert resync is not None
    assert resync.reason == "epoch-changed"


def _close_account(town: Town, device: Device, *, closed: bool) -> None:
    with town.hub.office.database.noting() as connection:
        connection.execute(update(people).where(people.c.id == device.person.id).values(disabled=closed))


def test_a_hub_that_only_stopped_keeps_its_epoch(town: Town) -> None:
    maria = town.device("maria")
    reply = maria.exchange(*(maria.entry(town.city.order(n), AddNote(f"n{n}", "Here.")) for n in (1, 2)), limit=1)
    assert reply.mark is not None
    town.backup()
    assert maria.exchange().resync is None
