"""Tests of the parts that speak: toast, banner, pill, empty page, note box, search."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.widgets.banner import Banner
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.layouts import column
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.painted import PaintedButton
from fieldapp.widgets.search_box import SearchBox
from fieldapp.widgets.sync_pill import STATES, SyncPill
from fieldapp.widgets.toast import Toast


def a_page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


def test_a_toast_stays_at_the_bottom_and_never_takes_the_focus(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    toast = Toast(page)
    toast.show_message("Stop sign moved to Crew 14.", "Undo", wait_s=0)
    assert page.focusWidget() is None
    for size in ((900, 600), (700, 400)):
        page.resize(*size)
        assert abs(toast.geometry().center().x() - size[0] // 2) <= 1
        assert size[1] - toast.geometry().bottom() < 40
    toast.stay_above_bar(True)
    assert 400 - toast.geometry().bottom() > 100  # where a bottom bar has its buttons
    button = toast.findChild(PaintedButton)
    with qtbot.waitSignals([toast.acted, toast.closed]):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_what_the_button_of_a_toast_says_stays_in_sight(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    toast = Toast(page)
    toast.acted.connect(lambda: toast.show_message("Stop sign is back with Crew 9."))
    toast.show_message("Stop sign moved to Crew 14.", "Undo", wait_s=0)
    qtbot.mouseClick(toast.findChild(PaintedButton), Qt.MouseButton.LeftButton)
    assert toast.isVisible()
    assert toast.accessibleName() == "Stop sign is back with Crew 9."


def test_a_toast_goes_by_itself(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    toast = Toast(page)
    with qtbot.waitSignal(toast.closed):
        toast.show_message("Saved.", wait_s=0.02)


def test_a_long_toast_fits_into_a_narrow_window(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    page.resize(360, 400)
    toast = Toast(page)
    toast.show_message("El trabajo se ha movido a otra cuadrilla, que lo recibirá al volver la red.", "Deshacer")
    assert page.rect().contains(toast.geometry())
    assert toast.rect().contains(toast.findChild(PaintedButton).geometry())


def test_a_banner_is_hidden_until_there_is_a_notice(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    banner = Banner(page)
    assert banner.isHidden()
    banner.show_notice("The list is 14 hours old.", "warn", action="Sync now", closable=True)
    assert banner.isVisible()
    assert banner.accessibleName() == "The list is 14 hours old."
    close = banner.findChild(IconButton)
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert banner.isHidden()


@pytest.mark.parametrize("state", STATES)
def test_the_pill_says_both_lines(qtbot: QtBot, state: str) -> None:
    pill = SyncPill()
    qtbot.addWidget(pill)
    pill.set_state(state, "Offline", "3 changes safe on this laptop")
    assert pill.accessibleName() == "Offline. 3 changes safe on this laptop"
    with qtbot.waitSignal(pill.clicked):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)


def test_an_empty_page_offers_a_way_on(qtbot: QtBot) -> None:
    page = EmptyState("inbox", "Nothing here.", "It comes by itself.", "Look again")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.acted):
        page.findChild(QPushButton).click()


def test_copied_files_are_left_to_the_page_and_copied_words_are_not(qtbot: QtBot) -> None:
    note = NoteBox("Add a note")
    qtbot.addWidget(note)
    clipboard, copied = QGuiApplication.clipboard(), QMimeData()
    copied.setUrls([QUrl.fromLocalFile("/photos/a.jpg")])
    assert not note.canInsertFromMimeData(copied)
    clipboard.setMimeData(copied)
    qtbot.keySequence(note, "Ctrl+V")
    assert note.text() == ""
    clipboard.setText("Gate code 4417")
    qtbot.keySequence(note, "Ctrl+V")
    assert note.text() == "Gate code 4417"
    clipboard.clear()


def test_a_note_grows_and_leaves_tab_and_ctrl_enter_to_the_page(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    note = NoteBox("Add a note", mic=True)
    page.setLayout(column(note, Button("Next")))
    qtbot.waitUntil(note.isVisible)
    note.setFocus()
    low = note.sizeHint().height()
    with qtbot.waitSignal(note.changed):
        note.set_text("one\ntwo\nthree")
    assert note.sizeHint().height() > low
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert note.text() == "one\ntwo\nthree"
    note.set_text("x\n" * 40)
    assert note.sizeHint().height() < 200


def test_the_search_clears_with_escape_and_leaves_with_down(qtbot: QtBot) -> None:
    search = SearchBox("Search address")
    qtbot.addWidget(search)
    qtbot.keyClicks(search, "Main")
    with qtbot.waitSignal(search.left_down):
        qtbot.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.textChanged):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_a_letter_is_printed_and_works(qtbot: QtBot) -> None:
    page = a_page(qtbot)
    button = Button("Approve and next", "check", "go", "large", "A", parent=page)
    button.show()
    plain = Button("Approve and next", "check", "go", "large")
    qtbot.addWidget(plain)
    assert button.sizeHint().width() > plain.sizeHint().width()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(page, Qt.Key.Key_A)
