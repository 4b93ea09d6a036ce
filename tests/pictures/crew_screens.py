"""Draws every crew screen from a real laptop's file: `python -m tests.pictures.crew_screens OUTDIR [theme…]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp import background, theme
from fieldapp.background import Background
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.sync_thread import StoreChanges, connected
from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.help_page import HelpPage
from fieldapp.views.photos_page import PhotosPage
from fieldapp.views.sync_page import SyncPage
from fieldapp.views.today import TodayPage
from fieldapp.views.workspace import Entry, Workspace
from fieldapp.wording import line_words
from sync.commands import AddNote, CloseOut, SetField, StartWork, TickItem
from sync.engine import LineState, LineStatus
from sync.orders import Event, Material, Note, PhotoRole, Priority, Resident, Returned, WorkOrder
from sync.photos import prepare
from sync.verdicts import Outcome, Part, Verdict, Why
from tests.builders import ANA, Laptop, StillClock, a_resident_photo, a_service, an_order

SIZES = ((1.0, (1440, 900)), (1.5, (1440, 900)), (1.0, (1100, 700)))


def a_street(kind: str) -> bytes:
    """A drawn street: "hole", "cones" (the hole, closed off) or "patch"."""
    wide, high = 1200, 900
    picture = Image.new("RGB", (wide, high), "#7fb0dc")
    draw = ImageDraw.Draw(picture)
    for y in range(430):
        draw.line((0, y, wide, y), fill=(90 + y // 4, 150 + y // 6, 215))
    for x, top in ((0, 300), (160, 330), (420, 345), (760, 350), (900, 310), (1100, 335)):
        draw.rectangle((x, top, x + 150, 430), fill="#b59b7d")
    draw.rectangle((0, 425, wide, high), fill="#d8c9b2")
    draw.polygon(((560, 430), (640, 430), (1200, 900), (0, 900)), fill="#74736f")
    draw.polygon(((597, 430), (603, 430), (420, 900), (330, 900)), fill="#e2b93b")
    if kind in ("hole", "cones"):
        draw.polygon(
            ((620, 660), (700, 640), (860, 650), (960, 700), (880, 760), (700, 765), (600, 720)),
            fill="#2b2725",
        )
    if kind == "patch":
        draw.polygon(((600, 640), (930, 640), (1010, 780), (560, 780)), fill="#2f2f31")
    if kind != "hole":
        for x in (520, 1000):
            draw.polygon(((x, 560), (x + 24, 560), (x + 50, 700), (x - 26, 700)), fill="#e8621f")
            draw.polygon(((x - 9, 620), (x + 33, 620), (x + 38, 648), (x - 14, 648)), fill="#f2f2f2")
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _services() -> list[object]:
    pothole = a_service()
    return [
        pothole,
        a_service("dumping", "Illegal dumping", icon="trash-2", tone="olive", material=None),
        a_service(
            "sign",
            "Sign down",
            icon="octagon-alert",
            tone="red",
            material=Material({"en": "Posts"}, {"en": "posts"}),
        ),
        a_service("graffiti", "Graffiti", icon="spray-can", tone="violet", material=None),
        a_service("light", "Streetlight", icon="lamp-desk", tone="amber", material=None),
        a_service("tree", "Tree", icon="tree-palm", tone="green", material=None),
    ]


def _orders(clock: StillClock) -> dict[str, WorkOrder]:
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
            history=(Event("h1", clock.ago(180), "assign", "Maria Reyes", "crew-14"),),
            notes=(Note("n1", clock.ago(90), "Dana Kim", "Water was here on Friday, their cut may be below."),),
        ),
        "dumping": an_order(
            title="Illegal dumping: furniture", address="924 N 11th Ave", service_code="dumping",
            expected_datetime=due(132), resident=Resident("", "", ""), description="A sofa and two mattresses.",
        ),
        "sign": an_order(
            title="Stop sign down", address="W Roosevelt St & N 7th Ave", service_code="sign",
            expected_datetime=due(162), priority=Priority.EMERGENCY,
        ),
        "crosswalk": an_order(
            title="Pothole near crosswalk", address="301 E Van Buren St", expected_datetime=due(390),
            returned=Returned("Dana Kim", clock.ago(20), "The photo shows another corner. Please take it again."),
        ),
        "graffiti": an_order(
            title="Graffiti on block wall", address="1230 N 3rd St",
            service_code="graffiti", expected_datetime=due(500),
        ),
        "light": an_order(title="Streetlight out", address="712 W Culver St", service_code="light"),
        "tree": an_order(title="Branch over sidewalk", address="45 W Palm Dr", service_code="tree"),
        "moved": an_order(title="Sidewalk heaved", address="88 E Fillmore St"),
    }  # fmt: skip


def fill(laptop: Laptop, clock: StillClock) -> dict[str, WorkOrder]:
    """A morning: three jobs closed, one in hand, one in question, one sent back, one moved away."""
    orders = _orders(clock)
    laptop.first_sync(orders.values(), _services())  # type: ignore[arg-type]
    store = laptop.store
    for photo in ("r-1", "r-2"):
        laptop.receive_photo(photo, a_street("hole"))
    for name, ago in (("tree", 110), ("light", 70)):
        at, clock.at_ms = clock.at_ms, clock.at_ms - ago * 60_000
        store.record(orders[name].id, StartWork())
        clock.pass_min(22)
        store.record(orders[name].id, CloseOut("repaired", 22))
        clock.at_ms = at
    laptop.send_all()
    held = store.record(orders["sign"].id, SetField("surface", "Needs paving")).command_id
    store.record(orders["sign"].id, AddNote("note-1", "Post is bent, a new one is needed."))
    part = Part("fields.surface", Outcome.HELD, None, "Utility cut", "Needs paving")
    laptop.send_all({held: Verdict(held, Outcome.HELD, orders["sign"].id, None, Why.VALUE_CHANGED, held, (part,))})
    laptop.move_away(orders["moved"])
    store.add_photo(orders["graffiti"].id, PhotoRole.AFTER, prepare(a_street("patch")))
    store.record(orders["graffiti"].id, CloseOut("repaired", 18))
    store.record(orders["pothole"].id, StartWork())
    store.record(orders["pothole"].id, TickItem("marked", True))
    store.add_photo(orders["pothole"].id, PhotoRole.BEFORE, prepare(a_street("cones")))
    clock.pass_min(26)
    return orders


def turn(ms: int = 150) -> None:
    """Lets pictures be decoded and the window be laid out."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
    background.wait()
    QCoreApplication.processEvents()


