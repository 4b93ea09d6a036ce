"""Somebody new is shown around once, without a line if need be; a colleague on the same laptop too; nobody twice."""

import pytest

from fieldapp.tour.bad_line import Fault
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

FIRST, LAST = "Your jobs of the day", "Sun, size and language"


def test_a_newcomer_is_shown_around_once(city: City, laptop: OpenLaptop) -> None:
    crew = laptop("ana", guide=True)
    crew.wait_for(FIRST, "1 of 5")
    city.line.become(Fault.CUT)  # it needs no line
    crew.press("Next")
    crew.wait_for("Where your work is")
    crew.press("Next")
    crew.wait_for("Closing out")
    crew.press("Back")
    crew.wait_for("Where your work is")
    for title in ("Closing out", "Photos", LAST):
        crew.press("Next")
        crew.wait_for(title)
    crew.press("Got it")
    crew.wait_for("Today", gone=(LAST,))
    crew.end()

    again = laptop("ana", guide=True, sign_in=False)
    again.wait_for("Sunken manhole")
    assert not again.sees(FIRST)
    again.keys("Alt+5")
    again.press("Show me around again")
    again.wait_for(FIRST, "Sunken manhole")
    again.keys("Esc")
    again.wait_for("Sunken manhole", gone=(FIRST,))
    assert "p-ana" not in (again.folder / "settings.json").read_text(), "the file says nothing about who it was"

    city.line.become(Fault.NONE)
    again.wait_for("All in the CRM")
    again.sign_out()
    again.sign_in("ben")
    again.wait_for(FIRST)


def test_one_key_for_the_sun_and_for_larger_type(city: City, laptop: OpenLaptop) -> None:
    from fieldapp import theme

    crew = laptop("ana")
    seen = []
    for _ in range(3):
        crew.keys("Ctrl+T")
        seen.append(theme.current().name)
    assert seen == ["dark", "sunlight", "light"]
    crew.keys("Ctrl++")
    assert theme.scale() == 1.25
    crew.wait_for("Sunken manhole")
    crew.keys("Ctrl+-")
    crew.keys("Ctrl+-")
    assert theme.scale() == 1.0
