"""A server that says exactly the bytes that a test tells it to, on a real socket."""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Script = Callable[[socket.socket, bytes], None]


class RawServer:
    """Runs `script(connection, request bytes)` for each request of each connection, until it closes the connection."""

    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self.released = threading.Event()
        self._script = script
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    @property
    def url(self) -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self.released.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for thread in self._threads:
            thread.join(5)
        for connection in self._open:
            connection.close()

    def _start(self, job: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=job, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
                self._open.append(connection)
            while request := read_request(connection):
                self.requests.append(request)
                self._script(connection, request)
        except OSError:
            pass
        finally:
            connection.close()


@contextmanager
def serving(script: Script, context: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    server = RawServer(script, context)
    try:
        yield server
    finally:
        server.close()


def read_request(connection: socket.socket) -> bytes:
    """One request with its body, b"" when the other side is gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    length = re.search(rb"(?i)content-length: (\d+)", data)
    whole = data.index(b"\r\n\r\n") + 4 + (int(length.group(1)) if length else 0)
    while len(data) < whole:
        data += connection.recv(65536)
    return data


def nonce_of(request: bytes) -> str:
    found = re.search(rb"(?i)field-sync-nonce: (\w+)", request)
    return found.group(1).decode() if found else ""


def response(
    request: bytes, body: bytes = b"{}", status: str = "200 OK", kind: str = "application/json", more: str = ""
) -> bytes:
    """A response as the hub would give it: the nonce echoed, the length told."""
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"Field-Sync-Nonce: {nonce_of(request)}\r\n{more}\r\n"
    ).encode() + body
