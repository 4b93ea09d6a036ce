"""What somebody looks for in the list of jobs, as a value: words, filters that combine, and an order."""

from typing import Final, Literal, get_args

import msgspec

Show = Literal["todo", "done", "all"]
Sort = Literal["due", "distance", "priority", "route"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)

DUE: Final = ("due:late", "due:today", "due:week", "due:later", "due:never")
STATE: Final = ("state:new", "state:started", "state:paused", "state:returned")
PRIORITY: Final = ("priority:emergency", "priority:high", "priority:normal", "priority:low")
WORK: Final = ("work:unsent", "work:asked")
PLACE: Final = ("place:near", "place:unknown")


class Filter(msgspec.Struct, frozen=True, omit_defaults=True):
    """`chips` are filters by their keys (`group:value`, in order): those of a group widen each other, groups narrow.

    A kind of service is `kind:` and its code.
    """

    text: str = ""
    show: Show = "todo"
    chips: tuple[str, ...] = ()
    sort: Sort = "due"

    @property
    def narrows(self) -> bool:
        """Whether it hides anything that the tab alone would show."""
        return bool(self.words or self.chips)

    @property
    def words(self) -> str:
        """The text without what surrounds it."""
        return self.text.strip()

    def toggled(self, chip: str) -> "Filter":
        """With a filter switched on, or off where it was on."""
        chips = set(self.chips) ^ {chip}
        return msgspec.structs.replace(self, chips=tuple(sorted(chips)))

    def without(self, part: str) -> "Filter":
        """Without a filter, or without the words for "text"."""
        if part == "text":
            return msgspec.structs.replace(self, text="")
        return msgspec.structs.replace(self, chips=tuple(chip for chip in self.chips if chip != part))

    def cleared(self) -> "Filter":
        """Without words and filters; tab and order stay."""
        return msgspec.structs.replace(self, text="", chips=())

    def groups(self) -> dict[str, tuple[str, ...]]:
        """The filters by their group."""
        found: dict[str, tuple[str, ...]] = {}
        for chip in self.chips:
            group = group_of(chip)
            found[group] = (*found.get(group, ()), chip)
        return found


def group_of(chip: str) -> str:
    """The group of a filter."""
    return chip.partition(":")[0]


def value_of(chip: str) -> str:
    """What a filter asks for in its group."""
    return chip.partition(":")[2]
