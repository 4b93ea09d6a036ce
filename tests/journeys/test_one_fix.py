"""One fix closes many: three reports of one hole closed without a line by one set of photos, as one act."""

from pathlib import Path

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from sync.verdicts import Why
from tests.journeys.city import CREW_9, City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop


def close_three(crew: Laptop, city: City, jpeg: Path) -> int:
    """Closes three of the four that lie on one spot; how many taps it took beside those for one."""
    crew.begin_close_out(city.pothole)
    crew.wait_for("3 more reports of the same on this spot")
    crew.paste(jpeg)
    crew.until(lambda: len(crew.photos_of(city.pothole)) == 1)
    crew.press("Repaired")
    extra = 0
    for order in (city.cave_in, city.manhole):
        crew.press(f"{order.address}*")
        extra += 1
    crew.wait_for("Close 3 jobs", "Everything here is kept on this laptop.")
    crew.keys("Ctrl+Return")
    crew.wait_for("3 jobs closed. All safe on this laptop.")
    return extra


def test_two_more_taps_close_two_more_jobs_and_what_was_given_away_waits_for_a_person(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew = laptop("ana")
    city.line.become(Fault.CUT)
    assert close_three(crew, city, jpeg) == 2
    assert crew.photos_of(city.cave_in) == crew.photos_of(city.manhole) == crew.photos_of(city.pothole)

    boss = laptop("maria", url=city.url)
    boss.choose("Street Maintenance 14*", city.cave_in.title, city.cave_in.address)
    boss.keys("Ctrl+Left")
    boss.until(lambda: city.order(city.cave_in).crew_id == CREW_9.id)

    city.line.become(Fault.LOSE_ANSWER)
    crew.sync_now()
    crew.wait_for("2 in the CRM, 0 on the way, 1 needs a decision")
    crew.choose("Work on this laptop", city.cave_in.title)
    crew.wait_for("Needs a decision: Maria Reyes gave the job to Street Maintenance 9 while you worked on it.")
    for order in (city.pothole, city.manhole):
        assert city.order(order).status is Status.CLOSED
        crew.until(lambda order=order: tuple(city.kept_photos(order)) == crew.photos_of(order))
        assert city.logged(order, "close_out") == 1
    (review,) = city.reviews(city.cave_in)
    assert review.why is Why.REASSIGNED
    assert city.order(city.cave_in).closing is None
    closing = city.order(city.manhole).closing
    assert closing is not None
    assert closing.minutes_reason == f"One fix with {city.pothole.number}"
    assert city.order(city.loose_cover).status is Status.ASSIGNED


def test_one_undo_takes_all_three_back_also_later_from_the_sync_page(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew = laptop("ana")
    city.line.become(Fault.CUT)
    orders = (city.pothole, city.cave_in, city.manhole)

    def statuses() -> list[Status]:
        views = [crew.store.order(order.id) for order in orders]
        return [view.order.status for view in views if view is not None]

    close_three(crew, city, jpeg)
    crew.press("Undo")
    crew.wait_for(f"Close out · {city.pothole.title}", "Close 3 jobs")
    assert statuses() == [Status.ASSIGNED] * 3

    crew.keys("Ctrl+Return")
    crew.wait_for("3 jobs closed. All safe on this laptop.")
    crew.keys("Alt+4")
    crew.choose("Work on this laptop", city.manhole.title)
    crew.wait_for("One fix closed 3 jobs:")
    crew.press("Undo all 3")
    crew.until(lambda: statuses() == [Status.ASSIGNED] * 3)

    city.line.become(Fault.NONE)
    crew.press("Sync now")
    crew.wait_for("All in the CRM")
    assert [city.order(order).status for order in orders] == [Status.ASSIGNED] * 3
    assert sum(city.logged(order, "close_out") for order in orders) == 0
