"""Why the laptop's file could not be opened or written: the codes, and the sentences that people read."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "STORE-KEY": (
        "The work on this laptop is locked with another key, so it could not be opened. "
        "Nothing was changed; sign in to the system as the person who set up this laptop, or call support."
    ),
    "STORE-DAMAGED": (
        "The file with the work on this laptop is damaged. "
        "Nothing was deleted; close Fieldapp and open it again to recover it, or call support with the code."
    ),
    "STORE-IN-USE": ("Fieldapp is already open on this laptop. Your work is safe; go on in the window that is open."),
    "STORE-NEWER": (
        "The work on this laptop was saved by a newer Fieldapp, so this one did not open it. "
        "Nothing was changed; install the newer version."
    ),
    "STORE-DISK-FULL": (
        "The disk of this laptop is full, so this was not saved. "
        "All earlier work is safe; free some space and do it again."
    ),
    "STORE-DISK-ERROR": (
        "The disk of this laptop could not be read or written, so this was not saved. "
        "All earlier work is safe; do it again, and tell support the code if it stays."
    ),
    "STORE-FOLDER": (
        "The folder with the work on this laptop cannot be read or written, so it was not opened. "
        "Nothing was changed; check the folder's permissions or call support."
    ),
    "STORE-OTHER-HUB": (
        "The work on this laptop belongs to another city's CRM, so you are not signed in here. "
        "Nothing was changed; sign in to that CRM or call support."
    ),
    "STORE-BUSY": (
        "Another program holds the file with the work on this laptop, so this was not saved. "
        "All earlier work is safe; do it again in a moment."
    ),
    "STORE-CLOSED": "Fieldapp is closing, so this was not saved. All earlier work is safe.",
    "STORE-NOT-SIGNED-IN": "Nobody has signed in on this laptop yet, so this was not saved. Sign in first.",
    "STORE-NO-ORDER": ("This job is no longer on this laptop, so this was not saved. Your earlier work on it is safe."),
    "STORE-JOB-UNREADABLE": (
        "This job cannot be read on this laptop, so this was not saved. "
        "Your earlier work is safe; do it again once the city has sent the job again."
    ),
    "STORE-NO-COMMAND": "This change is no longer on this laptop. Nothing was changed.",
    "STORE-UNDO-LATE": (
        "This can no longer be undone here: it may have reached the CRM, or later work builds on it. "
        "It is safe; change it with a new entry."
    ),
}
"""English sentences by code; the screens translate them."""


class StoreProblem(Exception):
    """Something was not opened or not saved, and nothing is half-done.

    `code` is a key of `SENTENCES`, `sentence` the English text for a person. `certain` is False where the disk
    failed so badly that what was not saved may be there after a restart all the same.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.certain = True
        self.sentence = SENTENCES[code]
        super().__init__(f"{code}: {self.sentence}")
