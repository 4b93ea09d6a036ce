"""Photos on their way: which to send or fetch next, and what came of it."""

import secrets
from pathlib import Path
from typing import Final

from sqlalchemy import and_, bindparam, select, text, update
from sqlalchemy.dialects.sqlite import insert

from sync.frames import FrameDamaged, seal
from sync.states import PhotoState
from sync.store import meta
from sync.store.answers import take_receipt
from sync.store.inside import Inside, Writing
from sync.store.journal import Receiving
from sync.store.left import drop_left, photo_name
from sync.store.projection import reproject
from sync.store.tables import downloads, photos
from sync.store.values import Change, Download, PhotoSize, Upload

DOWNLOAD_TRIES: Final = 5

_next_upload = (
    select(photos.c.id, photos.c.order_id, photos.c.sha256, photos.c.size, photos.c.url)
    .where(photos.c.state.in_([PhotoState.ANNOUNCED.value, PhotoState.UPLOADING.value]))
    .where(photos.c.author.in_(bindparam("authors", expanding=True)))
    .order_by(photos.c.failures, photos.c.added_at, photos.c.id)
    .limit(1)
)
_next_download = text(
    "SELECT d.photo_id, d.order_id, d.size FROM downloads d LEFT JOIN orders o ON o.id = d.order_id "
    f"WHERE NOT d.here AND d.failures < {DOWNLOAD_TRIES} "
    "ORDER BY d.wanted DESC, d.failures, d.size DESC, o.shelf, o.sort LIMIT 1"
)


class Transfers(Receiving):
    """The part of the line that moves photos."""

    def next_upload(self) -> Upload | None:
        """The photo to send: announced, of the person here or handed over; one that failed waits for the others."""
        account = self._inside.account
        if account is None:
            return None
        with self._inside.database.read() as connection:
            authors = [account.person.id, *meta.handed_over(connection)]
            row = connection.execute(_next_upload, {"authors": authors}).one_or_none()
        return None if row is None else Upload(*row)

    def upload_began(self, photo_id: str, url: str) -> Change:
        """The hub has a place for it at `url`."""
        with self._write("upload") as writing:
            self._set(writing, photo_id, PhotoState.UPLOADING, url=url)
        return writing.change

    def read_photo(self, photo_id: str, offset: int, length: int) -> bytes:
        """Bytes of a photo taken here; raises FrameDamaged, whose code `upload_failed` wants to hear."""
        return self._inside.files.read_range(photo_id, offset, length)

    def stored(self, photo_id: str, sha256: str, receipt: int = 0, mark: str | None = None) -> Change:
        """The hub has these bytes: its receipt. One for other bytes than ours changes nothing.

        `mark` proves it later; "" where the hub was to give one and did not.
        """
        with self._write("stored", "answer") as writing:
            if mark is not None:
                meta.put(writing.connection, meta.MARK if mark else meta.UNPROVED, mark)
            now = meta.get(writing.connection, meta.HUB_TIME) or self._inside.clock.now()
            order_id = take_receipt(writing, photo_id, sha256, receipt, now)
            if order_id is not None:
                self._doubted = True
                drop_left(writing, self._inside.downloads, {order_id})
                reproject(writing.connection, (order_id,), self._inside.person)
        return writing.change

    def upload_failed(self, photo_id: str, code: str) -> Change:
        """Try again after the others; a photo whose own file is bad is damaged, its bytes kept."""
        to, forget = PhotoState.ANNOUNCED, code in ("photo-unknown", "digest-mismatch")
        if code == "digest-mismatch":
            try:
                self._inside.files.read(photo_id)
            except FrameDamaged as error:
                code = error.code
        if code in ("PHOTO-DAMAGED", "PHOTO-MISSING"):
            to = PhotoState.DAMAGED
        with self._write("upload") as writing:
            more = {"url": None} if forget else {}
            self._set(writing, photo_id, to, code=code, failures=photos.c.failures + 1, **more)
        return writing.change

    def _set(self, writing: Writing, photo_id: str, state: PhotoState, **values: object) -> None:
        """Move a photo that is on its way; one that has arrived stays where it is."""
        moving = [PhotoState.ANNOUNCED.value, PhotoState.UPLOADING.value]
        order_id = writing.connection.execute(
            update(photos)
            .where(and_(photos.c.id == photo_id, photos.c.state.in_(moving)))
            .values(state=state.value, **values)
            .returning(photos.c.order_id)
        ).scalar()
        if order_id is not None:
            reproject(writing.connection, (order_id,), self._inside.person)
            changed = frozenset({order_id})
            writing.touch(Change(photos=frozenset({photo_id}), orders=changed, outbox=True))

    def next_download(self) -> Download | None:
        """The photo to fetch: what a person asked for first, then thumbnails, the most urgent jobs first."""
        with self._inside.database.read() as connection:
            row = connection.execute(_next_download).one_or_none()
        return None if row is None else Download(*row)

    def downloaded(self, photo_id: str, size: PhotoSize, data: bytes) -> Change:
        """The photo is here; it is kept sealed like our own. An order that left meanwhile needs none."""
        path = file_of(self._inside, photo_id, size)
        tmp = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
        tmp.write_bytes(seal(data, self._inside.key))
        tmp.replace(path)  # no fsync: what a crash takes is fetched again
        with self._write("download") as writing:
            order_id = self._mark(writing, photo_id, size, here=True, failures=0)
            if order_id is not None:
                writing.touch(Change(photos=frozenset({photo_id}), orders=frozenset({order_id})))
            else:
                writing.afterwards.append(lambda: path.unlink(missing_ok=True))
        return writing.change

    def download_failed(self, photo_id: str, size: PhotoSize, code: str) -> Change:
        """Try again after the others, a few times, until its order changes or somebody asks."""
        with self._write("download") as writing:
            self._mark(writing, photo_id, size, failures=downloads.c.failures + 1)
        return writing.change

    def _mark(self, writing: Writing, photo_id: str, size: PhotoSize, **values: object) -> str | None:
        order_id: str | None = writing.connection.execute(
            update(downloads)
            .where(downloads.c.photo_id == photo_id, downloads.c.size == size)
            .values(**values)
            .returning(downloads.c.order_id)
        ).scalar()
        return order_id

    def want_photo(self, photo_id: str, order_id: str, size: PhotoSize) -> Change:
        """A person wants to see it: fetch it before all others, unless it is here."""
        here = file_of(self._inside, photo_id, size).exists()
        with self._inside.write("want_photo") as writing:
            statement = insert(downloads).values(
                photo_id=photo_id, size=size, order_id=order_id, wanted=True, here=here
            )
            renewed = {"wanted": True, "here": here, "failures": 0}
            writing.connection.execute(
                statement.on_conflict_do_update(index_elements=["photo_id", "size"], set_=renewed)
            )
        return writing.change


def file_of(inside: Inside, photo_id: str, size: PhotoSize) -> Path:
    """Where a photo of the hub is kept."""
    return inside.downloads / f"{photo_name(photo_id)}.{size}.enc"
