"""The ballast: a file that is only weight, thrown off a full disk so that the form in hand can still be saved."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = "fieldapp.ballast"
WEIGHT: Final = 2 << 20  # bytes; some dozens of close-outs
ROOM: Final = 16 << 20  # bytes that stay free beside it, or it is not taken aboard


class Ballast:
    """The weight in `folder`. While it is thrown off, only words are saved, no photos."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._aboard = self._path.exists()

    def load(self) -> bool:
        """Take it aboard where the disk has room for it; whether it is there."""
        if not self._aboard and self._free() >= WEIGHT + ROOM:
            with suppress(OSError):
                _make(self._path)
                self._aboard = True
        return self._aboard

    def throw(self) -> bool:
        """Make room with it, if the disk is indeed full; whether that helped."""
        if not self._aboard or self._free() > WEIGHT:
            return False
        self._aboard = False
        self._path.unlink(missing_ok=True)
        return True

    def _free(self) -> int:
        try:
            return shutil.disk_usage(self._path.parent).free
        except OSError:
            return 0


def _make(path: Path) -> None:
    tmp = path.with_name(f"{path.name}.tmp")
    try:
        with tmp.open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, WEIGHT)  # room without writing it
            else:
                file.write(bytes(WEIGHT))
        tmp.replace(path)
    except OSError:
        tmp.unlink(missing_ok=True)
        raise
