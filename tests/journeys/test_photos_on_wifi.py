"""Photos on Wi-Fi only: the work goes at once over a phone's line, its photos wait for one that costs nothing."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from fieldapp import settings
from sync.orders import Status
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen


class Phone(QObject):
    """A network that costs until it is told otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._costs = True

    def costs(self) -> bool | None:
        """Whether it does now."""
        return self._costs

    def find_wifi(self) -> None:
        """The laptop is back at the yard."""
        self._costs = False
        self.changed.emit()


def at_the_hub(city: City, digests: tuple[str, ...]) -> bool:
    return all(city.hub.blobs.has(digest) for digest in digests)


def test_photos_wait_for_the_yard_and_all_else_goes(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    phone = Phone()
    crew, job = laptop("ana", network=phone), city.pothole
    crew.tick_in_menu("Photos on Wi-Fi only")
    crew.close_out(job, jpeg)
    crew.until(lambda: city.order(job).status is Status.CLOSED)
    crew.wait_for("On this laptop", "1 photo waits for Wi-Fi")
    crew.keys("Alt+4")
    crew.wait_for("Photos wait for Wi-Fi, as you chose.")
    digests = crew.photos_of(job)
    assert not at_the_hub(city, digests)

    phone.find_wifi()
    crew.wait_for("All in the CRM", gone=("Photos wait for Wi-Fi",))
    assert at_the_hub(city, digests)
    assert hashlib.sha256(city.hub.blobs.path(digests[0]).read_bytes()).hexdigest() == digests[0]
    assert settings.load(crew.folder).photos_on_wifi


def test_they_may_be_sent_all_the_same_and_the_choice_is_kept(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    crew, job = laptop("ana", network=Phone()), city.pothole
    crew.tick_in_menu("Photos on Wi-Fi only")
    crew.close_out(job, jpeg)
    crew.wait_for("1 photo waits for Wi-Fi")
    crew.end()

    later = laptop("ana", sign_in=False, network=Phone())  # the choice outlives the program
    later.wait_for("1 photo waits for Wi-Fi")
    later.keys("Alt+4")
    later.press("Send photos now")
    later.wait_for("All in the CRM")
    assert at_the_hub(city, later.photos_of(job))
