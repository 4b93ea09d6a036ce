"""What to send next and how long to wait: pure functions over what is waiting."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from sync.commands import Entry

LONGEST_WAIT_S = 900.0
SHORTEST_WAIT_S = 2.0
CHUNK_GOAL_S = 5.0
HOPELESS_FAILURES, HOPELESS_MS = 5, 24 * 3_600_000
SMALLEST_CHUNK, FIRST_CHUNK, LARGEST_CHUNK = 64 * 1024, 256 * 1024, 4 * 1024 * 1024


def next_batch(
    waiting: Iterable[tuple[str, Entry]], blocked: Mapping[str, float], now_s: float, count: int, size: int
) -> tuple[Entry, ...]:
    """The entries to send in one exchange, from (order id, entry) pairs in the order of `seq`.

    An order in `blocked` waits until that monotonic second, and all of its later commands with it; other orders
    never wait for it. At most `count` entries and `size` bytes, but always at least one, or nothing could pass.
    """
    batch: list[Entry] = []
    total = 0
    for order_id, entry in waiting:
        if blocked.get(order_id, 0.0) > now_s:
            continue
        weight = len(bytes(entry.command)) + 200
        if batch and (len(batch) >= count or total + weight > size):
            break
        batch.append(entry)
        total += weight
    return tuple(batch)


class Failing(msgspec.Struct, frozen=True):
    """How often the hub failed at a command, and since when (milliseconds of the wall clock)."""

    count: int
    since_ms: int


def failed_again(known: Failing | None, now_ms: int) -> Failing:
    """One failure more."""
    return Failing(1, now_ms) if known is None else Failing(known.count + 1, known.since_ms)


def is_hopeless(failing: Failing, now_ms: int) -> bool:
    """Whether the hub is not going to digest the command: five failures over a day or more."""
    return failing.count >= HOPELESS_FAILURES and now_ms - failing.since_ms >= HOPELESS_MS


def back_off(
    previous_s: float, uniform: Callable[[float, float], float], retry_after_s: float = 0.0
) -> float:
    """Seconds to wait after a failed try: decorrelated jitter between 2 s and 15 min, `Retry-After` at least."""
    wait_s = min(LONGEST_WAIT_S, uniform(SHORTEST_WAIT_S, max(previous_s, SHORTEST_WAIT_S) * 3))
    return max(wait_s, retry_after_s)


def next_chunk(chunk: int, took_s: float) -> int:
    """The size of the next upload chunk in bytes, so that one takes about five seconds on this line."""
    wanted = chunk * 2 if took_s < CHUNK_GOAL_S / 2 else chunk
    if took_s > CHUNK_GOAL_S * 2:
        wanted = chunk // 2
    return max(SMALLEST_CHUNK, min(LARGEST_CHUNK, wanted))
