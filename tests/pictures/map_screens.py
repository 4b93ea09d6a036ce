"""The map in its states: a day's stops, several jobs on one spot, a closed job, no file, an odd one, nothing to do."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from fieldapp.language import Language
from fieldapp.models.map_file import MapFile
from fieldapp.views.map_content import MapContent
from sync.commands import CloseOut, StartWork
from sync.orders import OPEN, WorkOrder
from sync.server.demo_plan import plan, read_city
from tests.builders import Laptop, an_order
from tests.builders_desk import demo_services
from tests.house.inspection import ROOT
from tests.pictures.crew_screens import Pose
from tests.pictures.looks import Desk, PictureClock, settle

DEMO, FILES = ROOT / "resources" / "demo", ROOT / "tests" / "files" / "maps"
MAPS = Path("/home/ana/.local/share/Fieldapp/maps")


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state, from real laptops' files with the demo city's records."""
    clock = PictureClock()
    laptop = Laptop(folder / "day", clock)
    orders = _day(clock)
    laptop.first_sync(orders, demo_services())
    laptop.store.record(orders[1].id, CloseOut("repaired", 12))
    laptop.store.record(orders[0].id, StartWork())
    city = MapFile(DEMO / "map.pmtiles", MAPS)
    desk = Desk(laptop, language, map_file=city)
    yield from _shown(desk, "map")
    content = desk.window.page("map").findChild(MapContent)
    stop = content._jobs.stops[2].id
    content.show_job(stop)
    settle()
    yield "map-near", desk.window
    twins = [line.id for line in content._jobs.stops if line.title == "Same spot"]
    content._side.show_crowd(twins)
    settle()
    yield "map-crowd", desk.window
    content.choose(orders[1].id)
    settle()
    yield "map-closed", desk.window
    desk.show("today", orders[2].id)
    settle(300)
    yield "map-in-the-job", desk.window
    desk.close()
    city.close()
    for name, file in (("map-no-file", None), ("map-version", FILES / "invalid_v4.pmtiles")):
        laptop = Laptop(folder / name, clock)
        laptop.first_sync(orders, demo_services())
        desk = Desk(laptop, language, map_file=MapFile(file, MAPS))
        yield from _shown(desk, name)
        desk.close()
    for name, synced in (("map-empty", True), ("map-first-sync", False)):
        laptop = Laptop(folder / name, clock)
        if synced:
            laptop.first_sync((), demo_services())
        desk = Desk(laptop, language)
        yield from _shown(desk, name)
        desk.close()


def _day(clock: PictureClock) -> list[WorkOrder]:
    """Crew 14's jobs of the demo city, two on one spot, and three whose spot cannot be believed."""
    planned = plan(read_city(DEMO), DEMO / "service_requests.csv", clock.ago(0))
    mine = [one.order for one in planned if one.order.crew_id == "crew-14" and one.order.status in OPEN]
    twin = replace(an_order(title="Same spot", address="52 Ludlow Street"), lat=mine[3].lat, long=mine[3].long)
    lost = an_order(title="Stop sign down", address="Northern Blvd & 158 St", service_code="sign", lat=None, long=None)
    whole = an_order(title="Branch on sidewalk", address="N/A", service_code="tree", lat=41.0, long=-74.0)
    swapped = an_order(title="Graffiti", address="31 Henry Street", service_code="graffiti", lat=-73.99, long=40.71)
    return [*mine, twin, replace(twin, id=lost.id[:-1] + "a", number="311-26-777777"), lost, whole, swapped]


def _shown(desk: Desk, name: str) -> Iterator[Pose]:
    desk.show("map")
    settle()
    yield name, desk.window
