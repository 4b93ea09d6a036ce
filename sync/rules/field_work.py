"""The rows of the conflict table that begin with a crew: evidence, single values, progress, closing, new work."""

from collections.abc import Iterable

from msgspec.structs import replace

from sync.clock import parse_ms
from sync.commands import CloseOut, CorrectPlace, CreateOrder, ProposeField
from sync.effects import blank, effect
from sync.orders import OPEN, Begun, Role, Status, WorkOrder
from sync.places import believable, metres_between
from sync.rules.checking import changed, described, gone, is_current, part_of
from sync.rules.judgement import Judgement, Question, Sent, applied, held, review_of, without_effect
from sync.values import value_of, wanted_of
from sync.verdicts import Outcome, Part, ReviewKind, Why

LOOK_ALIKE_M = 30
LOOK_ALIKE_MS = 7 * 86_400_000


def evidence(order: WorkOrder, sent: Sent) -> Judgement:
    """Kept whatever happened; `late` where the job was not its author's any more."""
    command, who = sent.command, sent.who
    late = who.role is Role.CREW and (order.status not in OPEN or not is_current(order, command, who))
    return applied(effect(order, command, who, late=late))


def one_value(order: WorkOrder, sent: Sent) -> Judgement:
    """An answer or a tick: merged, or held while the office's value stands."""
    command, who = sent.command, sent.who
    ((name, wanted),) = wanted_of(command.body).items()
    part = part_of(order, command, name, wanted)
    question = gone(order, command, who) if who.role is Role.CREW else None
    if question is not None and part.office != wanted:
        return held(sent, question, (described(replace(part, outcome=Outcome.HELD), order),))
    if part.outcome is Outcome.HELD:
        return held(sent, changed(order, (part,), who, Role.DISPATCHER), (part,))
    return applied(effect(order, command, who))


def place(order: WorkOrder, sent: Sent, body: CorrectPlace) -> Judgement:
    """The address and the pin belong together: held with both where the office changed one of them."""
    command, who = sent.command, sent.who
    parts = tuple(part_of(order, command, name, value) for name, value in wanted_of(body).items())
    asked = gone(order, command, who)
    if any(part.outcome is Outcome.HELD for part in parts):
        asked = asked or changed(order, parts, who, Role.DISPATCHER)
    if asked is None or all(part.office == part.field for part in parts):
        return applied(effect(order, command, who))
    return held(sent, asked, tuple(described(replace(part, outcome=Outcome.HELD), order) for part in parts))


def proposal(order: WorkOrder, sent: Sent, body: ProposeField) -> Judgement:
    """What the office alone sets is never set by a crew: held, unless it is so already."""
    name = body.field.value
    office = value_of(order, name)
    if office == body.value:
        return applied(effect(order, sent.command, sent.who))
    part = Part(name, Outcome.HELD, sent.command.base.get(name), office, body.value)
    return held(sent, Question(Why.PROPOSED, Role.DISPATCHER), (described(part, order),))


def progress(order: WorkOrder, sent: Sent) -> Judgement:
    """Starting and pausing. Under another assignment it is held, and the crew of now is warned at once."""
    command, who = sent.command, sent.who
    question = gone(order, command, who)
    if question is None and order.status is Status.CLOSED:
        return without_effect(order, sent, Why.ALREADY_CLOSED)
    if question is None:
        return applied(effect(order, command, who))
    judgement = held(sent, question)
    if question.why is not Why.REASSIGNED or order.status not in OPEN:
        return judgement
    warned = replace(order, begun=Begun(who.name, command.occurred_at, who.crew_id), version=order.version + 1)
    return replace(judgement, order=warned)


def close_out(order: WorkOrder, sent: Sent, body: CloseOut) -> Judgement:
    """The status and each field, part by part."""
    command, who = sent.command, sent.who
    status, *fields = (part_of(order, command, name, value) for name, value in wanted_of(body).items())
    if order.status is Status.CLOSED:
        return _closed_already(order, sent)
    question = gone(order, command, who)
    if question is not None:
        return held(sent, question, (replace(status, outcome=Outcome.HELD), *fields))
    merged = {part.name.removeprefix("fields."): part.field for part in fields if part.outcome is not Outcome.HELD}
    fitting = replace(command, body=replace(body, fields=merged))
    parts = (replace(status, outcome=Outcome.APPLIED), *fields)
    asked: Question | Role = Role.DISPATCHER
    if any(part.outcome is Outcome.HELD for part in fields):
        asked = replace(changed(order, tuple(fields), who, Role.DISPATCHER), asks=Role.DISPATCHER)
    review = review_of(sent, ReviewKind.CLOSED, asked, parts)
    return replace(applied(effect(order, fitting, who), parts, review), why=review.why)


def _closed_already(order: WorkOrder, sent: Sent) -> Judgement:
    """Both evidences are kept; where it was another crew, the supervisor is to know."""
    judgement = without_effect(order, sent, Why.ALREADY_CLOSED)
    closing = order.closing
    if closing is None or closing.crew_id == sent.who.crew_id:
        return judgement
    informed = Question(Why.ALREADY_CLOSED, Role.SUPERVISOR, closing.by)
    return replace(judgement, review=review_of(sent, ReviewKind.INFORMED, informed))


def creation(sent: Sent, body: CreateOrder, near: Iterable[WorkOrder]) -> Judgement:
    """A job that the hub does not have yet; linked with those that it may be the same as."""
    found = effect(blank(sent.command.order_id), sent.command, sent.who)
    alike = look_alikes(found, near, sent.at)
    linked = replace(found, look_alikes=tuple(other.id for other in alike))
    if not alike:
        return applied(linked)
    question = Question(Why.LOOK_ALIKE, Role.DISPATCHER)
    review = review_of(sent, ReviewKind.INFORMED, question)
    return replace(applied(linked, review=review), why=Why.LOOK_ALIKE)


def look_alikes(found: WorkOrder, near: Iterable[WorkOrder], at: str) -> list[WorkOrder]:
    """Those that `found` may be the same as: the same service, within 30 m, of the seven days before `at`.

    Not the one that it follows: its author has said that these are two.
    """
    spot, now_ms = believable(found.lat, found.long), parse_ms(at)
    if spot is None:
        return []
    return [
        other
        for other in near
        if other.id not in (found.id, found.follows)
        and other.service_code == found.service_code
        and (there := believable(other.lat, other.long)) is not None
        and metres_between(spot, there) <= LOOK_ALIKE_M
        and now_ms - _requested_ms(other) <= LOOK_ALIKE_MS
    ]


def _requested_ms(order: WorkOrder) -> int:
    """When it was reported; long ago where an import brought what is no time."""
    try:
        return parse_ms(order.requested_datetime)
    except ValueError:
        return 0
