"""The page of all photos on the laptop."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.models.photo_shelf import Room, room_of
from fieldapp.rows import ROW, PhotoTile
from fieldapp.views.photos_page import PhotosPage
from fieldapp.widgets.photo_grid import PhotoGrid
from fieldapp.widgets.segmented import Segmented
from sync.commands import WithdrawPhoto
from sync.orders import PhotoRole
from tests.builders import a_jpeg, a_resident_photo, an_order
from tests.fieldapp.views.conftest import MakeDesk


def tiles(page: PhotosPage) -> list[PhotoTile]:
    model = page.findChild(PhotoGrid).model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def test_photos_say_whether_the_city_has_them(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(photos=(a_resident_photo("r-1"),))
    desk = crew_desk(order)
    desk.laptop.receive_photo("r-1", a_jpeg())
    mine = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 2)
    assert {tile.id: tile.caption for tile in tiles(page)} == {mine: "On this laptop", "r-1": order.title}
    desk.laptop.send_all()
    desk.store.line.stored(mine, desk.store.order(order.id).photos[0].sha256)
    qtbot.waitUntil(lambda: tiles(page)[0].caption == "In the CRM")


def test_only_what_the_city_has_not_got_can_be_shown(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(photos=(a_resident_photo("r-1"),))
    desk = crew_desk(order)
    mine = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 2)
    tabs = page.findChild(Segmented)
    tabs.select("waiting")
    tabs.chosen.emit("waiting")
    assert [tile.id for tile in tiles(page)] == [mine]


def test_a_photo_leads_to_its_job(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order, an_order())
    desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 1)
    page.findChild(PhotoGrid).opened.emit(tiles(page)[0].id)
    assert desk.window.current == "today"


def words(page: PhotosPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def choose(page: PhotosPage, which: int, key: str) -> None:
    switch = page.findChildren(Segmented)[which]
    switch.select(key)
    switch.chosen.emit(key)


def test_by_job_role_and_state_and_back_to_all(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    first, other = an_order(photos=(a_resident_photo("r-1"),)), an_order(title="Sign & post")
    desk = crew_desk(first, other)
    before = desk.laptop.add_photo(first.id, PhotoRole.BEFORE)
    after = desk.laptop.add_photo(first.id, PhotoRole.AFTER)
    elsewhere = desk.laptop.add_photo(other.id, PhotoRole.AFTER)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 4, timeout=20_000)
    choose(page, 1, "after")
    assert {tile.id for tile in tiles(page)} == {after, elsewhere}
    action = next(each for each in page._job.menu().actions() if each.text().startswith("Sign && post"))
    action.trigger()
    assert [tile.id for tile in tiles(page)] == [elsewhere]
    assert page._job.text().startswith("Sign & post")
    choose(page, 1, "before")
    assert tiles(page) == []
    assert "No photo is like that." in words(page)
    page._empty.acted.emit()
    assert {tile.id for tile in tiles(page)} == {"r-1", before, after, elsewhere}


def test_only_the_jobs_that_changed_are_read_again(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order, other = an_order(), an_order()
    desk = crew_desk(order, other)
    desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 1, timeout=20_000)
    new = desk.laptop.add_photo(other.id, PhotoRole.AFTER)
    qtbot.waitUntil(lambda: len(tiles(page)) == 2, timeout=20_000)
    desk.store.record(other.id, WithdrawPhoto(new))
    qtbot.waitUntil(lambda: len(tiles(page)) == 1, timeout=20_000)


def test_what_the_photos_take_of_the_disk_is_said(tmp_path: Path) -> None:
    for folder, size in (("photos", 3000), ("downloads", 500), ("elsewhere", 9000)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.enc").write_bytes(bytes(size))
    room = room_of(tmp_path)
    assert room.taken == 3500
    assert 0 < room.free <= shutil.disk_usage(tmp_path).total


def test_the_room_is_in_sight_and_little_room_is_a_warning(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 1, timeout=20_000)
    page._shelf.room = Room(1_200_000_000, 14_000_000_000)
    page._show()
    assert "Photos take 1.1 GB of this laptop; 13.0 GB free." in words(page)
    page._shelf.room = Room(1_200_000_000, 180_000_000)
    page._show()
    assert "(DISK-LOW)" in words(page)


def test_from_here_a_photo_is_drawn_on_but_not_a_residents(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(photos=(a_resident_photo("r-1"),))
    desk = crew_desk(order)
    mine = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("photos")
    qtbot.waitUntil(lambda: len(tiles(page)) == 2, timeout=20_000)
    grid = page.findChild(PhotoGrid)
    grid.select("r-1")
    page._draw_on()
    assert desk.window.current == "photos"
    grid.select(mine)
    page._draw_on()
    assert desk.window.current == "photo_edit"
