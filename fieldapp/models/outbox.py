"""Recorded work as rows of a list: one for each job, with the station it has reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import OutboxRow
from fieldapp.wording import STAGES, done_text, waiting_text
from fieldapp.wording.near_by import one_fix_for_text, one_fix_with
from sync.clock import Clock, parse_ms
from sync.commands import CloseOut
from sync.orders import ServiceType
from sync.states import Place
from sync.store import OrderLine, OutboxItem

_RANK = (Place.NEEDS_DECISION, Place.SENDING, Place.ON_LAPTOP, Place.IN_CRM)
_SHOWN_MS = 36 * 3600 * 1000
_LEADING = (
    "close_out",
    "decide_review",
    "assign",
    "unassign",
    "add_note",
    "set_field",
    "add_photo",
    "tick_item",
)


@dataclass(frozen=True)
class JobWork:
    """All that was done on one job and is shown: newest first. `service` gives the icon, None where unknown.

    `one_fix` are the closings that this job's is one of, that of the job in hand first; empty where it is alone.
    """

    order_id: str
    items: tuple[OutboxItem, ...]
    service: ServiceType | None = None
    section: str = ""
    one_fix: tuple[OutboxItem, ...] = ()

    @property
    def place(self) -> Place:
        """Where the work is as a whole: what needs a person first, what is in the CRM last."""
        return min((item.place for item in self.items), key=_RANK.index)

    @property
    def lead(self) -> OutboxItem:
        """The act that gives the row its name: of those at the row's place, the one that says most."""
        here = [item for item in self.items if item.place is self.place]
        kinds = {kind: number for number, kind in enumerate(_LEADING)}
        return min(here, key=lambda item: kinds.get(item.command.kind, len(kinds)))


@dataclass(frozen=True)
class Progressed:
    """How far the work shown is: numbers of jobs by place."""

    in_crm: int
    on_the_way: int
    needs_decision: int

    @property
    def total(self) -> int:
        """All jobs with work shown."""
        return self.in_crm + self.on_the_way + self.needs_decision

    @property
    def fraction(self) -> float:
        """The part that is in the CRM, 1 where there is nothing."""
        return self.in_crm / self.total if self.total else 1.0


def jobs_worked_on(
    items: Iterable[OutboxItem],
    lines: Mapping[str, OrderLine],
    services: Mapping[str, ServiceType],
    now_ms: int,
) -> tuple[JobWork, ...]:
    """The items by job: those that need a person, then those on the way, then what reached the CRM since yesterday."""
    items = tuple(items)
    fixes = _fixes(items)
    by_order: dict[str, list[OutboxItem]] = {}
    for item in items:
        if item.place is not Place.IN_CRM or now_ms - parse_ms(item.recorded_at) < _SHOWN_MS:
            by_order.setdefault(item.command.order_id, []).append(item)
    jobs = []
    for order_id, group in by_order.items():
        line = lines.get(order_id)
        service = services.get(line.service_code) if line else None
        jobs.append(JobWork(order_id, tuple(group), service, one_fix=fixes.get(order_id, ())))
    jobs.sort(key=lambda job: _RANK.index(job.place))
    return tuple(jobs)


def _fixes(items: Iterable[OutboxItem]) -> dict[str, tuple[OutboxItem, ...]]:
    """The closings that belong together, by each of their jobs."""
    closings = [(item, item.command.body) for item in items if isinstance(item.command.body, CloseOut)]
    with_it: dict[str, list[OutboxItem]] = {}
    for item, body in closings:
        named = (main for main, _ in closings if body.minutes_reason and one_fix_with(body.minutes_reason, main.number))
        main = next(named, None)
        if main is not None and main is not item:
            with_it.setdefault(main.command.order_id, [main]).append(item)
    return {item.command.order_id: tuple(group) for group in with_it.values() for item in group}


def progressed(jobs: Iterable[JobWork]) -> Progressed:
    """How many jobs are where."""
    places = [job.place for job in jobs]
    in_crm, needs = places.count(Place.IN_CRM), places.count(Place.NEEDS_DECISION)
    return Progressed(in_crm, len(places) - in_crm - needs, needs)


class Outbox(RowList[JobWork]):
    """The list on the sync page."""

    def __init__(self, moments: Moments, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(lambda job: job.order_id, self._row_of, parent, lambda job: job.section)
        self._moments, self._clock = moments, clock

    def _row_of(self, job: JobWork) -> OutboxRow:
        lead = job.lead
        title = QCoreApplication.translate("Outbox", "{title}: {done}")
        stored = sum(item.photos_stored for item in _announcing(job))
        total = sum(item.photos_total for item in _announcing(job))
        sending = job.place is Place.SENDING and total > 0
        return OutboxRow(
            job.order_id,
            title.format(title=lead.title, done=done_text(lead.command.kind)),
            " · ".join(part for part in (lead.address, _one_fix(job), self._detail(job, stored, total)) if part),
            job.service.icon if job.service else "circle-dot-dashed",
            job.service.tone if job.service else "grey",
            STAGES[job.place],
            self._receipt(job),
            stored / total if sending else None,
            job.section,
        )

    def _detail(self, job: JobWork, stored: int, total: int) -> str:
        if job.place is Place.IN_CRM:
            return QCoreApplication.translate("Outbox", "%n photo(s)", "", total) if total else ""
        if total and stored < total:
            words = QCoreApplication.translate("Outbox", "{stored} of {total} photos in the CRM")
            return words.format(stored=stored, total=total)
        if job.place is Place.NEEDS_DECISION:
            return ""
        return next((waiting_text(item.why_waiting) for item in job.items if item.why_waiting), "")

    def _receipt(self, job: JobWork) -> str:
        numbers = [i.verdict.receipt for i in job.items if i.verdict is not None and i.verdict.receipt]
        at = self._moments.moment(job.lead.recorded_at, self._clock.wall_ms())
        if not numbers or job.place is not Place.IN_CRM:
            return at if job.place is Place.IN_CRM else ""
        words = QCoreApplication.translate("Outbox", "Receipt {number} · {time}")
        return words.format(number=max(numbers), time=at)


def _one_fix(job: JobWork) -> str:
    return one_fix_for_text(len(job.one_fix)) if job.one_fix else ""


def _announcing(job: JobWork) -> Iterable[OutboxItem]:
    return (item for item in job.items if item.command.kind == "add_photo")
