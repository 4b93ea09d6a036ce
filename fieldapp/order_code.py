"""The code that names a job outside the app: on paper as a QR code, from a scanner, on the command line.

Its text is `fieldapp:order/<id>` and nothing more: no address, no name, nothing about a person. Instead of the id the
job's number may stand there, as a person would type it.
"""

from typing import Final

from sync.store import Query, Store

PREFIX: Final = "fieldapp:order/"
LONGEST: Final = 120
"""Characters; longer texts name no job."""


def code_of(order_id: str) -> str:
    """What the QR code of a job says."""
    return PREFIX + order_id


def begins_code(text: str) -> bool:
    """Whether a text may become a code while a scanner still types it."""
    start = text.strip().lower()
    return start.startswith(PREFIX) or (len(start) >= len("fieldapp:") and PREFIX.startswith(start))


def named_in(text: str) -> str | None:
    """The id or number that a code names; None where the text is no code."""
    said = text.strip()
    if not said.lower().startswith(PREFIX) or len(said) > LONGEST:
        return None
    return said[len(PREFIX) :].strip("/ ") or None


def find_order(store: Store, name: str) -> str:
    """The id of the job with that id or number; "" where it is not on this laptop."""
    wanted = name.strip()
    if not wanted or len(wanted) > LONGEST:
        return ""
    for order_id in dict.fromkeys((wanted, wanted.lower())):
        if store.lines([order_id]):
            return order_id
    for shelf in ("all", "board"):
        for line in store.orders(Query(text=wanted, show=shelf)):
            if line.number.casefold() == wanted.casefold():
                return line.id
    return ""
