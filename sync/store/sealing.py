"""Unsent work leaves the laptop's key: sealed to the city's recovery key, in a file that nobody deletes too early."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection

from sync.decoding import UNDECODABLE
from sync.frames import FrameDamaged
from sync.photo_files import folder_to_disk
from sync.seal import SealedDraft, SealedEnd, SealedEntry, SealedPhoto, Sealer
from sync.store import meta
from sync.store.database import run
from sync.store.inside import Inside, Part
from sync.store.journal import keys_in
from sync.store.line import LOST_NEEDS
from sync.store.values import Unsent

MARKER: Final = "wiped.json"
_ENTRIES: Final = "FROM outbox WHERE state IN ('queued', 'sending', 'rejected') AND kind <> 'withdraw'"
_PHOTOS: Final = "FROM photos WHERE state IN ('saved', 'announced', 'uploading', 'damaged')"
_GOES: Final = (
    "fieldapp.db", "fieldapp.spare", "fieldapp.fresh", "fieldapp.recovering", "fieldapp.ballast",
    "fieldapp.key-proof", "before-",
)  # fmt: skip
_COUNTS: Final = f"""
SELECT (SELECT count(*) {_ENTRIES}), (SELECT count(*) FROM outbox WHERE state IN ('held', 'declined')),
    (SELECT count(*) FROM outbox WHERE state = 'rejected'),
    (SELECT count(*) {_PHOTOS}), (SELECT coalesce(sum(size), 0) {_PHOTOS}), (SELECT count(*) FROM drafts)
"""


class Wiped(msgspec.Struct, frozen=True):
    """What a wipe has decided: `sealed` is the name and `sha256` the digest of the file with the unsent work."""

    sealed: str
    sha256: str
    at: str


class Sealing(Part):
    """The part of the store that lets go of a laptop without losing anything."""

    def unsent(self) -> Unsent:
        """What the hub is not known to have, of everybody who works on this laptop."""
        with self._inside.database.read() as connection:
            return _counted(connection)

    def seal_unsent(self) -> Path | None:
        """Write what is unsent into the sealed file, in the place of an earlier one.

        None where nothing is unsent (an earlier file goes then: the hub has all of it), or where the city has no
        recovery key. Raises OSError, and then the earlier file is as it was.
        """
        path = sealed_path(self._inside)
        with self._inside.database.read() as connection:
            if not _counted(connection).anything:
                path.unlink(missing_ok=True)
                return None
            recovery = keys_in(connection).recovery
            if not recovery:
                return None
            _write(self._inside, connection, path, recovery)
        return path


def sealed_path(inside: Inside) -> Path:
    """Where this laptop's sealed file is."""
    return inside.downloads.parent / "unsent.sealed"


def wipe(folder: Path, sealed: Path | None, at: str, forget_key: Callable[[], None]) -> None:
    """Everything of a closed store goes but the sealed file; what is damaged and set aside keeps its key.

    The decision is on the disk before the key goes, so a wipe that is interrupted is finished by `finish_wipe`.
    Raises OSError.
    """
    digest = hashlib.sha256(sealed.read_bytes()).hexdigest() if sealed else ""
    decided = Wiped(sealed.name if sealed else "", digest, at)
    _to_disk(folder / MARKER, msgspec.json.encode(decided))
    finish_wipe(folder, forget_key)


def finish_wipe(folder: Path, forget_key: Callable[[], None]) -> bool:
    """Go on with a wipe that was decided; whether there was one. Without its sealed file nothing goes."""
    marker = folder / MARKER
    try:
        decided = msgspec.json.decode(marker.read_bytes(), type=Wiped)
    except (FileNotFoundError, *UNDECODABLE):
        return False
    sealed = folder / decided.sealed
    if decided.sealed:
        if not sealed.exists() and (folder / _kept_name(decided)).exists():
            sealed = folder / _kept_name(decided)
        if not sealed.exists() or hashlib.sha256(sealed.read_bytes()).hexdigest() != decided.sha256:
            marker.unlink()
            return False
    if not any(folder.glob("damaged-*")):
        forget_key()
    for path in folder.iterdir():
        if path.name in ("photos", "downloads"):
            shutil.rmtree(path)
        elif path.name.startswith(_GOES):
            path.unlink()
    if decided.sealed:  # the next person's sealed file must not take its place
        sealed.replace(folder / _kept_name(decided))
    marker.unlink()
    folder_to_disk(folder)
    return True


def _kept_name(decided: Wiped) -> str:
    return f"unsent-{decided.sha256[:16]}.sealed"


def _counted(connection: Connection) -> Unsent:
    return Unsent(*run(connection, _COUNTS)[0])


def _write(inside: Inside, connection: Connection, path: Path, recovery: str) -> None:
    tmp = path.with_name(f"{path.name}.tmp")
    account = inside.account
    device = meta.get(connection, meta.DEVICE) or ""
    with tmp.open("wb") as file:
        tmp.chmod(0o600)
        sealer = Sealer(file, account.server_id if account else "", device, inside.clock.now(), recovery)
        entries = run(connection, f"SELECT id, hash, prev_hash, bytes {_ENTRIES} ORDER BY seq")
        lost: dict[str, list[str]] = {}
        for command_id, needed in run(connection, LOST_NEEDS):
            lost.setdefault(command_id, []).append(needed)
        for command_id, own, prev_hash, raw in entries:
            sealer.add(SealedEntry(own, prev_hash, len(raw), tuple(lost.get(command_id, ()))), raw)
        photos = run(connection, f"SELECT id, order_id, author, sha256 {_PHOTOS} ORDER BY added_at, id")
        damaged = sum(not _add_photo(inside, sealer, row) for row in photos)
        drafts = run(connection, "SELECT order_id, author, saved_at, form FROM drafts ORDER BY order_id, author")
        for order_id, author, saved_at, form in drafts:
            sealer.add(SealedDraft(order_id, author, saved_at, len(form)), form)
        sealer.end(SealedEnd(len(entries), len(photos) - damaged, len(drafts), damaged))
        file.flush()
        os.fsync(file.fileno())
    tmp.replace(path)
    folder_to_disk(path.parent)


def _add_photo(inside: Inside, sealer: Sealer, row: tuple[str, str, str, str]) -> bool:
    photo_id, order_id, author, sha256 = row
    damaged = False
    try:
        data = inside.files.read(photo_id)
    except FrameDamaged:
        damaged, data = True, inside.files.salvage(photo_id)
    sealer.add(SealedPhoto(photo_id, order_id, author, sha256, len(data), damaged), data)
    return not damaged


def _to_disk(path: Path, content: bytes) -> None:
    tmp = path.with_name(f"{path.name}.tmp")
    with tmp.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    tmp.replace(path)
    folder_to_disk(path.parent)
