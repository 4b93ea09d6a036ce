"""The state machines of a command and of a photo, and the words that a screen may use for them."""

from collections.abc import Iterable
from enum import StrEnum

from sync.verdicts import Outcome


class CommandState(StrEnum):
    """Where a recorded command is. SENDING includes "sent once, no answer yet": it may not be changed any more."""

    QUEUED = "queued"
    SENDING = "sending"
    HELD = "held"  # the CRM has it durably, a person decides
    APPLIED = "applied"  # the CRM did it, this laptop's copy is not that new yet
    SETTLED = "settled"
    DECLINED = "declined"  # a person said no; its author has not seen that yet
    REJECTED = "rejected"  # never valid; quarantined
    WITHDRAWN = "withdrawn"  # taken back by its author before it was ever sent


COMMAND_STEPS: dict[CommandState, frozenset[CommandState]] = {
    CommandState.QUEUED: frozenset({CommandState.SENDING, CommandState.WITHDRAWN}),
    CommandState.SENDING: frozenset(
        {
            CommandState.QUEUED,
            CommandState.HELD,
            CommandState.APPLIED,
            CommandState.REJECTED,
            CommandState.DECLINED,
        }
    ),
    CommandState.HELD: frozenset({CommandState.APPLIED, CommandState.DECLINED}),
    CommandState.APPLIED: frozenset({CommandState.SETTLED}),
    CommandState.DECLINED: frozenset({CommandState.SETTLED}),
    CommandState.REJECTED: frozenset({CommandState.SETTLED}),
    CommandState.SETTLED: frozenset(),
    CommandState.WITHDRAWN: frozenset(),
}

COMMAND_STEPS_AFTER_RESTORE: dict[CommandState, frozenset[CommandState]] = {
    state: frozenset({CommandState.QUEUED})
    for state in (
        CommandState.HELD,
        CommandState.APPLIED,
        CommandState.DECLINED,
        CommandState.REJECTED,  # of dead letters only: the desk has lost the bytes as well
        CommandState.SETTLED,
    )
}
"""Steps that only a snapshot may cause which says that the CRM, restored from a backup, has lost the command."""

WAITING = frozenset({CommandState.QUEUED, CommandState.SENDING})
"""States in which the CRM is not known to have the command."""

OVERLAID = frozenset({CommandState.QUEUED, CommandState.SENDING, CommandState.HELD, CommandState.APPLIED})
"""States in which the author's view still carries the command on top of the server copy."""


class PhotoState(StrEnum):
    """Where a photo taken here is. Only STORED (the CRM has the same bytes) may be purged."""

    SAVED = "saved"
    ANNOUNCED = "announced"  # the CRM knows of it, so its bytes may be sent
    UPLOADING = "uploading"
    STORED = "stored"
    PURGED = "purged"
    DAMAGED = "damaged"  # the file here no longer opens; its bytes are kept


PHOTO_STEPS: dict[PhotoState, frozenset[PhotoState]] = {
    PhotoState.SAVED: frozenset({PhotoState.ANNOUNCED, PhotoState.DAMAGED}),
    PhotoState.ANNOUNCED: frozenset({PhotoState.UPLOADING, PhotoState.STORED, PhotoState.DAMAGED}),
    PhotoState.UPLOADING: frozenset({PhotoState.ANNOUNCED, PhotoState.STORED, PhotoState.DAMAGED}),
    PhotoState.STORED: frozenset({PhotoState.PURGED}),
    PhotoState.PURGED: frozenset(),
    PhotoState.DAMAGED: frozenset({PhotoState.ANNOUNCED}),
}

PHOTO_STEPS_AFTER_RESTORE: dict[PhotoState, frozenset[PhotoState]] = {
    PhotoState.ANNOUNCED: frozenset({PhotoState.SAVED}),
    PhotoState.UPLOADING: frozenset({PhotoState.SAVED}),
    PhotoState.STORED: frozenset({PhotoState.SAVED, PhotoState.ANNOUNCED}),
}
"""The same for photos: the bytes go up again, after their command where that is lost too."""


class Place(StrEnum):
    """The only words for where work is: on this laptop, sending, in the CRM, or waiting for a person."""

    ON_LAPTOP = "on_laptop"
    SENDING = "sending"
    IN_CRM = "in_crm"
    NEEDS_DECISION = "needs_decision"


_AFTER = {
    Outcome.APPLIED: CommandState.APPLIED,
    Outcome.HELD: CommandState.HELD,
    Outcome.REJECTED: CommandState.REJECTED,
    Outcome.DECLINED: CommandState.DECLINED,
    Outcome.RETRY: CommandState.QUEUED,
}


def after_verdict(state: CommandState, outcome: Outcome) -> CommandState:
    """The state after a verdict; the same state where the verdict is news no longer (a repeat, an echo)."""
    wanted = _AFTER[outcome]
    return wanted if wanted in COMMAND_STEPS[state] else state


def place(commands: Iterable[CommandState], photos: Iterable[PhotoState]) -> Place | None:
    """The word for one job's work on this laptop, None where nothing was done here.

    A person's decision outranks all; then what is only here; then what is on its way. Never "in the CRM" while
    a photo is missing there.
    """
    states, pictures = frozenset(commands), frozenset(photos)
    if not states and not pictures:
        return None
    if states & {CommandState.HELD, CommandState.DECLINED, CommandState.REJECTED}:
        return Place.NEEDS_DECISION
    if PhotoState.DAMAGED in pictures:
        return Place.NEEDS_DECISION
    if CommandState.SENDING in states or PhotoState.UPLOADING in pictures:
        return Place.SENDING
    if CommandState.QUEUED in states or pictures & {PhotoState.SAVED, PhotoState.ANNOUNCED}:
        return Place.ON_LAPTOP
    return Place.IN_CRM
