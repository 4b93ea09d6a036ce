"""The words for photos: why one was not taken in, where and when it was taken, what is wrong with it."""

from PySide6.QtCore import QCoreApplication

from fieldapp.moments import Moments
from sync.photo_refused import FrameDamaged, PhotoRefused

_KILOMETRES_FROM_M = 2000


def refusal_text(error: PhotoRefused | FrameDamaged) -> str:
    """Why a photo was not taken in or does not open: one sentence for a person, then the code for support."""
    values = error.values if isinstance(error, PhotoRefused) else {}
    kind = values.get("kind", "")
    kinds = {
        "video": QCoreApplication.translate("Photo", "a video"),
        "unknown": QCoreApplication.translate("Photo", "not known"),
    }
    sentence = _refusals().get(error.code, error.sentence)
    for name, value in {**values, "kind": kinds.get(kind, kind)}.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return f"{sentence} ({error.code})"


def taken_text(metres: int | None, after_start_min: int | None, at: str, has_place: bool, moments: Moments) -> str:
    """Where and when a photo was taken, in a sentence; what is not known is said, and no more.

    `metres` from the address, `after_start_min` minutes after the work began, `at` the time as people say it.
    """
    where = _away(metres)
    when = _when(after_start_min, moments) or at
    if where and when:
        said = QCoreApplication.translate("Photo", "Taken {where}, {when}.")
    elif where:
        said = QCoreApplication.translate("Photo", "Taken {where}. The photo does not say when.")
    elif when and has_place:
        said = QCoreApplication.translate("Photo", "Taken {when}.")
    elif when:
        said = QCoreApplication.translate("Photo", "Taken {when}. The photo does not say where.")
    else:
        return QCoreApplication.translate("Photo", "The photo does not say where or when it was taken.")
    return said.format(where=where, when=when)


def source_text(name: str, is_card: bool) -> str:
    """What a person calls something with photos on it."""
    if is_card:
        return name or QCoreApplication.translate("Photo", "SD card")
    return QCoreApplication.translate("Photo", "Photo folder")


def flaw_text(flaw: str) -> str:
    """What is wrong with a photo ("blurred", "dark", "bright"), while it can be taken again."""
    return {
        "blurred": QCoreApplication.translate(
            "Photo", "This photo looks blurred. Better take it again before you leave."
        ),
        "dark": QCoreApplication.translate("Photo", "This photo looks too dark. Better take it again with more light."),
        "bright": QCoreApplication.translate(
            "Photo", "Much of this photo is plain white. Better take it again with the sun behind you."
        ),
    }[flaw]


def _away(metres: int | None) -> str:
    if metres is None:
        return ""
    if metres >= _KILOMETRES_FROM_M:
        kilometres = round(metres / 1000)
        return QCoreApplication.translate("Photo", "{count} km from the address").format(count=kilometres)
    return QCoreApplication.translate("Photo", "{count} m from the address").format(count=metres)


def _when(after_start_min: int | None, moments: Moments) -> str:
    if after_start_min is None:
        return ""
    if after_start_min < 0:
        said = QCoreApplication.translate("Photo", "{time} before you started")
    else:
        said = QCoreApplication.translate("Photo", "{time} after you started")
    return said.format(time=moments.lasting(abs(after_start_min)))


def _refusals() -> dict[str, str]:
    return {
        "PHOTO-EMPTY": QCoreApplication.translate(
            "Photo", "This file is empty, so no photo was added. The job is unchanged; choose another photo."
        ),
        "PHOTO-BROKEN": QCoreApplication.translate(
            "Photo",
            "This photo is damaged or was not copied completely, so it was not added. "
            "The job is unchanged; copy it again or take a new one.",
        ),
        "PHOTO-TOO-LARGE": QCoreApplication.translate(
            "Photo",
            "This photo is too large ({size}, the limit is {limit}), so it was not added. "
            "The job is unchanged; choose a smaller one.",
        ),
        "PHOTO-TYPE": QCoreApplication.translate(
            "Photo",
            "This file is not a JPEG, PNG, WebP or HEIC photo (its kind: {kind}), so it was not added. "
            "The job is unchanged; choose a photo.",
        ),
        "PHOTO-UNREADABLE": QCoreApplication.translate(
            "Photo",
            "This file could not be read, so no photo was added. "
            "The job is unchanged; check that the file is still there and try again.",
        ),
        "PHOTO-DISK-FULL": QCoreApplication.translate(
            "Photo",
            "The disk of this laptop is full, so the photo was not added. "
            "The job and all earlier photos are unchanged; free some space and add it again.",
        ),
        "PHOTO-NOT-SAVED": QCoreApplication.translate(
            "Photo",
            "This laptop could not write the photo to its disk, so it was not added. "
            "The job and all earlier photos are unchanged; add it again or tell support the code.",
        ),
        "PHOTO-DAMAGED": QCoreApplication.translate(
            "Photo",
            "A photo on this laptop was damaged after it was saved and cannot be opened. "
            "The job is unchanged and the damaged file is kept; take the photo again and tell support the code.",
        ),
        "PHOTO-MISSING": QCoreApplication.translate(
            "Photo",
            "A saved photo is missing on this laptop. "
            "The job is unchanged; take the photo again and tell support the code.",
        ),
    }
