"""One fix closes many, on the close-out's page: offered, ticked, closed as one act, and undone as one."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.close_out_others import OthersCard
from fieldapp.widgets.checklist import Check
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.stepper import Stepper
from sync.commands import CloseOut, StartWork
from sync.orders import PhotoRole, Status, WorkOrder
from sync.photo_refused import PhotoRefused
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk

HERE = (33.46561, -112.09932)


def three() -> list[WorkOrder]:
    """Three reports of one hole, a hole far away, and a lamp on the spot."""
    away = [replace(an_order(address=f"18{n}0 W McDowell Rd"), lat=HERE[0] + n * 0.0001) for n in range(3)]
    lamp = an_order(service_code="lamp", title="Lamp")
    return [*away, an_order(lat=34.0, long=-112.5), lamp]


def opened(desk: CrewDesk, order: WorkOrder, qtbot: QtBot) -> CloseOutPage:
    """The page of a job, once the others are offered."""
    page = desk.show("close_out", order.id)
    assert isinstance(page, CloseOutPage)
    qtbot.waitUntil(lambda: card(page).isVisible())
    return page


def card(page: QWidget) -> OthersCard:
    return page.findChild(OthersCard)


def ticks(page: QWidget) -> list[Check]:
    return [check for check in card(page).findChildren(Check) if check.isVisible()]


def button(page: QWidget, text: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def statuses(desk: CrewDesk, orders: list[WorkOrder]) -> list[Status]:
    return [desk.store.order(order.id).order.status for order in orders]


def test_the_same_kind_near_by_is_offered_and_nothing_else(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = three()
    desk = crew_desk(*orders)
    page = opened(desk, orders[0], qtbot)
    assert card(page).accessibleName() == "2 more reports of the same within 90 ft"
    assert [check.text().split(" · ")[:2] for check in ticks(page)] == [
        ["1810 W McDowell Rd", "40 ft"],
        ["1820 W McDowell Rd", "70 ft"],
    ]
    assert not any(check.isChecked() for check in ticks(page))
    desk.show("close_out", orders[3].id)
    assert not card(page).isVisible()


def test_ticked_ones_are_closed_with_it_and_undo_takes_all_back(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = three()
    desk = crew_desk(*orders)
    desk.store.record(orders[0].id, StartWork())
    desk.clock.pass_min(26)
    desk.laptop.add_photo(orders[0].id, PhotoRole.AFTER)
    page = opened(desk, orders[0], qtbot)
    for check in ticks(page):
        qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    page._outcomes.choose_number(1)
    qtbot.keyClicks(page.findChild(NoteBox), "Sealed")
    page.findChildren(Stepper)[1].set_value(4)
    qtbot.mouseClick(button(page, "Close 3 jobs"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1][0] == "3 jobs closed. All safe on this laptop."
    assert statuses(desk, orders[:3]) == [Status.CLOSED] * 3
    assert desk.window.current == "today"
    bodies = [desk.store.order(order.id).commands[-1].command.body for order in orders[:3]]
    assert all(isinstance(body, CloseOut) and body.fields == {"bags": 4} and body.note == "Sealed" for body in bodies)
    assert len({body.note_id for body in bodies}) == 3
    assert [body.minutes for body in bodies] == [26, 0, 0]
    assert bodies[1].minutes_reason == f"One fix with {orders[0].number}"
    desk.act()
    assert statuses(desk, orders[:3]) == [Status.STARTED, Status.ASSIGNED, Status.ASSIGNED]
    assert desk.window.current == "close_out"
    assert [check.isChecked() for check in ticks(page)] == [True, True]
    assert page.findChild(NoteBox).text() == "Sealed"


def test_ticks_are_kept_like_the_rest_of_the_form(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = three()
    desk = crew_desk(*orders)
    page = opened(desk, orders[0], qtbot)
    qtbot.mouseClick(ticks(page)[1], Qt.MouseButton.LeftButton)
    assert desk.store.draft(orders[0].id)["also"] == [orders[2].id]
    desk.show("today", orders[3].id)
    desk.show("close_out", orders[3].id)
    desk.show("close_out", orders[0].id)
    assert [check.isChecked() for check in ticks(page)] == [False, True]


def test_what_is_no_fix_closes_only_itself(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = three()
    desk = crew_desk(*orders)
    page = opened(desk, orders[0], qtbot)
    qtbot.mouseClick(ticks(page)[0], Qt.MouseButton.LeftButton)
    page._outcomes.choose_number(3)
    assert not card(page).isVisible()
    qtbot.mouseClick(button(page, "Close job"), Qt.MouseButton.LeftButton)
    assert statuses(desk, orders[:3]) == [Status.CLOSED, Status.ASSIGNED, Status.ASSIGNED]


def test_one_that_is_closed_or_given_away_meanwhile_is_no_longer_offered(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = three()
    desk = crew_desk(*orders)
    page = opened(desk, orders[0], qtbot)
    qtbot.mouseClick(ticks(page)[0], Qt.MouseButton.LeftButton)
    desk.laptop.move_away(orders[1])
    qtbot.waitUntil(lambda: [check.text().split(" · ")[0] for check in ticks(page)] == ["1820 W McDowell Rd"])
    assert button(page, "Close job")


def test_without_room_none_is_closed_and_the_form_stays(
    crew_desk: MakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    orders = three()
    desk = crew_desk(*orders)
    desk.laptop.add_photo(orders[0].id, PhotoRole.AFTER)
    page = opened(desk, orders[0], qtbot)
    qtbot.mouseClick(ticks(page)[0], Qt.MouseButton.LeftButton)
    page._outcomes.choose_number(1)

    def full(*_args: object) -> None:
        raise PhotoRefused("PHOTO-DISK-FULL")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "add_photo", full)
        qtbot.mouseClick(button(page, "Close 2 jobs"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1][0].startswith("None of the jobs was closed. ")
    assert "PHOTO-DISK-FULL" in desk.said[-1][0]
    assert statuses(desk, orders[:2]) == [Status.ASSIGNED] * 2
    assert page.isEnabled()
    assert ticks(page)[0].isChecked()
    assert button(page, "Close 2 jobs")


def test_an_undo_that_comes_too_late_says_how_many_stay_closed(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    orders = three()
    desk = crew_desk(*orders)
    desk.laptop.add_photo(orders[0].id, PhotoRole.AFTER)
    page = opened(desk, orders[0], qtbot)
    qtbot.mouseClick(ticks(page)[0], Qt.MouseButton.LeftButton)
    page._outcomes.choose_number(1)
    qtbot.mouseClick(button(page, "Close 2 jobs"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.said))
    undo = desk.said[-1][2]
    desk.laptop.send_all()
    undo()
    assert desk.said[-1][0].startswith("2 jobs could not be taken back")
    assert statuses(desk, orders[:2]) == [Status.CLOSED] * 2
