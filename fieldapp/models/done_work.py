"""Which jobs the crew is through with, and which of them since this morning."""

from typing import Final

from sync.clock import parse_ms
from sync.orders import OPEN
from sync.store import OrderLine

_SHIFT_MS: Final = 12 * 3_600_000  # covers a night shift that goes past midnight


def is_done(line: OrderLine) -> bool:
    """Whether the crew is through with it: closed, cancelled, or given to others."""
    return line.status not in OPEN or line.left is not None


def done_ms(line: OrderLine) -> int | None:
    """When it was closed, or left the crew; None where neither happened."""
    at = line.closing.at if line.closing else line.left.at if line.left else None
    return None if at is None else parse_ms(at)


def shift_began_ms(now_ms: int) -> int:
    """What is done since then counts as done today."""
    return now_ms - _SHIFT_MS


def done_today(line: OrderLine, now_ms: int) -> bool:
    """Whether it was closed, or left the crew, in this shift."""
    at_ms = done_ms(line)
    return at_ms is not None and at_ms > shift_began_ms(now_ms)
