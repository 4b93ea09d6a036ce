"""The folder of sealed photos: their names, the writes that make one safe, finding those without a row."""

import errno
import hashlib
import os
import re
import secrets
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from sync.frames import FrameDamaged, open_sealed, plain_size, read_range, salvage, seal
from sync.photo_refused import PhotoRefused

if TYPE_CHECKING:  # reading photos must not wait for Pillow, which only preparing one needs
    from sync.photos import PreparedPhoto

SHA_PREFIX: Final = 16
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_PHOTO_NAME = re.compile(rf"({_ID.pattern})\.({_ID.pattern})\.([0-9a-f]{{{SHA_PREFIX}}})\.enc")
NO_ROOM: Final = frozenset(
    number for number in (errno.ENOSPC, getattr(errno, "EDQUOT", None)) if number is not None
)
_RENAMED: Final = ("photo.thumb_renamed", "photo.renamed")


class SavedFile(msgspec.Struct, frozen=True):
    """A photo that is on the disk: its ids, the start of its digest (hex), where it is, its plain length."""

    photo_id: str
    order_id: str
    sha16: str
    path: Path
    size_bytes: int


class Orphan(msgspec.Struct, frozen=True):
    """A photo file that no row knows, to be taken up again.

    `sha256` is the digest of its plain bytes, "" where it is not `intact` (then the file is kept as it is).
    `written_at` is the file's time, RFC 3339 UTC.
    """

    photo_id: str
    order_id: str
    sha256: str
    size_bytes: int
    written_at: str
    intact: bool


def _no_step(name: str) -> None:
    """Steps are of interest to nobody but a simulator that wants to crash there."""


