"""Photo uploads that go on where they broke off: tus 1.0.0 with creation, checksum, expiration, termination."""

import base64
import binascii
import hashlib
import threading
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import msgspec
from sqlalchemy import Row, select

from sync.clock import Clock
from sync.server.blobs import Blobs
from sync.server.book import Cause, store_photo
from sync.server.calls import Call, Refused, Result, answered, no_step
from sync.server.database import Database
from sync.server.feed import Feed
from sync.server.scopes import Session
from sync.server.tables import photos
from sync.wire import BASE, JSON, Limits

UPLOADS = f"{BASE}/uploads"
H_STORED, H_RECEIPT, H_MARK = "Field-Sync-Stored", "Field-Sync-Receipt", "Field-Sync-Mark"
TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
LOCKS = 64
KEPT_MS = 90 * 86_400_000  # an unfinished upload; a crew may be away for a season
SWEPT_EVERY_S = 3600.0
_CHECKSUMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}


class UploadState(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far an upload is; `receipt` once all is stored."""

    photo_id: str
    offset: int
    stored: bool = False
    receipt: int | None = None


class Uploads:
    """The bytes of announced photos. An upload has its photo's id, so making it twice is making it once.

    `step` hears upload.created and upload.committed beside what `Blobs` tells.
    """

    def __init__(
        self, database: Database, feed: Feed, blobs: Blobs, clock: Clock, step: Callable[[str], None] = no_step
    ) -> None:
        self._database = database
        self._feed = feed
        self._blobs = blobs
        self._clock = clock
        self._step = step
        self._swept_s = float("-inf")
        self._locks = tuple(threading.Lock() for _ in range(LOCKS))

    def options(self) -> Result:
        """What this server can do; needs no sign-in."""
        able = {
            "Tus-Version": "1.0.0",
            "Tus-Extension": "creation,checksum,expiration,termination",
            "Tus-Checksum-Algorithm": ",".join(_CHECKSUMS),
            "Tus-Max-Size": str(Limits().photo_bytes),
        }
        return Result(204, {**TUS, **able})

    def create(self, session: Session, call: Call) -> Result:
        """Begin the upload of an announced photo, or find it again: the same Location, the true offset.

        Raises Refused: `malformed`, `photo-unknown`, `digest-mismatch`.
        """
        metadata = _metadata(call.headers.get("upload-metadata", ""))
        row = self._row(session, metadata.get("photo_id", ""))
        if metadata.get("sha256", row.sha256) != row.sha256:
            raise Refused("digest-mismatch", "The photo was announced with another digest.", headers=TUS)
        if call.headers.get("upload-length") != str(row.size):
            raise Refused("malformed", "Upload-Length is not the announced size.", headers=TUS)
        self._sweep()
        with self._lock(row.id):
            state = self._state(session, row)
            if not state.stored and state.offset == 0:
                self._blobs.append(row.id, 0, b"")
                self._step("upload.created")
        result = answered(state, 201)
        told = self._headers(row, state) | self._marked(session, call, state)
        headers = {**result.headers, **told, "Location": f"{UPLOADS}/{row.id}"}
        return Result(201, headers, result.body)

    def bring(self, session: Session, photo_id: str, sha256: str, content: bytes) -> str:
        """Take a whole photo that came by another way; `stored`, `known`, or `homeless` where nobody announced it.

        The bytes are kept in any case. Raises Refused `storage-full`.
        """
        self._blobs.put(content, sha256)
        with self._database.reading() as reading:
            row = reading.connection.execute(select(photos).where(photos.c.id == photo_id)).first()
        if row is None or row.sha256 != sha256:
            return "homeless"
        with self._lock(photo_id):
            if not row.stored:
                self._stored(session, row)
        return "known" if row.stored else "stored"

    def head(self, session: Session, photo_id: str) -> Result:
        """The true offset."""
        row = self._row(session, photo_id)
        with self._lock(row.id):
            state = self._state(session, row)
        return Result(200, {"Content-Type": JSON, **self._headers(row, state)})

    def patch(self, session: Session, photo_id: str, call: Call) -> Result:
        """Take a chunk at the true offset; after the last one the whole is checked and stored.

        Raises Refused: `malformed`, `photo-unknown`, `offset-mismatch`, `too-large`, `storage-full`, and
        `digest-mismatch` with status 460; the offset is 0 again when it was the whole that did not fit.
        """
        row = self._row(session, photo_id)
        if call.headers.get("content-type", "").partition(";")[0] != "application/offset+octet-stream":
            raise Refused("malformed", "The content type is not application/offset+octet-stream.", headers=TUS)
        with self._lock(row.id):
            state = self._state(session, row)
            there = {**TUS, "Upload-Offset": str(state.offset)}
            if call.headers.get("upload-offset") != str(state.offset):
                raise Refused("offset-mismatch", headers=there)
            if state.offset + len(call.body) > row.size:
                raise Refused("too-large", "More bytes than were announced.", headers=there)
            if not _checksum_fits(call):
                raise Refused("digest-mismatch", "The chunk's checksum.", status=460, headers=there)
            if not state.stored:
                offset = self._blobs.append(row.id, state.offset, call.body)
                state = self._finished(session, row) if offset == row.size else UploadState(row.id, offset)
        return Result(204, self._headers(row, state) | self._marked(session, call, state))

    def drop(self, session: Session, photo_id: str) -> Result:
        """Forget what came so far; a stored photo stays."""
        row = self._row(session, photo_id)
        with self._lock(row.id):
            self._blobs.drop(row.id)
        return Result(204, dict(TUS))

    def _finished(self, session: Session, row: Row[Any]) -> UploadState:
        if self._blobs.finish(row.id, row.sha256) is None:
            headers = {**TUS, "Upload-Offset": "0"}
            raise Refused("digest-mismatch", "The whole photo's digest.", status=460, headers=headers)
        return self._stored(session, row)

    def _stored(self, session: Session, row: Row[Any]) -> UploadState:
        """The bytes are in their place; make it known."""
        cause = Cause("photo_stored", session.person.name, self._clock.now())
        kind = self._blobs.kind(row.sha256)
        with self._database.writing() as writing:
            receipt = store_photo(writing, row.id, kind, cause, session.device)
        self._step("upload.committed")
        return UploadState(row.id, row.size, stored=True, receipt=receipt)

    def _state(self, session: Session, row: Row[Any]) -> UploadState:
        if row.stored:
            return UploadState(row.id, row.size, stored=True, receipt=row.receipt)
        if self._blobs.has(row.sha256):
            # The bytes were moved and then the hub stopped, or an older database has been put back.
            self._blobs.drop(row.id)
            return self._stored(session, row)
        if row.size and self._blobs.offset(row.id) >= row.size:
            return self._finished(session, row)
        return UploadState(row.id, self._blobs.offset(row.id))

    def _row(self, session: Session, photo_id: str) -> Row[Any]:
        """The announced photo, if it is the caller's own. Raises Refused `photo-unknown`."""
        with self._database.reading() as reading:
            row = reading.connection.execute(select(photos).where(photos.c.id == photo_id)).first()
        if row is None or (row.author != session.person.id and row.device != session.device):
            raise Refused("photo-unknown", headers=TUS)
        return row

    def _headers(self, row: Row[Any], state: UploadState) -> dict[str, str]:
        headers = {**TUS, "Upload-Offset": str(state.offset), "Upload-Length": str(row.size)}
        touched_ms = self._blobs.touched_ms(row.id)
        if state.stored:
            headers |= {H_STORED: row.sha256, H_RECEIPT: str(state.receipt)}
        elif touched_ms is not None:
            headers["Upload-Expires"] = formatdate((touched_ms + KEPT_MS) / 1000, usegmt=True)
        return headers

    def _marked(self, session: Session, call: Call, state: UploadState) -> dict[str, str]:
        """With a receipt, a mark for the laptop whose own is still good: its cursor is from before."""
        if not state.stored:
            return {}
        with self._database.reading() as reading:
            mark = self._feed.mark(reading, session, call.headers.get(H_MARK.lower()))
        return {H_MARK: mark} if mark else {}

    def _sweep(self) -> None:
        """Once an hour, when somebody begins an upload: what nobody went on with for a season."""
        now_s = self._clock.monotonic_s()
        if now_s - self._swept_s >= SWEPT_EVERY_S:
            self._swept_s = now_s
            self._blobs.expire(self._clock.wall_ms() - KEPT_MS)

    def _lock(self, photo_id: str) -> threading.Lock:
        return self._locks[hashlib.sha256(photo_id.encode()).digest()[0] % LOCKS]


def _metadata(header: str) -> dict[str, str]:
    """tus' `name base64, name base64`. Raises Refused `malformed`."""
    pairs = (pair.strip().partition(" ") for pair in header.split(",") if pair.strip())
    try:
        return {name: base64.b64decode(value, validate=True).decode() for name, _, value in pairs}
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Refused("malformed", "Upload-Metadata", headers=TUS) from error


def _checksum_fits(call: Call) -> bool:
    """Whether the chunk is what `Upload-Checksum` says, where there is one. Raises Refused `malformed`."""
    header = call.headers.get("upload-checksum")
    if header is None:
        return True
    algorithm, _, wanted = header.partition(" ")
    if algorithm not in _CHECKSUMS:
        raise Refused("malformed", "Upload-Checksum has an unknown algorithm.", headers=TUS)
    return base64.b64encode(_CHECKSUMS[algorithm](call.body).digest()).decode() == wanted.strip()
