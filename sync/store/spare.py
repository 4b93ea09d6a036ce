"""The spare: each act and draft a second time, sealed in a file beside the database, for the day that breaks.

Written after the COMMIT and without an fsync of its own: the COMMIT is what makes work safe, and a second fsync
would double what a person waits for. The system writes it out within seconds; what a power cut takes of its end is
still in the database, and the next start adds it again. Lost is only what both files lose.

A record is a mark, a length, a nonce and a sealed body (AES-256-GCM). Behind a damaged one reading goes on at the
next mark.
"""

import os
import secrets
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec.structs import astuple

from sync.decoding import UNDECODABLE

FILE: Final = "fieldapp.spare"
LARGEST: Final = 4 << 20  # bytes of one record; a longer length is a damaged one

_MARK: Final = b"\xf1FSP1\x0a"
_HEAD: Final = struct.Struct(">I12s")
_PURPOSE: Final = b"fieldapp spare 1"


class Kept(msgspec.Struct, frozen=True, tag="command"):
    """An act of the journal: what its row never changes. `raw` are its exact bytes; `done`: it was settled then."""

    seq: int
    id: str
    order_id: str
    author: str
    kind: str
    hash: str
    prev_hash: str
    raw: bytes
    recorded_at: str
    number: str
    title: str
    address: str
    done: bool = False


class TakenBack(msgspec.Struct, frozen=True, tag="taken_back"):
    """The command was withdrawn before it was ever sent."""

    id: str


class Sent(msgspec.Struct, frozen=True, tag="sent"):
    """These commands are about to be sent, so nobody may take them back; without `gone` they never left."""

    ids: tuple[str, ...]
    gone: bool = True


class KeptDraft(msgspec.Struct, frozen=True, tag="draft"):
    """A half-filled form; without `form` it is gone."""

    order_id: str
    author: str
    form: bytes | None
    saved_at: str


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Values of `meta` that nobody else could tell: device, account, where the journal began."""

    values: dict[str, str]


Record = Kept | TakenBack | Sent | KeptDraft | Facts


class Contents(msgspec.Struct):
    """All that a spare says, latest word of each; `broken` records could not be read, `records` could."""

    commands: dict[str, Kept] = {}
    taken_back: set[str] = set()
    sent: set[str] = set()
    drafts: dict[tuple[str, str], KeptDraft] = {}
    facts: dict[str, str] = {}
    records: int = 0
    broken: int = 0


class Spare:
    """One spare, the file `path`; `key` is the laptop's, 32 raw bytes. Any thread may add."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, _PURPOSE).derive(key))
        self._lock = threading.Lock()
        self._file: int | None = None

    def add(self, *records: Record) -> None:
        """Append. A failure costs nothing yet, since the database has it: the next start tries again."""
        data = b"".join(map(self._sealed, records))
        with self._lock, suppress(OSError):
            if self._file is None:
                self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.write(self._file, data)

    def replace(self, records: Iterable[Record]) -> None:
        """Make it say just this, on the disk for good. Raises OSError, and then it is as it was."""
        tmp = self._path.with_name(f"{self._path.name}.tmp")
        with tmp.open("wb") as file:
            file.writelines(map(self._sealed, records))
            file.flush()
            os.fsync(file.fileno())
        with self._lock:
            self._close()
            tmp.replace(self._path)

    def read(self) -> Contents:
        """What it says; nothing where there is none. Raises OSError."""
        contents = Contents()
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return contents
        for record in self._records(data):
            if record is None:
                contents.broken += 1
                continue
            contents.records += 1
            _take(contents, record)
        return contents

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _sealed(self, record: Record) -> bytes:
        nonce = secrets.token_bytes(12)
        body = self._cipher.encrypt(nonce, msgspec.msgpack.encode(record), None)
        return _MARK + _HEAD.pack(len(body), nonce) + body

    def _records(self, data: bytes) -> Iterator[Record | None]:
        """Each record in turn, None for one that cannot be read."""
        at = 0
        while at < len(data):
            record, end = self._record_at(data, at)
            if end is None:
                end = data.find(_MARK, at + 1)
                end = len(data) if end < 0 else end
            yield record
            at = end

    def _record_at(self, data: bytes, at: int) -> tuple[Record | None, int | None]:
        """The record there and where it ends, as far as either can be told."""
        start = at + len(_MARK) + _HEAD.size
        if not data.startswith(_MARK, at) or start > len(data):
            return None, None
        size, nonce = _HEAD.unpack_from(data, at + len(_MARK))
        if size > LARGEST or start + size > len(data):
            return None, None
        try:
            body = self._cipher.decrypt(nonce, data[start : start + size], None)
            return msgspec.msgpack.decode(body, type=Record), start + size
        except (InvalidTag, *UNDECODABLE):
            return None, None


def _take(contents: Contents, record: Record) -> None:
    match record:
        case Kept():
            contents.commands[record.id] = record
            if record.kind == "close_out":
                contents.drafts.pop((record.order_id, record.author), None)
        case TakenBack(id):
            contents.taken_back.add(id)
        case Sent(ids, gone):
            contents.sent = contents.sent.union(ids) if gone else contents.sent.difference(ids)
        case KeptDraft(order_id, author, form):
            if form is None:
                contents.drafts.pop((order_id, author), None)
            else:
                contents.drafts[order_id, author] = record
        case Facts(values):
            contents.facts.update(values)


def row_of(kept: Kept) -> tuple[object, ...]:
    """The values of its row, in the order of the fields."""
    return astuple(kept)[:-1]
