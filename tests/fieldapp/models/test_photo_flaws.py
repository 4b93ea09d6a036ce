"""Blurred, dark and burnt-out photos are told from good ones: no false alarm over every photo there is."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageEnhance, ImageFilter
from pytestqt.qtbot import QtBot

from fieldapp.background import Background
from fieldapp.models.photo_flaws import BLURRED_BELOW, Flaw, PhotoFlaws, flaws_of, sharpness
from sync.orders import PhotoRole
from sync.photos import prepare
from tests.builders import Laptop, StillClock, an_order
from tests.house.inspection import ROOT

CAMERA = [ROOT / "tests" / "files" / "photos" / name for name in ("Landscape_1.jpg", "Portrait_6.jpg", "xiaomi.heic")]
DRAWN = sorted((ROOT / "resources" / "demo" / "photos").glob("*.jpg"))
SOME = [*CAMERA, *DRAWN[::8]]


@cache
def kept(path: Path) -> bytes:
    """A photo as the laptop keeps it."""
    return prepare(path).jpeg


def changed(jpeg: bytes, change: Callable[[Image.Image], Image.Image]) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(jpeg)) as source:
        change(source).save(out, "JPEG", quality=85)
    return out.getvalue()


def soft(share: float) -> Callable[[Image.Image], Image.Image]:
    """Out of focus by a share of the longer side."""
    return lambda picture: picture.filter(ImageFilter.GaussianBlur(max(picture.size) * share))


def shaken(share: float, dx: int, dy: int) -> Callable[[Image.Image], Image.Image]:
    """A hand that moved along an axis while the shutter was open."""

    def shake(picture: Image.Image) -> Image.Image:
        mean = picture
        for step in range(1, round(max(picture.size) * share)):
            mean = Image.blend(mean, ImageChops.offset(picture, step * dx, step * dy), 1 / (step + 1))
        return mean

    return shake


def light(factor: float) -> Callable[[Image.Image], Image.Image]:
    return lambda picture: ImageEnhance.Brightness(picture).enhance(factor)


@pytest.mark.parametrize("path", [*CAMERA, *DRAWN], ids=lambda path: path.name)
def test_a_good_photo_is_not_blamed(path: Path) -> None:
    assert flaws_of(kept(path)) == ()


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.name)
def test_out_of_focus_is_noticed(path: Path) -> None:
    assert flaws_of(changed(kept(path), soft(0.003))) == (Flaw.BLURRED,)


@pytest.mark.parametrize("axis", [(1, 0), (0, 1)])
def test_a_shaken_hand_is_noticed_along_either_axis(axis: tuple[int, int]) -> None:
    found = [flaws_of(changed(kept(path), shaken(0.02, *axis))) for path in SOME]
    assert sum(flaws == (Flaw.BLURRED,) for flaws in found) >= len(SOME) - 1


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.name)
def test_a_dark_photo_is_dark_and_not_called_blurred(path: Path) -> None:
    assert flaws_of(changed(kept(path), light(0.25))) == (Flaw.DARK,)


@pytest.mark.parametrize("path", CAMERA[1:], ids=lambda path: path.name)
def test_a_burnt_out_photo_is_noticed(path: Path) -> None:
    assert flaws_of(changed(kept(path), light(2.5))) == (Flaw.BRIGHT,)


def test_dusk_is_not_taken_for_blur() -> None:
    assert flaws_of(changed(kept(CAMERA[0]), light(0.5))) == ()


def test_the_threshold_stands_far_from_every_good_photo() -> None:
    least = []
    for path in (*CAMERA, *DRAWN):
        with Image.open(BytesIO(kept(path))) as source:
            grey = source.convert("L")
        grey.thumbnail((512, 512))
        least.append(sharpness(grey))
    assert min(least) > 3 * BLURRED_BELOW


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0", b"no picture at all", bytes(1000)])
def test_bytes_that_are_no_photo_have_no_flaw(data: bytes) -> None:
    assert flaws_of(data) == ()


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (40, 3), (3, 700)])
def test_of_the_smallest_pictures_nothing_is_said(size: tuple[int, int]) -> None:
    out = BytesIO()
    Image.new("RGB", size, "#808080").save(out, "JPEG")
    assert flaws_of(out.getvalue()) == ()


def test_each_photo_is_looked_at_once_in_the_background(tmp_path: Path, qtbot: QtBot) -> None:
    laptop, order = Laptop(tmp_path, StillClock()), an_order()
    laptop.first_sync((order,))
    jobs = Background()
    good, bad = (
        laptop.store.add_photo(order.id, PhotoRole.AFTER, prepare(data)).photo_id
        for data in (kept(CAMERA[0]), changed(kept(CAMERA[0]), light(0.2)))
    )
    flaws = PhotoFlaws(laptop.store, jobs)
    assert flaws.of(good) == ()
    with qtbot.waitSignal(flaws.judged, timeout=20_000) as told:
        assert flaws.of(bad) == ()
    assert told.args == [bad]
    assert flaws.of(bad) == (Flaw.DARK,)
    assert flaws.of("nowhere") == ()
    jobs.close()
    laptop.close()
