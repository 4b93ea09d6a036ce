"""The line between one laptop and the hub: in memory, and as bad as the seed's faults make it."""

import random
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from sync import wire
from sync.crm import HttpResponse, NoLine
from sync.server.calls import Call, Refused, Result
from sync.simulator.faults import Fault, Faults
from sync.simulator.virtual_time import World
from sync.wire import H_NONCE

PORTAL: Final = b"<!doctype html><title>Free WiFi</title><p>Accept the terms to go on."
HTML: Final = {"content-type": "text/html"}
LATE_MS, HALF_OPEN_MS = 45_000, 90_000


def nothing() -> None:
    """Nobody is told, and nobody does anything."""


class Late(msgspec.Struct):
    """A request that the hub gets when nobody listens for its answer any more."""

    due_ms: int
    call: Call


class Line:
    """A `crm.Transport`. `up` is coverage, `late` what the hub will hear later.

    `faked` is told before somebody else than the hub answers; `genuine` counts the hub's own answers. `waits` is what
    the laptop's person does while an answer is on its way.
    """

    def __init__(
        self, name: str, answer: Callable[[Call], Result], faults: Faults, world: World, rng: random.Random
    ) -> None:
        self.name, self.world, self.rng = name, world, rng
        self._answer, self._faults, self.counts = answer, faults, faults.counts
        self.earlier: dict[str, Result] = {}
        self.up = True
        self.half_open_until_ms = 0
        self.late: list[Late] = []
        self.genuine = 0
        self.faked: Callable[[], None] = nothing
        self.waits: Callable[[], None] = nothing
        self.trace: Callable[[str], None] = lambda _line: None

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        """One request through the line. Raises NoLine."""
        parts = urlsplit(url)
        named = {name.lower(): value for name, value in headers.items()}
        call = Call(method, unquote(parts.path), dict(parse_qsl(parts.query)), named, body or b"")
        self.world.pass_ms(60)
        if self.waits is not nothing and self._faults.fires(Fault.MEANWHILE):
            self.waits()
        if not self.up:
            raise NoLine("NET-REFUSED")
        if self.world.elapsed_ms < self.half_open_until_ms and self._faults.on:
            self.give_up(deadline_s)
        fault = self._faults.on_the_line()
        self.trace(f"{method} {parts.path}" + (f"  ! {fault.value}" if fault else ""))
        if fault in BEFORE:
            self.faked()
            before = BEFORE[fault](self, call, deadline_s)
            if before is not None:
                return _response(before, stream)
        result = self.again(call)
        if fault in AFTER:
            self.faked()
            return _response(AFTER[fault](self, call, result, deadline_s), stream)
        self.genuine += 1
        self.earlier[parts.path] = result
        return _response(result, stream)

    def give_up(self, deadline_s: float) -> None:
        """The deadline passes. Raises NoLine."""
        self.world.pass_ms(deadline_s * 1000)
        raise NoLine("NET-DEADLINE")

    def again(self, call: Call) -> Result:
        """The hub hears the call; its answer with the body read to the end, as a network would carry it."""
        result = self._answer(call)
        if isinstance(result.body, bytes):
            return result
        return Result(result.status, result.headers, b"".join(result.body))


def _lost(line: Line, _call: Call, deadline_s: float) -> None:
    line.give_up(deadline_s)


def _late(line: Line, call: Call, deadline_s: float) -> None:
    line.late.append(Late(line.world.elapsed_ms + LATE_MS, call))
    line.give_up(deadline_s)


def _half_open(line: Line, _call: Call, deadline_s: float) -> None:
    line.half_open_until_ms = line.world.elapsed_ms + HALF_OPEN_MS
    line.give_up(deadline_s)


def _refused_method(line: Line, call: Call, _deadline_s: float) -> Result | None:
    return Result(405, HTML, b"<h1>Method Not Allowed</h1>") if call.method in {"PATCH", "HEAD"} else None


def _storm(line: Line, call: Call, _deadline_s: float) -> Result:
    """The hub itself has too much to do, or no room; it says so with proof of who it is."""
    name = "storage-full" if call.method == "PATCH" else "rate-limited"
    return _says(call, Refused(name, retry_after_s=line.rng.choice((5, 60))))


def _says(call: Call, refused: Refused) -> Result:
    result = refused.result()
    return Result(result.status, {**result.headers, H_NONCE: call.headers.get(H_NONCE.lower(), "")}, result.body)


def _too_large(line: Line, call: Call, _deadline_s: float) -> Result | None:
    """The hub takes no more than one command at a time; that much any hub must take."""
    if call.path != _EXCHANGE or len(msgspec.json.decode(call.body, type=_Commands).commands) < 2:
        return None
    line.genuine += 1
    return _says(call, Refused("too-large"))


def _page(status: int, body: bytes, **headers: str) -> Callable[[Line, Call, float], Result]:
    return lambda _line, _call, _deadline_s: Result(status, {**HTML, **headers}, body)


BEFORE: Final[dict[Fault | None, Callable[[Line, Call, float], Result | None]]] = {
    Fault.DROP_REQUEST: _lost,
    Fault.LATE: _late,
    Fault.HALF_OPEN: _half_open,
    Fault.CAPTIVE: _page(200, PORTAL),
    Fault.PROXY_404: _page(404, b"<h1>Not Found</h1>"),
    Fault.BAD_GATEWAY: _page(502, b"<h1>Bad Gateway</h1>"),
    Fault.MAINTENANCE_PAGE: _page(503, b"<h1>Back soon</h1>"),
    Fault.ERROR_BEFORE: _page(500, b"<h1>Internal Server Error</h1>"),
    Fault.REDIRECT: _page(302, b"", location="http://login.example/"),
    Fault.METHOD_REFUSED: _refused_method,
    Fault.STORM: _storm,
    Fault.TOO_LARGE: _too_large,
}
"""What happens in place of the hub hearing it; None where it does hear it."""


