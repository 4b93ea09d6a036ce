"""What changed: a value is read whole, beside its label or below it."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.rows import DiffRow
from fieldapp.widgets.diff_table import DiffTable


def test_a_long_value_stands_below_its_label_in_as_many_lines_as_it_takes(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.0)
    table = DiffTable()
    qtbot.addWidget(table)
    crew = "Ana Lucero, Bo Lind, Luis Vega and Tess Warner"
    table.set_rows([DiffRow("Time on site", "26 min"), DiffRow("Who was there", crew)])
    short, long = (line for line in table.children() if isinstance(line, QWidget))
    assert short.heightForWidth(260) == short.heightForWidth(700) == long.heightForWidth(700)
    assert short.heightForWidth(260) < long.heightForWidth(260) < long.heightForWidth(160)
