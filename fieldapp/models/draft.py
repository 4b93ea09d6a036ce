"""A close-out that is being filled in, as the laptop's file keeps it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sync.orders import Value


@dataclass(frozen=True)
class Draft:
    """A close-out being filled in; `minutes` None means that the clock counts them, `present` None nobody was named.

    `answers` are what a person answered of the city's form in its `form_version` (None: took away), 0 while that is
    nothing; `seen` by question is what its fields were before. `also` are the jobs that are to be closed with this one.
    """

    outcome: str | None = None
    minutes: int | None = None
    reason: str = ""
    form_version: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    also: tuple[str, ...] = ()
    present: tuple[str, ...] | None = None
    seen: dict[str, dict[str, Value]] = field(default_factory=dict)

    def kept(self) -> dict[str, object]:
        """The draft as the laptop's file keeps it."""
        return asdict(self)

    def seen_of(self, fields: Iterable[str]) -> dict[str, Value]:
        """What stood in these fields when they were answered; nothing of those that nobody did."""
        asked = ((name, name.partition("/")[0]) for name in fields)
        return {name: self.seen[question].get(name) for name, question in asked if question in self.seen}


def draft_of(kept: dict[str, object] | None) -> Draft:
    """The draft that was kept; what does not fit is left out, since an older program may have written it."""
    kept = kept or {}
    outcome, minutes, reason = kept.get("outcome"), kept.get("minutes"), kept.get("reason")
    version, answers, note = kept.get("form_version"), kept.get("answers"), kept.get("note")
    also, present, seen = _names(kept.get("also")), _names(kept.get("present")), kept.get("seen")
    return Draft(
        outcome if isinstance(outcome, str) else None,
        minutes if isinstance(minutes, int) else None,
        reason if isinstance(reason, str) else "",
        version if isinstance(version, int) else 0,
        dict(answers) if isinstance(answers, dict) else {},
        note if isinstance(note, str) else "",
        also or (),
        present,
        {name: dict(was) for name, was in seen.items() if isinstance(was, dict)} if isinstance(seen, dict) else {},
    )


def _names(kept: object) -> tuple[str, ...] | None:
    return tuple(each for each in kept if isinstance(each, str)) if isinstance(kept, list | tuple) else None
