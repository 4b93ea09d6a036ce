"""The city changes a form while a laptop is offline in the middle of one: the crew finishes what it began."""

from typing import Any

from fieldapp.tour.bad_line import Fault
from sync.commands import CloseOut, Command, Entry, opened
from sync.orders import Status
from tests.builders import FORM
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop

LANES = {"enum": ["Left", "Right"], "x-labels": {"en": "Lane"}}
NEW: dict[str, Any] = {"type": "object", "properties": {"lane": LANES}, "required": ["lane"]}


def test_a_form_that_was_begun_is_finished_under_its_old_version(city: City, laptop: OpenLaptop) -> None:
    crew, job, other = laptop("ana"), city.pothole, city.manhole
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.press("Nothing there")
    crew.press("Needs paving")
    crew.press("Save for later")
    assert city.hub.book.put_form(job.service_code, NEW) == 2

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.until(lambda: len(crew.store.services()[0].forms) == 2)
    crew.begin_close_out(job)
    crew.wait_for("The city has a new form for this. You finish the one that you began.")
    assert crew.checked("Needs paving")
    crew.keys("Ctrl+Return")
    crew.wait_for("Closed. It is safe on this laptop.")
    crew.until(lambda: city.order(job).status is Status.CLOSED)
    closed = city.order(job)
    assert closed.fields == {"surface": "Needs paving"}
    assert closed.closing is not None
    assert closed.closing.form_version == 1

    crew.begin_close_out(other)
    crew.press("Nothing there")
    crew.keys("Ctrl+Return")
    crew.wait_for("Still to answer: Lane.")
    crew.press("Left")
    crew.keys("Ctrl+Return")
    crew.wait_for("Closed. It is safe on this laptop.")
    crew.until(lambda: city.order(other).status is Status.CLOSED)
    assert city.order(other).fields == {"lane": "Left"}
    assert [body.form_version for body in _closings(city)] == [1, 2]


def test_the_crew_may_take_the_new_form_and_keeps_what_fits(city: City, laptop: OpenLaptop) -> None:
    crew, job = laptop("ana"), city.pothole
    crew.begin_close_out(job)
    crew.press("Nothing there")
    crew.press("Needs paving")
    crew.press("Save for later")
    both = {"type": "object", "properties": {**FORM["properties"], "lane": LANES}}
    city.hub.book.put_form(job.service_code, both)
    crew.sync_now()
    crew.until(lambda: len(crew.store.services()[0].forms) == 2)
    crew.begin_close_out(job)
    crew.press("Answer the new form")
    crew.press("Right")
    crew.keys("Ctrl+Return")
    crew.until(lambda: city.order(job).status is Status.CLOSED)
    assert city.order(job).fields == {"surface": "Needs paving", "lane": "Right"}


def _closings(city: City) -> list[CloseOut]:
    commands: list[Command] = [opened(Entry(row.hash, row.prev_hash, row.raw)) for row in city.hub.book.log()]  # type: ignore[arg-type]
    return [command.body for command in commands if isinstance(command.body, CloseOut)]
