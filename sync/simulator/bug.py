"""A seeded bug: a small change to the real code, in it for one run."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

Wrong = Callable[[Any], Any]
"""Takes the right function, or value, and returns the wrong one."""


@dataclass(frozen=True)
class Bug:
    """What is wrong, and where (owner, name, wrong function); `budget` where it may take more schedules than others."""

    what: str
    patches: tuple[tuple[Any, str, Wrong], ...]
    budget: int = 0

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The bug is in the code inside this block."""
        with ExitStack() as undo:
            for owner, name, wrong in self.patches:
                right = owner.__dict__[name]
                function = right.__func__ if isinstance(right, staticmethod) else right
                setattr(owner, name, wrong(function))
                undo.callback(setattr, owner, name, right)
            yield


def never(_right: Any) -> Any:
    """Does nothing at all."""
    return lambda *_args, **_kwargs: None


def always(value: Any) -> Wrong:
    """Says this, whatever it is asked."""
    return lambda _right: lambda *_args, **_kwargs: value


def instead(value: Any) -> Wrong:
    """Another constant in its place."""
    return lambda _right: value


def same(right: Any) -> Any:
    """No bug: the right function by another way."""

    def unharmed(*args: Any, **kwargs: Any) -> Any:
        return right(*args, **kwargs)

    return unharmed
