"""Vector tiles: what the drawing orders say, and bytes that are no tile."""

import pytest

from fieldapp.map.vector_tile import layers
from tests.fieldapp.map.maps import RIVER_AND_STREET, block, layer, varint

WATER, STREETS = frozenset({"water"}), frozenset({"transportation"})


def test_rings_are_closed_and_lines_are_not() -> None:
    water = layers(RIVER_AND_STREET, WATER)[0].features[0]
    assert (water.shape, water.tags) == (3, {"class": "river"})
    assert water.parts == [[(0, 0), (4096, 0), (4096, 1024), (0, 1024), (0, 0)]]
    street = layers(RIVER_AND_STREET, STREETS)[0].features[0]
    assert (street.shape, street.tags["name"]) == (2, "Elm St")
    assert street.parts == [[(-64, 3072), (4160, 3072)]]


def test_layers_that_nobody_draws_are_passed_over() -> None:
    assert [one.name for one in layers(RIVER_AND_STREET, WATER)] == ["water"]


def test_every_kind_of_value_is_read() -> None:
    packed = {
        1: block(1, "Ñandú".encode()),
        2: varint(2 << 3 | 5) + b"\x00\x00\x80\x3f",
        3: varint(3 << 3 | 1) + bytes(6) + b"\xf0\x3f",
        4: varint(4 << 3) + varint((1 << 64) - 2),
        5: varint(5 << 3) + varint(7),
        6: varint(6 << 3) + varint(3),
        7: varint(7 << 3) + b"\x01",
    }
    pairs = b"".join(varint(n) * 2 for n in range(len(packed)))
    feature = block(2, pairs) + varint(3 << 3) + b"\x01" + block(4, bytes((9, 2, 2)))
    body = block(1, b"water") + block(2, feature)
    body += b"".join(block(3, f"k{key}".encode()) for key in packed)
    body += b"".join(block(4, value) for value in packed.values())
    found = layers(block(3, body), WATER)[0].features[0]
    assert list(found.tags.values()) == ["Ñandú", 1.0, 1.0, -2, 7, -2, True]
    assert found.parts == [[(1, 1)]]


@pytest.mark.parametrize("wrong", [b"\x1a", b"\x1a\xff\xff", b"\x1a\x05\x0a\x09wa", b"\x1b\x00", b"\xff" * 20])
def test_bytes_that_are_no_tile_raise_one_kind_of_error(wrong: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut off|no "):
        layers(wrong, WATER)


def test_a_drawing_order_that_promises_too_much_is_no_tile() -> None:
    good = layer("water", 2, {}, [(0, 0), (10, 10)])
    cut = good.replace(bytes((1 << 3 | 2, 20, 20)), bytes((9 << 3 | 2, 20, 20)))
    assert cut != good
    with pytest.raises(ValueError, match="drawing order"):
        layers(cut, WATER)


def test_any_cut_tile_is_read_or_refused() -> None:
    for kept in range(len(RIVER_AND_STREET)):
        try:
            layers(RIVER_AND_STREET[:kept], WATER | STREETS)
        except ValueError:
            continue
