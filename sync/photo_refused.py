"""Why a photo cannot be taken in, saved or opened: the codes, and the sentences that people read."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "PHOTO-EMPTY": "This file is empty, so no photo was added. The job is unchanged; choose another photo.",
    "PHOTO-BROKEN": (
        "This photo is damaged or was not copied completely, so it was not added. "
        "The job is unchanged; copy it again or take a new one."
    ),
    "PHOTO-TOO-LARGE": (
        "This photo is too large ({size}, the limit is {limit}), so it was not added. "
        "The job is unchanged; choose a smaller one."
    ),
    "PHOTO-TYPE": (
        "This file is not a JPEG, PNG, WebP or HEIC photo (its kind: {kind}), so it was not added. "
        "The job is unchanged; choose a photo."
    ),
    "PHOTO-UNREADABLE": (
        "This file could not be read, so no photo was added. "
        "The job is unchanged; check that the file is still there and try again."
    ),
    "PHOTO-DISK-FULL": (
        "The disk of this laptop is full, so the photo was not added. "
        "The job and all earlier photos are unchanged; free some space and add it again."
    ),
    "PHOTO-NOT-SAVED": (
        "This laptop could not write the photo to its disk, so it was not added. "
        "The job and all earlier photos are unchanged; add it again or tell support the code."
    ),
    "PHOTO-DAMAGED": (
        "A photo on this laptop was damaged after it was saved and cannot be opened. "
        "The job is unchanged and the damaged file is kept; take the photo again and tell support the code."
    ),
    "PHOTO-MISSING": (
        "A saved photo is missing on this laptop. "
        "The job is unchanged; take the photo again and tell support the code."
    ),
}
"""English sentence templates by code; the screens translate them. Fields: `size`, `limit`, `kind`."""

KIND_WORDS: Final = ("video", "unknown")
"""The values of `kind` that are words and want translating; the others are names of formats (GIF, SVG)."""


class PhotoRefused(Exception):
    """A photo was not taken in or not saved; nothing was changed.

    `code` is a key of `SENTENCES`, `values` its fields, `sentence` the English text for a person.
    """

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values = values
        self.sentence = SENTENCES[code].format(**values)
        super().__init__(f"{code}: {self.sentence}")


class FrameDamaged(Exception):
    """A sealed photo on disk cannot be opened; its bytes stay where they are.

    `code` is PHOTO-DAMAGED (altered, cut, another file's frames, another key) or PHOTO-MISSING.
    """

    def __init__(self, code: str = "PHOTO-DAMAGED") -> None:
        self.code = code
        self.sentence = SENTENCES[code]
        super().__init__(f"{code}: {self.sentence}")
