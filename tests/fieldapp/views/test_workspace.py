"""The window's pages: each is made when somebody first goes there, and is then as if it had been there all along."""

from PySide6.QtWidgets import QAbstractButton

from fieldapp.views.page import Page
from sync.engine import LineState, LineStatus
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk


def made(desk: CrewDesk) -> set[str]:
    return {page.objectName() for page in desk.window.findChildren(Page)}


def test_nobody_waits_for_pages_that_they_do_not_use(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    desk.show("today")
    assert made(desk) == {"page_today"}
    desk.show("sync")
    desk.show("today")
    assert made(desk) == {"page_today", "page_sync"}


def test_a_page_that_is_made_late_knows_how_the_line_is(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    desk.show("today")
    desk.line._relay(LineStatus(LineState.ONLINE, trying=True))
    page = desk.show("sync")
    assert any(b.text() == "Trying…" for b in desk.window.findChildren(QAbstractButton) if b.isVisible())
    assert page.isVisible()


def test_its_tools_stand_before_the_pill_and_only_beside_their_page(crew_desk: MakeDesk) -> None:
    desk = crew_desk(an_order())
    sync, today = desk.show("sync"), desk.show("today")
    assert not any(tool.isVisible() for tool in sync.tools())
    shown = [tool for tool in today.tools() if tool.isVisible()]
    assert shown
    assert all(tool.x() < desk.window.pill.x() for tool in shown)
