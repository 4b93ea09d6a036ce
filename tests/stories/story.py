"""How a story is told twice: as our code is, and without the mechanism that carries it, which must lose something."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.sync.city import City


class Lost(AssertionError):
    """What a crew would have lost, in words."""


class Without(NamedTuple):
    """A mechanism taken out: `wrong` makes of the right function one as a less careful program has it."""

    owner: Any
    name: str
    wrong: Callable[[Any], Any]


@contextmanager
def taken_out(*mechanisms: Without) -> Iterator[None]:
    """Inside this block the program is without them."""
    with ExitStack() as undo:
        for owner, name, wrong in mechanisms:
            right = owner.__dict__[name]
            setattr(owner, name, wrong(right))
            undo.callback(setattr, owner, name, right)
        yield


def story(*mechanisms: Without) -> Callable[[Callable[[Path], None]], Callable[[Path, bool], None]]:
    """A test that holds with our mechanisms, and loses something without them."""

    def decorate(told: Callable[[Path], None]) -> Callable[[Path, bool], None]:
        @pytest.mark.parametrize("carried", [True, False], ids=["ours", "without"])
        def test(tmp_path: Path, carried: bool) -> None:
            if carried:
                told(tmp_path)
            else:
                with taken_out(*mechanisms), pytest.raises(Lost):
                    told(tmp_path)

        test.__name__, test.__doc__ = told.__name__, told.__doc__
        return test

    return decorate


def tell(holds: object, otherwise: str) -> None:
    """A turn of the story; raises Lost where it goes otherwise."""
    if not holds:
        raise Lost(otherwise)


@contextmanager
def a_city(folder: Path, orders: int = 3) -> Iterator[City]:
    """A hub and a laptop that has its jobs."""
    city = City(folder, orders)
    try:
        city.settle()
        city.line.calls.clear()
        yield city
    finally:
        city.close()


def try_for(city: City, seconds: float = 600.0) -> None:
    """Let the engine work for some time, whether or not anything comes of it."""
    ends_s, nudged = city.clock.now_s + seconds, True
    while city.clock.now_s < ends_s:
        wait_s = city.engine.step(nudged).wait_s
        nudged = False
        city.clock.pass_s(max(wait_s, 0.1))


def notes_at_hub(city: City, order_id: str = "o-0001") -> list[str]:
    """What the office reads there."""
    order = city.hub.book.order(order_id)
    return [note.text for note in order.notes] if order else []


def photos_at_hub(city: City, order_id: str = "o-0001") -> list[str]:
    """The digests of the photos whose bytes the office has."""
    order = city.hub.book.order(order_id)
    there = [photo for photo in order.photos if photo.stored] if order else []
    return [photo.sha256 for photo in there if city.hub.blobs.has(photo.sha256)]
