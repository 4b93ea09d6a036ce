"""Where Qt meets the engine: a real window loop, a real hub on a real socket."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from fieldapp import background
from fieldapp.sync_thread import StoreChanges, SyncThread, connected
from sync.clock import Clock
from sync.commands import AddNote
from sync.engine import POLL_S, LineState, LineStatus
from sync.orders import Photo, PhotoRole
from sync.server.app import Server, serve
from sync.store import Change, Store
from sync.wire import Grant
from tests.builders import a_jpeg
from tests.sync.city import City
from tests.sync.raw_server import serving

WAIT_MS = 10_000


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    city = City(tmp_path)
    city.clock.wall_ms = Clock().wall_ms  # type: ignore[method-assign]
    city.clock.monotonic_s = Clock().monotonic_s  # type: ignore[method-assign]
    yield city
    city.close()


@pytest.fixture
def server(city: City) -> Iterator[Server]:
    server = serve(city.hub)
    grant = city.crm.sign_in("maria", "secret", city.store.device)
    assert isinstance(grant, Grant)
    city.store.sign_in(server.url, city.hub.well_known().server_id, grant)
    yield server
    server.close()


@pytest.fixture
def sync(qtbot: QtBot, city: City, server: Server) -> Iterator[SyncThread]:
    """A thread that is up and has fetched everything."""
    thread = connected(city.store, server.url, Clock())
    with qtbot.waitSignal(
        thread.line_changed, timeout=WAIT_MS, check_params_cb=lambda status: online(status, city.store)
    ):
        thread.start()
    yield thread
    thread.stop()


def online(status: LineStatus, store: Store) -> bool:
    return status.state is LineState.ONLINE and store.summary().first_sync_done


def test_a_note_is_at_the_hub_as_soon_as_it_is_nudged(qtbot: QtBot, city: City, sync: SyncThread) -> None:
    changes = StoreChanges(city.store)
    command_id = city.store.record("o-0001", AddNote("n-1", "Cold patch")).command_id
    sync.nudge()
    qtbot.waitUntil(lambda: [each.id for each in city.hub.book.log()] == [command_id], timeout=WAIT_MS)
    changes.stop()


def test_a_photo_that_somebody_wants_to_see_comes_at_once(qtbot: QtBot, city: City, sync: SyncThread) -> None:
    changes = StoreChanges(city.store)
    with qtbot.waitSignal(changes.changed, timeout=WAIT_MS, check_params_cb=lambda change: "o-0001" in change.orders):
        city.hub.book.put_photo("o-0001", Photo("p-1", PhotoRole.RESIDENT, Clock().now(), "Resident"), a_jpeg())
    qtbot.waitUntil(lambda: city.store.photo_bytes("p-1", "thumb") is not None, timeout=WAIT_MS)
    city.store.want_photo("p-1", "o-0001", "screen")
    began = time.monotonic()
    sync.wake()
    qtbot.waitUntil(lambda: city.store.photo_bytes("p-1", "screen") is not None, timeout=WAIT_MS)
    assert time.monotonic() - began < POLL_S / 3
    changes.stop()


def test_an_edit_by_the_office_shows_within_a_second(qtbot: QtBot, city: City, sync: SyncThread) -> None:
    changes = StoreChanges(city.store)
    began = time.monotonic()
    with qtbot.waitSignal(changes.changed, timeout=WAIT_MS, check_params_cb=lambda change: "o-0001" in change.orders):
        city.hub.book.edit_order("o-0001", lambda order: replace(order, title="Deep"), by="office")
    assert time.monotonic() - began < 2
    assert next(line for line in city.store.orders() if line.id == "o-0001").title == "Deep"
    changes.stop()


def test_stopping_takes_less_than_a_second_while_a_call_hangs(qtbot: QtBot, city: City) -> None:
    hangs = threading.Event()

    def hang(line, _request):  # type: ignore[no-untyped-def]
        hangs.set()
        line.recv(1)

    with serving(hang) as silent:
        thread = connected(city.store, silent.url, Clock())
        thread.start()
        qtbot.waitUntil(hangs.is_set, timeout=WAIT_MS)
        began = time.monotonic()
        thread.stop()
        assert time.monotonic() - began < 1
        assert thread.isFinished()


def test_stopping_a_thread_that_never_ran_is_harmless(qtbot: QtBot, city: City) -> None:
    connected(city.store, "http://127.0.0.1:9", Clock()).stop()


def test_a_store_that_cannot_be_written_is_told_and_not_fatal(qtbot: QtBot, city: City) -> None:
    thread = connected(city.store, "http://127.0.0.1:9", Clock())
    city.store.close()
    with qtbot.waitSignal(thread.problem, timeout=WAIT_MS) as told:
        thread.start()
    assert told.args == ["STORE-CLOSED"]
    assert thread.isRunning()
    thread.stop()


class TestChanges:
    def test_ones_own_work_shows_at_once(self, qtbot: QtBot, city: City) -> None:
        city.settle()
        changes = StoreChanges(city.store)
        told: list[Change] = []
        changes.changed.connect(told.append)
        city.store.record("o-0001", AddNote("n-1", "Cold patch"))
        assert [change.orders for change in told] == [{"o-0001"}]
        changes.stop()
        city.store.record("o-0001", AddNote("n-2", "Done"))
        assert len(told) == 1

    def test_work_of_another_thread_arrives_in_this_one(self, qtbot: QtBot, city: City) -> None:
        city.settle()
        changes = StoreChanges(city.store)
        seen: list[bool] = []
        changes.changed.connect(lambda _: seen.append(QThread.currentThread() is changes.thread()))
        with qtbot.waitSignal(changes.changed, timeout=WAIT_MS):
            background.run(lambda: city.store.record("o-0001", AddNote("n-1", "Hi")), lambda _: None, pytest.fail)
        assert seen == [True]
        changes.stop()

    def test_a_burst_of_the_sync_thread_is_one_change(self, qtbot: QtBot, city: City, server: Server) -> None:
        changes = StoreChanges(city.store)
        told: list[Change] = []
        changes.changed.connect(told.append)
        thread = connected(city.store, server.url, Clock())
        thread.start()
        qtbot.waitUntil(lambda: city.store.summary().first_sync_done and len(told) > 0, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: {"o-0001", "o-0002", "o-0003"} <= merged(told).orders, timeout=WAIT_MS)
        thread.stop()
        assert len(told) <= 3
        changes.stop()


def merged(changes: list[Change]) -> Change:
    whole = Change()
    for change in changes:
        whole |= change
    return whole
