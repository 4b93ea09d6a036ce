"""Serves a hub: a thin ASGI adapter over `Hub.answer`, and a server in a thread of its own."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sync.server.calls import Call, Result
from sync.server.hub import BODY_BYTES, Hub
from sync.server.pokes import Pokes
from sync.wire import BASE, Limits

METHODS = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"]
STOP_S = 5


class Server:
    """A hub that is being served, in a thread of its own."""

    def __init__(self, hub: Hub, host: str, port: int) -> None:
        self._pokes = Pokes(hub)
        self._socket = _bound(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        config = uvicorn.Config(
            application(hub, self._pokes), lifespan="off", log_config=None, access_log=False,
            server_header=False, date_header=False, timeout_graceful_shutdown=STOP_S,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Begin to answer. Calls that come before wait in the socket's queue."""
        self._thread.start()

    def close(self) -> None:
        """End the streams, answer what is in hand, and stop. The hub itself stays open."""
        self._pokes.close()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def serve(hub: Hub, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Serve the hub; port 0 takes a free one. Raises OSError where the address is taken."""
    server = Server(hub, host, port)
    server.start()
    return server


def application(hub: Hub, pokes: Pokes) -> Starlette:
    """The ASGI application: every path goes to the hub, but the stream of events."""

    async def answer(request: Request) -> Response:
        largest = Limits().photo_bytes if request.url.path.startswith(f"{BASE}/uploads") else BODY_BYTES
        try:
            body = await _body(request, largest)
        except _HungUp as cut:
            if _takes_a_part(request):  # so that a line that breaks again and again gets an upload through
                await run_in_threadpool(hub.answer, _call(request, cut.body))
            return Response(status_code=400)
        if body is None:
            return _response(await run_in_threadpool(hub.refuse, _call(request, b""), "too-large"))
        return _response(await run_in_threadpool(hub.answer, _call(request, body)))

    async def events(request: Request) -> Response:
        found = await run_in_threadpool(hub.listener, _call(request, b""))
        if isinstance(found, Result):
            return _response(found)
        session, result = found
        return StreamingResponse(pokes.stream(session), headers=result.headers)

    return Starlette(
        routes=[
            Route(f"{BASE}/events", events, methods=["GET"]),
            Route("/{path:path}", answer, methods=METHODS),
        ]
    )


def _call(request: Request, body: bytes) -> Call:
    return Call(request.method, request.url.path, dict(request.query_params), dict(request.headers), body)


class _HungUp(Exception):
    """The other side went away before the end of its body; `body` is what came."""

    def __init__(self, body: bytes) -> None:
        self.body = body


async def _body(request: Request, largest: int) -> bytes | None:
    """The whole body, None where it is larger than that. Raises _HungUp."""
    pieces, size = [], 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > largest:
                return None
            pieces.append(piece)
    except ClientDisconnect as error:
        raise _HungUp(b"".join(pieces)) from error
    return b"".join(pieces)


def _takes_a_part(request: Request) -> bool:
    """Whether the start of a body is as good as all of it: a piece of an upload that has no checksum of its own."""
    whole = any(name in request.headers for name in ("upload-checksum", "content-encoding"))
    return request.method == "PATCH" and request.url.path.startswith(f"{BASE}/uploads/") and not whole


def _response(result: Result) -> Response:
    if isinstance(result.body, bytes):
        return Response(result.body, result.status, result.headers)
    return StreamingResponse(_closing(result.body), result.status, result.headers)


async def _closing(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces; the generator is closed also where the reader went away, since it holds a transaction."""
    try:
        async for piece in iterate_in_threadpool(pieces):
            yield piece
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(run_in_threadpool(_close, pieces))


def _close(pieces: Iterator[bytes]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio does not turn Nagle's algorithm off and each answer waits 40 ms for an ACK.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound
