"""Language, theme and size are switched while a close-out is half filled in: nothing of it is lost."""

from pathlib import Path

import pytest

from fieldapp import theme
from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

NOTE = "Cut back to the kerb on both sides."


def test_a_half_filled_close_out_outlives_every_switch(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.drop(jpeg)
    crew.press("Temporary fix")
    crew.press("Needs paving")
    crew.until(lambda: len(crew.photos_of(job)) == 1)
    crew.type("Note", NOTE)
    crew.keys("Escape")
    crew.wait_for("Go on closing out")

    crew.set_in_menu("Theme", "Sunlight")
    crew.set_in_menu("Size", "150%")
    crew.set_in_menu("Language", "Español")
    assert (theme.current().name, theme.scale()) == ("sunlight", 1.5)
    crew.wait_for("Hoy", "Sin conexión", gone=("Offline", "Today"))

    crew.keys("F2")
    crew.wait_for(job.title, NOTE, "Foto de después")
    for chosen in ("Temporary fix", "Needs paving"):  # the city's own words, which it gave in English only
        assert crew.checked(chosen)
    assert len(crew.photos_of(job)) == 1
    crew.keys("Ctrl+Return")
    crew.until(lambda: crew.store.summary().on_laptop == 2)

    city.line.become(Fault.NONE)
    crew.sync_now(words="Enviar ahora")
    crew.until(lambda: city.kept_photos(job))
    closed = city.order(job)
    assert closed.status is Status.CLOSED
    assert closed.closing is not None
    assert closed.closing.resolution_code == "temporary"
    assert closed.fields == {"surface": "Needs paving"}
    assert [note.text for note in closed.notes] == [NOTE]
