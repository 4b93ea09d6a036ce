"""Processes made to be killed, forked from one that has everything imported, so that each is fresh and there at once.

`python -m tests.prove.short_lives FD` does what comes through the socket FD. All talk goes through that socket
(`sendto`, `recvfrom`), so that every `write` in a trace of an act is one to its folder.
"""

import ctypes
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import msgspec

from sync.commands import chained
from sync.photo_refused import PhotoRefused
from sync.states import PhotoState
from sync.store import Store, StoreProblem, schema
from sync.store.database import run
from tests.builders import KEY, StillClock
from tests.prove.acts import ACTS, Act, Promise, digest_of

ROOT = Path(__file__).parents[2]
LARGEST_MESSAGE = 1 << 17
PLANTED = "9999"
LATE = ("alembic.config", "alembic.runtime.environment", "alembic.script", "pillow_heif")
ANSWER_S = 60.0
STEP = f'''
from alembic import op
revision, down_revision = "{PLANTED}", "{schema.REVISIONS[-1]}"
def upgrade():
    op.execute("ALTER TABLE outbox ADD COLUMN planted TEXT NOT NULL DEFAULT ''")
    op.execute("CREATE TABLE planted AS SELECT * FROM outbox")
'''


class Pictured(msgspec.Struct, frozen=True):
    """A photo's row, and the digest of the bytes that its file has, "" where there is none to read."""

    photo_id: str
    command_id: str
    state: str
    sha256: str
    digest: str


class Found(msgspec.Struct, frozen=True):
    """What a fresh process found in the folder; `code` where it could not be opened."""

    code: str = ""
    commands: tuple[tuple[str, str, str], ...] = ()
    """Id, digest, state."""
    photos: tuple[Pictured, ...] = ()
    unknown: tuple[str, ...] = ()
    """Files that no row knows, or whose photo was purged."""
    orders: int = 0
    cursor: str = ""
    chained: bool = True


class Wanted(msgspec.Struct, frozen=True):
    """Prepare, run or look: for one act, in one folder. A runner waits for a second message before it begins."""

    what: str
    act: str
    folder: str


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message of a short life: its number when it waits, what it promised, how it ended, what it found."""

    waits: int = 0
    promise: Promise | None = None
    refused: str = ""
    broken: str = ""
    over: bool = False
    status: int = 0
    found: Found | None = None


class ShortLives:
    """Starts them, one after the other; in a `with` block."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(ANSWER_S)
        with theirs:
            self._parent = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())], pass_fds=[theirs.fileno()], cwd=ROOT
            )

    def __enter__(self) -> "ShortLives":
        return self

    def __exit__(self, *_: TracebackType | type[BaseException] | BaseException | None) -> None:
        self._socket.close()
        try:
            self._parent.wait(10)
        except subprocess.TimeoutExpired:
            self._parent.kill()
            self._parent.wait()

    def begin(self, what: str, act: str, folder: Path) -> int:
        """A life that is about to act; its process id."""
        self._send(msgspec.json.encode(Wanted(what, act, str(folder))))
        return self._hear().waits

    def go(self) -> list[Said]:
        """Let it; all that it said until it was over, which is the last message."""
        self._send(b"go")
        heard = [self._hear()]
        while not heard[-1].over:
            heard.append(self._hear())
        return heard

    def all_of(self, what: str, act: str, folder: Path) -> list[Said]:
        """A life that nobody disturbs. Raises AssertionError where it did not end well."""
        self.begin(what, act, folder)
        heard = self.go()
        wrong = [said for said in heard if said.broken or said.refused or said.status]
        assert not wrong, f"{what} {act}: {wrong}"
        return heard

    def _send(self, message: bytes) -> None:
        self._socket.send(message)

    def _hear(self) -> Said:
        return msgspec.json.decode(self._socket.recv(LARGEST_MESSAGE), type=Said)


