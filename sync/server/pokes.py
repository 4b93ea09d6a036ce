"""The stream of events: tells each listening device within a second that it has news."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from sync.server.hub import Hub
from sync.server.people import ACCESS_S
from sync.server.scopes import Session

LOOK_EVERY_S = 0.5  # other processes of the same hub write too, and tell nobody but the database
KEEP_ALIVE_S = 15.0
POKE = b"event: poke\ndata: {}\n\n"
KEEP_ALIVE = b":\n\n"


class _Listener:
    """One open stream."""

    def __init__(self, session: Session) -> None:
        self.device = session.device
        self.scopes = frozenset(session.scopes)
        self.woken = asyncio.Event()
        self.poked = True  # whatever happened before it listened


class Pokes:
    """Watches the hub's feed while anybody listens; lives in the server's event loop."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._listeners: set[_Listener] = set()
        self._look = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task[None] | None = None
        self._closing = threading.Event()
        hub.listen(self._committed)

    async def stream(self, session: Session) -> AsyncIterator[bytes]:
        """Server-sent events until the hub stops or the access token is too old."""
        listener = _Listener(session)
        self._begin(listener)
        ends_at = time.monotonic() + ACCESS_S
        try:
            while not self._closing.is_set() and time.monotonic() < ends_at:
                yield POKE if listener.poked else KEEP_ALIVE
                listener.poked = False
                try:
                    await asyncio.wait_for(listener.woken.wait(), KEEP_ALIVE_S)
                except TimeoutError:
                    continue
                listener.woken.clear()
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """End all streams; from any thread."""
        self._closing.set()
        self._wake()

    def _begin(self, listener: _Listener) -> None:
        self._listeners.add(listener)
        self._loop = asyncio.get_running_loop()
        if self._watch is None or self._watch.done():
            self._watch = self._loop.create_task(self._watching())

    async def _watching(self) -> None:
        """Look for news every half second, and at once after a commit of this process."""
        seen = await run_in_threadpool(self._hub.database.latest)
        told_at = 0.0
        while self._listeners and not self._closing.is_set():
            with_stream = frozenset(listener.device for listener in self._listeners)
            if time.monotonic() - told_at > KEEP_ALIVE_S:
                told_at = time.monotonic()
                await run_in_threadpool(self._hub.presences.listening, with_stream)
            try:
                await asyncio.wait_for(self._look.wait(), LOOK_EVERY_S)
            except TimeoutError:
                pass
            self._look.clear()
            seen, scopes = await run_in_threadpool(self._hub.database.news_since, seen)
            self._poke(scopes)
        for listener in self._listeners:
            listener.woken.set()

    def _poke(self, scopes: frozenset[str]) -> None:
        for listener in self._listeners:
            if listener.scopes & scopes:
                listener.poked = True
                listener.woken.set()

    def _committed(self, _scopes: frozenset[str]) -> None:
        self._wake()

    def _wake(self) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(self._look.set)
            except RuntimeError:  # the loop closed in between: nobody listens any more
                return
