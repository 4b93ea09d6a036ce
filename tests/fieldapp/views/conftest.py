"""The light look, and crew desks that are closed after the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.camera import Lenses
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.map_file import MapFile
from sync.orders import WorkOrder
from tests.fieldapp.views.crew_desk import CrewDesk

MakeDesk = Callable[..., CrewDesk]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The light look at 100 %."""
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def crew_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[MakeDesk]:
    """Makes a desk with these orders after its first download; with none it has not been on a line yet."""
    made: list[CrewDesk] = []

    def make(
        *orders: WorkOrder,
        map_file: MapFile | None = None,
        filters: KeptFilters | None = None,
        lenses: Lenses = tuple,
    ) -> CrewDesk:
        folder = tmp_path / f"laptop-{len(made)}"
        desk = CrewDesk(folder, qtbot, *orders, map_file=map_file, filters=filters, lenses=lenses)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()
