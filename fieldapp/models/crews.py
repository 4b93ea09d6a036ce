"""Crews on the board: how full their day is, their jobs as cards, and which of them fits a job best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from fieldapp.moments import Moments, day_ends_ms
from fieldapp.rows import BoardCard, LaneHead
from fieldapp.wording import PLACE_ICONS, status_text
from fieldapp.wording.desk import freshness_text, hours_text, roughly
from sync.clock import parse_ms
from sync.orders import Crew, Priority, ServiceType, Status
from sync.places import believable, metres_between
from sync.states import Place
from sync.store import OrderLine
from sync.wire import Presence

UNASSIGNED = ""
"""The id of the lane for jobs that are nobody's."""

_TONES = ("blue", "green", "violet", "teal", "orange", "olive", "red", "amber", "grey")
_LATEST_MS = 1 << 52


@dataclass(frozen=True)
class Load:
    """A crew with its open jobs, the tone of its badge, how fresh our picture of it is, and when its day ends."""

    crew: Crew
    tone: str
    lines: tuple[OrderLine, ...] = ()
    presence: Presence | None = None
    day_ends_ms: int = _LATEST_MS

    @property
    def minutes(self) -> int:
        """The estimates of today's jobs: begun, due today or late, or without a due time."""
        return sum(line.estimate_minutes for line in self.lines if self._is_todays(line))

    @property
    def free_minutes(self) -> int:
        """What is left of its shift; negative where more is planned than fits."""
        return self.crew.minutes_a_day - self.minutes

    def _is_todays(self, line: OrderLine) -> bool:
        if line.status in (Status.STARTED, Status.PAUSED) or line.expected_datetime is None:
            return True
        return parse_ms(line.expected_datetime) < self.day_ends_ms

    @property
    def live(self) -> bool:
        """Whether its laptop is on the line now."""
        return self.presence is not None and self.presence.live


@dataclass(frozen=True)
class Fit:
    """A crew for a job: `metres` from the nearest of its open jobs, None where no place is known."""

    load: Load
    metres: float | None
    same_district: bool


def sorted_crews(crews: Iterable[Crew]) -> tuple[Crew, ...]:
    """Crews by their number, those without one by name after them."""
    return tuple(sorted(crews, key=_crew_rank))


def loads_of(
    crews: Sequence[Crew], lines: Iterable[OrderLine], presence: Iterable[Presence], now_ms: int
) -> tuple[Load, ...]:
    """The crews with their open jobs, in the order given, which also gives each its tone."""
    ends_ms = day_ends_ms(now_ms)
    heard = {each.crew_id: each for each in presence}
    jobs: dict[str, list[OrderLine]] = {crew.id: [] for crew in crews}
    for line in lines:
        if line.crew_id in jobs:
            jobs[line.crew_id].append(line)
    return tuple(
        Load(crew, _TONES[number % len(_TONES)], in_turn(jobs[crew.id]), heard.get(crew.id), ends_ms)
        for number, crew in enumerate(crews)
    )


def in_turn(lines: Iterable[OrderLine]) -> tuple[OrderLine, ...]:
    """Jobs as they should be done: emergencies first, then by due time and priority."""
    return tuple(sorted(lines, key=_turn))


def district_of(line: OrderLine, loads: Iterable[Load]) -> str:
    """The district that a job lies in: its crew's, else that of the nearest open job; "" for unknown."""
    point = believable(line.lat, line.long)
    nearest = ("", float("inf"))
    for load in loads:
        if load.crew.id == line.crew_id:
            return load.crew.district
        metres = _nearest(point, load.lines, line.id) if point and load.crew.district else None
        if metres is not None and metres < nearest[1]:
            nearest = (load.crew.district, metres)
    return nearest[0]


def best_crews(line: OrderLine, loads: Sequence[Load], limit: int = 3) -> tuple[Fit, ...]:
    """Crews of the job's district, then those with a job near by; with time left and on the line first."""
    district, point = district_of(line, loads), believable(line.lat, line.long)
    fits = [
        Fit(load, _nearest(point, load.lines, line.id), bool(district) and load.crew.district == district)
        for load in loads
        if load.crew.id != line.crew_id
    ]
    near = sorted(fits, key=lambda fit: (not fit.same_district, _far(fit)))[: limit + 2]
    needed = line.estimate_minutes
    near.sort(key=lambda fit: (fit.load.free_minutes < needed, not fit.load.live, _far(fit)))
    return tuple(near[:limit])


