"""Sealed files: a laptop's unsent work, readable only with the private half of the city's recovery key.

First a line of JSON in clear (Cover): format, city, laptop, keys, and how to open it; nothing about any person. Then
frames, each a big-endian 32-bit length and that many bytes: AES-256-GCM of up to 1 MiB, its nonce the frame's number,
authenticated with the cover and whether it is the last one. Their key is HKDF-SHA-256 of the X25519 secret between
`ephemeral` and `recovery_key`, with both public keys as salt. The plain text is a sequence of lines of JSON (Part),
each followed by the `size` bytes that it announces.
"""

import base64
import binascii
import struct
from collections.abc import Iterator
from typing import IO, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.decoding import UNDECODABLE

FORMAT: Final = 1
FRAME_BYTES: Final = 1 << 20
HOW: Final = "python -m sync.server recover THIS-FILE --key RECOVERY-KEY-FILE"
SENTENCES: Final = {
    "SEAL-NO-FILE": "This is no sealed file of Fieldapp's. Nothing was changed.",
    "SEAL-KEY": "This file is sealed to another recovery key. Nothing was changed; its first line names the right one.",
    "SEAL-DAMAGED": "This sealed file is damaged or was cut. Everything before the damage was taken; keep the file.",
}
_PURPOSE: Final = b"fieldsync sealed 1"
_LENGTH: Final = struct.Struct(">I")


class SealProblem(Exception):
    """A sealed file cannot be opened. `code` is one of SENTENCES."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = SENTENCES[code]
        super().__init__(f"{code}: {self.sentence}")


class Cover(msgspec.Struct, frozen=True):
    """The line in clear. Public keys are raw bytes in base64."""

    server_id: str
    device: str
    sealed_at: str
    recovery_key: str
    ephemeral: str
    how: str = HOW
    fieldapp_sealed: int = FORMAT


class SealedEntry(msgspec.Struct, frozen=True, tag_field="kind", tag="entry"):
    """A command; its exact bytes follow. `lost` are the commands that it needs and the laptop had no more."""

    hash: str
    prev_hash: str
    size: int
    lost: tuple[str, ...] = ()


class SealedPhoto(msgspec.Struct, frozen=True, tag_field="kind", tag="photo"):
    """A photo; its JPEG follows. Of a `damaged` one what could still be read, with zeros between, or nothing."""

    photo_id: str
    order_id: str
    author: str
    sha256: str
    size: int
    damaged: bool = False


class SealedDraft(msgspec.Struct, frozen=True, tag_field="kind", tag="draft"):
    """A half-filled form; its JSON follows."""

    order_id: str
    author: str
    saved_at: str
    size: int


class SealedEnd(msgspec.Struct, frozen=True, tag_field="kind", tag="end"):
    """The last part; `damaged` photos could not be opened when this was sealed."""

    entries: int
    photos: int
    drafts: int
    damaged: int = 0
    size: int = 0


Part = SealedEntry | SealedPhoto | SealedDraft | SealedEnd
_read_part = msgspec.json.Decoder(Part).decode


def new_pair() -> tuple[bytes, str]:
    """A recovery key: the private half (32 raw bytes), and the public one as it is handed out."""
    key = X25519PrivateKey.generate()
    return key.private_bytes_raw(), public_of(key.private_bytes_raw())


def public_of(private: bytes) -> str:
    """The public half of a recovery key."""
    return base64.b64encode(X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()).decode()


class Sealer:
    """Writes a sealed file part by part; it is whole only after `end`."""

    def __init__(self, file: IO[bytes], server_id: str, device: str, sealed_at: str, recovery_key: str) -> None:
        own = X25519PrivateKey.generate()
        ephemeral = base64.b64encode(own.public_key().public_bytes_raw()).decode()
        cover = Cover(server_id, device, sealed_at, recovery_key, ephemeral)
        theirs = X25519PublicKey.from_public_bytes(base64.b64decode(recovery_key, validate=True))
        self._file = file
        self._cover = msgspec.json.encode(cover)
        self._cipher = _cipher(own.exchange(theirs), cover)
        self._plain = bytearray()
        self._number = 0
        file.write(self._cover + b"\n")

    def add(self, part: Part, content: bytes = b"") -> None:
        """One more part; `content` has the size that the part says."""
        self._plain += msgspec.json.encode(part) + b"\n" + content
        while len(self._plain) > FRAME_BYTES:
            self._frame(bytes(self._plain[:FRAME_BYTES]), last=False)
            del self._plain[:FRAME_BYTES]

    def end(self, end: SealedEnd) -> None:
        """The last part."""
        self.add(end)
        self._frame(bytes(self._plain), last=True)

    def _frame(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(self._number.to_bytes(12, "big"), plain, _bound(self._cover, last))
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


def cover_of(file: IO[bytes]) -> Cover:
    """The line in clear, which leaves the file at its first frame. Raises SealProblem SEAL-NO-FILE."""
    return _cover_line(file)[0]


def parts_of(file: IO[bytes], private: bytes) -> Iterator[tuple[Part, bytes]]:
    """Each part with its content, the last one SealedEnd. Raises SealProblem."""
    cover, line = _cover_line(file)
    if public_of(private) != cover.recovery_key:
        raise SealProblem("SEAL-KEY")
    try:
        theirs = X25519PublicKey.from_public_bytes(base64.b64decode(cover.ephemeral, validate=True))
        shared = X25519PrivateKey.from_private_bytes(private).exchange(theirs)
    except (binascii.Error, ValueError):
        raise SealProblem("SEAL-DAMAGED") from None
    frames = _frames(file, _cipher(shared, cover), line)
    plain = bytearray()
    while True:
        while b"\n" not in plain:
            plain += _next(frames)
        text, _, rest = plain.partition(b"\n")
        try:
            part = _read_part(bytes(text))
        except UNDECODABLE:
            raise SealProblem("SEAL-DAMAGED") from None
        plain = rest
        while len(plain) < part.size:
            plain += _next(frames)
        yield part, bytes(plain[: part.size])
        if isinstance(part, SealedEnd):
            return
        plain = plain[part.size :]


def _next(frames: Iterator[bytes]) -> bytes:
    plain = next(frames, None)
    if plain is None:
        raise SealProblem("SEAL-DAMAGED")
    return plain


def _frames(file: IO[bytes], cipher: AESGCM, cover: bytes) -> Iterator[bytes]:
    number = 0
    head = file.read(_LENGTH.size)
    while head:
        size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
        sealed = file.read(size) if 0 < size <= 2 * FRAME_BYTES else b""
        nonce = number.to_bytes(12, "big")
        head = file.read(_LENGTH.size)
        last = not head
        try:
            yield cipher.decrypt(nonce, sealed, _bound(cover, last))
        except (InvalidTag, ValueError):
            raise SealProblem("SEAL-DAMAGED") from None
        number += 1


def _cover_line(file: IO[bytes]) -> tuple[Cover, bytes]:
    line = file.readline(4_096).rstrip(b"\n")
    try:
        cover = msgspec.json.decode(line, type=Cover)
    except UNDECODABLE:
        raise SealProblem("SEAL-NO-FILE") from None
    if cover.fieldapp_sealed != FORMAT:
        raise SealProblem("SEAL-NO-FILE")
    return cover, line


def _cipher(shared: bytes, cover: Cover) -> AESGCM:
    salt = f"{cover.ephemeral} {cover.recovery_key}".encode()
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=_PURPOSE).derive(shared))


def _bound(cover: bytes, last: bool) -> bytes:
    return cover + (b"\1" if last else b"\0")
