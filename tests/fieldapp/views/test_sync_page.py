"""The sync page: where the work on each job is, and what a person must know about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.rows import ROW, OutboxRow
from fieldapp.views.sync_detail import SyncDetail
from fieldapp.widgets.outbox_list import OutboxList
from sync.commands import AddNote, CloseOut, SetField, StartWork
from sync.engine import LineState, LineStatus
from sync.orders import PhotoRole, Value
from sync.states import CommandState
from sync.verdicts import Outcome, Part, Verdict, Why
from sync.wire import Grant
from tests.builders import MARIA, an_order, damage
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk


def rows(page: QWidget) -> list[OutboxRow]:
    model = page.findChild(OutboxList).model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def hold(desk: CrewDesk, order_id: str, value: Value = "Needs paving") -> str:
    command = desk.store.record(order_id, SetField("surface", value)).command_id
    part = Part("fields.surface", Outcome.HELD, "Edges sealed", "Utility cut", value)
    held = Verdict(command, Outcome.HELD, order_id, None, Why.VALUE_CHANGED, command, (part,))
    desk.laptop.send_all({command: held})
    return command


def test_with_nothing_done_it_says_that_nothing_waits(crew_desk: MakeDesk) -> None:
    assert "Nothing is waiting." in words(crew_desk(an_order()).show("sync"))


def test_a_hub_without_room_for_photos_is_said(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    page = desk.show("sync")
    desk.line._relay(LineStatus(LineState.ONLINE, code="storage-full"))
    assert "The city’s computer has no room for photos now." in words(page)
    desk.line._relay(LineStatus(LineState.ONLINE))
    assert "no room" not in words(page)


def test_one_row_a_job_named_after_what_says_most(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, StartWork())
    desk.store.record(order.id, AddNote("n-1", "Dry"))
    desk.store.record(order.id, CloseOut("not_found", 5))
    (row,) = rows(desk.show("sync"))
    assert (row.title, row.stage) == ("Pothole, right lane: closed", "laptop")
    assert row.subtitle.endswith("waits for coverage")


def test_the_changes_stand_as_they_were_made_though_the_clock_went_back(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, StartWork())
    desk.clock.pass_min(-90)
    desk.store.record(order.id, AddNote("n-1", "Dry"))
    desk.store.record(order.id, CloseOut("not_found", 5))
    desk.show("sync")
    detail = desk.window.page("sync").findChild(SyncDetail)
    assert [line.what.partition(" · ")[0] for line in detail._parts._lines] == [
        "Started work",
        "Wrote a note",
        "Closed the job",
    ]


def test_work_that_arrived_shows_its_receipt(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("sync")
    desk.store.record(order.id, CloseOut("not_found", 5))
    desk.laptop.send_all()
    (row,) = rows(page)
    assert row.stage == "in_crm"
    assert row.note.startswith("Receipt 88401 · ")


def test_a_close_out_is_not_in_the_crm_while_a_photo_is_missing(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    photo = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    desk.store.record(order.id, CloseOut("repaired", 5, photo_ids=(photo,)))
    desk.laptop.send_all()
    (row,) = rows(desk.show("sync"))
    assert row.stage != "in_crm"
    assert "0 of 1 photos in the CRM" in row.subtitle


def test_a_value_in_question_shows_what_each_has_and_who_decides(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    hold(desk, order.id)
    page = desk.show("sync")
    (row,) = rows(page)
    assert row.stage == "needs_you"
    shown = words(page)
    assert all(value in shown for value in ("Edges sealed", "Utility cut", "Needs paving"))
    assert "dispatch decides" in shown


def test_a_no_is_shown_with_name_and_reason_and_goes_when_seen(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    command = hold(desk, order.id)
    page = desk.show("sync")
    desk.laptop.decide(
        Verdict(command, Outcome.DECLINED, order.id, 1, by="Dana Kim", at=desk.clock.now(), reason="It was cut.")
    )
    assert "Dana Kim decided against it: “It was cut.”" in words(page)
    seen = next(b for b in page.findChildren(QAbstractButton) if b.text() == "OK, seen")
    qtbot.mouseClick(seen, Qt.MouseButton.LeftButton)
    assert desk.store.outbox()[0].state is CommandState.SETTLED
    assert rows(page)[0].stage == "in_crm"


def test_jobs_that_need_a_person_stand_first(crew_desk: MakeDesk) -> None:
    one, two = an_order(title="In question"), an_order(title="Waits")
    desk = crew_desk(one, two)
    hold(desk, one.id)
    desk.store.record(two.id, AddNote("n-1", "Dry"))
    shown = rows(desk.show("sync"))
    assert [row.section for row in shown] == ["NEEDS A DECISION", "ON THE WAY"]
    assert shown[0].title.startswith("In question")


def test_what_somebody_else_did_is_not_told_under_the_name_of_the_person_here(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, AddNote("n-1", "Dry"))
    desk.store.sign_in("http://hub.test", "hub-1", Grant("access", "refresh", 600, MARIA))
    desk.laptop.first_sync(())  # the job is not hers
    said = words(desk.show("sync"))
    assert "Somebody else" in said
    assert desk.laptop.person.name not in said


def test_a_job_that_cannot_be_read_is_said_and_the_next_snapshot_brings_it(crew_desk: MakeDesk) -> None:
    bad, good = an_order(title="Damaged"), an_order(title="Whole")
    desk = crew_desk(bad, good)
    damage(desk.store, bad.id, "line")
    desk.show("today")
    page = desk.show("sync")
    said = words(page)
    assert "A job on this laptop cannot be read. Your work is safe; press “Sync now”" in said
    assert "(STORE-JOB-UNREADABLE)" in said
    desk.laptop.first_sync((bad, good))
    assert [line.title for line in desk.store.orders()] == ["Damaged", "Whole"]
    assert "STORE-JOB-UNREADABLE" not in words(page)
