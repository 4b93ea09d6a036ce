"""The line between one laptop and the hub: in memory, and as bad as the seed's faults make it."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from sync.crm import HttpResponse, NoLine
from sync.server.calls import Call, Result
from sync.simulator.faults import Fault, Faults
from sync.simulator.virtual_time import World
from sync.wire import H_NONCE

PORTAL = b"<!doctype html><title>Free WiFi</title><p>Accept the terms to go on."


class Late(msgspec.Struct):
    """A request whose sender gave up; the hub may still get it."""

    due_ms: int
    call: Call


class Line:
    """A `crm.Transport`. `up` is coverage; `late` collects what the hub will hear when nobody listens any more."""

    def __init__(self, name: str, answer: Callable[[Call], Result], faults: Faults, world: World) -> None:
        self._name, self._answer, self._faults, self._world = name, answer, faults, world
        self.up = True
        self.late: list[Late] = []
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
        self._world.pass_ms(60)
        if not self.up:
            raise NoLine("NET-REFUSED")
        fault = self._faults.on_the_line()
        self.trace(f"{method} {parts.path}" + (f"  ! {fault.value}" if fault else ""))
        before = self._instead(fault, call, deadline_s)
        if before is not None:
            return _response(before, stream)
        result = _whole(self._answer(call))
        if fault is Fault.DUPLICATE:
            result = _whole(self._answer(call))
        return _response(self._afterwards(fault, result), stream)

    def _instead(self, fault: Fault | None, call: Call, deadline_s: float) -> Result | None:
        """What happens in place of the hub hearing it."""
        html = {"content-type": "text/html"}
        match fault:
            case Fault.DROP_REQUEST:
                self._world.pass_ms(deadline_s * 1000)
                raise NoLine("NET-TIMEOUT")
            case Fault.LATE:
                self.late.append(Late(self._world.elapsed_ms + 45_000, call))
                self._world.pass_ms(deadline_s * 1000)
                raise NoLine("NET-DEADLINE")
            case Fault.CAPTIVE:
                return Result(200, html, PORTAL)
            case Fault.PROXY_404:
                return Result(404, html, b"<h1>Not Found</h1>")
            case Fault.BAD_GATEWAY:
                return Result(502, html, b"<h1>Bad Gateway</h1>")
            case Fault.REDIRECT:
                return Result(302, html | {"location": "http://login.example/"}, b"")
            case _:
                return None

    def _afterwards(self, fault: Fault | None, result: Result) -> Result:
        """What happens to the hub's answer on its way back."""
        body = result.body
        assert isinstance(body, bytes)
        match fault:
            case Fault.DROP_RESPONSE:
                raise NoLine("NET-CUT")
            case Fault.ERROR_AFTER:
                return Result(500, {"content-type": "text/html"}, b"<h1>Internal Server Error</h1>")
            case Fault.WRONG_NONCE:
                return Result(result.status, _lower(result) | {H_NONCE.lower(): "0" * 32}, body)
            case Fault.TRUNCATED:
                return Result(result.status, result.headers, body[: len(body) // 2])
            case _:
                return result


def _whole(result: Result) -> Result:
    """The answer with its body read to the end, as a network would carry it."""
    if isinstance(result.body, bytes):
        return result
    return Result(result.status, result.headers, b"".join(result.body))


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
