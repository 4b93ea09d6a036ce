"""What the comparison with the approved pictures sees, and what it does not mind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.text import Text
from tests.pictures.approved import SIZE, TOLERANCE, Approved, small
from tests.pictures.looks import Look, settle

LOOK = Look("light", 1.0, "en")


class Page(QWidget):
    """A heading, a line and two buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Text("1820 W McDowell Rd · 311-26-048201")
        self.send, self.close_out = Button("Send back", "x"), Button("Close out", "check", "go")
        layout = QVBoxLayout(self)
        for part in (Text("Pothole, right lane", "h1"), self.line, self.send, self.close_out):
            layout.addWidget(part)
        layout.addStretch(1)
        self.resize(*SIZE)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    theme.apply(qapp, LOOK.theme, LOOK.scale)
    made = Page()
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def of(page: QWidget) -> Image.Image:
    settle()
    return small(page)


def test_other_numbers_are_no_fault(page: Page, tmp_path: Path) -> None:
    approved = Approved(LOOK, tmp_path)
    approved.keep({"a job": of(page)}, all_states=True)
    page.line.setText("1820 W McDowell Rd · 311-26-048570")
    assert Approved(LOOK, tmp_path).fault("a job", page) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.close_out.hide(),
        lambda page: page.send.setText("Send this one back"),
        lambda page: page.layout().setSpacing(40),
        lambda page: page.close_out.setEnabled(False),
        lambda page: page.line.setText("1820 W McDowell Rd · 311-26-048201 · reported today 2:12 PM"),
    ],
    ids=["missing", "wider", "elsewhere", "grey", "longer"],
)
def test_what_is_missing_elsewhere_or_another_colour_is_found(
    page: Page, tmp_path: Path, change: Callable[[Page], object]
) -> None:
    approved = Approved(LOOK, tmp_path)
    approved.keep({"a job": of(page)}, all_states=True)
    change(page)
    away = approved.difference("a job", of(page))
    assert away is not None
    assert away > TOLERANCE


def test_a_new_state_waits_for_somebody_to_look(page: Page, tmp_path: Path) -> None:
    approved = Approved(LOOK, tmp_path)
    approved.keep({"one": of(page), "two": of(page)}, all_states=True)
    assert "nobody approved" in approved.fault("three", page)
    with pytest.raises(ValueError, match="draw all looks"):
        approved.keep({"three": of(page)}, all_states=False)
    approved.keep({"two": of(page)}, all_states=False)
    assert Approved(LOOK, tmp_path).states == ["one", "two"]
