"""The crew's list: what is in it, finding a job, what stands above it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.rows import ROW
from fieldapp.views.job import JobPanel
from fieldapp.views.notice import Notice
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.search_box import SearchBox
from sync.commands import CloseOut, StartWork
from sync.orders import Returned
from tests.builders import a_service, an_order
from tests.fieldapp.views.conftest import MakeDesk


def rows(page: QWidget) -> list[object]:
    model = page.findChild(JobList).model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def words(page: QWidget) -> str:
    """All texts in sight."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_open_jobs_stand_first_by_due_time_and_the_first_is_shown(crew_desk: MakeDesk) -> None:
    later = an_order(title="Later", expected_datetime="2026-11-22T23:00:00Z")
    sooner = an_order(title="Sooner", expected_datetime="2026-11-22T19:30:00Z")
    page = crew_desk(later, sooner).show("today")
    assert [row.title for row in rows(page)] == ["Sooner", "Later"]
    assert page.findChild(JobPanel).order_id == sooner.id


def test_a_due_time_under_an_hour_is_red_and_today_amber(crew_desk: MakeDesk) -> None:
    soon = an_order(expected_datetime="2026-11-22T19:30:00Z")
    today = an_order(expected_datetime="2026-11-22T21:30:00Z")
    page = crew_desk(soon, today).show("today")
    assert [row.chips[0].tone for row in rows(page)] == ["bad", "warn"]


def test_a_closed_job_stands_below_as_done_today_and_on_this_laptop(crew_desk: MakeDesk) -> None:
    done, other = an_order(title="Done one"), an_order(title="Other")
    desk = crew_desk(done, other)
    desk.store.record(done.id, CloseOut("repaired", 10))
    row = rows(desk.show("today"))[1]
    assert (row.title, row.section, row.corner) == ("Done one", "DONE TODAY", "On this laptop")


def test_the_corner_follows_the_work_into_the_crm(crew_desk: MakeDesk) -> None:
    done = an_order()
    desk = crew_desk(done, an_order())
    page = desk.show("today")
    desk.store.record(done.id, CloseOut("repaired", 10))
    assert rows(page)[1].corner == "On this laptop"
    desk.laptop.send_all()
    assert rows(page)[1].corner == "In the CRM"


def test_search_finds_as_you_type_and_says_when_there_is_nothing(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = crew_desk(an_order(address="12 Elm St"), an_order(address="99 Oak Ave"))
    page = desk.show("today")
    box = desk.window.findChild(SearchBox)
    qtbot.keyClicks(box, "elm")
    assert [row.subtitle for row in rows(page)] == ["12 Elm St"]
    qtbot.keyClicks(box, "xx")
    nothing = next(e for e in page.findChildren(EmptyState) if e.isVisible())
    assert "elmxx" in nothing.accessibleName()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert len(rows(page)) == 2


def test_a_search_also_finds_what_is_done(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    done = an_order(title="Bench painted")
    desk = crew_desk(done, an_order())
    desk.store.record(done.id, CloseOut("repaired", 10))
    page = desk.show("today")
    qtbot.keyClicks(desk.window.findChild(SearchBox), "bench")
    assert [row.id for row in rows(page)] == [done.id]


def test_the_list_is_walked_with_j_and_k(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    first = an_order(expected_datetime="2026-11-22T19:30:00Z")
    second = an_order(expected_datetime="2026-11-22T20:30:00Z")
    page = crew_desk(first, second).show("today")
    jobs = page.findChild(JobList)
    jobs.setFocus()
    qtbot.keyClick(jobs, Qt.Key.Key_J)
    assert page.findChild(JobPanel).order_id == second.id
    qtbot.keyClick(jobs, Qt.Key.Key_K)
    assert page.findChild(JobPanel).order_id == first.id


def test_the_job_in_hand_stays_chosen_when_others_arrive(crew_desk: MakeDesk) -> None:
    mine = an_order()
    desk = crew_desk(mine)
    page = desk.show("today")
    from sync.wire import OrderChanged

    desk.laptop.hear(OrderChanged(an_order(title="New one", expected_datetime="2026-11-22T19:00:00Z")))
    assert [row.title for row in rows(page)] == ["New one", mine.title]
    assert page.findChild(JobList).current_id() == mine.id


def test_a_moved_job_leaves_the_list_and_says_where_it_went(crew_desk: MakeDesk) -> None:
    moved = an_order(title="Sidewalk heaved")
    desk = crew_desk(moved, an_order())
    page = desk.show("today")
    desk.laptop.move_away(moved)
    notice = next(n for n in page.findChildren(Notice) if n.isVisible())
    assert "Sidewalk heaved" in notice.accessibleName()
    assert "Street Maintenance 9 by Maria Reyes" in notice.accessibleName()
    assert moved.id not in [row.id for row in rows(page)]
    notice.closed.emit()
    assert not any(n.isVisible() for n in page.findChildren(Notice))


def test_a_moved_job_with_unsent_work_stays_and_says_so(crew_desk: MakeDesk) -> None:
    moved = an_order()
    desk = crew_desk(moved)
    desk.store.record(moved.id, StartWork())
    desk.laptop.store.line.no_answer(desk.laptop.store.line.request(_limits(), 0.0), "NET-CUT")
    page = desk.show("today", moved.id)
    assert page.findChild(JobPanel).order_id == moved.id


def _limits() -> object:
    from sync.wire import Limits

    return Limits()


def test_a_job_that_was_sent_back_shows_who_and_why(crew_desk: MakeDesk) -> None:
    back = an_order(returned=Returned("Dana Kim", "2026-11-22T18:20:00Z", "The photo shows another corner."))
    page = crew_desk(back).show("today")
    notice = next(n for n in page.findChildren(Notice) if n.isVisible())
    assert notice.accessibleName().startswith("Sent back by Dana Kim at ")
    assert "“The photo shows another corner.”" in notice.accessibleName()


def test_before_the_first_download_it_says_that_jobs_are_coming(crew_desk: MakeDesk) -> None:
    page = crew_desk().show("today")
    assert "Your jobs are on their way." in words(page)


def test_an_empty_list_says_so(crew_desk: MakeDesk) -> None:
    desk = crew_desk()
    desk.laptop.first_sync((), (a_service(),))
    assert "No jobs to do." in words(desk.show("today"))


def test_a_picture_older_than_twelve_hours_says_its_age(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    desk.clock.pass_min(13 * 60)
    page = desk.show("today")
    notice = next(n for n in page.findChildren(Notice) if n.isVisible())
    assert notice.accessibleName().startswith("This list is 13 h old.")


def test_typing_on_the_list_begins_a_search_and_a_scanner_finds_its_job_there(crew_desk: MakeDesk) -> None:
    soon, far = an_order(expected_datetime="2026-11-22T19:30:00Z"), an_order(title="Sunken manhole")
    desk = crew_desk(soon, far)
    page = desk.show("today")
    assert page.findChild(JobList).hasFocus()
    QTest.keyClicks(desk.window.focusWidget(), "s")
    QTest.keyClicks(desk.window.focusWidget(), "unken")
    assert [row.title for row in rows(page)] == ["Sunken manhole"]
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    page.findChild(JobList).setFocus()
    page.show_item(soon.id)
    for letter in f"fieldapp:order/{far.id}\r":  # where the keyboard is changes on the way
        QTest.keyClick(desk.window.focusWidget(), letter)
    assert page.findChild(JobPanel).order_id == far.id
    assert len(rows(page)) == 2
