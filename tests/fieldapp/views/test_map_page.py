"""The map page: stops in order, the job's card, what is not on the map, and everything by keys."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.map.mercator import to_world
from fieldapp.map.pins import KINDS
from fieldapp.map.styles import STYLES
from fieldapp.models.map_file import MapFile, map_in
from fieldapp.views.job import JobPanel
from fieldapp.views.map_side import MapSide
from fieldapp.widgets import map_pins
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.map_peek import MapPeek
from fieldapp.widgets.map_view import MapView
from fieldapp.widgets.stop_line import StopLine
from sync.commands import CloseOut
from sync.orders import WorkOrder
from sync.server.import_mapping import BOSTON
from sync.server.import_reading import Row
from sync.server.importing import read_rows
from sync.wire import OrderChanged
from tests.builders import an_order
from tests.fieldapp.map.maps import DEMO, FILES, MIDTOWN
from tests.fieldapp.views.conftest import MakeDesk
from tests.house.inspection import ROOT


def at(north_m: float, east_m: float = 0, **values: object) -> WorkOrder:
    """A job in Midtown."""
    lat, long = MIDTOWN[0] + north_m / 111_195, MIDTOWN[1] + east_m / 84_000
    return an_order(**{"lat": lat, "long": long, "address": f"{round(north_m)} 7th Ave", **values})


def words(page: QWidget) -> str:
    """All texts in sight."""
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *(line.accessibleName() for line in page.findChildren(StopLine) if line.isVisible())])


def press(page: QWidget, name: str) -> None:
    next(button for button in page.findChildren(Button) if button.isVisible() and button.text() == name).click()


@pytest.fixture
def demo_map() -> MapFile:
    return MapFile(DEMO, Path("/home/ana/maps"))


def drawn(page: QWidget, qtbot: QtBot) -> MapView:
    """The map, once it is drawn."""
    found = page.findChild(MapView)
    qtbot.waitUntil(lambda: found.is_drawn)
    return found


def test_nothing_of_the_map_is_made_before_it_is_looked_at(crew_desk: MakeDesk, demo_map: MapFile) -> None:
    desk = crew_desk(at(0), map_file=demo_map)
    desk.show("today")
    assert desk.window.page("map").findChild(MapView) is None
    assert desk.show("map").findChild(MapView) is not None


def test_the_map_is_drawn_with_its_stops_and_the_first_is_in_hand(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot
) -> None:
    page = crew_desk(at(0, title="First"), at(900, title="Second"), map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    assert [pin.label for pin in seen.pins] == ["1", "2"]
    assert "Stop 1" in seen.accessibleDescription()
    picture = seen.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, seen.width(), 4) for y in range(0, seen.height(), 4)}
    assert {STYLES["light"].ground, STYLES["light"].road["primary"]} <= colours
    x, y = seen.view.pixel(seen.pins[1].place)
    assert picture.pixelColor(round(x), round(y) - 32) != picture.pixelColor(round(x) + 60, round(y) - 32)  # its pin


def test_a_click_on_a_pin_takes_the_job_in_hand(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    page = crew_desk(at(0, title="First"), at(1500, title="Second"), map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    other = next(pin for pin in seen.pins if pin.id != seen.chosen_id)
    x, y = seen.view.pixel(other.place)
    qtbot.mouseClick(seen, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y) - 20))
    assert seen.chosen_id == other.id
    assert "Second" in words(page.findChild(MapSide))


def test_tab_goes_through_the_stops_enter_opens_and_then_it_leaves(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot
) -> None:
    orders = at(0), at(800), at(1600)
    desk = crew_desk(*orders, map_file=demo_map)
    page = desk.show("map")
    seen = drawn(page, qtbot)
    seen.setFocus()
    ids = [pin.id for pin in seen.pins]
    assert seen.chosen_id == ids[0]
    for key in ids[1:]:
        qtbot.keyClick(seen, Qt.Key.Key_Tab)
        assert seen.chosen_id == key
        x, y = seen.view.pixel(next(pin.place for pin in seen.pins if pin.id == key))
        assert 0 <= x <= seen.width()
        assert 0 <= y <= seen.height()
    qtbot.keyClick(seen, Qt.Key.Key_Tab)
    assert not seen.hasFocus()
    seen.setFocus()
    qtbot.keyClick(seen, Qt.Key.Key_Backtab)
    assert seen.chosen_id == ids[1]
    qtbot.keyClick(seen, Qt.Key.Key_Return)
    assert desk.window.current == "today"


def test_keys_move_the_map_and_come_nearer(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    page = crew_desk(at(0), at(800), map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    before = seen.view
    qtbot.keyClick(seen, Qt.Key.Key_Right)
    assert seen.view.middle[0] > before.middle[0]
    qtbot.keyClick(seen, Qt.Key.Key_Plus)
    assert seen.view.zoom == before.zoom + 1
    qtbot.keyClick(seen, Qt.Key.Key_Minus)
    qtbot.keyClick(seen, Qt.Key.Key_0)
    assert seen.view == before


def test_a_drag_moves_the_map_and_takes_nothing_in_hand(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    page = crew_desk(at(0), at(1500), map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    chosen, before = seen.chosen_id, seen.view
    other = next(pin for pin in seen.pins if pin.id != chosen)
    x, y = (round(part) for part in seen.view.pixel(other.place))
    qtbot.mousePress(seen, Qt.MouseButton.LeftButton, pos=QPoint(x, y - 20))
    qtbot.mouseMove(seen, QPoint(x + 120, y + 40))
    qtbot.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=QPoint(x + 120, y + 40))
    assert seen.chosen_id == chosen
    assert seen.view.middle[0] == pytest.approx(before.moved(-120, -60).middle[0])


def test_wherever_the_map_is_moved_it_is_drawn(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    page = crew_desk(at(0), at(800), map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    hudson = to_world((40.7549, -74.0120))
    for _ in range(40):  # as a drag does it, in many steps
        x, y = seen.view.pixel(hudson)
        seen.shift((x - seen.width() / 2) / 4, (y - seen.height() / 2) / 4)
    qtbot.waitUntil(lambda: seen.is_drawn)
    picture = seen.grab().toImage()
    assert picture.pixelColor(seen.width() // 2, seen.height() // 2).name() == STYLES["light"].water


def test_several_jobs_on_one_spot_are_offered_in_a_list(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    same_spot = [at(1500, title=f"Job {number}") for number in range(3)]
    page = crew_desk(at(0, title="Alone"), *same_spot, map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    seen.choose(next(pin.id for pin in seen.pins if "Alone" in pin.spoken))
    seen.show_near(next(pin.id for pin in seen.pins if "Job 1" in pin.spoken))
    seen.choose(next(pin.id for pin in seen.pins if "Alone" in pin.spoken), into_sight=False)
    while seen.view.zoom < 18.5:
        seen.zoom(1)
    qtbot.mouseClick(seen, Qt.MouseButton.LeftButton, pos=seen.rect().center())
    assert "3 jobs on this spot" in words(page)
    next(line for line in page.findChildren(StopLine) if line.isVisible() and line.text() == "Job 2").click()
    assert "Job 2" in seen.accessibleDescription()
    assert "3 jobs on this spot" not in words(page)


def test_nearest_next_says_from_where_it_is_measured(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    page = crew_desk(at(0, title="Here"), at(300, title="Near"), at(3000, title="Far"), map_file=demo_map).show("map")
    seen = drawn(page, qtbot)
    seen.choose(next(pin.id for pin in seen.pins if "Here" in pin.spoken))
    page.findChild(type(page._content)).choose(seen.chosen_id)
    assert "Near, 300 7th Ave, 0.2 mi from “Here, 0 7th Ave”. This laptop does not know where it is." in words(page)
    press(page, "Nearest next")
    assert "Near" in seen.accessibleDescription()


def test_the_card_leads_to_the_job_and_to_its_close_out(crew_desk: MakeDesk, demo_map: MapFile) -> None:
    job = at(0)
    desk = crew_desk(job, map_file=demo_map)
    press(desk.show("map"), "Open job")
    assert desk.window.current == "today"
    press(desk.show("map"), "Close out")
    assert desk.window.current == "close_out"


def test_a_closed_job_is_a_check_and_cannot_be_closed_again(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot
) -> None:
    done, other = at(0, title="Done one"), at(900)
    desk = crew_desk(done, other, map_file=demo_map)
    desk.store.record(done.id, CloseOut("repaired", 5))
    page = desk.show("map", done.id)
    seen = drawn(page, qtbot)
    assert [pin.kind for pin in seen.pins if pin.id == done.id] == ["done"]
    assert "Done" in seen.accessibleDescription()
    assert not any(b.isVisible() and b.text() == "Close out" for b in page.findChildren(Button))


def test_jobs_without_a_believable_spot_are_listed_and_open(crew_desk: MakeDesk, demo_map: MapFile) -> None:
    lost = at(0, title="Lost one", lat=None, long=None)
    desk = crew_desk(at(0), lost, at(0, title="Zero", lat=0.0, long=0.0), map_file=demo_map)
    page = desk.show("map")
    said = words(page)
    assert "Not on the map: 2" in said
    assert "The report has no spot." in said
    assert len(page.findChild(MapView).pins) == 1
    next(line for line in page.findChildren(StopLine) if line.text().startswith("Lost one")).click()
    assert desk.window.current == "today"


@pytest.mark.parametrize("name", ["boston311-100.csv", "boston311-100-bad.tsv"])
def test_a_days_list_from_a_damaged_file_is_shown_whole(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot, name: str
) -> None:
    rows = [row.order for row in read_rows(ROOT / "tests" / "files" / "imports" / name, BOSTON) if isinstance(row, Row)]
    orders = [an_order(title=one.title, address=one.address, lat=one.lat, long=one.long) for one in rows]
    page = crew_desk(*orders, map_file=demo_map).show("map")  # the file's map is of another city
    seen = drawn(page, qtbot)
    listed = [line for line in page.findChildren(StopLine) if line.isVisibleTo(page)]
    assert len(seen.pins) + sum("spot" in line.accessibleName() for line in listed) >= len(orders)
    assert all(0.2 < pin.place[0] < 0.4 and 0.3 < pin.place[1] < 0.45 for pin in seen.pins)  # none at 0, 0


def test_without_a_map_file_the_stops_are_on_plain_ground_with_a_sentence(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    page = crew_desk(at(0), at(900), map_file=MapFile(None, Path("/home/ana/maps"))).show("map")
    seen = page.findChild(MapView)
    banner = page.findChild(Banner)
    qtbot.waitUntil(banner.isVisible)
    assert "/home/ana/maps" in banner.accessibleName()
    assert "(MAP-NONE)" in banner.accessibleName()
    assert len(seen.pins) == 2
    assert seen.grab().toImage().pixelColor(5, 5).name() == STYLES["light"].ground


def test_a_file_that_is_no_map_is_told_and_the_stops_stay(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    page = crew_desk(at(0), map_file=MapFile(FILES / "invalid_v4.pmtiles")).show("map")
    banner = page.findChild(Banner)
    qtbot.waitUntil(banner.isVisible)
    assert "(MAP-VERSION)" in banner.accessibleName()
    assert len(page.findChild(MapView).pins) == 1


def test_of_very_many_jobs_those_due_first_are_on_the_map_and_that_is_said(
    crew_desk: MakeDesk, demo_map: MapFile
) -> None:
    said: list[str] = []
    desk = crew_desk(*(at(40 * number) for number in range(230)), map_file=demo_map)
    desk.window.page("map").titled.connect(lambda _title, line: said.append(line))
    page = desk.show("map")
    assert len(page.findChild(MapView).pins) == 200
    assert "jobs due later are not shown" in said[-1]


def test_a_job_that_was_given_to_others_is_no_pin(crew_desk: MakeDesk, demo_map: MapFile) -> None:
    kept, moved = at(0), at(500)
    desk = crew_desk(kept, moved, map_file=demo_map)
    page = desk.show("map")
    assert len(page.findChild(MapView).pins) == 2
    desk.laptop.move_away(moved)
    assert [pin.id for pin in page.findChild(MapView).pins] == [kept.id]


def test_a_crew_without_jobs_reads_why_the_map_is_empty(crew_desk: MakeDesk, demo_map: MapFile) -> None:
    page = crew_desk(map_file=demo_map).show("map")
    assert page.findChild(EmptyState).accessibleName() == "Your jobs are on their way."


def test_the_map_stays_where_it_is_when_a_job_changes(crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot) -> None:
    job = at(0)
    desk = crew_desk(job, at(900), map_file=demo_map)
    page = desk.show("map")
    seen = drawn(page, qtbot)
    seen.zoom(2)
    before = seen.view
    desk.store.record(job.id, CloseOut("repaired", 5))
    assert [pin.kind for pin in seen.pins if pin.id == job.id] == ["done"]
    assert seen.view == before


def test_new_jobs_come_into_sight_unless_somebody_looks_at_a_part_of_the_map(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot
) -> None:
    first = at(0)
    desk = crew_desk(first, at(600), map_file=demo_map)
    seen = drawn(desk.show("map"), qtbot)

    def arrives(order: WorkOrder) -> None:
        desk.laptop.hear(OrderChanged(order))

    before = seen.view
    arrives(at(4000, title="Far"))
    assert seen.view.zoom < before.zoom
    seen.zoom(2)
    before = seen.view
    arrives(at(-4000, title="Farther"))
    assert len(seen.pins) == 4
    assert seen.view == before


def test_the_keyboard_stays_in_the_list_when_the_jobs_are_read_again(crew_desk: MakeDesk, demo_map: MapFile) -> None:
    page = crew_desk(at(0), at(0, title="Lost one", lat=None, long=None), map_file=demo_map).show("map")
    line = next(line for line in page.findChildren(StopLine) if line.text().startswith("Lost one"))
    line.setFocus()
    page.refresh(None)
    assert line.hasFocus()


def test_the_map_file_in_the_folder_is_found(tmp_path: Path) -> None:
    assert map_in(tmp_path) is None
    (tmp_path / "maps").mkdir()
    for name in ("notes.txt", "2025.pmtiles", "2026.MBTILES"):
        (tmp_path / "maps" / name).write_bytes(b"")
    found = map_in(tmp_path)
    assert found is not None
    assert found.name == "2026.MBTILES"


def test_a_small_map_stands_in_the_jobs_card_and_leads_to_the_large_one(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot
) -> None:
    desk = crew_desk(at(0), at(900, title="Second"), map_file=demo_map)
    page = desk.show("today")
    qtbot.waitUntil(lambda: any(peek.is_drawn for peek in page.findChildren(MapPeek)))
    peek = page.findChild(MapPeek)
    assert peek.isVisible()
    assert peek.accessibleName()
    picture = peek.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, peek.width(), 3) for y in range(0, peek.height(), 3)}
    assert {STYLES["light"].ground, STYLES["light"].road["primary"], theme.LIGHT.primary} <= colours
    job = page.findChild(JobPanel).order_id
    qtbot.mouseClick(peek, Qt.MouseButton.LeftButton)
    assert desk.window.current == "map"
    assert desk.window.page("map").findChild(MapView).chosen_id == job
    desk.show("today")
    qtbot.keyClick(peek, Qt.Key.Key_Return)
    assert desk.window.current == "map"


def test_a_job_that_the_map_does_not_reach_has_no_small_map(
    crew_desk: MakeDesk, demo_map: MapFile, qtbot: QtBot
) -> None:
    on_it, far, lost = at(0, title="On it"), at(0, title="Far", lat=33.4, long=-112.1), at(0, title="Lost", lat=None)
    desk = crew_desk(on_it, far, lost, map_file=demo_map)
    page = desk.show("today", on_it.id)
    qtbot.waitUntil(lambda: any(peek.isVisible() for peek in page.findChildren(MapPeek)))
    desk.show("today", far.id)
    qtbot.waitUntil(lambda: not page.findChild(MapPeek).isVisible())
    desk.show("today", on_it.id)
    qtbot.waitUntil(page.findChild(MapPeek).isVisible)
    desk.show("today", lost.id)
    assert not page.findChild(MapPeek).isVisible()


def test_the_app_starts_without_the_map() -> None:
    look = "import fieldapp.app, fieldapp.roles, sys; print([m for m in sys.modules if m.startswith('fieldapp.map')])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("look", theme.THEMES)
def test_every_pin_can_be_read_in_every_theme(qapp: QApplication, look: str) -> None:
    theme.apply(qapp, look, 1.0)
    for kind in KINDS:
        fill, ink = map_pins.colours(kind)
        assert theme.contrast(fill, ink) >= (7.0 if look == "sunlight" else 4.5), kind
    theme.apply(qapp, "light", 1.0)
