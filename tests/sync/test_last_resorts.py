"""What still goes when nothing else does: a command that the hub cannot digest, and a laptop that is too old."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from sync.commands import AddNote, StartWork
from sync.engine import LineState
from sync.orders import PhotoRole
from sync.plan import HOPELESS_FAILURES, HOPELESS_MS
from sync.server.tables import dead_letters, orders
from sync.states import CommandState, Place
from sync.verdicts import Why
from tests.sync.city import City, a_photo, no_answer

DAY_S = HOPELESS_MS / 1000


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    city = City(tmp_path)
    city.settle()
    yield city
    city.close()


def spoil(city: City, order_id: str) -> None:
    """The hub's own row of an order can no longer be read."""
    with city.hub.database.writing() as writing:
        writing.connection.execute(update(orders).where(orders.c.id == order_id).values(document='{"id":5}'))


def state(city: City, command_id: str) -> CommandState:
    return next(item.state for item in city.store.outbox() if item.command.id == command_id)


def go_on(city: City, seconds: float) -> None:
    """Let the engine work for that long; in a long time the laptop sleeps between a dozen times of work."""
    ends_s = city.clock.now_s + seconds
    asleep_s = seconds / 12 if seconds > 3600 else 0.0
    while city.clock.now_s < ends_s:
        wait_s = city.engine.step().wait_s
        city.clock.pass_s(max(1.0, wait_s, asleep_s if wait_s else 0.0))


class TestDeadLetters:
    def poison(self, city: City) -> str:
        command_id = city.store.record("o-0001", AddNote("n-1", "Deep one.")).command_id
        spoil(city, "o-0001")
        return command_id

    def test_others_do_not_wait_for_what_the_hub_cannot_digest(self, city: City) -> None:
        poison = self.poison(city)
        fine = city.store.record("o-0002", StartWork()).command_id
        go_on(city, 120)
        assert state(city, poison) is CommandState.QUEUED
        assert state(city, fine) in (CommandState.APPLIED, CommandState.SETTLED)
        assert city.hub.dead_letters.all() == ()

    def test_after_a_day_of_failures_a_person_has_its_bytes(self, city: City) -> None:
        poison = self.poison(city)
        later = city.store.record("o-0001", AddNote("n-2", "Later.")).command_id
        go_on(city, DAY_S - 600)
        assert state(city, poison) is CommandState.QUEUED
        go_on(city, 2400)
        assert state(city, poison) is CommandState.REJECTED
        item = next(item for item in city.store.outbox() if item.command.id == poison)
        assert item.verdict is not None
        assert (item.verdict.why, item.place) == (Why.DEAD_LETTER, Place.NEEDS_DECISION)
        letters = {letter[0].partition(":")[0]: letter for letter in city.hub.dead_letters.all()}
        entry = json.loads(letters[poison][3])
        assert entry["command"]["body"]["text"] == "Deep one."
        digest = hashlib.sha256(
            f"{entry['prev_hash']}\n".encode()
            + json.dumps(entry["command"], separators=(",", ":"), ensure_ascii=False).encode()
        ).hexdigest()
        assert digest == entry["hash"], "the very bytes that were recorded"
        assert item.verdict.receipt
        assert state(city, later) in (CommandState.QUEUED, CommandState.REJECTED)

    def test_a_few_failures_within_a_day_are_none(self, city: City) -> None:
        poison = self.poison(city)
        for _ in range(HOPELESS_FAILURES * 2):
            go_on(city, 60)
        assert state(city, poison) is CommandState.QUEUED

    def test_a_hub_that_can_again_in_time_takes_it_as_usual(self, city: City) -> None:
        with city.hub.database.reading() as reading:
            whole = reading.connection.execute(orders.select().where(orders.c.id == "o-0001")).one().document
        poison = self.poison(city)
        go_on(city, DAY_S / 2)
        with city.hub.database.writing() as writing:
            writing.connection.execute(update(orders).where(orders.c.id == "o-0001").values(document=whole))
        go_on(city, DAY_S)
        assert state(city, poison) in (CommandState.APPLIED, CommandState.SETTLED)
        assert city.hub.dead_letters.all() == ()

    def test_a_lost_receipt_makes_no_second_letter(self, city: City) -> None:
        poison = self.poison(city)
        city.line.fail("/dead-letters", no_answer, times=2)
        go_on(city, DAY_S + 3600)
        go_on(city, 3600)
        assert state(city, poison) is CommandState.REJECTED
        assert [letter[0].partition(":")[0] for letter in city.hub.dead_letters.all()] == [poison]

    @pytest.mark.parametrize("seen", [False, True])
    def test_a_restored_hub_that_lost_the_letter_gets_the_work_again(self, city: City, *, seen: bool) -> None:
        with city.hub.database.reading() as reading:
            whole = reading.connection.execute(orders.select().where(orders.c.id == "o-0001")).one().document
        poison = self.poison(city)
        go_on(city, DAY_S - 600)
        go_on(city, 2400)
        assert state(city, poison) is CommandState.REJECTED
        if seen:
            city.store.dismiss(poison)
        with city.hub.database.writing() as writing:
            writing.connection.execute(delete(dead_letters))
            writing.connection.execute(update(orders).where(orders.c.id == "o-0001").values(document=whole))
        city.hub.database.renew_epoch(city.clock)
        go_on(city, 120)
        assert state(city, poison) in (CommandState.APPLIED, CommandState.SETTLED)
        assert [logged.id for logged in city.hub.book.log()] == [poison]

    def test_a_letter_is_proved_to_be_there_before_it_is_taken_for_granted(self, city: City) -> None:
        """The hub is put back to just before the letter: no cursor tells of that."""
        poison = self.poison(city)
        go_on(city, DAY_S - 600)
        while state(city, poison) is not CommandState.REJECTED:
            assert city.engine.step(nudged=True)
            city.clock.pass_s(60.0)
        with city.hub.database.writing() as writing:
            writing.connection.execute(delete(dead_letters))
        go_on(city, 120)
        assert state(city, poison) is CommandState.QUEUED


