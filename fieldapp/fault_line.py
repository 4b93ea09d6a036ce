"""A line between laptops and a hub on real sockets, with everything that can be wrong with one, each a switch."""

import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

PIECE: Final = 65536
LONGEST_S: Final = 60.0
BACKLOG: Final = 128
ENDLESS: Final = 1_000_000
PAGE: Final = b"<!doctype html><title>Free Wi-Fi</title><h1>Welcome</h1><p>Accept our terms to go online.</p>"
REFUSED_METHODS: Final = frozenset({"PATCH", "HEAD", "DELETE"})
_GARBLE: Final = bytes.maketrans(b'"{', b"'[")
_NONCE = re.compile(rb"(?i)\r\nfield-sync-nonce: *([0-9a-f]+)")


class Kind(StrEnum):
    """What happens to a request. Every name says what its sender meets."""

    NONE = "none"
    RESET = "reset"  # as if there were no network
    HALF_OPEN = "half_open"  # connected, and nobody there
    SILENT = "silent"  # the request is heard, nothing is said
    REQUEST_LOST = "request_lost"  # heard, and hung up
    REQUEST_CUT = "request_cut"  # reset after `count` bytes of it
    RESPONSE_LOST = "response_lost"  # the hub has done it, and nobody hears
    DONE_LATE = "done_late"  # the hub does it after the sender has given up
    TWICE = "twice"  # the hub gets it twice, the second answer is heard
    TWICE_LATE = "twice_late"  # and again with the next request
    TRUNCATED = "truncated"  # the answer ends after `count` bytes
    STALLED_BODY = "stalled_body"  # it stops there, and the connection stays
    LATENCY = "latency"  # everything takes `seconds` longer
    BANDWIDTH = "bandwidth"  # `count` bytes come, then `seconds` nothing, then the next
    SLICED = "sliced"  # the answer comes in pieces of `count` bytes
    SLOW_CLOSE = "slow_close"  # the connection stays open for `seconds` after the answer
    PAGE = "page"  # somebody else answers, with `status` and a page of HTML
    EMPTY = "empty"  # somebody else answers, with `status` and nothing
    JSON = "json"  # somebody else answers {} as JSON
    ECHO = "echo"  # the same, and sends the sender's headers back, the nonce too
    PROBLEM = "problem"  # somebody else's problem+json with `status`, without the nonce
    REDIRECT = "redirect"  # to somebody else's page, with `status`
    WRONG_NONCE = "wrong_nonce"  # the hub's answer to somebody else
    STALE = "stale"  # a cache gives the answer to an earlier request of this path
    GARBLED = "garbled"  # bytes of the answer's body are changed
    UPLOAD_GARBLED = "upload_garbled"  # a byte of what is sent is changed
    NO_METHODS = "no_methods"  # PATCH, HEAD and DELETE are refused with `status`, all else passes
    NOISE = "noise"  # what answers does not speak HTTP
    CHUNKED = "chunked"  # the answer comes in HTTP's chunks: not even a fault


class Fault(msgspec.Struct, frozen=True):
    """One switch and its setting; `path` is a part of the paths that it is for, `times` how often it is on."""

    kind: Kind
    path: str = ""
    times: int = ENDLESS
    count: int = 0
    seconds: float = 0.0
    status: int = 200


_UNHEARD: Final = frozenset({Kind.RESET, Kind.HALF_OPEN})
_HEARD: Final = frozenset(Kind) - _UNHEARD
_FOREIGN: Final = frozenset(
    {Kind.PAGE, Kind.EMPTY, Kind.JSON, Kind.ECHO, Kind.PROBLEM, Kind.REDIRECT, Kind.NO_METHODS, Kind.NOISE}
)
_WHOLE_ANSWER: Final = frozenset(
    {
        *(Kind.RESPONSE_LOST, Kind.DONE_LATE, Kind.TRUNCATED, Kind.STALLED_BODY, Kind.BANDWIDTH, Kind.SLICED),
        *(Kind.SLOW_CLOSE, Kind.WRONG_NONCE, Kind.STALE, Kind.GARBLED, Kind.CHUNKED),
    }
)
"""Those that need to have the hub's answer before they can spoil it; the others let it through as it comes."""


