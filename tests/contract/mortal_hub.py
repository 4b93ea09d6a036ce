"""A hub that is made to be killed: forked from a process with everything imported, so it is back at once."""

import multiprocessing
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from sync.clock import Clock
from sync.server.app import serve
from sync.server.hub import Hub

_forks = multiprocessing.get_context("forkserver")


def live(database_url: str, folder: Path, port: int, ready: Connection) -> None:
    """Serve until killed; says its port when it answers."""
    hub = Hub(database_url, folder, Clock())
    ready.send(serve(hub, "127.0.0.1", port).port)
    threading.Event().wait()


class MortalHub:
    """Start, kill, start again on the same port."""

    def __init__(self, database_url: str, folder: Path) -> None:
        _forks.set_forkserver_preload([__name__])
        self._where = (database_url, folder)
        self._process: multiprocessing.process.BaseProcess | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        theirs, ours = _forks.Pipe(duplex=False)
        self._process = _forks.Process(target=live, args=(*self._where, self.port, ours), daemon=True)
        self._process.start()
        assert theirs.poll(20), "the hub does not come up"
        self.port = theirs.recv()
        theirs.close()
        ours.close()

    def kill(self) -> None:
        """SIGKILL, and wait until nothing is left of it."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
