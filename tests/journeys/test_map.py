"""A day's stops on the city's own map, without a line and by keys alone; and a laptop whose map file is broken."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from fieldapp.map.mercator import to_point
from fieldapp.tour.bad_line import Fault
from fieldapp.widgets.map_peek import MapPeek
from fieldapp.widgets.map_view import MapView
from sync.orders import Status, WorkOrder
from tests.fieldapp.map.maps import DEMO, MIDTOWN
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop


def settled_in_midtown(city: City) -> tuple[WorkOrder, ...]:
    """The crew's jobs one after the other along a street, the last without a spot."""
    jobs = (city.pothole, city.cave_in, city.manhole, city.dark_lamp, city.loose_cover)
    for number, job in enumerate(jobs):
        lat, long = MIDTOWN[0] + 0.004 * number, MIDTOWN[1] + 0.002 * number
        spot = {"lat": lat, "long": long} if job is not jobs[-1] else {"lat": None, "long": None}
        city.hub.book.edit_order(job.id, lambda order, spot=spot: replace(order, **spot))
    return jobs


def with_map(tmp_path: Path, content: bytes) -> None:
    """Puts a file where the laptop of Ana looks for the city's map."""
    folder = tmp_path / "laptop-ana" / "maps"
    folder.mkdir(parents=True)
    (folder / "city.pmtiles").write_bytes(content)


def map_of(crew: Laptop) -> MapView:
    """The map in sight, drawn."""
    crew.until(lambda: any(each.isVisible() and each.is_drawn for each in crew.window.findChildren(MapView)))
    return next(each for each in crew.window.findChildren(MapView) if each.isVisible())


def test_a_crew_drives_its_stops_by_the_map_without_a_line(
    city: City, laptop: OpenLaptop, tmp_path: Path, jpeg: Path
) -> None:
    with_map(tmp_path, DEMO.read_bytes())
    first, second, third, fourth, lost = settled_in_midtown(city)
    crew = laptop("ana")
    city.line.become(Fault.CUT)

    crew.keys("Alt+2")
    crew.wait_for("4 stops, emergencies first, then the shortest way · 1 not on the map", "Not on the map: 1")
    crew.wait_for(f"{lost.title}, {lost.address}", "The report has no spot.", first.address)
    seen = map_of(crew)
    assert [pin.id for pin in seen.pins] == [first.id, second.id, third.id, fourth.id]
    assert "NYC Open Data" in seen.attribution
    assert all(40 < to_point(pin.place)[0] < 41 for pin in seen.pins)  # none on 0, 0

    # By keys alone: to the next stop, into it, and closed.
    crew.keys("Tab")
    assert QApplication.focusWidget() is seen
    crew.wait_for(second.address)
    assert "Stop 2" in seen.accessibleDescription()
    crew.keys("Return")
    crew.wait_for(f"{second.address} · {second.number}")
    crew.until(lambda: any(peek.isVisible() and peek.is_drawn for peek in crew.window.findChildren(MapPeek)))
    crew.keys("F2")
    crew.wait_for(f"Close out · {second.title}")
    crew.finish_close_out(second, jpeg, outcome="Repaired")

    # The way begins where the last job was closed, and says so.
    crew.keys("Alt+2")
    crew.wait_for("3 stops, emergencies first, then the shortest way · 1 not on the map")
    assert [(pin.id, pin.kind) for pin in seen.pins if pin.kind == "done"] == [(second.id, "done")]
    seen.setFocus()
    while seen.chosen_id != second.id:
        crew.keys("Tab")
    crew.wait_for(f"from “{second.title}, {second.address}”. This laptop does not know where it is.")
    crew.press("Nearest next")
    assert seen.chosen_id in (first.id, third.id)

    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.until(lambda: city.order(second).status is Status.CLOSED)
    crew.wait_for("All in the CRM")


def test_a_broken_map_file_takes_no_job_away(city: City, laptop: OpenLaptop, tmp_path: Path, jpeg: Path) -> None:
    with_map(tmp_path, DEMO.read_bytes()[:4000])
    first = settled_in_midtown(city)[0]
    crew = laptop("ana")
    city.line.become(Fault.CUT)
    crew.keys("Alt+2")
    crew.wait_for("4 stops", "The map file is damaged", "All jobs are here and right", "(MAP-DAMAGED)", first.address)
    seen = next(each for each in crew.window.findChildren(MapView) if each.isVisible())
    assert len(seen.pins) == 4

    crew.press("Close out")
    crew.wait_for(f"Close out · {first.title}")
    crew.finish_close_out(first, jpeg, outcome="Repaired")
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.until(lambda: city.order(first).status is Status.CLOSED)
