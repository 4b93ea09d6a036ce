"""HTTP over real sockets: one session, the system's trust store, and a deadline that nothing outlives."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final

import requests
import truststore
import zstandard
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError
from urllib3.exceptions import SSLError as PoolSSLError
from urllib3.poolmanager import PoolManager

from sync.transport import HttpResponse, NoLine

CONNECT_S: Final = 5.0
READ_S: Final = 20.0
PIECE_BYTES: Final = 1024 * 1024
LARGEST_BODY: Final = 64 * 1024 * 1024
"""A body that is read as a whole may not be larger, after decompression."""

_this_thread = threading.local()


class RequestsTransport:
    """A `Transport` on `requests`. Any thread may send; one may `close` while others wait for an answer.

    Never follows a redirect, keeps no cookies, reads no .netrc; the proxies are those that the environment names
    for `base_url` now.
    """

    def __init__(self, base_url: str) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.proxies.update(get_environ_proxies(base_url, no_proxy=None))
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"User-Agent": "Fieldapp", "Accept-Encoding": "zstd, gzip"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter(pool_connections=4, pool_maxsize=4))
        self._lock = threading.Lock()
        self._calls: set[_Call] = set()
        self._closed = False

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        """One request. With `stream` the body comes in pieces, which may raise NoLine too, and must be read or closed.

        `deadline_s` is for all of it, the body included. Raises NoLine: NET-DNS, NET-REFUSED, NET-TIMEOUT, NET-TLS,
        NET-CUT, NET-DEADLINE, NET-PROXY, NET-TOO-LARGE, NET-STOPPED.
        """
        call = self._begun(deadline_s)
        pieces: Iterator[bytes] | None = None
        try:
            _this_thread.call = call
            response = self._session.request(
                method,
                url,
                headers=headers,
                data=body,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
            )
            names = {name.lower(): value for name, value in response.headers.items()}
            pieces = self._pieces(call, response)
            next(pieces)  # now closing it ends the call, even if nobody ever reads
            if stream:
                return HttpResponse(response.status_code, names, pieces)
            return HttpResponse(response.status_code, names, _whole(pieces))
        except (requests.RequestException, HTTPError, OSError) as error:
            raise NoLine(call.why or _code(error)) from error
        finally:
            if pieces is None:
                self._end(call)

    def close(self) -> None:
        """Cut every call under way (they end with NET-STOPPED) and refuse all later ones."""
        with self._lock:
            self._closed = True
            calls = list(self._calls)
        for call in calls:
            call.cut("NET-STOPPED")
        self._session.close()

    def _begun(self, deadline_s: float) -> "_Call":
        with self._lock:
            if self._closed:
                raise NoLine("NET-STOPPED")
            call = _Call(deadline_s)
            self._calls.add(call)
        return call

    def _end(self, call: "_Call") -> None:
        call.end()
        with self._lock:
            self._calls.discard(call)

    def _pieces(self, call: "_Call", response: requests.Response) -> Iterator[bytes]:
        try:
            yield b""
            yield from _decoded(response)
            if call.why:  # a cut line looks like an end where the body has no length
                raise NoLine(call.why)
        except (requests.RequestException, HTTPError, OSError, zstandard.ZstdError) as error:
            raise NoLine(call.why or _code(error)) from error
        finally:
            response.close()
            self._end(call)


def _decoded(response: requests.Response) -> Iterator[bytes]:
    """The body's pieces, decompressed: urllib3 knows gzip, zstd it would need another package for."""
    pieces: Iterator[bytes] = response.iter_content(PIECE_BYTES)
    if response.headers.get("Content-Encoding", "").lower() != "zstd":
        yield from pieces
        return
    opener = zstandard.ZstdDecompressor().decompressobj(read_across_frames=True)
    for piece in pieces:
        if plain := opener.decompress(piece):
            yield plain


def _whole(pieces: Iterator[bytes]) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > LARGEST_BODY:
            raise NoLine("NET-TOO-LARGE")
    return bytes(body)


