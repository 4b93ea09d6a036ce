"""New work found on the street, written down without a line: kept over a kill, not there twice, at the hub once."""

from pathlib import Path

from fieldapp.tour import acts
from fieldapp.tour.bad_line import Fault
from fieldapp.tour.laptop import Laptop as Program
from sync.orders import Status
from sync.store import Query
from tests.fieldapp.one_city import PASSWORD
from tests.journeys.city import CREW_14, City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import KEY_FILE

ADDRESS, WORDS = "19 Elm St", "A foot wide, cars go around it."


def test_a_form_outlives_the_program_and_its_job_reaches_the_hub_once(
    city: City, laptop: OpenLaptop, jpeg: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "laptop-ana"
    program = Program("ana", folder, folder / KEY_FILE, city.line.url, offscreen=True)
    try:
        program.start()
        acts.sign_in(program, "ana", PASSWORD)
        program.see("All in the CRM", page="today")
        city.line.become(Fault.CUT)
        program.do("keys", text="F3")
        program.see("What is it?", page="new_job")
        program.click("Pothole")
        program.do("type", name="Description", text=WORDS)
        program.do("type", name="Address or corner", text=ADDRESS)
        program.do("paste", files=(str(jpeg),))
        program.see("1 photo", gone=("Keeping 1 photo…",))
    finally:
        program.kill()

    crew = laptop("ana", sign_in=False)
    crew.wait_for(city.pothole.address)
    crew.keys("F3")
    crew.wait_for("What is it?", "Everything here is kept on this laptop.")
    assert crew.checked("Pothole")
    crew.keys("Ctrl+Return")
    crew.wait_for("New job and its photo saved on this laptop.", ADDRESS)
    crew.until(lambda: "Found here" in crew.row("Pothole", ADDRESS))
    (line,) = crew.store.orders(Query(text=ADDRESS))
    view = crew.store.order(line.id)
    assert view is not None

    city.line.become(Fault.LOSE_ANSWER)
    crew.sync_now()
    crew.wait_for("1 in the CRM, 0 on the way", "All in the CRM")
    found = city.order(view.order)
    assert (found.address, found.description, found.crew_id) == (ADDRESS, WORDS, CREW_14.id)
    assert found.status is Status.ASSIGNED
    assert (city.logged(found, "create_order"), city.logged(found, "add_photo")) == (1, 1)
    assert tuple(city.kept_photos(found)) == crew.photos_of(found)


def test_three_taps_beside_the_job_in_hand_and_taken_back_while_it_is_here(city: City, laptop: OpenLaptop) -> None:
    crew = laptop("ana")
    city.line.become(Fault.CUT)
    crew.show_job(city.dark_lamp)
    crew.press("Start")
    crew.wait_for("Pause")
    taps = ("New job", "Street light", "Save job")
    for name in taps:
        crew.press(name)
    assert len(taps) == 3
    crew.wait_for("New job saved on this laptop.", "You found this job. It is only on this laptop yet.")
    (made,) = [line for line in crew.store.orders() if line.title == "Street light"]
    assert (made.address, made.lat, made.long) == (
        city.dark_lamp.address, city.dark_lamp.lat, city.dark_lamp.long,
    )  # fmt: skip
    crew.press("Take it back")
    crew.until(lambda: not any(line.id == made.id for line in crew.store.orders()))

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("All in the CRM")
    assert not [entry for entry in city.hub.book.log() if b"create_order" in entry.raw]


def test_it_is_one_of_the_jobs_that_are_there_and_gets_the_photo_and_the_words(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew = laptop("ana")
    city.line.become(Fault.CUT)
    crew.show_job(city.cave_in)
    crew.keys("F3")
    crew.press("Pothole")
    crew.paste(jpeg)
    crew.wait_for("1 photo", gone=("Keeping 1 photo…",))
    crew.type("Description", WORDS)
    crew.press(f"Same place as {city.cave_in.address}")
    crew.wait_for("Is it one of these?")
    crew.press(f"{city.manhole.title}*")
    crew.wait_for("Your photo is with this job now.", f"{city.manhole.address} · {city.manhole.number}", WORDS)

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("All in the CRM")
    crew.until(lambda: len(city.kept_photos(city.manhole)) == 1)
    assert [note.text for note in city.order(city.manhole).notes] == [WORDS]
    assert city.logged(city.manhole, "create_order") == 0
    assert not [entry for entry in city.hub.book.log() if b"create_order" in entry.raw]
