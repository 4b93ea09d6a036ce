"""A list that merges changes by id, so that selection and scrolling survive them."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from fieldapp.models.row_list import RowList
from fieldapp.rows import ROW, JobRow


@dataclass(frozen=True)
class Thing:
    """A value with an id."""

    id: str
    title: str = ""


def a_list(*ids: str) -> RowList[Thing]:
    rows: RowList[Thing] = RowList(lambda thing: thing.id, lambda thing: JobRow(thing.id, thing.title))
    rows.set_values([Thing(each) for each in ids])
    return rows


def test_only_what_changed_is_told(qtbot: QtBot) -> None:
    rows = a_list("a", "b", "c")
    told: list[int] = []
    rows.dataChanged.connect(lambda first, _last: told.append(first.row()))
    rows.set_values([Thing("a"), Thing("b", "new"), Thing("c")])
    assert told == [1]
    assert rows.index(1).data(ROW).title == "new"


def test_a_row_keeps_its_index_while_others_come_go_and_change_places(qtbot: QtBot) -> None:
    rows = a_list("a", "b", "c", "d")
    kept = QPersistentModelIndex(rows.index(2))
    rows.set_values([Thing("d"), Thing("new"), Thing("c"), Thing("a")])
    assert (kept.row(), kept.data(ROW).id) == (2, "c")


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
@pytest.mark.usefixtures("qapp")
def test_any_list_becomes_any_other(before: list[str], after: list[str]) -> None:
    rows = a_list(*before)
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rows)
    rows.set_values([Thing(each) for each in after])
    assert list(rows.ids()) == after
    assert [rows.index(n).data(ROW).id for n in range(rows.rowCount())] == after
