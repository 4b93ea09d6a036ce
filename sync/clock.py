"""Time, chance and new ids: the three things that the core takes from outside, so that a simulator can hand them in."""

import random
import time
from datetime import UTC, datetime
from uuid import UUID


class Clock:
    """The machine's own clock and chance. Everything in `sync` that needs either is given one of these."""

    def __init__(self) -> None:
        self._random = random.SystemRandom()

    def wall_ms(self) -> int:
        """Milliseconds since 1970 by the wall clock, which may be wrong and may jump."""
        return time.time_ns() // 1_000_000

    def monotonic_s(self) -> float:
        """Seconds of a clock that never goes back; only differences mean anything."""
        return time.monotonic()

    def random_bits(self, count: int) -> int:
        """An integer of `count` random bits."""
        return self._random.getrandbits(count)

    def now(self) -> str:
        """The wall clock's time as RFC 3339 in UTC with milliseconds, `2026-11-22T10:46:03.120Z`."""
        return rfc3339(self.wall_ms())

    def uniform(self, low: float, high: float) -> float:
        """A number between `low` and `high`."""
        return low + (high - low) * self.random_bits(53) / (1 << 53)

    def new_id(self) -> str:
        """A UUID version 7 (RFC 9562): sorts by the time it was made, and needs no server."""
        stamp = (self.wall_ms() & ((1 << 48) - 1)) << 80
        rest = self.random_bits(74)
        value = stamp | 0x7 << 76 | (rest >> 62) << 64 | 0b10 << 62 | (rest & ((1 << 62) - 1))
        return str(UUID(int=value))


def rfc3339(milliseconds: int) -> str:
    """Milliseconds since 1970 as RFC 3339 in UTC."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03d}Z"


def parse_ms(text: str) -> int:
    """RFC 3339 as milliseconds since 1970. Raises ValueError where it is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no offset in the time {text!r}")
    return round(moment.timestamp() * 1000)
