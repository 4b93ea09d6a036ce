"""Undo: in the passing line after an action, while it has not left the laptop and, on the board, after it has."""

from pathlib import Path

from sync.orders import Status
from tests.journeys.city import CREW_9, CREW_14, City
from tests.journeys.conftest import OpenLaptop

SYNC_OF_A_SUPERVISOR = "Alt+3"
NOTE = "Two bags were not enough."


def test_a_close_out_without_a_line_is_undone_and_its_form_is_there_again(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew, job = laptop("ana", url=city.url), city.pothole
    city.go_dark()
    crew.begin_close_out(job)
    crew.type("Note", NOTE)
    crew.finish_close_out(job, jpeg, outcome="Temporary fix")
    crew.wait_for_place(job, "On this laptop")
    crew.wait_for("Offline. ")

    crew.press("Undo")
    crew.wait_for(f"Close out · {job.title}", NOTE)
    assert crew.checked("Temporary fix")
    assert len(crew.photos_of(job)) == 1
    view = crew.store.order(job.id)
    assert view is not None
    assert view.order.status is Status.ASSIGNED

    city.come_back()
    crew.keys("Escape")
    crew.sync_now()
    crew.wait_for("All in the CRM")
    assert city.order(job).status is Status.ASSIGNED
    assert (city.logged(job, "close_out"), city.logged(job, "add_photo")) == (0, 1)


def test_a_move_on_the_board_without_a_line_is_undone_before_anybody_heard_of_it(
    city: City, laptop: OpenLaptop
) -> None:
    boss, job = laptop("maria", url=city.url), city.cave_in
    city.go_dark()
    boss.choose(f"{CREW_14.name}*", job.title, job.address)
    boss.keys("Ctrl+Left")
    boss.wait_for(f"{job.title} moved to {CREW_9.name}.", "Offline. 1 change safe on this laptop")
    boss.press("Undo")
    boss.wait_for(f"{job.title} is back with {CREW_14.name}.")

    city.come_back()
    boss.sync_now(page=SYNC_OF_A_SUPERVISOR)
    boss.wait_for("All in the CRM")
    assert city.order(job).crew_id == CREW_14.id
    assert city.hub.book.log() == ()


def test_a_move_on_the_board_that_is_at_the_hub_is_undone_by_its_opposite(city: City, laptop: OpenLaptop) -> None:
    boss, job = laptop("maria"), city.cave_in
    boss.choose(f"{CREW_14.name}*", job.title, job.address)
    boss.keys("Ctrl+Left")
    boss.until(lambda: city.order(job).crew_id == CREW_9.id)
    boss.press("Undo")
    boss.wait_for(f"{job.title} is back with {CREW_14.name}.")
    boss.until(lambda: city.order(job).crew_id == CREW_14.id)
    boss.wait_for("All in the CRM")
    assert city.logged(job, "assign") == 2
    assert city.reviews(job) == ()
