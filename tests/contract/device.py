"""A device as the contract tests play it: plain HTTP, one outbox, nothing of the laptop's own code."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
import requests

from sync.clock import Clock
from sync.commands import AddPhoto, AnyBody, Command, Entry, sealed
from sync.orders import Person, PhotoRole, WorkOrder
from sync.values import base_of
from sync.wire import (
    BASE,
    H_DEVICE,
    H_NONCE,
    Answer,
    ExchangeRequest,
    Grant,
    NoAnswer,
    Problem,
    Refresh,
    Reply,
    SignIn,
    SnapshotEnd,
    SnapshotLine,
    classify,
)

CLOCK = Clock()
PICTURES = ("application/json", "application/x-ndjson", "image/jpeg", "text/html")


class Device:
    """A laptop that keeps nothing: its tests say what it sends."""

    def __init__(self, url: str, device_id: str | None = None) -> None:
        self.url = url
        self.id = device_id or CLOCK.new_id()
        self.http = requests.Session()
        self.http.trust_env = False
        self.grant: Grant | None = None
        self.cursor: str | None = None
        self.mark: str | None = None
        self.seq = 0
        self.last_hash = ""

    def close(self) -> None:
        self.http.close()

    @property
    def person(self) -> Person:
        assert self.grant is not None
        return self.grant.person

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> Answer | Problem:
        """A call with a nonce; whatever comes must be the hub's own answer."""
        found = self.raw(method, path, body, headers, **more)
        assert not isinstance(found, NoAnswer), found
        return found

    def raw(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> Answer | Problem | NoAnswer:
        nonce = f"{CLOCK.random_bits(128):032x}"
        sent = {H_NONCE: nonce, H_DEVICE: self.id, **(headers or {})}
        if self.grant is not None:
            sent.setdefault("Authorization", f"Bearer {self.grant.access_token}")
        response = self.http.request(
            method, self.url + path, data=body, headers=sent, timeout=20, allow_redirects=False, **more
        )
        low = {name.lower(): value for name, value in response.headers.items()}
        return classify(response.status_code, low, response.content, nonce, PICTURES)

    def post(self, path: str, value: object) -> Answer | Problem:
        return self.call("POST", BASE + path, msgspec.json.encode(value))

    def sign_in(self, user: str, password: str = "secret") -> "Device":
        self.grant = None
        found = self.post("/sign-in", SignIn(user, password, self.id))
        assert isinstance(found, Answer), found
        self.grant = msgspec.json.decode(found.body, type=Grant)
        return self

    def refresh(self, token: str) -> Grant | Problem:
        found = self.post("/token", Refresh(token))
        return found if isinstance(found, Problem) else msgspec.json.decode(found.body, type=Grant)

    def entry(self, order: WorkOrder, body: AnyBody, needs: tuple[str, ...] = (), **more: Any) -> Entry:
        """A command on the order as its author sees it."""
        self.seq += 1
        values: dict[str, Any] = {
            "id": CLOCK.new_id(),
            "seq": self.seq,
            "order_id": order.id,
            "author": self.person.id,
            "occurred_at": CLOCK.now(),
            "body": body,
            "assignment_id": order.assignment_id,
            "needs": needs,
            "base": base_of(order, body),
        }
        entry = sealed(Command(**(values | more)), self.last_hash)
        self.last_hash = entry.hash
        return entry

    def exchange(self, *entries: Entry, limit: int = 500, **more: Any) -> Reply:
        found = self.try_exchange(entries, limit, **more)
        assert isinstance(found, Answer), found
        reply = msgspec.json.decode(found.body, type=Reply)
        self.cursor, self.mark = reply.cursor or self.cursor, reply.mark or (None if reply.cursor else self.mark)
        return reply

    def try_exchange(self, entries: Iterable[Entry], limit: int = 500, **more: Any) -> Answer | Problem:
        heard = {"cursor": self.cursor, "mark": self.mark}
        values = {"device": self.id, "incarnation": "1", "limit": limit, **heard, **more}
        return self.post("/exchange", ExchangeRequest(commands=tuple(entries), **values))

    def pull(self) -> tuple[Any, ...]:
        """Everything new."""
        changes: list[Any] = []
        while True:
            reply = self.exchange()
            assert reply.resync is None, reply.resync
            changes += reply.changes
            if not reply.has_more:
                return tuple(changes)

    def snapshot(self, query: str = "") -> tuple[list[Any], SnapshotEnd, str]:
        found = self.call("GET", f"{BASE}/snapshot{query}")
        assert isinstance(found, Answer), found
        *lines, end = [msgspec.json.decode(line, type=SnapshotLine) for line in found.body.splitlines()]
        assert isinstance(end, SnapshotEnd)
        self.cursor, self.mark = end.cursor, None
        return lines, end, found.headers["field-sync-watermark"]

    def tus(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer | Problem:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call(method, path, body, {"Tus-Resumable": "1.0.0", **named})

    def create_upload(self, photo: AddPhoto, **headers: str) -> Answer | Problem:
        pairs = {"photo_id": photo.photo_id, "sha256": photo.sha256}
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in pairs.items())
        sized = {"Upload_Length": str(photo.size), "Upload_Metadata": metadata}
        return self.tus("POST", f"{BASE}/uploads", b"", **sized, **headers)

    def send_chunk(self, path: str, offset: int, chunk: bytes, **headers: str) -> Answer | Problem:
        return self.tus(
            "PATCH",
            path,
            chunk,
            Upload_Offset=str(offset),
            Content_Type="application/offset+octet-stream",
            **headers,
        )


def a_photo(content: bytes, role: PhotoRole = PhotoRole.AFTER) -> AddPhoto:
    """The announcement of these bytes."""
    return AddPhoto(CLOCK.new_id(), role, hashlib.sha256(content).hexdigest(), len(content))


def name_of(entry: Entry) -> str:
    """The command's id."""
    return str(msgspec.json.decode(entry.command)["id"])
