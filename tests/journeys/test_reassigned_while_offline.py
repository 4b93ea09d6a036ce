"""A crew closes a job in a dead zone while the supervisor gives it away: nothing is lost, a person decides."""

from pathlib import Path

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from sync.verdicts import ReviewKind, ReviewState, Why
from tests.journeys.city import CREW_9, CREW_14, City
from tests.journeys.conftest import OpenLaptop


def test_work_on_a_job_that_was_given_away_is_held_until_dispatch_accepts_it(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew, job = laptop("ana"), city.cave_in
    city.line.become(Fault.CUT)
    crew.close_out(job, jpeg)

    boss = laptop("maria", url=city.url)
    boss.choose("Street Maintenance 14*", job.title, job.address)
    boss.keys("Ctrl+Left")
    boss.wait_for(f"{job.title} moved to {CREW_9.name}.")
    boss.until(lambda: city.order(job).crew_id == CREW_9.id)

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("Needs a decision: Maria Reyes gave the job to Street Maintenance 9 while you worked on it.")
    crew.wait_for("1 need", "Your work is kept")
    assert crew.pill_colour == "red"
    (review,) = city.reviews(job)
    assert (review.kind, review.why) == (ReviewKind.HELD, Why.REASSIGNED)
    assert city.order(job).closing is None

    desk = laptop("dana", url=city.url)
    desk.choose("Reviews", job.title, job.address)
    desk.wait_for("Accept the crew’s work", "Maria Reyes gave the job to")
    desk.keys("A")
    crew.wait_for("Dana Kim", "1 in the CRM", "All in the CRM")
    closed = city.order(job)
    assert (closed.status, closed.crew_id) == (Status.CLOSED, CREW_14.id)
    assert tuple(city.kept_photos(job)) == crew.photos_of(job)
    assert [each.state for each in city.reviews(job)] == [ReviewState.ACCEPTED]
