"""What a command may have met in the office: another assignment, an ended job, a value that changed."""

from msgspec.structs import replace

from sync.commands import Command
from sync.orders import Person, Role, Status, Value, WorkOrder
from sync.places import metres_between
from sync.rules.judgement import Question
from sync.values import place_in, set_last, value_of
from sync.verdicts import Outcome, Part, Why


def is_current(order: WorkOrder, command: Command, who: Person) -> bool:
    """Whether a crew's command was made under the assignment that still holds."""
    return order.crew_id == who.crew_id and order.assignment_id == command.assignment_id


def gone(order: WorkOrder, command: Command, who: Person) -> Question | None:
    """Why a crew's change of state no longer fits; None where it still does."""
    if order.status is Status.CANCELLED:
        return ended(order)
    if is_current(order, command, who):
        return None
    if order.crew_id == who.crew_id:
        back = order.returned
        return Question(Why.REOPENED, Role.DISPATCHER, back.by if back else "", back.reason if back else "")
    moved = set_last(order, "assignment_id")
    return Question(Why.REASSIGNED, Role.SUPERVISOR, moved.by if moved else "")


def ended(order: WorkOrder) -> Question:
    """Why nothing can happen to a cancelled job, or to one that is the same as another."""
    why, asks = (Why.DUPLICATE, Role.DISPATCHER) if order.duplicate_of else (Why.CANCELLED, Role.SUPERVISOR)
    by = order.cancelled
    return Question(why, asks, by.by if by else "", by.reason if by else "")


def part_of(order: WorkOrder, command: Command, name: str, wanted: Value) -> Part:
    """The three-way check on one value: as the author saw it, as it is, as the author wants it."""
    office, base = value_of(order, name), command.base.get(name)
    conflict = office not in (base, wanted)
    part = Part(name, Outcome.HELD if conflict else Outcome.APPLIED, base, office, wanted)
    return described(part, order) if conflict else part


def described(part: Part, order: WorkOrder) -> Part:
    """The part with who set the office's value, when, and for a pin how far the two are apart."""
    by = set_last(order, part.name)
    named = replace(part, by=by.by, at=by.at) if by else part
    if part.name != "location":
        return named
    office, field = place_in(part.office), place_in(part.field)
    return replace(named, metres=round(metres_between(office, field))) if office and field else named


def changed(order: WorkOrder, parts: tuple[Part, ...], who: Person, asks: Role) -> Question:
    """The question that parts in conflict raise: to `asks`, or to a crew member whose other laptop changed them all."""
    setters = [set_last(order, part.name) for part in parts if part.outcome is Outcome.HELD]
    own = all(setter is not None and setter.author == who.id for setter in setters)
    by = next((setter.by for setter in setters if setter is not None), "")
    return Question(Why.VALUE_CHANGED, Role.CREW if own and who.role is Role.CREW else asks, by)
