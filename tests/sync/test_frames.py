"""Sealed files open only whole, unaltered and with their own key, in full or in part."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.frames import FRAME_BYTES, FrameDamaged, open_sealed, plain_size, read_range, seal

KEY = bytes(range(32))
HEADER_BYTES, SEALED_FRAME_BYTES = 36, FRAME_BYTES + 16
PLAIN = os.urandom(3 * FRAME_BYTES + 1000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.enc"
    path.write_bytes(seal(PLAIN, KEY))
    return path


def is_damaged(sealed: bytes, key: bytes = KEY) -> bool:
    with pytest.raises(FrameDamaged) as caught:
        open_sealed(sealed, key)
    return caught.value.code == "PHOTO-DAMAGED"


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES])
def test_what_was_sealed_comes_back(tmp_path: Path, size: int) -> None:
    plain = os.urandom(size)
    sealed = seal(plain, KEY)
    assert open_sealed(sealed, KEY) == plain
    path = tmp_path / "a.enc"
    path.write_bytes(sealed)
    assert plain_size(path) == size
    assert read_range(path, KEY, 0, size + 10) == plain


def test_nothing_of_the_plain_text_shows_and_no_two_files_are_alike() -> None:
    plain = b"Mrs Canary, 5th Street. " * 10_000
    one, other = seal(plain, KEY), seal(plain, KEY)
    assert b"Canary" not in one
    assert one[HEADER_BYTES:] != other[HEADER_BYTES:]
    assert len(one) - len(plain) < len(plain) * 0.001


@settings(max_examples=60, deadline=None)
@given(bit=st.integers(0, 8 * (HEADER_BYTES + len(PLAIN) + 4 * 16) - 1))
def test_any_flipped_bit_is_found(bit: int) -> None:
    sealed = bytearray(seal(PLAIN, KEY))
    sealed[bit // 8] ^= 1 << bit % 8
    assert is_damaged(bytes(sealed))


def test_every_bit_of_the_header_counts() -> None:
    sealed = seal(b"short", KEY)
    for bit in range(8 * HEADER_BYTES):
        altered = bytearray(sealed)
        altered[bit // 8] ^= 1 << bit % 8
        assert is_damaged(bytes(altered))


@pytest.mark.parametrize(
    "length",
    [0, 10, HEADER_BYTES, HEADER_BYTES + SEALED_FRAME_BYTES, HEADER_BYTES + 3 * SEALED_FRAME_BYTES, -1],
)
def test_a_cut_is_found_at_any_read(path: Path, length: int) -> None:
    cut = path.read_bytes()[:length]
    assert is_damaged(cut)
    path.write_bytes(cut)
    with pytest.raises(FrameDamaged):
        plain_size(path)
    with pytest.raises(FrameDamaged):
        read_range(path, KEY, 0, 10)


def test_a_cut_that_also_mends_the_length_is_found() -> None:
    sealed = seal(PLAIN, KEY)
    header = bytearray(sealed[:HEADER_BYTES])
    header[20:28] = (2 * FRAME_BYTES).to_bytes(8, "big")
    assert is_damaged(bytes(header) + sealed[HEADER_BYTES : HEADER_BYTES + 2 * SEALED_FRAME_BYTES])


def test_anything_appended_is_found() -> None:
    assert is_damaged(seal(PLAIN, KEY) + b"\0")


def test_swapped_frames_are_found() -> None:
    sealed = seal(PLAIN, KEY)
    body = [
        sealed[at : at + SEALED_FRAME_BYTES] for at in range(HEADER_BYTES, len(sealed), SEALED_FRAME_BYTES)
    ]
    assert is_damaged(b"".join((sealed[:HEADER_BYTES], body[1], body[0], *body[2:])))


def test_a_frame_of_another_file_is_found() -> None:
    one, other = seal(PLAIN, KEY), seal(PLAIN, KEY)
    start, stop = HEADER_BYTES, HEADER_BYTES + SEALED_FRAME_BYTES
    assert is_damaged(one[:start] + other[start:stop] + one[stop:])
    assert is_damaged(other[:HEADER_BYTES] + one[HEADER_BYTES:])


def test_another_key_opens_nothing() -> None:
    assert is_damaged(seal(PLAIN, KEY), bytes(32))


@pytest.mark.parametrize("key", [b"", bytes(16), bytes(33)])
def test_a_key_of_another_length_is_a_mistake_of_the_program(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(b"", key)


@settings(max_examples=80, deadline=None)
@given(offset=st.integers(0, len(PLAIN) + 10), length=st.integers(0, 2 * FRAME_BYTES))
def test_any_range_is_what_slicing_gives(
    tmp_path_factory: pytest.TempPathFactory, offset: int, length: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "range.enc"
    if not path.exists():
        path.write_bytes(seal(PLAIN, KEY))
    assert read_range(path, KEY, offset, length) == PLAIN[offset : offset + length]


def test_a_range_opens_only_its_own_frames(path: Path) -> None:
    sealed = bytearray(path.read_bytes())
    sealed[HEADER_BYTES + 2 * SEALED_FRAME_BYTES + 5] ^= 1
    path.write_bytes(sealed)
    assert read_range(path, KEY, 0, 2 * FRAME_BYTES) == PLAIN[: 2 * FRAME_BYTES]
    with pytest.raises(FrameDamaged):
        read_range(path, KEY, 2 * FRAME_BYTES - 1, 2)


def test_negative_ranges_are_a_mistake_of_the_program(path: Path) -> None:
    with pytest.raises(ValueError, match="negative"):
        read_range(path, KEY, -1, 5)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_range(tmp_path / "none.enc", KEY, 0, 1)
