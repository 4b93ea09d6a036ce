"""Help answers what people ask, without a line; the guide shows the real window and is in nobody's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldapp.language import Language
from fieldapp.views.guide_steps import guide_steps
from fieldapp.views.help_page import HelpPage
from fieldapp.views.help_topics import found, topics
from fieldapp.views.report_page import ReportPage
from fieldapp.widgets.card import Card
from fieldapp.widgets.guide import Guide
from sync.orders import Role
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk


def shown(page: QWidget) -> list[str]:
    names = {topic.question for topic in topics(Role.CREW)}
    cards = (card for card in page.findChildren(Card) if card.isVisible())
    return [card.accessibleName() for card in cards if card.accessibleName() in names]


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("offline", "It says “Offline”. What now?"),
        ("shift laptop", "My shift ends and somebody else takes the laptop."),
        ("forgot pin", "How do I lock the laptop? I forgot the PIN."),
        ("paper", "How do I take my day along on paper?"),
        ("sun", "I cannot read the screen in the sun."),
        ("decision", "It says “Needs a decision”."),
        ("moved", "A job is gone, or was moved while I worked on it."),
        ("photos sd", "How do I add photos?"),
        ("undo mistake", "I closed the wrong job, or made a mistake."),
        ("keys", "Which keys are there?"),
    ],
)
def test_a_crews_questions_have_an_answer(asked: str, question: str) -> None:
    assert question in {topic.question for topic in found(topics(Role.CREW), asked)}


def test_search_does_without_accents_in_spanish() -> None:
    language = Language("es")
    try:
        assert found(topics(Role.CREW), "olvide pin")
        assert found(topics(Role.CREW), "OLVIDÉ PIN") == found(topics(Role.CREW), "olvide pin")
    finally:
        language.end()


@pytest.mark.parametrize("role", list(Role))
def test_each_answer_leads_where_its_button_says(crew_desk: MakeDesk, role: Role) -> None:
    pages = {"keys", *(crew_desk(an_order()).window._entries if role is Role.CREW else ("review", "proof", "report"))}
    for topic in topics(role):
        assert bool(topic.page) == bool(topic.button)
        if topic.page and topic.page != "proof":
            assert topic.page in pages, topic.question


def test_typing_leaves_what_fits_and_says_when_nothing_does(crew_desk: MakeDesk) -> None:
    page = crew_desk(an_order()).show("help")
    assert isinstance(page, HelpPage)
    assert len(shown(page)) == len(topics(Role.CREW))
    QTest.keyClicks(page._search, "pdf")
    assert shown(page) == ["How do I take my day along on paper?"]
    QTest.keyClicks(page._search, " zzz")
    assert shown(page) == []
    assert page._nothing.isVisible()
    QTest.keyClick(page._search, Qt.Key.Key_Escape)
    assert len(shown(page)) == len(topics(Role.CREW))


def test_each_step_of_the_guide_points_at_a_part_in_sight(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order(), an_order())
    desk.show("today")
    window, guide = desk.window, desk.window.guide
    steps = guide_steps(window, Role.CREW)
    assert 3 <= len(steps) <= 5
    guide.begin(steps)
    for number, step in enumerate(steps, start=1):
        part = step.part()
        assert part is not None
        assert part.isVisible(), step.title
        assert guide._ring.isVisible()
        assert guide._ring.geometry().intersects(part.rect().translated(part.mapTo(window, part.rect().topLeft())))
        assert not guide.geometry().intersects(guide._ring.geometry()), f"{step.title} is covered by its own words"
        assert f"{number} of {len(steps)}" in guide.accessibleName()
        assert step.words in guide.accessibleName()
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)  # the keyboard is on the button that leads on
    assert guide.isHidden()


def test_work_goes_on_under_the_guide_and_escape_leaves_it(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = crew_desk(an_order(), an_order())
    page = desk.show("today")
    guide: Guide = desk.window.guide
    guide.begin(guide_steps(desk.window, Role.CREW))
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_F2)
    assert desk.window.current == "close_out", "its keys work"
    assert not guide.isHidden()
    with qtbot.waitSignal(guide.ended):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert guide.isHidden()
    assert not guide._ring.isVisible()
    assert desk.window.current == "close_out", "it took this Escape for itself"
    desk.show("today")
    assert page.isVisible()


def test_what_is_read_is_what_is_saved(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: object) -> None:
    desk = crew_desk(an_order())
    page = desk.show("report")
    assert isinstance(page, ReportPage)
    assert not page._save.isEnabled(), "nothing to save before it can be read"
    qtbot.waitUntil(page._save.isEnabled)
    assert "kind" not in page._text.toPlainText().splitlines()[0]
    assert "[disk]" in page._text.toPlainText()
    assert "Pothole" not in page._text.toPlainText()
    page.save_to(desk.laptop.folder / "gone" / "report.zip")
    assert "(REPORT-NOT-SAVED)" in page._notice.accessibleName()
    page.save_to(desk.laptop.folder / "report.zip")
    assert page._notice.accessibleName() == "Saved as report.zip."
