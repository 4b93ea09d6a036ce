"""A few words about a photo: kept without a button, in sight wherever the photo is, and never dropped half typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.views.photo_caption import PhotoCaption
from fieldapp.widgets.photo_strip import PhotoStrip
from sync.commands import AddNote, CloseOut
from sync.orders import PhotoRole
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk


def line(page: QWidget) -> QLineEdit:
    caption = next(each for each in page.findChildren(PhotoCaption) if each.isVisible())
    found = caption.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def captions(desk: CrewDesk) -> list[tuple[str, str]]:
    bodies = (item.command.body for item in reversed(desk.store.outbox()))
    return [(body.text, body.photo_id) for body in bodies if isinstance(body, AddNote)]


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_enter_keeps_it_once_and_an_undo_takes_it_away(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    photo = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("today", order.id)
    qtbot.keyClicks(line(page), "Cracked along the kerb")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    line(page).clearFocus()
    assert captions(desk) == [("Cracked along the kerb", photo)]
    qtbot.waitUntil(lambda: "Cracked along the kerb" in words(page))
    assert "photo: Before" in words(page)
    desk.act()  # Undo
    assert captions(desk) == []
    assert line(page).text() == ""


def test_the_next_photo_gets_its_own_and_what_was_typed_stays_with_the_first(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order = an_order()
    desk = crew_desk(order)
    first = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    second = desk.laptop.add_photo(order.id, PhotoRole.BEFORE, "#204060")
    page = desk.show("today", order.id)
    page.findChild(PhotoStrip).chosen.emit(first)
    qtbot.keyClicks(line(page), "Gas line marked")
    page.findChild(PhotoStrip).chosen.emit(second)
    assert captions(desk) == [("Gas line marked", first)]
    assert line(page).text() == ""
    page.findChild(PhotoStrip).chosen.emit(first)
    assert line(page).text() == "Gas line marked"


def test_what_is_typed_when_something_else_changes_is_left_alone(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    photo = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("today", order.id)
    qtbot.keyClicks(line(page), "Half a")
    desk.store.record(order.id, AddNote("n-1", "Dry"))  # from another window of the day: the page reads itself again
    qtbot.keyClicks(line(page), " word")
    desk.show("sync")
    assert captions(desk) == [("Dry", ""), ("Half a word", photo)]


def test_closing_the_job_takes_the_words_along(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    photo = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.keyClicks(line(page), "Two lifts")
    qtbot.keyClick(line(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kinds = [item.command.kind for item in reversed(desk.store.outbox())]
    assert kinds == ["add_photo", "add_note", "close_out"]
    assert captions(desk) == [("Two lifts", photo)]
    assert isinstance(desk.store.outbox()[0].command.body, CloseOut)


def test_an_emptied_line_takes_the_caption_away(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    page = desk.show("today", order.id)
    qtbot.keyClicks(line(page), "Wrong one")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    line(page).clear()
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    assert [text for text, _ in captions(desk)] == ["Wrong one", ""]
    assert line(page).text() == ""
    assert "Notes" in words(page)  # what was written first is not unwritten
