"""What an oracle says when something does not hold."""


class Violation(Exception):
    """An invariant does not hold. `invariant` is its number in PROTOCOL.md."""

    def __init__(self, invariant: str, text: str) -> None:
        super().__init__(invariant, text)
        self.invariant, self.text = invariant, text

    def __str__(self) -> str:
        return f"{self.invariant}: {self.text}"


def require(holds: bool, invariant: str, text: str) -> None:
    """Raises Violation where it does not hold."""
    if not holds:
        raise Violation(invariant, text)
