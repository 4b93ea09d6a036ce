"""People leave a laptop, or the city takes it from them: cached data goes, and nobody's unsent work does."""

import shutil
from pathlib import Path

import pytest

from fieldapp.tour.bad_line import Fault
from sync.clock import rfc3339
from sync.orders import Status
from sync.seal import new_pair
from sync.server.recover import recover
from sync.store import Query, meta
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


@pytest.mark.parametrize("days", [0, 30])
def test_jobs_leave_a_laptop_that_was_away_for_too_long_and_work_does_not(
    city: City, laptop: OpenLaptop, days: int
) -> None:
    city.hub.people.lease_days = days
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.close_out(job, outcome="Nothing there")
    with crew.store._inside.write("away") as writing:
        meta.put(writing.connection, meta.LAST_HEARD, rfc3339(crew.app.clock.wall_ms() - 31 * 86_400_000))
    crew.end()
    again = laptop("ana", sign_in=False)
    if not days:
        again.wait_for(city.cave_in.title)
        return
    again.wait_for("This laptop did not reach the city for too long, so it keeps no jobs.")
    again.wait_for("1 change by Ana Ruiz is safe")
    assert [line.id for line in again.store.orders(Query(show="all"))] == [job.id]
    city.line.become(Fault.NONE)
    again.sign_in("ana")
    again.wait_for(city.cave_in.title, "All in the CRM")
    assert city.order(job).status is Status.CLOSED
