"""An HTTP request and its answer as plain values, and the closed list of problems."""

from collections.abc import Iterator, Mapping

import msgspec

from sync.wire import JSON, PROBLEM, PROBLEM_URN, Problem


class Call(msgspec.Struct, frozen=True):
    """A request. `path` is decoded and without the query; header names are lower-case."""

    method: str
    path: str
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    body: bytes = b""


class Result(msgspec.Struct, frozen=True):
    """The answer to a call. A body that is an iterator is to be read to its end or closed."""

    status: int
    headers: dict[str, str] = {}
    body: bytes | Iterator[bytes] = b""


_TITLES: Mapping[str, tuple[int, str]] = {
    "malformed": (400, "The request cannot be read."),
    "token-expired": (401, "The access token has expired."),
    "sign-in-required": (401, "Sign in again; unsent work is safe on the device."),
    "device-revoked": (403, "This device may no longer sign in."),
    "photo-unknown": (409, "No photo with this id was announced by you."),
    "offset-mismatch": (409, "The bytes do not go on where the upload ends; see Upload-Offset."),
    "digest-mismatch": (422, "The bytes are not those that were announced."),
    "too-large": (413, "The request is larger than the announced limits."),
    "client-too-old": (426, "This version of the protocol is only served for sending."),
    "rate-limited": (429, "Too many tries; wait a while."),
    "maintenance": (503, "The hub cannot answer right now."),
    "storage-full": (507, "The hub has no room for photos."),
}


class Refused(Exception):
    """Ends a call with a problem from the closed list; `status` only where it is not the list's own."""

    def __init__(
        self,
        name: str,
        detail: str = "",
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(name)
        usual, title = _TITLES[name]
        self.problem = Problem(PROBLEM_URN + name, title, status or usual, detail, retry_after_s)
        self.headers = dict(headers or {})

    def result(self) -> Result:
        """The problem as an answer (RFC 9457)."""
        headers = {"Content-Type": PROBLEM, **self.headers}
        if self.problem.retry_after_s is not None:
            headers["Retry-After"] = str(max(1, round(self.problem.retry_after_s)))
        return Result(self.problem.status, headers, msgspec.json.encode(self.problem))


def answered(value: object, status: int = 200) -> Result:
    """A wire value as a JSON answer."""
    return Result(status, {"Content-Type": JSON}, msgspec.json.encode(value))


def no_step(name: str) -> None:
    """Crash points are of interest to nobody but a simulator."""
