"""Sealed files: AES-256-GCM in frames, so that a part can be read without opening the whole.

Layout: a header of 36 bytes (magic and version `FSF1`, a file id of 16 random bytes, the plain length and the
frame length as big-endian 64-bit numbers), then frames of 64 KiB plain text, each with its 16-byte tag. The
key of a file is HKDF-SHA-256 of the laptop's key with the file id as info, so no two files share a key and
the frame's index can be the nonce. Header, index and a last-frame flag are authenticated with each frame: a
cut is found at any read; a flipped bit, a frame moved within its file or taken from another at the first
read that touches it.
"""

import os
import struct
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.photo_refused import FrameDamaged

__all__ = ["FRAME_BYTES", "KEY_BYTES", "FrameDamaged", "open_sealed", "plain_size", "read_range", "salvage", "seal"]

KEY_BYTES: Final = 32
FRAME_BYTES: Final = 65_536
TAG_BYTES: Final = 16

_MAGIC: Final = b"FSF1"
_HEADER: Final = struct.Struct(">4s16sQQ")
_FILE_ID_BYTES: Final = 16
_PURPOSE: Final = b"fieldapp photo frames 1:"


def seal(plain: bytes, key: bytes) -> bytes:
    """`plain` sealed under `key` (32 raw bytes); two calls never give the same bytes."""
    file_id = os.urandom(_FILE_ID_BYTES)
    header = _HEADER.pack(_MAGIC, file_id, len(plain), FRAME_BYTES)
    cipher = _cipher(key, file_id)
    count = _frame_count(len(plain))
    view = memoryview(plain)
    frames = (
        cipher.encrypt(_nonce(at), view[at * FRAME_BYTES : (at + 1) * FRAME_BYTES], _bound(header, at, count))
        for at in range(count)
    )
    return b"".join((header, *frames))


def open_sealed(sealed: bytes, key: bytes) -> bytes:
    """The plain bytes; raises FrameDamaged if anything differs from what was sealed under `key`."""
    header = sealed[: _HEADER.size]
    size_bytes = _checked_size(header, len(sealed))
    return _open_frames(memoryview(sealed)[_HEADER.size :], header, key, 0, _frame_count(size_bytes))


def salvage(sealed: bytes, key: bytes) -> bytes:
    """What still opens of a damaged file: its plain bytes, with zeros in the place of frames that do not.

    Nothing where the header is damaged, or the frames open under another key.
    """
    header = sealed[: _HEADER.size]
    if len(header) != _HEADER.size or not header.startswith(_MAGIC):
        return b""
    _, file_id, size_bytes, _ = _HEADER.unpack(header)
    step, count = FRAME_BYTES + TAG_BYTES, _frame_count(size_bytes)
    cipher, body = _cipher(key, file_id), sealed[_HEADER.size :]
    plain = bytearray()
    opened = False
    for at in range(min(count, -(-len(body) // step))):
        try:
            plain += cipher.decrypt(_nonce(at), body[at * step : (at + 1) * step], _bound(header, at, count))
            opened = True
        except InvalidTag:
            plain += bytes(min(FRAME_BYTES, size_bytes - at * FRAME_BYTES))
    return bytes(plain) if opened else b""


def plain_size(path: Path) -> int:
    """Length of the plain text in bytes, from header and file length (the key is not needed).

    Raises FrameDamaged when they disagree, OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        return _checked_size(file.read(_HEADER.size), os.fstat(file.fileno()).st_size)


def read_range(path: Path, key: bytes, offset: int, length: int) -> bytes:
    """`length` plain bytes from `offset` on, fewer at the end, none after it; only their frames are opened.

    Raises FrameDamaged, OSError when the file cannot be read, ValueError for negative numbers.
    """
    if offset < 0 or length < 0:
        raise ValueError("offset and length are not negative")
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
        size_bytes = _checked_size(header, os.fstat(file.fileno()).st_size)
        end = min(offset + length, size_bytes)
        if offset >= end:
            return b""
        first, stop = offset // FRAME_BYTES, _frame_count(end)
        file.seek(_HEADER.size + first * (FRAME_BYTES + TAG_BYTES))
        body = file.read((stop - first) * (FRAME_BYTES + TAG_BYTES))
    plain = _open_frames(memoryview(body), header, key, first, stop)
    start = offset - first * FRAME_BYTES
    return plain if start == 0 and len(plain) == end - offset else plain[start : start + end - offset]


def _open_frames(body: memoryview, header: bytes, key: bytes, first: int, stop: int) -> bytes:
    """Frames `first` up to `stop`, which `body` begins with."""
    _, file_id, size_bytes, _ = _HEADER.unpack(header)
    cipher = _cipher(key, file_id)
    count = _frame_count(size_bytes)
    step = FRAME_BYTES + TAG_BYTES
    try:
        return b"".join(
            cipher.decrypt(
                _nonce(at), body[(at - first) * step : (at - first + 1) * step], _bound(header, at, count)
            )
            for at in range(first, stop)
        )
    except InvalidTag:
        raise FrameDamaged from None


def _checked_size(header: bytes, sealed_bytes: int) -> int:
    if len(header) != _HEADER.size:
        raise FrameDamaged
    magic, _, size_bytes, frame_bytes = _HEADER.unpack(header)
    whole = _HEADER.size + size_bytes + TAG_BYTES * _frame_count(size_bytes)
    if magic != _MAGIC or frame_bytes != FRAME_BYTES or whole != sealed_bytes:
        raise FrameDamaged
    return int(size_bytes)


def _frame_count(size_bytes: int) -> int:
    # An empty file has one empty frame, so that it too is authenticated.
    return max(1, -(-size_bytes // FRAME_BYTES))


def _cipher(key: bytes, file_id: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=_PURPOSE + file_id).derive(key))


def _nonce(at: int) -> bytes:
    return at.to_bytes(12, "big")


def _bound(header: bytes, at: int, count: int) -> bytes:
    return header + at.to_bytes(8, "big") + (b"\1" if at == count - 1 else b"\0")