def crew_workspace(laptop: Laptop, changes: StoreChanges) -> Workspace:
    """The crew's window as the app builds it, without a line."""
    line = connected(laptop.store, "http://hub.test", laptop.clock)
    made: list[Workspace] = []

    def say(text: str, action: str, act: Callable[[], None] | None) -> None:
        made[0].say(text, action, act)

    context = Context(laptop.store, changes, line, Background(), laptop.clock, ANA, Language("en"), say)
    workspace = Workspace(
        (
            Entry("today", "Today", "list-todo", TodayPage(context)),
            Entry("close_out", "Close out", "", CloseOutPage(context)),
            Entry("photos", "Photos", "images", PhotosPage(context)),
            Entry("sync", "Sync", "refresh-cw", SyncPage(context)),
            Entry("help", "Help", "circle-question-mark", HelpPage(context)),
        )
    )
    made.append(workspace)
    changes.changed.connect(workspace.refresh)
    workspace.rail.set_person("C14", "Crew 14")
    status = LineStatus(LineState.OFFLINE)
    workspace.pill.set_state(*line_words(status, laptop.store.summary(), laptop.clock, context.language.locale))
    return workspace


def draw(folder: Path, theme_name: str, scale: float, size: tuple[int, int]) -> None:
    """All crew screens at one look."""
    clock = StillClock()
    application = QApplication.instance() or QApplication([])
    theme.apply(application, theme_name, scale)  # type: ignore[arg-type]
    prefix = f"{theme_name}-{round(scale * 100)}-{size[0]}"
    with tempfile.TemporaryDirectory() as data:
        laptop = Laptop(Path(data), clock)
        orders = fill(laptop, clock)
        changes = StoreChanges(laptop.store)
        workspace = crew_workspace(laptop, changes)
        workspace.resize(*size)
        workspace.show()
        workspace.show_page("today", orders["pothole"].id)
        turn(300)

        def keep(name: str, widget: QWidget = workspace) -> None:
            turn()
            widget.grab().save(str(folder / f"{prefix}-{name}.png"))

        keep("today")
        workspace.show_page("today", orders["crosswalk"].id)
        keep("today-returned")
        workspace.show_page("today", orders["sign"].id)
        keep("today-held")
        workspace.show_page("close_out", orders["pothole"].id)
        keep("close-out-empty")
        laptop.store.add_photo(orders["pothole"].id, PhotoRole.AFTER, prepare(a_street("patch")))
        laptop.store.save_draft(
            orders["pothole"].id,
            {
                "outcome": "repaired",
                "minutes": None,
                "material": 4,
                "fields": {"surface": "Edges sealed"},
                "note": "",
            },
        )
        workspace.show_page("close_out", orders["pothole"].id)
        keep("close-out")
        for page in ("photos", "sync", "help"):
            workspace.show_page(page)
            keep(page)
        workspace.close()
        workspace.deleteLater()
        changes.stop()
        turn(10)
        laptop.close()


def main(arguments: list[str]) -> None:
    """Draws into the folder named first, in the themes named after it (all three without)."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:] or theme.THEMES:
        for scale, size in SIZES:
            draw(folder, name, scale, size)


if __name__ == "__main__":
    main(sys.argv[1:])
