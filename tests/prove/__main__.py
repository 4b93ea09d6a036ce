"""`python -m tests.prove [--deep]`: what stands beside the simulator, one line a part; 1 where anything was lost."""

import argparse
import sys
import time
from collections.abc import Iterator

from tests.prove import kill_matrix


def main() -> int:
    """Run it all."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("--deep", action="store_true", help="the kill matrix of all four acts, not only of a save")
    deep = parser.parse_args().deep
    wrong = 0
    for part in (killed(deep),):
        began_s = time.monotonic()
        for line, faults in part:
            print(f"{line}  ({time.monotonic() - began_s:.0f} s)", flush=True)
            for fault in faults:
                print(f"  WRONG: {fault}", flush=True)
            wrong += len(faults)
            began_s = time.monotonic()
    return 1 if wrong else 0


def killed(deep: bool) -> Iterator[tuple[str, list[object]]]:
    """The kill matrix."""
    if why := kill_matrix.why_not():
        yield f"kill matrix: NOT RUN, {why}", ["the kill matrix did not run"]
        return
    for act in kill_matrix.NAMES if deep else kill_matrix.NAMES[:1]:
        points, faults = kill_matrix.whole_matrix(act)
        yield f"kill matrix, {act}: {points} points (killed, disk full, disk broken), {len(faults)} wrong", [*faults]


if __name__ == "__main__":
    sys.exit(main())
