"""One job: what it shows and what can be done with it."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.views.job import JobPanel
from fieldapp.views.job_photos import PhotosCard
from fieldapp.views.note_line import NoteLine
from fieldapp.views.notice import Notice
from fieldapp.widgets.checklist import Checklist
from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.compare_view import CompareView
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.stepper import Stepper
from sync.commands import CloseOut, SetField, WithdrawPhoto
from sync.orders import PhotoRole, Status
from sync.simulator import disk
from sync.states import CommandState
from sync.verdicts import Outcome, Part, Verdict, Why
from sync.wire import OrderChanged
from tests.builders import a_jpeg, a_resident_photo, an_order
from tests.fieldapp.views.conftest import MakeDesk


def button(page: QWidget, text: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_start_and_pause_take_turns(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today")
    qtbot.mouseClick(button(page, "Start"), Qt.MouseButton.LeftButton)
    assert desk.store.order(order.id).order.status is Status.STARTED
    qtbot.mouseClick(button(page, "Pause"), Qt.MouseButton.LeftButton)
    assert desk.store.order(order.id).order.status is Status.PAUSED


def test_a_note_is_saved_with_ctrl_enter_and_can_be_undone(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today")
    page.findChild(JobPanel).write_note()
    box = page.findChild(NoteLine).findChild(NoteBox)
    qtbot.keyClicks(box, "Water below")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [note.text for note in desk.store.order(order.id).order.notes] == ["Water below"]
    qtbot.waitUntil(lambda: "Water below" in words(page))
    desk.act()
    assert desk.store.order(order.id).order.notes == ()


def test_a_half_written_note_waits_while_another_job_is_looked_at(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    one, two = an_order(), an_order()
    desk = crew_desk(one, two)
    page = desk.show("today", one.id)
    page.findChild(JobPanel).write_note()
    box = page.findChild(NoteLine).findChild(NoteBox)
    qtbot.keyClicks(box, "half")
    page.show_item(two.id)
    assert box.text() == ""
    assert desk.store.drafts() == {f"note/{one.id}": {"text": "half"}}
    page.show_item(one.id)
    assert box.text() == "half"
    qtbot.keyClicks(box, " and half")
    qtbot.waitUntil(lambda: desk.store.drafts() == {f"note/{one.id}": {"text": "half and half"}})
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), desk.store.drafts()) == ("", {})
    desk.act()  # the note is taken back
    assert (box.text(), box.isVisible()) == ("half and half", True)


def test_a_note_that_the_disk_does_not_take_is_still_there_to_be_saved(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order, long_note = an_order(), "Water below. " * 2_000
    desk = crew_desk(order)
    page = desk.show("today", order.id)
    page.findChild(JobPanel).write_note()
    box = page.findChild(NoteLine).findChild(NoteBox)
    box.set_text(long_note)
    with disk.full(desk.store):
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), desk.store.order(order.id).order.notes) == (long_note, ())
    assert "STORE-DISK-FULL" in desk.said[-1][0]
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [note.text for note in desk.store.order(order.id).order.notes] == [long_note.strip()]


def test_a_tick_is_kept(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today")
    first = page.findChild(Checklist).findChild(QAbstractButton)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=first.rect().center())
    assert desk.store.order(order.id).order.ticks == {"cones": True}


def test_an_answer_is_recorded_with_what_its_author_saw(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(fields={"surface": "Utility cut"})
    desk = crew_desk(order)
    page = desk.show("today")
    chip = next(c for c in page.findChildren(ChoiceChip) if c.text() == "Needs paving")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    (item,) = desk.store.order(order.id).commands
    assert item.command.body == SetField("surface", "Needs paving")
    assert item.command.base == {"fields.surface": "Utility cut"}


def test_news_that_come_while_somebody_steps_a_number_change_neither_it_nor_what_they_saw(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order = an_order(fields={"bags": 2})
    desk = crew_desk(order)
    page = desk.show("today")
    more = next(b for b in page.findChildren(QAbstractButton) if b.accessibleName() == "More: Cold patch")
    for _ in range(2):
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
        desk.laptop.hear(OrderChanged(replace(order, version=order.version + 1, fields={"bags": 9})))
    qtbot.waitUntil(lambda: len(desk.store.order(order.id).commands) > 0)
    (item,) = desk.store.order(order.id).commands
    assert item.command.body == SetField("bags", 4)
    assert item.command.base == {"fields.bags": 2}


def test_a_step_there_and_back_saw_nothing(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(fields={"bags": 2})
    desk = crew_desk(order)
    page = desk.show("today")
    more, less = (
        next(b for b in page.findChildren(QAbstractButton) if b.accessibleName() == f"{word}: Cold patch")
        for word in ("More", "Less")
    )
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(less, Qt.MouseButton.LeftButton)
    stepper = page.findChild(Stepper)
    desk.laptop.hear(OrderChanged(replace(order, version=order.version + 1, fields={"bags": 9})))
    qtbot.waitUntil(lambda: stepper.value() == 9)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.store.order(order.id).commands) > 0)
    (item,) = desk.store.order(order.id).commands
    assert (item.command.body, item.command.base) == (SetField("bags", 10), {"fields.bags": 9})


def test_name_and_phone_are_shown_only_on_demand(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    page = crew_desk(an_order()).show("today")
    assert "602-555-0134" not in words(page)
    qtbot.mouseClick(button(page, "Show name and phone"), Qt.MouseButton.LeftButton)
    assert "Rosa Flores · 602-555-0134" in words(page)


@pytest.mark.parametrize(("lat", "long"), [(None, None), (33.0, -112.0), (330.0, 5.5)])
def test_coordinates_that_cannot_be_are_not_shown(crew_desk: MakeDesk, lat: float | None, long: float | None) -> None:
    page = crew_desk(an_order(lat=lat, long=long)).show("today")
    assert "The report has no exact spot on the map." in words(page)


def test_a_dropped_photo_becomes_a_before_photo(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "street.jpg"
    file.write_bytes(a_jpeg())
    order = an_order()
    desk = crew_desk(order)
    card = desk.show("today").findChild(PhotosCard)
    with qtbot.waitSignal(desk._changes.changed):
        card.files_dropped.emit([str(file)])
    assert [photo.role.value for photo in desk.store.order(order.id).photos] == ["before"]


def test_a_broken_photo_is_refused_in_one_sentence(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "empty.jpg"
    file.touch()
    page = crew_desk(an_order()).show("today")
    page.findChild(PhotosCard).files_dropped.emit([str(file)])
    qtbot.waitUntil(lambda: "(PHOTO-EMPTY)" in words(page))


def test_f2_leads_to_the_close_out_and_a_closed_job_has_no_such_way(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today")
    qtbot.keyClick(page, Qt.Key.Key_F2)
    assert desk.window.current == "close_out"
    desk.store.record(order.id, CloseOut("repaired", 5))
    page = desk.show("today", order.id)
    assert not any(b.text() == "Close out this job" and b.isVisible() for b in page.findChildren(QAbstractButton))


def test_an_unsent_close_out_can_be_undone_from_the_job(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, CloseOut("repaired", 5))
    page = desk.show("today", order.id)
    qtbot.mouseClick(button(page, "Undo close-out"), Qt.MouseButton.LeftButton)
    assert desk.store.order(order.id).order.status is Status.ASSIGNED


def test_work_that_waits_for_a_person_says_why_and_who_decides(crew_desk: MakeDesk) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today")
    command = desk.store.record(order.id, SetField("surface", "Needs paving")).command_id
    part = Part("fields.surface", Outcome.HELD, None, "Utility cut", "Needs paving")
    held = Verdict(command, Outcome.HELD, order.id, None, Why.VALUE_CHANGED, command, (part,))
    desk.laptop.send_all({command: held})
    notice = next(n for n in page.findChildren(Notice) if n.isVisible())
    assert "Your work is kept; dispatch decides." in notice.accessibleName()


def test_a_no_shows_the_name_and_the_reason_until_it_was_seen(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("today")
    command = desk.store.record(order.id, SetField("surface", "Needs paving")).command_id
    held = Verdict(command, Outcome.HELD, order.id, None, Why.VALUE_CHANGED, command)
    desk.laptop.send_all({command: held})
    said_no = Verdict(command, Outcome.DECLINED, order.id, 1, by="Dana Kim", at=desk.clock.now(), reason="It was cut.")
    desk.laptop.decide(said_no)
    notice = next(n for n in page.findChildren(Notice) if n.isVisible())
    assert notice.accessibleName().startswith("Dana Kim decided against it: “It was cut.”")
    qtbot.mouseClick(button(page, "OK, seen"), Qt.MouseButton.LeftButton)
    assert desk.store.outbox()[0].state is CommandState.SETTLED
    assert not any(n.isVisible() for n in page.findChildren(Notice))


def test_before_and_after_lie_one_over_the_other(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(photos=(a_resident_photo("r-1"),))
    desk = crew_desk(order)
    desk.laptop.receive_photo("r-1", a_jpeg())
    page = desk.show("today", order.id)
    card = page.findChild(PhotosCard)
    compare = card.findChild(CompareView)
    assert not [b for b in card.findChildren(QAbstractButton) if b.text() == "Before / after" and b.isVisible()]
    first = desk.laptop.add_photo(order.id, PhotoRole.AFTER, "#204060")
    last = desk.laptop.add_photo(order.id, PhotoRole.AFTER, "#b0b4b8")
    qtbot.waitUntil(card._both.isVisible, timeout=20_000)
    qtbot.mouseClick(button(card, "Before / after"), Qt.MouseButton.LeftButton)
    assert compare.isVisible()
    assert [side.id for side in card._sides] == ["r-1", last]
    qtbot.waitUntil(lambda: compare._before is not None and compare._after is not None, timeout=20_000)
    before = desk.laptop.add_photo(order.id, PhotoRole.BEFORE)
    card._choose(before)
    card._choose(first)
    assert [side.id for side in card._sides] == [before, first]
    qtbot.keyClick(compare, Qt.Key.Key_Left)
    assert compare.position() < 0.5
    desk.store.record(order.id, WithdrawPhoto(first))
    qtbot.waitUntil(lambda: [side.id for side in card._sides] == [before, last], timeout=20_000)
    qtbot.mouseClick(button(card, "Before / after"), Qt.MouseButton.LeftButton)
    assert not compare.isVisible()
