"""What a filter finds among all jobs of the laptop: how many, in which order, and what each filter would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fieldapp.models.done_work import shift_began_ms
from fieldapp.models.job_filter import Filter, Sort, group_of, value_of
from fieldapp.models.job_index import ASKED, PRIORITIES, STATUSES, UNSENT, JobIndex, square_of
from fieldapp.models.row_sets import Order, RowSet, of_flags
from fieldapp.moments import Moments, day_ends_ms
from sync.orders import Priority, Status
from sync.places import Point
from sync.store import OrderLine, Store

if TYPE_CHECKING:
    from fieldapp.models.map_jobs import MapJobs

NEAR_M: Final = 1_600.0
"""How near is near by: twenty minutes on foot, a few by truck."""
_MINUTE_MS, _WEEK_MS = 60_000, 6 * 24 * 3_600_000
_STATES: Final = {
    "new": (STATUSES[Status.NEW], STATUSES[Status.ASSIGNED]),
    "started": (STATUSES[Status.STARTED],),
    "paused": (STATUSES[Status.PAUSED],),
}


@dataclass(frozen=True)
class Part:
    """Jobs in one order under one heading: "", "done", "done_today", "unplaced" or "off_route"."""

    heading: str
    order: Order
    rows: RowSet


@dataclass(frozen=True)
class Found:
    """What a filter finds. `counts` are what each tab would show with it, `hidden` what it keeps from this tab."""

    filter: Filter
    parts: tuple[Part, ...]
    counts: dict[str, int]
    hidden: int
    sort: Sort
    """As they are sorted: "due" where the order that was asked for is not to be had."""
    here: Point | None = None
    """What distances count from, where the list says them."""
    partial: bool = False
    """Whether jobs may be missing because not all are read yet (see JobIndex)."""

    @property
    def total(self) -> int:
        """How many rows the list has."""
        return sum(part.rows.bit_count() for part in self.parts)

    def has(self, row: int) -> bool:
        """Whether the list has a row."""
        return any(part.order.has(part.rows, row) for part in self.parts)

    def first(self, count: int) -> list[tuple[int, str]]:
        """The first rows, each with the heading of its part."""
        found: list[tuple[int, str]] = []
        for part in self.parts:
            if len(found) < count:
                found += [(row, part.heading) for row in part.order.first(part.rows, count - len(found))]
        return found


class Finder:
    """Finds in an index. `refresh` after the index was read."""

    def __init__(self, index: JobIndex, store: Store, moments: Moments) -> None:
        self._index, self._store, self._moments = index, store, moments
        self._day: MapJobs | None = None
        self._now_ms = 0

    def refresh(self, now_ms: int) -> None:
        """Takes the time for what is late and done today, and forgets the way through the day."""
        self._now_ms, self._day = now_ms, None

    def find(self, wish: Filter) -> Found:
        """The jobs with all that is asked for, in the order that is asked for, or by due time."""
        index = self._index
        mask = self._all_of(wish)
        tabs = {"todo": index.todo, "done": index.done}
        counts = {tab: (mask & rows).bit_count() for tab, rows in tabs.items()}
        counts["all"] = sum(counts.values())
        at_all = sum(rows.bit_count() for tab, rows in tabs.items() if wish.show in (tab, "all"))
        sort: Sort = wish.sort if not self.problem(wish.sort) else "due"
        parts = self._parts(wish, sort, mask)
        near = sort == "distance" or "place:near" in wish.chips
        shown = tuple(part for part in parts if part.rows)
        partial = not index.ready and (sort != "due" or any(group != "due" for group in wish.groups()))
        hidden = at_all - counts[wish.show]
        return Found(wish, shown, counts, hidden, sort, self.spot if near else None, partial)

    @property
    def ready(self) -> bool:
        """Whether every job is read, so that all counts are whole."""
        return self._index.ready

    def count(self, wish: Filter) -> int:
        """How many the tab would show."""
        return (self._all_of(wish) & self._tab(wish)).bit_count()

    def chip_counts(self, wish: Filter, chips: Iterable[str]) -> dict[str, int]:
        """How many the tab would show with each of these filters, were it the only one of its group."""
        based: dict[str, RowSet] = {}
        found = {}
        for chip in chips:
            group = group_of(chip)
            if group not in based:
                based[group] = self._all_of(wish, but=group) & self._tab(wish)
            found[chip] = (based[group] & self._set_of(chip)).bit_count()
        return found

    def kinds(self) -> tuple[str, ...]:
        """The kinds of service that there are, the most frequent first."""
        index = self._index
        counts = {code: index.kind.count(number) for code, number in index.kinds.items()}
        return tuple(sorted((code for code in counts if counts[code]), key=lambda code: (-counts[code], code)))

    def problem(self, sort: Sort) -> str:
        """Why there is no such order: "no_place" where no job to do has one; "" where there is."""
        index = self._index
        if sort in ("due", "priority") or not index.ready:
            return ""
        return "" if index.with_codes("placed", 1) & index.todo else "no_place"

    @property
    def here(self) -> OrderLine | None:
        """The job that distances count from: the one in hand, the last that was closed, else the first stop."""
        day = self.day
        return day.basis or next(iter(day.stops), None)

    @property
    def spot(self) -> Point | None:
        """Where that is."""
        return self.day.spots[self.here.id] if self.here else None

    @property
    def day(self) -> "MapJobs":
        """The day on the map, with its order of stops."""
        if self._day is None:
            from fieldapp.models.map_jobs import day_on_map  # the app starts without the map

            self._day = day_on_map(self._store, self._moments, self._now_ms)
        return self._day

    # sets

    def _all_of(self, wish: Filter, but: str = "") -> RowSet:
        index = self._index
        mask = index.todo | index.done
        if (hits := index.with_text(wish.text)) is not None:
            mask &= hits
        for group, chips in wish.groups().items():
            if group != but:
                widened = 0
                for chip in chips:
                    widened |= self._set_of(chip)
                mask &= widened
        return mask

    def _tab(self, wish: Filter) -> RowSet:
        index = self._index
        return {"todo": index.todo, "done": index.done}.get(wish.show, index.todo | index.done)

    def _set_of(self, chip: str) -> RowSet:
        index, value = self._index, value_of(chip)
        match group_of(chip):
            case "due":
                return self._due(value)
            case "state":
                found = index.with_codes("returned", 1) if value == "returned" else self._state(value)
                return found & index.todo
            case "priority":
                return index.with_codes("priority", *(PRIORITIES[p] for p in Priority if p.value == value))
            case "kind":
                return index.with_codes("kind", *([index.kinds[value]] if value in index.kinds else []))
            case "work":
                return index.with_codes("work", *{"unsent": (UNSENT,), "asked": (ASKED,)}.get(value, ()))
            case "place":
                return self._near() if value == "near" else index.with_codes("placed", 0) & self._known()
            case _:
                return 0

    def _state(self, value: str) -> RowSet:
        return self._index.with_codes("status", *_STATES.get(value, ()))

    def _known(self) -> RowSet:
        return self._index.with_codes("known", 1)

    def _due(self, value: str) -> RowSet:
        standing = self._index.standing
        today_ends = day_ends_ms(self._now_ms)
        ends = [0, *map(standing.due_before, (self._now_ms, today_ends, today_ends + _WEEK_MS)), standing.due_ever()]
        ends.append(len(standing.todo))
        values = ("late", "today", "week", "later", "never")
        if value not in values:
            return 0
        at = values.index(value)
        return self._index.due_between(ends[at], ends[at + 1])

    def _near(self) -> RowSet:
        here, index = self.spot, self._index
        if here is None:
            return 0

        def rows() -> RowSet:
            near = square_of(NEAR_M)
            return of_flags(bytes([square <= near for square in index.squares(here)]))

        return index.kept(("near", here), rows)

    # orders

    def _parts(self, wish: Filter, sort: Sort, mask: RowSet) -> list[Part]:
        index = self._index
        done = Part("", index.by_age, mask & index.done)
        if wish.show == "done":
            return [done]
        todo = self._sorted(sort, mask & index.todo)
        if wish.show == "all":
            return [*todo, Part("done", index.by_age, done.rows)]
        since_ms = shift_began_ms(self._now_ms) // _MINUTE_MS * _MINUTE_MS
        return [*todo, Part("done_today", index.by_age, done.rows & index.done_since(since_ms))]

    def _sorted(self, sort: Sort, rows: RowSet) -> list[Part]:
        index = self._index
        match sort:
            case "due":
                return [Part("", index.by_due, rows)]
            case "priority":
                key = index.priority.__getitem__
                return [Part("", index.order("priority", lambda: sorted(index.standing.todo, key=key)), rows)]
            case "distance":
                order, rest = self._by_distance(), "unplaced"
            case "route":
                order, rest = self._by_route(), "off_route"
        return [Part("", order, rows & order.all), Part(rest, index.by_due, rows & ~order.all)]

    def _by_distance(self) -> Order:
        index, here = self._index, self.spot
        if here is None:
            return index.order("nowhere", list)

        def rows() -> list[int]:
            placed = [row for row in index.standing.todo if index.placed[row]]
            return sorted(placed, key=index.squares(here).__getitem__)

        return index.order(("distance", here), rows)

    def _by_route(self) -> Order:
        ids = [line.id for line in self.day.stops]

        def rows() -> list[int]:
            found = self._store.rows_of(ids)
            return [found[order_id] for order_id in ids if order_id in found]

        return self._index.order("route", rows)
