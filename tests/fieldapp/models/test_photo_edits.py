"""A photo with marks in place of another: nothing of the hidden part in it, nothing lost whenever the program dies."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from fieldapp.marks import Mark, Tool
from fieldapp.models.photo_edits import add_marked, picture_of, picture_of_file, put_back, replace_photo
from sync.orders import Photo, PhotoRole
from sync.photo_refused import PhotoRefused
from sync.photos import prepare
from sync.store import Store
from tests.builders import KEY, Laptop, StillClock, a_photo, an_order
from tests.house.inspection import ROOT

PLATE = Mark(Tool.BLUR, (100, 100), (400, 300), seed=1)
PHONE = ROOT / "tests" / "files" / "photos"


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication):
    made = Laptop(tmp_path / "laptop", StillClock())
    yield made
    made.close()


def shown(store: Store, order_id: str) -> list[Photo]:
    view = store.order(order_id)
    assert view is not None
    return [photo for photo in view.order.photos if not photo.withdrawn]


def test_the_new_photo_has_role_time_and_place_of_the_old_one_and_nothing_else(laptop: Laptop) -> None:
    order = an_order()
    laptop.first_sync((order,))
    prepared = prepare(PHONE / "xiaomi.heic")
    old_id = laptop.store.add_photo(order.id, PhotoRole.BEFORE, prepared).photo_id
    (old,) = shown(laptop.store, order.id)
    assert old.lat is not None
    replaced = replace_photo(laptop.store, order.id, old, picture_of(laptop.store, old_id), (PLATE,))
    (new,) = shown(laptop.store, order.id)
    assert new.id == replaced.photo_id != old_id
    assert (new.role, new.taken_at, new.lat, new.long) == (old.role, old.taken_at, old.lat, old.long)
    assert (new.width_px, new.height_px) == (old.width_px, old.height_px)
    data = laptop.store.photo_bytes(new.id)
    with Image.open(io.BytesIO(data)) as picture:
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
    assert data.count(b"\xff\xd8\xff") == 1  # no picture within the picture


@pytest.mark.parametrize("name", [f"Landscape_{n}.jpg" for n in (1, 3, 6, 8)] + ["Portrait_6.jpg"])
def test_a_photo_that_lay_on_its_side_is_drawn_on_upright(laptop: Laptop, name: str) -> None:
    order = an_order()
    laptop.first_sync((order,))
    photo_id = laptop.store.add_photo(order.id, PhotoRole.AFTER, prepare(PHONE / name)).photo_id
    picture = picture_of(laptop.store, photo_id)
    assert (picture.width() > picture.height()) == name.startswith("Landscape")
    replace_photo(laptop.store, order.id, shown(laptop.store, order.id)[0], picture, (PLATE,))
    (new,) = shown(laptop.store, order.id)
    made = picture_of(laptop.store, new.id)
    assert made.size() == picture.size()
    assert _distance(made, picture) < 12  # the same way up: all but the area looks as before


def _distance(one: QImage, other: QImage) -> float:
    places = [(x, y) for y in range(330, one.height(), 41) for x in range(0, one.width(), 37)]
    return sum(
        sum(abs(a - b) for a, b in zip(one.pixelColor(x, y).getRgb(), other.pixelColor(x, y).getRgb(), strict=True))
        for x, y in places
    ) / len(places)


def test_the_city_hears_of_the_new_photo_before_the_old_one_goes(laptop: Laptop) -> None:
    order = an_order()
    laptop.first_sync((order,))
    old_id = laptop.add_photo(order.id, PhotoRole.AFTER)
    replace_photo(laptop.store, order.id, shown(laptop.store, order.id)[0], picture_of(laptop.store, old_id), (PLATE,))
    _, added, gone = (item.command for item in laptop.store.order(order.id).commands)
    assert (added.kind, gone.kind) == ("add_photo", "withdraw_photo")
    assert added.seq < gone.seq
    assert gone.needs == (added.id,)


def test_undo_brings_the_old_photo_back_and_takes_the_new_one_out(laptop: Laptop) -> None:
    order = an_order()
    laptop.first_sync((order,))
    old_id = laptop.add_photo(order.id, PhotoRole.AFTER)
    old = shown(laptop.store, order.id)[0]
    replaced = replace_photo(laptop.store, order.id, old, picture_of(laptop.store, old_id), (PLATE,))
    put_back(laptop.store, order.id, replaced)
    assert [photo.id for photo in shown(laptop.store, order.id)] == [old_id]


def test_a_photo_that_is_not_here_has_its_sentence(laptop: Laptop) -> None:
    with pytest.raises(PhotoRefused, match="PHOTO-MISSING"):
        picture_of(laptop.store, "nowhere")


def test_of_a_file_that_is_blurred_first_the_job_never_has_the_photo_as_it_was(laptop: Laptop) -> None:
    order = an_order()
    laptop.first_sync((order,))
    picture, prepared = picture_of_file(PHONE / "xiaomi.heic")
    assert (picture.width(), picture.height()) == (prepared.width_px, prepared.height_px)
    add_marked(laptop.store, order.id, PhotoRole.BEFORE, prepared, (PLATE,))
    view = laptop.store.order(order.id)
    assert view is not None
    (item,) = view.commands
    (photo,) = view.order.photos
    assert item.command.kind == "add_photo"
    assert photo.sha256 != prepared.sha256
    assert (photo.role, photo.lat, photo.long) == (PhotoRole.BEFORE, prepared.latitude, prepared.longitude)
    assert (photo.taken_at, photo.lat is None) == (prepared.taken_at, False)
    with pytest.raises(PhotoRefused, match="PHOTO-BROKEN"):
        picture_of_file(PHONE / "truncated.heic")


KILLED = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtGui import QGuiApplication
from fieldapp.marks import Mark, Tool
from fieldapp.models.photo_edits import picture_of, replace_photo
from sync.store import Store
from tests.builders import KEY, StillClock
app = QGuiApplication([])
folder, order_id, photo_id, where = sys.argv[1:]
def step(name):
    if name == where:
        os._exit(9)
store = Store.open(Path(folder), KEY, StillClock(), step)
photo = next(p for p in store.order(order_id).order.photos if p.id == photo_id)
mark = Mark(Tool.BLUR, (100, 100), (400, 300), seed=1)
replace_photo(store, order_id, photo, picture_of(store, photo_id), (mark,))
"""


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("photo.renamed", 2),  # the file is there, its row is not: taken up at the next start
        ("add_photo.before_commit", 2),
        ("add_photo.committed", 2),
        ("record.before_commit", 2),
        ("record.committed", 1),
    ],
)
def test_killed_between_save_and_withdrawal_leaves_two_photos_never_none(
    tmp_path: Path, qapp: QApplication, where: str, left: int
) -> None:
    folder, order = tmp_path / "laptop", an_order()
    laptop = Laptop(folder, StillClock())
    laptop.first_sync((order,))
    old_id = laptop.store.add_photo(order.id, PhotoRole.AFTER, replace(a_photo(), taken_at=None)).photo_id
    laptop.close()
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), order.id, old_id, where], cwd=ROOT, check=False, timeout=120
    )
    assert died.returncode == 9
    store = Store.open(folder, KEY, StillClock())
    try:
        photos = shown(store, order.id)
        assert len(photos) == left
        assert all(store.photo_bytes(photo.id) for photo in photos)
        assert (old_id in {photo.id for photo in photos}) == (left == 2)
    finally:
        store.close()
