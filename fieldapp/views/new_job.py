"""New work found on the street: what, where, photos; in the list at once, and the city's as soon as there is a line."""

from collections import Counter
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent

from fieldapp.context import Context
from fieldapp.models import new_job
from fieldapp.models.new_job import Finished, NewJob, Staged
from fieldapp.rows import Outcome
from fieldapp.theme import px
from fieldapp.views.look_alikes import LookAlikes
from fieldapp.views.new_job_photos import SeenCard
from fieldapp.views.new_job_place import PHOTO, PlaceCard
from fieldapp.views.page import Page
from fieldapp.views.page_items import FOLLOWS, NONE_OPEN
from fieldapp.views.recording import withdraw
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.form_bar import NARROW_PX, FormBar
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.outcome_grid import OutcomeGrid
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.wording import store_text
from fieldapp.wording.near_by import found_trouble_text, taken_along_text
from sync.orders import ServiceType, Status, worded
from sync.places import Point, believable
from sync.store import Change, OrderLine, Query, StoreProblem

_TYPING_MS = 400
_COUNTED = 500
_LEAST_KIND_PX = 1  # always two columns: the names wrap


class NewJobPage(Page):
    """Fills the window while a job is written down. Every change is kept at once; leaving loses nothing."""

    full_screen = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._services: dict[str, ServiceType] = {}
        self._job = NewJob()
        self._kept: NewJob | None = None
        self._offered: OrderLine | None = None
        self._order: list[str] = []
        self._due: str | None = None  # what waits for the photos: "" to save it, an id to open that job instead
        self._step = StepHeader(1, self.tr("What is it?"))
        self._kinds = OutcomeGrid(2, self.tr("What is it?"), _LEAST_KIND_PX)
        self._place, self._seen = PlaceCard(context), SeenCard(context)
        self._alike = LookAlikes(context)
        self._drop = Button(self.tr("Throw away"), "trash-2", "quiet", "crew")
        self._later = Button(self.tr("Save for later"), size="crew")
        self._save = Button(self.tr("Save job"), "check", "go", "crew")
        self._save.setToolTip(self.tr("Ctrl+Enter"))
        self._bar = FormBar(self._save, 260, self._drop, self._later)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._build()
        self._connect()

    def show_item(self, item_id: str) -> None:
        """Goes on with the job that was begun, or begins one; the id is of the job that was open, or NONE_OPEN.

        With FOLLOWS at its end the new one follows that job, at its place.
        """
        store, order_id = self._context.store, item_id.removesuffix(FOLLOWS)
        self._keep()
        self._offered = next(iter(store.lines([order_id])), None) if order_id != NONE_OPEN else None
        self._kept = new_job.kept(store)
        self._job = self._kept or self._beside(new_job.begun(self._context.clock), item_id.endswith(FOLLOWS))
        if item_id.endswith(FOLLOWS) and self._job.follows != order_id:
            self._context.say(self.tr("You have begun another new job: save it or throw it away first."), "", None)
        self._due = None
        self._show_kinds()
        self._kinds.select(self._job.service_code)
        place, pin_from = self._job.place, self._job.place_from
        self._place.show_place(self._job.address, place, pin_from, offered=self._offered)
        self._place.start_map_at(self._any_spot())
        self._seen.show_job(self._job, afresh=True)
        self._offer_photo_place()
        earlier = next(iter(store.lines([self._job.follows])), None) if self._job.follows else None
        if earlier is not None:
            after = self.tr("After {title}, {number}").format(title=earlier.title, number=earlier.number)
            self.titled.emit(self.tr("Follow-up job"), after)
        else:
            self.titled.emit(self.tr("New job"), self.tr("Found on the street"))
        self._look()
        self._left.verticalScrollBar().setValue(0)
        self._right.verticalScrollBar().setValue(0)

    def refresh(self, change: Change | None = None) -> None:
        """Looks around again; what is being filled in stays."""
        if change is None or change.reference:
            self._services = {service.code: service for service in self._context.store.services()}
            self._show_kinds()
        if self._job.order_id and (change is None or change.orders):
            self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape goes back, paste takes a photo."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.matches(QKeySequence.StandardKey.Paste):
            if not self._seen.paste():
                self._seen.show_problem(self.tr("There is no photo on the clipboard. Copy one and paste again."))
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: what was typed last is kept, too."""
        self._keep()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: throwing it away takes little room where there is little."""
        self._drop.set_stacked(self.width() < px(NARROW_PX))
        super().resizeEvent(event)

    def _build(self) -> None:
        what = Card(padding=18)
        what.add(self._step)
        what.add(self._kinds)
        self._left = Scrolled(column(what, 1, gap=16))
        self._right = Scrolled(column(self._place, self._alike, self._seen, 1, gap=16))
        sides = row(self._left, self._right, gap=18, margins=(20, 20, 20, 18))
        sides.setStretch(0, 47)
        sides.setStretch(1, 52)
        page = column(sides, self._bar, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.setFocusProxy(self._kinds)

    def _connect(self) -> None:
        self._kinds.chosen.connect(self._choose)
        self._place.changed.connect(self._changed)
        self._seen.written.connect(self._typing.start)
        self._seen.staged.connect(self._take_photo)
        self._seen.removed.connect(self._remove_photo)
        self._seen.settled.connect(self._go_on_if_due)
        self._alike.chosen.connect(self._is_that_one)
        self._context.near_by.read.connect(self._look)
        self._typing.timeout.connect(self._keep)
        self._drop.clicked.connect(self._throw_away)
        self._later.clicked.connect(self._leave)
        self._save.clicked.connect(self._save_job)
        bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._save_job, self.tr("Save job"))
        bind(self, "Ctrl+O", self._seen.choose, self.tr("Choose a photo"))
        for number in range(1, 10):
            bind(self, str(number), partial(self._choose_number, number), self.tr("Choose what it is"))
        tell(self, "Ctrl+V", self.tr("Paste a photo"))
        tell(self, "Esc", self.tr("Back; what you filled in is kept"))

    # what is filled in

    def _show_kinds(self) -> None:
        """What the crew has most of comes first."""
        counts = Counter(line.service_code for line in self._context.store.orders(Query(show="all", limit=_COUNTED)))
        tag = self._context.language.tag
        listed = sorted(self._services.values(), key=lambda service: (-counts[service.code], service.code))
        self._kinds.set_outcomes([Outcome(s.code, worded(s.labels, tag), "", s.icon) for s in listed])
        self._kinds.select(self._job.service_code)
        self._order = [service.code for service in listed]

    def _beside(self, job: NewJob, follows: bool) -> NewJob:
        """What follows a job is at its place. Who has begun the open job stands there, and so does what they find."""
        line = self._offered
        if line is None or not (follows or line.status is Status.STARTED):
            return job
        lat, long = believable(line.lat, line.long) or (None, None)
        there = replace(job, address=line.address.strip(), lat=lat, long=long, place_from=line.id if lat else "")
        return replace(there, follows=line.id) if follows else there

    def _any_spot(self) -> Point | None:
        lines = self._context.store.orders(Query(limit=50))
        return next((spot for line in lines if (spot := believable(line.lat, line.long)) is not None), None)

    def _filled(self) -> NewJob:
        lat, long = self._place.pin or (None, None)
        service = self._services.get(self._kinds.selected() or "")
        return replace(
            self._job,
            service_code=service.code if service else "",
            title=worded(service.labels, "en") if service else "",
            address=self._place.address,
            description=self._seen.text,
            lat=lat,
            long=long,
            place_from=self._place.pin_from,
        )

    def _choose(self, _code: str) -> None:
        self._changed()

    def _choose_number(self, number: int) -> None:
        if number <= len(self._order):
            self._kinds.select(self._order[number - 1])
            self._changed()

    def _changed(self) -> None:
        self._keep()
        self._look()

    def _keep(self) -> None:
        self._typing.stop()
        if not self._job.order_id:
            return
        self._job = self._filled()
        if self._job == self._kept or (self._kept is None and self._job.is_empty):
            return
        try:
            new_job.keep(self._context.store, self._job)
        except StoreProblem as problem:
            self._context.say(store_text(problem), "", None)
        else:
            self._kept = self._job

    def _look(self) -> None:
        """What is near, and what is still missing."""
        job = self._filled()
        if not job.order_id:
            return
        has_place = job.place is not None or bool(job.address.strip())
        if job.service_code and has_place:
            found = self._context.near_by.around(
                job.place, job.address, job.service_code, other_kinds=True, but=job.follows
            )
            self._alike.show_found(found, self._services, has_place=True, has_pin=job.place is not None)
        else:
            self._alike.hide()
        self._step.set_done(bool(job.service_code))
        self._place.set_done(has_place)
        self._show_state()

    # photos

    def _take_photo(self, photo: Staged) -> None:
        if not self._job.order_id:
            return  # thrown away while the photo was being kept
        self._job = replace(self._filled(), photos=(*self._job.photos, photo))
        self._seen.show_job(self._job, afresh=False)
        self._offer_photo_place()
        self._place.take_photo_place()
        self._changed()

    def _offer_photo_place(self) -> None:
        spots = [spot for photo in self._job.photos if (spot := believable(photo.lat, photo.long)) is not None]
        self._place.offer_photo(spots[-1] if spots and self._place.pin_from != PHOTO else None)

    def _remove_photo(self, photo_id: str) -> None:
        """The form first: a kill in between leaves a photo that no form names, and a start forgets it."""
        gone = [photo for photo in self._job.photos if photo.id == photo_id]
        self._job = replace(self._filled(), photos=tuple(p for p in self._job.photos if p.id != photo_id))
        self._seen.show_job(self._job, afresh=False)
        self._offer_photo_place()
        self._changed()
        new_job.unstage(self._context.store, self._job, *gone)

    # leaving and saving

    def _show_state(self, tone: str = "ok") -> None:
        job = self._filled()
        icon, self_tone = "hard-drive", "ok"
        if not job.service_code:
            said, detail = self.tr("Choose what it is."), self.tr("One tap, or its number: 1 is the first.")
            icon, self_tone = "circle-dot", tone
        elif job.place is None and not job.address.strip():
            said = self.tr("Say where: an address, or a pin.")
            detail = self.tr("A photo that knows its place will do, too. Everything else is kept.")
            icon, self_tone = "map-pin", tone if tone == "bad" else "warn"
        elif self._due is not None:
            said, detail = self.tr("Saved as soon as the photos are kept…"), ""
        else:
            said = self.tr("Everything here is kept on this laptop.")
            detail = self.tr("The job is yours at once, and goes to the city as soon as there is a line.")
        self._bar.say(said, detail, icon, self_tone)

    def _leave(self) -> None:
        self._due = None
        self._keep()
        self.back_asked.emit()

    def _throw_away(self) -> None:
        """Its photos stay until the next start, so that it can come back."""
        self._due = None
        self._keep()
        thrown, self._job, self._kept = self._job, NewJob(), None
        self._context.store.drop_draft(new_job.KEY)
        self.back_asked.emit()
        if not thrown.is_empty:
            self._context.say(self.tr("Thrown away."), self.tr("Undo"), partial(self._bring_back, thrown))

    def _bring_back(self, job: NewJob) -> None:
        new_job.keep(self._context.store, replace(job, into=""))
        self._job = NewJob()
        self.asked.emit("new_job", self._offered.id if self._offered else NONE_OPEN)

    def _save_job(self) -> None:
        if not self.isVisible():
            return
        self._keep()
        job = self._job
        if not job.service_code or (job.place is None and not job.address.strip()):
            self._show_state("bad")
            if job.service_code:
                self._place.focus_address()
            else:
                self._kinds.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._decide("")

    def _go_on_if_due(self) -> None:
        if self._due is not None:
            self._keep()
            self._decide(self._due)

    def _is_that_one(self, order_id: str) -> None:
        self._keep()
        self._decide(order_id)

    def _decide(self, into: str) -> None:
        """It is to be a job of its own, or part of another one; photos that are on their way come first."""
        context, job = self._context, replace(self._job, into=into)
        self._due = into if self._seen.is_busy else None
        if self._due is not None:
            self._show_state()
            return
        try:
            decided = new_job.decide(context.store, job)
        except StoreProblem as problem:
            context.say(store_text(problem), "", None)
            return
        self._job, self._kept = NewJob(), None
        self.asked.emit("today", decided.order_id)
        work = partial(new_job.finish, context.store, job, context.cards.imported)
        context.jobs.run(work, partial(self._finished, job, decided.command_id), self._failed)

    def _finished(self, job: NewJob, command_id: str, done: Finished) -> None:
        context = self._context
        if done.trouble is not None:
            context.say(found_trouble_text(done.trouble), "", None)
        elif done.order_id != job.order_id:
            if job.photos or job.description.strip():
                context.say(taken_along_text(len(job.photos)), "", None)
        elif job.photos:
            photos = len(job.photos)  # lupdate takes only a plain name for %n
            context.say(self.tr("New job and %n photo(s) saved on this laptop.", "", photos), "", None)
        else:
            undo = partial(self._undo, job, command_id)
            context.say(self.tr("New job saved on this laptop."), self.tr("Undo"), undo)

    def _failed(self, error: Exception) -> None:
        raise error

    def _undo(self, job: NewJob, command_id: str) -> None:
        if withdraw(self._context, command_id):
            # Another one under ids of its own: what was taken back stays in the journal under these.
            fresh = new_job.begun(self._context.clock)
            ids = {"order_id": fresh.order_id, "assignment_id": fresh.assignment_id, "note_id": fresh.note_id}
            self._bring_back(replace(job, **ids))
