"""The sign-in runs out while work waits: the app says so, keeps everything, and sends it after the next sign-in."""

from collections.abc import Callable

import pytest

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop

DAY_S = 86_400
NOTE = "Gate code 4417."


def replaced(city: City, crew: Laptop) -> None:
    """The office made the laptop's tokens void."""
    city.void_tokens("ana", crew.store.device)


def outlived(city: City, _crew: Laptop) -> None:
    """The crew was away for longer than a sign-in is good for."""
    city.clock.ahead_s = 200 * DAY_S


@pytest.mark.parametrize("ended", [replaced, outlived])
def test_work_is_safe_and_goes_out_after_signing_in_again(
    ended: Callable[[City, Laptop], None], city: City, laptop: OpenLaptop
) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.show_job(job)
    crew.keys("Ctrl+N")
    crew.type("Note", NOTE)
    crew.keys("Ctrl+Return")
    crew.wait_for("Note saved on this laptop.")
    crew.close_out(job, outcome="Nothing there")
    ended(city, crew)

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("The city asks you to sign in again. All you did is safe on this laptop.")
    assert crew.pill == "Sign in again. 2 changes safe on this laptop"
    assert crew.pill_colour == "amber"
    crew.keys("Alt+1")
    crew.wait_for_place(job, "On this laptop")
    assert city.order(job).status is Status.ASSIGNED

    crew.press("Sign in")
    crew.sign_in("ana")
    crew.wait_for("All in the CRM", gone=("sign in again",))
    crew.wait_for_place(job, "In the CRM")
    closed = city.order(job)
    assert closed.status is Status.CLOSED
    assert [note.text for note in closed.notes] == [NOTE]
    assert (city.logged(job, "close_out"), city.logged(job, "add_note")) == (1, 1)


def test_an_hour_without_a_line_asks_nobody_to_sign_in(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.close_out(job, outcome="Nothing there")
    city.clock.ahead_s = 3600
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("1 in the CRM, 0 on the way", "All in the CRM", gone=("sign in again",))
    assert city.order(job).status is Status.CLOSED
