"""Draws board and review from a real desk's file: `python -m tests.pictures.desk_screens OUTDIR [theme…]`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from fieldapp import theme
from fieldapp.views.board import BoardPage
from fieldapp.views.help_page import HelpPage
from fieldapp.views.review import ReviewPage
from fieldapp.views.sync_page import SyncPage
from fieldapp.views.workspace import Entry, Workspace
from sync.engine import LineState, LineStatus
from sync.orders import Closing, Event, Note, Photo, PhotoRole, Role, Status, WorkOrder
from sync.verdicts import Outcome, Part, Review, ReviewState, Why
from tests.builders import DANA, MARIA, StillClock
from tests.builders_desk import (
    DeskLaptop,
    a_context,
    a_held_review,
    a_review,
    demo_crews,
    demo_orders,
    demo_photo,
    demo_presence,
    demo_services,
)
from tests.pictures.crew_screens import turn

LOOKS = ((1.0, (1600, 900)), (1.5, (1600, 900)), (1.0, (1100, 700)))
_SUBJECTS = {"street": "pothole", "hardware": "flood", "sidewalk": "sidewalk", "sign": "sign", "tree": "tree",
             "litter": "trash", "light": "light", "graffiti": "graffiti"}  # fmt: skip


def closed(order: WorkOrder, clock: StillClock, number: int) -> WorkOrder:
    """The order as its crew closed it, with its photos and the resident's; each case a little different."""
    code = {3: "temporary", 5: "nothing_there"}.get(number, "")
    service = next(s for s in demo_services() if s.code == order.service_code)
    codes = [r.code for r in service.resolutions]
    ago = 9 + number * 5.0
    photos = [_photo(order, f"{number}-resident", PhotoRole.RESIDENT, clock, 300)]
    photos.append(_photo(order, f"{number}-before", PhotoRole.BEFORE, clock, ago + 25))
    if number != 4:
        photos.append(_photo(order, f"{number}-after", PhotoRole.AFTER, clock, ago + 1, stored=number != 6))
    if number == 2:
        far = photos[-1]
        photos[-1] = replace(far, lat=(far.lat or 0) + 0.011)
    closing = Closing(code if code in codes else codes[0], clock.ago(ago), "Ana Lucero", order.crew_id, 26, 4)
    return replace(
        order,
        status=Status.CLOSED,
        started_at=clock.ago(ago + 26),
        closing=closing,
        photos=tuple(photos),
        fields={service.fields[0].name: service.fields[0].choices[0]} if service.fields else {},
        notes=(Note(f"n{number}", clock.ago(ago), "Ana Lucero", "Base was washed out, packed it in two lifts."),),
        history=(
            Event(f"a{number}", clock.ago(180), "assign", "Maria Reyes", order.crew_id or ""),
            Event(f"s{number}", clock.ago(ago + 26), "start_work", "Ana Lucero"),
            Event(f"c{number}", clock.ago(ago), "close_out", "Ana Lucero", closing.resolution_code),
        ),
    )


def _photo(order: WorkOrder, key: str, role: PhotoRole, clock: StillClock, ago: float, stored: bool = True) -> Photo:
    at, by = clock.ago(ago), "" if role is PhotoRole.RESIDENT else "Ana Lucero"
    place = (order.lat + 0.00008, order.long) if order.lat and by else (None, None)
    return Photo(f"p-{key}", role, at, by, "00" * 32, 9, 8, 6, at, *place, stored=stored)


def fill_board(laptop: DeskLaptop, clock: StillClock) -> list[WorkOrder]:
    """A working day of twelve crews."""
    orders = [
        replace(o, photos=(_photo(o, o.id, PhotoRole.RESIDENT, clock, 300),)) if o.service_code in _SUBJECTS else o
        for o in demo_orders(clock)
    ]
    laptop.first_sync(orders, demo_services(), demo_crews())
    laptop.hear_presence(*demo_presence(clock))
    for order in orders:
        for photo in order.photos:
            laptop.store.want_photo(photo.id, order.id, "thumb")
            laptop.store.line.downloaded(photo.id, "thumb", _picture(order, photo))
    return orders


def fill_reviews(laptop: DeskLaptop, clock: StillClock) -> list[Review]:
    """Ten close-outs that wait, two of them held, and two that were decided."""
    orders = [o for o in demo_orders(clock) if o.crew_id and o.lat and o.service_code in _SUBJECTS]
    done = [closed(order, clock, number) for number, order in enumerate(orders[:10])]
    open_one = replace(
        orders[10],
        crew_id="crew-9",
        history=(*orders[10].history, Event("h-x", clock.ago(50), "assign", "Maria Reyes", "crew-9")),
        photos=(
            _photo(orders[10], "10-before", PhotoRole.BEFORE, clock, 70),
            _photo(orders[10], "10-after", PhotoRole.AFTER, clock, 48),
        ),
    )
    laptop.first_sync([*done, open_one, *orders[11:]], demo_services(), demo_crews())
    laptop.hear_presence(*demo_presence(clock))
    reviews = [a_review(order, clock, 4 + number * 5, crew_id=order.crew_id) for number, order in enumerate(done)]
    service = next(s for s in demo_services() if s.code == done[7].service_code)
    field = Part(f"fields.{service.fields[0].name}", Outcome.HELD, None, *service.fields[0].choices[1::-1])
    reviews[7] = replace(reviews[7], why=Why.VALUE_CHANGED, parts=(*reviews[7].parts, field))
    reviews[8:] = [
        replace(r, state=state, decided_by="Luis Ortega", decided_at=clock.ago(30), reason=reason, version=2)
        for r, state, reason in (
            (reviews[8], ReviewState.ACCEPTED, ""),
            (reviews[9], ReviewState.SENT_BACK, "Please take an after photo."),
        )
    ]
    reviews.append(a_held_review(open_one, clock, 46, crew_id="crew-14"))
    laptop.hear_reviews(reviews)
    for number, order in enumerate([*done, open_one]):
        for photo in order.photos:
            if photo.stored and not (number == 1 and photo.role is PhotoRole.AFTER):
                for size in ("screen", "thumb"):
                    laptop.store.want_photo(photo.id, order.id, size)  # type: ignore[arg-type]
                laptop.receive_photo(photo.id, _picture(order, photo))
    return reviews


