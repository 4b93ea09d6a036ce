"""The words for photos: why one was not taken in, or does not open."""

from PySide6.QtCore import QCoreApplication

from sync.photo_refused import FrameDamaged, PhotoRefused


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
