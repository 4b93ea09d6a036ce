"""What carries a request to whoever answers: the shape that real sockets and a simulator share."""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

import msgspec

UNCONNECTED: Final = frozenset({"NET-DNS", "NET-REFUSED"})
"""The codes of a NoLine that prove that no connection was made, and so nothing was sent."""


class HttpResponse(msgspec.Struct, frozen=True):
    """What came back: header names in lower case; the body whole, or in pieces where it was asked for as a stream."""

    status: int
    headers: Mapping[str, str]
    body: bytes | Iterator[bytes]


class NoLine(Exception):
    """No response came, or it broke off. `code` says how: NET-DNS, NET-REFUSED, NET-TIMEOUT, NET-TLS, NET-CUT, …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transport(Protocol):
    """What carries a request to whoever answers; `sync.http.RequestsTransport` is the one on real sockets."""

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        """One request, never a redirect followed; raises NoLine, and so may the pieces of a streamed body."""
        ...
