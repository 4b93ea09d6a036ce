"""Tests of the parts that a person chooses with: by mouse and by keys alone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.rows import CheckItem, NavItem, Outcome, Segment, ValueOption
from fieldapp.widgets.checklist import Check, Checklist
from fieldapp.widgets.choice_tiles import ChoiceTile
from fieldapp.widgets.nav_rail import NavRail
from fieldapp.widgets.outcome_grid import OutcomeGrid
from fieldapp.widgets.painted import PaintedButton
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.stepper import Stepper
from fieldapp.widgets.value_choice import ValueChoice

OUTCOMES = [Outcome(key, key.title()) for key in ("a", "b", "c", "d")]


def a_grid(qtbot: QtBot) -> OutcomeGrid:
    grid = OutcomeGrid(2, "What happened?")
    qtbot.addWidget(grid)
    grid.set_outcomes(OUTCOMES)
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    return grid


def test_an_outcome_is_chosen_with_arrows_and_space(qtbot: QtBot) -> None:
    grid = a_grid(qtbot)
    assert grid.selected() is None
    tiles = grid.findChildren(ChoiceTile)
    tiles[0].setFocus()
    qtbot.keyClick(tiles[0], Qt.Key.Key_Right)
    qtbot.keyClick(tiles[1], Qt.Key.Key_Down)
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.keyClick(tiles[3], Qt.Key.Key_Space)
    assert told.args == ["d"]
    assert tiles[3].hasFocus()
    assert grid.selected() == "d"


def test_an_outcome_is_chosen_by_its_number_and_by_a_click(qtbot: QtBot) -> None:
    grid = a_grid(qtbot)
    tiles = grid.findChildren(ChoiceTile)
    tiles[0].setFocus()
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.keyClick(tiles[0], Qt.Key.Key_2)
    assert told.args == ["b"]
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.mouseClick(tiles[2], Qt.MouseButton.LeftButton)
    assert told.args == ["c"]
    assert [tile.isChecked() for tile in tiles] == [False, False, True, False]


def test_selecting_by_program_emits_nothing(qtbot: QtBot) -> None:
    grid = a_grid(qtbot)
    with qtbot.assertNotEmitted(grid.chosen):
        grid.select("b")
        grid.select(None)
    assert grid.selected() is None


def test_a_value_is_chosen_with_enter(qtbot: QtBot) -> None:
    choice = ValueChoice("What holds?")
    qtbot.addWidget(choice)
    choice.set_options([ValueOption("mine", "Keep yours"), ValueOption("theirs", "Take theirs", detail="x")])
    choice.show()
    first, second = choice.findChildren(ChoiceTile)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert told.args == ["theirs"]


def test_segments_move_with_arrows_and_stop_at_the_ends(qtbot: QtBot) -> None:
    switch = Segmented([Segment("todo", "To do", 4), Segment("done", "Done", 3)], "Which jobs")
    qtbot.addWidget(switch)
    switch.show()
    assert switch.selected() == "todo"
    with qtbot.waitSignal(switch.chosen) as told:
        qtbot.keyClick(switch, Qt.Key.Key_Right)
    assert told.args == ["done"]
    with qtbot.assertNotEmitted(switch.chosen):
        qtbot.keyClick(switch, Qt.Key.Key_Right)


def test_the_rail_tells_where_to_go_and_shows_counts(qtbot: QtBot) -> None:
    rail = NavRail([NavItem("today", "Today", "list-todo"), NavItem("sync", "Sync", "refresh-cw")])
    qtbot.addWidget(rail)
    rail.set_person("C14", "Crew 14")
    rail.set_badge("sync", 3)
    rail.show()
    buttons = [button for button in rail.findChildren(PaintedButton) if button.text() in ("Today", "Sync")]
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == ["sync"]
    assert rail.selected() == "sync"
    assert buttons[1].accessibleName() == "Sync, 3"


def test_the_stepper_keeps_its_bounds(qtbot: QtBot) -> None:
    stepper = Stepper("Cold patch", 4, "bags", maximum=5)
    qtbot.addWidget(stepper)
    with qtbot.waitSignal(stepper.changed) as told:
        qtbot.keyClick(stepper, Qt.Key.Key_Up)
    assert told.args == [5]
    with qtbot.assertNotEmitted(stepper.changed):
        qtbot.keyClick(stepper, Qt.Key.Key_Up)
    stepper.set_value(-3)
    assert stepper.value() == 0
    assert stepper.accessibleName() == "Cold patch: 0 bags"


def test_a_checklist_tells_which_line_was_checked(qtbot: QtBot) -> None:
    checks = Checklist("Before you start")
    qtbot.addWidget(checks)
    checks.set_items(
        [CheckItem("cones", "Cones are out", True), CheckItem("lane", "Lane closed", required=True)]
    )
    checks.show()
    second = checks.findChildren(Check)[1]
    with qtbot.waitSignal(checks.toggled) as told:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert told.args == ["lane", True]
    assert checks.checked() == {"cones", "lane"}
