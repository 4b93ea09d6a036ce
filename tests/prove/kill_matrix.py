"""Kill at every syscall that changes the disk, and have every one of them fail: what was promised is there afterwards.

`strace` injects it into real processes on real folders: SIGKILL instead of the N-th write, or ENOSPC or EIO for it.
The kernel and its page cache live on, so a forgotten fsync is not seen here; the simulator loses unsynced writes.
"""

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from sync.states import CommandState, PhotoState
from tests.prove.acts import Promise
from tests.prove.short_lives import Found, Said, ShortLives

SYSCALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")
KILL, FULL, BROKEN = "signal=KILL", "error=ENOSPC", "error=EIO"
FOR_GOOD = "+"
NAMES = ("save", "absorb", "migrate", "purge")
MISTAKES = ("told-too-early", "row-before-file")
_CALL = re.compile(rf"^(\d+) +({'|'.join(SYSCALLS)})\(")
_ATTACHED = re.compile(r"strace: Process \d+ attached")
_OF_LAPTOP = frozenset({CommandState.QUEUED.value, CommandState.SENDING.value})


class Point(msgspec.Struct, frozen=True):
    """The `number`-th call of `syscall`, and what happens instead; with `lasting` to all later ones too."""

    syscall: str
    number: int
    fault: str
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.syscall}:{self.fault}:when={self.number}{FOR_GOOD if self.lasting else ''}"


class Fault(msgspec.Struct, frozen=True):
    """What was wrong after a fault at a point."""

    act: str
    point: str
    wrong: str


