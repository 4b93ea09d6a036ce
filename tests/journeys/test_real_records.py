"""Real cities' records, and damaged copies of them: whatever comes in is a crew's day like any other."""

import gzip
import random
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldapp.map.mercator import to_point
from fieldapp.models.map_jobs import STOPS
from fieldapp.tour.bad_line import Fault
from fieldapp.widgets.map_view import MapView
from sync.orders import Status, WorkOrder
from sync.server import importing
from tests.house.inspection import ROOT
from tests.journeys.city import CREW_14, City
from tests.journeys.conftest import OpenLaptop

FILES = ROOT / "tests" / "files" / "imports"
NEW_YORK = gzip.decompress((FILES / "nyc_311_2000.csv.gz").read_bytes())
STRANGEST = 6
"""Records that are looked at for each way to be strange."""


def cut_off(content: bytes) -> bytes:
    """A download that ended in the middle of a row."""
    return content[: len(content) * 3 // 5]


def scratched(content: bytes) -> bytes:
    """Every thousandth byte is another one."""
    chance, hurt = random.Random(311), bytearray(content)
    for at in range(2_000, len(hurt), 1_000):
        hurt[at] = chance.randrange(256)
    return bytes(hurt)


RECORDS: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "New York": ("nyc", lambda: NEW_YORK, 2_000),
    "New York, cut off": ("nyc", lambda: cut_off(NEW_YORK), 1_100),
    "New York, scratched": ("nyc", lambda: scratched(NEW_YORK), 1_500),
    "Boston": ("boston", (FILES / "boston311-100.csv").read_bytes, 100),
    "Boston, duplicates": ("boston", (FILES / "boston311-100-20dupes-random.csv").read_bytes, 80),
    "Boston, accents": ("boston", (FILES / "boston311-100-with-nonascii.csv").read_bytes, 100),
    "Boston, ragged": ("boston", (FILES / "boston311-100-bad.tsv").read_bytes, 99),
}
"""The importer's preset, the file, and how many of its rows come in at least."""


class GivenOut:
    """The hub's book, where all that is imported is a crew's work to do."""

    def __init__(self, city: City) -> None:
        self._city, self._book = city, city.hub.book
        self.given: list[WorkOrder] = []

    def order(self, order_id: str) -> WorkOrder | None:
        return self._book.order(order_id)

    def edit_order(self, order_id: str, edit: Callable[[WorkOrder], WorkOrder]) -> object:
        return self._book.edit_order(order_id, edit)

    def put_orders(self, new: Iterable[WorkOrder]) -> object:
        given = [
            replace(each, crew_id=CREW_14.id, assignment_id=self._city.clock.new_id(), status=Status.ASSIGNED)
            for each in new
        ]
        self.given += given
        return self._book.put_orders(given)


def strange(orders: list[WorkOrder]) -> list[WorkOrder]:
    """The records that a screen could stumble over, and some that are as they should be."""
    ways: tuple[Callable[[WorkOrder], object], ...] = (
        lambda order: order.lat is None,
        lambda order: order.lat is not None and order.lat == round(order.lat),
        lambda order: not order.address.strip() or "N/A" in order.address,
        lambda order: not order.description,
        lambda order: not (order.title + order.address + order.description).isascii(),
        lambda order: not order.expected_datetime,
        lambda order: True,
    )
    chosen = [each for way in ways for each in [order for order in orders if way(order)][:STRANGEST]]
    longest = (lambda o: len(o.title), lambda o: len(o.address), lambda o: len(o.description))
    chosen += [max(orders, key=by) for by in longest]
    return list({order.id: order for order in chosen}.values())


@pytest.mark.parametrize("kind", RECORDS)
def test_a_citys_own_records_are_a_crews_day(kind: str, city: City, laptop: OpenLaptop, tmp_path: Path) -> None:
    preset, content, least = RECORDS[kind]
    file = tmp_path / "records.csv"
    file.write_bytes(content())
    book, out = GivenOut(city), StringIO()
    assert importing.main([str(file), "--preset", preset], book, out) in (0, 1), out.getvalue()
    assert len(book.given) >= least

    crew = laptop("ana")
    city.line.become(Fault.CUT)
    all_of_them = f"{len(book.given) + 5} to do"
    crew.wait_for(all_of_them)
    assert all(crew.store.order(each.id) for each in book.given)

    for order in strange(book.given):
        crew.app.workspace.show_page("today", order.id)
        crew.wait_for(order.number, order.address.strip() or order.title)

    wanted = book.given[-1]
    crew.keys("Ctrl+F")
    crew.type("Search jobs", wanted.number)
    crew.until(lambda: crew.listed == [wanted.title])
    crew.keys("Escape")
    crew.wait_for(all_of_them)

    crew.keys("Alt+2")
    crew.wait_for(f"{min(len(book.given), STOPS)} stops" if preset == "boston" else "jobs due later are not shown")
    seen = next(each for each in crew.window.findChildren(MapView) if each.isVisible())
    assert len(seen.pins) > 50
    assert all(max(map(abs, to_point(pin.place))) > 20 for pin in seen.pins), "none is on 0, 0"
