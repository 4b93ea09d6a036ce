"""Harm done to the hub on purpose, so that a test can see the tour's own checks fail.

`FIELDAPP_TOUR_SABOTAGE` names it; nobody else sets that.
"""

import os
from collections.abc import Callable

from msgspec.structs import replace

from fieldapp.demo import DemoCity
from fieldapp.tour.jobs import Parts
from sync.orders import WorkOrder

VARIABLE = "FIELDAPP_TOUR_SABOTAGE"


def sabotaged(city: DemoCity, parts: Parts) -> None:
    """Does the harm that the environment names, if any. Raises KeyError for one that is not known."""
    name = os.environ.get(VARIABLE)
    if name:
        HARMS[name](city, parts)


def _lose_note(city: DemoCity, parts: Parts) -> None:
    """A command's effect is gone, as if it had never been applied."""
    city.hub.book.edit_order(parts.disputed.id, lambda order: replace(order, notes=()))


def _apply_twice(city: DemoCity, parts: Parts) -> None:
    """A command has had its effect twice, as if its repeat had not been recognised."""

    def twice(order: WorkOrder) -> WorkOrder:
        return replace(order, history=(*order.history, order.history[-1]))

    city.hub.book.edit_order(parts.closed[2].id, twice)


def _spoil_photo(city: DemoCity, parts: Parts) -> None:
    """A photo's bytes at the hub are not those of the laptop any more."""
    order = city.hub.book.order(parts.closed[1].id)
    assert order is not None
    path = city.hub.blobs.path(order.photos[-1].sha256)
    path.write_bytes(path.read_bytes()[:-1])


HARMS: dict[str, Callable[[DemoCity, Parts], None]] = {
    "lose-note": _lose_note,
    "apply-twice": _apply_twice,
    "spoil-photo": _spoil_photo,
}
