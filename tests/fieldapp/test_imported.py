"""Which files were imported: by their bytes, across starts, and nothing depends on it."""

from pathlib import Path

import pytest

from fieldapp.imported import FILE_NAME, Imported, digest_of


def test_the_same_bytes_are_known_under_another_name_and_after_a_start(tmp_path: Path) -> None:
    one, copy, other = tmp_path / "IMG_1.JPG", tmp_path / "copy.jpg", tmp_path / "IMG_2.JPG"
    one.write_bytes(b"a photo")
    copy.write_bytes(b"a photo")
    other.write_bytes(b"a phot0")  # as long
    imported = Imported(tmp_path)
    assert not imported.has(one, 7, 0)
    imported.add(one)
    for again in (imported, Imported(tmp_path)):
        assert again.has(one, 7, 0)
        assert again.has(copy, 7, 0)
        assert not again.has(other, 7, 0)
    imported.add(copy)
    assert (tmp_path / FILE_NAME).read_text().count("\n") == 1


def test_a_file_of_another_size_is_not_even_read(tmp_path: Path) -> None:
    imported, gone = Imported(), tmp_path / "gone.jpg"
    gone.write_bytes(b"1234567")
    imported.add(gone)
    gone.unlink()
    assert not imported.has(gone, 8, 0)
    assert not imported.has(gone, 7, 0)  # this one would be read, and is not there


def test_a_file_is_read_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    one, other = tmp_path / "IMG_1.JPG", tmp_path / "IMG_2.JPG"
    one.write_bytes(b"a photo")
    other.write_bytes(b"a phot0")
    imported = Imported()
    imported.add(one)
    assert not imported.has(other, 7, 5)
    other.write_bytes(b"a photo")  # nobody looks again as long as size and time are the same
    assert not imported.has(other, 7, 5)
    assert imported.has(other, 7, 6)
    other.write_bytes(b"another")
    imported.add(other)
    assert imported.has(other, 7, 7)


@pytest.mark.parametrize("left", [b"", b"\xff\xfe\x00", b"no digest 12\n" + b"a" * 64 + b" x\n"])
def test_a_damaged_list_is_an_empty_one(tmp_path: Path, left: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(left)
    photo = tmp_path / "IMG_1.JPG"
    photo.write_bytes(b"a photo")
    imported = Imported(tmp_path)
    assert not imported.has(photo, 7, 0)
    imported.add(photo)
    assert Imported(tmp_path).has(photo, 7, 0) or left.startswith(b"\xff")


def test_where_the_list_cannot_be_written_only_the_mark_is_lost(tmp_path: Path) -> None:
    photo = tmp_path / "IMG_1.JPG"
    photo.write_bytes(b"a photo")
    imported = Imported(tmp_path / "no folder")
    imported.add(photo)
    imported.add(tmp_path / "not there")
    assert imported.has(photo, 7, 0)
    assert digest_of(tmp_path / "not there") is None
