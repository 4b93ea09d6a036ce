"""People, jobs and commands for the tests of the pure core."""

from itertools import count

from msgspec.structs import replace

from sync.commands import AnyBody, Command
from sync.orders import Person, Role, Status, WorkOrder
from sync.rules import Judgement, judge
from sync.values import base_of

AT = "2026-11-22T17:00:00.000Z"
DONE_AT = "2026-11-22T16:00:00.000Z"
MARIA = Person("maria", "Maria Reyes", Role.SUPERVISOR)
DANA = Person("dana", "Dana Kim", Role.DISPATCHER)
ALEX = Person("alex", "Alex Ruiz", Role.CREW, "14")
MATE = Person("mate", "Kim Mate", Role.CREW, "14")
SAM = Person("sam", "Sam Cole", Role.CREW, "9")
ADMIN = Person("it", "City IT", Role.ADMIN)
HERE = (33.46561, -112.09932)
NEARBY = (33.46571, -112.09932)
"""Eleven metres to the north of HERE."""

AWAY = (33.46661, -112.09932)
"""111 metres to the north of HERE."""

_counter = count(1)


def an_order(**changes: object) -> WorkOrder:
    """Crew 14's job."""
    order = WorkOrder(
        id="order-1",
        number="311-26-048213",
        service_code="pothole",
        title="Pothole, right lane",
        address="1820 W McDowell Rd",
        requested_datetime=AT,
        version=3,
        status=Status.ASSIGNED,
        assignment_id="first",
        crew_id="14",
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def a_command(body: AnyBody, order: WorkOrder, who: Person = ALEX, **changes: object) -> Command:
    """What `who` did, looking at `order`."""
    seq = next(_counter)
    command = Command(
        id=f"command-{seq}",
        seq=seq,
        order_id=order.id,
        author=who.id,
        occurred_at=DONE_AT,
        body=body,
        assignment_id=order.assignment_id,
        base=base_of(order, body),
    )
    return replace(command, **changes)  # type: ignore[arg-type]


def judged(seen: WorkOrder, body: AnyBody, now: WorkOrder | None = None, who: Person = ALEX) -> Judgement:
    """The judgement on what `who` did looking at `seen`, on the order as it is `now` in the CRM."""
    return judge(seen if now is None else now, a_command(body, seen, who), who, AT)


def after(order: WorkOrder, body: AnyBody, who: Person) -> WorkOrder:
    """The order when `who`, with a line, did that to it as it is."""
    result = judged(order, body, who=who)
    assert result.order is not None, result
    return result.order
