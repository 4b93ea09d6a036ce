"""The page that prints: a job, the day, a document on its way, one that could not be written."""

from collections.abc import Iterator
from pathlib import Path

from fieldapp.language import Language
from fieldapp.views.guide_steps import guide_steps
from fieldapp.views.print_page import PrintPage
from fieldapp.views.report_page import ReportPage
from fieldapp.widgets.search_box import SearchBox
from sync.orders import Role
from tests.builders import Laptop
from tests.pictures.crew_screens import Pose, fill
from tests.pictures.looks import Desk, PictureClock, settle


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state, from a real laptop's file."""
    clock = PictureClock()
    laptop = Laptop(folder, clock)
    orders = fill(laptop, clock)
    desk = Desk(laptop, language)
    page = desk.window.page("print")
    assert isinstance(page, PrintPage)
    try:
        desk.show("print", orders["pothole"].id)
        settle(400)
        yield "print-job", desk.window
        page._show_printers(("Office LaserJet", "Yard"))
        page._what.select("all")
        page._preview()
        settle(400)
        yield "print-day", desk.window
        page._begin()
        page._advance(3, 9)
        yield "print-running", desk.window
        page._saved = "day.pdf"
        page._failed()
        yield "print-failed", desk.window
        page._ended(whole=True)
        yield "print-saved", desk.window
    finally:
        settle()
        desk.close()


def help_poses(folder: Path, language: Language) -> Iterator[Pose]:
    """What explains the app: the sheet of keys over a list and a form, the answers, the guide, the report."""
    clock = PictureClock()
    laptop = Laptop(folder / "crew", clock)
    orders = fill(laptop, clock)
    desk = Desk(laptop, language)
    try:
        for name, key in (("keys-today", "today"), ("keys-close-out", "close_out")):
            desk.show(key, orders["pothole"].id)
            desk.window.keys.open_sheet()
            settle()
            yield name, desk.window
        desk.window.keys.close_sheet()
        yield from _answers(desk)
        desk.show("today", orders["pothole"].id)
        desk.window.guide.begin(guide_steps(desk.window, Role.CREW))
        for number in range(1, 6):
            settle()
            yield f"guide-{number}", desk.window
            desk.window.guide._go(1)
        desk.show("report")
        settle(50)
        yield "report", desk.window
        page = desk.window.page("report")
        assert isinstance(page, ReportPage)
        page.save_to(folder / "no" / "report.zip")
        yield "report-not-saved", desk.window
    finally:
        settle()
        desk.close()


def _answers(desk: Desk) -> Iterator[Pose]:
    desk.show("help")
    box = desk.window.page("help").tools()[0]
    assert isinstance(box, SearchBox)
    box.setText("PDF")
    settle()
    yield "help-found", desk.window
    box.setText("xylophone")
    settle()
    yield "help-no-answer", desk.window
    box.clear()
