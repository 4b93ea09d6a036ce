"""Every crew screen in every state, from a real laptop's file."""

import math
import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fieldapp.language import Language
from fieldapp.marks import COLOURS, Mark, Tool
from fieldapp.models.draft import Draft
from fieldapp.models.job_filter import Filter
from fieldapp.models.photo_shelf import Room
from fieldapp.views.camera_page import CameraPage
from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.page_items import edit_id, import_id
from fieldapp.views.photo_chooser import PhotoChooserPage
from fieldapp.views.photo_editor import PhotoEditorPage
from fieldapp.views.photos_page import PhotosPage
from fieldapp.views.today import TodayPage
from fieldapp.widgets.search_box import SearchBox
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.signature_pad import PAUSE_MS, SignaturePad
from fieldapp.wording import refusal_text, room_text
from fieldapp.wording.near_by import closed_text
from sync.commands import AddNote, CloseOut, SetField, StartWork, TickItem
from sync.engine import PHOTOS_HELD, LineState
from sync.orders import Event, Note, PhotoRole, Priority, Resident, Returned, WorkOrder
from sync.photo_refused import PhotoRefused
from sync.photos import PreparedPhoto, prepare
from sync.server.demo_plan import first_choice
from sync.verdicts import Outcome, Part, Verdict, Why
from sync.wire import OrderChanged, ServiceChanged
from tests.builders import Laptop, a_jpeg, a_resident_photo, an_order, damage
from tests.builders_desk import demo_photo, demo_services
from tests.lens import Scene
from tests.pictures.looks import Desk, PictureClock, settle

Pose = tuple[str, QWidget]
_photos: dict[str, PreparedPhoto] = {}


def taken(subject: str, which: str) -> PreparedPhoto:
    """A photo of the demo city, made ready once."""
    key = f"{subject}-{which}"
    if key not in _photos:
        _photos[key] = prepare(demo_photo(subject, which))
    return _photos[key]


def _orders(clock: PictureClock) -> dict[str, WorkOrder]:
    def due(minutes: float) -> str:
        return clock.ago(-minutes)

    photos = (a_resident_photo("r-1", clock.ago(216)), a_resident_photo("r-2", clock.ago(215)))
    return {
        "pothole": an_order(
            description="Deep hole in the right lane just past 19th Ave, two cars already swerved. "
            "It gets worse after rain.",
            expected_datetime=due(42),
            requested_datetime=clock.ago(216),
            photos=photos,
            fields={"bus_route": "17", "cross_streets": "19th Ave and 20th Ave"},
            ticks={"cones": True, "lane": True},
            service_code="street",
            history=(Event("h1", clock.ago(180), "assign", "Maria Reyes", "crew-14"),),
            notes=(Note("n1", clock.ago(90), "Dana Kim", "Water was here on Friday, their cut may be below."),),
        ),
        "dumping": an_order(
            title="Illegal dumping: furniture", address="924 N 11th Ave", service_code="litter",
            expected_datetime=due(132), resident=Resident("", "", ""), description="A sofa and two mattresses.",
        ),
        "sign": an_order(
            title="Stop sign down", address="W Roosevelt St & N 7th Ave", service_code="sign",
            expected_datetime=due(162), priority=Priority.EMERGENCY,
        ),
        "crosswalk": an_order(
            title="Pothole near crosswalk", address="301 E Van Buren St", service_code="street",
            expected_datetime=due(390),
            returned=Returned("Dana Kim", clock.ago(20), "The photo shows another corner. Please take it again."),
        ),
        "graffiti": an_order(
            title="Graffiti on block wall", address="1230 N 3rd St",
            service_code="graffiti", expected_datetime=due(500),
        ),
        "light": an_order(title="Streetlight out", address="712 W Culver St", service_code="light"),
        "tree": an_order(title="Branch over sidewalk", address="45 W Palm Dr", service_code="tree"),
        "lost": an_order(title="Loose cover in sidewalk", address="19 N 1st Ave", service_code="hardware"),
        "moved": an_order(title="Sidewalk heaved", address="88 E Fillmore St", service_code="sidewalk"),
    }  # fmt: skip


