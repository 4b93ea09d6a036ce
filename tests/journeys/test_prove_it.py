"""A crew proves its day: every act with the hub's receipt, on the screen and in a file that anybody can check."""

from pathlib import Path

import pytest

from fieldapp.tour.bad_line import Fault
from fieldapp.views.proof_page import ProofPage
from sync.__main__ import main
from sync.store.database import run
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

OFFLINE_NOTE = "Bolted it down, one bolt is missing."


def test_a_crew_proves_its_day(
    city: City, laptop: OpenLaptop, jpeg: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crew, job = laptop("ana"), city.pothole
    crew.keys("Ctrl+J")
    crew.wait_for("Nothing was done here in the last days.")
    crew.close_out(job, jpeg)
    crew.keys("Ctrl+J")
    crew.wait_for("All 2 acts of today are in the CRM, each with its receipt.", "Nothing was changed")
    crew.wait_for("3 of 3 receipts signed by the city", "2 acts kept on this laptop")
    receipts = {entry.verdict.receipt for entry in city.hub.book.log()}
    assert all(crew.row("Receipt", str(receipt)) for receipt in receipts)

    city.line.become(Fault.CUT)
    crew.show_job(city.cave_in)
    crew.keys("Ctrl+N")
    crew.type("Note", OFFLINE_NOTE)
    crew.keys("Ctrl+Return")
    crew.keys("Alt+4")
    crew.press("Prove it")
    crew.wait_for("2 of 3 acts of today are in the CRM.", "1 safe on this laptop, to go by themselves.")
    assert crew.row("Wrote a note", "On this laptop")

    page = crew.window.findChild(ProofPage)
    page.save_to(tmp_path / "day.jsonl")
    crew.wait_for("Saved. The file holds your own words; keep it like a paper.")
    key = city.hub.well_known().keys.signing
    assert main(["journal", "verify", str(tmp_path / "day.jsonl"), "--hub-key", key]) == 0
    assert "All 3 acts are as they were recorded" in capsys.readouterr().out
    assert OFFLINE_NOTE in (tmp_path / "day.jsonl").read_text()

    with crew.store._inside.database.write("tamper") as connection:
        run(connection, "DROP TRIGGER outbox_never_changes")
        run(connection, "UPDATE outbox SET bytes = CAST(replace(bytes, 'one bolt', 'no bolt') AS BLOB) WHERE seq = 3")
    crew.press("Check now")
    crew.wait_for("It does not hold", "Act 3: what it says is not what was recorded. (JOURNAL-CHANGED)")
    crew.wait_for("Something in this journal is not as it was recorded.")


def test_a_tail_that_was_cut_off_shows_once_the_city_is_asked(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    crew.close_out(job, outcome="Nothing there")
    crew.until(lambda: city.logged(job, "close_out"))
    crew.wait_for("All in the CRM")
    with crew.store._inside.database.write("tamper") as connection:
        run(connection, "DROP TRIGGER outbox_kept")
        run(connection, "DELETE FROM statements")
        run(connection, "DELETE FROM outbox")
    crew.keys("Ctrl+J")
    crew.press("Check now")
    crew.wait_for("It does not hold", "(JOURNAL-TAIL)")
