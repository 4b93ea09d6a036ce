"""Every state of every page by ear and by keyboard: a name and a role for each stop of Tab, in the order of the eye."""

from collections import defaultdict
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.language import Language
from fieldapp.views.workspace import Workspace
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.compare_view import CompareView
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.tab_order import move_focus
from tests.pictures.looks import Look, settle
from tests.pictures.reading import reading_faults
from tests.pictures.screens import SCREENS

LOOKS = (Look("light", 1.0, "en", (1280, 800)), Look("dark", 1.5, "es", (1600, 1000)))
CREW_PX = 64
_ROLES_OF_CREWS = ("crew", "paper", "help")


@pytest.mark.qt_log_ignore("does not support", "Keyboard event not accepted", "JPEG datastream", extend=True)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.theme}-{look.scale}-{look.tag}")
def test_every_state_of_every_page_can_be_heard_and_typed_through(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, look: Look
) -> None:
    look.wear()
    language = Language(look.tag)
    found: dict[str, list[str]] = defaultdict(list)
    seen = 0
    for name, poses in SCREENS.items():
        for state, window in poses(tmp_path / name, language):
            if isinstance(window, QMenu):
                continue
            window.resize(*look.size)
            settle()
            seen += 1
            for fault in reading_faults(window):
                found[fault].append(state)
            if name in _ROLES_OF_CREWS:
                for button in window.findChildren(Button):
                    if button.kind == "go" and button.isVisible() and button.height() < theme.px(CREW_PX) - 1:
                        found[f"low for a glove: {button.text()} {button.height()}"].append(state)
    language.end()
    assert seen > 80
    assert not found, "\n".join(f"{fault} ({len(where)} times, first in {where[0]})" for fault, where in found.items())


class _Page(QWidget):
    """Two columns, whose order for Qt is quite another one."""

    def __init__(self) -> None:
        super().__init__()
        made = {name: QPushButton(name) for name in ("d", "c", "b", "a")}
        self.setLayout(row(column(made["a"], made["b"]), column(made["c"], made["d"])))
        for one, other in ("ad", "db", "bc"):
            QWidget.setTabOrder(made[one], made[other])

    def focusNextPrevChild(self, next_one: bool) -> bool:
        return move_focus(self, next_one)


def _walked(page: QWidget, key: Qt.Key, count: int) -> str:
    said = ""
    for _ in range(count):
        QTest.keyClick(QApplication.focusWidget() or page, key)
        said += QApplication.focusWidget().text()  # type: ignore[attr-defined]
    return said


def test_tab_follows_the_eye_whenever_things_were_made(qtbot: QtBot) -> None:
    page = _Page()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.findChildren(QPushButton)[0].setFocus()
    start = page.findChildren(QPushButton)[0].text()
    order = "abcd"
    at = order.index(start)
    assert _walked(page, Qt.Key.Key_Tab, 4) == order[at + 1 :] + order[: at + 1]
    assert _walked(page, Qt.Key.Key_Backtab, 3) == (order[:at][::-1] + order[at + 1 :][::-1])


def test_qts_own_order_would_be_found_wrong(qtbot: QtBot) -> None:
    """The walk can fail: without our order the same page goes back and forth."""

    class Plain(_Page):
        def focusNextPrevChild(self, next_one: bool) -> bool:
            return QWidget.focusNextPrevChild(self, next_one)

    page = Plain()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert any(fault.startswith("Tab goes back") for fault in reading_faults(page))
    nameless = QPushButton(parent=page)
    nameless.show()
    silent = QWidget(page)
    silent.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    silent.setGeometry(0, 0, 40, 40)
    silent.show()
    faults = "\n".join(reading_faults(page))
    assert "without a name for a screen reader: QPushButton" in faults
    assert "without a role for a screen reader: QWidget" in faults


def test_tab_brings_what_it_reaches_into_sight(qtbot: QtBot) -> None:
    page, area, inside = _Page(), QScrollArea(), QWidget()
    buttons = [QPushButton(str(number)) for number in range(40)]
    inside.setLayout(column(*buttons))
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.layout().addWidget(area)
    page.resize(500, 200)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first = page.findChildren(QPushButton, "")[0]
    next(each for each in page.findChildren(QPushButton) if each.text() == "a").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is buttons[-1]
    assert first is not buttons[-1]
    assert area.viewport().rect().contains(buttons[-1].mapTo(area.viewport(), QPoint()))


def test_painted_parts_say_what_they_are(qtbot: QtBot) -> None:
    view = CompareView()
    qtbot.addWidget(view)
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.role() is QAccessible.Role.Slider
    assert spoken.text(QAccessible.Text.Name) == "Before and after"
    assert Workspace.focusNextPrevChild is not QWidget.focusNextPrevChild
