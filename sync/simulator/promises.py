"""What people were told, by whom: the one thing that the oracle trusts beside the hub's final state."""

from dataclasses import dataclass, field
from pathlib import Path

from sync.commands import Command


@dataclass
class Promises:
    """What people were told is saved, by the laptop that said so."""

    commands: dict[str, tuple[str, Command]] = field(default_factory=dict)
    photos: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By id: laptop, digest, the command that announces it."""

    taken_s: dict[str, float] = field(default_factory=dict)
    """By photo: when, in seconds since the schedule began."""

    withdrawn: set[str] = field(default_factory=set)
    undoing: set[str] = field(default_factory=set)
    """Whose undo the app did not live to confirm: either is right."""

    altered: set[str] = field(default_factory=set)
    """Photos whose file somebody damaged."""

    lost: set[str] = field(default_factory=set)
    """Digests of photos that the hub's disk lost; another photo with the same bytes may have brought one back."""

    forgotten: set[str] = field(default_factory=set)
    """Commands that went with a disk, before an older copy was put in its place."""

    twins: set[str] = field(default_factory=set)
    """Laptops that are, or have, a copy of another."""

    rolled_back: set[str] = field(default_factory=set)
    """Laptops whose file may have lost what a restored hub had said anew: they go on from its older word."""

    drafts: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)
    """Half-filled forms by laptop, author and order, as far as it is known what is left of them."""

    disabled: set[str] = field(default_factory=set)
    """People whose account was closed for a while."""

    wiped: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """Laptops that are no more: the device that each was, and the folder with its sealed file."""

    sealed_damaged: dict[str, int] = field(default_factory=dict)
    """How many photos each sealed file says were damaged."""

    def made_by(self, laptop: str) -> list[Command]:
        """The laptop's commands that were not taken back, as they were made."""
        gone = self.withdrawn | self.forgotten
        return [c for name, c in self.commands.values() if name == laptop and c.id not in gone]
