"""Tests of the icons: recoloured, sharp, kept, and all of them there."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from fieldapp import icons, paths, theme


def test_an_icon_takes_the_colour_of_its_token_in_the_theme_in_force(qapp: QApplication) -> None:
    for name in theme.THEMES:
        theme.apply(qapp, name)
        drawn = icons.pixmap("check", "ok", 48).toImage()
        inks = {
            drawn.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if drawn.pixelColor(x, y).alpha() == 255
        }
        assert inks == {QColor(theme.current().ok).name()}


def test_an_icon_is_drawn_at_the_ratio_of_the_screen_and_kept(qapp: QApplication) -> None:
    sharp = icons.pixmap("map", "#112233", 20, 2.0)
    assert (sharp.width(), sharp.devicePixelRatio()) == (40, 2.0)
    assert icons.pixmap("map", "#112233", 20, 2.0).cacheKey() == sharp.cacheKey()


def test_a_missing_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icons.pixmap("no-such-icon", "text", 20)


def test_every_icon_draws_something(qapp: QApplication) -> None:
    for name in icons.names():
        drawn = icons.pixmap(name, "#000000", 24, 1.0).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_icons_and_fonts_bring_their_licences() -> None:
    assert "ISC License" in (paths.resources() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "SIL Open Font License" in (paths.resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in icons.names())
