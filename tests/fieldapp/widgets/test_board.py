"""Tests of the board's lanes: cards go from one to another by mouse and by keys."""

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.rows import BoardCard, LaneHead
from fieldapp.widgets.board_cards import Cards
from fieldapp.widgets.board_lane import MIME, BoardLane

COPY = Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def a_lane(qtbot: QtBot) -> BoardLane:
    lane = BoardLane(
        LaneHead("9", "Crew 9", "9", "green", "Live", hours=9, hours_limit=8, hours_text="9 of 8 h")
    )
    lane.set_cards([BoardCard("a", "Pothole", due="Due 2:00"), BoardCard("b", "Branch")])
    qtbot.addWidget(lane)
    lane.resize(228, 500)
    lane.show()
    return lane


def a_drag(*ids: str) -> QMimeData:
    data = QMimeData()
    data.setData(MIME, "\n".join(ids).encode())
    return data


def test_a_dropped_card_is_told_with_its_lane(qtbot: QtBot) -> None:
    lane = a_lane(qtbot)
    data = a_drag("x", "y")
    enter = QDragEnterEvent(lane.rect().center(), COPY, data, LEFT, NONE)
    with qtbot.waitSignal(lane.drag_entered) as told:
        QApplication.sendEvent(lane, enter)
    assert told.args == ["9", ["x", "y"]]
    lane.set_drop_hint("0.8 mi, +40 min")
    plain = lane.grab().toImage()
    with qtbot.waitSignal(lane.dropped) as told:
        QApplication.sendEvent(lane, QDropEvent(QPointF(lane.rect().center()), COPY, data, LEFT, NONE))
    assert told.args == ["9", ["x", "y"]]
    assert lane.grab().toImage() != plain


def test_a_drag_of_anything_else_is_refused(qtbot: QtBot) -> None:
    lane = a_lane(qtbot)
    data = QMimeData()
    data.setText("hello")
    enter = QDragEnterEvent(lane.rect().center(), COPY, data, LEFT, NONE)
    with qtbot.assertNotEmitted(lane.drag_entered):
        QApplication.sendEvent(lane, enter)
    assert not enter.isAccepted()


def test_ctrl_and_an_arrow_ask_to_move_the_current_card(qtbot: QtBot) -> None:
    lane = a_lane(qtbot)
    lane.select("b")
    cards = lane.findChild(Cards)
    for key, step in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
        with qtbot.waitSignal(lane.move_asked) as told:
            qtbot.keyClick(cards, key, Qt.KeyboardModifier.ControlModifier)
        assert told.args == ["b", step]


def test_the_current_card_stays_current_when_the_cards_change(qtbot: QtBot) -> None:
    lane = a_lane(qtbot)
    lane.select("b")
    with qtbot.assertNotEmitted(lane.card_chosen):
        lane.set_cards([BoardCard("c", "New"), BoardCard("b", "Branch")])
    assert lane.current_id() == "b"
    lane.set_cards([])
    assert lane.current_id() == ""


def test_a_lane_says_how_old_its_picture_is(qtbot: QtBot) -> None:
    lane = a_lane(qtbot)
    lane.set_head(
        LaneHead("9", "Crew 9", "9", freshness="Offline 22 min · knew 7 of 9 jobs", freshness_tone="warn")
    )
    assert lane.accessibleName() == "Crew 9, Offline 22 min · knew 7 of 9 jobs"
    assert not lane.grab().isNull()
