"""The supervisor's board: how fresh the picture of a crew is, moving jobs by mouse and keyboard, undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from fieldapp.language import Language
from fieldapp.models.crews import UNASSIGNED, best_crews, district_of, loads_of
from fieldapp.moments import Moments
from fieldapp.views.board import BoardPage
from fieldapp.widgets.board_lane import MIME, BoardLane
from fieldapp.wording.desk import freshness_text
from sync.commands import AddNote, Assign, SetField, Unassign
from sync.orders import OPEN, Crew, Person, Status
from sync.states import CommandState
from sync.wire import OrderChanged, Presence
from tests.builders import CREWS, DANA, MARIA, StillClock, an_order
from tests.builders_desk import DeskLaptop, Said, a_context

CTRL = Qt.KeyboardModifier.ControlModifier


class Board:
    """A board in a window of its own, on a real laptop's file."""

    def __init__(self, folder: Path, qtbot: QtBot, person: Person = MARIA) -> None:
        self.clock = StillClock()
        self.said = Said()
        self.laptop = DeskLaptop(folder, self.clock, person)
        self.sign = an_order(title="Stop sign", crew_id="crew-9", assignment_id="as-1")
        self.hole = an_order(title="Pothole", crew_id=None, assignment_id=None, status=Status.NEW)
        self.grate = an_order(title="Grate", crew_id=None, assignment_id=None, status=Status.NEW)
        self.laptop.first_sync([self.sign, self.hole, self.grate])
        context, self.changes = a_context(self.laptop, self.said)
        self.page = BoardPage(context)
        qtbot.addWidget(self.page)
        self.changes.changed.connect(self.page.refresh)
        self.page.refresh(None)
        self.page.resize(1400, 800)
        with qtbot.waitExposed(self.page):
            self.page.show()
        with qtbot.waitActive(self.page):
            self.page.activateWindow()

    def lane(self, lane_id: str) -> BoardLane:
        lane = self.page.lanes.lane(lane_id)
        assert lane is not None
        return lane

    def cards(self, lane_id: str) -> QListView:
        view = self.lane(lane_id).findChild(QListView)
        assert view is not None
        return view

    def titles(self, lane_id: str) -> list[str]:
        model = self.cards(lane_id).model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def commands(self) -> list[object]:
        return [item.command.body for item in reversed(self.laptop.store.outbox())]

    def drop(self, ids: list[str], lane_id: str) -> None:
        data = QMimeData()
        data.setData(MIME, "\n".join(ids).encode())
        lane = self.lane(lane_id)
        where = QPointF(lane.width() / 2, lane.height() / 2)
        lane.dropEvent(
            QDropEvent(
                where,
                Qt.DropAction.MoveAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    def close(self) -> None:
        self.changes.stop()
        self.page.hide()
        self.laptop.close()


@pytest.fixture
def board(tmp_path: Path, qtbot: QtBot) -> Iterator[Board]:
    made = Board(tmp_path, qtbot)
    yield made
    made.close()


def test_unassigned_comes_first_then_the_crews_by_number(board: Board) -> None:
    assert board.page.lanes.lane_ids() == (UNASSIGNED, "crew-9", "crew-14")
    assert board.titles("crew-9") == ["Stop sign"]
    assert sorted(board.titles(UNASSIGNED)) == ["Grate", "Pothole"]


def test_a_dropped_card_is_assigned_and_said_with_when_the_crew_knows(board: Board) -> None:
    board.drop([board.hole.id], "crew-14")

    (body,) = board.commands()
    assert isinstance(body, Assign)
    assert body.crew_id == "crew-14"
    assert body.assignment_id
    assert board.titles("crew-14") == ["Pothole"]
    assert board.said.texts == ["Pothole moved to Street Maintenance 14. They get it when back in coverage."]


def test_a_crew_on_the_line_gets_it_at_once_so_nothing_is_said_about_coverage(board: Board) -> None:
    board.laptop.hear_presence(Presence("crew-14", board.clock.now(), 0, 0, live=True))
    board.page.refresh(None)

    board.drop([board.hole.id], "crew-14")

    assert board.said.texts == ["Pothole moved to Street Maintenance 14."]


def test_several_cards_go_in_one_drag_with_one_undo(board: Board) -> None:
    board.drop([board.hole.id, board.grate.id], "crew-9")
    assert len(board.titles("crew-9")) == 3
    assert board.said.act is not None

    board.said.act()

    assert board.titles("crew-9") == ["Stop sign"]
    assert board.laptop.store.outbox() == ()


def test_taking_a_job_from_a_dark_crew_says_how_long_it_is_dark(board: Board) -> None:
    board.laptop.hear_presence(Presence("crew-9", board.clock.ago(22), 1, 1))
    board.page.refresh(None)

    board.drop([board.sign.id], UNASSIGNED)

    assert board.commands() == [Unassign()]
    assert board.said.texts[-1] == (
        "Stop sign is back in the pool. Street Maintenance 9 was last heard 22 min ago and may be at work on it."
    )


def test_taking_a_started_job_says_that_it_was_started(board: Board) -> None:
    started = replace(board.sign, version=2, status=Status.STARTED, started_at=board.clock.ago(10))
    board.laptop.hear(OrderChanged(started))

    board.drop([board.sign.id], "crew-14")

    assert "Street Maintenance 9 had started it" in board.said.texts[-1]


def test_ctrl_arrow_moves_the_current_card_to_the_next_lane(board: Board, qtbot: QtBot) -> None:
    board.page.show_item(board.sign.id)
    board.lane("crew-9").take_focus()

    qtbot.keyClick(board.cards("crew-9"), Qt.Key.Key_Right, CTRL)

    (body,) = board.commands()
    assert isinstance(body, Assign)
    assert body.crew_id == "crew-14"
    assert board.page.lanes.current_id == board.sign.id
    assert board.lane("crew-14").current_id() == board.sign.id


def test_u_puts_the_current_card_back_into_the_pool(board: Board, qtbot: QtBot) -> None:
    board.page.show_item(board.sign.id)
    board.lane("crew-9").take_focus()

    qtbot.keyClick(board.cards("crew-9"), Qt.Key.Key_U)

    assert board.commands() == [Unassign()]
    assert "Stop sign" in board.titles(UNASSIGNED)


def test_undo_of_a_move_that_was_sent_is_the_opposite_move(board: Board) -> None:
    board.drop([board.sign.id], "crew-14")
    board.laptop.send_all()
    assert board.said.act is not None

    board.said.act()

    there, back = board.commands()
    assert isinstance(there, Assign)
    assert isinstance(back, Assign)
    assert (there.crew_id, back.crew_id) == ("crew-14", "crew-9")
    assert back.assignment_id != there.assignment_id
    assert board.titles("crew-9") == ["Stop sign"]


def test_undo_of_a_sent_assignment_from_the_pool_unassigns(board: Board) -> None:
    board.drop([board.hole.id], "crew-14")
    board.laptop.send_all()
    assert board.said.act is not None

    board.said.act()

    assert board.commands()[-1] == Unassign()
    assert "Pothole" in board.titles(UNASSIGNED)


def test_a_card_dropped_where_it_is_records_nothing(board: Board) -> None:
    board.drop([board.sign.id], "crew-9")

    assert board.commands() == []
    assert board.said.texts == []


def test_a_refresh_keeps_selection_and_the_job_that_is_looked_at(board: Board) -> None:
    board.page.show_item(board.grate.id)
    board.laptop.hear(OrderChanged(replace(board.hole, version=2, title="Pothole, two lanes")))

    assert board.page.lanes.current_id == board.grate.id
    assert board.lane(UNASSIGNED).current_id() == board.grate.id
    assert board.page.side.order_id == board.grate.id
    assert "Pothole, two lanes" in board.titles(UNASSIGNED)


def test_a_refresh_keeps_several_selected_cards(board: Board, qtbot: QtBot) -> None:
    view = board.cards(UNASSIGNED)
    for row, key in ((0, Qt.KeyboardModifier.NoModifier), (1, CTRL)):
        where = view.visualRect(view.model().index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, key, where)
    assert len(board.page.lanes.selected_ids()) == 2

    new = an_order(title="New one", crew_id=None, assignment_id=None, status=Status.NEW)
    board.laptop.hear(OrderChanged(new))

    assert len(board.page.lanes.selected_ids()) == 2
    board.page.lanes.move_asked.emit(board.page.lanes.selected_ids(), "crew-9")
    assert len(board.titles("crew-9")) == 3


def test_a_click_shows_the_job_at_the_side(board: Board, qtbot: QtBot) -> None:
    view = board.cards("crew-9")
    where = view.visualRect(view.model().index(0, 0)).center()

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    assert board.page.side.order_id == board.sign.id
    assert board.page.side.fits.isVisibleTo(board.page)


def test_a_job_that_is_closed_leaves_the_board_and_the_side(board: Board) -> None:
    board.page.show_item(board.sign.id)
    assert Status.CLOSED not in OPEN

    board.laptop.hear(OrderChanged(replace(board.sign, version=2, status=Status.CLOSED)))

    assert board.titles("crew-9") == []
    assert board.page.side.order_id == ""


def test_the_assign_button_gives_the_job_to_that_crew(board: Board, qtbot: QtBot) -> None:
    board.page.show_item(board.hole.id)
    button = board.page.side.fits.buttons["crew-14"]

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    (body,) = board.commands()
    assert isinstance(body, Assign)
    assert body.crew_id == "crew-14"


def test_an_answer_changed_at_the_desk_is_recorded(board: Board) -> None:
    board.page.show_item(board.sign.id)

    board.page.side.answers.answered.emit("surface", "Needs paving", None)

    assert board.commands() == [SetField("surface", "Needs paving")]
    view = board.laptop.store.order(board.sign.id)
    assert view is not None
    assert view.commands[0].state is CommandState.QUEUED


def test_a_note_that_was_begun_waits_while_another_card_is_looked_at(board: Board, qtbot: QtBot) -> None:
    side = board.page.side
    board.page.show_item(board.sign.id)
    qtbot.keyClicks(side._note, "Bring the tall ladder")
    board.page.show_item(board.hole.id)
    assert side._note.text() == ""
    board.page.show_item(board.sign.id)
    assert side._note.text() == "Bring the tall ladder"
    qtbot.mouseClick(side._save, Qt.MouseButton.LeftButton)
    assert [type(body) for body in board.commands()] == [AddNote]
    assert (side._note.text(), board.laptop.store.drafts()) == ("", {})


def test_the_district_filter_leaves_the_pool_and_its_crews(board: Board) -> None:
    button, _ = board.page.tools()
    menu = button.menu()  # type: ignore[attr-defined]
    next(action for action in menu.actions() if action.text() == "South").trigger()

    assert board.page.lanes.lane_ids() == (UNASSIGNED, "crew-9")


def test_a_dispatcher_reads_the_board_and_moves_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    board = Board(tmp_path, qtbot, DANA)
    board.page.lanes.move_asked.emit([board.hole.id], "crew-9")

    assert board.commands() == []
    assert board.said.texts == ["Only a supervisor moves jobs between crews."]
    assert not board.lane("crew-9").acceptDrops()
    board.close()


def test_a_lane_says_how_far_and_how_long_while_a_card_is_over_it(board: Board) -> None:
    data = QMimeData()
    data.setData(MIME, board.hole.id.encode())
    lane = board.lane("crew-9")
    event = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    lane.dragEnterEvent(event)

    assert event.isAccepted()
    assert lane._hint == "0 ft, +30 min"


@pytest.fixture
def english(qapp: object) -> Iterator[None]:
    """English with its plurals, as the app has it."""
    language = Language("en")
    yield
    language.end()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("presence", "words", "tone"),
    [
        (None, "Never heard", "neutral"),
        (Presence("c", None, 0, 4), "Never heard", "neutral"),
        (Presence("c", "2026-11-22T18:47:00Z", 9, 9, live=True), "Live", "ok"),
        (
            Presence("c", "2026-11-22T18:40:00Z", 9, 9),
            "Last heard 8 min ago · knows 9 of 9 jobs",
            "neutral",
        ),
        (Presence("c", "2026-11-22T18:26:00Z", 7, 9), "Last heard 22 min ago · knows 7 of 9 jobs", "warn"),
    ],
)
def test_freshness_in_words(presence: Presence | None, words: str, tone: str) -> None:
    assert freshness_text(presence, Moments("en"), StillClock().wall_ms()) == (words, tone)


def test_ages_tick_without_a_change(board: Board) -> None:
    board.laptop.hear_presence(Presence("crew-9", board.clock.ago(2), 1, 1))
    board.page.refresh(None)
    board.clock.pass_min(30)

    board.page._ticks.timeout.emit()

    assert "Last heard 32 min ago" in board.lane("crew-9").accessibleName()


def test_a_crews_hours_are_those_of_today(board: Board) -> None:
    (crew,), now_ms = CREWS[:1], board.clock.wall_ms()
    jobs = [
        an_order(crew_id=crew.id, estimate_minutes=10, expected_datetime=board.clock.ago(60)),
        an_order(crew_id=crew.id, estimate_minutes=20, expected_datetime=None),
        an_order(crew_id=crew.id, estimate_minutes=40, expected_datetime=board.clock.ago(-2 * 24 * 60)),
        an_order(
            crew_id=crew.id,
            estimate_minutes=80,
            expected_datetime=board.clock.ago(-2 * 24 * 60),
            status=Status.STARTED,
            started_at=board.clock.ago(5),
        ),
    ]
    board.laptop.hear(*(OrderChanged(job) for job in jobs))
    lines = board.laptop.store.lines([job.id for job in jobs])

    (load,) = loads_of((crew,), lines, (), now_ms)

    assert len(load.lines) == 4
    assert load.minutes == 10 + 20 + 80


def test_best_crews_are_near_free_and_on_the_line(board: Board) -> None:
    lines = {line.id: line for line in board.laptop.store.orders()}
    crews = (*CREWS, Crew("crew-2", "Crew 2", "2", "South"))
    live = [Presence("crew-2", board.clock.now(), 0, 0, live=True)]
    loads = loads_of(crews, lines.values(), live, board.clock.wall_ms())

    fits = best_crews(lines[board.hole.id], loads)

    assert district_of(lines[board.hole.id], loads) == "South"
    assert [fit.load.crew.id for fit in fits][:2] == ["crew-2", "crew-9"]
