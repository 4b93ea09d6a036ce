"""Photo bytes on the hub's disk: content-addressed, and parts of those that are still on their way."""

import errno
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.server.calls import Refused, no_step

PIECE = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class Blobs:
    """Whole photos in `folder/photos/ab/cdef…`, named by SHA-256; unfinished ones in `folder/partial/`.

    `step` hears upload.written, upload.fsynced, upload.digest_ok and upload.moved.
    """

    def __init__(self, folder: Path, step: Callable[[str], None] = no_step) -> None:
        self._whole = folder / "photos"
        self._partial = folder / "partial"
        self._step = step
        for place in (self._whole, self._partial):
            place.mkdir(parents=True, exist_ok=True)

    def has(self, sha256: str) -> bool:
        """Whether the whole bytes with this digest are here."""
        return _SHA256.fullmatch(sha256) is not None and self.path(sha256).exists()

    def path(self, sha256: str) -> Path:
        """Where the bytes with this digest are, or would be."""
        return self._whole / sha256[:2] / sha256[2:]

    def offset(self, photo_id: str) -> int:
        """How many bytes of the photo are on the disk: always the file's own length."""
        try:
            return self._part(photo_id).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, photo_id: str, offset: int, chunk: bytes) -> int:
        """Write the chunk at `offset`, the file's length, down to the disk; returns the new length.

        Raises Refused `storage-full`.
        """
        with _room():
            descriptor = os.open(self._part(photo_id), os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "r+b") as file:
                file.seek(offset)
                file.write(chunk)
                file.flush()
                self._step("upload.written")
                _to_disk(file.fileno())
            self._step("upload.fsynced")
        return offset + len(chunk)

    def finish(self, photo_id: str, sha256: str) -> str | None:
        """Move the whole photo to its place; its content type, or None where the bytes are not `sha256`.

        Bytes with another digest are removed: the upload starts again.
        """
        part = self._part(photo_id)
        if digest_of(part) != sha256:
            part.unlink(missing_ok=True)
            return None
        self._step("upload.digest_ok")
        self._move(part, sha256)
        self._step("upload.moved")
        return self.kind(sha256)

    def put(self, content: bytes, sha256: str) -> str:
        """Store whole bytes at once; returns their content type. Raises Refused `storage-full`."""
        if not self.has(sha256):
            part = self._partial / f"{sha256}.put"
            with _room(), part.open("wb") as file:
                file.write(content)
                file.flush()
                _to_disk(file.fileno())
            self._move(part, sha256)
        return sniffed(content[:32])

    def kind(self, sha256: str) -> str:
        """The content type of stored bytes, by their first ones."""
        with self.path(sha256).open("rb") as file:
            return sniffed(file.read(32))

    def drop(self, photo_id: str) -> None:
        """Forget an unfinished upload."""
        self._part(photo_id).unlink(missing_ok=True)

    def touched_ms(self, photo_id: str) -> int | None:
        """When the last bytes of an unfinished upload came, by the disk's clock; None where there is none."""
        try:
            return round(self._part(photo_id).stat().st_mtime * 1000)
        except FileNotFoundError:
            return None

    def expire(self, before_ms: int) -> int:
        """Forget unfinished uploads whose last bytes came before that; how many. The laptop has them all still."""
        old = [part for part in self._partial.iterdir() if part.stat().st_mtime * 1000 < before_ms]
        for part in old:
            part.unlink(missing_ok=True)
        return len(old)

    def _move(self, part: Path, sha256: str) -> None:
        place = self.path(sha256)
        place.parent.mkdir(exist_ok=True)
        part.replace(place)
        for folder in (place.parent, self._whole, self._partial):
            _folder_to_disk(folder)

    def _part(self, photo_id: str) -> Path:
        # An id is the client's own text, so it never becomes a file name.
        return self._partial / hashlib.sha256(photo_id.encode()).hexdigest()


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hex, "" where there is none."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def sniffed(start: bytes) -> str:
    """The content type by the first bytes; `application/octet-stream` where it is no picture."""
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis"}:
        return "image/heic"
    return "application/octet-stream"


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise Refused("storage-full", retry_after_s=300) from error
        raise


def _to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":  # there fsync stops at the drive's own cache
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _folder_to_disk(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there; NTFS journals the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
