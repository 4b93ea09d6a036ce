"""Closing a job out, by hand and by keys; nothing filled in is lost."""

from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.close_out_photo import AfterPhotoCard
from fieldapp.views.job import CANNOT
from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.outcome_grid import OutcomeGrid
from fieldapp.widgets.stepper import Stepper
from sync.commands import CloseOut, SetField, StartWork
from sync.orders import Crew, PhotoRole, Returned, Status, WorkOrder
from sync.photos import prepare
from sync.states import CommandState
from sync.wire import CrewChanged, OrderChanged
from tests.builders import ANA, a_jpeg, an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def chip(page: CloseOutPage, question: str, text: str) -> ChoiceChip:
    editor = page._details.questions.editor(question)
    assert editor is not None
    return next(each for each in editor.findChildren(ChoiceChip) if each.text() == text)


def chosen(page: CloseOutPage, question: str) -> list[str]:
    editor = page._details.questions.editor(question)
    assert editor is not None
    return [each.text() for each in editor.findChildren(ChoiceChip) if each.isChecked()]


def hear(desk: CrewDesk, order: WorkOrder, surface: str) -> None:
    """The office has set the surface."""
    fields = {**order.fields, "surface": surface}
    copy = desk.store.order(order.id).copy
    desk.laptop.hear(OrderChanged(structs.replace(order, version=copy.version + 1, fields=fields)))


