"""Mapbox Vector Tiles, version 2, read into plain lines.

Read by our own few lines: the library for it brings Shapely and NumPy along, 80 MB for a crew's laptop.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

POINT, LINE, POLYGON = 1, 2, 3
Value = str | int | float | bool
Ring = list[tuple[int, int]]
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_CLOSE: Final = 7
_LARGEST_VARINT_BITS: Final = 70


def _on() -> None:
    """No step."""


@dataclass(frozen=True)
class Feature:
    """One thing on the map: `shape` is POINT, LINE or POLYGON, `parts` its rings or lines in the layer's units."""

    shape: int
    tags: dict[str, Value]
    parts: list[Ring]


@dataclass(frozen=True)
class Layer:
    """Things of one kind; the tile is `extent` units wide and y goes to the south."""

    name: str
    extent: int
    features: list[Feature]


def layers(data: bytes, wanted: frozenset[str], step: Callable[[], None] = _on) -> list[Layer]:
    """The layers of a tile whose names are in `wanted`; `step` is called between features.

    Raises ValueError where the bytes are no vector tile.
    """
    try:
        found = []
        for number, value in _fields(data):
            if number == 3 and isinstance(value, bytes):
                layer = _layer(value, wanted, step)
                if layer is not None:
                    found.append(layer)
        return found
    except (IndexError, struct.error, UnicodeDecodeError) as error:
        raise ValueError("no vector tile") from error


def _layer(data: bytes, wanted: frozenset[str], step: Callable[[], None]) -> Layer | None:
    name, extent = "", 4096
    packed: list[bytes] = []
    keys: list[str] = []
    values: list[Value] = []
    for number, value in _fields(data):
        if isinstance(value, bytes):
            if number == 1:
                name = value.decode()
                if name not in wanted:
                    return None
            elif number == 2:
                packed.append(value)
            elif number == 3:
                keys.append(value.decode())
            elif number == 4:
                values.append(_value(value))
        elif number == 5:
            extent = value
    if name not in wanted or extent <= 0:
        return None
    features = []
    for one in packed:
        features.append(_feature(one, keys, values))
        step()
    return Layer(name, extent, features)


def _feature(data: bytes, keys: list[str], values: list[Value]) -> Feature:
    shape, tags, parts = 0, {}, []
    for number, value in _fields(data):
        if number == 3 and isinstance(value, int):
            shape = value
        elif number == 2 and isinstance(value, bytes):
            pairs = _numbers(value)
            tags = {keys[key]: values[one] for key, one in zip(pairs[::2], pairs[1::2], strict=True)}
        elif number == 4 and isinstance(value, bytes):
            parts = _parts(_numbers(value))
    return Feature(shape, tags, parts)


def _parts(numbers: list[int]) -> list[Ring]:
    """The lines that a list of drawing orders describes: move to, line to, close."""
    parts: list[Ring] = []
    line: Ring = []
    x = y = at = 0
    while at < len(numbers):
        order, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if order == _CLOSE:
            if line:
                line.append(line[0])
            continue
        if order not in (1, 2) or at + 2 * count > len(numbers):
            raise ValueError("no drawing order")
        for _ in range(count):
            right, down = numbers[at], numbers[at + 1]
            x += (right >> 1) ^ -(right & 1)
            y += (down >> 1) ^ -(down & 1)
            at += 2
            if order == 1:
                line = []
                parts.append(line)
            line.append((x, y))
    return parts


def _value(data: bytes) -> Value:
    for number, value in _fields(data):
        if isinstance(value, bytes):
            if number == 1:
                return value.decode()
            if number == 2:
                return float(struct.unpack("<f", value)[0])
            if number == 3:
                return float(struct.unpack("<d", value)[0])
        elif number == 4:
            return value - (1 << 64) if value >> 63 else value
        elif number == 5:
            return value
        elif number == 6:
            return (value >> 1) ^ -(value & 1)
        elif number == 7:
            return bool(value)
    return ""


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protocol buffer: number, and the number or the bytes that it holds."""
    at, end = 0, len(data)
    while at < end:
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == _BYTES:
            size, at = _varint(data, at)
        elif kind == _FIXED64:
            size = 8
        elif kind == _FIXED32:
            size = 4
        else:
            raise ValueError("no protocol buffer")
        if at + size > end:
            raise ValueError("cut off")
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    at += 1
    if byte < 0x80:
        return byte, at
    value, shift = byte & 0x7F, 7
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > _LARGEST_VARINT_BITS:
            raise ValueError("no number")


def _numbers(data: bytes) -> list[int]:
    """All the numbers of a packed field; most of them take one byte or two."""
    numbers: list[int] = []
    value = shift = 0
    for byte in data:
        if byte < 0x80:
            numbers.append(value | byte << shift if shift else byte)
            value = shift = 0
        else:
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > _LARGEST_VARINT_BITS:
                raise ValueError("no number")
    if shift:
        raise ValueError("cut off")
    return numbers
