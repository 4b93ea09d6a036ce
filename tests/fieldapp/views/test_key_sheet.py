"""The sheet of keys tells every key of every screen, in both languages, and is in nobody's way."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.language import Language
from fieldapp.views.workspace import Workspace
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.keys import keys_in_sight
from fieldapp.widgets.search_box import SearchBox
from sync.orders import Person
from tests.builders import ANA, DANA, MARIA, Laptop, StillClock, an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.pictures.looks import Desk


def on_the_sheet(window: Workspace) -> set[str]:
    return {label.text() for label in window.keys.findChildren(QLabel)} if window.keys.isVisible() else set()


def printed(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("person", [ANA, MARIA, DANA], ids=lambda person: person.role.value)
def test_every_shortcut_of_every_screen_is_on_its_sheet(
    tmp_path: Path, qtbot: QtBot, person: Person, tag: str
) -> None:
    language = Language(tag)
    laptop = Laptop(tmp_path, StillClock(), person)
    order = an_order()
    laptop.first_sync([order, an_order()])
    desk = Desk(laptop, language)
    desk.show()
    seen = 0
    desk.window.keys.open_sheet()
    for key in desk.window._entries:
        desk.show(key, order.id)
        told = on_the_sheet(desk.window)
        chips = " ".join(chip.accessibleName() or chip._chip.text for chip in desk.window.keys.findChildren(Chip))
        for shortcut in desk.window.findChildren(QShortcut):
            owner = shortcut.parent()
            if not (isinstance(owner, QWidget) and owner.isVisible() and shortcut.isEnabled()):
                continue
            seen += 1
            name = printed(shortcut.keys()[0])
            assert shortcut.whatsThis(), f"{key}: {name} does something without words"
            assert shortcut.whatsThis() in told, f"{key}: {name} is not on the sheet"
        for button in desk.window.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and not button.shortcut().isEmpty():
                assert printed(button.shortcut()) in chips, f"{key}: {button.text()}"
    assert seen > 20
    desk.close()
    language.end()


def test_a_key_opens_it_and_escape_closes_it_while_work_goes_on(crew_desk: MakeDesk) -> None:
    job, other = an_order(expected_datetime="2026-11-22T20:00:00Z"), an_order()
    desk = crew_desk(job, other)
    page = desk.show("today")
    window = desk.window
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    assert {"Close out this job", "Write a note", "Next, previous job"} <= on_the_sheet(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_J)  # the list behind it still has the keyboard
    assert page._job.order_id == other.id
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not on_the_sheet(window)
    QTest.keyClick(window.focusWidget(), "?")
    assert on_the_sheet(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F2)
    assert window.current == "close_out"
    assert "Choose what happened" in on_the_sheet(window), "it tells the keys of the screen in sight"
    assert "Next, previous job" not in on_the_sheet(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    assert not on_the_sheet(window)


def test_a_question_mark_that_is_typed_stays_a_question_mark(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    box = desk.show("today").tools()[0]
    assert isinstance(box, SearchBox)
    box.setFocus()
    QTest.keyClicks(box, "who?")
    assert box.text() == "who?"
    assert not on_the_sheet(desk.window)


def test_a_shortcut_without_words_would_be_seen(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    page = desk.show("today")
    before = keys_in_sight(desk.window)
    QShortcut(QKeySequence("F7"), page)
    after = keys_in_sight(desk.window)
    assert len(after[0]) == len(before[0]) + 1
    assert "" in {line.words for line in after[0]}
