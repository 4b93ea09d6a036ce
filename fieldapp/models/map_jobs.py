"""The crew's jobs on the map: pins with the numbers of the stops, and the jobs that have no believable spot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from PySide6.QtCore import QCoreApplication

from fieldapp.map.mercator import to_world
from fieldapp.map.pins import Kind, Pin
from fieldapp.map.route import shortest
from fieldapp.models.done_work import done_today, is_done
from fieldapp.moments import Moments
from sync.clock import parse_ms
from sync.orders import OPEN, Priority, Status
from sync.places import Point, believable, metres_between
from sync.states import Place
from sync.store import OrderLine, Query, Store

STOPS, DONE_STOPS = 200, 100
"""More than anybody drives to, and few enough to be put in order at once."""
SAME_KIND_M: Final = 800.0
"""How near open work of the same kind is offered: ten minutes on foot."""
_FAR_M: Final = 150_000.0  # from the middle of all jobs: no crew drives there, the spot is wrong
_LEAST_TO_JUDGE: Final = 3


@dataclass(frozen=True)
class Unplaced:
    """A job that is not on the map. `reason` is "none", "whole" (degrees), "range" or "far"."""

    line: OrderLine
    reason: str


@dataclass(frozen=True)
class MapJobs:
    """What the map shows: `stops` are the open jobs in driving order, `basis` the job that the way begins at."""

    stops: tuple[OrderLine, ...] = ()
    pins: tuple[Pin, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    basis: OrderLine | None = None
    spots: dict[str, Point] = field(default_factory=dict)
    others: tuple[OrderLine, ...] = ()
    """Jobs on the map that are no stops: done today, or given to others while a question about them is open."""
    more: bool = False
    """Whether there are other jobs, due later than all these."""

    def line(self, order_id: str) -> OrderLine | None:
        """The job with an id, None where it is neither on the map nor listed."""
        lines = (*self.stops, *self.others, *(each.line for each in self.unplaced))
        return next((line for line in lines if line.id == order_id), None)

    def number(self, order_id: str) -> int:
        """Which stop a job is, 0 for none."""
        return next((number for number, line in enumerate(self.stops, start=1) if line.id == order_id), 0)

    def nearest_next(self, order_id: str) -> tuple[OrderLine, float] | None:
        """The open job nearest to another one and its distance in metres; None where no other is on the map."""
        start = self.spots.get(order_id)
        if start is None:
            return None
        away = [(metres_between(start, self.spots[line.id]), line) for line in self.stops if line.id != order_id]
        return min(((line, metres) for metres, line in away), key=lambda pair: pair[1], default=None)

    def same_kind_near(self, order_id: str) -> tuple[tuple[OrderLine, float], ...]:
        """Open jobs of the same kind near by, the nearest first, with their distances in metres."""
        here, start = self.line(order_id), self.spots.get(order_id)
        if here is None or start is None:
            return ()
        found = [
            (line, metres)
            for line in self.stops
            if line.id != order_id
            and line.service_code == here.service_code
            and (metres := metres_between(start, self.spots[line.id])) <= SAME_KIND_M
        ]
        return tuple(sorted(found, key=lambda pair: pair[1]))


def day_on_map(store: Store, moments: Moments, now_ms: int) -> MapJobs:
    """The day as the map shows it: the jobs due first, and what was done."""
    todo = store.orders(Query(show="todo", limit=STOPS))
    done = store.orders(Query(show="done", limit=DONE_STOPS))
    return replace(map_jobs((*todo, *done), moments, now_ms), more=len(todo) == STOPS)


def map_jobs(lines: Sequence[OrderLine], moments: Moments, now_ms: int) -> MapJobs:
    """The crew's day on the map; `lines` are the store's, open ones first by when they are due."""
    shown = [line for line in lines if not is_done(line) or _closed_today(line, now_ms) or _is_asked(line)]
    spots, unplaced = _placed(shown)
    todo = [line for line in shown if line.id in spots and not is_done(line)]
    basis = _worked_on_last([line for line in shown if line.id in spots])
    stops = _in_order(todo, basis, spots)
    others = tuple(line for line in shown if line.id in spots and is_done(line))
    numbers = {line.id: str(number) for number, line in enumerate(stops, start=1)}
    pins = []
    for line in (*stops, *others):
        kind = kind_of(line, moments, now_ms)
        spoken = pin_text(line, kind, numbers.get(line.id, ""))
        pins.append(Pin(line.id, to_world(spots[line.id]), kind, numbers.get(line.id, ""), spoken))
    return MapJobs(stops, tuple(pins), tuple(unplaced), basis, spots, others)


def kind_of(line: OrderLine, moments: Moments, now_ms: int) -> Kind:
    """What a job's pin says."""
    if _is_asked(line):
        return "decision"
    if is_done(line):
        return "done"
    if line.status in (Status.STARTED, Status.PAUSED):
        return "started"
    due = moments.due(line.expected_datetime, now_ms)
    urgent = line.priority is Priority.EMERGENCY or (due is not None and due.tone in ("bad", "warn"))
    return "due" if urgent else "todo"


