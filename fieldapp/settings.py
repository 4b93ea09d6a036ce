"""What a person chose for this laptop: theme, size, language, the hub's address. Nothing secret, no loss if gone."""

import hashlib
from pathlib import Path
from typing import Literal

import msgspec

from sync.decoding import UNDECODABLE

FILE_NAME = "settings.json"
SCALES = (1.0, 1.25, 1.5)


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """`language` is a tag (`en`, `es`) or empty for the system's; `scale` one of SCALES."""

    theme: Literal["light", "dark", "sunlight"] = "light"
    scale: float = 1.0
    language: str = ""
    hub_url: str = ""
    last_user: str = ""
    watch_folder: str = ""  # where a phone puts its photos; none where empty
    photos_on_wifi: bool = False  # they wait while the network costs
    lock_after_min: float = 10.0  # without a hand on it, where a PIN is set
    shown_around: tuple[str, ...] = ()  # who has had the guide: `mark_of` their ids

    def __post_init__(self) -> None:
        """Raises ValueError for a size that nothing was drawn for."""
        if self.scale not in SCALES:
            raise ValueError(f"scale {self.scale}")


def mark_of(person_id: str) -> str:
    """What stands for a person in this file, which is not encrypted."""
    return hashlib.sha256(person_id.encode()).hexdigest()[:16]


def load(folder: Path) -> Settings:
    """The settings kept in `folder`, the defaults where there are none or they cannot be read."""
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=Settings)
    except (OSError, *UNDECODABLE):
        return Settings()


def save(folder: Path, settings: Settings) -> None:
    """Keeps the settings; an interrupted save leaves the old ones. Raises OSError."""
    temporary = folder / f"{FILE_NAME}.new"
    temporary.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2))
    temporary.replace(folder / FILE_NAME)


def changed(settings: Settings, **changes: object) -> Settings:
    """The settings with some of them chosen anew. Raises ValueError for a size that nothing was drawn for."""
    return msgspec.structs.replace(settings, **changes)
