"""What is said between the tour and the hands in a window: one JSON line for each request and each answer."""

from typing import Literal

import msgspec

Act = Literal["click", "row", "type", "keys", "pick", "files", "paste", "menu", "see", "look", "picture", "close"]
PHOTO = "photo:"


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to do, tried until it can be done or `deadline_s` is over.

    `name` finds a widget by object name, accessible name or text; a `*` at its end or beginning
    stands for anything. `row` are parts of a row's words, `see` and `gone` parts of what is to be in sight (twice
    where it stands there twice; after PHOTO the label of a small photo) and what is not.
    """

    number: int
    act: Act
    name: str = ""
    text: str = ""
    row: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    page: str = ""
    deadline_s: float = 10.0


class Sight(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person has before them: the page, every text in order, small photos by their labels, the rows of each
    list by its name."""

    page: str = ""
    pill: str = ""
    texts: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    rows: dict[str, tuple[str, ...]] = {}

    def holds(self, part: str, times: int = 1) -> bool:
        """Whether that many texts or rows have these words."""
        rows = (row for each in self.rows.values() for row in each)
        if part.startswith(PHOTO):
            return sum(photo.startswith(part.removeprefix(PHOTO)) for photo in self.photos) >= times
        return sum(part in text for text in (*self.texts, *rows)) >= times

    def row(self, *parts: str) -> str:
        """The first row with all these words, "" for none."""
        every = (row for rows in self.rows.values() for row in rows)
        return next((row for row in every if all(part in row for part in parts)), "")


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of a request; `why` it could not be done in time, `sight` where it asked to look or to see."""

    number: int
    why: str = ""
    sight: Sight | None = None