class TestTooOld:
    @pytest.fixture
    def old(self, city: City) -> City:
        """The hub serves only newer clients from now on."""
        city.hub._minimum_client = "9.0.0"
        return city

    def test_it_says_so_and_is_not_busy(self, old: City) -> None:
        old.line.calls.clear()
        go_on(old, 1800)
        status = old.engine.status()
        assert (status.state, status.code) == (LineState.PAUSED, "client-too-old")
        assert len(old.line.calls) < 5

    def test_work_goes_although_a_snapshot_was_refused(self, city: City) -> None:
        """The simulator's seed 2606: all waited for an hour, although the hub takes work from any client."""
        city.hub.database.renew_epoch(city.clock)
        while city.store.line.snapshot_due() is None:
            city.engine.step(nudged=True)
        city.hub._minimum_client = "9.0.0"
        city.store.record("o-0002", AddNote("n-1", "Shut."))
        go_on(city, 60)
        assert "GET /snapshot" in city.line.paths()
        assert len(city.hub.book.log()) == 1

    def test_commands_and_photos_still_go(self, old: City) -> None:
        go_on(old, 60)
        old.store.record("o-0001", AddNote("n-1", "Still here."))
        photo = a_photo()
        added = old.store.add_photo("o-0001", PhotoRole.AFTER, photo)
        old.engine.step(nudged=True)
        go_on(old, 120)
        at_hub = old.hub.book.order("o-0001")
        assert at_hub is not None
        assert [note.text for note in at_hub.notes] == ["Still here."]
        assert [(p.id, p.stored) for p in at_hub.photos] == [(added.photo_id, True)]
        assert old.engine.status().code == "client-too-old"

    def test_nothing_comes_until_it_is_new_again(self, old: City) -> None:
        go_on(old, 60)
        old.hub.book.edit_order("o-0001", lambda order: order, "Office")
        before = old.store.line.cursor()
        go_on(old, 7200)
        assert old.store.line.cursor() == before
        old.hub._minimum_client = "0.1.0"
        old.engine.step(nudged=True)
        go_on(old, 60)
        assert old.store.line.cursor() != before
        assert old.engine.status().state is LineState.ONLINE
