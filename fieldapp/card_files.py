"""The photos on what a crew plugs in: SD cards, phones that show as a drive, and a folder that a phone fills."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStorageInfo

PHOTO_KINDS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
CAMERA_FOLDER: Final = "DCIM"  # Design rule for Camera File system: every camera and phone keeps its photos below it
MOST_FILES: Final = 20_000
_DEEPEST: Final = 4
_SESSION_FOLDERS: Final = Path(f"/run/user/{os.getuid()}/gvfs") if hasattr(os, "getuid") else None


@dataclass(frozen=True)
class Found:
    """A photo file: `changed_ms` is when it was written, in milliseconds since 1970; `known`: imported already."""

    path: Path
    size: int
    changed_ms: int
    known: bool = False


@dataclass(frozen=True)
class Source:
    """Something with photos on it, newest first; `name` is what a person calls it, may be empty."""

    root: Path
    name: str
    is_card: bool
    photos: tuple[Found, ...] = ()


def mounted() -> tuple[tuple[Path, str], ...]:
    """Where something is plugged in, with its name; may wait for a drive that does not answer."""
    drives = [
        (Path(volume.rootPath()), volume.name() or Path(volume.rootPath()).name)
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady() and not volume.isRoot()
    ]
    if _SESSION_FOLDERS is not None:  # phones over MTP and PTP, as GNOME mounts them
        for phone in _folders_in(_SESSION_FOLDERS):
            drives += [(folder, "") for folder in (phone, *_folders_in(phone))]
    return tuple(drives)


def cards(drives: Iterable[tuple[Path, str]]) -> tuple[Source, ...]:
    """Those of the drives that have a camera's folder, which is what is looked through."""
    folders = ((folder, name) for root, name in drives for folder in _folders_in(root))
    return tuple(Source(folder, name, is_card=True) for folder, name in folders if folder.name.upper() == CAMERA_FOLDER)


def photos_below(root: Path) -> tuple[Found, ...]:
    """The photo files below a folder, the newest first; what cannot be read is left out."""
    found = sorted(_files(root, _DEEPEST), key=lambda photo: (photo.changed_ms, photo.path.name), reverse=True)
    return tuple(found[:MOST_FILES])


def stamp(root: Path) -> tuple[tuple[str, int], ...]:
    """A value that is another when a file came or went below a folder; empty where the folder is not there."""
    found: list[tuple[str, int]] = []
    pending = [(root, 0)]
    while pending:
        folder, deep = pending.pop()
        try:
            found.append((str(folder), folder.stat().st_mtime_ns))
        except OSError:
            continue
        if deep < _DEEPEST:
            pending += [(inner, deep + 1) for inner in _folders_in(folder)]
    return tuple(found)


def _files(folder: Path, deeper: int) -> Iterator[Found]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):  # a Mac leaves "._IMG_1.JPG" beside each photo
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if deeper:
                    yield from _files(Path(entry.path), deeper - 1)
            elif Path(entry.name).suffix.lower() in PHOTO_KINDS:
                about = entry.stat()
                yield Found(Path(entry.path), about.st_size, about.st_mtime_ns // 1_000_000)
        except OSError:
            continue


def _folders_in(folder: Path) -> list[Path]:
    try:
        entries = list(os.scandir(folder))
        return [Path(e.path) for e in entries if not e.name.startswith(".") and e.is_dir(follow_symlinks=False)]
    except OSError:
        return []
