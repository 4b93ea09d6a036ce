"""What a crew says with its work: who was there, a caption, what is left to be done. The desk reads all of it."""

from pathlib import Path

from msgspec.structs import replace

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from sync.store import Query
from tests.journeys.city import CREW_14, City
from tests.journeys.conftest import OpenLaptop

CAPTION = "Two lifts, edges sealed"


def test_who_was_there_and_a_caption_are_read_at_the_desk(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    city.hub.book.put_crew(replace(CREW_14, members=("Ana Ruiz", "Luis Vega", "Bo Lind")))
    crew, job = laptop("ana"), city.manhole
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.press("Bo Lind")  # not today
    crew.paste(jpeg)
    crew.until(lambda: len(crew.photos_of(job)) == 1)
    crew.type("Caption of this photo", CAPTION)
    crew.press("Repaired")
    crew.keys("Ctrl+Return")
    crew.wait_for("Closed. It is safe on this laptop.")
    assert city.order(job).status is Status.ASSIGNED  # nobody has heard of it yet

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("All in the CRM")
    closed = city.order(job)
    assert closed.closing is not None
    assert closed.closing.present == ("Ana Ruiz", "Luis Vega")
    assert [(note.text, note.photo_id) for note in closed.notes] == [(CAPTION, closed.photos[-1].id)]

    desk = laptop("dana", url=city.url)
    desk.choose("Reviews", job.title, job.address)
    desk.wait_for("Who was there", "Ana Ruiz and Luis Vega", CAPTION)
    assert any(text.endswith("photo: After") for text in desk.texts)


def test_what_a_job_left_to_be_done_is_a_job_that_names_it(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    crew, job = laptop("ana"), city.manhole
    city.line.become(Fault.CUT)
    crew.close_out(job, jpeg, outcome="Temporary fix")
    crew.show_job(job)
    crew.press("Follow-up job")
    crew.wait_for("Follow-up job", f"After {job.title}, {job.number}")
    crew.press("Pothole")
    crew.keys("Ctrl+Return")
    crew.wait_for("New job saved on this laptop.", f"Follows {job.title}, {job.number}")
    (made,) = [line for line in crew.store.orders(Query()) if line.address == job.address]

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("All in the CRM")
    order = city.hub.book.order(made.id)
    assert order is not None
    assert (order.follows, order.crew_id, order.status) == (job.id, CREW_14.id, Status.ASSIGNED)
    desk = laptop("dana", url=city.url)
    desk.wait_for("All in the CRM")
    view = desk.store.order(made.id)
    assert view is not None
    assert view.order.follows == job.id