def _picture(order: WorkOrder, photo: Photo) -> bytes:
    which = "resident-1" if photo.role is PhotoRole.RESIDENT else photo.role.value
    return demo_photo(_SUBJECTS[order.service_code], which)


class Drawing:
    """One look at the two pages, in the window that the app builds around them."""

    def __init__(self, folder: Path, theme_name: str, scale: float, size: tuple[int, int]) -> None:
        application = QApplication.instance() or QApplication([])
        theme.apply(application, theme_name, scale)  # type: ignore[arg-type]
        self._prefix = folder / f"{theme_name}-{round(scale * 100)}-{size[0]}"
        self._size = size

    def board(self) -> None:
        """Empty, a job looked at, jobs moved, a drop, a district."""
        clock = StillClock()
        with tempfile.TemporaryDirectory() as data:
            laptop = DeskLaptop(Path(data), clock, MARIA)
            orders = fill_board(laptop, clock)
            workspace, changes = self._workspace(laptop, ("board", "review"))
            page = workspace.page("board")
            assert isinstance(page, BoardPage)
            self._keep(workspace, "board")
            job = next(o for o in orders if o.crew_id is None)
            page.show_item(job.id)
            self._keep(workspace, "board-job")
            page.lanes.move_asked.emit([job.id], "crew-6")
            self._keep(workspace, "board-moved")
            self._end(workspace, changes, laptop)

    def review(self) -> None:
        """The queue, a held case, an answer in question, a reason asked for, nothing left."""
        clock = StillClock()
        with tempfile.TemporaryDirectory() as data:
            laptop = DeskLaptop(Path(data), clock, DANA)
            reviews = fill_reviews(laptop, clock)
            workspace, changes = self._workspace(laptop, ("review", "board"))
            page = workspace.page("review")
            assert isinstance(page, ReviewPage)
            self._keep(workspace, "review")
            page.case.set_mode("side")
            page.show_item(reviews[1].id)
            self._keep(workspace, "review-loading")
            page.case.set_mode("slide")
            for name, number in (("far", 2), ("no-after", 4), ("missing", 6), ("question", 7), ("held", 10)):
                page.show_item(reviews[number].id)
                self._keep(workspace, f"review-{name}")
            page.show_item(reviews[0].id)
            page.bar.open_reason()
            page.bar.reason.set_text("The photo does not show the repair.")
            page._take_line(LineStatus(LineState.OFFLINE))
            self._keep(workspace, "review-reason")
            page.bar.close_reason()
            page.approve_plain()
            self._keep(workspace, "review-approved")
            page.queue.show_sides.select("done")
            page.refresh(None)
            self._keep(workspace, "review-done")
            for review in reviews:
                page.show_item(review.id)
                page.bar.accepted.emit()
            page.queue.show_sides.select("waiting")
            page.refresh(None)
            self._keep(workspace, "review-empty")
            self._end(workspace, changes, laptop)

    def _workspace(self, laptop: DeskLaptop, order: tuple[str, ...]) -> tuple[Workspace, object]:
        said: list[Workspace] = []

        def say(*words: object) -> None:
            said[0].say(*words)  # type: ignore[arg-type]

        context, changes = a_context(laptop, say)
        pages = {
            "board": Entry("board", "Board", "layout-dashboard", BoardPage(context)),
            "review": Entry("review", "Review", "inbox", ReviewPage(context)),
        }
        workspace = Workspace(
            (
                *(pages[key] for key in order),
                Entry("sync", "Sync", "refresh-cw", SyncPage(context)),
                Entry("help", "Help", "circle-question-mark", HelpPage(context)),
            )
        )
        said.append(workspace)
        changes.changed.connect(workspace.refresh)
        supervisor = laptop.person.role is Role.SUPERVISOR
        workspace.rail.set_person("MR" if supervisor else "DK", "Supervisor" if supervisor else "Dispatch")
        workspace.pill.set_state("done", "All in the CRM", "Last heard 10:58 AM")
        workspace.resize(*self._size)
        workspace.show()
        workspace.show_page(order[0])
        turn(300)
        return workspace, changes

    def _keep(self, workspace: Workspace, name: str) -> None:
        turn()
        turn(50)
        workspace.grab().save(f"{self._prefix}-{name}.png")

    def _end(self, workspace: Workspace, changes: object, laptop: DeskLaptop) -> None:
        workspace.close()
        workspace.deleteLater()
        changes.stop()  # type: ignore[attr-defined]
        turn(10)
        laptop.close()


def main(arguments: list[str]) -> None:
    """Draws into the folder named first, in the themes named after it (all three without)."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:] or theme.THEMES:
        for scale, size in LOOKS:
            drawing = Drawing(folder, name, scale, size)
            drawing.board()
            drawing.review()


if __name__ == "__main__":
    main(sys.argv[1:])
