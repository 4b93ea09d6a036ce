"""Drawing on a photo, by mouse and by keys alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.marks import COLOURS, Tool
from fieldapp.views.close_out_photo import AfterPhotoCard
from fieldapp.views.page_items import edit_id
from fieldapp.views.photo_editor import PhotoEditorPage
from fieldapp.widgets.photo_canvas import PhotoCanvas
from sync.orders import PhotoRole, WorkOrder
from tests.builders import a_resident_photo, an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: QWidget, name: str) -> QAbstractButton:
    found = (b for b in page.findChildren(QAbstractButton) if name in (b.text(), b.accessibleName()))
    return next(b for b in found if b.isVisible())


def opened(desk: CrewDesk, order: WorkOrder, photo_id: str, qtbot: QtBot) -> tuple[PhotoEditorPage, PhotoCanvas]:
    page = desk.show("photo_edit", edit_id(order.id, photo_id))
    assert isinstance(page, PhotoEditorPage)
    canvas = page.findChild(PhotoCanvas)
    qtbot.waitUntil(lambda: not canvas.photo.isNull(), timeout=20_000)
    return page, canvas


def drag(qtbot: QtBot, canvas: PhotoCanvas, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(canvas, LEFT, pos=start)
    qtbot.mouseMove(canvas, (start + end) / 2)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, pos=end)


def shown(desk: CrewDesk, order: WorkOrder) -> list[str]:
    return [photo.id for photo in desk.store.order(order.id).order.photos if not photo.withdrawn]


def test_from_the_close_out_a_plate_is_blurred_and_the_new_photo_stands_there(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order = an_order()
    desk = crew_desk(order)
    old = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    close_out = desk.show("close_out", order.id)
    qtbot.mouseClick(button(close_out, "Blur / arrow"), LEFT)
    assert desk.window.current == "photo_edit"
    page = desk.window.page("photo_edit")
    canvas = page.findChild(PhotoCanvas)
    qtbot.waitUntil(lambda: not canvas.photo.isNull(), timeout=20_000)
    assert not button(page, "Save photo").isEnabled()
    qtbot.mouseClick(button(page, "Blur"), LEFT)
    middle = canvas.rect().center()
    drag(qtbot, canvas, middle - QPoint(80, 60), middle + QPoint(60, 40))
    assert [mark.tool for mark in canvas.marks.now] == [Tool.BLUR]
    assert "its file still goes to the city’s archive" in words(page)
    qtbot.mouseClick(button(page, "Save photo"), LEFT)
    qtbot.waitUntil(lambda: desk.window.current == "close_out", timeout=20_000)
    (new,) = shown(desk, order)
    assert new != old
    assert close_out.findChild(AfterPhotoCard)._current == new
    assert desk.said[-1][0] == "The new photo is safe on this laptop."
    desk.act()
    assert shown(desk, order) == [old]


def test_by_keys_alone(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    old = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page, canvas = opened(desk, order, old, qtbot)

    def keys(*pressed: Qt.Key) -> None:
        for key in pressed:
            qtbot.keyClick(desk.window.focusWidget(), key)

    keys(Qt.Key.Key_2, Qt.Key.Key_C, Qt.Key.Key_Return, *[Qt.Key.Key_Right] * 6, Qt.Key.Key_Return)
    (arrow,) = canvas.marks.now
    assert (arrow.tool, arrow.colour) == (Tool.ARROW, COLOURS[1])
    assert arrow.end[0] > arrow.start[0]
    keys(Qt.Key.Key_5, Qt.Key.Key_Return)
    qtbot.keyClicks(page.findChild(QLineEdit), "Edge 2 is open")
    keys(Qt.Key.Key_Return)
    assert [mark.text for mark in canvas.marks.now] == ["", "Edge 2 is open"]
    keys(Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert canvas.marks.now[0].start[1] > arrow.start[1]
    keys(Qt.Key.Key_Delete)
    assert len(canvas.marks.now) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert len(canvas.marks.now) == 2
    qtbot.keyClick(canvas, Qt.Key.Key_Y, CTRL)
    assert len(canvas.marks.now) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(desk, order) != [old] and len(shown(desk, order)) == 1, timeout=20_000)


def test_escape_goes_back_without_a_change(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    old = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    desk.show("close_out", order.id)
    _, canvas = opened(desk, order, old, qtbot)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)  # lets go of the arrow that was begun
    assert desk.window.current == "photo_edit"
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert desk.window.current == "close_out"
    assert shown(desk, order) == [old]


def test_what_the_city_has_cannot_be_unsent_and_that_is_said(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    old = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    desk.laptop.send_all()
    desk.store.line.stored(old, desk.store.order(order.id).photos[0].sha256)
    page, _ = opened(desk, order, old, qtbot)
    assert "cannot be unsent" in words(page)


def test_a_residents_photo_is_not_drawn_on(crew_desk: MakeDesk) -> None:
    order = an_order(photos=(a_resident_photo("r-1"),))
    desk = crew_desk(order)
    page = desk.show("today", order.id)
    assert not [b for b in page.findChildren(QAbstractButton) if b.text() == "Blur / arrow" and b.isVisible()]


def test_a_photo_that_is_gone_from_the_disk_says_so(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    old = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    desk.store._inside.files.remove(old)
    page = desk.show("photo_edit", edit_id(order.id, old))
    qtbot.waitUntil(lambda: "(PHOTO-MISSING)" in words(page), timeout=20_000)
    assert not button(page, "Save photo").isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Minus])
def test_zooming_keeps_the_photo_in_its_frame(crew_desk: MakeDesk, qtbot: QtBot, key: Qt.Key) -> None:
    order = an_order()
    desk = crew_desk(order)
    _, canvas = opened(desk, order, desk.laptop.add_photo(order.id, PhotoRole.AFTER), qtbot)
    for _ in range(12):
        qtbot.keyClick(canvas, key)
    assert canvas.zoom == (8.0 if key == Qt.Key.Key_Plus else 1.0)
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.zoom == 1.0


def test_tab_follows_the_eye(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page, canvas = opened(desk, order, desk.laptop.add_photo(order.id, PhotoRole.AFTER), qtbot)
    drag(qtbot, canvas, canvas.rect().center(), canvas.rect().center() + QPoint(90, 60))
    seen = []
    part = button(page, "Move")
    while part is not button(page, "Save photo"):
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.append(part.accessibleName() or part.text())
        part = part.nextInFocusChain()
    assert seen == [
        *("Move", "Arrow", "Circle", "Box", "Words", "Blur", "Red", "Yellow", "Blue", "White"),
        *("Undo", "Delete this mark", "Farther", "Whole photo", "Closer", "Photo to draw on", "Leave as it was"),
    ]
