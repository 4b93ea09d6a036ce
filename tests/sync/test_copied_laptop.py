"""A laptop's data copied to a second machine, or put back from an older copy: all work arrives once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete

from sync.commands import AddNote, Assign, Choice, CloseOut, Command, DecideReview, SetField, StartWork
from sync.crm import Crm
from sync.engine import Engine, LineState
from sync.orders import PhotoRole
from sync.server.tables import command_log
from sync.states import CommandState, PhotoState
from sync.store import Query, Store
from sync.verdicts import ReviewState
from sync.wire import Grant
from tests.sync.city import KEY, URL, City, TestLine, TownClock, a_photo, an_order

QUERY = Query(show="all")


class Machine:
    """One laptop on the city's hub: its store, its engine, and a chance of its own."""

    def __init__(self, city: City, folder: Path, seed: int) -> None:
        self.city = city
        self.clock = TownClock(seed)
        self.folder = folder
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.store = Store.open(self.folder, KEY, self.clock)
        self.crm = Crm(URL, TestLine(self.city.hub), self.clock, self.store.device)
        self.engine = Engine(self.store, self.crm, self.clock, lambda _: None)

    def sign_in(self, user: str = "maria") -> None:
        """Name and password."""
        grant = self.crm.sign_in(user, "secret", self.store.device)
        assert isinstance(grant, Grant)
        self.store.sign_in(URL, self.city.hub.well_known().server_id, grant)

    def settle(self) -> None:
        """Until nothing is left to do."""
        for nudged in (True, *[False] * 300):
            wait_s = self.engine.step(nudged).wait_s
            done = not self.store.line.waiting() and self.store.line.next_upload() is None
            if wait_s > 0 and done and self.engine.status().state is LineState.ONLINE:
                return
            self.clock.pass_s(max(wait_s, 0.01))
        raise AssertionError(self.engine.status())

    def sees(self) -> dict[str, object]:
        """Every job as it is shown here."""
        views = [self.store.order(line.id) for line in self.store.orders(QUERY)]
        return {view.order.id: view.order for view in views if view is not None}

    def states(self) -> set[CommandState]:
        return {item.state for item in self.store.outbox()}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    made = City(tmp_path, orders=4)
    made.settle()
    yield made
    made.close()


