"""The laptop's map file: which one it is, opened when it is first needed and kept open."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from sync.places import Point

if TYPE_CHECKING:
    from fieldapp.map.renderer import Renderer

_ENDINGS: Final = (".pmtiles", ".mbtiles")
FOLDER: Final = "maps"
"""Beside the laptop's data: whatever map file lies there is used, the last by name."""


def map_in(folder: Path) -> Path | None:
    """The map file in the `maps` folder beside the laptop's data, None where there is none."""
    try:
        found = sorted(file for file in (folder / FOLDER).iterdir() if file.suffix.lower() in _ENDINGS)
    except OSError:
        return None
    return found[-1] if found else None


class MapFile:
    """A map file, or none. The map's modules are loaded with the first question, never at the start of the app."""

    def __init__(self, file: Path | None = None, folder: Path | None = None) -> None:
        self._file, self.folder = file, folder
        self._lock = Lock()
        self._renderer: Renderer | None = None

    @property
    def is_there(self) -> bool:
        """Whether a file was given or found; it may still be one that cannot be used."""
        return self._file is not None

    def renderer(self) -> "Renderer":
        """What draws it. Reads the file when first asked, so ask beside the window. Raises MapProblem."""
        from fieldapp.map.opening import opened
        from fieldapp.map.problem import MapProblem
        from fieldapp.map.renderer import Renderer

        with self._lock:
            if self._renderer is None:
                if self._file is None:
                    raise MapProblem("MAP-NONE")
                self._renderer = Renderer(opened(self._file))
            return self._renderer

    def reaches(self, spot: Point) -> bool:
        """Whether the file's map has a spot. As `renderer`: ask beside the window, may raise MapProblem."""
        from fieldapp.map.mercator import to_world

        west, north, east, south = self.renderer().source.contents.box
        x, y = to_world(spot)
        return west <= x <= east and north <= y <= south

    def close(self) -> None:
        """Lets go of the file; the next question opens it again."""
        with self._lock:
            if self._renderer is not None:
                self._renderer.source.close()
                self._renderer = None
