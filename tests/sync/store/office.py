"""The hub played by hand: it applies what it is sent by the real rules, and tells what changed."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from sync.commands import Command, opened
from sync.effects import done_to, effect
from sync.orders import Person, WorkOrder
from sync.store import Change, Store
from sync.verdicts import Outcome, Verdict
from sync.wire import Changed, ExchangeRequest, Grant, Limits, OrderChanged, Reply, SnapshotEnd, digest
from tests.builders import ANA, KEY, StillClock

LIMITS = Limits()


class Office:
    """Orders as the hub has them. `known` are the commands that it ever got."""

    def __init__(self, *orders: WorkOrder, person: Person = ANA) -> None:
        self.orders = {order.id: order for order in orders}
        self.person = person
        self.known: dict[str, Command] = {}
        self.stored: set[str] = set()
        self.not_applied: dict[str, Outcome] | None = None
        self._cursor = 0
        self.now = "2026-11-22T18:48:00Z"  # by its own clock

    def cursor(self) -> str:
        """A new one each time."""
        self._cursor += 1
        return f"cursor-{self._cursor}"

    def judge(self, request: ExchangeRequest) -> list[Verdict]:
        """Apply everything, in order."""
        verdicts = []
        for command in map(opened, request.commands):
            order = self.orders[command.order_id]
            if not done_to(order, command.id):
                order = replace(effect(order, command, self.person), version=order.version + 1)
                self.orders[order.id] = order
            self.known[command.id] = command
            verdicts.append(Verdict(command.id, Outcome.APPLIED, order.id, order.version))
        return verdicts

    def change(self, order_id: str, **values: object) -> OrderChanged:
        """Somebody at a desk changes it."""
        order = self.orders[order_id]
        self.orders[order_id] = replace(order, version=order.version + 1, **values)
        return OrderChanged(self.orders[order_id])

    def reply(self, verdicts: Iterable[Verdict] = (), changes: Iterable[Changed] = (), **values: object) -> Reply:
        """An answer with a new cursor."""
        return Reply(self.now, tuple(verdicts), tuple(changes), **{"cursor": self.cursor(), **values})

    def snapshot(self, store: Store, extra: Sequence[Changed | bytes] = ()) -> Change:
        """All orders, and what this hub knows of the laptop."""
        store.line.snapshot_begin()
        store.line.snapshot_page([*extra, *map(OrderChanged, self.orders.values())])
        return store.line.snapshot_end(self.end())

    def end(self) -> SnapshotEnd:
        """The last line of a snapshot."""
        checkpoint = digest((o.id, o.version, o.assignment_id) for o in self.orders.values())
        known, stored = tuple(self.known), tuple(self.stored)
        return SnapshotEnd(self.cursor(), checkpoint, known, stored, not_applied=self.not_applied)

    def sync(self, store: Store, *changes: Changed) -> Change:
        """One whole exchange: all that waits is applied, and its orders come back in the same answer."""
        request = store.line.request(LIMITS, 0.0)
        verdicts = self.judge(request)
        touched = dict.fromkeys(verdict.order_id for verdict in verdicts)
        rows = [*(OrderChanged(self.orders[order_id]) for order_id in touched), *changes]
        return store.line.absorb(request, self.reply(verdicts, rows))


def grant(person: Person = ANA) -> Grant:
    """Tokens for somebody."""
    return Grant("access", "refresh", 600, person)


def a_store(folder: Path, clock: StillClock | None = None, person: Person | None = ANA) -> Store:
    """A store with somebody signed in."""
    store = Store.open(folder, KEY, clock or StillClock())
    if person is not None:
        store.sign_in("http://hub.test", "hub-1", grant(person))
    return store
