"""The page of all photos on the laptop."""

from pytestqt.qtbot import QtBot

from fieldapp.rows import ROW, PhotoTile
from fieldapp.views.photos_page import PhotosPage
from fieldapp.widgets.photo_grid import PhotoGrid
from fieldapp.widgets.segmented import Segmented
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
