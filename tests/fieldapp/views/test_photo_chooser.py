"""Choosing photos from a card and adding them to a job."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.background import Background
from fieldapp.rows import ROW, PhotoTile
from fieldapp.views.card_notice import CardNotice
from fieldapp.views.page_items import import_id
from fieldapp.views.photo_chooser import PhotoChooserPage
from fieldapp.widgets.photo_canvas import PhotoCanvas
from fieldapp.widgets.photo_grid import PhotoPick
from fieldapp.widgets.segmented import Segmented
from sync.clock import parse_ms
from sync.commands import StartWork
from sync.orders import PhotoRole, WorkOrder
from sync.photos import prepare
from tests.builders import a_jpeg, an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: QWidget, text: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def tiles(page: QWidget) -> list[PhotoTile]:
    model = page.findChild(PhotoPick).model()
    return [model.index(number, 0).data(ROW) for number in range(model.rowCount())]


def plug_in(desk: CrewDesk, folder: Path, qtbot: QtBot, minutes_ago: tuple[int, ...]) -> list[Path]:
    """A card with a photo for each of these ages, the first the newest; noticed."""
    camera = folder / "card" / "DCIM" / "100CANON"
    camera.mkdir(parents=True)
    made = []
    for number, ago in enumerate(minutes_ago):
        path = camera / f"IMG_{number}.JPG"
        path.write_bytes(a_jpeg(f"#{20 + 15 * number:02x}8080", (64, 48)))
        at_s = parse_ms(desk.clock.ago(ago)) / 1000
        os.utime(path, (at_s, at_s))
        made.append(path)
    desk.cards._drives = lambda: ((folder / "card", "EOS"),)
    with qtbot.waitSignal(desk.cards.changed, timeout=20_000):
        desk.cards.start(Background())
    return made


def shown(desk: CrewDesk, order: WorkOrder) -> list[PhotoRole]:
    return [photo.role for photo in desk.store.order(order.id).order.photos if not photo.withdrawn]


def test_a_card_is_noticed_calmly_and_its_photos_of_this_job_are_chosen(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    order = an_order()
    desk = crew_desk(an_order(expected_datetime="2026-11-22T19:00:00Z"), order)
    desk.store.record(order.id, StartWork())
    desk.clock.pass_min(26)
    today = desk.show("today")
    plug_in(desk, tmp_path, qtbot, (2, 5, 200, 300))
    notice = today.findChild(CardNotice)
    assert notice.isVisible()
    assert "EOS: 2 new photos since " in words(notice)
    qtbot.mouseClick(button(notice, "Choose"), LEFT)
    assert desk.window.current == "photo_import"
    page = desk.window.page("photo_import")
    assert [tile.checked for tile in tiles(page)] == [True, True, False, False]
    assert "2 photos chosen" in words(page)
    assert page._order.id == order.id
    qtbot.mouseClick(button(page, "Add 2 photos"), LEFT)
    qtbot.waitUntil(lambda: desk.window.current == "today", timeout=20_000)
    assert shown(desk, order) == [PhotoRole.AFTER] * 2
    assert desk.said[-1][0] == "2 photos added."
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=20_000)


def test_by_keys_alone_others_are_chosen_and_the_role_is_before(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    order = an_order()
    desk = crew_desk(order)
    plug_in(desk, tmp_path, qtbot, (5, 2000, 3000))
    page = desk.show("photo_import", import_id(order.id, PhotoRole.BEFORE))
    grid = page.findChild(PhotoPick)
    chosen = [tile.checked for tile in tiles(page)]
    assert chosen[1:] == [False, False]
    qtbot.keyClick(grid, Qt.Key.Key_A, CTRL)
    assert [tile.checked for tile in tiles(page)] == [True] * 3
    qtbot.keyClick(grid, Qt.Key.Key_A, CTRL)
    assert [tile.checked for tile in tiles(page)] == [False] * 3
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert [tile.checked for tile in tiles(page)] == [False, True, False]
    qtbot.keyClick(grid, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(desk, order) == [PhotoRole.BEFORE], timeout=20_000)


@pytest.mark.qt_log_ignore("JPEG", extend=True)  # what Qt's decoder says of it
def test_a_bad_file_gets_its_sentence_and_the_page_stays(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    good, bad, _ = plug_in(desk, tmp_path, qtbot, (1, 2, 3))
    bad.write_bytes(good.read_bytes()[:300])
    page = desk.show("photo_import", import_id(order.id, PhotoRole.AFTER))
    qtbot.waitUntil(lambda: any(tile.state == "broken" for tile in tiles(page)), timeout=20_000)
    page._chosen = {str(good), str(bad)}
    page._show()
    qtbot.mouseClick(button(page, "Add 2 photos"), LEFT)
    qtbot.waitUntil(lambda: "(PHOTO-BROKEN)" in words(page), timeout=20_000)
    assert "IMG_1.JPG: This photo is damaged" in words(page)
    assert desk.window.current == "photo_import"
    assert desk.said[-1][0] == "1 photo added. 1 could not be added."
    assert shown(desk, order) == [PhotoRole.AFTER]
    qtbot.waitUntil(lambda: {t.id: t.label for t in tiles(page)}[str(good)] == "Already added", timeout=20_000)
    assert {t.id: t.label for t in tiles(page)}[str(bad)] == ""


def test_hundreds_show_progress_and_stop_when_asked(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    plug_in(desk, tmp_path, qtbot, tuple(range(1, 15)))
    page = desk.show("photo_import", import_id(order.id, PhotoRole.DURING))
    page._chosen = {tile.id for tile in tiles(page)}
    page._show()
    page._import.moved.connect(lambda: button(page, "Stop").click() if page._import.done == 2 else None)
    qtbot.mouseClick(button(page, "Add 14 photos"), LEFT)
    assert "0 of 14 added" in words(page)
    qtbot.waitUntil(lambda: not page._import.running, timeout=20_000)
    assert len(shown(desk, order)) in (2, 3)
    assert desk.window.current == "photo_import"
    assert button(page, "Choose all").isVisible()


def test_without_a_card_it_says_what_to_do_and_takes_a_folder(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("photo_import", import_id(order.id, PhotoRole.AFTER))
    assert isinstance(page, PhotoChooserPage)
    assert "No phone or SD card is connected." in words(page)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "P1.jpg").write_bytes(a_jpeg())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "stick"))
    qtbot.mouseClick(button(page, "Other folder"), LEFT)
    qtbot.waitUntil(lambda: len(tiles(page)) == 1, timeout=20_000)


def test_a_folder_to_watch_is_chosen_once_and_kept(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.cards._drives = tuple
    desk.cards.start(Background())
    page = desk.show("photo_import", import_id(order.id, PhotoRole.AFTER))
    (tmp_path / "phone").mkdir()
    (tmp_path / "phone" / "P1.jpg").write_bytes(a_jpeg())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "phone"))
    with qtbot.waitSignal(desk.cards.folder_chosen, timeout=20_000):
        qtbot.mouseClick(button(page, "Watch a folder"), LEFT)
    qtbot.waitUntil(lambda: len(tiles(page)) == 1, timeout=20_000)
    assert desk.cards.folder == str(tmp_path / "phone")
    with qtbot.waitSignal(desk.cards.folder_chosen, timeout=20_000) as told:
        qtbot.mouseClick(button(page, "Stop watching"), LEFT)
    assert told.args == [""]
    qtbot.waitUntil(lambda: tiles(page) == [], timeout=20_000)
    assert button(page, "Watch a folder").isVisible()


def test_the_photos_can_go_to_another_job(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    first, other = an_order(), an_order(title="Sign & post", address="1 A St & 2 B St")
    desk = crew_desk(first, other)
    plug_in(desk, tmp_path, qtbot, (1,))
    page = desk.show("photo_import", import_id(first.id, PhotoRole.AFTER))
    action = next(a for a in page._job.menu().actions() if a.text().startswith("Sign && post"))
    action.trigger()
    assert page._order.id == other.id
    roles = page.findChildren(Segmented)[0]
    roles.select("during")
    page._chosen = {tile.id for tile in tiles(page)}
    page._begin()
    qtbot.waitUntil(lambda: shown(desk, other) == [PhotoRole.DURING], timeout=20_000)
    assert shown(desk, first) == []


def test_from_the_close_out_the_card_is_offered_where_there_is_one(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    order = an_order()
    desk = crew_desk(order)
    plug_in(desk, tmp_path, qtbot, (1,))
    page = desk.show("close_out", order.id)
    qtbot.mouseClick(button(page, "From phone or SD card"), LEFT)
    assert desk.window.current == "photo_import"
    qtbot.keyClick(desk.window.page("photo_import"), Qt.Key.Key_Escape)
    assert desk.window.current == "close_out"


def test_a_card_that_is_pulled_out_takes_its_photos_along(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    plug_in(desk, tmp_path, qtbot, (1, 2))
    page = desk.show("photo_import", import_id(order.id, PhotoRole.AFTER))
    assert len(tiles(page)) == 2
    desk.cards._drives = tuple
    with qtbot.waitSignal(desk.cards.changed, timeout=20_000):
        desk.cards.look()
    assert tiles(page) == []
    assert "No phone or SD card is connected." in words(page)


def test_a_photo_is_blurred_before_it_gets_into_the_job(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    first, _ = plug_in(desk, tmp_path, qtbot, (1, 2))
    page = desk.show("photo_import", import_id(order.id, PhotoRole.DURING))
    page.findChild(PhotoPick).select(str(first))
    qtbot.mouseClick(button(page, "Blur first"), LEFT)
    assert desk.window.current == "photo_edit"
    editor = desk.window.page("photo_edit")
    canvas = editor.findChild(PhotoCanvas)
    qtbot.waitUntil(lambda: not canvas.photo.isNull(), timeout=20_000)
    assert "Only the photo with your marks is added to the job." in words(editor)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert desk.window.current == "photo_import"
    assert shown(desk, order) == []
    qtbot.keyClick(page.findChild(PhotoPick), Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: not canvas.photo.isNull(), timeout=20_000)
    for key in (Qt.Key.Key_6, Qt.Key.Key_Return, *[Qt.Key.Key_Right] * 9, *[Qt.Key.Key_Down] * 9, Qt.Key.Key_Return):
        qtbot.keyClick(desk.window.focusWidget(), key)
    qtbot.keyClick(canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.window.current == "photo_import", timeout=20_000)
    view = desk.store.order(order.id)
    assert [item.command.kind for item in view.commands] == ["add_photo"]
    assert view.order.photos[0].sha256 != prepare(first).sha256
    assert shown(desk, order) == [PhotoRole.DURING]
    qtbot.waitUntil(lambda: {t.id: t.label for t in tiles(page)}[str(first)] == "Already added", timeout=20_000)


@pytest.mark.qt_log_ignore("JPEG", extend=True)
def test_a_broken_file_cannot_be_drawn_on_and_that_is_said(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    order = an_order()
    desk = crew_desk(order)
    (bad,) = plug_in(desk, tmp_path, qtbot, (1,))
    bad.write_bytes(bad.read_bytes()[:300])
    page = desk.show("photo_import", import_id(order.id, PhotoRole.AFTER))
    page._draw_on()
    editor = desk.window.page("photo_edit")
    qtbot.waitUntil(lambda: "(PHOTO-BROKEN)" in words(editor), timeout=20_000)
    assert not button(editor, "Save photo").isEnabled()
