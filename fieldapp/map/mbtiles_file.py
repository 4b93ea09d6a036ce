"""MBTiles: tiles in a SQLite file, rows counted from the south. The one place of the screens that reads SQL."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Final

from fieldapp.map.mercator import box_around
from fieldapp.map.plain_text import without_tags
from fieldapp.map.problem import MapProblem
from fieldapp.map.tile_source import VECTOR_PX, Contents, unpacked

_WORLD: Final = (-180.0, -85.0, 180.0, 85.0)
_PICTURES: Final = ("png", "jpg", "jpeg", "webp")


class MBTilesFile:
    """An open MBTiles file, never written to. Raises MapProblem where it cannot be used."""

    def __init__(self, file: Path) -> None:
        self._lock = Lock()
        try:
            # Immutable: a stick that is write-protected is read too, and no file appears beside the map.
            address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
            self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error:
            raise MapProblem("MAP-ABSENT") from None
        try:
            self.contents = self._described()
        except MapProblem:
            self.close()
            raise
        except (sqlite3.Error, ValueError):
            self.close()
            raise MapProblem("MAP-DAMAGED") from None

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """As TileSource has it."""
        row = (1 << zoom) - 1 - y
        where = "zoom_level = ? AND tile_column = ? AND tile_row = ?"
        try:
            with self._lock:
                found = self._file.execute(f"SELECT tile_data FROM tiles WHERE {where}", (zoom, x, row)).fetchone()
        except sqlite3.Error:
            raise MapProblem("MAP-DAMAGED") from None
        return _plain(found[0]) if found is not None else None

    def close(self) -> None:
        """As TileSource has it."""
        self._file.close()

    def _described(self) -> Contents:
        told = {str(name): str(value) for name, value in self._file.execute("SELECT name, value FROM metadata")}
        least, most = self._file.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        if least is None:
            raise MapProblem("MAP-DAMAGED")
        form = told.get("format", "").lower()
        if form not in ("pbf", "mvt", *_PICTURES):
            raise MapProblem("MAP-FORMAT")
        vector, tile_px = form not in _PICTURES, VECTOR_PX
        if not vector:
            from fieldapp.map.pictures import picture_width  # with Pillow: only for maps of pictures

            first = self._file.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
            tile_px = picture_width(_plain(first[0]))
        degrees = [float(part) for part in told.get("bounds", "").split(",")] if told.get("bounds") else list(_WORLD)
        if len(degrees) != len(_WORLD):
            raise MapProblem("MAP-DAMAGED")
        return Contents(
            vector,
            int(least),
            int(most),
            box_around(*degrees),
            tile_px,
            without_tags(told.get("attribution", "")),
        )


def _plain(data: object) -> bytes:
    if not isinstance(data, bytes):
        raise MapProblem("MAP-DAMAGED")
    return unpacked(data, "gzip") if data.startswith(b"\x1f\x8b") else data
