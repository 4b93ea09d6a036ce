"""Drawing in small steps, so that the window gets its turn: Qt's painting holds Python's one lock."""

from threading import Event
from time import perf_counter
from typing import Final

_STEP_S: Final = 0.002
_PAUSE_S: Final = 0.0003


class Turns:
    """Counts how long a thread has worked without letting the window in."""

    def __init__(self) -> None:
        self._since = perf_counter()
        self._pause = Event()  # never set: waiting for it lets go of the lock, and that is all

    def give(self) -> None:
        """To be called between any two steps; lets the window in where the last turn is long ago."""
        if perf_counter() - self._since > _STEP_S:
            self._pause.wait(_PAUSE_S)
            self._since = perf_counter()
