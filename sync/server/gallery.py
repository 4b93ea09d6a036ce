"""Photos as they are shown: the stored bytes, or a smaller picture made of them once."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import Row, select

from sync.server.blobs import Blobs
from sync.server.calls import Refused, Result
from sync.server.database import Database
from sync.server.scopes import Session
from sync.server.tables import orders, photos

THUMB_PX, SCREEN_PX = 320, 2048
LONGEST_PX = {"thumb": THUMB_PX, "screen": SCREEN_PX}
LARGEST_PX = 120_000_000
QUALITY = 82
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Gallery:
    """`GET /photos/{id}`; smaller pictures are kept in `folder/sizes/`."""

    def __init__(self, database: Database, blobs: Blobs, folder: Path) -> None:
        self._database = database
        self._blobs = blobs
        self._sizes = folder / "sizes"
        self._sizes.mkdir(parents=True, exist_ok=True)

    def photo(self, session: Session, photo_id: str, size: str, headers: Mapping[str, str]) -> Result:
        """A stored photo of an order that the caller sees, or of their own, as `thumb`, `screen` or `full`.

        Raises Refused: `malformed` for another size, `photo-unknown` where there is nothing to see, or not any more.
        """
        if size not in {"full", *LONGEST_PX}:
            raise Refused("malformed", "size is thumb, screen or full")
        row = self._row(session, photo_id)
        tag = f'"{row.sha256}-{size}"'
        shared = {"ETag": tag, "Cache-Control": "private, max-age=31536000, immutable"}
        if tag in headers.get("if-none-match", ""):
            return Result(304, shared)
        content, kind = self._sized(row, size)
        shared |= {"Content-Type": kind, "Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff"}
        if headers.get("if-range", tag) != tag:
            return Result(200, shared, content)
        return _ranged(content, headers.get("range", ""), shared)

    def _row(self, session: Session, photo_id: str) -> Row[Any]:
        statement = (
            select(photos, orders.c.crew_id)
            .join_from(photos, orders, orders.c.id == photos.c.order_id, isouter=True)
            .where(photos.c.id == photo_id, photos.c.stored.is_(True))
        )
        with self._database.reading() as reading:
            row = reading.connection.execute(statement).first()
        if row is None:
            raise Refused("photo-unknown")
        own_crew = row.crew_id is not None and row.crew_id == session.person.crew_id
        if session.at_desk or own_crew or row.author == session.person.id:
            return row
        raise Refused("photo-unknown")

    def _sized(self, row: Row[Any], size: str) -> tuple[bytes, str]:
        if size == "full":
            return self._whole(row), row.content_type
        cached = self._sizes / f"{row.sha256}.{size}.jpg"
        if cached.exists():
            return cached.read_bytes(), "image/jpeg"
        whole = self._whole(row)
        smaller = smaller_jpeg(whole, LONGEST_PX[size])
        if smaller is None:
            return whole, row.content_type
        draft = cached.with_suffix(f".{photos_draft(row.id)}.tmp")
        draft.write_bytes(smaller)
        draft.replace(cached)
        return smaller, "image/jpeg"

    def _whole(self, row: Row[Any]) -> bytes:
        try:
            return self._blobs.path(row.sha256).read_bytes()
        except FileNotFoundError as error:  # the disk lost it: `check` names it, and nobody's line ends for it
            raise Refused("photo-unknown") from error


def photos_draft(photo_id: str) -> str:
    """A file name's part from a photo's id: two photos may have the same bytes."""
    return re.sub(r"[^0-9A-Za-z]", "", photo_id)[:64]


def smaller_jpeg(content: bytes, longest_px: int) -> bytes | None:
    """The picture upright, at most `longest_px` long; None where it is that small already or no picture."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if max(opened.size) <= longest_px or opened.width * opened.height > LARGEST_PX:
                return None
            opened.draft("RGB", (longest_px, longest_px))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    upright.thumbnail((longest_px, longest_px))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _ranged(content: bytes, wanted: str, headers: dict[str, str]) -> Result:
    """The bytes that one `Range` asks for (RFC 9110); all of them for anything else."""
    found = _RANGE.fullmatch(wanted)
    if found is None or found.group() == "bytes=-":
        return Result(200, headers, content)
    first, last = found.groups()
    start = int(first) if first else max(0, len(content) - int(last))
    end = min(int(last), len(content) - 1) if first and last else len(content) - 1
    if start > end:
        return Result(416, {**headers, "Content-Range": f"bytes */{len(content)}"})
    part = content[start : end + 1]
    return Result(206, {**headers, "Content-Range": f"bytes {start}-{end}/{len(content)}"}, part)
