"""A small city for each journey, laptops whose people have signed in, and everything closed at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.card_files import mounted
from fieldapp.models.card_watch import Drives
from tests.house.inspection import ROOT
from tests.journeys.city import City
from tests.journeys.laptop import Laptop

PHOTOS = ROOT / "tests" / "files" / "photos"
OpenLaptop = Callable[..., Laptop]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """The hub with its eight jobs."""
    made = City(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def laptop(tmp_path: Path, city: City, qtbot: QtBot, qapp: QApplication) -> Iterator[OpenLaptop]:
    """Opens a laptop and signs somebody in: `laptop("ana")`, over the bad line; again: the same laptop, later.

    `sign_in=False` only starts the app on what the laptop has, `drives` lists what is plugged in and `lenses` the
    cameras; with `guide` newcomers are shown around, and `network` says whether the line costs.
    """
    theme.apply(qapp, "light", 1.0)
    opened: list[Laptop] = []

    def open_laptop(
        user: str, *, url: str = "", sign_in: bool = True, drives: Drives = mounted, **more: Any
    ) -> Laptop:
        made = Laptop(tmp_path / f"laptop-{user}", url or city.line.url, qtbot, drives, **more)
        opened.append(made)
        if sign_in:
            made.sign_in(user)
            made.wait_for("All in the CRM")
        return made

    yield open_laptop
    city.uploads_open.set()  # nobody waits for a photo that is held back
    for each in opened:
        each.end()
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def jpeg() -> Path:
    """A phone's photo that lies on its side."""
    return PHOTOS / "Landscape_6.jpg"


@pytest.fixture
def heic() -> Path:
    """A photo as newer phones take it."""
    return PHOTOS / "xiaomi.heic"
