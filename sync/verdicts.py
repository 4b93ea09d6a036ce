"""What came of a command: the hub's verdict, the parts it was judged by, and the review where a person is asked."""

from enum import StrEnum

import msgspec

from sync.orders import Role, Value


class Outcome(StrEnum):
    """The closed list of answers. RETRY means "not processed"; DECLINED is a person's no to held work."""

    APPLIED = "applied"
    HELD = "held"
    REJECTED = "rejected"
    RETRY = "retry"
    DECLINED = "declined"


class Why(StrEnum):
    """Why something was held, had no effect, or was rejected."""

    REASSIGNED = "reassigned"
    REOPENED = "reopened"  # back with the same crew, with new instructions
    CANCELLED = "cancelled"
    CLOSED = "closed"
    ALREADY_CLOSED = "already_closed"
    ALREADY_DECIDED = "already_decided"
    VALUE_CHANGED = "value_changed"
    ORDER_UNKNOWN = "order_unknown"
    NEEDED_IS_HELD = "needed_is_held"  # it builds on a command that waits for a decision
    NOT_ALLOWED = "not_allowed"
    MALFORMED = "malformed"
    ID_REUSED = "command-id-reused"


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value a command wanted to change: as its author saw it, as it is, as its author wants it."""

    name: str
    outcome: Outcome
    base: Value = None
    office: Value = None
    field: Value = None


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The hub's answer to the command `id`.

    `version` is the order's after it (the laptop shows its own view until its copy is that new). `by` and
    `reason` are set when a person decided. `duplicate` says that the answer was given before.
    """

    id: str
    outcome: Outcome
    order_id: str = ""
    version: int | None = None
    why: Why | None = None
    review_id: str | None = None
    parts: tuple[Part, ...] = ()
    by: str = ""
    at: str = ""
    reason: str = ""
    retry_after_s: float | None = None
    duplicate: bool = False
    receipt: int | None = None


class ReviewKind(StrEnum):
    """CLOSED: a close-out to look over. HELD: work that met a change and waits for a person."""

    CLOSED = "closed"
    HELD = "held"


class ReviewState(StrEnum):
    """Where a review stands; the last two are final."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question for `asks`, raised by one command whose id it has: so there is exactly one a command."""

    id: str
    order_id: str
    kind: ReviewKind
    asks: Role
    command_kind: str
    author: str
    author_name: str
    occurred_at: str
    received_at: str
    crew_id: str | None = None
    why: Why | None = None
    parts: tuple[Part, ...] = ()
    state: ReviewState = ReviewState.WAITING
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""
    version: int = 1
