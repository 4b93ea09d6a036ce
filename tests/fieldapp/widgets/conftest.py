"""What every widget test stands on: the light look at 100 %, and a list model of row values."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from fieldapp import theme
from fieldapp.rows import ROW

ModelOf = Callable[[list[object]], QAbstractListModel]


class _Rows(QAbstractListModel):
    def __init__(self, rows: list[object]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self._rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return getattr(row, "spoken", None) if role == Qt.ItemDataRole.AccessibleTextRole else None


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The light look at 100 %."""
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def model_of() -> ModelOf:
    """Make a model of row values that the test keeps."""
    return _Rows
