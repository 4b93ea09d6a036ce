"""Writes lines, areas and names into a PMTiles file of vector tiles, cut to their tiles."""

# ruff: noqa: INP001 (a script beside its data, no package)

import gzip
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import asinh, pi, radians, tan
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

EXTENT = 4096
BUFFER = 96  # units around a tile in which its lines go on, so that no cap shows at its edge
Place = tuple[float, float]  # in the square world of tiles, 0 to 1
Ring = list[Place]
Tags = tuple[tuple[str, str | int], ...]


def world(longitude: float, latitude: float) -> Place:
    """Web Mercator."""
    return (longitude + 180) / 360, (1 - asinh(tan(radians(latitude))) / pi) / 2


@dataclass(frozen=True)
class Thing:
    """A feature: `shape` 1 point, 2 line, 3 area; drawn from zoom `least` on."""

    layer: str
    shape: int
    tags: Tags
    parts: list[Ring]
    least: int = 0


@dataclass
class Layer:
    """A layer of a tile while it is being written."""

    keys: list[str] = field(default_factory=list)
    values: list[str | int] = field(default_factory=list)
    features: list[bytes] = field(default_factory=list)


def clip_area(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """A ring cut to a box (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        kept: Ring = []
        for at, here in enumerate(ring):
            before = ring[at - 1]
            was, now = (before[axis] - limit) * sign >= 0, (here[axis] - limit) * sign >= 0
            if was != now:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                kept.append(tuple(a + (b - a) * share for a, b in zip(before, here, strict=True)))
            if now:
                kept.append(here)
        ring = kept
    return ring


def clip_line(line: Ring, box: tuple[float, float, float, float]) -> Iterator[Ring]:
    """The pieces of a line inside a box (Liang and Barsky, piece by piece)."""
    piece: Ring = []
    for start, end in itertools.pairwise(line):
        first, last = 0.0, 1.0
        for axis, low, high in ((0, box[0], box[2]), (1, box[1], box[3])):
            way = end[axis] - start[axis]
            if way == 0:
                if not low <= start[axis] <= high:
                    last = -1.0
                continue
            enter, leave = sorted(((low - start[axis]) / way, (high - start[axis]) / way))
            first, last = max(first, enter), min(last, leave)
        if first >= last:
            if piece:
                yield piece
            piece = []
            continue
        ends = [tuple(a + (b - a) * t for a, b in zip(start, end, strict=True)) for t in (first, last)]
        if piece and first > 0:
            yield piece
            piece = []
        piece = [*(piece or ends[:1]), ends[1]]
        if last < 1:
            yield piece
            piece = []
    if piece:
        yield piece


def cut(thing: Thing, box: tuple[float, float, float, float]) -> Thing | None:
    """What of a thing lies in a box, None where nothing does."""
    if thing.shape == 1:
        parts = [p for p in thing.parts if box[0] <= p[0][0] < box[2] and box[1] <= p[0][1] < box[3]]
    elif thing.shape == 2:
        parts = [piece for line in thing.parts for piece in clip_line(line, box)]
    else:
        parts = [ring for ring in (clip_area(ring, box) for ring in thing.parts) if len(ring) > 2]
    return Thing(thing.layer, thing.shape, thing.tags, parts, thing.least) if parts else None


def varint(number: int) -> bytes:
    """A number as protocol buffers have it."""
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def block(number: int, data: bytes) -> bytes:
    """A field that holds bytes."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def geometry(thing: Thing, zoom: int, x: int, y: int) -> bytes:
    """Drawing orders in the tile's units, empty where nothing is left at this zoom."""
    made, at = bytearray(), (0, 0)
    for part in thing.parts:
        points: list[tuple[int, int]] = []
        for place in part:
            point = round((place[0] * 2**zoom - x) * EXTENT), round((place[1] * 2**zoom - y) * EXTENT)
            if not points or points[-1] != point:
                points.append(point)
        if thing.shape == 3 and len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if len(points) < thing.shape:
            continue
        for number, point in enumerate(points):
            if number == 0:
                made += varint(1 << 3 | 1)
            elif number == 1:
                made += varint(len(points) - 1 << 3 | 2)
            for step in (point[0] - at[0], point[1] - at[1]):
                made += varint(step << 1 if step >= 0 else (-step << 1) - 1)
            at = point
        if thing.shape == 3:
            made += varint(1 << 3 | 7)
    return bytes(made)


def add(layers: dict[str, Layer], thing: Thing, drawn: bytes) -> None:
    """Puts a thing into its layer."""
    layer = layers.setdefault(thing.layer, Layer())
    pairs = b""
    for key, value in thing.tags:
        if key not in layer.keys:
            layer.keys.append(key)
        if value not in layer.values:
            layer.values.append(value)
        pairs += varint(layer.keys.index(key)) + varint(layer.values.index(value))
    layer.features.append(block(2, pairs) + varint(3 << 3) + varint(thing.shape) + block(4, drawn))


def encoded(things: list[Thing], zoom: int, x: int, y: int) -> bytes:
    """A tile; streets without a name are one feature for each class."""
    layers: dict[str, Layer] = {}
    nameless: dict[tuple[str, Tags], Thing] = {}
    for thing in things:
        if thing.shape == 2 and "name" not in dict(thing.tags):
            one = nameless.setdefault((thing.layer, thing.tags), Thing(thing.layer, 2, thing.tags, []))
            one.parts.extend(thing.parts)
        elif drawn := geometry(thing, zoom, x, y):
            add(layers, thing, drawn)
    for thing in nameless.values():
        if drawn := geometry(thing, zoom, x, y):
            add(layers, thing, drawn)
    tile = b""
    for name, layer in layers.items():
        body = varint(15 << 3) + varint(2) + block(1, name.encode())
        body += b"".join(block(2, feature) for feature in layer.features)
        body += b"".join(block(3, key.encode()) for key in layer.keys)
        for value in layer.values:
            held = block(1, value.encode()) if isinstance(value, str) else varint(5 << 3) + varint(value)
            body += block(4, held)
        tile += block(3, body + varint(5 << 3) + varint(EXTENT))
    return tile


def tiles(things: list[Thing], zoom: int, x: int, y: int, least: int, most: int) -> Iterator[tuple[int, bytes]]:
    """All tiles below one, by number."""
    side, margin = 2.0**-zoom, BUFFER / EXTENT * 2.0**-zoom
    box = (x * side - margin, y * side - margin, (x + 1) * side + margin, (y + 1) * side + margin)
    inside = [kept for thing in things if (kept := cut(thing, box)) is not None]
    if not inside:
        return
    if zoom >= least:
        tile = encoded([thing for thing in inside if thing.least <= zoom], zoom, x, y)
        if tile:
            yield zxy_to_tileid(zoom, x, y), gzip.compress(tile, 9, mtime=0)
    if zoom < most:
        for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
            yield from tiles(inside, zoom + 1, 2 * x + right, 2 * y + down, least, most)


def write_file(
    file: Path, things: list[Thing], frame: tuple[float, ...], zooms: tuple[int, int], told: dict[str, str]
) -> None:
    """Writes the map."""
    west, south, east, north = (round(degrees * 1e7) for degrees in frame)
    header = {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
    }  # fmt: skip
    with write(str(file)) as writer:
        for number, tile in sorted(tiles(things, 0, 0, 0, *zooms)):
            writer.write_tile(number, tile)
        writer.finalize(header, told)
