"""Screens read while the engine writes: nobody waits for the other, and nobody sees half of a write."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sync.commands import AddNote, StartWork
from sync.journal import origin
from sync.orders import WorkOrder
from sync.store import Change, Query, Store
from sync.wire import OrderChanged
from tests.builders import an_order
from tests.sync.store.office import LIMITS, Office


def test_a_read_in_the_middle_of_a_write_sees_the_state_before(store: Store, order: WorkOrder) -> None:
    with store._inside.write("test"), ThreadPoolExecutor(1) as other:
        assert len(other.submit(store.orders).result(10)) == 3
        assert other.submit(store.summary).result(10).on_laptop == 0


def test_readers_see_whole_answers_only(store: Store, office: Office) -> None:
    batches = [[an_order(title=f"batch {number}") for _ in range(20)] for number in range(10)]
    done = threading.Event()
    halves: list[int] = []

    def read() -> None:
        while not done.is_set():
            count = len(store.orders(Query(limit=1_000)))
            if (count - 3) % 20:
                halves.append(count)

    with ThreadPoolExecutor(2) as readers:
        reading = [readers.submit(read) for _ in range(2)]
        for batch in batches:
            store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), map(OrderChanged, batch)))
        done.set()
        for each in reading:
            each.result(30)
    assert halves == []
    assert len(store.orders(Query(limit=1_000))) == 203


def test_writes_of_many_threads_make_one_chain(store: Store, order: WorkOrder) -> None:
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda number: store.record(order.id, AddNote(f"n{number}", "x")), range(40)))
    entries = store.line.request(LIMITS, 0.0).commands
    assert [entry.prev_hash for entry in entries] == [origin(store.device), *(entry.hash for entry in entries[:-1])]
    assert len(store.order(order.id).order.notes) == 40  # type: ignore[union-attr]


def test_a_listener_hears_after_the_commit_and_may_write_itself(store: Store, order: WorkOrder) -> None:
    heard: list[int] = []

    def listener(change: Change) -> None:
        heard.append(len(store.outbox()))
        if len(heard) == 1:
            store.record(order.id, AddNote("n", "from the listener"))

    stop = store.listen(listener)
    store.record(order.id, StartWork())
    stop()
    stop()
    store.record(order.id, StartWork())
    assert heard == [1, 2]
