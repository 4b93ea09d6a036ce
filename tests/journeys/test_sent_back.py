"""The dispatcher is not content with a close-out: the job is the crew's again, with the reason above it."""

from pathlib import Path

from sync.orders import Status
from sync.verdicts import ReviewState
from tests.journeys.city import CREW_14, City
from tests.journeys.conftest import OpenLaptop

REASON = "The photo does not show the repair."


def test_a_job_that_was_sent_back_is_open_again_with_name_and_reason(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew, job = laptop("ana"), city.manhole
    crew.close_out(job, jpeg)
    crew.until(lambda: city.order(job).status is Status.CLOSED)

    desk = laptop("dana", url=city.url)
    desk.choose("Reviews", job.title, job.address)
    desk.wait_for("Approve and next")
    desk.keys("R")
    desk.type("Reason", REASON)
    desk.keys("Ctrl+Return")

    crew.show_job(job)
    crew.wait_for("Sent back by Dana Kim at", REASON, "Close out this job")
    again = city.order(job)
    assert (again.status, again.crew_id, again.closing) == (Status.ASSIGNED, CREW_14.id, None)
    assert [each.state for each in city.reviews(job)] == [ReviewState.SENT_BACK]
    # The photo of the first visit is still there, and does not stand for the second one.
    crew.keys("F2")
    crew.press("Repaired")
    crew.wait_for("This outcome needs an after photo.")
    assert tuple(city.kept_photos(job)) == crew.photos_of(job)
