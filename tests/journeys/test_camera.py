"""A tablet's own camera: a job is closed with what it saw, without a line, and the city has that photo afterwards."""

from fieldapp.tour.bad_line import Fault
from sync.commands import CloseOut
from sync.orders import PhotoRole
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.lens import Scene


def test_a_job_is_closed_with_the_laptops_own_camera_and_its_photo_reaches_the_city(
    city: City, laptop: OpenLaptop
) -> None:
    scene = Scene()
    crew, job = laptop("ana", drives=tuple, lenses=lambda: (scene.lens,)), city.pothole
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.press("Camera")
    crew.wait_for("The camera is starting…")
    crew.until(lambda: scene.filming)
    scene.show("#705030", 1280, 720)
    crew.wait_for("Rear camera", gone=("The camera is starting…",))
    crew.press("Take photo")
    crew.wait_for("1 photo taken, safe on this laptop")
    crew.keys("Esc")
    crew.until(lambda: not scene.filming)
    crew.press("Repaired")
    crew.press("Close job")
    crew.wait_for("Closed. It is safe on this laptop.")

    city.line.become(Fault.NONE)
    crew.sync_now("Alt+4")
    crew.wait_for("All in the CRM")
    assert tuple(city.kept_photos(job)) == crew.photos_of(job)
    (photo,) = [each for each in city.order(job).photos if each.sha256 in crew.photos_of(job)]
    assert (photo.role, photo.width_px, photo.height_px) == (PhotoRole.AFTER, 1280, 720)
    assert photo.taken_at
    closings = [item for item in crew.store.outbox() if isinstance(item.command.body, CloseOut)]
    assert [item.command.body.photo_ids for item in closings] == [(photo.id,)]
