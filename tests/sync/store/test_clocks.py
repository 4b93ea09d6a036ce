"""A laptop's clock may be wrong and may jump: nothing on the laptop is decided by it."""

from pathlib import Path

import pytest

from sync.commands import AddNote, SetField, opened
from sync.orders import PhotoRole, WorkOrder
from sync.states import CommandState, PhotoState
from sync.store import Store
from tests.builders import KEY, StillClock, a_photo
from tests.sync.store.office import LIMITS, Office, a_store

DAY_MIN = 24 * 60
YEAR_MIN = 365 * DAY_MIN


@pytest.mark.parametrize("jump_min", [-YEAR_MIN, YEAR_MIN, -40 * YEAR_MIN])
def test_order_is_by_number_and_ids_stay_unique_whatever_the_clock_says(
    store: Store, office: Office, order: WorkOrder, clock: StillClock, jump_min: float
) -> None:
    values = ["Needs paving", "Utility cut", "Edges sealed", "Needs paving"]
    for value in values:
        store.record(order.id, SetField("surface", value))
        clock.pass_min(jump_min)
        jump_min = -jump_min
    commands = [opened(entry) for entry in store.line.request(LIMITS, 0.0).commands]
    assert [command.body.value for command in commands] == values  # type: ignore[union-attr]
    assert [command.base["fields.surface"] for command in commands] == ["Edges sealed", *values[:-1]]
    assert len({command.id for command in commands}) == len(values)
    assert sorted(command.id for command in commands) != [command.id for command in commands]
    store.line.no_answer(store.line.request(LIMITS, 0.0), "NET-TIMEOUT")
    view = store.order(order.id)
    assert view is not None
    assert view.order.fields["surface"] == values[-1]


def test_a_thousand_commands_in_the_same_frozen_millisecond(store: Store, order: WorkOrder) -> None:
    made = [store.record(order.id, AddNote(f"n{n}", "x")).command_id for n in range(300)]
    assert len(set(made)) == 300
    assert [opened(entry).id for entry in store.line.request(LIMITS, 0.0).commands] == made


class TestAges:
    """Counted by the hub's clock, which moves only when the hub is heard."""

    def stored(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        office.sync(store)
        upload = store.line.next_upload()
        assert upload is not None
        store.line.stored(upload.photo_id, upload.sha256)
        office.stored.add(upload.photo_id)

    def is_kept(self, store: Store, folder: Path, order: WorkOrder) -> bool:
        view = store.order(order.id)
        assert view is not None
        (photo,) = view.photos
        here = len(list((folder / "photos").glob("*.enc"))) == 2
        assert here == (photo.state is not PhotoState.PURGED)
        return here

    def test_a_year_ahead_purges_nothing_forgets_nothing_and_locks_nobody_out(
        self, folder: Path, store: Store, office: Office, order: WorkOrder, clock: StillClock
    ) -> None:
        self.stored(store, office, order)
        for _ in range(3):
            clock.pass_min(YEAR_MIN)
            office.sync(store)  # the hub is heard with the wrong clock, too
            store.close()
            store = Store.open(folder, KEY, clock)
            assert self.is_kept(store, folder, order)
            assert len(store.outbox()) == 1
            assert store.account() is not None
        clock.pass_min(-3 * YEAR_MIN)
        store.close()
        store = Store.open(folder, KEY, clock)
        assert self.is_kept(store, folder, order)
        store.record(order.id, AddNote("n", "work goes on"))
        office.sync(store)
        assert {item.state for item in store.outbox()} == {CommandState.SETTLED}
        store.close()

    def test_what_was_stored_under_a_dead_battery_is_not_old_once_the_clock_is_right(
        self, folder: Path, office: Office, order: WorkOrder
    ) -> None:
        clock = StillClock("2010-01-01T00:00:00Z")
        store = a_store(folder, clock)
        office.snapshot(store)
        self.stored(store, office, order)
        clock.at_ms = StillClock().at_ms
        for _ in range(2):
            office.sync(store)
            store.close()
            store = Store.open(folder, KEY, clock)
        assert self.is_kept(store, folder, order)
        assert len(store.outbox()) == 1
        store.close()

    def test_two_weeks_of_the_hub_make_room_also_with_a_clock_that_stands_still(
        self, folder: Path, store: Store, office: Office, order: WorkOrder, clock: StillClock
    ) -> None:
        self.stored(store, office, order)
        for days, kept in ((13, True), (15, False)):
            office.now = f"2026-12-{22 - 30 + days:02}T18:48:00Z"
            office.sync(store)
            store.close()
            store = Store.open(folder, KEY, clock)
            assert self.is_kept(store, folder, order) is kept
        store.close()

    def test_a_hub_that_lost_something_is_waited_for(
        self, folder: Path, store: Store, office: Office, order: WorkOrder, clock: StillClock
    ) -> None:
        self.stored(store, office, order)
        office.now = "2027-02-01T00:00:00Z"
        office.sync(store)
        with store._inside.write("test") as writing:
            writing.connection.exec_driver_sql("INSERT INTO meta VALUES ('snapshot_due', 'epoch-changed')")
        store.close()
        store = Store.open(folder, KEY, clock)
        assert self.is_kept(store, folder, order)
        store.close()