class FaultLine:
    """Listens on a loopback port and hands requests on to the hub, one a connection, as the faults say.

    Of those that are on for a path the first counts, until it has run out. `seen` counts what was met since the line
    became what it is, by kind and path ("" where none was heard); `stirred` is notified at each. Any thread may
    call anything.
    """

    def __init__(self, hub_port: int) -> None:
        self._hub = ("127.0.0.1", hub_port)
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._again = b""
        self._cache: dict[bytes, bytes] = {}
        self._over = threading.Event()
        self.seen: Counter[tuple[Kind, str]] = Counter()
        self.stirred = threading.Condition(self._lock)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    def become(self, *faults: Fault) -> None:
        """From now on the line is like that, the first fault that fits a path counts; open connections are reset."""
        with self._lock:
            self._faults = list(faults)
            self.seen.clear()
            for each in self._open:
                _shut(each)

    def close(self) -> None:
        """Ends it all."""
        self._over.set()
        _shut(self._listening)
        self._listening.close()
        self.become()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name="line call", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with self._lock:
            self._open.add(client)
        try:
            client.settimeout(LONGEST_S)
            fault = self._met("", _UNHEARD)
            if fault is None:
                self._heard(client)
                return
            self._note(fault.kind, "")
            if fault.kind is Kind.RESET:
                _reset(client)
            else:
                self._over.wait(fault.seconds or LONGEST_S)
        except OSError:
            pass  # one of the two hung up, or the line was cut
        finally:
            with self._lock:
                self._open.discard(client)
            client.close()

    def left(self) -> int:
        """How many requests are still to meet something, of those faults that run out."""
        with self._lock:
            return sum(fault.times for fault in self._faults if fault.times < ENDLESS // 2)

    def _met(self, path: str, kinds: frozenset[Kind]) -> Fault | None:
        """The first fault that is on for this path, used up by one, if it is of these kinds."""
        with self.stirred:
            for index, fault in enumerate(self._faults):
                if fault.times > 0 and (not path or fault.path in path):
                    if fault.kind not in kinds:
                        if path:  # a later request will meet it before its path is known
                            continue
                        return None
                    self._faults[index] = replace(fault, times=fault.times - 1)
                    return fault
        return None

    def _note(self, kind: Kind, path: str) -> None:
        with self.stirred:
            self.seen[kind, path.partition("?")[0]] += 1
            self.stirred.notify_all()

    def _heard(self, client: socket.socket) -> None:
        head, body = _head(client)
        method, path = (*head.decode("latin-1").split(" ", 2), "", "")[:2]
        fault = self._met(path, _HEARD) or Fault(Kind.NONE)
        if fault.kind is Kind.NO_METHODS and method not in REFUSED_METHODS:
            fault = Fault(Kind.NONE)
        if fault.kind not in _FOREIGN:
            self._note(fault.kind, path)
        if fault.kind is Kind.REQUEST_CUT:
            while len(body) < fault.count and (piece := client.recv(PIECE)):
                body += piece
            _reset(client)
            return
        request = _whole(client, head, body)
        if fault.kind in _FOREIGN:
            client.sendall(_foreign(fault, request))
            self._note(fault.kind, path)  # who waits for it may change the line at once
        elif fault.kind is Kind.SILENT:
            _until_gone(client, fault.seconds)
        elif fault.kind is not Kind.REQUEST_LOST:
            self._to_hub(client, request, fault)

    def _to_hub(self, client: socket.socket, request: bytes, fault: Fault) -> None:
        if fault.kind is Kind.UPLOAD_GARBLED:
            request = request[:-1] + bytes([request[-1] ^ 1])
        if fault.kind is Kind.DONE_LATE:
            _until_gone(client, fault.seconds)
        if fault.kind is Kind.LATENCY:
            self._over.wait(fault.seconds)
        if fault.kind is Kind.TWICE:
            b"".join(self._answer(request))
        again, self._again = (self._again, b"") if self._again else (b"", self._again)
        if again:
            b"".join(self._answer(again))
        if fault.kind is Kind.TWICE_LATE:
            self._again = request
        target = request.partition(b"\r\n")[0]
        if fault.kind is Kind.STALE and target in self._cache:
            client.sendall(self._cache[target])
        elif fault.kind in _WHOLE_ANSWER:
            answer = self._cache[target] = b"".join(self._answer(request))
            self._give(client, answer, fault)
        else:
            for piece in self._answer(request):
                client.sendall(piece)

    def _give(self, client: socket.socket, answer: bytes, fault: Fault) -> None:
        """The hub's answer as the fault leaves it."""
        head, _, body = answer.partition(b"\r\n\r\n")
        match fault.kind:
            case Kind.TRUNCATED | Kind.STALLED_BODY:
                client.sendall(answer[: len(head) + 4 + fault.count])
                if fault.kind is Kind.STALLED_BODY:
                    _until_gone(client, fault.seconds)
            case Kind.WRONG_NONCE:
                client.sendall(_NONCE.sub(b"\r\nField-Sync-Nonce: " + b"0" * 32, answer))
            case Kind.GARBLED:
                client.sendall(head + b"\r\n\r\n" + body.translate(_GARBLE))
            case Kind.CHUNKED:
                plain = re.sub(rb"(?i)\r\ncontent-length:[^\r]*", b"", head)
                client.sendall(plain + b"\r\nTransfer-Encoding: chunked\r\n\r\n")
                size = fault.count or 7
                for start in range(0, len(body), size):
                    piece = body[start : start + size]
                    client.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
                client.sendall(b"0\r\n\r\n")
            case Kind.BANDWIDTH | Kind.SLICED:
                for start in range(0, len(answer), fault.count):
                    client.sendall(answer[start : start + fault.count])
                    if self._over.wait(fault.seconds):
                        return
            case Kind.SLOW_CLOSE:
                client.sendall(answer)
                _until_gone(client, fault.seconds)
            case Kind.STALE:
                client.sendall(answer)
            case _:  # the answer is lost
                return

    def _answer(self, request: bytes) -> Iterator[bytes]:
        with socket.create_connection(self._hub, timeout=LONGEST_S) as hub:
            with self._lock:
                self._open.add(hub)
            try:
                hub.sendall(request)
                while piece := hub.recv(PIECE):
                    yield piece
            finally:
                with self._lock:
                    self._open.discard(hub)


def _foreign(fault: Fault, request: bytes) -> bytes:
    """What somebody answers who is not the hub."""
    more, body, kind = b"", b"", b"text/html"
    match fault.kind:
        case Kind.NOISE:
            return b"\x15\x03\x01\x00\x02\x02\x46" * 3
        case Kind.PAGE | Kind.NO_METHODS:
            body = PAGE
        case Kind.JSON:
            body, kind = b"{}", b"application/json"
        case Kind.ECHO:
            body, kind = b"{}", b"application/json"
            found = _NONCE.search(request)
            more = b"Field-Sync-Nonce: " + (found[1] if found else b"") + b"\r\n"
        case Kind.PROBLEM:
            kind = b"application/problem+json"
            body = b'{"type":"urn:fieldsync:problem:not-found","title":"no","status":%d}' % fault.status
        case Kind.REDIRECT:
            more = b"Location: http://127.0.0.1:9/portal\r\n"
        case _:
            pass
    head = b"HTTP/1.1 %d Some\r\nContent-Type: %b\r\nContent-Length: %d\r\nConnection: close\r\n%b\r\n"
    return head % (fault.status, kind, len(body), more) + body


def _head(client: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request, and what came of its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(PIECE)
        if not piece:
            raise ConnectionAbortedError
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    return head, body


def _whole(client: socket.socket, head: bytes, body: bytes) -> bytes:
    """The request, asking the hub to close the connection after its answer: so the answer's end is plain to see."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    pieces, size = [body], len(body)
    while size < length:
        piece = client.recv(PIECE)
        if not piece:
            raise ConnectionAbortedError
        pieces.append(piece)
        size += len(piece)
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + b"".join(pieces)


def _until_gone(client: socket.socket, seconds: float) -> None:
    """Wait until the other side hangs up, for some time at most."""
    client.settimeout(seconds or LONGEST_S)
    try:
        while client.recv(PIECE):
            pass
    except OSError:
        pass
    client.settimeout(LONGEST_S)


def _reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close resets


def _shut(each: socket.socket) -> None:
    try:
        each.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is shut already