def kind_text(kind: Kind) -> str:
    """The words for it, in the legend and for a screen reader."""
    match kind:
        case "todo":
            return QCoreApplication.translate("Map", "To do")
        case "due":
            return QCoreApplication.translate("Map", "Due soon or late")
        case "started":
            return QCoreApplication.translate("Map", "Started")
        case "done":
            return QCoreApplication.translate("Map", "Done")
        case "decision":
            return QCoreApplication.translate("Map", "Needs a decision")


def pin_text(line: OrderLine, kind: Kind, number: str) -> str:
    """A pin as a screen reader says it."""
    stop = QCoreApplication.translate("Map", "Stop {number}").format(number=number) if number else ""
    return ", ".join(part for part in (stop, line.title, line.address.strip(), kind_text(kind)) if part)


def _is_asked(line: OrderLine) -> bool:
    return line.place is Place.NEEDS_DECISION


def _closed_today(line: OrderLine, now_ms: int) -> bool:
    return line.left is None and line.closing is not None and done_today(line, now_ms)


def _placed(lines: Iterable[OrderLine]) -> tuple[dict[str, Point], list[Unplaced]]:
    """Where the jobs are, and those whose spot cannot be believed; nothing is ever put on 0, 0."""
    spots: dict[str, Point] = {}
    unplaced: list[Unplaced] = []
    for line in lines:
        point = believable(line.lat, line.long)
        if point is None:
            unplaced.append(Unplaced(line, _why_not(line)))
        else:
            spots[line.id] = point
    if len(spots) >= _LEAST_TO_JUDGE:
        middle = median(lat for lat, _ in spots.values()), median(long for _, long in spots.values())
        far = [key for key, point in spots.items() if metres_between(point, middle) > _FAR_M]
        by_id = {line.id: line for line in lines}
        unplaced += [Unplaced(by_id[key], "far") for key in far]
        spots = {key: point for key, point in spots.items() if key not in far}
    return spots, unplaced


def _why_not(line: OrderLine) -> str:
    if line.lat is None or line.long is None:
        return "none"
    return "whole" if line.lat == round(line.lat) and line.long == round(line.long) and _in_range(line) else "range"


def _in_range(line: OrderLine) -> bool:
    return line.lat is not None and line.long is not None and abs(line.lat) <= 90 and abs(line.long) <= 180


def reason_text(reason: str) -> str:
    """Why a job is not on the map: a sentence."""
    match reason:
        case "none":
            return QCoreApplication.translate("Map", "The report has no spot.")
        case "whole":
            return QCoreApplication.translate("Map", "Its spot is rounded to whole degrees, up to 80 km off.")
        case "far":
            return QCoreApplication.translate("Map", "Its spot is far from all other jobs, so it must be wrong.")
        case _:
            return QCoreApplication.translate("Map", "Its spot is no place on earth.")


def _worked_on_last(lines: Iterable[OrderLine]) -> OrderLine | None:
    """The started job, else the one that was closed last; None where nothing was begun today."""
    started = [line for line in lines if line.status in (Status.STARTED, Status.PAUSED) and not is_done(line)]
    if started:
        return max(started, key=lambda line: parse_ms(line.started_at) if line.started_at else 0)
    closed = [(parse_ms(line.closing.at), line) for line in lines if line.closing is not None]
    return max(closed, key=lambda pair: pair[0], default=(0, None))[1]


def _in_order(todo: Sequence[OrderLine], basis: OrderLine | None, spots: dict[str, Point]) -> tuple[OrderLine, ...]:
    """The job in hand, then emergencies, then all others; within each the shortest way from the stop before."""
    way: list[OrderLine] = []
    here = spots[basis.id] if basis is not None else None
    if basis is not None and basis.status in OPEN and not is_done(basis):
        way.append(basis)
    left = [line for line in todo if line not in way]
    for group in (
        [line for line in left if line.priority is Priority.EMERGENCY],
        [line for line in left if line.priority is not Priority.EMERGENCY],
    ):
        way += [group[number] for number in shortest(here, [spots[line.id] for line in group])]
        here = spots[way[-1].id] if way else here
    return tuple(way)
