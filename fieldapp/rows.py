"""What the lists, boards and grids paint: plain frozen values, one class for each kind of row."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

ROW = Qt.ItemDataRole.UserRole
"""The item role under which every list model hands out its row value."""

ROW_ID, SECTION = int(ROW) + 2, int(ROW) + 3
"""A row's id and the heading above it, from models that know them before the row is made; None from others.

A list asks them of all its rows at once, to lay itself out and to find one.
"""


@dataclass(frozen=True)
class ChipText:
    """A small rounded label: words, a status tone, perhaps an icon."""

    text: str
    tone: str = "neutral"
    icon: str = ""


@dataclass(frozen=True)
class JobRow:
    """A job in a list; `section` is a heading painted above the row, `thumb` takes the icon's place."""

    id: str
    title: str
    subtitle: str = ""
    icon: str = "circle-dot-dashed"
    icon_tone: str = "orange"
    corner: str = ""
    corner_tone: str = "neutral"
    corner_icon: str = ""
    chips: tuple[ChipText, ...] = ()
    meta: str = ""
    section: str = ""
    thumb: QImage | None = None
    dimmed: bool = False

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return _spoken(self.title, self.subtitle, *(each.text for each in self.chips), self.meta, self.corner)


@dataclass(frozen=True)
class OutboxRow:
    """A change on its way: `stage` is "laptop", "sending", "in_crm" or "needs_you".

    `fraction` (0 to 1) tells how much of it is sent, None shows no bar.
    """

    id: str
    title: str
    subtitle: str = ""
    icon: str = "circle-dot-dashed"
    icon_tone: str = "orange"
    stage: str = "laptop"
    note: str = ""
    fraction: float | None = None
    section: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return _spoken(self.title, self.subtitle, self.note)


@dataclass(frozen=True)
class BoardCard:
    """A job on a supervisor's board."""

    id: str
    title: str
    subtitle: str = ""
    icon: str = "circle-dot-dashed"
    icon_tone: str = "orange"
    due: str = ""
    due_tone: str = "neutral"
    mark_icon: str = ""
    dimmed: bool = False

    @property
    def spoken(self) -> str:
        """The card as a screen reader says it."""
        return _spoken(self.title, self.subtitle, self.due)


@dataclass(frozen=True)
class LaneHead:
    """The head of a board lane; hours are the planned and the possible ones, no bar when the limit is 0."""

    id: str
    name: str
    initials: str = ""
    tone: str = "blue"
    freshness: str = ""
    freshness_tone: str = "neutral"
    hours: float = 0.0
    hours_limit: float = 0.0
    hours_text: str = ""
    icon: str = ""


@dataclass(frozen=True)
class PhotoTile:
    """A photo in a strip or grid; `state` is "ready", "loading" or "broken", `checked` that it is chosen."""

    id: str
    image: QImage | None = None
    label: str = ""
    label_tone: str = "neutral"
    caption: str = ""
    state: str = "ready"
    checked: bool = False

    @property
    def spoken(self) -> str:
        """The tile as a screen reader says it."""
        return _spoken(self.label, self.caption)


@dataclass(frozen=True)
class NavItem:
    """A place in the navigation rail."""

    key: str
    text: str
    icon: str


@dataclass(frozen=True)
class Segment:
    """One side of a segmented switch, perhaps with a count."""

    key: str
    text: str
    count: int | None = None


@dataclass(frozen=True)
class CheckItem:
    """A line of a checklist."""

    key: str
    text: str
    checked: bool = False
    required: bool = False


@dataclass(frozen=True)
class Outcome:
    """A tile of the outcome grid."""

    key: str
    title: str
    subtitle: str = ""
    icon: str = ""


@dataclass(frozen=True)
class ValueOption:
    """A way to settle a question: what is kept, whose it is, and one more line of it."""

    key: str
    title: str
    subtitle: str = ""
    detail: str = ""
    detail_icon: str = ""
    badge: str = ""


@dataclass(frozen=True)
class DiffRow:
    """A field with its new value and, if it had another one, the old."""

    label: str
    new: str
    old: str = ""


@dataclass(frozen=True)
class StoryLine:
    """What someone did at a time."""

    time: str
    who: str
    what: str


@dataclass(frozen=True)
class ActRow:
    """Something that was done: where it is now in words, icon and tone, and a note (the receipt) below that."""

    id: str
    title: str
    subtitle: str = ""
    icon: str = "circle-dot-dashed"
    icon_tone: str = "grey"
    place: str = ""
    place_icon: str = "circle-check"
    tone: str = "ok"
    note: str = ""
    section: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return _spoken(self.title, self.subtitle, self.place, self.note)


@dataclass(frozen=True)
class Finding:
    """The result of a check: what holds (or not), and why."""

    title: str
    detail: str = ""
    tone: str = "ok"


def _spoken(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
