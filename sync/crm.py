"""The hub's calls as the laptop makes them: typed values out, and nothing believed without proof of peer."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from sync import wire
from sync.bodies import (
    Exchanged,
    SnapshotBegun,
    SnapshotPart,
    close,
    end_in,
    events_in,
    lines_in,
    page_of,
    piecewise,
)
from sync.clock import Clock
from sync.decoding import UNDECODABLE
from sync.receipts import Receipts
from sync.transport import HttpResponse, NoLine, Transport
from sync.wire import BASE, JSON, NDJSON, Answer, NoAnswer, Problem

__all__ = ["Crm", "HttpResponse", "NoLine", "Transport", "Uploading"]

CALL_S: Final = 30.0
CHUNK_S: Final = 60.0
SNAPSHOT_S: Final = 600.0  # a stream that is cut goes on after its last row
EVENTS_S: Final = 3600.0
PAGE_ROWS: Final = 500
PICTURES: Final = ("image/jpeg", "image/png", "image/webp", "image/heic")
TUS: Final = "1.0.0"
OFFSET_TYPE: Final = "application/offset+octet-stream"
H_WATERMARK, H_STORED, H_RECEIPT = "field-sync-watermark", "field-sync-stored", "field-sync-receipt"
H_MARK: Final = "field-sync-mark"
_REFUSED_METHOD: Final = frozenset({403, 405, 501})

_Value = TypeVar("_Value")


class Uploading(msgspec.Struct, frozen=True):
    """Where the hub wants a photo's bytes and from which one on.

    `stored` is the digest (hex) under which the hub keeps all of them, "" while it does not; `receipt` its number,
    `mark` as in `wire.Reply`.
    """

    url: str
    offset: int
    stored: str = ""
    receipt: int = 0
    mark: str | None = None


class Crm:
    """One hub, reached through `transport`. Every call has a fresh nonce and returns a value, a Problem or NoAnswer.

    `device` is this laptop's id, sent with each call; "" leaves it out.
    """

    def __init__(self, base_url: str, transport: Transport, clock: Clock, device: str = "") -> None:
        self.base_url = base_url.rstrip("/")
        self.device = device
        self._transport = transport
        self._clock = clock
        self._override = False  # something between here and the hub refuses PATCH
        self._reply_decoder = msgspec.json.Decoder(wire.Reply)

    def well_known(self) -> wire.WellKnown | Problem | NoAnswer:
        """Who this hub is and what it takes."""
        return _typed(self._call("GET", "/.well-known/fieldsync"), wire.WellKnown)

    def ping(self) -> Answer | Problem | NoAnswer:
        """Whether the hub answers."""
        return self._call("GET", f"{BASE}/ping")

    def sign_in(self, user: str, password: str, device: str) -> wire.Grant | Problem | NoAnswer:
        """Tokens for a name and a password on one device."""
        body = msgspec.json.encode(wire.SignIn(user, password, device))
        return _typed(self._call("POST", f"{BASE}/sign-in", body=body), wire.Grant)

    def refresh(self, refresh_token: str) -> wire.Grant | Problem | NoAnswer:
        """A new pair of tokens. The old one stays good until the new one is used: a lost answer costs nothing."""
        body = msgspec.json.encode(wire.Refresh(refresh_token))
        return _typed(self._call("POST", f"{BASE}/token", body=body), wire.Grant)

    def sign_out(self, token: str) -> Answer | Problem | NoAnswer:
        """End this device's tokens."""
        return self._call("POST", f"{BASE}/sign-out", token, b"{}")

    def exchange(self, request: wire.ExchangeRequest, token: str) -> Exchanged | Problem | NoAnswer:
        """Commands up, verdicts and changes down."""
        answer = self._call("POST", f"{BASE}/exchange", token, msgspec.json.encode(request))
        if not isinstance(answer, Answer):
            return answer
        try:
            return Exchanged(self._reply_decoder.decode(answer.body))
        except UNDECODABLE:
            return piecewise(answer.body)

    def dead_letter(self, command_id: str, raw: bytes, token: str) -> wire.DeadLetter | Problem | NoAnswer:
        """Hand over a command that the hub cannot digest, as bytes; the hub's receipt."""
        headers = {wire.H_COMMAND: command_id, "Content-Type": "application/octet-stream"}
        answer = self._call("POST", f"{BASE}/dead-letters", token, raw, headers=headers)
        return _typed(answer, wire.DeadLetter)

    def receipts(self, after: int, token: str) -> Receipts | Problem | NoAnswer:
        """What the hub has of this device above a number, signed."""
        return _typed(self._call("GET", f"{BASE}/receipts?after={after}", token), Receipts)

    def snapshot(self, mark: str | None, token: str) -> Iterator[SnapshotPart]:
        """The whole scope, where possible only what follows the page that had `mark`.

        First SnapshotBegun, then pages of at most 500 rows as they came, last the SnapshotEnd; where the last value
        is a Problem or NoAnswer, the stream broke off there.
        """
        watermark, _, after = (mark or "").partition(" ")
        query = f"?after={quote(after, safe='')}&watermark={quote(watermark, safe='')}" if after else ""
        opened = self._open(f"{BASE}/snapshot{query}", token, NDJSON, SNAPSHOT_S)
        if not isinstance(opened, tuple):
            yield opened
            return
        headers, pieces = opened
        current = headers.get(H_WATERMARK, "")
        yield SnapshotBegun(goes_on=bool(after) and current == watermark)
        rows: list[bytes] = []
        last: wire.SnapshotEnd | NoAnswer = NoAnswer("NET-CUT")
        try:
            for line in filter(None, lines_in(pieces)):
                if b'"end"' in line[:40] and (end := end_in(line)):
                    last = end
                    break
                rows.append(line)
                if len(rows) == PAGE_ROWS:
                    yield page_of(rows, current)
                    rows.clear()
        except NoLine as error:
            last = NoAnswer(error.code)
        finally:
            close(pieces)
        if rows:
            yield page_of(rows, current)
        yield last

    def upload_create(
        self, photo_id: str, sha256: str, size: int, token: str, mark: str | None = None
    ) -> Uploading | Problem | NoAnswer:
        """Announce a photo's bytes, or ask again where they go on: the hub knows the upload by the photo's id.

        `mark` is the latest mark, or else the cursor.
        """
        metadata = f"photo_id {_base64(photo_id)},sha256 {_base64(sha256)}"
        headers = {"Tus-Resumable": TUS, "Upload-Length": str(size), "Upload-Metadata": metadata, **_marked(mark)}
        answer = self._call("POST", f"{BASE}/uploads", token, b"", headers=headers)
        if not isinstance(answer, Answer):
            return answer
        url = self._same_hub(answer.headers.get("location", ""))
        return _uploading(url, answer) if url else NoAnswer("NET-BAD-BODY")

    def upload_chunk(
        self, url: str, offset: int, data: bytes, token: str, mark: str | None = None
    ) -> Uploading | Problem | NoAnswer:
        """Send the bytes from `offset` on; returns where it goes on."""
        digest = base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()
        headers = {
            "Tus-Resumable": TUS,
            "Content-Type": OFFSET_TYPE,
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha1 {digest}",
            **_marked(mark),
        }
        answer = self._patch(url, data, headers, token)
        return _uploading(url, answer) if isinstance(answer, Answer) else answer

    def photo(self, photo_id: str, size: str, token: str) -> bytes | Problem | NoAnswer:
        """A picture; `size` is `thumb` or `screen` (JPEG), or `full` (as it was taken)."""
        answer = self._call("GET", f"{BASE}/photos/{quote(photo_id)}?size={size}", token, kinds=PICTURES)
        return answer.body if isinstance(answer, Answer) else answer

    def events(self, token: str) -> Iterator[str] | Problem | NoAnswer:
        """The names of events as the hub sends them, first `open` when the stream stands; may raise NoLine later.

        The stream is to be closed by whoever stops reading. It ends by itself once an hour.
        """
        opened = self._open(f"{BASE}/events", token, "text/event-stream", EVENTS_S)
        return events_in(opened[1]) if isinstance(opened, tuple) else opened

    def _patch(self, url: str, data: bytes, headers: dict[str, str], token: str) -> Answer | Problem | NoAnswer:
        if not self._override:
            sent = self._send("PATCH", url, data, token, headers, CHUNK_S)
            if isinstance(sent, NoAnswer):
                return sent
            answer = _judged(sent, ())
            if not isinstance(answer, NoAnswer) or sent[0].status not in _REFUSED_METHOD:
                return answer
        over = {**headers, "X-HTTP-Method-Override": "PATCH"}
        answer = self._call("POST", url, token, data, headers=over, deadline_s=CHUNK_S)
        self._override = isinstance(answer, Answer)
        return answer

    def _call(
        self,
        method: str,
        path: str,
        token: str = "",
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        kinds: tuple[str, ...] = (JSON,),
        deadline_s: float = CALL_S,
    ) -> Answer | Problem | NoAnswer:
        sent = self._send(method, path, body, token, headers or {}, deadline_s)
        return sent if isinstance(sent, NoAnswer) else _judged(sent, kinds)

    def _open(
        self, path: str, token: str, kind: str, deadline_s: float
    ) -> tuple[Mapping[str, str], Iterator[bytes]] | Problem | NoAnswer:
        """Headers and the body's pieces, once the head has proved who sends it."""
        sent = self._send("GET", path, None, token, {}, deadline_s, stream=True)
        if isinstance(sent, NoAnswer):
            return sent
        response, nonce = sent
        pieces = iter((response.body,)) if isinstance(response.body, bytes) else response.body
        head = wire.classify(response.status, response.headers, b"{}", nonce, (kind,))
        if isinstance(head, Answer):
            return response.headers, pieces
        try:
            if head == NoAnswer("NET-NOT-THE-HUB"):  # and its body may be endless
                return head
            judged = wire.classify(response.status, response.headers, b"".join(pieces), nonce, (kind,))
            return NoAnswer("NET-BAD-TYPE") if isinstance(judged, Answer) else judged
        except NoLine as error:
            return NoAnswer(error.code)
        finally:
            close(pieces)

    def _send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        token: str,
        headers: Mapping[str, str],
        deadline_s: float,
        stream: bool = False,
    ) -> tuple[HttpResponse, str] | NoAnswer:
        nonce = f"{self._clock.random_bits(128):032x}"
        sent = {wire.H_VERSION: wire.PROTOCOL_VERSION, wire.H_CLIENT: wire.CLIENT_VERSION, wire.H_NONCE: nonce}
        if self.device:
            sent[wire.H_DEVICE] = self.device
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None:
            sent["Content-Type"] = JSON
        sent.update(headers)
        url = path if "://" in path else self.base_url + path
        try:
            return self._transport.send(method, url, sent, body, deadline_s, stream), nonce
        except NoLine as error:
            return NoAnswer(error.code)

    def _same_hub(self, location: str) -> str:
        """The address of an upload, "" where it is not on this hub: tokens go nowhere else."""
        url = urljoin(self.base_url + "/", location)
        there, here = urlsplit(url), urlsplit(self.base_url)
        return url if location and (there.scheme, there.netloc) == (here.scheme, here.netloc) else ""


def _judged(sent: tuple[HttpResponse, str], kinds: tuple[str, ...]) -> Answer | Problem | NoAnswer:
    response, nonce = sent
    body = response.body if isinstance(response.body, bytes) else b"".join(response.body)
    return wire.classify(response.status, response.headers, body, nonce, kinds)


def _typed(answer: Answer | Problem | NoAnswer, kind: type[_Value]) -> _Value | Problem | NoAnswer:
    if not isinstance(answer, Answer):
        return answer
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except UNDECODABLE:
        return NoAnswer("NET-BAD-BODY")


def _uploading(url: str, answer: Answer) -> Uploading | NoAnswer:
    try:
        return Uploading(
            url,
            int(answer.headers["upload-offset"]),
            answer.headers.get(H_STORED, ""),
            int(answer.headers.get(H_RECEIPT, "0")),
            answer.headers.get(H_MARK),
        )
    except (KeyError, ValueError):
        return NoAnswer("NET-BAD-BODY")


def _marked(mark: str | None) -> dict[str, str]:
    return {"Field-Sync-Mark": mark} if mark else {}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
