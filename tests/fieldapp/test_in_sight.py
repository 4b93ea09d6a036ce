"""Every state of every page as a person sees it: as somebody approved it, nothing cut, covered, faint or too small.

Three looks that between them have each theme, size and language; `make pictures` looks at all twelve.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.language import Language
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.text import Text
from tests.pictures.approved import SIZE, Approved
from tests.pictures.faults import faults, lasting_faults
from tests.pictures.looks import Look, settle
from tests.pictures.screens import SCREENS, SIZES, poses

LOOKS = (Look("light", 1.0, "es"), Look("dark", 1.5, "en"), Look("sunlight", 1.5, "es"))


# The offscreen platform cannot raise a menu; one of the photos to choose from is none.
@pytest.mark.qt_log_ignore("does not support", "JPEG datastream contains no image", extend=True)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.theme}-{look.scale}-{look.tag}")
def test_every_state_of_every_page_can_be_read_and_touched(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, look: Look
) -> None:
    look.wear()
    language, approved = Language(look.tag), Approved(look)
    found: dict[str, list[str]] = defaultdict(list)
    seen = 0
    for name in SCREENS:
        for state, window in poses(name, tmp_path / name, language):
            settle()  # nobody makes a window smaller while its page is still being laid out
            for size in SIZES[look.scale]:
                if not isinstance(window, QMenu):
                    window.resize(*size)
                settle()
                seen += 1
                for fault in lasting_faults(window, colours=size == SIZES[look.scale][-1]):
                    found[fault].append(f"{state} at {size}")
                if size == SIZE and (fault := approved.fault(state, window)):
                    found[fault].append(state)
                if window.size().toTuple() != size and not isinstance(window, QMenu):
                    found[f"grown to {window.size().toTuple()}"].append(f"{state} at {size}")
    language.end()
    assert seen > 100
    assert not found, "\n".join(f"{fault} ({len(where)} times, first in {where[0]})" for fault, where in found.items())


class _Scribble(QWidget):
    """Writes a line of text as it is told to, on the page's own colour."""

    def __init__(self, at: QRect, text: str, shade: str) -> None:
        super().__init__()
        self._at, self._words, self._shade = at, text, shade
        self.setMinimumSize(300, 60)

    def paintEvent(self, event: object) -> None:
        paint.words(QPainter(self), self._at, self._words, "body", self._shade)


def _scribble(x: int, text: str = "Close out", shade: str = "text", wide: int = 200) -> QWidget:
    return _Scribble(QRect(x, 0, wide, 60), text, shade)


def _twice() -> QWidget:
    page = QWidget()
    for number in (0, 1):
        line = Text("Pothole, right lane", parent=page)
        line.setGeometry(10 + number * 12, 10 + number * 4, 200, 20)
    page.setMinimumSize(300, 60)
    return page


def _squeezed() -> QWidget:
    label = Text("Deep hole in the right lane, two cars already swerved. " * 3, wrap=True)
    label.setFixedSize(200, 30)
    return label


def _outside() -> QWidget:
    place = QWidget()
    place.setFixedSize(300, 60)
    Button("Close out", parent=place).setGeometry(10, 20, 200, 52)
    return place


def _small() -> QWidget:
    button = Button("Close out", kind="go")
    button.setFixedHeight(30)
    return button


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: _scribble(250), "cut: 'Close out'"),
        (lambda: _scribble(0, wide=40), "shortened: '"),
        (_twice, "covered: 'Pothole, right lane'"),
        (_squeezed, "squeezed: 'Deep hole"),
        (_outside, "outside: Button 'Close out'"),
        (_small, "small: Button 'Close out'"),
        (lambda: IconButton("copy", ""), "nameless: IconButton"),
        (lambda: _scribble(0, shade="border"), "pale: 'Close out'"),
    ],
)
def test_each_kind_of_fault_is_found(
    qtbot: QtBot, qapp: QApplication, made: Callable[[], QWidget], fault: str
) -> None:
    theme.apply(qapp, "light", 1.0)
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(made())
    qtbot.addWidget(page)
    page.show()
    settle()
    assert [each for each in faults(page) if each.startswith(fault)]


def test_a_page_in_order_has_no_fault(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.0)
    page = QWidget()
    layout = QVBoxLayout(page)
    close = Button("Close out", "check", "go")
    for part in (_scribble(0), Text("Pothole, right lane"), close, IconButton("copy", "Copy")):
        layout.addWidget(part)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert faults(page) == []
