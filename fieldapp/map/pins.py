"""Pins on the map, and which of them stand together because they would cover one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from fieldapp.map.mercator import View, World, around

Kind = Literal["todo", "due", "started", "done", "decision"]
KINDS: Final[tuple[Kind, ...]] = ("decision", "started", "due", "todo", "done")
"""What a job's pin says, the most urgent first."""
_NEAREST_ZOOM: Final = 18.0


@dataclass(frozen=True)
class Pin:
    """A job on the map. `label` is its stop's number, empty for none; `spoken` what a screen reader says."""

    id: str
    place: World
    kind: Kind
    label: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Group:
    """One pin, or several that stand together at `place`."""

    place: World
    pins: tuple[Pin, ...]

    @property
    def kind(self) -> Kind:
        """The most urgent of its pins'."""
        return min((pin.kind for pin in self.pins), key=KINDS.index)


def grouped(pins: Sequence[Pin], world_px: float, reach_px: float, alone: str = "") -> list[Group]:
    """The pins, those nearer than `reach_px` to another as one group, at a zoom where the world is `world_px` wide.

    The pin with the id `alone` stays by itself. A group stands where its first pin does, and does not depend on what
    part of the map is in sight.
    """
    reach = reach_px / world_px
    cells: dict[tuple[int, int], list[int]] = {}
    groups: list[tuple[World, list[Pin]]] = []
    for pin in pins:
        if pin.id == alone:
            continue
        column, row = int(pin.place[0] // reach), int(pin.place[1] // reach)
        near = (
            number
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for number in cells.get((column + right, row + down), ())
        )
        found = next((number for number in near if _close(groups[number][0], pin.place, reach)), None)
        if found is None:
            cells.setdefault((column, row), []).append(len(groups))
            groups.append((pin.place, [pin]))
        else:
            groups[found][1].append(pin)
    made = [Group(place, tuple(members)) for place, members in groups]
    return [*made, *(Group(pin.place, (pin,)) for pin in pins if pin.id == alone)]


def _close(first: World, second: World, reach: float) -> bool:
    return (first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2 < reach**2


def opened_up(group: Group, view: View) -> View | None:
    """The view that shows a group's pins apart, None where they stand on one spot."""
    nearer = around([pin.place for pin in group.pins], view.width, view.height, most_zoom=_NEAREST_ZOOM)
    return nearer if nearer.zoom > view.zoom + 0.1 else None


def nearest(spot: World, groups: Sequence[Group], view: View, reach_px: float) -> Group | None:
    """The group under a finger at a place, None where there is none within reach."""
    at = view.pixel(spot)
    best, best_px = None, reach_px
    for group in groups:
        x, y = view.pixel(group.place)
        away = ((x - at[0]) ** 2 + (y - at[1]) ** 2) ** 0.5
        if away <= best_px:
            best, best_px = group, away
    return best
