"""PMTiles, version 3: one file with a directory of tiles along a Hilbert curve."""

import json
import zlib
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from pmtiles.tile import (
    Compression,
    Entry,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from fieldapp.map.mercator import box_around
from fieldapp.map.plain_text import without_tags
from fieldapp.map.problem import MapProblem
from fieldapp.map.tile_source import VECTOR_PX, Contents, Packing, unpacked

_HEADER: Final = 127
_DEEPEST: Final = 4  # directories below one another, as the specification allows
_LARGEST_DIRECTORY: Final = 16_000_000
_PICTURES: Final = (TileType.PNG, TileType.JPEG, TileType.WEBP)
_PACKINGS: Final[dict[Compression, Packing]] = {
    Compression.NONE: "none",
    Compression.UNKNOWN: "none",
    Compression.GZIP: "gzip",
    Compression.ZSTD: "zstd",
}
_BROKEN: Final = (OSError, EOFError, ValueError, IndexError, zlib.error)
"""What the library's reading of damaged bytes comes to."""


class PMTilesFile:
    """An open PMTiles file. Raises MapProblem where it cannot be used."""

    def __init__(self, file: Path) -> None:
        try:
            self._stream = file.open("rb")
        except OSError:
            raise MapProblem("MAP-ABSENT") from None
        self._lock = Lock()
        self._directory = lru_cache(maxsize=64)(self._read_directory)
        try:
            self._header = deserialize_header(self._bytes(0, _HEADER))
            self._packing = _PACKINGS.get(self._header["tile_compression"])
            self._check()
            self.contents = self._described()
        except MapProblem:
            self.close()
            raise
        except SpecVersionUnsupported:
            self.close()
            raise MapProblem("MAP-VERSION") from None
        except _BROKEN:
            self.close()
            raise MapProblem("MAP-DAMAGED") from None

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """As TileSource has it."""
        try:
            found = self._entry(zxy_to_tileid(zoom, x, y))
            if found is None:
                return None
            data = self._bytes(self._header["tile_data_offset"] + found.offset, found.length)
        except (*_BROKEN, OverflowError):
            raise MapProblem("MAP-DAMAGED") from None
        return unpacked(data, self._packing or "none")

    def close(self) -> None:
        """As TileSource has it."""
        self._stream.close()

    def _check(self) -> None:
        kind = self._header["tile_type"]
        # All writers pack directories so, and the library reads no other.
        gzipped = self._header["internal_compression"] is Compression.GZIP
        if not gzipped or self._packing is None or kind not in (TileType.MVT, *_PICTURES):
            raise MapProblem("MAP-FORMAT")
        self._directory(self._header["root_offset"], self._header["root_length"])

    def _described(self) -> Contents:
        header = self._header
        degrees = [header[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat")]  # type: ignore[literal-required]
        vector, tile_px = header["tile_type"] is TileType.MVT, VECTOR_PX
        if not vector:
            from fieldapp.map.pictures import picture_width  # with Pillow: only for maps of pictures

            tile_px = picture_width(self._any_tile())
        told = self._metadata().get("attribution", "")
        return Contents(
            vector,
            header["min_zoom"],
            header["max_zoom"],
            box_around(*degrees),
            tile_px,
            without_tags(told) if isinstance(told, str) else "",
        )

    def _metadata(self) -> dict[str, Any]:
        packed = self._bytes(self._header["metadata_offset"], self._header["metadata_length"])
        read = json.loads(unpacked(packed, "gzip") if packed else b"{}")
        return read if isinstance(read, dict) else {}

    def _any_tile(self) -> bytes:
        entries = self._directory(self._header["root_offset"], self._header["root_length"])
        for _ in range(_DEEPEST):
            if not entries:
                break
            first = entries[0]
            if first.run_length:
                data = self._bytes(self._header["tile_data_offset"] + first.offset, first.length)
                return unpacked(data, self._packing or "none")
            entries = self._directory(self._header["leaf_directory_offset"] + first.offset, first.length)
        raise MapProblem("MAP-DAMAGED")

    def _entry(self, tile_id: int) -> Entry | None:
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_DEEPEST):
            found = find_tile(self._directory(offset, length), tile_id)
            if found is None or found.run_length:
                return found
            offset, length = self._header["leaf_directory_offset"] + found.offset, found.length
        raise MapProblem("MAP-DAMAGED")

    def _read_directory(self, offset: int, length: int) -> list[Entry]:
        return deserialize_directory(self._bytes(offset, length))

    def _bytes(self, offset: int, length: int) -> bytes:
        if length > _LARGEST_DIRECTORY:
            raise MapProblem("MAP-DAMAGED")
        with self._lock:
            self._stream.seek(offset)
            data = self._stream.read(length)
        if len(data) != length:
            raise MapProblem("MAP-DAMAGED")
        return data
