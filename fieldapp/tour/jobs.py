"""Which of the crew's jobs play which part on the tour, chosen from the demo city as it is today."""

import msgspec

from sync.forms import Kind, Question, asked
from sync.orders import OPEN, ServiceType, WorkOrder


class Parts(msgspec.Struct, frozen=True):
    """Five jobs that get closed, the first of which is given away meanwhile; one whose answer is disputed; one that
    is given away untouched. `question` is the disputed job's, with three answers at least."""

    closed: tuple[WorkOrder, ...]
    disputed: WorkOrder
    question: Question
    untouched: WorkOrder

    @property
    def moved(self) -> WorkOrder:
        """The closed job that is given to another crew before anybody hears of that."""
        return self.closed[0]

    @property
    def sent_back(self) -> WorkOrder:
        """The closed job that the dispatcher does not accept."""
        return self.closed[1]


def cast(orders: tuple[WorkOrder, ...], services: tuple[ServiceType, ...], crew_id: str) -> Parts:
    """The parts, from the top of the crew's list. Raises ValueError where the city has too few jobs."""
    kinds = {service.code: service for service in services}
    mine = [each for each in orders if each.crew_id == crew_id and each.status in OPEN]
    names = [(each.title, each.address) for each in orders]
    mine = [each for each in mine if names.count((each.title, each.address)) == 1]
    mine.sort(key=lambda each: each.expected_datetime or "")
    disputed = next(each for each in mine if _question(kinds[each.service_code]) and not each.fields)
    question = _question(kinds[disputed.service_code])
    others = [each for each in mine if each.id != disputed.id]
    if question is None or len(others) < 6:
        raise ValueError("the demo city has too few jobs for the tour")
    return Parts(tuple(others[:5]), disputed, question, others[5])


def _question(service: ServiceType) -> Question | None:
    form = service.form()
    found = asked(form.definition, {}) if form else ()
    return next((q for q in found if isinstance(q, Question) and q.kind is Kind.CHOICE and len(q.choices) > 2), None)
