"""A plate is made unreadable on the laptop: the city shows the new photo, and only the new one."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fieldapp.tour.bad_line import Fault
from fieldapp.widgets.photo_canvas import PhotoCanvas
from sync.orders import Photo, PhotoRole, WorkOrder
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop

LEFT = Qt.MouseButton.LeftButton
CITYS_WORD = "its file still goes to the city’s archive"


def canvas_of(crew: Laptop) -> PhotoCanvas:
    canvas = crew.window.findChild(PhotoCanvas)
    crew.until(lambda: canvas.isVisible() and not canvas.photo.isNull())
    return canvas


def afters(city: City, job: WorkOrder) -> list[Photo]:
    return [photo for photo in city.order(job).photos if photo.role is PhotoRole.AFTER]


def test_a_plate_is_blurred_offline_and_the_city_shows_the_new_photo_alone(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.paste(jpeg)
    crew.until(lambda: len(crew.photos_of(job)) == 1)
    (old,) = crew.photos_of(job)
    crew.press("Blur / arrow")
    canvas = canvas_of(crew)
    crew.wait_for(CITYS_WORD)
    crew.press("Blur")
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, pos=middle - QPoint(90, 60))
    QTest.mouseMove(canvas, middle)
    QTest.mouseRelease(canvas, LEFT, pos=middle + QPoint(90, 60))
    crew.press("Save photo")
    crew.wait_for(f"Close out · {job.title}")
    (new,) = set(crew.photos_of(job)) - {old}
    crew.press("Repaired")
    crew.wait_for("Everything here is kept on this laptop.")
    crew.keys("Ctrl+Return")
    crew.wait_for("Closed. It is safe on this laptop.")

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("All in the CRM")
    there = afters(city, job)
    assert [photo.sha256 for photo in there if not photo.withdrawn] == [new]
    assert [photo.sha256 for photo in there if photo.withdrawn] == [old]
    assert (city.logged(job, "add_photo"), city.logged(job, "withdraw_photo")) == (2, 1)


def test_by_keys_alone_an_arrow_and_words_and_what_was_sent_is_said(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew, job = laptop("ana"), city.pothole
    crew.begin_close_out(job)
    crew.paste(jpeg)
    crew.until(lambda: any(photo.stored for photo in afters(city, job)))
    crew.press("Blur / arrow")
    canvas = canvas_of(crew)
    crew.wait_for("that cannot be unsent")
    canvas.setFocus()
    for sequence in ("2", "Return", "Right", "Right", "Right", "Down", "Return", "5", "Return"):
        crew.keys(sequence)
    for letter in "Edge":
        crew.keys(letter)
    crew.keys("Return")
    crew.until(lambda: [mark.text for mark in canvas.marks.now] == ["", "edge"])
    crew.keys("Ctrl+Z")
    crew.keys("Ctrl+Y")
    crew.keys("Ctrl+Return")
    crew.wait_for(f"Close out · {job.title}")
    crew.until(lambda: sorted(photo.withdrawn for photo in afters(city, job)) == [False, True])
