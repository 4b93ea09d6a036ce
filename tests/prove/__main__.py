"""`python -m tests.prove [--deep]`: what stands beside the simulator, one line a part; 1 where anything was lost."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.contract.hub_process import City, HubProcess
from tests.prove import backlog, fault_proxy, kill_matrix
from tests.prove import tus_peers as peers

RESTORED = "tests/contract/test_restored_while_away.py"


def main() -> int:
    """Run it all."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("--deep", action="store_true", help="the kill matrix of all four acts, 10,000 commands")
    deep = parser.parse_args().deep
    wrong = 0
    for part in (killed(deep), bad_lines(), weeks(10_000 if deep else 1_000), tus_peers(), restored()):
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


def bad_lines() -> Iterator[tuple[str, list[object]]]:
    """Every scenario of the fault proxy."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-prove-") as name:
        folder = Path(name)
        hub = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder)
        hub.start()
        try:
            outcomes = {
                scenario.name: fault_proxy.tried(hub, folder / f"laptop-{number}", scenario)
                for number, scenario in enumerate(fault_proxy.SCENARIOS)
            }
        finally:
            hub.close()
    wrong: list[object] = [f"{each}: {why}" for each, why in outcomes.items() if why]
    yield f"bad lines on real sockets: {len(outcomes)} scenarios, {len(wrong)} wrong", wrong


def weeks(count: int) -> Iterator[tuple[str, list[object]]]:
    """What piles up in weeks without a line."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-prove-") as name:
        folder = Path(name)
        hub = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder)
        hub.start()
        try:
            sent = backlog.sent(hub, folder / "laptop", count)
        finally:
            hub.close()
    took = f"recorded in {sent.recorded_s:.0f} s, sent in {sent.sent_s:.0f} s"
    wrong: list[object] = [sent.wrong] if sent.wrong else []
    yield f"{count:,} commands waiting: {took}, {sent.wrong or 'each at the hub once'}", wrong


def tus_peers() -> Iterator[tuple[str, list[object]]]:
    """Two clients of other people, 50 MB each."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-prove-") as name:
        folder = Path(name)
        hub = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder)
        hub.start()
        try:
            for peer in ("tuspy", "tus-js-client"):
                yield _tus_peer(hub, peer, folder / peer)
        finally:
            hub.close()


def _tus_peer(hub: HubProcess, peer: str, folder: Path) -> tuple[str, list[object]]:
    folder.mkdir()
    if peer != "tuspy" and (why := peers.why_no_tus_js(folder)):
        return f"{peer}: NOT RUN, {why}", []
    upload = peers.Upload(hub, City(hub.office, peer).build(), folder, peers.UPLOAD_BYTES + len(peer))
    line = peers.BreakingLine(hub.port, peers.BREAKS_EVERY)
    try:
        wrong = peers.by_tuspy(upload, line, folder) if peer == "tuspy" else peers.by_tus_js(upload, line, folder)
    finally:
        line.close()
    return f"{peer}: 50 MB over a line that broke {line.breaks} times, {wrong or 'digests equal'}", [
        wrong
    ] if wrong else []


def restored() -> Iterator[tuple[str, list[object]]]:
    """A hub put back to an older backup, on each database that is here, and who did what according to it then."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", RESTORED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    story = dict.fromkeys(line for line in done.stdout.splitlines() if line.startswith("  ") and ": " in line)
    outcome = done.stdout.strip().splitlines()[-1]
    wrong: list[object] = [done.stdout[-2000:]] if done.returncode else []
    yield "\n".join([f"hub put back to a two-hour-old backup: {outcome}", *story]), wrong


if __name__ == "__main__":
    sys.exit(main())
