"""Tests of the three themes: every text can be read, and everything painted follows."""

import pytest
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import theme

FIELDS = ("bg", "surface")
PAIRS = [
    *((text, field) for text in ("text", "text2") for field in ("bg", "surface", "sunk", "row_selected")),
    *(("text3", field) for field in ("bg", "surface")),
    *((tone, field) for tone in ("primary", "ok", "warn", "bad", "info") for field in FIELDS),
    *((tone, f"{tone}_bg") for tone in ("primary", "ok", "warn", "bad", "info")),
    *((tone, "row_selected") for tone in ("primary", "ok", "bad")),
    *(("text2", f"{tone}_bg") for tone in ("ok", "warn", "bad", "primary")),
    *(("on_fill", fill) for fill in ("go", "primary", "ok", "bad")),
    ("nav_text", "nav"),
    ("nav_selected_text", "nav_selected"),
    ("text", "segment"),
    ("toast_text", "toast"),
    ("toast_accent", "toast"),
]


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("text", "field"), PAIRS)
def test_every_text_has_contrast(name: str, text: str, field: str) -> None:
    look = theme.THEMES[name]
    floor = 7.0 if name == "sunlight" else 4.5
    assert theme.contrast(getattr(look, text), getattr(look, field)) >= floor


@pytest.mark.parametrize("name", theme.TILES)
def test_white_initials_can_be_read_on_every_avatar(name: str) -> None:
    assert theme.contrast("#ffffff", theme.avatar(name)) >= 4.5


@pytest.mark.parametrize("look", theme.THEMES)
@pytest.mark.parametrize("name", theme.TILES)
def test_an_icon_stands_out_of_its_tile(qapp: QApplication, look: str, name: str) -> None:
    theme.apply(qapp, look)
    colours = theme.tile(name)
    assert theme.contrast(colours.fg, colours.bg) >= 3.0


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_applying_a_look_tells_everyone_and_reaches_stock_controls(qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.look.changed):
        theme.apply(qapp, "dark", 1.5)
    assert theme.current().name == "dark"
    assert theme.px(44) == 66
    assert theme.font("h1").pixelSize() == 36
    assert qapp.palette().window().color() == QColor(theme.DARK.bg)
    assert "$" not in qapp.styleSheet()
    assert "min-height: 42px" in qapp.styleSheet()


def test_the_font_ships_with_the_program(qapp: QApplication) -> None:
    theme.apply(qapp)
    assert "Inter" in QFontDatabase.families()
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        assert weight.lower() in {style.replace(" ", "").lower() for style in QFontDatabase.styles("Inter")}


def test_an_unknown_theme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        theme.apply(qapp, "sepia")
