"""New work found on the street, and one fix that closes many: every state, from real laptops' files."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QImage

from fieldapp.language import Language
from fieldapp.models import one_fix
from fieldapp.models.map_file import MapFile
from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.new_job import NewJobPage
from fieldapp.views.page_items import FOLLOWS, NONE_OPEN
from fieldapp.wording.near_by import closed_text
from sync.commands import CloseOut, CreateOrder, StartWork
from sync.orders import PhotoRole, WorkOrder
from tests.builders import Laptop, an_order
from tests.builders_desk import demo_photo, demo_services
from tests.pictures.crew_screens import Pose, taken
from tests.pictures.looks import Desk, PictureClock, settle
from tests.pictures.map_screens import DEMO, MAPS

HERE = (40.7549, -73.984)


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state."""
    clock = PictureClock()
    laptop = Laptop(folder / "street", clock)
    orders = _orders(clock)
    laptop.first_sync(orders, demo_services())
    city = MapFile(DEMO / "map.pmtiles", MAPS)
    desk = Desk(laptop, language, map_file=city)
    try:
        yield from _new_job(desk, orders)
        yield from _one_fix(desk, orders)
    finally:
        desk.close()
        city.close()


def _orders(clock: PictureClock) -> list[WorkOrder]:
    def near(number: int, **values: object) -> WorkOrder:
        made = an_order(service_code="street", requested_datetime=clock.ago(90 + 400 * number), **values)
        return replace(made, lat=HERE[0] + 0.0001 * number, long=HERE[1])

    return [
        near(0, title="Pothole", address="1435 Broadway"),
        near(1, title="Pothole, right lane", address="1437 Broadway"),
        near(3, title="Hole beside the bus stop", address="Broadway & West 40 Street"),
        an_order(title="Stop sign down", address="Northern Blvd & 158 St", service_code="sign"),
        an_order(title="Cave-in", address="N/A", service_code="street", lat=None, long=None),
    ]


def _new_job(desk: Desk, orders: list[WorkOrder]) -> Iterator[Pose]:
    desk.show("new_job", NONE_OPEN)
    page = desk.window.page("new_job")
    assert isinstance(page, NewJobPage)
    desk.context.jobs.close()
    settle(30)
    yield "new-job-empty", desk.window
    page._save_job()
    page._kinds._choose("graffiti")
    page._save_job()
    yield "new-job-where", desk.window
    desk.show("new_job", orders[0].id)
    page._kinds._choose("street")
    page._place._take_job()
    page._seen._words.set_text("Hole of a foot, cars go around it on the left.")
    for subject in ("pothole", "sign"):
        page._seen.take([QImage.fromData(demo_photo(subject, "before"))])
        desk.context.jobs.close()
        settle(60)
    yield "new-job-look-alikes", desk.window
    page._seen._choose(page._job.photos[0].id)
    bar = page._right.verticalScrollBar()
    bar.setValue(bar.maximum())
    yield "new-job-photos", desk.window
    bar.setValue(0)
    page._place._on_map.setChecked(True)
    for _ in range(4):
        desk.context.jobs.close()
        settle(60)
    yield "new-job-on-map", desk.window
    page._place._on_map.setChecked(False)
    page._place._put(None, "")
    page._place._address.setText("350 5 Avenue")
    page._changed()
    yield "new-job-nothing-near", desk.window
    page._throw_away()
    desk.window._toast.dismiss()
    made = desk.laptop.clock.new_id()
    place = (HERE[0] + 0.004, HERE[1])
    body = CreateOrder("street", "Pothole and street repair", "1501 Broadway", "as-1", "Hole of a foot.", *place)
    desk.laptop.store.record(made, body)
    desk.show("today", made)
    settle(60)
    yield "today-found-here", desk.window


def _one_fix(desk: Desk, orders: list[WorkOrder]) -> Iterator[Pose]:
    store, main = desk.laptop.store, orders[0]
    store.record(main.id, StartWork())
    desk.laptop.clock.pass_min(26)
    store.add_photo(main.id, PhotoRole.AFTER, taken("pothole", "after"))
    desk.show("close_out", main.id)
    page = desk.window.page("close_out")
    assert isinstance(page, CloseOutPage)
    desk.context.jobs.close()
    settle(60)
    page._outcomes.choose_number(1)
    yield "close-out-others", desk.window
    for order in orders[1:3]:
        page._others._pick(order.id, on=True)
    page._others._look()
    page._scroll.verticalScrollBar().setValue(page._others.y() - 20)
    yield "close-out-others-ticked", desk.window
    closed = page._with_it(CloseOut("repaired", 26), main.number)
    desk.show("today", main.id)
    one_fix.close_all(store, {}, {main.id: CloseOut("repaired", 26), **closed})
    desk.window.page("today").refresh(None)
    desk.window.say(closed_text(3), "Undo", None)
    yield "today-closed-together", desk.window
    desk.window._toast.dismiss()
    desk.window.page("sync").refresh(None)
    desk.show("sync", main.id)
    yield "sync-one-fix", desk.window
    yield from _follow_up(desk, main)


def _follow_up(desk: Desk, main: WorkOrder) -> Iterator[Pose]:
    """Work that a closed job left to be done: the form, and the new job."""
    desk.show("new_job", main.id + FOLLOWS)
    desk.context.jobs.close()
    settle(60)
    yield "new-job-follow-up", desk.window
    page = desk.window.page("new_job")
    assert isinstance(page, NewJobPage)
    page._throw_away()
    desk.window._toast.dismiss()
    made, place = desk.laptop.clock.new_id(), (main.lat, main.long)
    body = CreateOrder("street", "Pave this block", main.address, "as-2", "From kerb to kerb.", *place, main.id)
    desk.laptop.store.record(made, body)
    desk.show("today", made)
    settle(60)
    yield "today-follow-up", desk.window