def fill(laptop: Laptop, clock: PictureClock) -> dict[str, WorkOrder]:
    """A morning: three jobs closed, one in hand, one in question, one sent back, one moved away."""
    orders = _orders(clock)
    laptop.first_sync(orders.values(), demo_services())
    store = laptop.store
    post = first_choice(next(s for s in demo_services() if s.code == "sign")).choices
    for photo in ("r-1", "r-2"):
        laptop.receive_photo(photo, demo_photo("pothole", "resident-1" if photo == "r-1" else "resident-2"))
    for name, ago in (("tree", 110), ("light", 70)):
        at, clock.at_ms = clock.at_ms, clock.at_ms - ago * 60_000
        store.record(orders[name].id, StartWork())
        clock.pass_min(22)
        store.record(orders[name].id, CloseOut("removed" if name == "tree" else "repaired", 22))
        clock.at_ms = at
    laptop.send_all()
    held = store.record(orders["sign"].id, SetField("post", post[0])).command_id
    store.record(orders["sign"].id, AddNote("note-1", "Post is bent, a new one is needed."))
    part = Part("fields.post", Outcome.HELD, None, post[1].value, post[0].value)
    laptop.send_all({held: Verdict(held, Outcome.HELD, orders["sign"].id, None, Why.VALUE_CHANGED, held, (part,))})
    laptop.move_away(orders["moved"])
    store.record(orders["lost"].id, StartWork())
    store.record(orders["lost"].id, AddNote("note-2", "Bolted it down, one bolt is missing."))
    laptop.move_away(orders["lost"])
    store.add_photo(orders["graffiti"].id, PhotoRole.AFTER, taken("graffiti", "after"))
    store.record(orders["graffiti"].id, CloseOut("removed", 18))
    store.record(orders["pothole"].id, StartWork())
    store.record(orders["pothole"].id, TickItem("utilities", True))
    before = store.add_photo(orders["pothole"].id, PhotoRole.BEFORE, taken("pothole", "before")).photo_id
    store.record(orders["pothole"].id, AddNote("note-3", "Cracked along the kerb", before))
    clock.pass_min(26)
    return orders


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state of every crew screen, one after the other: its name, and the window that shows it now."""
    yield from _working_day(folder / "day", language)
    yield from _beginnings(folder, language)
    yield from _camera(folder / "camera", language)


def _working_day(folder: Path, language: Language) -> Iterator[Pose]:
    clock = PictureClock()
    laptop = Laptop(folder, clock)
    orders = fill(laptop, clock)
    desk = Desk(laptop, language)
    try:
        yield from _today(desk, orders)
        yield from _close_out(desk, orders["pothole"])
        yield from _photo_chooser(desk, orders["pothole"], folder / "card")
        yield from _other_pages(desk, orders)
        clock.pass_min(13 * 60)
        desk.tell_line(LineState.OFFLINE)
        desk.window.page("today").refresh(None)
        desk.show("today", orders["dumping"].id)
        yield "today-stale", desk.window
    finally:
        desk.close()


def _today(desk: Desk, orders: dict[str, WorkOrder]) -> Iterator[Pose]:
    for name, key in (
        ("today", "pothole"),
        ("today-returned", "crosswalk"),
        ("today-held", "sign"),
        ("today-plain", "dumping"),
        ("today-closed", "graffiti"),
        ("today-reassigned", "lost"),
    ):
        desk.show("today", orders[key].id)
        yield name, desk.window
    page = desk.window.page("today")
    assert isinstance(page, TodayPage)
    desk.show("today", orders["pothole"].id)
    page._job.write_note()
    yield "today-note", desk.window
    page._job._note.hide()
    tabs = page.findChild(Segmented)
    tabs.select("done")
    page.refresh(None)
    yield "today-done", desk.window
    tabs.select("todo")
    search = page.tools()[0]
    assert isinstance(search, SearchBox)
    search.setText("Roosevelt bridge")
    yield "today-no-match", desk.window
    search.clear()
    yield from _filters(desk, page, orders)
    desk.show("today", orders["pothole"].id)
    desk.window.say(closed_text(1), QCoreApplication.translate("Recording", "Undo"), None)
    yield "today-toast", desk.window
    desk.window._toast.dismiss()


def _filters(desk: Desk, page: TodayPage, orders: dict[str, WorkOrder]) -> Iterator[Pose]:
    desk.show("today", orders["pothole"].id)
    filtering = page._jobs.filtering
    page._toggle_panel(Qt.FocusReason.MouseFocusReason)
    yield "today-filters", desk.window
    filtering.set(Filter(chips=("due:today", "kind:street", "state:started"), sort="distance"))
    yield "today-filters-on", desk.window
    filtering.save("Streets, today")
    filtering.set(Filter(chips=("priority:emergency",)))
    filtering.save("Emergencies")
    yield "today-filters-saved", desk.window
    page._toggle_panel(Qt.FocusReason.MouseFocusReason)
    filtering.set(Filter(chips=("due:late", "kind:street", "state:returned")))
    yield "today-filters-hide-all", desk.window
    filtering.set(Filter(text="pothole", show="all", chips=("kind:street",), sort="route"))
    yield "today-filtered", desk.window
    filtering.clear()
    filtering.set(Filter())


def _close_out(desk: Desk, order: WorkOrder) -> Iterator[Pose]:
    store = desk.laptop.store
    desk.show("close_out", order.id)
    yield "close-out-empty", desk.window
    page = desk.window.page("close_out")
    assert isinstance(page, CloseOutPage)
    page._outcomes.choose_number(1)
    page._close_job()
    yield "close-out-needs-photo", desk.window
    after = store.add_photo(order.id, PhotoRole.AFTER, taken("pothole", "after")).photo_id
    store.record(order.id, AddNote("caption-1", "The edge towards the kerb is new, too.", after))
    answers = {"cold_patch_bags": 4, "edges": "sealed"}
    draft = Draft("repaired", form_version=1, answers=answers, present=("Ana Ruiz", "Bo Lind"))
    store.save_draft(order.id, draft.kept())
    desk.show("close_out", order.id)
    yield "close-out", desk.window
    _to_the_end(page)
    yield "close-out-crew", desk.window
    facts = {"taken_at": desk.laptop.clock.now(), "latitude": order.lat, "longitude": order.long + 0.0001}
    dark = replace(prepare(a_jpeg("#0d0f12")), **facts)
    store.add_photo(order.id, PhotoRole.AFTER, dark)
    desk.show("close_out", order.id)
    desk.context.jobs.close()
    settle(30)
    yield "close-out-dark-photo", desk.window
    unfinished = {"edges": "utility", "holes": [{"depth_cm": 8, "where": "lane"}, {}]}
    store.save_draft(order.id, Draft("temporary", 40, "", 1, unfinished).kept())
    desk.show("today", order.id)
    desk.show("close_out", order.id)
    page._close_job()
    settle()
    _to_the_end(page)
    yield "close-out-form", desk.window
    yield from _photo_editor(desk, order, after)
    yield from _signing(desk)


def _signing(desk: Desk) -> Iterator[Pose]:
    """A form that somebody signs: before, and with a signature that was kept."""
    car = an_order(title="Abandoned car", address="2110 W Van Buren St", service_code="vehicle")
    desk.laptop.hear(OrderChanged(car))
    desk.laptop.store.save_draft(car.id, Draft("towed").kept())
    desk.show("close_out", car.id)
    page = desk.window.findChild(CloseOutPage)
    _to_the_end(page)
    yield "close-out-sign", desk.window
    pad = page.findChild(SignaturePad)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 90))
    for step in range(1, 90):
        swing = round(34 * math.sin(step / 4) * math.exp(-step / 90))
        QTest.mouseMove(pad, QPoint(60 + step * 3, 80 - swing))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(330, 80))
    settle(PAUSE_MS + 500)
    _to_the_end(page)
    yield "close-out-signed", desk.window


def _to_the_end(page: CloseOutPage) -> None:
    bar = page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


def _photo_chooser(desk: Desk, order: WorkOrder, folder: Path) -> Iterator[Pose]:
    desk.show("photo_import", import_id(order.id, PhotoRole.AFTER))
    yield "photo-chooser-empty", desk.window
    camera = folder / "DCIM" / "100CANON"
    camera.mkdir(parents=True)
    subjects = ("pothole", "sign", "tree", "light", "trash", "flood")
    for number, (subject, which) in enumerate(product(subjects, ("after", "before"))):
        path = camera / f"IMG_{number}.JPG"
        path.write_bytes(demo_photo(subject, which))
        _taken_at(path, desk, 2 + number * 9)
    bad = camera / "IMG_BAD.JPG"
    bad.write_bytes(b"\xff\xd8\xff")
    _taken_at(bad, desk, 1)
    desk.context.cards._drives = lambda: ((folder, "EOS"),)
    desk.context.cards.start(desk.context.jobs)
    desk.context.jobs.close()
    settle(60)
    page = desk.window.page("photo_import")
    assert isinstance(page, PhotoChooserPage)
    for _ in range(13):  # one small picture after the other
        desk.context.jobs.close()
        settle(10)
    yield "photo-chooser", desk.window
    page._problem.setText("IMG_BAD.JPG: " + refusal_text(PhotoRefused("PHOTO-BROKEN")))
    page._problem.show()
    page._import.running, page._import.total, page._import.added = True, 9, 4
    page._show_progress()
    yield "photo-chooser-adding", desk.window
    page._import.running = False
    desk.show("today", order.id)
    desk.window.page("today").refresh(None)
    yield "today-card", desk.window
    desk.context.cards.stop()
    desk.context.cards.sources = ()
    desk.context.cards.changed.emit()


def _taken_at(path: Path, desk: Desk, minutes_ago: int) -> None:
    at_s = desk.laptop.clock.wall_ms() / 1000 - 60 * minutes_ago
    os.utime(path, (at_s, at_s))


def _photo_editor(desk: Desk, order: WorkOrder, photo_id: str) -> Iterator[Pose]:
    desk.show("photo_edit", edit_id(order.id, photo_id))
    desk.context.jobs.close()
    settle(30)
    yield "photo-editor-empty", desk.window
    page = desk.window.page("photo_edit")
    assert isinstance(page, PhotoEditorPage)
    canvas = page._canvas
    wide, high = canvas.photo.width(), canvas.photo.height()
    for tool, start, end, colour in (
        (Tool.BLUR, (0.62, 0.2), (0.8, 0.36), 0),
        (Tool.ARROW, (0.3, 0.25), (0.45, 0.62), 0),
        (Tool.CIRCLE, (0.4, 0.6), (0.8, 0.95), 1),
        (Tool.BOX, (0.05, 0.5), (0.25, 0.8), 2),
    ):
        ends = ((start[0] * wide, start[1] * high), (end[0] * wide, end[1] * high))
        canvas.marks.place(Mark(tool, *ends, COLOURS[colour], seed=7))
    canvas.put_words("Edge is sealed")
    yield "photo-editor", desk.window


def _other_pages(desk: Desk, orders: dict[str, WorkOrder]) -> Iterator[Pose]:
    desk.show("today", orders["pothole"].id)
    today = desk.window.page("today")
    assert isinstance(today, TodayPage)
    today._job._photos._both.setChecked(True)
    for _ in range(6):  # one picture after the other
        desk.context.jobs.close()
        settle(10)
    yield "today-before-after", desk.window
    today._job._photos._both.setChecked(False)
    desk.show("photos")
    desk.context.jobs.close()
    settle(10)
    page = desk.window.page("photos")
    assert isinstance(page, PhotosPage)
    for name, free in (("photos", 14_000_000_000), ("photos-disk-low", 180_000_000)):
        page._shelf.room = Room(1_200_000_000, free)
        page._show()
        yield name, desk.window
    page._roles.select("during")
    page._show()
    yield "photos-none-like-that", desk.window
    page._show_every()
    for key in ("sign", "pothole", "tree"):
        desk.show("sync", orders[key].id)
        yield f"sync-{key}", desk.window
    for state in (LineState.SENDING, LineState.ONLINE, LineState.SIGN_IN_REQUIRED):
        desk.tell_line(state)
        yield f"line-{state.value}", desk.window
    desk.tell_line(LineState.ONLINE, PHOTOS_HELD)
    yield "sync-wifi", desk.window
    desk.tell_line(LineState.OFFLINE)
    desk.show("today", orders["pothole"].id)
    desk.window.notice.show_notice(room_text(180_000_000, desk.context.language.locale), "warn", "hard-drive")
    yield "today-disk-low", desk.window
    desk.window.notice.clear()
    desk.show("help")
    yield "help", desk.window
    damage(desk.laptop.store, orders["tree"].id, "line")
    desk.show("today")
    desk.window.page("today").refresh(None)
    desk.window.page("sync").refresh(None)
    desk.show("sync", orders["pothole"].id)
    yield "sync-unreadable", desk.window


def _camera(folder: Path, language: Language) -> Iterator[Pose]:
    """A laptop with a camera: where it is offered, what it sees, and that it is not there any more."""
    clock, scene, other = PictureClock(), Scene("Rear camera"), Scene("Front camera")
    lenses = [scene.lens, other.lens]
    laptop = Laptop(folder, clock)
    order = fill(laptop, clock)["crosswalk"]
    desk = Desk(laptop, language, lenses=lambda: tuple(lenses))
    try:
        desk.show("close_out", order.id)
        yield "close-out-camera", desk.window
        desk.show("camera", import_id(order.id, PhotoRole.AFTER))
        page = desk.window.page("camera")
        assert isinstance(page, CameraPage)
        for which in ("before", "after"):
            scene.show(QImage.fromData(demo_photo("pothole", which)))
            while page._camera.image.isNull() or not page._take.isEnabled():
                settle(20)
            settle(100)
            page._shoot()
            clock.pass_min(1)
            settle(20)
            page.refresh(None)
            desk.context.jobs.close()
            settle(20)
        yield "camera", desk.window
        lenses.clear()
        page._look_for()
        yield "camera-none", desk.window
    finally:
        desk.close()


def _beginnings(folder: Path, language: Language) -> Iterator[Pose]:
    """Before the first download, in the middle of it, and a day without jobs."""
    laptop = Laptop(folder / "new", PictureClock())
    desk = Desk(laptop, language, LineState.RECEIVING)
    try:
        desk.show("today")
        yield "today-first-sync", desk.window
        services = [ServiceChanged(service) for service in demo_services()]
        orders = [OrderChanged(replace(order, version=1)) for order in list(_orders(PictureClock()).values())[:3]]
        laptop.store.line.snapshot_begin()
        desk.window.refresh(laptop.store.line.snapshot_page([*services, *orders]))
        desk.window.page("today").refresh(None)
        yield "today-arriving", desk.window
    finally:
        desk.close()
    laptop = Laptop(folder / "idle", PictureClock())
    laptop.first_sync((), demo_services())
    desk = Desk(laptop, language, LineState.ONLINE)
    try:
        for page in ("today", "photos", "sync"):
            desk.show(page)
            yield f"{page}-empty", desk.window
    finally:
        desk.close()
