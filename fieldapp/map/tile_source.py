"""What every file of map tiles answers, whichever format it is in."""

import zlib
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import zstandard

from fieldapp.map.mercator import Box
from fieldapp.map.problem import MapProblem

LARGEST_TILE: Final = 16_000_000
"""Bytes of an unpacked tile; more is damage, not a map."""
VECTOR_PX: Final = 512
"""How wide a vector tile is drawn at its own zoom, as its makers expect."""
Packing = Literal["none", "gzip", "zstd"]


@dataclass(frozen=True)
class Contents:
    """What a file holds: tiles of zoom `least_zoom` to `most_zoom` inside `box`, each drawn `tile_px` wide.

    `attribution` is the line that its makers ask to be shown, as plain text.
    """

    vector: bool
    least_zoom: int
    most_zoom: int
    box: Box
    tile_px: int = VECTOR_PX
    attribution: str = ""


class TileSource(Protocol):
    """An open map file; `tile` may be called from several threads."""

    @property
    def contents(self) -> Contents:
        """What is in it."""

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """An unpacked tile (vector: Mapbox Vector Tile; else a picture), None where there is none.

        Raises MapProblem where the file is broken there.
        """

    def close(self) -> None:
        """Let go of the file."""


def unpacked(data: bytes, packing: Packing) -> bytes:
    """A tile's bytes as they were before they were packed. Raises MapProblem where that cannot be."""
    try:
        if packing == "gzip":
            engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
            plain = engine.decompress(data, LARGEST_TILE)
            if not engine.eof:
                raise MapProblem("MAP-DAMAGED")
            return plain
        if packing == "zstd":
            return zstandard.ZstdDecompressor().decompress(data, max_output_size=LARGEST_TILE)
    except (zlib.error, zstandard.ZstdError):
        raise MapProblem("MAP-DAMAGED") from None
    return data
