"""A laptop locked by a PIN opens without a line, whatever the tokens are; a forgotten PIN costs a sign-in."""

import pytest

from fieldapp.tour.bad_line import Fault
from sync import pin
from sync.orders import Status
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import KEY_FILE, Laptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

PIN = "480917"
DAY_S = 86_400


def set_pin(crew: Laptop) -> None:
    crew.app._locking.cost = pin.Cost(1, 8)
    crew.keys("Ctrl+L")
    crew.wait_for("Your PIN")
    crew.type("New PIN", "4809")
    crew.type("Once more", "4809")
    crew.press("Keep this PIN")
    crew.wait_for("A PIN has at least 6 digits.")
    crew.type("New PIN", PIN)
    crew.type("Once more", PIN)
    crew.press("Keep this PIN")
    crew.wait_for("Your PIN is set. Ctrl+L locks this laptop.")


def test_work_goes_on_behind_the_lock_and_opens_with_the_pin(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    set_pin(crew)
    assert not (crew.folder / KEY_FILE).exists()
    city.line.become(Fault.CUT)
    crew.close_out(job, outcome="Nothing there")
    crew.keys("Ctrl+L")
    crew.wait_for("Locked", "Ana Ruiz", "1 thing safe on this laptop. It goes by itself, also now.", gone=(job.title,))
    for keys in ("Ctrl++", "Ctrl+T", "Ctrl+-", "Ctrl+T", "Ctrl+T"):
        crew.keys(keys)  # the sun shines on a locked laptop, too
        assert crew.sees("Locked", "Ana Ruiz"), f"{keys} opened another door"
    crew.type("PIN", "111111")
    crew.press("Unlock")
    crew.wait_for("That is not the PIN. All of your work is safe.")
    city.line.become(Fault.NONE)
    crew.app.line.nudge()  # type: ignore[union-attr]
    crew.wait_for("Everything is in the CRM.")
    assert city.order(job).status is Status.CLOSED
    crew.type("PIN", PIN)
    crew.keys("Return")
    crew.wait_for(job.title, "All in the CRM")


def test_a_note_that_was_begun_is_there_after_the_lock_and_after_a_restart(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    set_pin(crew)
    crew.show_job(job)
    crew.keys("Ctrl+N")
    crew.type("Note", "The kerb is")
    crew.keys("Ctrl+L")
    crew.wait_for("Locked", gone=(job.title,))
    crew.type("PIN", PIN)
    crew.keys("Return")
    crew.show_job(job)
    crew.wait_for("The kerb is")
    crew.end()
    again = laptop("ana", sign_in=False)
    again.type("PIN", PIN)
    again.press("Unlock")
    again.show_job(job)
    again.wait_for("The kerb is")
    again.keys("Ctrl+N")
    again.keys("Ctrl+Return")
    again.wait_for("Note saved on this laptop.")
    again.until(lambda: [note.text for note in city.order(job).notes] == ["The kerb is"])


def test_an_expired_sign_in_does_not_lock_anybody_out(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    set_pin(crew)
    city.line.become(Fault.CUT)
    crew.close_out(job, outcome="Nothing there")
    crew.end()
    city.clock.ahead_s = 200 * DAY_S
    again = laptop("ana", sign_in=False)
    again.wait_for("Locked", "Ana Ruiz", "Everything you saved is still on this laptop.")
    again.type("PIN", PIN)
    again.press("Unlock")
    again.wait_for_place(job, "On this laptop")
    again.show_job(city.cave_in)


def test_a_forgotten_pin_costs_a_sign_in_and_no_work(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    set_pin(crew)
    city.line.become(Fault.CUT)
    crew.close_out(job, outcome="Nothing there")
    crew.end()
    city.line.become(Fault.NONE)
    again = laptop("ana", sign_in=False)
    again.wait_for("Locked")
    for number in range(3):
        again.type("PIN", f"00000{number}")
        again.press("Unlock")
        again.wait_for("not the PIN")
        again.until(lambda number=number: pin.read(again.folder).failures == number + 1)  # type: ignore[misc]
    again.wait_for("Not the PIN. Try again in")
    again.press("Forgot it? Sign in online")
    again.sign_in("ana")
    again.wait_for("All in the CRM")
    again.wait_for_place(job, "In the CRM")
    assert city.order(job).status is Status.CLOSED
    assert pin.read(again.folder) is None
    assert (again.folder / KEY_FILE).exists()


def test_the_next_shift_signs_in_without_the_first_ones_pin(city: City, laptop: OpenLaptop) -> None:
    shared = laptop("ana")
    set_pin(shared)
    shared.sign_out()
    shared.sign_in("ben")
    shared.wait_for(city.patch.title, "All in the CRM")
    shared.keys("Ctrl+L")
    shared.wait_for("Your PIN")  # Ben has none
    shared.press("Back")
    shared.wait_for(city.patch.title)
