"""A crew takes its day along on paper, and the code on it finds the job again: scanned, pasted, and from outside."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.tour.bad_line import Fault
from fieldapp.views.print_page import PrintPage
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop


def saved_codes(crew: Laptop, path: Path) -> list[str]:
    """Saves what is offered as a PDF, and reads its codes as a scanner does: one text a code, page by page."""
    page = crew.window.findChild(PrintPage)
    page.save_to(path)
    crew.wait_for(f"Saved as {path.name}.")
    pictures = [each.render(scale=150 / 72).to_pil().convert("L") for each in pypdfium2.PdfDocument(path)]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def test_a_day_on_paper_and_back(city: City, laptop: OpenLaptop, tmp_path: Path) -> None:
    crew = laptop("ana")
    city.line.become(Fault.CUT)  # paper is for where there is no line
    crew.show_job(city.manhole)
    crew.keys("Ctrl+P")
    crew.wait_for("This job", "Sunken manhole · 15 E Roosevelt St", "No printer is set up on this laptop.")
    (code,) = saved_codes(crew, tmp_path / "manhole.pdf")
    crew.press("The day’s list")
    day = saved_codes(crew, tmp_path / "day.pdf")
    assert day[2] == code
    assert len(day) == 5
    crew.press("A sheet for each job")
    assert saved_codes(crew, tmp_path / "all.pdf") == [*day, *day]

    crew.keys("Esc")
    crew.keys("Ctrl+F")
    QTest.keyClicks(QApplication.focusWidget(), day[4])  # a scanner types, and presses Enter
    QTest.keySequence(QApplication.focusWidget(), "Return")
    crew.wait_for("Loose cover plate")
    crew.until(lambda: crew.app.workspace.page("today")._job.order_id == city.loose_cover.id)
    crew.keys("Ctrl+F")
    QApplication.clipboard().setText(code)
    crew.keys("Ctrl+V")
    QApplication.clipboard().clear()
    crew.until(lambda: crew.app.workspace.page("today")._job.order_id == city.manhole.id)
    assert len(crew.app.workspace.page("today")._jobs._model.ids()) == 5, "the search is empty again"

    crew.keys("Ctrl+F")
    QTest.keyClicks(QApplication.focusWidget(), f"fieldapp:order/{city.patch.id}")  # another crew's
    QTest.keySequence(QApplication.focusWidget(), "Return")
    crew.wait_for("The job of this code is not on this laptop.", "(CODE-UNKNOWN)")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen
def test_a_code_from_outside_waits_until_somebody_is_there(city: City, laptop: OpenLaptop) -> None:
    crew = laptop("ana")
    crew.app.show_order(city.cave_in.number)
    crew.until(lambda: crew.app.workspace.page("today")._job.order_id == city.cave_in.id)
    crew.end()
    again = laptop("ana", sign_in=False)
    again.sign_out()
    again.app.show_order(f"fieldapp:order/{city.dark_lamp.id}")
    again.sign_in("ana")
    again.until(lambda: again.app.workspace is not None)
    again.until(lambda: again.app.workspace.page("today")._job.order_id == city.dark_lamp.id)
