"""The line between a laptop and the hub, on real sockets, and what can be wrong with it."""

import socket
import struct
import threading
from collections import Counter
from enum import StrEnum

PIECE = 65536
PORTAL_PAGE = b"<!doctype html><title>Free Wi-Fi</title><h1>Welcome</h1><p>Accept our terms to go online.</p>"


class Fault(StrEnum):
    """What the line does with a request."""

    NONE = "none"
    CUT = "cut"  # the connection is reset, as if there were no network
    PORTAL = "portal"  # somebody else answers everything: 200, a page of HTML
    LOSE_ANSWER = "lose_answer"  # the first exchange reaches the hub, its answer reaches nobody; then NONE


class BadLine:
    """Listens on a loopback port and hands requests on to the hub, one a connection, as the fault says.

    `seen` counts what came, by fault and path; `stirred` is notified at each.
    """

    def __init__(self, hub_port: int) -> None:
        self._hub = ("127.0.0.1", hub_port)
        self._fault = Fault.NONE
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.seen: Counter[tuple[Fault, str]] = Counter()
        self.stirred = threading.Condition(self._lock)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    def become(self, fault: Fault) -> None:
        """From now on the line is like that, and `seen` begins anew; connections that are open now are reset."""
        with self._lock:
            self._fault = fault
            self.seen.clear()
            for each in self._open:
                _shut(each)

    def saw(self, fault: Fault, times: int, deadline_s: float, path: str = "") -> bool:
        """Waits until that many requests (for `path`) met this fault; False where they did not come in time."""

        def count() -> int:
            return sum(n for (met, where), n in self.seen.items() if met is fault and path in where)

        with self.stirred:
            return self.stirred.wait_for(lambda: count() >= times, deadline_s)

    def close(self) -> None:
        """Ends it all."""
        _shut(self._listening)
        self._listening.close()
        self.become(Fault.CUT)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name="line call", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with self._lock:
            fault = self._fault
            self._open.add(client)
        try:
            self._hand_on(client, fault)
        except OSError:
            pass  # one of the two hung up, or the line was cut
        finally:
            with self._lock:
                self._open.discard(client)
            client.close()

    def _hand_on(self, client: socket.socket, fault: Fault) -> None:
        if fault is Fault.CUT:
            self._note(fault, "")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close resets
            return
        request = _whole_request(client)
        path = request.split(b" ", 2)[1].decode() if request.count(b" ") > 1 else ""
        if fault is Fault.PORTAL:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            client.sendall(head % len(PORTAL_PAGE) + PORTAL_PAGE)
            self._note(fault, path)
            return
        lost = fault is Fault.LOSE_ANSWER and path.endswith("/exchange") and self._first_loss()
        self._note(Fault.LOSE_ANSWER if lost else Fault.NONE, path)
        with socket.create_connection(self._hub) as hub:
            hub.sendall(request)
            with self._lock:
                self._open.add(hub)
            try:
                while piece := hub.recv(PIECE):
                    if not lost:
                        client.sendall(piece)
            finally:
                with self._lock:
                    self._open.discard(hub)

    def _first_loss(self) -> bool:
        with self._lock:
            first = self._fault is Fault.LOSE_ANSWER
            self._fault = Fault.NONE if first else self._fault
            return first

    def _note(self, fault: Fault, path: str) -> None:
        with self.stirred:
            self.seen[fault, path.partition("?")[0]] += 1
            self.stirred.notify_all()


def _whole_request(client: socket.socket) -> bytes:
    """One request, asking the hub to close the connection after its answer: so the answer's end is plain to see."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(PIECE)
        if not piece:
            raise ConnectionAbortedError
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        piece = client.recv(PIECE)
        if not piece:
            raise ConnectionAbortedError
        body += piece
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def _shut(each: socket.socket) -> None:
    try:
        each.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is shut already
