"""A supervisor gives a job to another crew while both laptops are on the line: the crew hears within a second."""

import time

from tests.journeys.city import CREW_9, City
from tests.journeys.conftest import OpenLaptop

ONCE_S = 1.0
POLL_S = 30.0


def test_a_crew_on_the_line_hears_of_a_reassignment_within_a_second(city: City, laptop: OpenLaptop) -> None:
    crew = laptop("ana")
    boss = laptop("maria", url=city.url)
    took_s = []
    for job in (city.pothole, city.cave_in, city.manhole):
        assert crew.place(job)
        boss.choose("Street Maintenance 14*", job.title, job.address)
        began_s = time.monotonic()
        boss.keys("Ctrl+Left")
        crew.wait_for(f"{job.title} ({job.number}) was moved to {CREW_9.name} by Maria Reyes")
        took_s.append(time.monotonic() - began_s)
        assert not crew.place(job)
        assert city.order(job).crew_id == CREW_9.id
    # Beside other tests on the same cores one of the three may be slow; none may wait for the next poll.
    assert min(took_s) < ONCE_S, took_s
    assert max(took_s) < POLL_S / 2, took_s
