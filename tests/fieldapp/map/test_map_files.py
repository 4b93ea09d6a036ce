"""Map files: PMTiles and MBTiles, vector and pictures, and one code for each way in which a file cannot be used."""

import sqlite3
from pathlib import Path

import pytest

from fieldapp.map.mercator import box_around
from fieldapp.map.opening import opened
from fieldapp.map.problem import CODES, MapProblem
from fieldapp.map.tile_source import unpacked
from fieldapp.map.vector_tile import layers
from fieldapp.wording.map_file import map_problem_text
from tests.fieldapp.map.maps import DEMO, FILES, RIVER_AND_STREET, mbtiles, picture_tile


def code_of(file: Path) -> str:
    """What opening a file fails with."""
    with pytest.raises(MapProblem) as raised:
        opened(file)
    return raised.value.code


def read_through(file: Path) -> str:
    """The code that reading a small map fails with, empty where it can be read."""
    try:
        source = opened(file)
    except MapProblem as problem:
        return problem.code
    try:
        source.tile(0, 0, 0)
    except MapProblem as problem:
        return problem.code
    finally:
        source.close()
    return ""


def test_the_demo_map_holds_the_city_and_says_whose_it_is() -> None:
    source = opened(DEMO)
    contents = source.contents
    assert contents.vector
    assert (contents.least_zoom, contents.most_zoom) == (8, 14)
    assert contents.box == pytest.approx(box_around(-74.27, 40.49, -73.68, 40.93))
    assert "NYC Open Data" in contents.attribution
    tile = source.tile(14, 4824, 6157)  # Midtown
    assert tile is not None
    streets = next(layer for layer in layers(tile, frozenset({"transportation"})) if layer.name == "transportation")
    assert "W 42nd St" in {feature.tags.get("name") for feature in streets.features}
    assert source.tile(14, 0, 0) is None
    source.close()


def test_a_foreign_pmtiles_file_is_read() -> None:
    source = opened(FILES / "test_fixture_1.pmtiles")
    tile = source.tile(0, 0, 0)
    assert tile is not None
    found = layers(tile, frozenset({"test_fixture_1pmtiles"}))
    assert [(layer.name, layer.extent, len(layer.features)) for layer in found] == [("test_fixture_1pmtiles", 4096, 1)]
    source.close()


def test_mbtiles_counts_its_rows_from_the_south(tmp_path: Path) -> None:
    file = mbtiles(tmp_path / "a.mbtiles", "pbf", lambda z, x, y: RIVER_AND_STREET if (z, x, y) == (2, 1, 0) else None)
    source = opened(file)
    assert source.contents.vector
    assert source.contents.attribution == "© A & B"
    assert source.tile(2, 1, 0) == RIVER_AND_STREET
    assert source.tile(2, 1, 3) is None
    source.close()


@pytest.mark.parametrize(("form", "px"), [("PNG", 256), ("WEBP", 512), ("JPEG", 256)])
def test_tiles_that_are_pictures_say_how_large_they_are(tmp_path: Path, form: str, px: int) -> None:
    name = {"PNG": "png", "WEBP": "webp", "JPEG": "jpg"}[form]
    source = opened(mbtiles(tmp_path / "a.mbtiles", name, lambda *_: picture_tile(px=px, form=form), zooms=(0, 0)))
    assert not source.contents.vector
    assert source.contents.tile_px == px
    source.close()


def test_nothing_appears_beside_a_map(tmp_path: Path) -> None:
    file = mbtiles(tmp_path / "a.mbtiles", "pbf", lambda *_: RIVER_AND_STREET)
    before = file.read_bytes()
    source = opened(file)
    source.tile(0, 0, 0)
    source.close()
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == before


def test_every_bad_file_has_its_code(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.pmtiles") == "MAP-ABSENT"
    assert code_of(tmp_path) == "MAP-ABSENT"
    assert code_of(FILES / "invalid.pmtiles") == "MAP-UNKNOWN"
    assert code_of(FILES / "invalid_v4.pmtiles") == "MAP-VERSION"
    (tmp_path / "empty.mbtiles").write_bytes(b"")
    assert code_of(tmp_path / "empty.mbtiles") == "MAP-UNKNOWN"
    sqlite3.connect(tmp_path / "other.mbtiles").executescript("CREATE TABLE notes (text)").close()
    assert code_of(tmp_path / "other.mbtiles") == "MAP-DAMAGED"
    assert code_of(mbtiles(tmp_path / "none.mbtiles", "pbf", lambda *_: None)) == "MAP-DAMAGED"
    assert code_of(mbtiles(tmp_path / "odd.mbtiles", "tiff", lambda *_: b"x")) == "MAP-FORMAT"
    assert code_of(mbtiles(tmp_path / "pictures.mbtiles", "png", lambda *_: b"no picture")) == "MAP-DAMAGED"


def test_what_a_pmtiles_file_may_hold_but_nobody_draws_has_its_own_code(tmp_path: Path) -> None:
    whole = (FILES / "test_fixture_1.pmtiles").read_bytes()
    internal, tiles, kind = 97, 98, 99  # where the header says how directories and tiles are packed, and what they are
    for at, value in ((internal, 3), (tiles, 3), (kind, 5), (kind, 6), (kind, 0)):  # Brotli, AVIF, MLT, not said
        file = tmp_path / "odd.pmtiles"
        file.write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
        assert code_of(file) == "MAP-FORMAT"


@pytest.mark.parametrize("kept", [20, 127, 300, 5_000])
def test_a_file_that_was_cut_off_while_it_was_copied_is_damaged(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "cut.pmtiles"
    file.write_bytes(DEMO.read_bytes()[:kept])
    try:
        source = opened(file)  # its directory may be whole
    except MapProblem as problem:
        assert problem.code == "MAP-DAMAGED"  # noqa: PT017 (either may find it)
        return
    try:
        with pytest.raises(MapProblem, match="MAP-DAMAGED"):
            source.tile(14, 4824, 6157)
    finally:
        source.close()


def test_whatever_byte_is_wrong_only_a_map_problem_comes_of_it(tmp_path: Path) -> None:
    whole = (FILES / "test_fixture_1.pmtiles").read_bytes()
    for at in range(len(whole)):
        for wrong in (0x00, 0xFF, whole[at] ^ 0x01):
            file = tmp_path / "wrong.pmtiles"
            file.write_bytes(whole[:at] + bytes([wrong]) + whole[at + 1 :])
            assert read_through(file) in ("", *CODES)


def test_a_tile_that_unpacks_without_end_is_damage() -> None:
    import gzip

    with pytest.raises(MapProblem, match="MAP-DAMAGED"):
        unpacked(gzip.compress(bytes(17_000_000)), "gzip")


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_that_says_where_the_file_belongs(code: str) -> None:
    said = map_problem_text(code, "/home/ana/maps")
    assert "All jobs are here" in said
    assert "/home/ana/maps" in said
    assert said.endswith(f"({code})")
