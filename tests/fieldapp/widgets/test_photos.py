"""Tests of the parts that show photos: strip, large view, and before against after."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.rows import PhotoTile
from fieldapp.widgets.compare_view import CompareView
from fieldapp.widgets.painted import PaintedButton
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.photo_view import PhotoView

RED, BLUE = "#ff0000", "#0000ff"


def a_photo(colour: str) -> QImage:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def a_comparison(qtbot: QtBot) -> CompareView:
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.set_images(a_photo(RED), a_photo(BLUE), "BEFORE", "AFTER")
    view.show()
    return view


def test_the_handle_follows_keys_and_mouse(qtbot: QtBot) -> None:
    view = a_comparison(qtbot)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.position() == 0.55
    with qtbot.waitSignal(view.moved) as told:
        qtbot.mousePress(
            view, Qt.MouseButton.LeftButton, pos=view.rect().topLeft() + view.rect().center() / 2
        )
    assert 0.2 < told.args[0] < 0.3
    qtbot.keyClick(view, Qt.Key.Key_End)
    drawn = view.grab().toImage()
    assert drawn.pixelColor(300, 280).name() == RED
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.grab().toImage().pixelColor(100, 280).name() == BLUE


def test_space_puts_the_photos_side_by_side(qtbot: QtBot) -> None:
    view = a_comparison(qtbot)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.mode() == "side"
    drawn = view.grab().toImage()
    assert (drawn.pixelColor(100, 200).name(), drawn.pixelColor(300, 200).name()) == (RED, BLUE)


def test_a_missing_photo_leaves_a_named_place(qtbot: QtBot) -> None:
    view = a_comparison(qtbot)
    view.set_images(a_photo(RED), None, "BEFORE", "AFTER")
    assert view.grab().toImage().pixelColor(100, 200).name() == RED


def test_the_strip_chooses_adds_and_keeps_its_selection(qtbot: QtBot) -> None:
    strip = PhotoStrip("Add before")
    qtbot.addWidget(strip)
    strip.set_tiles([PhotoTile("1", a_photo(RED), "Resident"), PhotoTile("2", label="Before")])
    strip.select("2")
    strip.show()
    strip.set_tiles([PhotoTile("2", a_photo(BLUE), "Before"), PhotoTile("3", label="After")])
    tiles = {tile.accessibleName(): tile for tile in strip.findChildren(PaintedButton) if tile.isVisible()}
    assert tiles["Before"].isChecked()
    with qtbot.waitSignal(strip.chosen) as told:
        qtbot.mouseClick(tiles["After"], Qt.MouseButton.LeftButton)
    assert told.args == ["3"]
    add = next(tile for tile in strip.findChildren(PaintedButton) if tile.text() == "Add before")
    with qtbot.waitSignal(strip.add_asked):
        qtbot.mouseClick(add, Qt.MouseButton.LeftButton)


def test_dropped_files_come_as_paths(qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/photos/a.jpg"), QUrl("https://example.org/b.jpg")])
    move, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for part in (PhotoView(), PhotoStrip("Add")):
        qtbot.addWidget(part)
        QApplication.sendEvent(part, QDragEnterEvent(QPoint(5, 5), move, data, left, none))
        with qtbot.waitSignal(part.files_dropped) as told:
            QApplication.sendEvent(part, QDropEvent(QPointF(5, 5), move, data, left, none))
        assert told.args == [["/photos/a.jpg"]]


def test_a_photo_says_what_it_is(qtbot: QtBot) -> None:
    view = PhotoView()
    qtbot.addWidget(view)
    view.set_photo(a_photo(RED), "AFTER · 10:46", "ok", "phone", checked=True)
    assert view.accessibleName() == "AFTER · 10:46, phone"
    view.set_photo(None)
    assert view.accessibleName() == "Photo"
    assert not view.grab().isNull()