class PhotoFiles:
    """Sealed photos in `folder`, which only its owner may enter; `key` is the laptop's, 32 raw bytes.

    A photo is `<photo_id>.<order_id>.<sha16>.enc`, its thumbnail `<photo_id>.thumb.enc`, anything being
    written ends in `.tmp`. `step` is called with the name of each step of a save when it is done:
    photo.tmp_written, photo.fsynced (of both files), photo.thumb_renamed, photo.renamed, photo.dir_fsynced.
    """

    def __init__(self, folder: Path, key: bytes, step: Callable[[str], None] = _no_step) -> None:
        self._folder = folder
        self._key = key
        self._step = step
        self._known: dict[str, SavedFile] = {}  # spares a look through the folder for each chunk of an upload
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def save(self, photo_id: str, order_id: str, prepared: "PreparedPhoto") -> SavedFile:
        """Write photo and thumbnail; when this returns, both are on the disk for good.

        Saving the same photo again is harmless. Raises PhotoRefused (PHOTO-DISK-FULL, PHOTO-NOT-SAVED) with
        nothing left behind, ValueError for an id that cannot be a file name or already names another photo.
        """
        sha16 = prepared.sha256[:SHA_PREFIX]
        path = self._folder / f"{_checked_id(photo_id)}.{_checked_id(order_id)}.{sha16}.enc"
        earlier = self.find(photo_id)
        if earlier is not None and earlier.path != path:
            raise ValueError(f"photo id {photo_id} is taken")
        if earlier is not None and self._is_whole(earlier):
            return earlier
        self._write(((self._thumbnail_path(photo_id), prepared.thumbnail), (path, prepared.jpeg)))
        saved = SavedFile(photo_id, order_id, sha16, path, len(prepared.jpeg))
        self._known[photo_id] = saved
        return saved

    def find(self, photo_id: str) -> SavedFile | None:
        """The saved photo, or None; a damaged one is found too (its size is then 0)."""
        known = self._known.get(photo_id)
        if known is None:
            parts = next((parts for parts in self._names() if parts[1] == photo_id), None)
            if parts is not None:
                known = self._known[photo_id] = self._saved_file(parts)
        return known

    def read(self, photo_id: str) -> bytes:
        """The photo's JPEG, digest checked; raises FrameDamaged (PHOTO-DAMAGED, PHOTO-MISSING)."""
        saved = self._found(photo_id)
        return self._checked_plain(saved)[0]

    def salvage(self, photo_id: str) -> bytes:
        """What still opens of a damaged photo (see frames.salvage); nothing where its file is gone or unreadable."""
        saved = self.find(photo_id)
        try:
            return salvage(saved.path.read_bytes(), self._key) if saved else b""
        except OSError:
            return b""

    def read_range(self, photo_id: str, offset: int, length: int) -> bytes:
        """A part of the photo's JPEG, for an upload (see frames.read_range); raises as `read` does."""
        saved = self._found(photo_id)
        try:
            return read_range(saved.path, self._key, offset, length)
        except OSError as error:
            raise _unreadable(error) from error

    def thumbnail(self, photo_id: str) -> bytes:
        """The thumbnail's JPEG; raises FrameDamaged (PHOTO-DAMAGED, PHOTO-MISSING)."""
        try:
            return open_sealed(self._thumbnail_path(_checked_id(photo_id)).read_bytes(), self._key)
        except OSError as error:
            raise _unreadable(error) from error

    def remove(self, photo_id: str) -> None:
        """Remove photo and thumbnail for good; none there is no error. The caller holds the receipt."""
        saved = self.find(photo_id)
        self._known.pop(photo_id, None)
        if saved is not None:
            saved.path.unlink(missing_ok=True)
        self._thumbnail_path(_checked_id(photo_id)).unlink(missing_ok=True)
        folder_to_disk(self._folder)

    def orphans(self, known_ids: Collection[str]) -> tuple[Orphan, ...]:
        """The photos here whose id is not in `known_ids`, by id, each opened and its digest checked."""
        known = frozenset(known_ids)
        found = [self._orphan(self._saved_file(parts)) for parts in self._names() if parts[1] not in known]
        return tuple(sorted(found, key=lambda orphan: orphan.photo_id))

    def sweep_tmp(self) -> int:
        """Remove what an interrupted save left behind (`*.tmp`, nothing else); how many files that was."""
        leftovers = [path for path in self._folder.iterdir() if path.suffix == ".tmp"]
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def sweep_gone(self, purged_ids: Collection[str], known_ids: Collection[str]) -> None:
        """Remove what an interrupted purge left, and thumbnails whose photo an interrupted save never wrote."""
        purged, known = frozenset(purged_ids), frozenset(known_ids)
        whole = {parts[1] for parts in self._names()}
        for path in self._folder.glob("*.enc"):
            photo_id = path.name.partition(".")[0]
            if photo_id in purged or (photo_id not in known and photo_id not in whole):
                path.unlink(missing_ok=True)

    def _write(self, files: tuple[tuple[Path, bytes], ...]) -> None:
        """Write, fsync, rename, fsync the folder; the last of `files` makes the photo exist."""
        written: list[Path] = []
        try:
            with ExitStack() as stack:
                opened = []
                for path, plain in files:
                    tmp = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
                    written.append(tmp)
                    descriptor = os.open(tmp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                    file = stack.enter_context(os.fdopen(descriptor, "wb"))
                    file.write(seal(plain, self._key))
                    file.flush()
                    opened.append(file)
                self._step("photo.tmp_written")
                for file in opened:
                    _file_to_disk(file.fileno())
                self._step("photo.fsynced")
            for (path, _), tmp, name in zip(files, tuple(written), _RENAMED, strict=True):
                tmp.replace(path)
                written.append(path)
                self._step(name)
            folder_to_disk(self._folder)
            self._step("photo.dir_fsynced")
        except OSError as error:
            for path in written:
                path.unlink(missing_ok=True)
            code = "PHOTO-DISK-FULL" if error.errno in NO_ROOM else "PHOTO-NOT-SAVED"
            raise PhotoRefused(code) from error

    def _names(self) -> Iterator[re.Match[str]]:
        """The names of photos, taken apart; names alone, because a folder may hold thousands."""
        names = os.listdir(self._folder)  # noqa: PTH208  # a Path for each name would take most of the time
        return (parts for parts in map(_PHOTO_NAME.fullmatch, names) if parts is not None)

    def _saved_file(self, parts: re.Match[str]) -> SavedFile:
        path = self._folder / parts[0]
        try:
            size_bytes = plain_size(path)
        except (FrameDamaged, OSError):
            size_bytes = 0
        return SavedFile(parts[1], parts[2], parts[3], path, size_bytes)

    def _found(self, photo_id: str) -> SavedFile:
        saved = self.find(photo_id)
        if saved is None:
            raise FrameDamaged("PHOTO-MISSING")
        return saved

    def _checked_plain(self, saved: SavedFile) -> tuple[bytes, str]:
        try:
            plain = open_sealed(saved.path.read_bytes(), self._key)
        except OSError as error:
            raise _unreadable(error) from error
        sha256 = hashlib.sha256(plain).hexdigest()
        if not sha256.startswith(saved.sha16):  # a whole file, but under another photo's name
            raise FrameDamaged
        return plain, sha256

    def _is_whole(self, saved: SavedFile) -> bool:
        try:
            self._checked_plain(saved)
        except FrameDamaged:
            return False
        return self._thumbnail_path(saved.photo_id).exists()

    def _orphan(self, saved: SavedFile) -> Orphan:
        written = datetime.fromtimestamp(saved.path.stat().st_mtime, UTC)
        written_at = written.isoformat(timespec="seconds").replace("+00:00", "Z")
        try:
            plain, sha256 = self._checked_plain(saved)
        except FrameDamaged:
            return Orphan(saved.photo_id, saved.order_id, "", saved.size_bytes, written_at, intact=False)
        return Orphan(saved.photo_id, saved.order_id, sha256, len(plain), written_at, intact=True)

    def _thumbnail_path(self, photo_id: str) -> Path:
        return self._folder / f"{photo_id}.thumb.enc"


def _checked_id(name: str) -> str:
    if _ID.fullmatch(name) is None:
        raise ValueError("an id has 1 to 64 letters, digits, - and _")
    return name


def _unreadable(error: OSError) -> FrameDamaged:
    return FrameDamaged("PHOTO-MISSING" if isinstance(error, FileNotFoundError) else "PHOTO-DAMAGED")


def _file_to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":  # there fsync stops at the drive's own cache
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def folder_to_disk(folder: Path) -> None:
    """Have the names in a folder on the disk for good."""
    if sys.platform == "win32":  # a folder cannot be opened there; NTFS journals the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
