"""Finding a job: filters by finger and by keyboard, saved ones, orders, and the way out of an empty list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.models.job_filter import Filter
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.work_orders import FIRST
from fieldapp.views.filter_panel import FilterPanel
from fieldapp.views.job import JobPanel
from fieldapp.views.today import TodayPage
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.search_box import SearchBox
from fieldapp.widgets.segmented import Segmented
from sync.commands import CloseOut
from sync.orders import Priority, WorkOrder
from sync.store import Change
from sync.wire import OrderChanged
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk
from tests.fieldapp.views.test_today import rows, words

SHIFT_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def three() -> tuple[WorkOrder, WorkOrder, WorkOrder]:
    """Late and urgent, due today, and due some day without a place."""
    return (
        an_order(title="Late one", expected_datetime="2026-11-22T10:00:00Z", priority=Priority.EMERGENCY),
        an_order(title="Today’s", expected_datetime="2026-11-22T19:30:00Z", address="99 Elm St", lat=33.5),
        an_order(title="Some day", expected_datetime=None, address="7 Elm St", lat=None, long=None),
    )


def titles(page: QWidget) -> list[str]:
    return [row.title for row in rows(page)]  # type: ignore[attr-defined]


def chip(page: QWidget, name: str) -> ChoiceChip:
    """The chip in sight of that text, beside the list."""
    chips = page.findChild(FilterPanel).findChildren(ChoiceChip)
    return next(each for each in chips if each.text() == name and each.isVisible())


def button(page: QWidget, text: str) -> Button:
    there = (each for each in page.findChildren(Button) if each.isVisible())
    return next(each for each in there if text in (each.text(), each.accessibleName()))


def press(desk: CrewDesk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk.window.window().focusWidget() or desk.window, key, modifier)


def test_filters_combine_and_a_tap_on_a_chip_takes_it_away(crew_desk: MakeDesk) -> None:
    desk = crew_desk(*three())
    page = desk.show("today")
    button(page, "Filter and sort").click()
    assert not page.findChild(JobPanel).isVisible()
    assert chip(page, "Late").accessibleName() == "Late, 1 job"
    assert not chip(page, "Paused").isEnabled()
    chip(page, "Late").click()
    assert titles(page) == ["Late one"]
    chip(page, "Due today").click()
    assert titles(page) == ["Late one", "Today’s"]
    chip(page, "Emergency").click()
    assert titles(page) == ["Late one"]
    assert page.findChild(Segmented)._sides["todo"].accessibleName() == "To do, 1"
    taken = next(c for c in page.findChildren(ChoiceChip) if c.accessibleName() == "Take away the filter Emergency")
    taken.click()
    assert titles(page) == ["Late one", "Today’s"]
    button(page, "Show the jobs").click()
    assert page.findChild(JobPanel).isVisible()
    assert titles(page) == ["Late one", "Today’s"]


def test_one_tap_clears_all_of_it_and_undo_has_it_back(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = crew_desk(*three())
    page = desk.show("today")
    box = desk.window.findChild(SearchBox)
    qtbot.keyClicks(box, "elm")
    button(page, "Filter and sort").click()
    chip(page, "Due today").click()
    assert titles(page) == ["Today’s"]
    next(b for b in page.findChildren(Button) if b.text() == "Clear all" and b.isVisible()).click()
    assert len(titles(page)) == 3
    assert box.text() == ""
    desk.act()
    assert titles(page) == ["Today’s"]
    assert box.text() == "elm"


def test_all_of_it_goes_by_keyboard(crew_desk: MakeDesk) -> None:
    desk = crew_desk(*three())
    page = desk.show("today")
    press(desk, Qt.Key.Key_F, SHIFT_CTRL)
    assert chip(page, "Late").hasFocus()
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_Space)
    assert titles(page) == ["Today’s"]
    assert chip(page, "Due today").hasFocus()
    press(desk, Qt.Key.Key_S, CTRL)
    QTest.keyClicks(desk.window.window().focusWidget(), "Mine")
    press(desk, Qt.Key.Key_Return)
    assert [each.name for each in desk.filters.of(desk.laptop.person.id).saved] == ["Mine"]
    press(desk, Qt.Key.Key_Escape)
    assert page.findChild(JobList).hasFocus()
    press(desk, Qt.Key.Key_X, SHIFT_CTRL)
    assert len(titles(page)) == 3
    press(desk, Qt.Key.Key_1, CTRL)
    assert titles(page) == ["Today’s"]
    press(desk, Qt.Key.Key_X, SHIFT_CTRL)
    press(desk, Qt.Key.Key_S, SHIFT_CTRL)
    assert "The nearest to 1820 W McDowell Rd first" in words(page)
    assert [row.section for row in rows(page)] == ["", "", "NO PLACE KNOWN"]  # type: ignore[attr-defined]
    assert rows(page)[1].corner.endswith(" mi")  # type: ignore[attr-defined]


def test_a_saved_filter_is_renamed_deleted_and_comes_back(crew_desk: MakeDesk) -> None:
    desk = crew_desk(*three())
    page = desk.show("today")
    button(page, "Filter and sort").click()
    chip(page, "Late").click()
    button(page, "Save this filter").click()
    button(page, "Clear all").click()
    assert len(titles(page)) == 3
    saved = [c for c in page.findChildren(ChoiceChip) if c.text() == "Late" and c.isVisible()][-1]
    saved.click()
    assert titles(page) == ["Late one"]
    field = page.findChild(FilterPanel).findChild(QLineEdit)
    field.setText("Hurry")
    button(page, "Rename").click()
    assert chip(page, "Hurry").isChecked()
    button(page, "Delete this filter").click()
    assert not any(c.text() == "Hurry" and c.isVisible() for c in page.findChildren(ChoiceChip))
    assert titles(page) == ["Late one"]
    desk.act()
    assert chip(page, "Hurry").isChecked()


def test_filters_are_there_when_somebody_comes_back(crew_desk: MakeDesk) -> None:
    filters, orders = KeptFilters(), three()
    desk = crew_desk(*orders, filters=filters)
    page = desk.show("today")
    assert isinstance(page, TodayPage)
    page._jobs.filtering.set(Filter("elm", "all", ("due:never",), "priority"))
    desk.show("sync")
    assert titles(desk.show("today")) == ["Some day"]
    desk.close()
    again = crew_desk(*orders, filters=filters)
    assert titles(again.show("today")) == ["Some day"]
    assert again.window.findChild(SearchBox).text() == "elm"


def test_an_empty_list_says_which_filter_hides_what_and_leads_out(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    done = an_order(title="Painted", address="4 Elm St")
    desk = crew_desk(*three(), done)
    desk.store.record(done.id, CloseOut("repaired", 10))
    page = desk.show("today")
    assert isinstance(page, TodayPage)
    nothing = page._jobs.findChild(EmptyState)
    page._jobs.filtering.set(Filter(chips=("due:late", "priority:low")))
    assert nothing.isVisible()
    assert "Without “Can wait”: 1 job." in words(page)
    button(page, "Take away “Can wait”").click()
    assert titles(page) == ["Late one"]
    page._jobs.filtering.set(Filter("late", "done"))
    assert "Under “All”: 1 job." in words(page)
    button(page, "Look under “All”").click()
    assert titles(page) == ["Late one"]
    page._jobs.filtering.set(Filter("painted", chips=("due:late", "priority:low")))
    assert "To take one of them away is not enough." in words(page)
    nothing.acted.emit()
    assert len(titles(page)) == 4


@pytest.mark.parametrize("sort", ["distance", "route"])
def test_an_order_that_cannot_be_had_says_why(crew_desk: MakeDesk, sort: str) -> None:
    desk = crew_desk(an_order(lat=None, long=None))
    page = desk.show("today")
    assert isinstance(page, TodayPage)
    page._jobs.filtering.set(Filter(sort=sort))  # type: ignore[arg-type]
    assert "None of the jobs to do has a place on the map" in words(page)
    button(page, "Filter and sort").click()
    assert not chip(page, "Distance").isEnabled()
    assert not chip(page, "Order of stops").isEnabled()


def test_the_list_goes_on_as_somebody_scrolls_and_a_job_far_down_is_shown(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = [an_order(title=f"Job {number:03}") for number in range(700)]
    desk = crew_desk(*orders)
    page = desk.show("today")
    jobs = page.findChild(JobList)
    assert len(rows(page)) == FIRST
    while jobs.model().rowCount() < 700:
        before = jobs.model().rowCount()
        jobs.scrollToBottom()
        qtbot.waitUntil(lambda before=before: jobs.model().rowCount() > before)  # type: ignore[misc]
    assert titles(page) == [order.title for order in orders]
    desk.window.findChild(SearchBox).setText("Job 0")
    desk.window.findChild(SearchBox).clear()
    assert len(rows(page)) == FIRST
    page.show_item(orders[300].id)
    assert jobs.current_id() == orders[300].id
    page.show_item(orders[690].id)
    assert page.findChild(JobPanel).order_id == orders[690].id
    page.refresh(None)
    qtbot.wait(20)
    assert page.findChild(JobPanel).order_id == orders[690].id


def test_a_job_that_filters_hide_is_shown_when_another_page_asks_for_it(crew_desk: MakeDesk) -> None:
    late, _, some_day = three()
    desk = crew_desk(late, some_day)
    page = desk.show("today")
    assert isinstance(page, TodayPage)
    page._jobs.filtering.set(Filter(chips=("due:late",)))
    desk.show("today", some_day.id)
    assert page.findChild(JobList).current_id() == some_day.id
    desk.act()
    assert titles(page) == ["Late one"]


def test_what_happened_on_another_page_is_found(crew_desk: MakeDesk) -> None:
    first, second = an_order(title="First"), an_order(title="Second")
    desk = crew_desk(first, second)
    page = desk.show("today")
    assert isinstance(page, TodayPage)
    page._jobs.filtering.set(Filter(show="all", chips=("work:unsent",)))
    assert titles(page) == []
    desk.show("sync")
    desk.store.record(second.id, CloseOut("repaired", 10))
    desk.show("today")
    assert titles(page) == ["Second"]


def test_a_search_looks_at_all_that_has_arrived_while_the_first_download_runs(crew_desk: MakeDesk) -> None:
    desk = crew_desk()
    page = desk.show("today")
    orders = [an_order(title=f"Job {number:03}") for number in range(150)]
    desk.store.line.snapshot_begin()
    desk.store.line.snapshot_page([OrderChanged(order) for order in orders[:120]])
    page.refresh(Change(orders=frozenset(order.id for order in orders[:120])))
    assert len(rows(page)) == FIRST
    box = desk.window.findChild(SearchBox)
    box.setText("Job 119")
    assert titles(page) == ["Job 119"]
    desk.store.line.snapshot_page([OrderChanged(order) for order in orders[120:]])
    page.refresh(Change(orders=frozenset(order.id for order in orders[120:])))
    box.setText("Job 149")
    assert titles(page) == ["Job 149"]
