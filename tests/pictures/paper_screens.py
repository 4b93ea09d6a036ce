"""The page that prints: a job, the day, a document on its way, one that could not be written."""

from collections.abc import Iterator
from pathlib import Path

from fieldapp.language import Language
from fieldapp.views.print_page import PrintPage
from tests.builders import Laptop, StillClock
from tests.pictures.crew_screens import Pose, fill
from tests.pictures.looks import Desk, settle


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state, from a real laptop's file."""
    clock = StillClock()
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
    """What explains the app: the sheet of keys over a list, a form and a board."""
    clock = StillClock()
    laptop = Laptop(folder / "crew", clock)
    orders = fill(laptop, clock)
    desk = Desk(laptop, language)
    try:
        desk.show("today", orders["pothole"].id)
        desk.window.keys.open_sheet()
        settle()
        yield "keys-today", desk.window
        desk.show("close_out", orders["pothole"].id)
        settle()
        yield "keys-close-out", desk.window
    finally:
        settle()
        desk.close()
