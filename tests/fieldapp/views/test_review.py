"""The review: the queue, its flags, and decisions by one key each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.models.reviews import flags_of
from fieldapp.rows import ROW
from fieldapp.views.review import ReviewPage
from sync.commands import Choice, DecideReview
from sync.engine import LineState, LineStatus
from sync.orders import Closing, Form, Person, PhotoRole, WorkOrder
from sync.verdicts import Outcome, Part, ReviewState, Why
from sync.wire import OrderChanged
from tests.builders import DANA, MARIA, StillClock, a_jpeg, a_service, an_order
from tests.builders_desk import (
    DeskLaptop,
    Said,
    a_closed_order,
    a_context,
    a_crew_photo,
    a_held_review,
    a_review,
)

SERVICES = {"pothole": a_service()}


class Desk:
    """A review page in a window of its own: two plain cases, one without an after photo, one held."""

    def __init__(self, folder: Path, qtbot: QtBot, person: Person = DANA) -> None:
        self.clock = clock = StillClock()
        self.said = Said()
        self.laptop = DeskLaptop(folder, clock, person)
        self.plain = [
            a_closed_order(clock, photos=_photos(clock, name), title=name, number=f"311-{name}")
            for name in ("One", "Two")
        ]
        self.bare = a_closed_order(clock, title="Bare", number="311-Bare", photos=_photos(clock, "bare")[:1])
        self.moved = an_order(title="Moved", crew_id="crew-14", number="311-Moved")
        self.laptop.first_sync([*self.plain, self.bare, self.moved])
        self.reviews = [
            a_review(self.plain[0], clock, 40),
            a_review(self.bare, clock, 30),
            a_review(self.plain[1], clock, 20),
            a_held_review(self.moved, clock, 10),
        ]
        self.laptop.hear_reviews(self.reviews)
        context, self.changes = a_context(self.laptop, self.said)
        self.page = ReviewPage(context)
        qtbot.addWidget(self.page)
        self.changes.changed.connect(self.page.refresh)
        self.page.refresh(None)
        self.page.resize(1400, 860)
        with qtbot.waitExposed(self.page):
            self.page.show()
        with qtbot.waitActive(self.page):
            self.page.activateWindow()

    def titles(self) -> list[str]:
        model = self.page.queue.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def chips(self, number: int) -> list[str]:
        row = self.page.queue.list.model().index(number, 0).data(ROW)
        return [chip.text for chip in row.chips]

    def decisions(self) -> list[DecideReview]:
        bodies = [item.command.body for item in reversed(self.laptop.store.outbox())]
        return [body for body in bodies if isinstance(body, DecideReview)]

    def press(self, qtbot: QtBot, key: Qt.Key, target: QWidget | None = None) -> None:
        self.page.queue.list.setFocus()
        qtbot.keyClick(target or self.page.queue.list, key)

    def close(self) -> None:
        self.changes.stop()
        self.page.hide()
        self.laptop.close()


def _photos(clock: StillClock, name: str) -> tuple:  # type: ignore[type-arg]
    return (
        a_crew_photo(f"{name}-before", PhotoRole.BEFORE, clock, 45),
        a_crew_photo(f"{name}-after", PhotoRole.AFTER, clock, 21),
    )


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def test_the_queue_has_the_oldest_first_with_crew_and_flags(desk: Desk) -> None:
    assert desk.titles() == ["One", "Bare", "Two", "Moved"]
    assert desk.chips(0) == ["Street Maintenance 14", "Repaired"]
    assert desk.chips(1) == ["Street Maintenance 14", "No after photo"]
    assert desk.chips(3) == ["Street Maintenance 9", "Reassigned", "No after photo"]


def test_a_approves_and_goes_on(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_A)

    assert desk.decisions() == [DecideReview(desk.reviews[0].id, Choice.ACCEPT)]
    assert desk.titles() == ["Bare", "Two", "Moved"]
    assert desk.page.queue.current_id() == desk.reviews[1].id
    assert desk.said.texts == ["One approved."]


def test_undo_brings_a_decision_back(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_A)
    assert desk.said.act is not None

    desk.said.act()

    assert desk.decisions() == []
    assert desk.titles() == ["One", "Bare", "Two", "Moved"]
    assert desk.page.queue.current_id() == desk.reviews[0].id


def test_undo_of_a_sent_decision_says_that_it_is_too_late(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_A)
    desk.laptop.send_all()
    assert desk.said.act is not None

    desk.said.act()

    assert len(desk.decisions()) == 1
    assert "STORE-UNDO-LATE" in desk.said.texts[-1]


def test_r_asks_for_a_reason_in_place_and_needs_one(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_R)
    reason = desk.page.bar.reason
    assert reason.isVisible()
    box = desk.page.focusWidget()
    assert box is not None

    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.decisions() == []

    qtbot.keyClicks(box, "Wrong street, a.k.a. 7th Ave")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert desk.decisions() == [DecideReview(desk.reviews[0].id, Choice.SEND_BACK, "Wrong street, a.k.a. 7th Ave")]
    assert not reason.isVisible()
    assert desk.page.queue.current_id() == desk.reviews[1].id


def test_a_reason_stays_with_its_case(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_R)
    desk.page.bar.reason.set_text("Not finished")

    desk.page.show_item(desk.reviews[2].id)
    assert not desk.page.bar.reason.isVisible()
    desk.page.show_item(desk.reviews[0].id)

    assert desk.page.bar.reason.isVisible()
    assert desk.page.bar.reason.text() == "Not finished"


def test_escape_closes_the_reason(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_R)
    box = desk.page.focusWidget()

    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert not desk.page.bar.reason.isVisible()


def test_j_and_k_go_down_and_up(desk: Desk, qtbot: QtBot) -> None:
    desk.press(qtbot, Qt.Key.Key_J)
    desk.press(qtbot, Qt.Key.Key_J)
    assert desk.page.queue.current_id() == desk.reviews[2].id

    desk.press(qtbot, Qt.Key.Key_K)

    assert desk.page.queue.current_id() == desk.reviews[1].id


def test_all_without_flags_are_approved_in_one_with_one_undo(desk: Desk, qtbot: QtBot) -> None:
    assert desk.page.queue.approve.text() == "Approve 2 with no flags"

    qtbot.mouseClick(desk.page.queue.approve, Qt.MouseButton.LeftButton)

    assert {each.review_id for each in desk.decisions()} == {desk.reviews[0].id, desk.reviews[2].id}
    assert desk.titles() == ["Bare", "Moved"]
    assert desk.said.act is not None

    desk.said.act()

    assert desk.decisions() == []
    assert desk.titles() == ["One", "Bare", "Two", "Moved"]


def test_held_work_has_buttons_that_say_what_they_do(desk: Desk, qtbot: QtBot) -> None:
    assert desk.page.bar.yes.text() == "Approve and next"

    desk.page.show_item(desk.reviews[3].id)

    assert desk.page.bar.yes.text() == "Accept the crew’s work"
    assert desk.page.bar.no.text() == "Keep the office’s"
    desk.press(qtbot, Qt.Key.Key_A)
    assert desk.decisions() == [DecideReview(desk.reviews[3].id, Choice.ACCEPT)]


def test_the_case_in_sight_stays_when_others_come(desk: Desk) -> None:
    desk.page.show_item(desk.reviews[2].id)
    new = a_closed_order(desk.clock, title="New")
    desk.laptop.hear(OrderChanged(new))
    desk.laptop.hear_reviews([a_review(new, desk.clock, 60)])

    assert desk.titles()[0] == "New"
    assert desk.page.queue.current_id() == desk.reviews[2].id


def test_a_case_that_somebody_else_decided_leaves_the_queue(desk: Desk) -> None:
    decided = replace(
        desk.reviews[0], state=ReviewState.ACCEPTED, decided_by="Luis", decided_at=desk.clock.now(), version=2
    )
    desk.laptop.hear_reviews([decided])

    assert desk.titles() == ["Bare", "Two", "Moved"]
    assert desk.page.queue.current_id() == desk.reviews[1].id


def test_the_flagged_side_lists_only_flagged_ones(desk: Desk) -> None:
    desk.page.queue.show_sides.chosen.emit("flagged")
    desk.page.queue.show_sides.select("flagged")
    desk.page.refresh(None)

    assert desk.titles() == ["Bare", "Moved"]


def test_the_search_finds_by_title_and_crew(desk: Desk) -> None:
    (search,) = desk.page.tools()
    search.setText("maintenance 9")  # type: ignore[attr-defined]

    assert desk.titles() == ["Moved"]


def test_letters_typed_into_the_search_decide_nothing(desk: Desk, qtbot: QtBot) -> None:
    (search,) = desk.page.tools()
    qtbot.addWidget(search)
    search.show()

    qtbot.keyClicks(search, "a")

    assert desk.decisions() == []


def test_photos_come_into_sight_when_they_are_fetched(desk: Desk, qtbot: QtBot) -> None:
    photo = f"{desk.plain[0].title}-after"
    desk.laptop.store.want_photo(photo, desk.plain[0].id, "screen")
    assert desk.page.case.compare._after is None

    with qtbot.waitSignal(desk.page._images.loaded, check_params_cb=lambda key, _size: key == photo, timeout=5000):
        desk.laptop.store.line.downloaded(photo, "screen", a_jpeg())

    qtbot.waitUntil(lambda: desk.page.case.compare._after is not None)


def test_what_is_read_stays_as_it_is_while_news_of_others_come(desk: Desk, qtbot: QtBot) -> None:
    part = Part("fields.surface", Outcome.HELD, None, "Utility cut", "Needs paving")
    desk.laptop.hear_reviews([replace(desk.reviews[3], version=2, parts=(part,))])
    desk.page.queue.select(desk.reviews[3].id)

    def read() -> list[QLabel]:
        return [text for text in desk.page.case.findChildren(QLabel) if text.isVisible()]

    qtbot.waitUntil(lambda: "Utility cut" in [text.text() for text in read()])
    before = read()

    desk.laptop.hear_reviews([replace(desk.reviews[0], version=2, received_at=desk.clock.now())])

    assert read() == before


def test_a_photo_of_the_case_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    wanted: set[str] = set()

    def asked() -> None:
        while (download := desk.laptop.store.line.next_download()) is not None:
            wanted.add(download.photo_id)
            desk.laptop.store.line.downloaded(download.photo_id, download.size, a_jpeg())
        assert {"One-before", "One-after"} <= wanted

    qtbot.waitUntil(asked, timeout=5000)


def test_offline_says_that_decisions_are_kept(desk: Desk) -> None:
    desk.page._context.line._relay(LineStatus(LineState.OFFLINE))
    assert desk.page.notice.isVisible()

    desk.page._context.line._relay(LineStatus(LineState.ONLINE))
    assert not desk.page.notice.isVisible()


def test_nothing_left_says_so(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(4):
        desk.press(qtbot, Qt.Key.Key_A)

    assert len(desk.decisions()) == 4
    assert desk.page.queue.current_id() == ""
    assert desk.page._middle.currentWidget() is desk.page._empty


def test_a_supervisor_sees_what_is_held(tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(tmp_path, qtbot, MARIA)

    assert desk.titles() == ["Moved"]
    desk.close()


def _closing(order: WorkOrder, code: str) -> WorkOrder:
    closing = order.closing
    assert closing is not None
    return replace(order, closing=Closing(code, closing.at, closing.by, closing.crew_id))


def test_flags() -> None:
    clock = StillClock()
    photos = _photos(clock, "x")
    order = a_closed_order(clock, photos=photos)
    review = a_review(order, clock)
    assert flags_of(review, order, SERVICES) == ()
    assert flags_of(review, replace(order, photos=photos[:1]), SERVICES) == ("no_after",)
    far = a_crew_photo("far", PhotoRole.AFTER, clock, 21, metres_north=900)
    assert flags_of(review, replace(order, photos=(far,)), SERVICES) == ("far",)
    late = a_crew_photo("late", PhotoRole.AFTER, clock, 300)
    assert flags_of(review, replace(order, photos=(late,)), SERVICES) == ("time",)
    on_the_way = a_crew_photo("way", PhotoRole.AFTER, clock, 21, stored=False)
    assert flags_of(review, replace(order, photos=(on_the_way,)), SERVICES) == ("missing",)
    assert flags_of(review, _closing(replace(order, photos=()), "not_found"), SERVICES) == ("not_fixed",)
    closing = order.closing
    assert closing is not None
    asked = {"properties": {"depth": {"type": "integer", "x-labels": {"en": "Depth"}}}, "required": ["depth"]}
    strict = {"pothole": a_service(forms=(Form(3, asked),))}
    lacks = replace(order, closing=replace(closing, form_version=3))
    assert flags_of(review, lacks, strict) == ("form",)
    assert flags_of(review, replace(lacks, fields={"depth": 4}), strict) == ()
    assert flags_of(review, order, strict) == (), "it was closed before anything was asked"
    waits = replace(review, parts=(Part("fields.depth", Outcome.HELD, None, 3, 4),))
    assert flags_of(waits, lacks, strict) == ("held",)
    held = Part("fields.surface", Outcome.HELD, None, "Utility cut", "Needs paving")
    asked = replace(review, why=Why.VALUE_CHANGED, parts=(*review.parts, held))
    assert flags_of(asked, order, SERVICES) == ("held",)
    assert flags_of(review, None, SERVICES) == ()
