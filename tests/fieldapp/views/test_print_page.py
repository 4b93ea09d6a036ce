"""The page that prints: what it offers, how it goes on and is stopped, and what it says when nothing was written."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from fieldapp.views.notice import Notice
from fieldapp.views.print_page import PrintPage
from tests.builders import an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk


def print_page(desk: CrewDesk, order_id: str = "") -> PrintPage:
    page = desk.show("print", order_id)
    assert isinstance(page, PrintPage)
    return page


def told(page: PrintPage) -> str:
    notice = page.findChild(Notice)
    return notice.accessibleName() if notice.isVisible() else ""


def test_without_a_job_in_hand_the_day_is_offered(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    page = print_page(crew_desk(an_order(), an_order()))
    assert page._what.selected() == "list"
    qtbot.waitUntil(lambda: page._which.text() == "Page 1 of 1")
    page.show_item(page._day[0].id)
    assert page._what.selected() == "job"


def test_a_long_day_can_be_stopped_and_leaves_nothing(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page = print_page(crew_desk(*(an_order() for _ in range(60))))
    page._what.select("all")
    with qtbot.waitSignal(page._run.ended, timeout=60_000) as ended:
        page.save_to(tmp_path / "day.pdf")
        page._run.advanced.connect(lambda _done, _of: page._stop.click())
    assert ended.args == [False]
    assert told(page) == "Stopped. Nothing was saved or changed."
    assert not (tmp_path / "day.pdf").exists()
    assert page._save.isEnabled()


def test_the_window_works_on_while_a_long_day_is_written(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page = print_page(crew_desk(*(an_order() for _ in range(20))))
    page._what.select("all")
    page.save_to(tmp_path / "day.pdf")
    assert page._run.running, "it did not wait for the whole file"
    assert not page._save.isEnabled()
    qtbot.waitUntil(lambda: told(page) == "Saved as day.pdf.", timeout=60_000)
    assert page._bar.accessibleDescription() == "100%"


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(
    crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = print_page(crew_desk(an_order()))
    page.save_to(tmp_path / "no" / "day.pdf")
    qtbot.waitUntil(lambda: "(PRINT-NOT-SAVED)" in told(page), timeout=60_000)
    assert "Your jobs are unchanged" in told(page)


def test_a_printer_that_is_gone_is_said_in_a_sentence(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    page = print_page(crew_desk(an_order()))
    page._show_printers(("Yard",))  # it was there a moment ago
    page._print.click()
    qtbot.waitUntil(lambda: "(PRINT-NO-PRINTER)" in told(page), timeout=60_000)


def test_closing_the_window_stops_a_long_print(crew_desk: MakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = crew_desk(*(an_order() for _ in range(60)))
    page = print_page(desk)
    page._what.select("all")
    page.save_to(tmp_path / "day.pdf")
    with qtbot.waitSignal(page._run.ended, timeout=60_000) as ended:
        desk.window.close()
    assert ended.args == [False]
    assert not (tmp_path / "day.pdf").exists()


def test_the_page_is_reached_by_its_key_with_the_job_in_hand(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    job = an_order(title="Sunken manhole")
    desk = crew_desk(job)
    desk.show("today")
    qtbot.keySequence(desk.window.page("today"), "Ctrl+P")
    assert desk.window.current == "print"
    assert print_page(desk)._what.selected() == "job"