def _twice(line: Line, call: Call, _result: Result, _deadline_s: float) -> Result:
    line.genuine += 1
    return line.again(call)


def _once_more_later(line: Line, call: Call, result: Result, _deadline_s: float) -> Result:
    line.genuine += 1
    line.late.append(Late(line.world.elapsed_ms + LATE_MS, call))
    return result


def _response_lost(_line: Line, _call: Call, _result: Result, _deadline_s: float) -> Result:
    raise NoLine("NET-CUT")


def _cut_off(line: Line, _call: Call, result: Result, _deadline_s: float) -> Result:
    assert isinstance(result.body, bytes)
    line.genuine += 1  # lines of a stream that came whole are the hub's own
    return Result(result.status, result.headers, result.body[: len(result.body) // 2])


def _shortened(line: Line, _call: Call, result: Result, _deadline_s: float) -> Result:
    """A reply without its last verdict: what is missing was not answered."""
    line.genuine += 1
    assert isinstance(result.body, bytes)
    try:
        reply = msgspec.json.decode(result.body, type=dict[str, msgspec.Raw])
        verdicts = msgspec.json.decode(reply["verdicts"], type=list[msgspec.Raw])
    except (msgspec.DecodeError, KeyError):
        return result
    reply["verdicts"] = msgspec.Raw(msgspec.json.encode(verdicts[:-1]))
    return Result(result.status, result.headers, msgspec.json.encode(reply))


def _stalled(line: Line, _call: Call, result: Result, deadline_s: float) -> Result:
    line.give_up(deadline_s)
    return result


def _error_page(_line: Line, _call: Call, _result: Result, _deadline_s: float) -> Result:
    return Result(500, HTML, b"<h1>Internal Server Error</h1>")


def _older_answer(line: Line, call: Call, result: Result, _deadline_s: float) -> Result:
    """What a confused cache has: the answer to the call before."""
    earlier = line.earlier.get(call.path, result)
    return Result(earlier.status, _lower(earlier) | {H_NONCE.lower(): "0" * 32}, earlier.body)


def _newer(line: Line, call: Call, result: Result, _deadline_s: float) -> Result:
    """The hub's own answer, with what a later version of it will say beside: members and a kind of row."""
    line.genuine += 1
    assert isinstance(result.body, bytes)
    if result.status != 200 or not result.body or call.path not in _ROWS_IN:
        return result
    unknown = msgspec.Raw(_UNKNOWN_ROW)
    if call.path == _SNAPSHOT:
        lines = [_with_more(each) for each in result.body.splitlines()]
        return Result(result.status, result.headers, b"\n".join((unknown, *lines, b"")))
    reply = msgspec.json.decode(_with_more(result.body), type=dict[str, msgspec.Raw])
    for name in ("verdicts", "changes"):
        rows = [_with_more(row) for row in msgspec.json.decode(reply.get(name, b"[]"), type=list[msgspec.Raw])]
        reply[name] = msgspec.Raw(b"[" + b",".join([unknown, *rows] if name == "changes" else rows) + b"]")
    return Result(result.status, result.headers, msgspec.json.encode(reply))


_EXCHANGE: Final = f"{wire.BASE}/exchange"
_SNAPSHOT: Final = f"{wire.BASE}/snapshot"
_ROWS_IN: Final = frozenset({_EXCHANGE, _SNAPSHOT})
_UNKNOWN_ROW: Final = b'{"kind":"forecast","forecast":{"rain":0.4}}'


class _Commands(msgspec.Struct):
    commands: tuple[msgspec.Raw, ...] = ()


def _with_more(row: bytes | msgspec.Raw) -> bytes:
    """An object, and the order in it, with a member that nobody knows yet."""
    members = msgspec.json.decode(row, type=dict[str, msgspec.Raw])
    if "order" in members:
        members["order"] = msgspec.Raw(_with_more(members["order"]))
    return msgspec.json.encode({**members, "later": {"kind": 1}})


AFTER: Final[dict[Fault | None, Callable[[Line, Call, Result, float], Result]]] = {
    Fault.DROP_RESPONSE: _response_lost,
    Fault.DUPLICATE: _twice,
    Fault.DUPLICATE_LATE: _once_more_later,
    Fault.TRUNCATED: _cut_off,
    Fault.SHORTENED: _shortened,
    Fault.STALLED: _stalled,
    Fault.ERROR_AFTER: _error_page,
    Fault.WRONG_NONCE: _older_answer,
    Fault.NEWER_HUB: _newer,
}
"""What happens to the hub's answer on its way back."""


def _lower(result: Result) -> dict[str, str]:
    return {name.lower(): value for name, value in result.headers.items()}


def _response(result: Result, stream: bool) -> HttpResponse:
    assert isinstance(result.body, bytes)
    body: bytes | Iterator[bytes] = result.body
    if stream:
        body = _pieces(result.body)
    return HttpResponse(result.status, _lower(result), body)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 1000):
        yield body[start : start + 1000]