def _code(error: BaseException) -> str:
    """What kind of silence it was, from the chain of errors that the layers wrapped around each other."""
    chain = list(_chain(error))
    kinds: tuple[tuple[str, tuple[type[BaseException], ...]], ...] = (
        ("NET-TLS", (ssl.SSLError, PoolSSLError, requests.exceptions.SSLError)),
        ("NET-DNS", (socket.gaierror, NameResolutionError)),
        ("NET-REFUSED", (ConnectionRefusedError, NewConnectionError)),  # also a network that is down
        ("NET-TIMEOUT", (TimeoutError, requests.Timeout)),
        ("NET-PROXY", (requests.exceptions.ProxyError,)),
        ("NET-URL", (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)),
    )
    for code, types in kinds:
        if any(isinstance(each, types) for each in chain):
            return code
    return "NET-CUT"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]


class _Call:
    """One request under way: the sockets that a watchdog, or somebody who wants to stop, must cut.

    A blocked read in another thread ends when its connection is shut down, so each is shut down through a second
    descriptor: the first one may be wrapped by TLS by then, or handed on to the response.
    """

    def __init__(self, deadline_s: float) -> None:
        self.why = ""
        self._lock = threading.Lock()
        self._twins: list[socket.socket] = []
        self._stirred = threading.Event()
        self._watchdog = threading.Timer(deadline_s, self.cut, ("NET-DEADLINE",))
        self._watchdog.daemon = True
        self._watchdog.start()

    def cut(self, why: str) -> None:
        """End the call now; its error's code is `why`."""
        with self._lock:
            self.why = self.why or why
            self._stirred.set()
            for twin in self._twins:
                _shut(twin)

    def watch(self, sock: socket.socket) -> None:
        """Take a connection under watch."""
        with self._lock:
            twin = socket.fromfd(sock.fileno(), sock.family, sock.type, sock.proto)
            self._twins.append(twin)
            if self.why:
                _shut(twin)

    def opened(self, connect: Callable[[], socket.socket]) -> socket.socket:
        """What `connect` returns, without outliving a cut: asking for a name's address cannot be interrupted."""
        outcome: Future[socket.socket] = Future()

        def attempt() -> None:
            try:
                outcome.set_result(connect())
            except (OSError, HTTPError) as error:
                outcome.set_exception(error)

        outcome.add_done_callback(lambda _done: self._stirred.set())
        threading.Thread(target=attempt, name="connect", daemon=True).start()
        self._stirred.wait()
        if self.why:
            outcome.add_done_callback(_dropped)
            raise ConnectionAbortedError(self.why)
        self._stirred.clear()
        sock = outcome.result()
        self.watch(sock)
        return sock

    def end(self) -> None:
        """The call is over, however."""
        self._watchdog.cancel()
        with self._lock:
            for twin in self._twins:
                twin.close()
            self._twins.clear()


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is shut already


def _dropped(outcome: "Future[socket.socket]") -> None:
    if outcome.exception() is None:
        outcome.result().close()


class _WatchedConnection(HTTPConnection):
    """A connection that tells the call which it serves."""

    def _new_conn(self) -> socket.socket:
        call: _Call = _this_thread.call
        return call.opened(super()._new_conn)

    def putrequest(self, *args: Any, **kwargs: Any) -> None:
        """Start a request, on a connection that may have served an earlier call."""
        if self.sock is not None:
            _this_thread.call.watch(self.sock)
        super().putrequest(*args, **kwargs)


class _WatchedTlsConnection(_WatchedConnection, HTTPSConnection):
    """The same over TLS."""


class _WatchedPool(HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTlsConnection


class _Adapter(HTTPAdapter):
    """Watched connections that trust what the system trusts, directly and through a proxy."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make the pools."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=_tls(), **options)
        _watched(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Make the pools behind a proxy."""
        return _watched(super().proxy_manager_for(proxy, ssl_context=_tls(), **options))

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the certificates to the context: no bundle of our own beside the system's."""
        conn.cert_reqs = "CERT_REQUIRED"


def _tls() -> truststore.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _watched(pools: PoolManager) -> PoolManager:
    pools.pool_classes_by_scheme = {"http": _WatchedPool, "https": _WatchedTlsPool}
    return pools
