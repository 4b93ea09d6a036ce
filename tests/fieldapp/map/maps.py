"""Small maps that tests make: vector tiles with a street and a river, and pictures in one colour."""

import gzip
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.house.inspection import ROOT

FILES = ROOT / "tests" / "files" / "maps"
DEMO = ROOT / "resources" / "demo" / "map.pmtiles"
MIDTOWN = (40.7549, -73.9840)


def varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*made, number))


def block(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def geometry(shape: int, points: list[tuple[int, int]], at: tuple[int, int] = (0, 0)) -> bytes:
    """Drawing orders for one line or ring; `at` is where the one before ended."""
    numbers = [1 << 3 | 1]
    for count, point in enumerate(points):
        if count == 1:
            numbers.append((len(points) - 1) << 3 | 2)
        numbers += [step << 1 if step >= 0 else (-step << 1) - 1 for step in (point[0] - at[0], point[1] - at[1])]
        at = point
    if shape == 3:
        numbers.append(1 << 3 | 7)
    return b"".join(varint(number) for number in numbers)


def layer(name: str, shape: int, tags: dict[str, str], points: list[tuple[int, int]], extent: int = 4096) -> bytes:
    """A layer with one feature."""
    pairs = b"".join(varint(number) * 2 for number in range(len(tags)))
    feature = block(2, pairs) + varint(3 << 3) + varint(shape) + block(4, geometry(shape, points))
    body = varint(15 << 3) + varint(2) + block(1, name.encode()) + block(2, feature)
    body += b"".join(block(3, key.encode()) for key in tags)
    body += b"".join(block(4, block(1, value.encode())) for value in tags.values())
    return block(3, body + varint(5 << 3) + varint(extent))


RIVER_AND_STREET = layer("water", 3, {"class": "river"}, [(0, 0), (4096, 0), (4096, 1024), (0, 1024)]) + layer(
    "transportation", 2, {"class": "primary", "name": "Elm St"}, [(-64, 3072), (4160, 3072)]
)
"""Water in the upper quarter of the tile, and a street across at three quarters."""


def picture_tile(colour: str = "#3366cc", px: int = 256, form: str = "PNG") -> bytes:
    """A raster tile of one colour."""
    out = BytesIO()
    Image.new("RGB", (px, px), colour).save(out, form)
    return out.getvalue()


def mbtiles(
    file: Path, form: str, tile: Callable[[int, int, int], bytes | None], *, zooms: tuple[int, int] = (0, 2)
) -> Path:
    """An MBTiles file; `tile(zoom, x, y)` makes each tile, y from the north."""
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE metadata (name text, value text)")
        made.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        told = {"format": form, "attribution": "© <a href='x'>A &amp; B</a>", "bounds": "-180,-85,180,85"}
        made.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        for zoom in range(zooms[0], zooms[1] + 1):
            for x in range(1 << zoom):
                for y in range(1 << zoom):
                    data = tile(zoom, x, y)
                    if data is not None:
                        row = (1 << zoom) - 1 - y
                        stored = gzip.compress(data) if form == "pbf" else data
                        made.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, row, stored))
    made.close()
    return file
