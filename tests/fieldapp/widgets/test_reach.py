"""Tests over whole pages of widgets: everything has a name, a size for a finger, and room for its words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import theme
from tests.pictures.gallery import SHEETS

LEAST_PX = 44


def reachable(page: QWidget) -> Iterator[QWidget]:
    """Every visible part that takes a finger or the keyboard."""
    for kind in (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit):
        yield from (part for part in page.findChildren(kind) if part.isVisible())


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", SHEETS)
def test_everything_has_a_name_and_room_for_a_finger(
    qtbot: QtBot, qapp: QApplication, name: str, scale: float
) -> None:
    theme.apply(qapp, "light", scale)
    page = SHEETS[name]()
    qtbot.addWidget(page)
    page.show()
    qapp.processEvents()
    parts = list(reachable(page))
    assert parts
    for part in parts:
        spoken = part.accessibleName() or getattr(part, "text", str)()
        assert spoken, f"{type(part).__name__} has no name"
        assert part.height() >= theme.px(LEAST_PX) - 1, f"{spoken}: {part.height()}"
        assert part.width() >= theme.px(LEAST_PX) - 1, f"{spoken}: {part.width()}"


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_follows_a_new_look_while_it_is_open(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    page = SHEETS[name]()
    qtbot.addWidget(page)
    page.show()
    before = page.grab().toImage()
    theme.apply(qapp, "sunlight", 1.25)
    qapp.processEvents()
    after = page.grab().toImage()
    assert after != before
    assert max(part.font().pixelSize() for part in page.findChildren(QWidget)) >= 24


def test_a_new_look_does_not_reach_for_pages_that_are_gone(qtbot: QtBot, qapp: QApplication) -> None:
    page = SHEETS["parts"]()
    page.show()
    page.close()
    page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(page)
    theme.apply(qapp, "dark", 1.0)
