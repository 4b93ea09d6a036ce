"""The program dies without a chance to tidy up: all that was safe is there at the next start, half-filled forms too."""

from pathlib import Path

from fieldapp.tour import acts
from fieldapp.tour.bad_line import Fault
from fieldapp.tour.laptop import Laptop as Program
from sync.orders import Status
from tests.fieldapp.one_city import PASSWORD
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import KEY_FILE

NOTE = "The frame is cracked, too."


def test_work_and_drafts_outlive_the_program(city: City, laptop: OpenLaptop, jpeg: Path, tmp_path: Path) -> None:
    done, begun = city.pothole, city.cave_in
    folder = tmp_path / "laptop-ana"
    program = Program("ana", folder, folder / KEY_FILE, city.line.url, offscreen=True)
    try:
        program.start()
        acts.sign_in(program, "ana", PASSWORD)
        program.see("All in the CRM", page="today")
        city.line.become(Fault.CUT)

        acts.show_job(program, begun)
        program.do("keys", text="F2")
        program.see(f"Close out · {begun.title}")
        program.do("type", name="Note", text=NOTE)
        program.click("Temporary fix")
        program.do("keys", text="Escape")
        program.see("Go on closing out", page="today")

        acts.show_job(program, done)
        program.do("keys", text="F2")
        program.see(f"Close out · {done.title}")
        program.do("paste", files=(str(jpeg),))
        program.see("photo:After")
        program.click("Repaired")
        program.do("keys", text="Ctrl+Return")
        program.see("Closed. It is safe on this laptop.")
    finally:
        program.kill()

    crew = laptop("ana", sign_in=False)
    crew.wait_for_place(done, "On this laptop")
    crew.show_job(done)
    crew.wait_for("On this laptop")
    assert len(crew.photos_of(done)) == 1
    crew.begin_close_out(begun)
    crew.wait_for(NOTE)
    assert crew.checked("Temporary fix")
    crew.keys("Escape")

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("1 in the CRM, 0 on the way", "All in the CRM")
    assert city.order(done).status is Status.CLOSED
    assert tuple(city.kept_photos(done)) == crew.photos_of(done)
    assert (city.logged(done, "close_out"), city.logged(done, "add_photo")) == (1, 1)
    assert city.order(begun).status is Status.ASSIGNED