def button(page: QWidget, text: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def test_with_a_photo_there_space_and_ctrl_enter_close_the_job(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order, next_one = an_order(), an_order()
    desk = crew_desk(order, next_one)
    photo = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("today", order.id)
    qtbot.keyClick(page, Qt.Key.Key_F2)
    focus = desk.window.focusWidget()
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    qtbot.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    view = desk.store.order(order.id)
    assert view.order.status is Status.CLOSED
    body = view.commands[-1].command.body
    assert isinstance(body, CloseOut)
    assert (body.resolution_code, body.photo_ids) == ("repaired", (photo,))
    assert view.commands[-1].command.needs == (view.commands[0].command.id,)
    assert desk.said[-1][0] == "Closed. It is safe on this laptop."
    assert desk.window.current == "today"


def test_after_closing_the_next_job_is_in_sight_and_undo_brings_the_form_back(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order, next_one = an_order(expected_datetime="2026-11-22T19:00:00Z"), an_order()
    desk = crew_desk(order, next_one)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.keyClicks(page.findChild(NoteBox), "Looked twice")
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    assert desk.store.order(order.id).order.closing.resolution_code == "not_found"
    assert desk.window.page("today")._job.order_id == next_one.id
    desk.act()
    assert desk.store.order(order.id).order.status is Status.ASSIGNED
    assert desk.window.current == "close_out"
    assert page.findChild(NoteBox).text() == "Looked twice"
    assert page.findChild(OutcomeGrid).selected() == "not_found"


def test_an_outcome_that_needs_a_photo_says_so_and_does_not_close(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    assert "This outcome needs an after photo." in words(page)
    assert desk.store.order(order.id).order.status is Status.ASSIGNED


def test_an_old_after_photo_does_not_prove_the_second_visit(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    desk.laptop.send_all()
    desk.clock.pass_min(30)
    from msgspec.structs import replace

    from sync.wire import OrderChanged

    now = desk.laptop.hub[order.id]
    back = replace(now, version=now.version + 1, returned=Returned("Dana Kim", desk.clock.now(), "Again, please."))
    desk.laptop.hear(OrderChanged(back))
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    assert "This outcome needs an after photo." in words(page)


def test_what_was_filled_in_is_there_again_after_leaving(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_2)
    qtbot.keyClicks(page.findChild(NoteBox), "Rain")
    page.findChildren(Stepper)[1].set_value(4)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert desk.store.draft(order.id) == {
        "outcome": "temporary",
        "minutes": None,
        "reason": "",
        "form_version": 1,
        "answers": {"bags": 4},
        "note": "Rain",
        "also": [],
        "present": None,
        "seen": {"bags": {}},
    }
    again = crew_page(desk.show("close_out", order.id))
    assert again.findChild(OutcomeGrid).selected() == "temporary"
    assert again.findChild(NoteBox).text() == "Rain"


def test_who_was_there_is_asked_once_and_known_at_the_next_job(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    first, second = an_order(), an_order()
    desk = crew_desk(first, second)
    desk.laptop.add_photo(first.id, PhotoRole.AFTER)
    page = desk.show("close_out", first.id)
    assert "Who was there?" in words(page)
    assert [chip.text() for chip in page.findChildren(ChoiceChip) if chip.isChecked()] == [
        "Ana Ruiz",
        "Luis Vega",
        "Bo Lind",
    ]
    qtbot.mouseClick(button(page, "Bo Lind"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    again = desk.show("close_out", first.id)  # kept with the rest of what was filled in
    assert not button(again, "Bo Lind").isChecked()
    qtbot.keyClick(again, Qt.Key.Key_1)
    qtbot.mouseClick(button(again, "Close job"), Qt.MouseButton.LeftButton)
    body = desk.store.order(first.id).commands[-1].command.body
    assert isinstance(body, CloseOut)
    assert body.present == ("Ana Ruiz", "Luis Vega")
    page = desk.show("close_out", second.id)
    assert [chip.text() for chip in page.findChildren(ChoiceChip) if chip.isChecked()] == ["Ana Ruiz", "Luis Vega"]


def test_a_crew_of_one_is_not_asked_who_was_there(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.laptop.hear(CrewChanged(Crew("crew-14", "Street Maintenance 14", "14", members=(ANA.name,))))
    page = desk.show("close_out", order.id)
    assert "Who was there?" not in words(page)
    assert ANA.name not in {chip.text() for chip in page.findChildren(ChoiceChip)}
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    body = desk.store.order(order.id).commands[-1].command.body
    assert isinstance(body, CloseOut)
    assert body.present == ()


def crew_page(page: QWidget) -> CloseOutPage:
    assert isinstance(page, CloseOutPage)
    return page


def test_minutes_are_counted_from_the_start_until_somebody_sets_them(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, StartWork())
    desk.clock.pass_min(26)
    page = desk.show("close_out", order.id)
    minutes = page.findChildren(Stepper)[0]
    assert minutes.value() == 26
    qtbot.keyClick(minutes, Qt.Key.Key_Up)
    desk.clock.pass_min(10)
    page.refresh(None)
    assert minutes.value() == 27


def test_cannot_do_this_offers_only_outcomes_that_leave_it_undone(crew_desk: MakeDesk) -> None:
    order = an_order()
    page = crew_desk(order).show("close_out", order.id + CANNOT)
    titles = [tile.text() for tile in page.findChild(OutcomeGrid).findChildren(QAbstractButton)]
    assert titles == ["Nothing there", "Duplicate", "Not ours", "Other crew"]


def test_a_pasted_picture_becomes_the_after_photo(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    QGuiApplication.clipboard().setImage(QImage.fromData(a_jpeg()))
    with qtbot.waitSignal(desk._changes.changed):
        qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [photo.role for photo in desk.store.order(order.id).photos] == [PhotoRole.AFTER]


@pytest.mark.parametrize("content", [b"", b"GIF89a not a photo", a_jpeg()[:2000]])
def test_a_file_that_is_no_photo_is_refused_and_the_form_stays(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "x.jpg"
    file.write_bytes(content)
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_1)
    page.findChild(AfterPhotoCard).files_dropped.emit([str(file)])
    qtbot.waitUntil(lambda: "(PHOTO-" in words(page))
    assert page.findChild(OutcomeGrid).selected() == "repaired"
    assert desk.store.order(order.id).photos == ()


def test_a_good_photo_does_not_take_away_what_is_said_about_a_bad_one(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.jpg", tmp_path / "bad.jpg"
    good.write_bytes(a_jpeg())
    bad.touch()
    order = an_order()
    page = crew_desk(order).show("close_out", order.id)
    with qtbot.waitSignals([page._adding.refused, page._adding.added]):
        page.findChild(AfterPhotoCard).files_dropped.emit([str(bad), str(good)])
    assert "(PHOTO-EMPTY)" in words(page)
    with qtbot.waitSignal(page._adding.added):
        page.findChild(AfterPhotoCard).files_dropped.emit([str(good)])
    assert "(PHOTO-EMPTY)" not in words(page)


def test_a_removed_photo_is_withdrawn_and_can_come_back(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("close_out", order.id)
    qtbot.mouseClick(button(page, "Remove"), Qt.MouseButton.LeftButton)
    assert desk.store.order(order.id).order.photos[0].withdrawn
    desk.act()
    assert not desk.store.order(order.id).order.photos[0].withdrawn


def test_a_job_that_moved_away_meanwhile_can_still_be_closed(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("close_out", order.id)
    desk.laptop.move_away(order)
    assert "Maria Reyes moved this job to Street Maintenance 9" in words(page)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    closing = [i for i in desk.store.outbox() if isinstance(i.command.body, CloseOut)]
    assert [item.state for item in closing] == [CommandState.QUEUED]


def test_place_time_and_a_dark_photo_are_said_before_the_crew_leaves_and_nothing_waits_for_it(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order = an_order()
    desk = crew_desk(order)
    desk.store.record(order.id, StartWork())
    dark = a_jpeg("#101214")
    prepared = structs.replace(prepare(dark), taken_at=desk.clock.ago(-26), latitude=33.46569, longitude=-112.09932)
    desk.store.add_photo(order.id, PhotoRole.AFTER, prepared)
    page = desk.show("close_out", order.id)
    qtbot.waitUntil(lambda: "This photo looks too dark." in words(page), timeout=20_000)
    assert "Taken 9 m from the address, 26 min after you started." in words(page)
    page._outcomes.choose_number(1)
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    assert desk.store.order(order.id).order.status is Status.CLOSED


def test_retake_puts_a_better_photo_in_the_place_of_the_bad_one(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_order()
    desk = crew_desk(order)
    bad = desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("close_out", order.id)
    better = tmp_path / "IMG_9.jpg"
    better.write_bytes(a_jpeg("#b0b4b8"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(better), ""))
    qtbot.mouseClick(button(page, "Retake"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.store.order(order.id).photos) == 2, timeout=20_000)

    def shown() -> list[str]:
        return [photo.id for photo in desk.store.order(order.id).order.photos if not photo.withdrawn]

    qtbot.waitUntil(lambda: len(shown()) == 1 and shown() != [bad], timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    qtbot.mouseClick(button(page, "Retake"), Qt.MouseButton.LeftButton)
    assert len(shown()) == 1


def test_the_same_photo_twice_is_there_once_and_that_is_said(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    order = an_order()
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(a_jpeg())
    page._take_files([str(photo)])
    qtbot.waitUntil(lambda: len(desk.store.order(order.id).photos) == 1, timeout=20_000)
    page._take_files([str(photo)])
    qtbot.waitUntil(lambda: bool(desk.said), timeout=20_000)
    assert desk.said[-1][0] == "The job has this photo already."
    assert len(desk.store.order(order.id).photos) == 1

def test_what_the_office_set_meanwhile_is_not_taken_back_by_a_form_that_nobody_touched(
    crew_desk: MakeDesk, qtbot: QtBot
) -> None:
    order = an_order(fields={"surface": "Edges sealed"})
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_3)
    page._save_for_later()
    hear(desk, order, "Utility cut")
    page = desk.show("close_out", order.id)
    assert chosen(page, "surface") == ["Utility cut"]
    hear(desk, order, "Needs paving")
    assert chosen(page, "surface") == ["Needs paving"]
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    view = desk.store.order(order.id)
    assert view.order.fields == {"surface": "Needs paving"}
    assert view.commands[-1].command.body.fields == {}


@pytest.mark.parametrize("leaves", [True, False])
def test_an_answer_says_what_was_seen_when_it_was_given(crew_desk: MakeDesk, qtbot: QtBot, leaves: bool) -> None:
    order = an_order(fields={"surface": "Edges sealed"})
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.mouseClick(chip(page, "surface", "Needs paving"), Qt.MouseButton.LeftButton)
    if leaves:
        page._save_for_later()
    hear(desk, order, "Utility cut")
    page = desk.show("close_out", order.id) if leaves else page
    assert chosen(page, "surface") == ["Needs paving"]
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    command = desk.store.order(order.id).commands[-1].command
    assert command.body.fields == {"surface": "Needs paving"}
    assert command.base["fields.surface"] == "Edges sealed"


def test_what_its_author_set_meanwhile_is_no_news_to_them(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    order = an_order(fields={"surface": "Edges sealed"})
    desk = crew_desk(order)
    page = desk.show("close_out", order.id)
    qtbot.keyClick(page, Qt.Key.Key_3)
    qtbot.mouseClick(chip(page, "surface", "Needs paving"), Qt.MouseButton.LeftButton)
    page._save_for_later()
    desk.store.record(order.id, SetField("surface", "Utility cut"))
    page = desk.show("close_out", order.id)
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    command = desk.store.order(order.id).commands[-1].command
    assert command.base["fields.surface"] == "Utility cut"
