"""Open jobs near a place: found in the index over all that this laptop has, and read from its file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fieldapp.models.done_work import is_done
from fieldapp.models.job_index import JobIndex
from sync.places import Point, believable, metres_between
from sync.store import OrderLine, Store

NEAR_M: Final = 50.0
"""How near a job of the same kind may be the same one."""
SAME_SPOT_M: Final = 15.0
"""How near one of another kind may be: residents and crews name things differently."""

_MOST_READ: Final = 300


@dataclass(frozen=True)
class Near:
    """An open job near a place; `metres` is None where it has the same address and no spot to measure from."""

    line: OrderLine
    metres: float | None


@dataclass(frozen=True)
class Found:
    """What is near a place. `unplaced` jobs of the kind have no spot, so nobody can say how far they are.

    `is_whole` is False while the index is being read: there may be more.
    """

    near: tuple[Near, ...] = ()
    unplaced: int = 0
    is_whole: bool = True


class NearBy:
    """Finds open jobs near a place. `read`, a signal, says that the index is whole after a question too early."""

    def __init__(self, store: Store, index: JobIndex) -> None:
        self._store, self._index = store, index
        self.read = index.learned

    def around(
        self, place: Point | None, address: str, service_code: str, *, other_kinds: bool = False, but: str = ""
    ) -> Found:
        """The open jobs of a kind near a place or at an address, the nearest first, without the job `but`.

        With `other_kinds` also those of any kind on the very spot, after the others.
        """
        self._index.catch_up()
        rows = self._index.rows_near(place, NEAR_M) if place is not None else []
        lines = self._store.lines_at(rows[:_MOST_READ]).values()
        near = [each for line in lines if (each := _near(line, place, service_code, other_kinds)) is not None]
        known = {each.line.id for each in near}
        near += [Near(line, None) for line in self._at(address, service_code, place) if line.id not in known]
        near = [each for each in near if each.line.id != but]
        near.sort(key=lambda each: (each.line.service_code != service_code, each.metres is None, each.metres or 0.0))
        listed = {each.line.id for each in near} | {but}
        return Found(tuple(near), self._count_unplaced(service_code, listed), self._index.ready)

    def _at(self, address: str, service_code: str, place: Point | None) -> Iterable[OrderLine]:
        """Jobs of the kind with the very same address, where there is nothing to measure between."""
        wanted = address.strip().casefold()
        found = self._index.with_text(address) if wanted else None
        if found is None:
            return ()
        lines = self._store.lines_at(self._index.by_due.first(found, _MOST_READ)).values()
        return (
            line
            for line in lines
            if line.service_code == service_code
            and line.address.strip().casefold() == wanted
            and (place is None or believable(line.lat, line.long) is None)
        )

    def _count_unplaced(self, service_code: str, listed: set[str]) -> int:
        index, code = self._index, self._index.kinds.get(service_code)
        if code is None:
            return 0
        unplaced = index.todo & index.with_codes("known", 1) & index.with_codes("kind", code)
        unplaced &= ~index.with_codes("placed", 1)
        if not unplaced:
            return 0
        rows = self._store.rows_of(listed).values()
        return unplaced.bit_count() - sum(index.by_due.has(unplaced, row) for row in rows)


def _near(line: OrderLine, place: Point | None, service_code: str, other_kinds: bool) -> Near | None:
    spot = believable(line.lat, line.long)
    if is_done(line) or place is None or spot is None:
        return None
    metres = metres_between(place, spot)
    reach = NEAR_M if line.service_code == service_code else SAME_SPOT_M if other_kinds else -1.0
    return Near(line, metres) if metres <= reach else None
