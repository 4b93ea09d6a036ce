"""A job found on the street: while it is filled in, kept as half-filled forms are; then recorded, and never by half.

Its photos lie beside the form in pieces, since there is no job yet that could have them. What was decided is written
down before anything is done about it, so that a start after a kill goes on where it stopped, and finds what is done.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from fieldapp.imported import Imported
from sync.clock import Clock
from sync.commands import AddNote, CreateOrder
from sync.decoding import UNDECODABLE
from sync.orders import PhotoRole
from sync.photo_refused import PhotoRefused
from sync.places import Point, believable
from sync.store import Store, StoreProblem

if TYPE_CHECKING:  # Pillow is loaded with the first photo, not with the window
    from sync.photos import PreparedPhoto

KEY: Final = "new-job"
_PIECE: Final = 2 << 20  # bytes of a photo in one row; the spare takes no more than 4 MiB, and Base64 is a third longer


class Staged(msgspec.Struct, frozen=True):
    """A photo that waits for its job, all but its bytes; `source` is the file that it came from, empty for none."""

    id: str
    sha256: str
    pieces: int
    width_px: int
    height_px: int
    taken_at: str | None = None
    offset_known: bool = False
    lat: float | None = None
    long: float | None = None
    source: str = ""


class NewJob(msgspec.Struct, frozen=True):
    """A job being filled in. The ids are those that it is going to have; `into` is the job that it turned out to be,
    `follows` the one that left it to be done.

    `place_from` says where the pin comes from: a job's id, `photo`, `map`, or empty.
    """

    order_id: str = ""
    assignment_id: str = ""
    note_id: str = ""
    service_code: str = ""
    title: str = ""
    address: str = ""
    description: str = ""
    lat: float | None = None
    long: float | None = None
    place_from: str = ""
    photos: tuple[Staged, ...] = ()
    into: str = ""
    follows: str = ""

    @property
    def place(self) -> Point | None:
        """Its pin."""
        return believable(self.lat, self.long)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that would be missed."""
        return not (self.service_code or self.description.strip() or self.photos)


@dataclass(frozen=True)
class Finished:
    """The job that is there now, the command that made it (empty where it was there before), and what went wrong."""

    order_id: str
    command_id: str = ""
    trouble: PhotoRefused | StoreProblem | None = None


def begun(clock: Clock) -> NewJob:
    """An empty one."""
    return NewJob(clock.new_id(), clock.new_id(), clock.new_id())


def kept(store: Store) -> NewJob | None:
    """The one that was being filled in, None where there is none."""
    return _read(store.draft(KEY))


def keep(store: Store, job: NewJob) -> None:
    """Keeps it as it is now. Raises StoreProblem."""
    store.save_draft(KEY, msgspec.to_builtins(job))


def throw_away(store: Store, job: NewJob) -> None:
    """Forgets it and its photos; the form first, so that a kill leaves no form without its photos."""
    store.drop_draft(KEY)
    unstage(store, job, *job.photos)


def stage(store: Store, job: NewJob, photo_id: str, source: Path | bytes) -> Staged:
    """Keeps a photo beside the form. Takes a while: not for the window's thread. Raises PhotoRefused, StoreProblem."""
    from sync.photos import prepare

    path = source if isinstance(source, Path) else None
    prepared = prepare(source, name=path.name if path else "clipboard.png")
    starts = range(0, len(prepared.jpeg), _PIECE)
    for number, start in enumerate(starts):
        piece: dict[str, object] = {"jpeg": prepared.jpeg[start : start + _PIECE]}
        if number == 0:
            piece["thumbnail"] = prepared.thumbnail
        store.save_draft(_piece_key(job, photo_id, number), piece)
    return Staged(
        photo_id,
        prepared.sha256,
        len(starts),
        prepared.width_px,
        prepared.height_px,
        prepared.taken_at,
        prepared.offset_known,
        prepared.latitude,
        prepared.longitude,
        str(path) if path else "",
    )


def thumbnail(store: Store, job: NewJob, photo: Staged) -> bytes:
    """The small picture of a photo that waits, empty where it is gone."""
    return _bytes(store.draft(_piece_key(job, photo.id, 0)), "thumbnail")


def unstage(store: Store, job: NewJob, *photos: Staged) -> None:
    """Forgets photos that nothing names any more."""
    for photo in photos:
        for number in range(photo.pieces):
            store.drop_draft(_piece_key(job, photo.id, number))


def decide(store: Store, job: NewJob) -> Finished:
    """From now on it is to be a job, or a part of the one that `into` names; does all that but its photos.

    The window may wait for that. `finish` adds the photos. Raises StoreProblem, and then it is still being filled in.
    """
    store.save_draft(_decided_key(job), msgspec.to_builtins(job))
    try:
        command_id = _record(store, job)
    except StoreProblem:
        store.drop_draft(_decided_key(job))
        raise
    store.drop_draft(KEY)
    return Finished(job.into or job.order_id, command_id)


