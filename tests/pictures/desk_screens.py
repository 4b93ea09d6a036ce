"""Every state of board and review, from a real desk's file."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from fieldapp.language import Language
from fieldapp.views.board import BoardPage
from fieldapp.views.others_work import OthersWork
from fieldapp.views.review import ReviewPage
from sync.commands import AddNote
from sync.engine import LineState, LineStatus
from sync.orders import Closing, Event, Note, Photo, PhotoRole, Status, WorkOrder
from sync.server.demo_plan import first_choice
from sync.verdicts import Outcome, Part, Review, ReviewState, Why
from tests.builders import ANA, DANA, MARIA, Laptop
from tests.builders_desk import (
    DeskLaptop,
    a_held_review,
    a_review,
    demo_crews,
    demo_orders,
    demo_photo,
    demo_presence,
    demo_services,
)
from tests.pictures.crew_screens import Pose
from tests.pictures.looks import Desk, PictureClock

_SUBJECTS = {"street": "pothole", "hardware": "flood", "sidewalk": "sidewalk", "sign": "sign", "tree": "tree",
             "litter": "trash", "light": "light", "graffiti": "graffiti"}  # fmt: skip


def closed(order: WorkOrder, clock: PictureClock, number: int) -> WorkOrder:
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
    said = [Note(f"n{number}", clock.ago(ago), "Ana Lucero", "Base was washed out, packed it in two lifts.")]
    if number == 0:
        closing = replace(closing, present=("Ana Lucero", "Bo Lind"))
        caption = "The edge towards the kerb is new, too."
        said.append(Note("caption", clock.ago(ago), "Ana Lucero", caption, photo_id=photos[-1].id))
    return replace(
        order,
        status=Status.CLOSED,
        started_at=clock.ago(ago + 26),
        closing=closing,
        photos=tuple(photos),
        fields={question.path: question.choices[0].value} if (question := first_choice(service)) else {},
        notes=tuple(said),
        history=(
            Event(f"a{number}", clock.ago(180), "assign", "Maria Reyes", order.crew_id or ""),
            Event(f"s{number}", clock.ago(ago + 26), "start_work", "Ana Lucero"),
            Event(f"c{number}", clock.ago(ago), "close_out", "Ana Lucero", closing.resolution_code),
        ),
    )


def _photo(order: WorkOrder, key: str, role: PhotoRole, clock: PictureClock, ago: float, stored: bool = True) -> Photo:
    at, by = clock.ago(ago), "" if role is PhotoRole.RESIDENT else "Ana Lucero"
    place = (order.lat + 0.00008, order.long) if order.lat and by else (None, None)
    return Photo(f"p-{key}", role, at, by, "00" * 32, 9, 8, 6, at, *place, stored=stored)


def fill_board(laptop: DeskLaptop, clock: PictureClock) -> list[WorkOrder]:
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


def fill_reviews(laptop: DeskLaptop, clock: PictureClock) -> list[Review]:
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
    question = first_choice(service)
    chosen = [choice.value for choice in question.choices[1::-1]]
    field = Part(f"fields.{question.path}", Outcome.HELD, None, *chosen)
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


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state of both desks, one after the other: its name, and the window that shows it now."""
    yield from _board(folder / "board", language)
    yield from _review(folder / "review", language)
    yield from _shared(folder / "shared", language)
    yield from _beginnings(folder, language)


def _board(folder: Path, language: Language) -> Iterator[Pose]:
    """Nothing chosen, a job looked at, jobs moved."""
    clock = PictureClock()
    laptop = DeskLaptop(folder, clock, MARIA)
    orders = fill_board(laptop, clock)
    desk = Desk(laptop, language, LineState.ONLINE)
    try:
        desk.show("board")
        yield "board", desk.window
        page = desk.window.page("board")
        assert isinstance(page, BoardPage)
        job = next(o for o in orders if o.crew_id is None)
        page.show_item(job.id)
        yield "board-job", desk.window
        page.lanes.move_asked.emit([job.id], "crew-6")
        yield "board-moved", desk.window
        desk.window._toast.dismiss()
    finally:
        desk.close()


def _review(folder: Path, language: Language) -> Iterator[Pose]:
    """The queue, a held case, an answer in question, a reason asked for, nothing left."""
    clock = PictureClock()
    laptop = DeskLaptop(folder, clock, DANA)
    reviews = fill_reviews(laptop, clock)
    desk = Desk(laptop, language, LineState.ONLINE)
    try:
        desk.show("review", reviews[0].id)
        page = desk.window.page("review")
        assert isinstance(page, ReviewPage)
        yield "review", desk.window
        page.case.set_mode("side")
        page.show_item(reviews[1].id)
        yield "review-loading", desk.window
        page.case.set_mode("slide")
        for name, number in (("far", 2), ("no-after", 4), ("missing", 6), ("question", 7), ("held", 10)):
            page.show_item(reviews[number].id)
            yield f"review-{name}", desk.window
        page.show_item(reviews[0].id)
        page.bar.open_reason()
        page.bar.reason.set_text("The photo does not show the repair.")
        page._take_line(LineStatus(LineState.OFFLINE))
        yield "review-reason", desk.window
        page.bar.close_reason()
        page.approve_plain()
        yield "review-approved", desk.window
        desk.window._toast.dismiss()
        page.queue.show_sides.select("done")
        page.refresh(None)
        yield "review-done", desk.window
        for review in reviews:
            page.show_item(review.id)
            page.bar.accepted.emit()
        desk.window._toast.dismiss()
        page.queue.show_sides.select("waiting")
        page.refresh(None)
        yield "review-empty", desk.window
    finally:
        desk.close()


def _shared(folder: Path, language: Language) -> Iterator[Pose]:
    """What a crew left on the supervisor's laptop, and the question before it goes without them."""
    clock = PictureClock()
    crew = Laptop(folder, clock, ANA)
    orders = [order for order in demo_orders(clock) if order.crew_id == ANA.crew_id][:3]
    crew.first_sync(orders, demo_services(), demo_crews())
    for order in orders:
        crew.store.record(order.id, AddNote(clock.new_id(), "Gate code 4417."))
    crew.store.close()
    desk = Desk(DeskLaptop(folder, clock, MARIA), language, LineState.ONLINE)
    try:
        desk.show("sync")
        yield "sync-others", desk.window
        desk.window.findChildren(OthersWork)[0]._ask.click()
        yield "sync-others-asked", desk.window
    finally:
        desk.close()
    desk = Desk(DeskLaptop(folder, clock, DANA), language, LineState.ONLINE)
    try:
        desk.show("sync")
        yield "sync-others-told", desk.window
    finally:
        desk.close()


def _beginnings(folder: Path, language: Language) -> Iterator[Pose]:
    """Before the first download, and a city without a job."""
    for person, first in ((MARIA, "board"), (DANA, "review")):
        laptop = DeskLaptop(folder / f"new-{first}", PictureClock(), person)
        desk = Desk(laptop, language, LineState.RECEIVING)
        try:
            desk.show(first)
            yield f"{first}-first-sync", desk.window
        finally:
            desk.close()
    laptop = DeskLaptop(folder / "idle", PictureClock(), MARIA)
    laptop.first_sync((), demo_services(), demo_crews())
    desk = Desk(laptop, language, LineState.ONLINE)
    try:
        desk.show("board")
        yield "board-no-jobs", desk.window
    finally:
        desk.close()
