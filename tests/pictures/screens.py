"""All screens in all their states, and the window sizes that each scale must fit."""

from collections.abc import Callable, Iterator
from pathlib import Path

from fieldapp.language import Language
from tests.builders import NUMBERS
from tests.pictures import (
    crew_screens,
    desk_screens,
    door_screens,
    map_screens,
    paper_screens,
    proof_screens,
    street_screens,
)
from tests.pictures.crew_screens import Pose

SCREENS: dict[str, Callable[[Path, Language], Iterator[Pose]]] = {
    "crew": crew_screens.poses,
    "street": street_screens.poses,
    "map": map_screens.poses,
    "desk": desk_screens.poses,
    "door": door_screens.poses,
    "proof": proof_screens.poses,
    "paper": paper_screens.poses,
    "help": paper_screens.help_poses,
}


def poses(name: str, folder: Path, language: Language) -> Iterator[Pose]:
    """A group's screens in all their states."""
    NUMBERS.restart()
    yield from SCREENS[name](folder, language)


SIZES = {1.0: ((1024, 700), (1280, 800), (1440, 900)), 1.5: ((1280, 800), (1440, 900))}
"""Window sizes in pixels by scale. At 150 % a window of 1024 × 700 would have the room of 683 × 467."""