def finish(store: Store, job: NewJob, imported: Imported) -> Finished:
    """Adds the photos of a decided one to its job. Those that could not be added stay, and are tried again at a start.

    Takes a while: not for the window's thread.
    """
    try:
        try:
            command_id = _do(store, job, imported)
        except StoreProblem as problem:
            if problem.code != "STORE-NO-ORDER" or not job.into:
                raise
            job = replace(job, into="")  # that one has left the laptop: then it is a job of its own
            store.save_draft(_decided_key(job), msgspec.to_builtins(job))
            command_id = _do(store, job, imported)
        store.drop_draft(_decided_key(job))
        unstage(store, job, *job.photos)
    except (PhotoRefused, StoreProblem) as trouble:
        return Finished(job.into or job.order_id, trouble=trouble)
    return Finished(job.into or job.order_id, command_id)


def finish_all(store: Store, imported: Imported) -> tuple[Finished, ...]:
    """Goes on with all that was decided when the program stopped, and forgets photos that no form names."""
    forms = store.drafts()
    decided = [job for key, form in forms.items() if _is_decided(key) and (job := _read(form)) is not None]
    writing = _read(forms.get(KEY))
    if writing is not None and _is_done(store, writing, decided):
        store.drop_draft(KEY)
        writing = None
    done = tuple(finish(store, job, imported) for job in decided)
    kept_jobs = [job for job, finished in zip(decided, done, strict=True) if finished.trouble is not None]
    kept_jobs += [writing] if writing is not None else []
    named = {_piece_key(job, photo.id, n) for job in kept_jobs for photo in job.photos for n in range(photo.pieces)}
    for key in forms:  # as it was at first: a photo that is being kept just now is named in a moment
        if _is_piece(key) and key not in named:
            store.drop_draft(key)
    return done


def _is_done(store: Store, writing: NewJob, decided: Iterable[NewJob]) -> bool:
    """Whether the program stopped between deciding about the form and dropping it."""
    return any(job.order_id == writing.order_id for job in decided) or store.order(writing.order_id) is not None


def _do(store: Store, job: NewJob, imported: Imported) -> str:
    command_id = _record(store, job)
    for photo in job.photos:
        _add(store, job.into or job.order_id, job, photo, imported)
    return command_id


def _record(store: Store, job: NewJob) -> str:
    """What of it is not recorded yet; the command that makes the job, empty where that is there."""
    view = store.order(job.into or job.order_id)
    words = job.description.strip()
    if job.into:
        if words and (view is None or all(note.id != job.note_id for note in view.order.notes)):
            store.record(job.into, AddNote(job.note_id, words))
        return ""
    if view is not None:
        return ""
    lat, long = job.place or (None, None)
    address, follows = job.address.strip(), job.follows or None
    body = CreateOrder(job.service_code, job.title, address, job.assignment_id, words, lat, long, follows)
    return store.record(job.order_id, body).command_id


def _add(store: Store, order_id: str, job: NewJob, photo: Staged, imported: Imported) -> None:
    view = store.order(order_id)
    there = view.order.photos if view is not None else ()
    if any(each.sha256 == photo.sha256 and not each.withdrawn for each in there):
        return
    prepared = _prepared(store, job, photo)
    if prepared is None:
        return  # added before the program stopped, and taken out of the job since
    store.add_photo(order_id, PhotoRole.BEFORE, prepared)
    if photo.source:
        imported.add(Path(photo.source))


def _prepared(store: Store, job: NewJob, photo: Staged) -> "PreparedPhoto | None":
    from sync.photos import PreparedPhoto

    pieces = [store.draft(_piece_key(job, photo.id, number)) for number in range(photo.pieces)]
    if not all(pieces):
        return None
    return PreparedPhoto(
        b"".join(_bytes(piece, "jpeg") for piece in pieces),
        _bytes(pieces[0], "thumbnail"),
        photo.width_px,
        photo.height_px,
        photo.sha256,
        photo.taken_at,
        photo.offset_known,
        photo.lat,
        photo.long,
    )


def _read(form: dict[str, object] | None) -> NewJob | None:
    """What was kept; None where there is nothing that this program can read."""
    if form is None:
        return None
    try:
        return msgspec.convert(form, NewJob)
    except UNDECODABLE:
        return None


def _bytes(piece: dict[str, object] | None, name: str) -> bytes:
    kept_text = (piece or {}).get(name)
    return base64.b64decode(kept_text) if isinstance(kept_text, str) else b""


def _decided_key(job: NewJob) -> str:
    return f"{KEY}/{job.order_id}"


def _is_decided(key: str) -> bool:
    return key.startswith(f"{KEY}/") and key.count("/") == 1


def _is_piece(key: str) -> bool:
    return key.startswith(f"{KEY}/") and key.count("/") > 1


def _piece_key(job: NewJob, photo_id: str, number: int) -> str:
    return f"{KEY}/{job.order_id}/{photo_id}/{number}"