@pytest.fixture
def machines(city: City, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """The first laptop with unsent work, and a second one with a copy of all its data, both at work."""
    city.store.record("o-0001", AddNote("n-1", "Before the copy."))
    city.store.record("o-0001", SetField("surface", "left"))
    city.store.record("o-0003", StartWork())
    city.store.add_photo("o-0002", PhotoRole.BEFORE, a_photo(1))
    city.store.close()
    shutil.copytree(tmp_path / "laptop", tmp_path / "copy")
    first, second = Machine(city, tmp_path / "laptop", 11), Machine(city, tmp_path / "copy", 12)
    yield first, second
    first.store.close()
    second.store.close()


def log_of(city: City) -> list[str]:
    return [row.id for row in city.hub.book.log()]


def test_both_work_on_and_everything_arrives_once(city: City, machines: tuple[Machine, Machine]) -> None:
    first, second = machines
    assert first.store.device != second.store.device
    recorded = {item.command.id for item in first.store.outbox()}
    for machine, order, text in ((first, "o-0003", "on the first"), (second, "o-0004", "on the second")):
        photo = machine.store.add_photo(order, PhotoRole.AFTER, a_photo(len(text)))
        machine.store.record(order, CloseOut("DONE", note=text, note_id=text, photo_ids=(photo.photo_id,)))
        machine.store.record("o-0001", AddNote(f"also {text}", text))
        recorded |= {item.command.id for item in machine.store.outbox()}
    assert len(recorded) == 4 + 2 * 3
    assert second.engine.step().wait_s > 0
    assert second.engine.status().state is LineState.SIGN_IN_REQUIRED  # a copy does not sign in by itself
    second.sign_in()
    for machine in (first, second, first, second):
        machine.settle()
    log = city.hub.book.log()
    assert sorted(log_of(city)) == sorted(recorded)
    seqs = [(row.device, msgspec.json.decode(row.raw, type=Command).seq) for row in log]
    assert len(set(seqs)) == len(seqs)
    assert first.sees() == second.sees()
    for machine in machines:
        assert machine.states() == {CommandState.SETTLED}
        photos = [p for n in (2, 3, 4) for p in machine.store.order(f"o-000{n}").photos]  # type: ignore[union-attr]
        assert {photo.state for photo in photos} == {PhotoState.STORED}


def test_a_decision_reaches_both(city: City, machines: tuple[Machine, Machine]) -> None:
    first, second = machines
    desk = Machine(city, city.folder / "desk", 13)
    desk.sign_in("sue")
    desk.settle()
    desk.store.record("o-0003", Assign("c-8", "a-33"))
    desk.settle()
    first.settle()
    second.sign_in()
    second.settle()
    assert first.states() >= {CommandState.HELD}
    assert second.states() >= {CommandState.HELD}
    desk.settle()
    for view in desk.store.reviews(ReviewState.WAITING):
        desk.store.record(view.review.order_id, DecideReview(view.review.id, Choice.ACCEPT, "as seen"))
    desk.settle()
    for machine in (first, second):
        machine.settle()
        assert machine.states() <= {CommandState.SETTLED, CommandState.APPLIED}
    assert first.sees() == second.sees()
    desk.store.close()


def test_what_may_have_been_sent_by_the_other_is_not_taken_back(machines: tuple[Machine, Machine]) -> None:
    first, second = machines
    assert any(item.can_undo for item in first.store.outbox())
    assert not any(item.can_undo for item in second.store.outbox())


def test_a_folder_that_stays_where_it_is_stays_the_same_laptop(city: City) -> None:
    device = city.store.device
    for _ in range(2):
        city.restart()
        assert city.store.device == device
    moved = city.folder / "moved"
    city.store.close()
    (city.folder / "laptop").rename(moved)
    store = Store.open(moved, KEY, city.clock)
    assert store.device == device
    store.close()


@pytest.mark.parametrize("spare", [True, False])
def test_an_older_database_put_back_costs_nothing_that_was_sent(city: City, tmp_path: Path, spare: bool) -> None:
    """The same numbers are given out a second time, to other commands: ids are what counts."""
    city.store.record("o-0001", AddNote("n-0", "in the copy"))
    city.store.close()
    shutil.copyfile(tmp_path / "laptop" / "fieldapp.db", tmp_path / "older.db")
    city.restart()
    sent = city.store.record("o-0001", AddNote("n-1", "sent, not in the copy"))
    city.settle()
    unsent = city.store.record("o-0002", AddNote("n-2", "never sent, not in the copy"))
    photo = city.store.add_photo("o-0003", PhotoRole.AFTER, a_photo(3))
    city.store.close()

    folder = tmp_path / "laptop"
    for name in ("fieldapp.db-wal", "fieldapp.db-shm", *(() if spare else ("fieldapp.spare",))):
        (folder / name).unlink(missing_ok=True)
    shutil.copyfile(tmp_path / "older.db", folder / "fieldapp.db")
    city.restart()
    account = city.store.recovered()
    assert (account is not None and account.cause == "missing") is spare
    again = city.store.record("o-0002", AddNote("n-3", "after the copy came back"))
    city.settle()
    city.settle()
    assert {sent.command_id, again.command_id} <= set(log_of(city))
    assert (unsent.command_id in log_of(city)) is spare
    assert len(log_of(city)) == len(set(log_of(city)))
    assert {item.state for item in city.store.outbox()} == {CommandState.SETTLED}
    view = city.store.order("o-0003")
    assert view is not None
    assert [(p.photo_id, p.state) for p in view.photos] == [(photo.photo_id, PhotoState.STORED)]
    order = city.store.order("o-0001")
    assert order is not None
    assert [note.id for note in order.order.notes] == ["n-0", "n-1"]


def test_on_a_copied_disk_nobody_elses_work_counts_as_lost(city: City, tmp_path: Path) -> None:
    """Maria's came under the first device's name, so the hub tells Pete on the second one nothing of it."""
    city.hub.book.put_order(an_order(101, crew_id="c-8"))
    city.store.record("o-0001", AddNote("n-1", "Before the copy."))
    city.settle()
    city.store.close()
    shutil.copytree(tmp_path / "laptop", tmp_path / "copy")
    second = Machine(city, tmp_path / "copy", 12)
    second.sign_in("pete")
    second.settle()
    assert second.states() == {CommandState.SETTLED}
    assert not second.store.summary().others_wait

    second.store.record("o-0101", AddNote("n-2", "After the copy."))
    second.settle()
    with city.hub.database.writing() as writing:  # and now the hub does lose all
        writing.connection.execute(delete(command_log))
    second.sign_in("maria")
    second.settle()
    assert second.store.summary().others_wait, "what Pete did on this device is not at the hub any more"
    second.store.close()
