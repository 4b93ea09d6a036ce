"""The journal is cut from its beginning, and whatever belongs to an act that is cut goes with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.clock import parse_ms, rfc3339
from sync.commands import AddNote, CloseOut
from sync.orders import PhotoRole, WorkOrder
from sync.states import PhotoState
from sync.store import Store
from sync.store.database import run
from sync.wire import OrderChanged, PhotoStored
from tests.builders import KEY, StillClock, a_photo
from tests.sync.store.office import Office

LONG_MIN = 70 * 24 * 60


class Laptop:
    """A laptop of long ago: what was recorded there is at the hub and old enough to be forgotten."""

    def __init__(self, store: Store, office: Office, folder: Path, clock: StillClock) -> None:
        self.store, self._office, self._folder, self._clock = store, office, folder, clock

    def grow_old(self) -> None:
        """All is settled and stored; ten weeks on, the hub is heard twice: first photos go, then their acts."""
        self._office.sync(self.store)
        while (upload := self.store.line.next_upload()) is not None:
            self.store.line.stored(upload.photo_id, upload.sha256)
        self._clock.pass_min(LONG_MIN)
        self._office.now = self._clock.now()
        for _ in range(2):
            self._office.sync(self.store)
            self.store.close()
            self.store = Store.open(self._folder, KEY, self._clock)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What lies in its file."""
        with self.store._inside.database.read() as connection:
            return [tuple(row) for row in run(connection, statement)]


@pytest.fixture
def laptop(store: Store, office: Office, folder: Path, clock: StillClock) -> Iterator[Laptop]:
    made = Laptop(store, office, folder, clock)
    yield made
    made.store.close()


def test_the_photo_of_the_last_act_that_is_cut_goes_with_it(laptop: Laptop, order: WorkOrder) -> None:
    laptop.store.record(order.id, AddNote("n0", "First."))
    laptop.store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    newest = laptop.store.record(order.id, AddNote("n1", "Newest, which stays."))
    laptop.grow_old()
    assert laptop.rows("SELECT id FROM outbox") == [(newest.command_id,)]
    assert laptop.rows("SELECT id FROM photos") == []


def test_what_the_last_act_that_is_cut_needed_goes_with_it_and_what_the_newest_has_stays(
    laptop: Laptop, order: WorkOrder
) -> None:
    first = laptop.store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    laptop.store.record(order.id, CloseOut("repaired", 25, note="Done.", note_id="n", photo_ids=(first.photo_id,)))
    assert len(laptop.rows("SELECT * FROM needs")) == 1
    second = laptop.store.add_photo(order.id, PhotoRole.AFTER, a_photo("#203040"))
    laptop.grow_old()
    assert laptop.rows("SELECT id FROM outbox") == [(second.command_id,)]
    assert laptop.rows("SELECT * FROM needs") == []
    assert laptop.rows("SELECT id, state FROM photos") == [(second.photo_id, PhotoState.PURGED.value)]


@pytest.mark.parametrize("heard", [True, False])
def test_a_receipt_that_a_snapshot_brings_is_of_now_and_not_of_when_the_hub_was_heard_last(
    laptop: Laptop, office: Office, order: WorkOrder, clock: StillClock, *, heard: bool
) -> None:
    """The simulator's seed 29483: after weeks without a line a photo was purged on the day it had been stored."""
    photo = laptop.store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    office.sync(laptop.store)
    with laptop.store._inside.write("damage") as writing:
        run(writing.connection, "DELETE FROM meta WHERE key = 'hub_time'" if not heard else "SELECT 1")
    if not heard:
        clock.pass_min(-LONG_MIN)  # its own clock says so
    line = laptop.store.line
    end = office.end()
    line.snapshot_begin()
    line.snapshot_page([OrderChanged(o) for o in office.orders.values()])
    line.snapshot_page([PhotoStored(photo.photo_id, a_photo().sha256, 5)])
    later = rfc3339(parse_ms(office.now) + LONG_MIN * 60_000)
    line.snapshot_end(replace(end, server_time=later, stored_photos=(photo.photo_id,)))
    ((stored_at,),) = laptop.rows("SELECT stored_at FROM photos")
    assert stored_at == later
