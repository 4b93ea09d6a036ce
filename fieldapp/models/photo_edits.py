"""A photo with marks in place of the one it was made from: the new one is on the disk before the old one goes."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from fieldapp.marks import Mark, flattened
from fieldapp.models.photos import decoded
from sync.commands import WithdrawPhoto
from sync.orders import Photo, PhotoRole
from sync.photo_refused import PhotoRefused
from sync.store import RecordedPhoto, Store

if TYPE_CHECKING:  # Pillow is loaded with the first photo, not with the window
    from sync.photos import PreparedPhoto

_NOT_PACKED = 100  # ten times faster, and it is unpacked again at once


@dataclass(frozen=True)
class Replaced:
    """What stands where: the new photo's id, and the command that took the old one out of the job."""

    photo_id: str
    withdrawal_id: str


def picture_of(store: Store, photo_id: str) -> QImage:
    """The photo in its full size, decoded; raises PhotoRefused (PHOTO-MISSING) where it is not here or does not open.

    Takes tens of milliseconds: not for the window's thread.
    """
    data = store.photo_bytes(photo_id)
    image = QImage() if data is None else decoded(data)
    if image.isNull():
        raise PhotoRefused("PHOTO-MISSING")
    return image


def replace_photo(store: Store, order_id: str, photo: Photo, picture: QImage, marks: tuple[Mark, ...]) -> Replaced:
    """Keeps `picture` with its marks as a new photo of the job and takes `photo` out, in that order.

    Whatever ends the program between the two leaves both, never none. The new file is made of pixels alone, so no
    thumbnail and no word of the old one is in it; when and where the old one was taken goes on in the command.
    Raises PhotoRefused, StoreProblem.
    """
    from sync.photos import prepare

    prepared = replace(
        prepare(png(flattened(picture, marks)), name="marked.png"),
        taken_at=photo.taken_at,
        offset_known=photo.taken_at is not None,
        latitude=photo.lat,
        longitude=photo.long,
    )
    added = store.add_photo(order_id, photo.role, prepared)
    taken_out = store.record(order_id, WithdrawPhoto(photo.id), (added.command_id,))
    return Replaced(added.photo_id, taken_out.command_id)


def picture_of_file(path: Path) -> tuple[QImage, "PreparedPhoto"]:
    """A file that is in no job yet, upright and made small, and what its camera said; raises PhotoRefused."""
    from sync.photos import prepare

    prepared = prepare(path, name=path.name)
    return decoded(prepared.jpeg), prepared


def add_marked(
    store: Store, order_id: str, role: PhotoRole, prepared: "PreparedPhoto", marks: tuple[Mark, ...]
) -> RecordedPhoto:
    """Adds a photo with marks of which the job never had the one without: that stays where it came from.

    Raises PhotoRefused, StoreProblem.
    """
    from sync.photos import prepare

    made = prepare(png(flattened(decoded(prepared.jpeg), marks)), name=prepared.original_name)
    facts = {name: getattr(prepared, name) for name in ("taken_at", "offset_known", "latitude", "longitude")}
    return store.add_photo(order_id, role, replace(made, **facts))


def put_back(store: Store, order_id: str, replaced: Replaced) -> None:
    """Undoes it: the old photo is in the job again before the new one goes. Raises StoreProblem."""
    store.withdraw(replaced.withdrawal_id)
    store.record(order_id, WithdrawPhoto(replaced.photo_id))


def png(image: QImage) -> bytes:
    """The bytes of a picture without loss, which `prepare` takes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _NOT_PACKED)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
