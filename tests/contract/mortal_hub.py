"""A hub that is made to be killed: forked from a process with everything imported, so it is back at once."""

import os
import signal
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

from sync.clock import Clock
from sync.server.app import serve
from sync.server.hub import Hub

ROOT = Path(__file__).parents[2]
# What a server imports only when it starts or is first called.
LATE = (
    "anyio._backends._asyncio",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.lifespan.off",
    "sqlalchemy.dialects.postgresql.psycopg",
    "psycopg",
)


class MortalHub:
    """Start, kill, start again on the same port."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.port = 0
        self._parent = subprocess.Popen(
            [sys.executable, "-m", __name__, database_url, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """A new process, and wait until it answers."""
        self.port = int(self._ask(f"start {self.port}"))

    def kill(self) -> None:
        """SIGKILL, and wait until nothing is left of the process."""
        assert self._ask("kill 0") == "dead"

    def close(self) -> None:
        """Kill it for the last time."""
        self._parent.communicate(timeout=20)

    def _ask(self, words: str) -> str:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(f"{words}\n")
        self._parent.stdin.flush()
        return self._parent.stdout.readline().strip()


def main(database_url: str, folder: str) -> None:
    """The parent: forks a hub for each `start PORT` that it reads, kills it at each `kill` and at the end."""
    for name in LATE:
        import_module(name)
    child = 0
    for line in sys.stdin:
        word, _, port = line.partition(" ")
        if word == "kill":
            _end(child)
            child = 0
            _say("dead")
        elif (child := os.fork()) == 0:
            hub = Hub(database_url, Path(folder), Clock())
            _say(str(serve(hub, "127.0.0.1", int(port)).port))
            threading.Event().wait()
    _end(child)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _end(child: int) -> None:
    if child:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
