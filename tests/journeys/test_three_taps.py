"""What it takes to close a job with a photo, counted: three taps and the photo, or four keys and no mouse."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.tour.bad_line import Fault
from sync.orders import Status, WorkOrder
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop

_TAP, _KEY = QEvent.Type.MouseButtonPress, QEvent.Type.ShortcutOverride
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt)


class Effort(QObject):
    """Counts what reaches the window: presses of the mouse or a finger, and of keys."""

    def __init__(self) -> None:
        super().__init__()
        self.taps = 0
        self.keys: list[str] = []
        self._parts: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: what a part has no use for goes on to those around it, and is counted once."""
        # A key that is a shortcut is never pressed on a part, but each part may say first that it wants it.
        if event.type() not in (_TAP, _KEY) or not isinstance(watched, QWidget):
            return False
        around, self._parts = self._parts, [*_around(watched)]
        if watched in around:
            self._parts = around
        elif isinstance(event, QKeyEvent):
            if event.key() not in _MODIFIERS:
                self.keys.append(event.keyCombination().key().name)
        else:
            self.taps += 1
        return False


def _around(part: QWidget) -> Iterator[QWidget]:
    while (part := part.parentWidget()) is not None:
        yield part


@contextmanager
def effort() -> Iterator[Effort]:
    """Counts while this lasts."""
    counting, application = Effort(), QApplication.instance()
    assert application is not None
    application.installEventFilter(counting)
    yield counting
    application.removeEventFilter(counting)


def reaches_the_city(crew: Laptop, city: City, job: WorkOrder) -> None:
    crew.wait_for("Closed. It is safe on this laptop.")
    assert city.order(job).status is Status.ASSIGNED
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("All in the CRM")
    assert city.order(job).status is Status.CLOSED
    assert len(crew.photos_of(job)) == 1
    assert tuple(city.kept_photos(job)) == crew.photos_of(job)


def test_three_taps_and_a_photo_close_a_job(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.show_job(job)
    with effort() as counted:
        crew.press("Close out this job")
        crew.drop(jpeg)
        crew.wait_for("Retake")  # the photo is in sight
        crew.press("Repaired")
        crew.press("Close job")
    assert (counted.taps, counted.keys) == (3, [])
    reaches_the_city(crew, city, job)


def test_four_keys_close_a_job_with_a_photo_and_no_mouse(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.show_job(job)
    with effort() as counted:
        crew.keys("F2")
        crew.paste(jpeg)
        crew.wait_for("Retake")  # the photo is in sight
        crew.keys("Space")
        crew.keys("Ctrl+Return")
    assert (counted.taps, counted.keys) == (0, ["Key_F2", "Key_V", "Key_Space", "Key_Return"])
    reaches_the_city(crew, city, job)
