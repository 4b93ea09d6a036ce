"""The filters that people gave a name on this laptop, and the one each of them left the list with: one sealed file."""

from pathlib import Path
from typing import Final

import msgspec

from fieldapp.models.job_filter import Filter
from sync.decoding import UNDECODABLE
from sync.frames import FrameDamaged, open_sealed, seal

FILE_NAME: Final = "filters.sealed"


class SavedFilter(msgspec.Struct, frozen=True):
    """A filter with a name."""

    name: str
    filter: Filter


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of one person: `last` is the filter that the list was left with."""

    last: Filter = Filter()
    saved: tuple[SavedFilter, ...] = ()

    def with_saved(self, name: str, wish: Filter, instead_of: str = "") -> "Kept":
        """With a filter under a name, which is unique: in place of an older one, else at the end."""
        new, place = SavedFilter(name, wish), instead_of or name
        others = [each for each in self.saved if each.name == place or each.name != name]
        if place not in [each.name for each in others]:
            others.append(new)
        return msgspec.structs.replace(self, saved=tuple(new if each.name == place else each for each in others))

    def without_saved(self, name: str) -> "Kept":
        """Without the filter of a name."""
        return msgspec.structs.replace(self, saved=tuple(each for each in self.saved if each.name != name))


class KeptFilters:
    """Of everybody who works on the laptop. Words that people look for can be names, so the file is sealed.

    Without a file they are kept as long as the program runs; nothing is lost but comfort where one cannot be written.
    """

    def __init__(self, file: Path | None = None, key: bytes = b"") -> None:
        self._file, self._key = file, key
        self._people: dict[str, Kept] = {}
        self._written = True
        if file is not None:
            try:
                plain = open_sealed(file.read_bytes(), key)
                self._people = msgspec.json.decode(plain, type=dict[str, Kept])
            except (OSError, ValueError, FrameDamaged, *UNDECODABLE):
                pass  # none yet, or from another key

    def of(self, person_id: str) -> Kept:
        """What is kept of a person."""
        return self._people.get(person_id, Kept())

    def keep(self, person_id: str, kept: Kept) -> None:
        """Keeps it as long as the program runs, until `write` also beyond that."""
        self._written &= kept == self.of(person_id)
        self._people[person_id] = kept

    def write(self) -> bool:
        """Has the file as it is kept; whether the disk took it."""
        if self._written or self._file is None:
            return True
        temporary = self._file.with_name(f"{self._file.name}.new")
        try:
            temporary.write_bytes(seal(msgspec.json.encode(self._people), self._key))
            temporary.replace(self._file)
        except OSError:
            return False
        self._written = True
        return True
