"""A hotel's Wi-Fi answers everything with its own page and status 200: that is nobody's answer."""

from pathlib import Path

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from sync.states import CommandState, PhotoState
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop


def test_nothing_is_settled_by_a_page_that_says_200(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.close_out(job, jpeg)
    before, log = on_disk(crew), city.hub.book.log()

    city.line.become(Fault.PORTAL)
    for times in (1, 2):
        crew.sync_now()
        crew.until(lambda asked=times: city.line.seen[Fault.PORTAL, "/api/v1/ping"] >= asked)
    crew.wait_for("Something else answered in place of the city’s computer", "(NET-NOT-THE-HUB)")
    crew.wait_for("0 in the CRM, 1 on the way", "Offline. ")
    assert crew.pill_colour == "amber"
    assert on_disk(crew) == before
    assert all(item.state is CommandState.QUEUED for item in crew.store.outbox())
    assert city.hub.book.log() == log

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("1 in the CRM, 0 on the way", "All in the CRM", gone=("NET-NOT-THE-HUB",))
    assert city.order(job).status is Status.CLOSED
    assert tuple(city.kept_photos(job)) == crew.photos_of(job)


def on_disk(crew: Laptop) -> tuple[object, ...]:
    """What a false answer could have changed: the jobs, the cursor, what was heard, how far the photo is."""
    store = crew.store
    photos: list[tuple[str, PhotoState]] = []
    for line in store.orders():
        view = store.order(line.id)
        photos += [(photo.photo_id, photo.state) for photo in view.photos] if view else []
    return store.orders(), store.line.cursor(), store.summary().last_heard, photos
