"""Two hub processes on one database: whoever reads below a watermark has everything that is below it."""

import threading
from collections.abc import Iterator

import pytest

from sync.commands import AddNote
from sync.seal import new_pair
from sync.verdicts import Outcome
from sync.wire import Grant, OrderChanged, Reply, digest
from tests.contract.device import CLOCK, Device
from tests.contract.hub_process import City, HubProcess

EXCHANGES, COMMANDS = 25, 4


@pytest.fixture
def second(hub: HubProcess) -> Iterator[HubProcess]:
    """Another process beside the hub."""
    running = HubProcess(hub.database_url, hub.folder)
    try:
        running.start()
        yield running
    finally:
        running.close()


def test_a_recovery_key_that_another_process_set_reaches_laptops_at_once(hub: HubProcess, city: City) -> None:
    device = Device(hub.url).sign_in(city.user("maria"))
    for _ in range(2):  # the first one, and one in its place
        public = new_pair()[1]
        hub.office.set_recovery_key(public)
        assert device.grant is not None
        fresh = device.refresh(device.grant.refresh_token)
        assert isinstance(fresh, Grant)
        assert fresh.keys.recovery == public
        device.grant = fresh
        again = Device(hub.url).sign_in(city.user("maria"))
        assert again.grant is not None
        assert again.grant.keys.recovery == public
        again.close()
    device.close()


class Copy:
    """What a laptop knows of its jobs, from snapshot and exchanges alone."""

    def __init__(self, lines: list[object]) -> None:
        self.rows = {line.order.id: line.order for line in lines if isinstance(line, OrderChanged)}

    def take(self, reply: Reply) -> None:
        assert reply.resync is None
        self.rows.update({c.order.id: c.order for c in reply.changes if isinstance(c, OrderChanged)})
        if not reply.has_more:
            rows = self.rows.values()
            assert reply.checkpoint == digest((o.id, o.version, o.assignment_id) for o in rows)


def write(device: Device, city: City, failures: list[object]) -> None:
    for _ in range(EXCHANGES):
        notes = [device.entry(city.an_order(number), AddNote(CLOCK.new_id(), "x")) for number in range(1, COMMANDS + 1)]
        failures += [v for v in device.exchange(*notes).verdicts if v.outcome is not Outcome.APPLIED]


def test_a_reader_between_two_writing_processes_misses_nothing(hub: HubProcess, second: HubProcess, city: City) -> None:
    failures: list[object] = []
    writers = [Device(url).sign_in(city.user("maria")) for url in (hub.url, second.url)]
    readers = [Device(hub.url).sign_in(city.user("maria"))]
    readers.append(Device(second.url, readers[0].id))
    readers[1].grant = readers[0].grant
    copy = Copy(readers[0].snapshot()[0])
    cursor = readers[0].cursor
    threads = [threading.Thread(target=write, args=(each, city, failures)) for each in writers]
    for thread in threads:
        thread.start()
    reads = 0
    while any(thread.is_alive() for thread in threads):
        reader = readers[reads % 2]
        reader.cursor = cursor
        copy.take(reader.exchange(limit=3))
        cursor = reader.cursor
        reads += 1
    readers[0].cursor = cursor
    while (reply := readers[0].exchange()).changes:
        copy.take(reply)
    for device in (*writers, *readers):
        device.close()
    assert not failures
    assert reads > 5
    for number in range(1, COMMANDS + 1):
        assert len(city.order(number).notes) == 2 * EXCHANGES
        assert copy.rows[city.order_id(number)] == city.order(number)
    receipts = [entry.seq for entry in hub.office.book.log()]
    assert len(receipts) == len(set(receipts))
