"""Two people share a laptop: each sees their own jobs only, and what one has not sent waits for that one."""

from pathlib import Path

import pytest

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from tests.journeys.city import PEOPLE, City
from tests.journeys.conftest import OpenLaptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

BENS_NOTE = "The patch lies beside the hole."


def test_unsent_work_waits_for_its_author_while_somebody_else_works(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    shared, anas, bens = laptop("ana"), city.pothole, city.patch
    city.line.become(Fault.CUT)
    shared.close_out(anas, jpeg)
    taken = shared.photos_of(anas)
    shared.sign_out()

    city.line.become(Fault.NONE)
    shared.sign_in("ben")
    shared.wait_for(bens.title, city.flicker.title, "All in the CRM. Another person’s work waits here")
    assert not any(shared.place(order) for order in (anas, city.cave_in, city.tree))
    shared.keys("Alt+3")  # photos
    assert not shared.sees(anas.title)
    shared.keys("Alt+4")  # what it is, and what becomes of it
    shared.wait_for("2 changes by somebody else wait here", "goes by itself when its author signs in here.")
    assert not shared.sees("Send it without them…")  # for a supervisor to say
    shared.show_job(bens)
    shared.keys("Ctrl+N")
    shared.type("Note", BENS_NOTE)
    shared.keys("Ctrl+Return")
    shared.until(lambda: city.order(bens).notes)
    shared.wait_for("All in the CRM")
    assert city.order(anas).status is Status.ASSIGNED
    assert city.kept_photos(anas) == []
    shared.sign_out()

    shared.sign_in("ana")
    shared.wait_for_place(anas, "In the CRM")
    shared.wait_for("All in the CRM. Last heard")
    shared.wait_for(city.cave_in.title, "All in the CRM")
    assert not shared.place(bens)
    assert city.order(anas).status is Status.CLOSED
    assert tuple(city.kept_photos(anas)) == taken
    authors = {entry.order_id: entry.author for entry in city.hub.book.log()}
    assert authors == {anas.id: PEOPLE["ana"].id, bens.id: PEOPLE["ben"].id}


def test_released_work_is_not_asked_about_again_after_a_restart(city: City, laptop: OpenLaptop) -> None:
    shared, anas = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    shared.close_out(anas, outcome="Nothing there")
    shared.sign_out()
    city.line.become(Fault.NONE)
    shared.sign_in("maria")
    shared.wait_for("All in the CRM", "Choose a job to see it here.")  # her own first page, not the crew's last one
    shared.keys("Alt+3")
    shared.wait_for("by somebody else wait", "Send it without them…")
    city.line.become(Fault.CUT)
    shared.press("Send it without them…")
    shared.press("Send it in their name")
    shared.wait_for("It is on its way.", gone=("by somebody else wait",))
    shared.end()

    again = laptop("ana", sign_in=False)
    again.wait_for("Choose a job to see it here.")
    again.keys("Alt+3")
    again.wait_for(anas.title, gone=("by somebody else wait", "until its author signs in"))
    again.wait_for("Offline. Another person’s work waits here")
    city.line.become(Fault.NONE)
    again.press("Sync now")
    again.until(lambda: [entry.author for entry in city.hub.book.log()] == [PEOPLE["ana"].id])
    assert city.order(anas).status is Status.ASSIGNED  # held until somebody releases it
