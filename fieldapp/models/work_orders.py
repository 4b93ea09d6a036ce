"""Work orders as rows of a list: what is due, what is going on, and where the work is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import ChipText, JobRow
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text, priority_text, status_text
from sync.clock import Clock, parse_ms
from sync.orders import OPEN, Priority, ServiceType, Status
from sync.states import Place
from sync.store import OrderLine

_MANY_CHIPS = 2
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Listed:
    """An order in a list, with the heading that stands above it (empty for none)."""

    line: OrderLine
    section: str = ""


class WorkOrders(RowList[Listed]):
    """The crew's list."""

    def __init__(self, moments: Moments, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(lambda listed: listed.line.id, self._job, parent, lambda listed: listed.section)
        self._moments, self._clock = moments, clock
        self._services: dict[str, ServiceType] = {}

    def set_services(self, services: Iterable[ServiceType]) -> None:
        """The kinds of jobs, for their icons."""
        self._services = {service.code: service for service in services}
        self.remake()

    def line(self, order_id: str) -> OrderLine | None:
        """The order with an id, None where it is not listed."""
        listed = self.value(order_id)
        return listed.line if listed else None

    def _job(self, listed: Listed) -> JobRow:
        line = listed.line
        service = self._services.get(line.service_code)
        place = _shown_place(line)
        chips = tuple(_chips(line, self._moments, self._clock.wall_ms()))
        return JobRow(
            line.id,
            line.title,
            line.address,
            service.icon if service else "circle-dot-dashed",
            service.tone if service else "grey",
            place_text(place) if place else "",
            PLACE_TONES[place] if place else "neutral",
            PLACE_ICONS[place] if place else "",
            chips,
            self._meta(line) if len(chips) < _MANY_CHIPS else "",
            listed.section,
        )

    def _meta(self, line: OrderLine) -> str:
        taken = line.photos.own  # lupdate takes only a plain name for %n
        own = QCoreApplication.translate("Job", "%n photo(s)", "", taken) if taken else ""
        if line.left is not None and line.status in OPEN:
            return QCoreApplication.translate("Job", "Not yours any more")
        if line.closing is not None:
            at = self._moments.moment(line.closing.at, self._clock.wall_ms())
            closed = QCoreApplication.translate("Job", "Closed {time}").format(time=at)
            return " · ".join(part for part in (closed, own) if part)
        resident = line.photos.resident
        if resident:
            return QCoreApplication.translate("Job", "%n photo(s) from resident", "", resident)
        return own


def _shown_place(line: OrderLine) -> Place | None:
    """The word in the corner; an open job whose work is in the CRM says nothing, as all of them would."""
    return None if line.place is Place.IN_CRM and line.status in OPEN else line.place


def _chips(line: OrderLine, moments: Moments, now_ms: int) -> Iterable[ChipText]:
    if line.left is not None:
        yield ChipText(QCoreApplication.translate("Job", "Moved"), "info")
        return
    if line.status is Status.CLOSED:
        yield ChipText(status_text(line.status), "ok")
        return
    if line.status is Status.CANCELLED:
        yield ChipText(status_text(line.status))
        return
    if line.returned is not None:
        yield ChipText(QCoreApplication.translate("Job", "Sent back"), "bad")
    if line.status is not Status.ASSIGNED:
        yield ChipText(status_text(line.status), "info" if line.status is Status.STARTED else "neutral")
    if line.priority is Priority.EMERGENCY:
        yield ChipText(priority_text(line.priority), "bad", "triangle-alert")
    due = moments.due(line.expected_datetime, now_ms)
    if due is not None:
        yield ChipText(due.short, due.tone)


def is_done(line: OrderLine) -> bool:
    """Whether the crew is through with it: closed, cancelled, or given to others."""
    return line.status not in OPEN or line.left is not None


def sorted_in(lines: Sequence[OrderLine], show: str, now_ms: int) -> tuple[Listed, ...]:
    """The lines under one tab: "todo" (with what was done today below), "done" or "all"; order is the store's."""
    todo = [line for line in lines if not is_done(line)]
    done = [line for line in lines if is_done(line)]
    heading = QCoreApplication.translate("Job", "DONE")
    if show == "todo":
        done = [line for line in done if done_today(line, now_ms)]
        heading = QCoreApplication.translate("Job", "DONE TODAY")
    shown = [] if show == "done" else [Listed(line) for line in todo]
    first = heading if show != "done" else ""
    for line in done:
        shown.append(Listed(line, first))
        first = ""
    return tuple(shown)


def done_today(line: OrderLine, now_ms: int) -> bool:
    """Whether it was closed, or left the crew, in this shift."""
    at = line.closing.at if line.closing else line.left.at if line.left else None
    # Twelve hours back covers a night shift that goes past midnight.
    return at is not None and now_ms - parse_ms(at) < _DAY_MS / 2
