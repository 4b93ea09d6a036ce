"""What a close-out costs until it is on the disk, against a bare SQLite; as a program, closes jobs under strace."""

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sync.clock import Clock
from sync.commands import CloseOut
from sync.store import Query, Store
from tests.bench.figures import Figure, middle_ms
from tests.bench.floor import BareLaptop
from tests.bench.town import KEY

RATIO_BUDGET, CPU_BUDGET_MS = 3, 0.5
COUNTED = 10


def measured(laptop: Path, bare: BareLaptop, closes: int) -> Iterator[Figure]:
    """Of a laptop folder that has had its first sync, and its bare twin."""
    store = Store.open(laptop, KEY, Clock())
    ids = [line.id for line in store.orders(Query(limit=closes))]
    cpu_ms: list[float] = []

    def close(number: int) -> None:
        began = time.thread_time()
        store.record(ids[number], CloseOut("FIXED", minutes=20))
        cpu_ms.append((time.thread_time() - began) * 1000)

    took_ms = middle_ms(close, len(ids))
    store.close()
    floor_ms = middle_ms(lambda number: bare.close_out(ids[number], number), len(ids))
    yield Figure("close a job, on the disk", took_ms, "ms", floor_ms, RATIO_BUDGET)
    yield Figure("close a job, CPU (projection and encryption included)", statistics.median(cpu_ms), "ms")
    fsyncs = counted_fsyncs(laptop)
    if fsyncs is not None:
        yield Figure("close a job, fsyncs", fsyncs, "", None, 1)


def counted_fsyncs(laptop: Path) -> float | None:
    """Flushes of one close-out: of a run with twice as many less one with as many; None without strace.

    So those of opening the file, and of tidying it when it is closed, do not count.
    """
    if shutil.which("strace") is None:
        return None
    counts = []
    for times in (COUNTED, 2 * COUNTED):
        trace = laptop.parent / f"trace-{times}"
        command = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace), sys.executable, "-m", __name__]
        done = subprocess.run([*command, str(laptop), str(times)], check=False, capture_output=True)
        if done.returncode:
            return None  # a container may forbid tracing
        counts.append(len(re.findall(r"\b(?:fsync|fdatasync)\(", trace.read_text())))
    return (counts[1] - counts[0]) / COUNTED


def main(laptop: str, times: str) -> None:
    """Closes that many open jobs."""
    store = Store.open(Path(laptop), KEY, Clock())
    for line in store.orders(Query(limit=500))[: int(times)]:
        store.record(line.id, CloseOut("FIXED", minutes=20))
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
