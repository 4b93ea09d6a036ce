"""Time and chance that only the seed decides."""

import random

from sync.clock import Clock

START_MS = 1_764_000_000_000


class World:
    """The time that everybody shares: milliseconds since the schedule began."""

    def __init__(self) -> None:
        self.elapsed_ms = 0

    def pass_ms(self, milliseconds: float) -> None:
        """Lets time go by."""
        self.elapsed_ms += max(1, round(milliseconds))


class VirtualClock(Clock):
    """One machine's clock. `skew_ms` is how wrong its wall clock is."""

    def __init__(self, world: World, rng: random.Random, skew_ms: int = 0) -> None:
        super().__init__()
        self._world, self._rng = world, rng
        self.skew_ms = skew_ms

    def wall_ms(self) -> int:
        """The machine's own idea of the time."""
        return START_MS + self._world.elapsed_ms + self.skew_ms

    def monotonic_s(self) -> float:
        """Seconds since the schedule began."""
        return self._world.elapsed_ms / 1000

    def random_bits(self, count: int) -> int:
        """Bits that the seed decides."""
        return self._rng.getrandbits(count)


class Crashed(BaseException):
    """The process that ran this step is gone: a kill, not an error, so nothing may catch it on the way.

    With `power` the whole machine went, and what was not synced with it.
    """

    def __init__(self, step: str, *, power: bool = False) -> None:
        super().__init__(step)
        self.step, self.power = step, power
