"""People leave a laptop, or the city takes it from them: cached data goes, and nobody's unsent work does."""

import shutil
from pathlib import Path

import pytest

from fieldapp.tour.bad_line import Fault
from sync.orders import Status
from sync.seal import new_pair
from sync.server.recover import recover
from tests.journeys.city import PEOPLE, City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import KEY_FILE
from tests.journeys.test_canary import CANARIES, found_in, make_private, pieces_of_photos

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen


def test_signing_out_says_what_is_unsent_and_a_second_thought_sends_it(
    city: City, laptop: OpenLaptop, jpeg: Path
) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.close_out(job, jpeg)
    crew._opened_menu().actions()[-1].trigger()
    crew.wait_for("Before you sign out", "2 changes not sent", "1 photo not sent")
    city.line.become(Fault.NONE)
    crew.press("Stay and send it")
    crew.wait_for("All in the CRM")
    assert city.order(job).status is Status.CLOSED
    crew.sign_out()
    assert not list(crew.folder.glob("*.sealed"))


def test_a_revoked_laptop_seals_its_work_and_forgets_the_rest(city: City, laptop: OpenLaptop, jpeg: Path) -> None:
    private, public = new_pair()
    city.hub.set_recovery_key(public)
    job = city.hub.book.edit_order(city.pothole.id, make_private, by="Office")
    crew = laptop("ana")
    crew.show_job(job)
    crew.wait_for(CANARIES["the description"])
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.type("Note", CANARIES["the crew's note"])
    crew.finish_close_out(job, jpeg, outcome="Repaired")
    taken = crew.photos_of(job)
    pieces = pieces_of_photos(crew, job)
    city.hub.people.revoke_device(crew.store.device)
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("(device-revoked)", "2 unsent changes and 1 photos are sealed on it. Nothing is lost.")

    assert found_in(crew.folder, pieces) == []
    left = {path.name for path in crew.folder.rglob("*") if path.is_file()} - {"settings.json", "fieldapp.lock"}
    (name,) = left
    assert name.endswith(".sealed")
    assert not (crew.folder / KEY_FILE).exists()
    assert city.order(job).status is Status.ASSIGNED

    stick = shutil.copy(crew.folder / name, crew.folder.parent / "stick.sealed")
    done = recover(city.hub, stick, private)
    assert done.troubles == []
    closed = city.order(job)
    assert closed.status is Status.CLOSED
    assert closed.closing is not None
    assert closed.closing.by == PEOPLE["ana"].name
    assert tuple(city.kept_photos(job)) == taken
    assert recover(city.hub, stick, private).commands == {"known": 2}


def test_a_revoked_laptop_without_a_recovery_key_keeps_the_work_locked(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.close_out(job, outcome="Nothing there")
    city.hub.people.revoke_device(crew.store.device)
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("(device-revoked)")
    crew.end()
    assert (crew.folder / KEY_FILE).exists()
    again = laptop("ana", sign_in=False)
    again.wait_for("City’s address")
    assert again.store.unsent().commands == 1
