"""What the office does in the CRM itself while crews are in the field, and what each of it did, for the oracle."""

import random
from collections.abc import Callable

from msgspec.structs import replace

from sync.orders import OPEN, Status, Value, WorkOrder
from sync.simulator.city import CREWS, FIELDS, SERVICE, VALUES
from sync.simulator.edits import Edit
from sync.simulator.faults import Fault
from sync.simulator.hub_host import HubHost


class Office:
    """The people at the CRM. Each of their edits is a commit of the hub's own."""

    def __init__(self, host: HubHost, rng: random.Random) -> None:
        self._host, self._rng = host, rng
        self._made = 0

    def act(self, fault: Fault) -> str:
        """One act; what it was, for the story."""
        return ACTS[fault](self)

    def edit(self, order_id: str, fields: dict[str, Value] | None = None, **values: object) -> str:
        """Change an order."""
        return self._put(order_id, lambda order: replace(order, **values), fields or {})

    def pick(self, *states: Status) -> WorkOrder | None:
        """An order in one of these states, one that people work on rather than others."""
        orders = [order for order in self._host.hub.book.orders() if not states or order.status in states]
        hot = [order for order in orders if order.id in HOT]
        return self._rng.choice(hot or orders) if orders else None

    def field(self) -> str:
        """A field gets a value of the office's."""
        order = self.pick()
        if order is None:
            return "nothing to edit"
        return self.edit(order.id, {self._rng.choice(FIELDS): self._rng.choice(VALUES)})

    def same(self) -> str:
        """A field gets the value that it has."""
        order = self.pick()
        if order is None or not order.fields:
            return "nothing to edit"
        name = self._rng.choice(sorted(order.fields))
        return self.edit(order.id, {name: order.fields[name]})

    def cancel(self) -> str:
        """The job is not wanted any more."""
        order = self.pick(*OPEN)
        return self.edit(order.id, status=Status.CANCELLED) if order else "nothing to cancel"

    def reopen(self) -> str:
        """A closed or cancelled job is to be done after all, under a new assignment."""
        order = self.pick(Status.CLOSED, Status.CANCELLED)
        if order is None:
            return "nothing to open again"
        status = Status.ASSIGNED if order.crew_id else Status.NEW
        assignment = self._assignment() if order.crew_id else None
        return self.edit(order.id, status=status, assignment_id=assignment, closing=None, checked=None)

    def move(self) -> str:
        """The job goes to the other crew."""
        order = self.pick(*OPEN)
        return self._give(order, self._other(order.crew_id)) if order else "nothing to move"

    def there_and_back(self) -> str:
        """Away and back, before the first crew has heard of it."""
        order = self.pick(*OPEN)
        if order is None or order.crew_id is None:
            return "nothing to move"
        self._give(order, self._other(order.crew_id))
        return self._give(order, order.crew_id) + " and back"

    def mass_move(self) -> str:
        """A crew calls in sick: all that it has goes to the other one."""
        crew = self._rng.choice(CREWS).id
        for order in self._host.hub.book.orders():
            if order.crew_id == crew and order.status in OPEN:
                self._give(order, self._other(crew))
        return f"all of {crew} moved"

    def remove(self) -> str:
        """The CRM forgets a job: it was a test, or a person asked for it."""
        order = self.pick()
        if order is None:
            return "nothing to delete"
        self._host.hub.book.remove_order(order.id)
        seq = self._host.hub.database.latest()
        self._host.edits.append(Edit(seq, order.id, order.status, None, None, removed=True))
        return f"{order.id} deleted"

    def change_form(self) -> str:
        """What a close-out asks changes while crews are at it."""
        question = {"title": "Lane", "enum": [*VALUES, f"lane {self._rng.randrange(100)}"]}
        version = self._host.hub.book.put_form(SERVICE.code, {"type": "object", "properties": {"lane": question}})
        return f"version {version} of the form"

    def _give(self, order: WorkOrder, crew: str) -> str:
        return self.edit(
            order.id, crew_id=crew, assignment_id=self._assignment(), status=Status.ASSIGNED, started_at=None
        )

    def _other(self, crew: str | None) -> str:
        return self._rng.choice([other.id for other in CREWS if other.id != crew])

    def _assignment(self) -> str:
        self._made += 1
        return f"office-{self._made}-{self._host.restores}"

    def _put(self, order_id: str, change: Callable[[WorkOrder], WorkOrder], fields: dict[str, Value]) -> str:
        after = self._host.hub.book.edit_order(
            order_id, lambda order: replace(change(order), fields={**order.fields, **fields})
        )
        seq = self._host.hub.database.latest()
        self._host.edits.append(Edit(seq, order_id, after.status, after.crew_id, after.assignment_id, fields))
        return f"{order_id}: {after.status.value}, {after.crew_id}, {fields}"


HOT = frozenset(f"order-{number}" for number in range(6))
"""Most of what happens, happens to these: people have to meet."""

ACTS: dict[Fault, Callable[[Office], str]] = {
    Fault.OFFICE_FIELD: Office.field,
    Fault.OFFICE_SAME: Office.same,
    Fault.OFFICE_CANCELS: Office.cancel,
    Fault.OFFICE_REOPENS: Office.reopen,
    Fault.OFFICE_MOVES: Office.move,
    Fault.THERE_AND_BACK: Office.there_and_back,
    Fault.MASS_MOVE: Office.mass_move,
    Fault.OFFICE_REMOVES: Office.remove,
    Fault.FORM_CHANGED: Office.change_form,
}
