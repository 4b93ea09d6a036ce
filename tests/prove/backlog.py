"""Five weeks without a line: ten thousand commands wait on a laptop, and the line that comes back is no good one.

Each is recorded as the app does it, on the disk before the next; then all go to a hub process over real sockets, while
answers are lost now and then, the laptop is shut and opened again half way, and the hub is killed once.
"""

import time
from collections import Counter
from pathlib import Path

import msgspec
from msgspec.structs import replace

from fieldapp.fault_line import Fault, Kind
from sync.clock import Clock
from sync.commands import AddNote
from sync.states import WAITING
from tests.contract.hub_process import HubProcess
from tests.prove.fault_proxy import EXCHANGE, Scenario, Trial

FIRST, JOBS = 100, 200
SENT_S = 600.0
LOSES = Scenario(
    "requests and answers lost",
    (Fault(Kind.REQUEST_LOST, EXCHANGE, times=2), Fault(Kind.RESPONSE_LOST, EXCHANGE, times=2)),
)


class Sent(msgspec.Struct, frozen=True):
    """How long recording all took, and sending all, in seconds; what was wrong, "" where nothing was."""

    recorded_s: float
    sent_s: float
    wrong: str


def sent(hub: HubProcess, folder: Path, count: int) -> Sent:
    """Record so many, send all of them."""
    trial = Trial(hub, folder, LOSES)
    try:
        city = trial.city
        more = (replace(city.an_order(number), crew_id=city.crew(7)) for number in range(FIRST, FIRST + JOBS))
        city.office.book.put_orders(more)
        trial.step_until(trial.quiet, SENT_S)
        began_s = time.monotonic()
        for number in range(count):
            order_id = city.order_id(FIRST + number % JOBS)
            trial.store.record(order_id, AddNote(Clock().new_id(), f"Filled hole {number} of many"))
        recorded_s = time.monotonic() - began_s
        trial.line.become(*trial.scenario.faults)
        began_s = time.monotonic()
        trial.step_until(lambda: _left(trial) < count * 2 // 3, SENT_S)
        hub.kill()
        hub.start()
        trial.reopen()
        trial.step_until(lambda: _left(trial) < count // 3, SENT_S)
        quiet = trial.step_until(trial.quiet, SENT_S)
        return Sent(recorded_s, time.monotonic() - began_s, _wrong(trial, count) if quiet else "it is never all sent")
    finally:
        trial.close()


def _left(trial: Trial) -> int:
    summary = trial.store.summary()
    return summary.on_laptop + summary.sending


def _wrong(trial: Trial, count: int) -> str:
    """What is missing at the hub, or there twice."""
    office = trial.city.office
    items = trial.store.outbox(2 * count)
    if len(items) != count or any(item.state in WAITING for item in items):
        return f"{len(items)} of {count} are on the laptop, or some wait"
    log = Counter(row.id for row in office.book.log() if row.device == trial.store.device)
    if log != Counter(item.command.id for item in items):
        return "the hub's log has not exactly the laptop's commands"
    orders = [trial.city.order(number) for number in range(FIRST, FIRST + JOBS)]
    notes = Counter(note.text for order in orders for note in order.notes)
    return "" if len(notes) == notes.total() == count else f"{notes.total()} notes are at the hub"