class _Life:
    """Inside one of them."""

    def __init__(self, line: socket.socket, migrations: Path) -> None:
        self._line = line
        self._migrations = migrations

    def live(self, wanted: Wanted) -> None:
        act, folder = ACTS[wanted.act], Path(wanted.folder)
        if act.planted and wanted.what != "prepare":
            schema.MIGRATIONS, schema.REVISIONS = self._migrations, (*schema.REVISIONS, PLANTED)  # type: ignore[misc]
        with suppress(AttributeError):  # Yama lets only parents trace, unless one is allowed to
            ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
        self._say(Said(waits=os.getpid()))
        self._line.recv(LARGEST_MESSAGE)
        try:
            self._do(wanted.what, act, folder)
        except (StoreProblem, PhotoRefused) as problem:
            self._say(Said(refused=problem.code))
        except Exception as error:  # noqa: BLE001  # whatever it is, it has no code, and that is what is wrong
            self._say(Said(broken=f"{type(error).__name__}: {error}"))

    def _do(self, what: str, act: Act, folder: Path) -> None:
        if what == "prepare":
            for promise in act.prepare(folder):
                self._promise(promise)
        elif what == "run":
            act.run(folder, self._promise)
        else:
            self._say(Said(found=looked(folder, act.now)))

    def _promise(self, promise: Promise) -> None:
        self._say(Said(promise=promise))

    def _say(self, said: Said) -> None:
        self._line.send(msgspec.json.encode(said))


def looked(folder: Path, now: str) -> Found:
    """Open the folder as the program does at its next start, and take stock."""
    try:
        store = Store.open(folder, KEY, StillClock(now))
    except StoreProblem as problem:
        return Found(problem.code)
    try:
        with store._inside.database.read() as connection:
            rows = run(connection, "SELECT id, hash, prev_hash, bytes FROM outbox ORDER BY seq")
            photos = run(connection, "SELECT id, command_id, state, sha256 FROM photos ORDER BY id")
            orders = run(connection, "SELECT count(*) FROM orders")[0][0]
        states = {item.command.id: (item.command, item.state.value) for item in store.outbox()}
        commands = tuple(
            (name, digest_of(msgspec.json.encode(command)), state) for name, (command, state) in states.items()
        )
        tied = all(own == chained(before, raw) for _, own, before, raw in rows) and all(
            later[2] == earlier[1] for earlier, later in pairwise(rows)
        )
        known = {photo_id for photo_id, _, state, _ in photos if state != PhotoState.PURGED}
        names = (path.name for path in (folder / "photos").iterdir())
        return Found(
            commands=commands,
            photos=tuple(Pictured(p, c, s, sha, _bytes_of(store, p)) for p, c, s, sha in photos),
            unknown=tuple(name for name in names if name.split(".")[0] not in known or name.endswith(".tmp")),
            orders=orders,
            cursor=store.line.cursor() or "",
            chained=tied and len(rows) == len(commands),
        )
    finally:
        store.close()


def _bytes_of(store: Store, photo_id: str) -> str:
    saved = store._inside.files.find(photo_id)
    return digest_of(store._inside.files.read(photo_id)) if saved and saved.size_bytes else ""


def main(descriptor: int) -> None:
    """The parent: one life after the other, until nobody asks any more."""
    for name in LATE:
        __import__(name)
    line = socket.socket(fileno=descriptor)
    with tempfile.TemporaryDirectory(prefix="fieldapp-prove-") as name:
        migrations = Path(name, "migrations")
        shutil.copytree(schema.MIGRATIONS, migrations)
        (migrations / "versions" / f"{PLANTED}_planted.py").write_text(STEP)
        life = _Life(line, migrations)
        while message := line.recv(LARGEST_MESSAGE):
            child = os.fork()
            if child == 0:
                life.live(msgspec.json.decode(message, type=Wanted))
                os._exit(0)
            _, status = os.waitpid(child, 0)
            line.send(msgspec.json.encode(Said(over=True, status=os.waitstatus_to_exitcode(status))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
