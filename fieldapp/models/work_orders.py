"""Work orders as rows of a list: what is due, what is going on, and where the work is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from fieldapp.models.done_work import is_done
from fieldapp.models.finder import Found
from fieldapp.models.row_list import Index, RowList
from fieldapp.moments import Moments
from fieldapp.rows import ChipText, JobRow
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text, priority_text, status_text
from fieldapp.wording.desk import distance_text
from fieldapp.wording.finding import heading_text
from fieldapp.wording.near_by import found_here, found_here_text
from sync.clock import Clock
from sync.orders import OPEN, Priority, ServiceType, Status
from sync.places import believable, metres_between
from sync.states import Place
from sync.store import OrderLine, Store

_MANY_CHIPS = 2


FIRST, MORE, FAR = 40, 200, 500
"""So many rows are read for a start, whenever somebody comes near their end, and at most to show a job in the list."""


@dataclass(frozen=True)
class Listed:
    """An order in a list: the heading that begins above it ("" for none; see `heading_text`), and how far it is."""

    line: OrderLine
    section: str = ""
    away_m: float | None = None


class WorkOrders(RowList[Listed]):
    """The crew's list: what was found, read only as far as somebody looks."""

    def __init__(self, store: Store, moments: Moments, clock: Clock, locale: QLocale, parent: QObject) -> None:
        super().__init__(lambda listed: listed.line.id, self._job, parent, lambda listed: heading_text(listed.section))
        self._store, self._moments, self._clock, self._locale = store, moments, clock, locale
        self._services: dict[str, ServiceType] = {}
        self._found: Found | None = None
        self._read = 0

    def set_services(self, services: Iterable[ServiceType]) -> None:
        """The kinds of jobs, for their icons."""
        self._services = {service.code: service for service in services}
        self.remake()

    def show_found(self, found: Found, *, anew: bool) -> None:
        """Lists what was found: `anew` from the top, else as far down as somebody has been."""
        self._found = found
        self._show(FIRST if anew else max(FIRST, self._read))

    def reach(self, order_id: str) -> bool:
        """Reads on until an order is in the list, where it is not very far down; whether it was found at all."""
        row = self._store.rows_of([order_id]).get(order_id)
        if self._found is None or row is None or not self._found.has(row):
            return False
        if self.line(order_id) is None:
            near = [each for each, _ in self._found.first(FAR)]
            if row in near:
                self._show(near.index(row) + FIRST)
        return True

    def line(self, order_id: str) -> OrderLine | None:
        """The order with an id, None where it is not listed."""
        listed = self.value(order_id)
        return listed.line if listed else None

    def next_to_do(self, done_id: str) -> str:
        """The first job that is to be done, but for one; "" for none."""
        lines = (listed.line for listed in self._values)
        return next((line.id for line in lines if not is_done(line) and line.id != done_id), "")

    def canFetchMore(self, parent: Index) -> bool:
        """Qt's hook: whether more was found than is read."""
        return not parent.isValid() and self._found is not None and self._read < self._found.total

    def fetchMore(self, parent: Index) -> None:
        """Qt's hook: somebody came to the end of what is read."""
        assert self._found is not None
        fresh = self._listed(self._found.first(self._read + MORE)[self._read :], self._read)
        self._read = min(self._found.total, self._read + MORE)
        self.append(fresh)

    def _show(self, count: int) -> None:
        assert self._found is not None
        self._read = min(count, self._found.total)
        self.set_values(self._listed(self._found.first(self._read), 0))

    def _listed(self, rows: Sequence[tuple[int, str]], after: int) -> list[Listed]:
        assert self._found is not None
        lines = self._store.lines_at(row for row, _ in rows)
        heading = self._found.first(after)[-1][1] if after else ""
        listed = []
        for row, part in rows:
            line = lines.get(row)
            if line is None:
                continue
            listed.append(Listed(line, part if part != heading else "", self._away(line)))
            heading = part
        return listed

    def _away(self, line: OrderLine) -> float | None:
        here = self._found.here if self._found else None
        spot = believable(line.lat, line.long) if here else None
        return metres_between(here, spot) if here and spot else None

    def _job(self, listed: Listed) -> JobRow:
        line = listed.line
        service = self._services.get(line.service_code)
        place = _shown_place(line)
        chips = tuple(_chips(line, self._moments, self._clock.wall_ms()))
        away = distance_text(listed.away_m, self._locale) if listed.away_m is not None else ""
        meta = (away if place else "", self._meta(line) if len(chips) < _MANY_CHIPS else "")
        return JobRow(
            line.id,
            line.title,
            line.address,
            service.icon if service else "circle-dot-dashed",
            service.tone if service else "grey",
            place_text(place) if place else away,
            PLACE_TONES[place] if place else "neutral",
            PLACE_ICONS[place] if place else "",
            chips,
            " · ".join(filter(None, meta)),
            heading_text(listed.section),
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
    if found_here(line):
        yield ChipText(found_here_text(), "primary", "footprints")
    due = moments.due(line.expected_datetime, now_ms)
    if due is not None:
        yield ChipText(due.short, due.tone)
