"""What must always hold, by number, and what an oracle says when something does not."""

from collections import Counter
from typing import Final

INVARIANTS: Final[dict[str, str]] = {
    "I-1": "every command whose action said saved reaches a verdict in the hub's log",
    "I-2": "exactly one effect for each command, whatever is repeated, late or restarted",
    "I-3": "the bytes at the hub are the bytes saved",
    "I-4": "after any crash all that said saved is there",
    "I-5": "each saved photo is at the hub, or reported damaged with its bytes kept",
    "I-6": "no photo leaves the laptop before the hub has it",
    "I-7": "no silent overwrite of a value that its author had not seen",
    "I-8": "nobody conflicts with themselves",
    "I-9": "no change of state under an assignment that is not current, but by decision",
    "I-10": "on one order, a laptop's effects are in their order",
    "I-11": "no change on the laptop without proof of peer",
    "I-12": "what I entered stays visible from save to settled",
    "I-13": "the laptop's copies equal its scope at the hub, and the digests agree",
    "I-14": "an order that left disappears if and only if nothing of it is pending",
    "I-15": "orders never wait for each other",
    "I-16": "when faults stop, queues drain within a bound",
    "I-17": "rows and cursor move together; nothing committed below a cursor is missing",
    "I-18": "after a restore of the hub all saved work is there again",
    "I-19": "the laptop's word for an outcome is the hub's",
    "I-20": "everything held is in exactly one review, and on its author's screen",
    "I-21": "other clocks on the laptops change no outcome",
    "I-22": "the author never changes",
    "I-23": "no personal data in clear in any file that the laptop writes",
    "I-24": "the hash chain verifies, and a tampered command is found",
    "I-25": "what a wiped laptop had comes in by its sealed file",
    "I-26": "disk and queues are bounded",
}

checked: Counter[str] = Counter()
"""How often each was looked at in this process: a check that never ran proves nothing."""


class Violation(Exception):
    """An invariant does not hold. `invariant` is its number in PROTOCOL.md."""

    def __init__(self, invariant: str, text: str) -> None:
        super().__init__(invariant, text)
        self.invariant, self.text = invariant, text

    def __str__(self) -> str:
        return f"{self.invariant}: {self.text}"


def require(holds: bool, invariant: str, text: str) -> None:
    """Raises Violation where it does not hold."""
    checked[invariant] += 1
    if not holds:
        raise Violation(invariant, text)
