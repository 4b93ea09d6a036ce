"""What the line carries: the first sync against a bare client, and a look that finds nothing new."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.floor import BareLaptop
from tests.bench.relay import Relay
from tests.bench.town import Laptop, Town

PAGES_BUDGET = 1.5
QUIET_REQUESTS, QUIET_KB = 1, 1.0


def first_sync(town: Town, folder: Path, rounds: int) -> Iterator[Figure]:
    """Ours and the bare client's in turn. The last of each stays: `folder/laptop`, and what `bare_file` names."""
    ours, bare = [], []
    for number in range(rounds):
        twin = BareLaptop(bare_file(folder, number))
        bare.append(twin.first_sync(town))
        twin.close()
        last = number == rounds - 1
        laptop = Laptop(town, folder / ("laptop" if last else f"laptop-{number}"))
        began = time.perf_counter()
        laptop.settle()
        ours.append(time.perf_counter() - began)
        laptop.close()
    middle, floor = statistics.median(ours), statistics.median(bare)
    yield Figure(f"first sync of {town.orders:,}, searchable", middle, "s", floor, PAGES_BUDGET)


def bare_file(folder: Path, number: int) -> Path:
    """The bare client's file of one round."""
    return folder / f"bare-{number}.db"


def nothing_new(town: Town, folder: Path) -> Iterator[Figure]:
    """A nudge when all is known, behind a relay that counts."""
    relay = Relay(town.url)
    laptop = Laptop(town, folder / "quiet", relay.url)
    try:
        laptop.settle()
        before, began = (relay.requests, relay.up + relay.down), time.perf_counter()
        laptop.settle()
        took_ms = (time.perf_counter() - began) * 1000
        yield Figure("nothing new, requests", relay.requests - before[0], "", None, QUIET_REQUESTS)
        yield Figure("nothing new, on the wire", (relay.up + relay.down - before[1]) / 1000, "kB", None, QUIET_KB)
        yield Figure("nothing new, until we know", took_ms, "ms")
    finally:
        laptop.close()
        relay.close()