def why_not() -> str:
    """Why nothing can be injected here, "" where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"ptrace is not allowed here: {tried.stderr.strip()}"


class Matrix:
    """One act, prepared once; each point is tried on a copy of what was prepared."""

    def __init__(self, lives: ShortLives, act: str, folder: Path) -> None:
        self._lives = lives
        self._act = act
        self._ready = folder / f"{act}-ready"
        self._copy = folder / f"{act}-copy"
        self._trace = folder / f"{act}-trace"
        self._before = _promises(lives.all_of("prepare", act, self._ready))
        self.counts = self._counted()

    def points(self, faults: Sequence[str] = (KILL, FULL, BROKEN)) -> Iterator[Point]:
        """All points: each call with each fault, and a disk that stays full from there on."""
        for syscall, count in sorted(self.counts.items()):
            for number in range(1, count + 1):
                for fault in faults:
                    if fault in (KILL, BROKEN) or syscall not in ("unlink", "fsync", "fdatasync"):
                        yield Point(syscall, number, fault)
                    if fault == FULL and syscall in ("write", "pwrite64"):
                        yield Point(syscall, number, fault, lasting=True)

    def tried(self, point: Point) -> Fault | None:
        """What was wrong after that; None where nothing was."""
        heard = self._run(["-e", f"trace={point.syscall}", "-e", f"inject={point}"])
        wrong = self._judged(point, heard)
        return Fault(self._act, str(point), wrong) if wrong else None

    def _judged(self, point: Point, heard: list[Said]) -> str:
        ends = [said for said in heard if said.over or said.refused or said.broken]
        if ends[0].broken:
            return f"it ended without a code: {ends[0].broken}"
        if (ends[-1].status != 0) != (point.fault == KILL):
            return f"it ended with {ends[-1].status}"
        promised = [*self._before, *_promises(heard)]
        (found,) = (said.found for said in self._lives.all_of("look", self._act, self._copy) if said.found)
        return what_is_wrong(promised, found, refused=bool(ends[0].refused), act=self._act)

    def _counted(self) -> Counter[str]:
        """How often an undisturbed run makes each call. One thread makes them all, as strace counts by thread."""
        heard = self._run(["-e", f"trace={','.join(SYSCALLS)}"])
        wrong = self._judged(Point("", 0, BROKEN), heard)
        assert not wrong, f"{self._act}, with no fault: {wrong}"
        calls = [found for line in self._trace.read_text().splitlines() if (found := _CALL.match(line))]
        assert len({call[1] for call in calls}) == 1, "more than one thread writes"
        return Counter(call[2] for call in calls)

    def _run(self, inject: list[str]) -> list[Said]:
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._ready, self._copy)
        pid = self._lives.begin("run", self._act, self._copy)
        tracer = subprocess.Popen(
            ["strace", "-f", "-o", str(self._trace), *inject, "-p", str(pid)], stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        with tracer.stderr:
            said = tracer.stderr.readline()
            assert _ATTACHED.match(said), said
            heard = self._lives.go()
            tracer.wait(10)
        return heard


def what_is_wrong(promised: Sequence[Promise], found: Found, *, refused: bool, act: str) -> str:
    """What the folder has not that was promised, or has that nobody can explain; "" where all is well."""
    if found.code:
        return f"it does not open: {found.code}"
    commands = {name: digest for name, digest, _ in found.commands}
    if len(commands) != len(found.commands) or not found.chained:
        return "a command is there twice, or the chain is broken"
    photos = {photo.photo_id: photo for photo in found.photos}
    for promise in promised:
        if promise.command_id and commands.get(promise.command_id) != promise.digest:
            return f"the command {promise.command_id} was promised and is not there as it was"
        if promise.photo_id and (promise.photo_id not in photos or photos[promise.photo_id].digest != promise.sha256):
            return f"the photo {promise.photo_id} was promised and is not there as it was"
        if promise.cursor and promise.cursor != found.cursor:
            return "an answer was taken in and is forgotten"
    for photo in found.photos:
        if photo.digest != photo.sha256 and photo.state != PhotoState.PURGED:
            return f"the photo {photo.photo_id} is {photo.state} and its bytes are not there"
        if photo.command_id not in commands:
            return f"the photo {photo.photo_id} has no command"
    if found.unknown:
        return f"left behind: {found.unknown}"
    extra = len(commands) - sum(1 for promise in promised if promise.command_id)
    return _unpromised(act, found, extra, refused=refused)


def _unpromised(act: str, found: Found, extra: int, *, refused: bool) -> str:
    """What may be there beside the promises: in a save, the one act whose promise the kill cut off."""
    if act in ("save", *MISTAKES) and extra > (0 if refused else 1):
        return f"{extra} commands that nobody promised"
    if act == "absorb":
        if extra or found.orders not in (3, 203):
            return "a part of a page"
        waiting = {state in _OF_LAPTOP for _, _, state in found.commands}
        # Without a cursor: this folder is a copy, which noticed that, and is due for a snapshot.
        before, after = (("cursor-1", 3, {True}), ("", 3, {True})), ("cursor-2", 203, {False})
        if (found.cursor, found.orders, waiting) not in (*before, after):
            return "rows, verdicts and cursor did not move together"
    return ""


def _promises(heard: Sequence[Said]) -> list[Promise]:
    return [said.promise for said in heard if said.promise is not None]


def whole_matrix(act: str, faults: Sequence[str] = (KILL, FULL, BROKEN)) -> tuple[int, list[Fault]]:
    """How many points an act has, and what was wrong at any; two at a time, each with folders of its own."""

    def share(odd: int) -> tuple[int, list[Fault]]:
        with scratch() as folder, ShortLives() as lives:
            one = Matrix(lives, act, Path(folder))
            points = list(one.points(faults))[odd::2]
            return len(points), [wrong for point in points if (wrong := one.tried(point)) is not None]

    with ThreadPoolExecutor(2) as two:
        (evens, some), (odds, others) = two.map(share, (0, 1))
    return evens + odds, some + others


def scratch() -> "tempfile.TemporaryDirectory[str]":
    """Where the folders go."""
    return tempfile.TemporaryDirectory(prefix="fieldapp-prove-")
