"""What the office did in the CRM itself, for the oracle to play again."""

from dataclasses import dataclass, field

from sync.orders import Status, Value


@dataclass(frozen=True)
class Edit:
    """The order `order_id` after the office's hand, which came after the hub's commit `seq`."""

    seq: int
    order_id: str
    status: Status
    crew: str | None
    assignment: str | None
    fields: dict[str, Value] = field(default_factory=dict)
    """Only those that the office set."""

    removed: bool = False
    """The order is no more."""
