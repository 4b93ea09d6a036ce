"""The drawing: pixels that must be water, street or paper, in each theme, and what a broken tile does."""

import time
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from fieldapp import theme
from fieldapp.map.mercator import View, to_world
from fieldapp.map.opening import opened
from fieldapp.map.renderer import Canvas, Look, Renderer
from fieldapp.map.styles import STYLES
from fieldapp.map.turns import Turns
from tests.fieldapp.map.maps import (
    DEMO,
    MIDTOWN,
    RIVER_AND_STREET,
    block,
    geometry,
    layer,
    mbtiles,
    picture_tile,
    varint,
)

THEMES = tuple(STYLES)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The fonts are there."""
    theme.apply(qapp, "light", 1.0)


def drawn(file: Path, view: View, theme_name: str = "light", ratio: float = 1.0) -> Canvas:
    """A view of a map file."""
    source = opened(file)
    try:
        return Renderer(source).draw(view, Look(theme_name, 1.0, ratio, theme.FAMILY))
    finally:
        source.close()


def colour(canvas: Canvas, x: float, y: float) -> str:
    ratio = canvas.look.ratio
    return canvas.image.pixelColor(round(x * ratio), round(y * ratio)).name()


def river_and_street(tmp_path: Path) -> Path:
    """One tile for the whole world: water in the north, a street in the south."""
    return mbtiles(tmp_path / "world.mbtiles", "pbf", lambda *_: RIVER_AND_STREET, zooms=(0, 0))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_water_street_and_ground_are_where_the_tile_has_them(tmp_path: Path, name: str, ratio: float) -> None:
    whole_world = View((0.5, 0.5), 8.0, 512, 512)  # the tile's middle: 65,536 pixels wide, its edges far off
    style, file = STYLES[name], river_and_street(tmp_path)
    at_street = drawn(file, View((0.5, 0.75), 14.0, 400, 400), name, ratio)
    assert colour(at_street, 40, 200) == style.road["primary"]
    assert colour(at_street, 40, 120) == style.ground
    at_shore = drawn(file, View((0.5, 0.25), 11.0, 400, 400), name, ratio)
    assert colour(at_shore, 200, 150) == style.water
    assert colour(at_shore, 200, 250) == style.ground
    assert colour(drawn(file, whole_world, name, ratio), 256, 256) == style.ground


@pytest.mark.parametrize("name", THEMES)
def test_a_name_stands_on_its_street(tmp_path: Path, name: str) -> None:
    canvas, text = drawn(river_and_street(tmp_path), View((0.5, 0.75), 14.0, 400, 400), name), STYLES[name].text
    written = [(x, y) for x in range(400) for y in range(400) if colour(canvas, x, y) == text]
    assert len(written) > 10
    assert all(abs(x - 200) < 40 and abs(y - 200) < 10 for x, y in written)


def test_two_parks_that_overlap_leave_no_hole_and_a_hole_in_a_park_is_one(tmp_path: Path) -> None:
    def ring(west: int, north: int, side: int) -> list[tuple[int, int]]:
        return [(west, north), (west + side, north), (west + side, north + side), (west, north + side)]

    both = ring(0, 0, 2400)
    parks = layer("park", 3, {"class": "park"}, both) + layer("landuse", 3, {"kind": "grass"}, both)
    file = mbtiles(tmp_path / "a.mbtiles", "pbf", lambda *_: parks, zooms=(0, 0))
    assert colour(drawn(file, View((0.3, 0.3), 6.0, 100, 100)), 50, 50) == STYLES["light"].park
    rings = geometry(3, ring(0, 0, 4000)) + geometry(3, ring(1000, 1000, 2000), at=(0, 4000))
    feature = varint(3 << 3) + varint(3) + block(4, rings)
    lake = block(3, block(1, b"park") + block(2, feature) + varint(5 << 3) + varint(4096))
    file = mbtiles(tmp_path / "b.mbtiles", "pbf", lambda *_: lake, zooms=(0, 0))
    assert colour(drawn(file, View((0.5, 0.5), 6.0, 100, 100)), 50, 50) == STYLES["light"].ground
    assert colour(drawn(file, View((0.1, 0.1), 6.0, 100, 100)), 50, 50) == STYLES["light"].park


def test_outside_the_maps_file_there_is_no_ground(tmp_path: Path) -> None:
    file = mbtiles(tmp_path / "a.mbtiles", "png", lambda *_: picture_tile(), zooms=(0, 0))
    beside = drawn(file, View((-0.4, 0.5), 1.0, 100, 100))
    assert colour(beside, 50, 50) == STYLES["light"].outside


@pytest.mark.parametrize(("form", "px"), [("PNG", 256), ("WEBP", 512)])
def test_pictures_lie_side_by_side_without_a_seam(tmp_path: Path, form: str, px: int) -> None:
    red, blue = picture_tile("#cc3311", px, form), picture_tile("#3366cc", px, form)
    file = mbtiles(tmp_path / "a.mbtiles", form.lower(), lambda z, x, y: red if (x + y) % 2 else blue)
    canvas = drawn(file, View((0.5, 0.5), 2.3, 600, 600))
    assert not canvas.broken
    colours = {colour(canvas, x, y) for x in range(0, 600, 7) for y in (120, 300, 480)}
    assert all(QColor(one).red() > 150 or QColor(one).blue() > 150 for one in colours)
    assert STYLES["light"].outside not in colours


def test_a_tile_between_zooms_is_the_nearest_one_grown(tmp_path: Path) -> None:
    file = mbtiles(tmp_path / "a.mbtiles", "png", lambda z, x, y: picture_tile("#3366cc"), zooms=(1, 1))
    for zoom in (0.6, 1.4, 5.0):
        assert colour(drawn(file, View((0.5, 0.5), zoom, 100, 100)), 50, 50) == "#3366cc"


def test_a_broken_tile_leaves_its_neighbours_right_and_is_told(tmp_path: Path) -> None:
    file = mbtiles(
        tmp_path / "a.mbtiles", "pbf", lambda z, x, y: b"\x1a\xff\xff" if x == 0 else RIVER_AND_STREET, zooms=(1, 1)
    )
    canvas = drawn(file, View((0.5, 0.125), 2.0, 800, 200))
    assert canvas.broken
    assert colour(canvas, 200, 100) == STYLES["light"].outside
    assert colour(canvas, 600, 60) == STYLES["light"].water


@pytest.mark.parametrize("name", THEMES)
def test_midtown_has_its_streets_names_and_river(name: str) -> None:
    canvas, style = drawn(DEMO, View(to_world(MIDTOWN), 15, 900, 700), name), STYLES[name]
    assert not canvas.broken
    seen = [colour(canvas, x, y) for x in range(0, 900, 3) for y in range(0, 700, 3)]
    assert seen.count(style.ground) > 0.3 * len(seen)
    assert seen.count(style.road["primary"]) > 100
    assert seen.count(style.text) > 5
    hudson = drawn(DEMO, View(to_world((40.7549, -74.0120)), 15, 300, 300), name)
    assert colour(hudson, 150, 150) == style.water


def test_names_stay_where_they_are_while_the_map_moves() -> None:
    first = drawn(DEMO, View(to_world(MIDTOWN), 15, 900, 700))
    then = drawn(DEMO, View(to_world(MIDTOWN), 15, 900, 700).moved(40, 0))
    x0, y0, wide, high = 300, 250, 300, 200  # far from the edges, where no name comes or goes
    same = sum(
        first.image.pixel(x0 + x + 40, y0 + y) == then.image.pixel(x0 + x, y0 + y)
        for x in range(0, wide, 2)
        for y in range(0, high, 2)
    )
    assert same > 0.9 * wide * high / 4


@pytest.mark.parametrize("name", THEMES)
def test_names_can_be_read_on_every_ground(name: str) -> None:
    style, least = STYLES[name], 7.0 if name == "sunlight" else 4.5
    assert theme.contrast(style.text, style.halo) >= least
    assert theme.contrast(style.place, style.halo) >= least
    assert theme.contrast(style.attribution, style.halo) >= least


def test_no_step_of_the_drawing_holds_the_window_up() -> None:
    """Qt's painting holds Python's lock: what the longest step takes, the window may have to wait for."""
    steps: list[float] = []
    last = time.thread_time()

    class Counted(Turns):
        def give(self) -> None:
            nonlocal last
            steps.append(time.thread_time() - last)
            last = time.thread_time()

    source = opened(DEMO)
    renderer = Renderer(source, Counted())
    for zoom in (12.5, 14, 15, 16):
        last = time.thread_time()
        renderer.draw(View(to_world(MIDTOWN), zoom, 1952, 1412), Look("light", 1.0, 1.0, theme.FAMILY))
    source.close()
    assert len(steps) > 500

    assert max(steps) < 0.012  # seconds of this thread’s own work: some 5 ms, 19 with round caps, 100 in one path
