"""Taking photos with this laptop's own camera."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import camera
from fieldapp.models.photos import shown_photos
from fieldapp.views.camera_page import CameraPage
from fieldapp.views.page_items import import_id
from fieldapp.widgets.segmented import Segmented
from sync.orders import Photo, PhotoRole, WorkOrder
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk
from tests.lens import Scene


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: QWidget, text: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def buttons(page: QWidget) -> set[str]:
    return {b.text() for b in page.findChildren(QAbstractButton) if b.isVisible()}


def photos(desk: CrewDesk, order: WorkOrder) -> tuple[Photo, ...]:
    view = desk.store.order(order.id)
    assert view is not None
    return shown_photos(view.order.photos)


def ready(page: QWidget, scene: Scene, qtbot: QtBot, colour: str = "#205030") -> None:
    """The camera shows a picture."""
    qtbot.waitUntil(lambda: scene.filming)
    scene.show(colour)
    qtbot.waitUntil(lambda: button(page, "Take photo").isEnabled())


def shoot(desk: CrewDesk, order: WorkOrder, act: Callable[[], None], qtbot: QtBot) -> None:
    before = len(photos(desk, order))
    act()
    qtbot.waitUntil(lambda: len(photos(desk, order)) == before + 1)


def test_each_photo_is_in_its_job_at_once_by_tap_and_by_keys(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    scene, order = Scene(), an_order()
    desk = crew_desk(order, lenses=lambda: (scene.lens,))
    page = desk.show("camera", import_id(order.id, PhotoRole.BEFORE))
    assert not button(page, "Take photo").isEnabled()
    ready(page, scene, qtbot)
    shoot(desk, order, lambda: qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space), qtbot)
    page.findChild(Segmented).select("after")
    scene.show("#a03020")
    assert isinstance(page, CameraPage)
    with qtbot.waitSignal(page._camera.seen):
        pass
    shoot(desk, order, button(page, "Take photo").click, qtbot)
    assert [photo.role for photo in photos(desk, order)] == [PhotoRole.BEFORE, PhotoRole.AFTER]
    qtbot.waitUntil(lambda: "2 photos taken, safe on this laptop" in words(page))
    assert all(photo.taken_at for photo in photos(desk, order))
    button(page, "Remove last").click()
    assert [photo.role for photo in photos(desk, order)] == [PhotoRole.BEFORE]
    desk.act()
    assert len(photos(desk, order)) == 2


def test_it_films_only_while_somebody_looks(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    scene, order = Scene(), an_order()
    desk = crew_desk(order, lenses=lambda: (scene.lens,))
    desk.show("today")
    page = desk.show("camera", import_id(order.id, PhotoRole.AFTER))
    ready(page, scene, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert desk.window.current == "today"
    assert not scene.filming


def test_another_camera_is_one_tap_away(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    rear, front, order = Scene("Rear camera"), Scene("Front camera"), an_order()
    desk = crew_desk(order, lenses=lambda: (rear.lens, front.lens))
    page = desk.show("camera", import_id(order.id, PhotoRole.AFTER))
    ready(page, rear, qtbot)
    assert "Rear camera" in words(page)
    button(page, "Other camera").click()
    ready(page, front, qtbot)
    assert "Front camera" in words(page)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not rear.filming


def test_no_camera_and_one_that_is_busy_are_said_with_a_way_on(
    crew_desk: MakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "_PATIENCE_LOOKS", 2)
    scene, order, there = Scene(), an_order(), list[Scene]()
    desk = crew_desk(order, lenses=lambda: tuple(each.lens for each in there))
    page = desk.show("camera", import_id(order.id, PhotoRole.AFTER))
    assert "No camera is connected." in words(page)
    there.append(scene)
    button(page, "Try again").click()
    qtbot.waitUntil(lambda: "The camera sends no picture." in words(page))
    monkeypatch.undo()
    button(page, "Try again").click()
    ready(page, scene, qtbot)
    assert "The camera sends no picture." not in words(page)


@pytest.mark.parametrize("key", ["close_out", "photo_import"])
def test_it_is_offered_where_photos_are_added_if_there_is_one(crew_desk: MakeDesk, qtbot: QtBot, key: str) -> None:
    order = an_order()
    item = order.id if key == "close_out" else import_id(order.id, PhotoRole.AFTER)
    assert "Camera" not in buttons(crew_desk(order).show(key, item))
    desk = crew_desk(order, lenses=lambda: (Scene().lens,))
    page = desk.show(key, item)
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_F4)
    assert desk.window.current == "camera"
    page = desk.show(key, item)
    button(page, "Camera").click()
    assert desk.window.current == "camera"
