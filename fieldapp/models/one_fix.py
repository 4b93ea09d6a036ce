"""One fix closes many: the same answers and photos for each job, and all of them or none.

The store writes one act at a time, so what is to be closed is written down first, with the draft of the job in hand,
which that job's own closing ends: it is the last. After a kill a start goes on from there and finds what is done;
where an act fails, what was done of it is taken back.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from fieldapp.models.draft import draft_of
from fieldapp.models.photos import proofs, shown_photos
from sync.commands import CloseOut, WithdrawPhoto
from sync.decoding import UNDECODABLE
from sync.orders import OPEN, Photo, PhotoRole, Value
from sync.photo_refused import PhotoRefused
from sync.store import Store, StoreProblem

if TYPE_CHECKING:  # Pillow is loaded with the first photo, not with the window
    from sync.photos import PreparedPhoto

CLOSING: Final = "closing"
"""The member of a close-out's draft that says what is being closed with it."""

Closings = dict[str, CloseOut]


@dataclass(frozen=True)
class Closed:
    """What was done: the closings' commands and the copied photos by order, and the jobs that have left meanwhile."""

    closings: Mapping[str, str]
    photos: Mapping[str, list[str]]
    drafts: Mapping[str, dict[str, object]]
    gone: tuple[str, ...] = ()


def close_all(store: Store, draft: dict[str, object], closings: Closings) -> Closed:
    """Closes the first of the jobs, and the others with it: its photos that were taken here are theirs, too.

    `draft` is the first one's, kept until all are closed. Takes a while: not for the window's thread. Raises
    PhotoRefused, StoreProblem, and then none is closed by it.
    """
    main, *others = closings
    store.save_draft(main, {**draft, CLOSING: msgspec.to_builtins(closings)})
    closed: dict[str, str] = {}
    photos: dict[str, list[str]] = {}
    drafts: dict[str, dict[str, object]] = {}
    gone: list[str] = []
    try:
        shared = _shared(store, main)
        for order_id in others:  # what may fail for want of room comes first
            if store.order(order_id) is None:
                gone.append(order_id)
            else:
                _copy_photos(store, order_id, shared, photos.setdefault(order_id, []))
        for order_id in (*(each for each in others if each not in gone), main):
            kept = store.draft(order_id) if order_id != main else None
            body = closings[order_id]
            seen = draft_of(draft).seen_of(body.fields) if order_id == main else {}
            if command_id := _close(store, order_id, body, seen):
                closed[order_id] = command_id
                drafts.update({order_id: kept} if kept else {})
    except (PhotoRefused, StoreProblem):
        with suppress(StoreProblem):  # a disk that takes not even this: then a start goes on with all of it
            take_back(store, Closed(closed, photos, drafts))
            store.save_draft(main, draft)
        raise
    return Closed(closed, photos, drafts, tuple(gone))


def take_back(store: Store, closed: Closed) -> int:
    """Takes all of it back that has not left the laptop: the job in hand first. How many closings are left.

    The photos leave the other jobs again; half-filled forms of theirs are as they were.
    """
    left = 0
    for order_id, command_id in reversed(list(closed.closings.items())):
        try:
            store.withdraw(command_id)
        except StoreProblem:
            left += 1
            continue
        if order_id in closed.drafts:
            store.save_draft(order_id, dict(closed.drafts[order_id]))
        for photo_id in closed.photos.get(order_id, []):
            store.record(order_id, WithdrawPhoto(photo_id))
    for order_id in closed.photos.keys() - closed.closings.keys():
        for photo_id in closed.photos[order_id]:
            store.record(order_id, WithdrawPhoto(photo_id))
    return left


def closed_by(store: Store, closings: Iterable[tuple[str, str]]) -> Closed:
    """An act of before, to take it back: order and command of each closing, that of the job in hand first."""
    main, *others = closings
    view = store.order(main[0])
    digests = {photo.sha256 for photo in view.photos} if view is not None else set()
    photos = {}
    for order_id, _ in others:
        other = store.order(order_id)
        photos[order_id] = [p.photo_id for p in other.photos if p.sha256 in digests] if other is not None else []
    return Closed(dict((*others, main)), photos, {})


def finish_all(store: Store) -> int:
    """Goes on with what was being closed when the program stopped: how many jobs that were. Raises PhotoRefused,
    StoreProblem."""
    count = 0
    for order_id, form in store.drafts().items():
        closings = _closings(form)
        view = store.order(order_id)
        if next(iter(closings), None) != order_id or view is None:
            continue
        if view.order.status not in OPEN:  # all was done, and the draft came back: the last word about it was lost
            store.drop_draft(order_id)
        else:
            draft = {name: value for name, value in form.items() if name != CLOSING}
            count += len(close_all(store, draft, closings).closings)
    return count


def _closings(form: dict[str, object]) -> Closings:
    try:
        return msgspec.convert(form.get(CLOSING, {}), Closings)
    except UNDECODABLE:
        return {}


def _close(store: Store, order_id: str, body: CloseOut, seen: Mapping[str, Value]) -> str:
    """The command; empty where the job is closed already, as before a kill."""
    view = store.order(order_id)
    if view is not None and view.order.status not in OPEN:
        return ""
    shown = proofs(view) if view is not None else ()
    return store.record(order_id, replace(body, photo_ids=shown), seen=seen).command_id


def _shared(store: Store, main: str) -> tuple[tuple[PhotoRole, "PreparedPhoto"], ...]:
    """The photos of the job in hand that were taken here. Raises PhotoRefused where one that proves it is not here."""
    view = store.order(main)
    if view is None:
        raise StoreProblem("STORE-NO-ORDER")
    described = {photo.id: photo for photo in shown_photos(view.order.photos)}
    found = []
    for local in view.photos:
        photo = described.get(local.photo_id)
        prepared = _prepared(store, photo) if photo is not None else None
        if photo is not None and prepared is not None:
            found.append((photo.role, prepared))
        elif photo is not None and photo.role is PhotoRole.AFTER:
            raise PhotoRefused("PHOTO-MISSING")
    return tuple(found)


def _prepared(store: Store, photo: Photo) -> "PreparedPhoto | None":
    from sync.photos import PreparedPhoto

    jpeg, small = store.photo_bytes(photo.id), store.photo_bytes(photo.id, "thumb")
    if jpeg is None or small is None:
        return None
    return PreparedPhoto(
        jpeg,
        small,
        photo.width_px,
        photo.height_px,
        photo.sha256,
        photo.taken_at,
        photo.taken_at is not None,
        photo.lat,
        photo.long,
    )


def _copy_photos(
    store: Store, order_id: str, shared: tuple[tuple[PhotoRole, "PreparedPhoto"], ...], copies: list[str]
) -> None:
    """Gives another job those of the photos that it lacks; their ids go into `copies` one by one."""
    view = store.order(order_id)
    there = [photo for photo in view.order.photos if not photo.withdrawn] if view is not None else []
    roles = {(photo.role, photo.sha256) for photo in there}
    for role, prepared in shared:
        if (role, prepared.sha256) not in roles:
            copies.append(store.add_photo(order_id, role, prepared).photo_id)
    wanted = {(role, prepared.sha256) for role, prepared in shared}
    digests = {digest for _, digest in wanted}
    for photo in there:  # a copy that a kill left without its row was taken up again, as one of the work
        if photo.role is PhotoRole.DURING and photo.sha256 in digests and (photo.role, photo.sha256) not in wanted:
            store.record(order_id, WithdrawPhoto(photo.id))
