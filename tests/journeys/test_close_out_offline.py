"""A job is closed in a dead zone with two photos: safe on the laptop at once, in the CRM when all of it is there."""

from pathlib import Path

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop


def test_a_close_out_without_a_line_is_in_the_crm_when_its_photos_are(
    city: City, laptop: OpenLaptop, jpeg: Path, heic: Path
) -> None:
    crew, job = laptop("ana"), city.pothole
    assert crew.pill_colour == "green"

    city.line.become(Fault.CUT)
    crew.close_out(job, jpeg, heic)
    crew.wait_for_place(job, "On this laptop")
    crew.wait_for("Offline. ", "safe on this laptop")
    assert crew.pill_colour == "amber"
    assert city.order(job).status is Status.ASSIGNED
    taken = crew.photos_of(job)
    assert len(taken) == 2

    # The line is back, the close-out arrives, the photos are held up: that is not "In the CRM".
    city.uploads_open.clear()
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.until(lambda: city.order(job).status is Status.CLOSED)
    crew.wait_for("0 in the CRM, 1 on the way", "0 of 2 photos in the CRM")
    assert "In the CRM" not in crew.place(job)
    assert crew.pill_colour != "green"
    assert city.kept_photos(job) == []

    city.uploads_open.set()
    crew.wait_for("1 in the CRM, 0 on the way", "All in the CRM")
    assert crew.pill_colour == "green"
    assert tuple(city.kept_photos(job)) == taken
    crew.keys("Alt+1")
    crew.wait_for_place(job, "In the CRM")
