"""New work found on the street: written down in a few taps, kept over everything, and not there twice."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.models import new_job
from fieldapp.models.map_file import MapFile
from fieldapp.rows import ROW
from fieldapp.views.look_alikes import LookAlikes
from fieldapp.views.new_job import NewJobPage
from fieldapp.views.page_items import NONE_OPEN
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.spot_map import SpotMap
from fieldapp.widgets.stop_line import StopLine
from sync.commands import CloseOut, CreateOrder, StartWork
from sync.orders import Status, WorkOrder
from sync.places import metres_between
from sync.store import Query, StoreProblem
from tests.builders import a_jpeg, an_order
from tests.fieldapp.map.maps import DEMO, MIDTOWN
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk

HERE = (33.46561, -112.09932)


def button(page: QWidget, text: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def opened(desk: CrewDesk, order: WorkOrder | None) -> NewJobPage:
    page = desk.show("new_job", order.id if order else NONE_OPEN)
    assert isinstance(page, NewJobPage)
    return page


def offered(page: QWidget) -> list[StopLine]:
    return [line for line in page.findChild(LookAlikes).findChildren(StopLine) if line.isVisible()]


def paste(page: QWidget, qtbot: QtBot, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    qtbot.waitUntil(lambda: not page._seen.is_busy)


def test_what_a_job_left_to_be_done_follows_it_at_its_place(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(lat=HERE[0], long=HERE[1])
    desk = crew_desk(order)
    desk.store.record(order.id, CloseOut("temporary", 5))
    page = desk.show("today")
    page.show_item(order.id)
    click(qtbot, button(page, "Follow-up job"))
    form = desk.window.page("new_job")
    assert desk.window.current == "new_job"
    assert desk.window._titles["new_job"] == ("Follow-up job", f"After {order.title}, {order.number}")
    qtbot.keyClick(form, Qt.Key.Key_1)
    assert offered(form) == []  # not the one that it follows
    click(qtbot, button(form, "Save job"))
    body = desk.store.outbox()[0].command.body
    assert isinstance(body, CreateOrder)
    assert (body.follows, body.address, body.lat) == (order.id, order.address, order.lat)
    assert f"Follows {order.title}, {order.number}" in words(desk.window)


def test_another_job_that_was_begun_comes_first_and_says_so(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    form = opened(desk, None)
    qtbot.keyClick(form, Qt.Key.Key_1)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    desk.show("today", order.id)
    qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.current == "new_job"
    assert desk.said[-1][0] == "You have begun another new job: save it or throw it away first."
    assert desk.window._titles["new_job"][0] == "New job"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_1.JPG"
    path.write_bytes(a_jpeg())
    return path


def mine(desk: CrewDesk, *known: WorkOrder) -> list[str]:
    ids = {order.id for order in known}
    return [line.id for line in desk.store.orders(Query(limit=99)) if line.id not in ids]


def test_three_taps_while_working_make_a_job_at_the_same_place(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, StartWork())
    page = desk.show("today", order.id)
    taps = 0
    for find in (
        lambda: next(t for t in page.tools() if isinstance(t, QAbstractButton) and t.accessibleName() == "New job"),
        lambda: button(desk.window, "Pothole"),
        lambda: button(desk.window, "Save job"),
    ):
        click(qtbot, find())
        taps += 1
    assert taps == 3
    (made,) = mine(desk, order)
    view = desk.store.order(made)
    assert (view.order.address, (view.order.lat, view.order.long)) == (order.address, HERE)
    assert (view.order.title, view.order.status) == ("Pothole", Status.ASSIGNED)
    assert desk.window.current == "today"
    assert desk.window.page("today")._job.order_id == made
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1][:2] == ("New job saved on this laptop.", "Undo")


def test_by_keyboard_alone(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today", order.id)
    qtbot.keyClick(page, Qt.Key.Key_F3)
    form = desk.window.page("new_job")
    assert desk.window.current == "new_job"
    qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_1)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    address = form.findChild(QLineEdit)
    assert address.hasFocus(), "it leads to what is missing"
    qtbot.keyClicks(address, "19 Elm St")
    qtbot.keyClick(address, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (made,) = mine(desk, order)
    assert desk.store.order(made).order.address == "19 Elm St"
    qtbot.waitUntil(lambda: bool(desk.said))


def test_it_is_marked_as_found_here_in_the_list(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = crew_desk(an_order())
    body = CreateOrder("pothole", "Pothole", "19 Elm St", "as-1")
    desk.store.record(desk.clock.new_id(), body)
    today = desk.show("today")
    model = today._jobs.list.model()
    rows = [model.index(n, 0).data(ROW) for n in range(model.rowCount())]
    assert [[chip.text for chip in row.chips] for row in rows if row.subtitle == "19 Elm St"] == [["Found here"]]
    assert sum("Found here" in [chip.text for chip in row.chips] for row in rows) == 1


def test_undo_brings_the_form_back_and_the_job_is_gone(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = opened(desk, order)
    page._kinds._choose("pothole")
    click(qtbot, button(page, f"Same place as {order.address}"))
    qtbot.keyClicks(page.findChild(NoteBox), "Deep")
    click(qtbot, button(page, "Save job"))
    qtbot.waitUntil(lambda: bool(desk.said))
    desk.act()
    assert mine(desk, order) == []
    assert desk.window.current == "new_job"
    assert page.findChild(NoteBox).text() == "Deep"
    click(qtbot, button(page, "Save job"))
    assert len(mine(desk, order)) == 1
    qtbot.waitUntil(lambda: len(desk.said) == 2)


def test_a_job_taken_back_from_its_panel_is_gone_also_where_it_was_the_only_one(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    desk = crew_desk()
    desk.laptop.first_sync(())
    page = opened(desk, None)
    page._kinds._choose("pothole")
    qtbot.keyClicks(page.findChild(QLineEdit), "19 Elm St")
    click(qtbot, button(page, "Save job"))
    qtbot.waitUntil(lambda: bool(desk.said))
    today = desk.window.page("today")
    click(qtbot, button(today, "Take it back"))
    assert mine(desk) == []
    assert today._right.currentWidget() is today._no_job


def test_photos_are_kept_at_once_and_go_with_the_job(crew_desk: MakeDesk, qtbot: QtBot, photo: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = opened(desk, order)
    page._kinds._choose("pothole")
    paste(page, qtbot, photo)
    photo.unlink()  # the card is pulled out
    assert len(page.findChild(PhotoStrip)._tiles) == 1
    click(qtbot, button(page, f"Same place as {order.address}"))
    click(qtbot, button(page, "Save job"))
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1][0] == "New job and its photo saved on this laptop."
    (made,) = mine(desk, order)
    assert len(desk.store.order(made).order.photos) == 1
    assert desk.store.drafts() == {}


def test_saving_waits_for_photos_that_are_being_kept(crew_desk: MakeDesk, qtbot: QtBot, photo: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = opened(desk, order)
    page._kinds._choose("pothole")
    click(qtbot, button(page, f"Same place as {order.address}"))
    page._seen.take([photo, photo])
    click(qtbot, button(page, "Save job"))
    assert mine(desk, order) == []
    assert "Saved as soon as the photos are kept…" in words(page)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert len(mine(desk, order)) == 1


def test_a_bad_photo_is_named_and_stops_nothing(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path, photo: Path) -> None:
    bad = tmp_path / "IMG_BAD.JPG"
    bad.write_bytes(b"\xff\xd8\xff")
    desk = crew_desk(an_order())
    page = opened(desk, None)
    page._kinds._choose("pothole")
    paste(page, qtbot, bad, photo)
    assert len(page.findChild(PhotoStrip)._tiles) == 1
    assert "PHOTO-BROKEN" in words(page), "the good one does not take the sentence away"
    paste(page, qtbot, photo)
    assert "PHOTO-BROKEN" not in words(page)


def test_what_is_filled_in_is_there_again_after_leaving_and_after_a_start(
    crew_desk: MakeDesk, qtbot: QtBot, photo: Path
) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.show("today")
    page = opened(desk, order)
    page._kinds._choose("pothole")
    qtbot.keyClicks(page.findChild(QLineEdit), "19 Elm St")
    qtbot.keyClicks(page.findChild(NoteBox), "Deep one")
    paste(page, qtbot, photo)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert desk.window.current != "new_job"
    fresh = NewJobPage(page._context)
    qtbot.addWidget(fresh)
    fresh.refresh(None)
    fresh.show_item(NONE_OPEN)
    assert fresh._kinds.selected() == "pothole"
    assert fresh.findChild(QLineEdit).text() == "19 Elm St"
    assert fresh.findChild(NoteBox).text() == "Deep one"
    assert len(fresh.findChild(PhotoStrip)._tiles) == 1


def test_thrown_away_it_is_gone_and_undo_brings_it_back(crew_desk: MakeDesk, qtbot: QtBot, photo: Path) -> None:
    desk = crew_desk(an_order())
    desk.show("today")
    page = opened(desk, None)
    page._kinds._choose("pothole")
    paste(page, qtbot, photo)
    click(qtbot, button(page, "Throw away"))
    assert new_job.kept(desk.store) is None
    assert desk.window.current == "today"
    desk.act()
    assert page._kinds.selected() == "pothole"
    assert len(page.findChild(PhotoStrip)._tiles) == 1


def test_open_jobs_near_by_are_offered_and_take_photos_and_words(
    crew_desk: MakeDesk, qtbot: QtBot, photo: Path
) -> None:
    order = an_order()
    same = replace(an_order(title="Hole by the kerb"), lat=HERE[0] + 0.0002)
    desk = crew_desk(order, same, replace(an_order(), lat=34.0))
    page = opened(desk, order)
    page._kinds._choose("pothole")
    assert offered(page) == []
    click(qtbot, button(page, f"Same place as {order.address}"))
    qtbot.waitUntil(lambda: len(offered(page)) == 2)
    assert "Is it one of these?" in words(page)
    assert "on this spot" in offered(page)[0].accessibleName()
    assert "70 ft" in offered(page)[1].accessibleName()
    qtbot.keyClicks(page.findChild(NoteBox), "Deep one")
    paste(page, qtbot, photo)
    click(qtbot, offered(page)[1])
    assert desk.window.current == "today"
    assert desk.window.page("today")._job.order_id == same.id
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1][0] == "Your photo is with this job now."
    view = desk.store.order(same.id)
    assert [note.text for note in view.order.notes] == ["Deep one"]
    assert len(view.order.photos) == 1
    assert len(desk.store.orders(Query(limit=99))) == 3
    assert desk.store.drafts() == {}


def test_what_cannot_be_known_is_said(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    placeless = an_order(address="9 Oak Ave", lat=None, long=None)
    desk = crew_desk(placeless)
    page = opened(desk, None)
    page._kinds._choose("pothole")
    qtbot.keyClicks(page.findChild(QLineEdit), "19 Elm St")
    qtbot.waitUntil(lambda: "Compared by address only" in words(page))
    assert "1 job of this kind has no spot and could be here, too." in words(page)
    page.findChild(QLineEdit).clear()
    qtbot.keyClicks(page.findChild(QLineEdit), "9 oak ave")
    qtbot.waitUntil(lambda: len(offered(page)) == 1)
    assert "same address" in offered(page)[0].accessibleName()


def test_bad_input_is_answered_in_words(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = crew_desk(an_order())
    page = opened(desk, None)
    click(qtbot, button(page, "Save job"))
    assert "Choose what it is." in words(page)
    page._kinds._choose("pothole")
    click(qtbot, button(page, "Save job"))
    assert "Say where: an address, or a pin." in words(page)
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "There is no photo on the clipboard." in words(page)


def test_a_full_disk_keeps_the_form(crew_desk: MakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = opened(desk, order)
    page._kinds._choose("pothole")
    click(qtbot, button(page, f"Same place as {order.address}"))

    def full(*_args: object) -> None:
        raise StoreProblem("STORE-DISK-FULL")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "record", full)
        click(qtbot, button(page, "Save job"))
    assert "STORE-DISK-FULL" in desk.said[-1][0]
    assert desk.window.current == "new_job"
    click(qtbot, button(page, "Save job"))
    assert len(mine(desk, order)) == 1
    qtbot.waitUntil(lambda: len(desk.said) == 2)


def test_another_address_takes_the_other_jobs_pin_away(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = opened(desk, order)
    click(qtbot, button(page, f"Same place as {order.address}"))
    assert page._place.pin == HERE
    qtbot.keyClicks(page.findChild(QLineEdit), " 5")
    assert page._place.pin is None
    assert "No pin" in words(page)


def test_a_pin_is_put_on_the_map(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(lat=MIDTOWN[0], long=MIDTOWN[1])
    desk = crew_desk(order, map_file=MapFile(DEMO))
    page = opened(desk, order)
    page._kinds._choose("pothole")
    click(qtbot, button(page, "Pin on the map"))
    found = page.findChild(SpotMap)
    assert found is not None
    assert metres_between(page._place.pin, MIDTOWN) < 1
    qtbot.keyClick(found, Qt.Key.Key_Right)
    assert 20 < metres_between(page._place.pin, MIDTOWN) < 400
    before = page._place.pin
    found.zoom(1, 3, 3)
    assert page._place.pin == before
    click(qtbot, button(page, "Save job"))
    (made,) = mine(desk, order)
    view = desk.store.order(made)
    assert metres_between((view.order.lat, view.order.long), before) < 0.1
    assert view.order.address == ""
    qtbot.waitUntil(lambda: bool(desk.said))


def test_without_a_map_there_is_no_button_for_it(crew_desk: MakeDesk) -> None:
    page = opened(crew_desk(an_order()), None)
    assert not any(b.text() == "Pin on the map" and b.isVisible() for b in page.findChildren(QAbstractButton))


def test_a_photo_that_knows_its_place_says_where(crew_desk: MakeDesk, qtbot: QtBot, photo: Path) -> None:
    desk = crew_desk(an_order())
    page = opened(desk, None)
    page._kinds._choose("pothole")
    staged = replace(
        new_job.stage(desk.store, page._job, desk.clock.new_id(), photo), lat=HERE[0], long=HERE[1]
    )
    page._take_photo(staged)
    assert page._place.pin == HERE
    assert "The pin is where the photo was taken." in words(page)


def test_photos_pasted_while_the_keyboard_is_in_the_address_are_photos(
    crew_desk: MakeDesk, qtbot: QtBot, photo: Path
) -> None:
    page = opened(crew_desk(an_order()), None)
    line = page.findChild(QLineEdit)
    line.setFocus()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    qtbot.waitUntil(lambda: len(page.findChild(PhotoStrip)._tiles) == 1)
    assert line.text() == ""


def test_a_photo_that_is_still_being_kept_goes_with_the_job_that_is_opened_instead(
    crew_desk: MakeDesk, qtbot: QtBot, photo: Path
) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = opened(desk, order)
    page._kinds._choose("pothole")
    click(qtbot, button(page, f"Same place as {order.address}"))
    qtbot.waitUntil(lambda: len(offered(page)) == 1)
    page._seen.take([photo])
    click(qtbot, offered(page)[0])
    assert desk.window.current == "new_job"
    qtbot.waitUntil(lambda: bool(desk.said))
    assert len(desk.store.order(order.id).order.photos) == 1
    assert desk.window.current == "today"


def test_a_photo_that_comes_after_the_form_was_thrown_away_makes_no_form(
    crew_desk: MakeDesk, qtbot: QtBot, photo: Path
) -> None:
    desk = crew_desk(an_order())
    desk.show("today")
    page = opened(desk, None)
    page._seen.take([photo])
    click(qtbot, button(page, "Throw away"))
    qtbot.waitUntil(lambda: not page._seen.is_busy)
    assert new_job.kept(desk.store) is None
