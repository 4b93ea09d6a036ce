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
    DUPLICATE = "duplicate"  # merged into another order
    CLOSED = "closed"
    ALREADY_CLOSED = "already_closed"
    ALREADY_OPEN = "already_open"
    ALREADY_DECIDED = "already_decided"
    VALUE_CHANGED = "value_changed"
    PROPOSED = "proposed"  # the office alone sets this value
    LOOK_ALIKE = "look_alike"  # created, and perhaps the same as another order
    PERSON_DISABLED = "person_disabled"  # its author's account was closed meanwhile
    OTHER_PERSON = "other_person"  # it came under somebody else's sign-in
    ORDER_UNKNOWN = "order_unknown"
    NEEDED_IS_HELD = "needed_is_held"  # it builds on a command that waits for a decision
    HUB_FAILED = "hub_failed"  # not processed, and nothing that its author did wrong
    DEAD_LETTER = "dead_letter"  # failed too often: its bytes lie on the hub's desk for a person
    NOT_ALLOWED = "not_allowed"
    MALFORMED = "malformed"
    ID_REUSED = "command-id-reused"


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value a command wanted to change: as its author saw it, as it is, as its author wants it.

    `by` and `at` tell who set the office's value and when (empty where no command did); `metres` is how far
    two pins are apart.
    """

    name: str
    outcome: Outcome
    base: Value = None
    office: Value = None
    field: Value = None
    by: str = ""
    at: str = ""
    metres: int | None = None


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The hub's answer to the command `id`.

    `version` is the order's after it (the laptop shows its own view until its copy is that new). `by` and
    `reason` are set when a person decided. `met_by` and `met_reason` tell whose change it met, and why that was
    made. `asks` is who decides about what is held. `duplicate` says that the answer was given before.
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
    met_by: str = ""
    met_reason: str = ""
    asks: Role | None = None


class ReviewKind(StrEnum):
    """CLOSED: a close-out to look over. HELD: work that met a change and waits. INFORMED: done, and to be known."""

    CLOSED = "closed"
    HELD = "held"
    INFORMED = "informed"


class ReviewState(StrEnum):
    """Where a review stands; the last two are final."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question for `asks`, raised by one command whose id it has: so there is exactly one a command.

    With `asks` CREW it is for the author alone. `met_by` and `met_reason` are as in the verdict. `escalated_at`
    is set when it had waited too long.
    """

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
    met_by: str = ""
    met_reason: str = ""
    escalated_at: str = ""
    state: ReviewState = ReviewState.WAITING
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""
    version: int = 1
