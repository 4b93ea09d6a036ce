"""The named steps at which laptop and hub may be killed, each with how much more often than its share that happens.

Most steps of a schedule are those of a few acts; without this the others would hardly ever be the one where it ends.
"""

from collections.abc import Iterator
from typing import Final


def _around(*acts: str) -> Iterator[str]:
    """Right before and right after an act's COMMIT."""
    for act in acts:
        yield f"{act}.before_commit"
        yield f"{act}.committed"


_OFTEN: Final = (
    *_around("absorb", "no_answer", "open", "record", "request"),
    "exchange.absorbed",
    "exchange.after_commit",
    "exchange.answered",
    "exchange.before_commit",
)
_LESS: Final = (
    *_around("add_photo", "download", "receipts", "sign_in", "sign_out", "snapshot", "snapshot_end", "stored"),
    *_around("tokens", "upload", "withdraw"),
    "download.answered",
    "photo.dir_fsynced",
    "photo.fsynced",
    "photo.renamed",
    "photo.thumb_renamed",
    "photo.tmp_written",
    "snapshot.ended",
    "snapshot.page",
    "token.answered",
    "token.kept",
    "upload.chunk_answered",
    "upload.created",
    "upload.digest_ok",
    "upload.fsynced",
    "upload.moved",
    "upload.stored",
    "upload.written",
)
_SELDOM: Final = (
    *_around("dismiss", "draft", "hand_over", "heal", "notices", "quarantine", "recover", "tidy", "want_photo"),
    "recover.cleared",
    "recover.done",
    "recover.filled",
    "recover.kept",
    "recover.replaced",
)
CRASH_POINTS: Final[dict[str, float]] = {
    **dict.fromkeys(_OFTEN, 0.0),
    **dict.fromkeys(_LESS, 0.05),
    **dict.fromkeys(_SELDOM, 0.3),
    **dict.fromkeys(_around("missing"), 3.0),
    **dict.fromkeys(_around("refuse"), 8.0),
}