class BoardRows:
    """Says lanes and cards in one language at one time."""

    def __init__(self, moments: Moments, locale: QLocale) -> None:
        self._moments, self._locale = moments, locale
        self._services: Mapping[str, ServiceType] = {}

    def set_services(self, services: Iterable[ServiceType]) -> None:
        """The kinds of jobs, for their icons."""
        self._services = {service.code: service for service in services}

    def head(self, load: Load, now_ms: int) -> LaneHead:
        """The head of a crew's lane."""
        crew = load.crew
        heard, tone = freshness_text(load.presence, self._moments, now_ms)
        return LaneHead(
            crew.id,
            crew.name,
            crew.short,
            load.tone,
            heard,
            tone,
            load.minutes / 60,
            crew.minutes_a_day / 60,
            hours_text(load.minutes, crew.minutes_a_day, self._locale),
        )

    def pool_head(self, lines: Sequence[OrderLine], now_ms: int) -> LaneHead:
        """The head of the lane for jobs that are nobody's: how many, and how long the oldest waits."""
        count = len(lines)
        jobs = QCoreApplication.translate("Board", "%n job(s)", "", count)
        oldest = ""
        if lines:
            waits = (now_ms - min(parse_ms(line.requested_datetime) for line in lines)) // 60_000
            oldest = QCoreApplication.translate("Board", "Oldest {time}").format(
                time=self._moments.lasting(roughly(waits))
            )
        name = QCoreApplication.translate("Board", "Unassigned")
        return LaneHead(UNASSIGNED, name, freshness=jobs, hours_text=oldest, icon="inbox")

    def card(self, line: OrderLine, now_ms: int) -> BoardCard:
        """A job as a card."""
        service = self._services.get(line.service_code)
        due, tone = self._due(line, now_ms)
        mark = PLACE_ICONS[line.place] if line.place in (Place.ON_LAPTOP, Place.NEEDS_DECISION) else ""
        if not mark and line.returned is not None:
            mark = "corner-up-left"
        return BoardCard(
            line.id,
            line.title,
            line.address,
            service.icon if service else "circle-dot-dashed",
            service.tone if service else "grey",
            due,
            tone,
            mark,
        )

    def _due(self, line: OrderLine, now_ms: int) -> tuple[str, str]:
        if line.status is Status.STARTED and line.started_at is not None:
            minutes = max(0, now_ms - parse_ms(line.started_at)) // 60_000
            on_site = QCoreApplication.translate("Board", "On site {time}")
            return on_site.format(time=self._moments.lasting(roughly(minutes))), "ok"
        if line.status is Status.PAUSED:
            return status_text(line.status), "neutral"
        if line.priority is Priority.EMERGENCY:
            waits = max(0, now_ms - parse_ms(line.requested_datetime)) // 60_000
            urgent = QCoreApplication.translate("Board", "Emergency · {time}")
            return urgent.format(time=self._moments.lasting(roughly(waits))), "bad"
        due = self._moments.due(line.expected_datetime, now_ms)
        if due is not None:
            return due.short, due.tone
        reported = self._moments.reported(line.requested_datetime, now_ms)
        return reported[:1].upper() + reported[1:], "neutral"


def _crew_rank(crew: Crew) -> tuple[int, str]:
    return (int(crew.short), "") if crew.short.isdigit() else (1 << 30, crew.name)


def _turn(line: OrderLine) -> tuple[bool, int, int, str]:
    due = parse_ms(line.expected_datetime) if line.expected_datetime else _LATEST_MS
    return line.priority is not Priority.EMERGENCY, due, list(Priority).index(line.priority), line.number


def _nearest(point: tuple[float, float] | None, lines: Iterable[OrderLine], but: str) -> float | None:
    if point is None:
        return None
    there = (believable(line.lat, line.long) for line in lines if line.id != but)
    return min((metres_between(point, other) for other in there if other is not None), default=None)


def _far(fit: Fit) -> float:
    return float("inf") if fit.metres is None else fit.metres
