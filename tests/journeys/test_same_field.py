"""Crew and office answer the same question differently: neither overwrites the other, a person decides."""

from msgspec.structs import replace

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from sync.verdicts import ReviewKind, ReviewState, Why
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop

CREWS, OFFICES = "Edges sealed", "Needs paving"
REASON = "The inspector was there this morning."


def test_an_answer_that_both_changed_is_held_and_sent_back_with_name_and_reason(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.show_job(job)
    crew.press(CREWS)
    crew.wait_for("Answer saved on this laptop.")
    city.hub.book.edit_order(job.id, lambda order: replace(order, fields={"surface": OFFICES}), by="Office")

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("1 need", "dispatch decides", CREWS, OFFICES)
    crew.keys("Alt+1")
    crew.wait_for_place(job, "Needs a decision")
    crew.keys("Alt+4")
    (review,) = city.reviews(job)
    assert (review.kind, review.why) == (ReviewKind.HELD, Why.VALUE_CHANGED)
    assert city.order(job).fields == {"surface": OFFICES}

    desk = laptop("dana", url=city.url)
    desk.choose("Reviews", job.title, job.address)
    desk.wait_for("Keep the office’s", CREWS, OFFICES)
    desk.keys("R")
    desk.type("Reason", REASON)
    desk.keys("Ctrl+Return")
    crew.wait_for(f"Dana Kim decided against it: “{REASON}”")
    crew.show_job(job)
    crew.wait_for(f"Dana Kim decided against it: “{REASON}”")
    assert crew.checked(OFFICES)
    assert not crew.checked(CREWS)
    assert city.order(job).fields == {"surface": OFFICES}
    assert [each.state for each in city.reviews(job)] == [ReviewState.SENT_BACK]

    crew.press("OK, seen")
    crew.wait_for("All in the CRM", gone=("Dana Kim decided against it",))


def test_a_form_that_was_open_takes_nothing_of_the_offices_back(city: City, laptop: OpenLaptop) -> None:
    crew, untouched, answered = laptop("ana"), city.pothole, city.manhole
    for job in (untouched, answered):
        city.hub.book.edit_order(job.id, lambda order: replace(order, fields={"surface": "Utility cut"}), by="Office")
    crew.sync_now()
    crew.begin_close_out(answered)
    crew.press("Nothing there")
    crew.press(CREWS)
    crew.press("Save for later")
    crew.begin_close_out(untouched)
    crew.press("Nothing there")
    for job in (untouched, answered):
        city.hub.book.edit_order(job.id, lambda order: replace(order, fields={"surface": OFFICES}), by="Office")
    crew.until(lambda: crew.checked(OFFICES))
    crew.keys("Ctrl+Return")
    crew.wait_for("Closed. It is safe on this laptop.")
    crew.begin_close_out(answered)
    assert crew.checked(CREWS)
    crew.keys("Ctrl+Return")
    crew.until(lambda: {city.order(job).status for job in (untouched, answered)} == {Status.CLOSED})
    assert [city.order(job).fields for job in (untouched, answered)] == [{"surface": OFFICES}] * 2
    assert [review.why for review in city.reviews(untouched)] == [None]
    (review,) = city.reviews(answered)
    surface = review.parts[-1]
    assert (review.why, surface.base, surface.office, surface.field) == (
        Why.VALUE_CHANGED, "Utility cut", OFFICES, CREWS,
    )  # fmt: skip
