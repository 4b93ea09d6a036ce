"""Closing a job out: photo, outcome, details; on disk at once, whether there is a line or not."""

from collections import Counter
from dataclasses import replace
from functools import partial

from msgspec import structs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QKeySequence

from fieldapp.context import Context
from fieldapp.models.crew_present import members_of, usual_of
from fieldapp.models.draft import Draft, draft_of
from fieldapp.models.photos import PhotoImages, PhotoTiles, proofs, shown_photos, signatures
from fieldapp.moments import Moments, worked_minutes
from fieldapp.views.close_out_form import DetailsCard, OutcomeCard
from fieldapp.views.close_out_others import OthersCard
from fieldapp.views.close_out_photo import AfterPhotoCard, after_photos
from fieldapp.views.close_together import CloseTogether
from fieldapp.views.job import CANNOT
from fieldapp.views.job_state import left_text
from fieldapp.views.page import Page
from fieldapp.views.page_items import edit_id, import_id
from fieldapp.views.photo_adding import PhotoAdding
from fieldapp.views.photo_check import PhotoCheck
from fieldapp.views.recording import record
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.form_bar import FormBar
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import column, row
from fieldapp.wording import fault_text, store_text
from fieldapp.wording.near_by import closed_text, one_fix_text
from sync.commands import CloseOut, WithdrawPhoto
from sync.forms import Fault, Why
from sync.orders import PhotoRole, Resolution, ServiceType
from sync.store import Change, OrderView, Query, StoreProblem

_TYPING_MS = 400


class CloseOutPage(Page):
    """Fills the window while a job is closed out. Every change is kept at once; leaving loses nothing."""

    full_screen = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._images = PhotoImages(context.store, context.jobs, self)
        self._adding = PhotoAdding(context, self)
        self._view: OrderView | None = None
        self._service: ServiceType | None = None
        self._outcome: str | None = None
        self._kept = Draft()
        self._not_fixed = False
        tiles = PhotoTiles(self._images, self._moments, context.clock)
        self._photo = AfterPhotoCard(self._images, tiles, PhotoCheck(context))
        self._outcomes, self._others, self._details = OutcomeCard(), OthersCard(context), DetailsCard()
        self._together = CloseTogether(context, self)
        self._later = Button(self.tr("Save for later"), size="crew")
        self._close = Button(self.tr("Close job"), "check", "go", "crew")
        self._close.setToolTip(self.tr("Ctrl+Enter"))
        self._bar = FormBar(self._close, 300, self._later)
        self._saving = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._counting = QTimer(self, interval=20_000)
        self._build()
        self._connect()

    def show_item(self, item_id: str) -> None:
        """Shows an order with its draft; the id may end in CANNOT."""
        self._keep()
        order_id = item_id.removesuffix(CANNOT)
        self._not_fixed = item_id.endswith(CANNOT)
        self._view = self._context.store.order(order_id)
        self._photo.show_problem("")
        self._photo.offer_camera(bool(self._context.lenses()))
        if self._view is None:
            self.back_asked.emit()
            return
        services = {service.code: service for service in self._context.store.services()}
        self._service = services.get(self._view.order.service_code)
        self._kept = draft_of(self._view.draft)
        tag, now_ms = self._context.language.tag, self._context.clock.wall_ms()
        self._outcomes.show_service(self._service, tag, self._not_fixed)
        self._details.show_order(self._view.order, self._service, tag, self._kept, now_ms)
        members = members_of(self._context.store)
        self._details.show_crew(members, usual_of(self._context.store, members, now_ms))
        self._outcome = self._kept.outcome
        self._outcomes.select(self._outcome)
        self._others.show_order(self._view.order, self._kept.also)
        self._show(self._view)
        self._outcomes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the photos and the job's standing again; what is being filled in stays."""
        if self._view is None:
            return
        if change is not None:
            self._images.forget(*change.photos)
        view = self._context.store.order(self._view.order.id)
        if view is not None:
            self._view = view
            if change is None or change.orders:
                self._details.show_news(view.order)
                self._others.refresh()
            self._show(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape goes back, paste takes a photo."""
        if event.key() == Qt.Key.Key_Escape:
            self._save_for_later()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: what was typed last is kept, too."""
        self._keep()
        self._counting.stop()
        super().hideEvent(event)

    def showEvent(self, event: object) -> None:
        """Qt's hook: the minutes count while the page is in sight."""
        self._counting.start()
        super().showEvent(event)  # type: ignore[arg-type]

    def _build(self) -> None:
        questions = column(self._outcomes, self._others, self._details, gap=16)
        questions.setStretch(2, 1)
        self._scroll = Scrolled(questions)
        sides = row(self._photo, self._scroll, gap=18, margins=(20, 20, 20, 18))
        sides.setStretch(0, 47)
        sides.setStretch(1, 52)
        page = column(sides, self._bar, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.setFocusProxy(self._outcomes)

    def _connect(self) -> None:
        self._photo.choose_asked.connect(self._choose_photo)
        self._photo.camera_asked.connect(self._use_camera)
        self._photo.paste_asked.connect(self._paste)
        self._photo.files_dropped.connect(self._take_files)
        self._photo.removed.connect(self._remove_photo)
        self._photo.retake_asked.connect(self._retake_photo)
        self._photo.draw_asked.connect(self._draw_on_photo)
        self._adding.begun.connect(partial(self._photo.show_problem, ""))
        self._adding.refused.connect(self._refuse)
        self._outcomes.chosen.connect(self._choose)
        self._others.ticked.connect(self._keep)
        for changed in (self._others.ticked, self._others.looked):
            changed.connect(self._show_state)
        self._together.closed.connect(self._go_on)
        self._together.refused.connect(self._stay)
        self._together.reopened.connect(lambda order_id: self.asked.emit("close_out", order_id))
        self._details.questions.signed.connect(self._sign)
        self._details.questions.unsigned.connect(self._unsign)
        self._images.loaded.connect(self._show_signatures)
        self._details.changed.connect(self._saving.start)
        self._details.changed.connect(self._show_state)
        self._saving.timeout.connect(self._keep)
        self._counting.timeout.connect(self._count)
        self._later.clicked.connect(self._save_for_later)
        self._close.clicked.connect(self._close_job)
        bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._close_job, self.tr("Close job"))
        bind(self, "Ctrl+N", self._details.focus_note, self.tr("Write a note"))
        bind(self, "Ctrl+O", self._choose_photo, self.tr("Choose a photo"))
        bind(self, "F4", self._use_camera, self.tr("Take photos with this laptop’s camera"))
        for number in range(1, 10):
            chosen = partial(self._outcomes.choose_number, number)
            bind(self, str(number), chosen, self.tr("Choose what happened"))
        tell(self, "Ctrl+V", self.tr("Paste a photo"))
        tell(self, "Esc", self.tr("Back; what you filled in is kept"))

    def _show(self, view: OrderView) -> None:
        order = view.order
        title = self.tr("Close out · {title}").format(title=order.title)
        self.titled.emit(title, " · ".join(part for part in (order.address, order.number) if part))
        self._photo.show_order(order)
        self._show_signatures()
        self._count()
        self._show_state()

    def _resolution(self) -> Resolution | None:
        every = self._service.resolutions if self._service else ()
        return next((r for r in every if r.code == self._outcome), None)

    def _photo_fault(self) -> Fault | None:
        """The photo that the outcome needs and that is not there."""
        wanted = self._resolution()
        if wanted and wanted.photo and self._view and not after_photos(self._view.order):
            return Fault(PhotoRole.AFTER.value, Why.NO_PHOTO, 1)
        return next((fault for fault in self._faults() if fault.why is Why.NO_PHOTO), None)

    def _faults(self) -> tuple[Fault, ...]:
        """What of the city's form is missing."""
        if self._view is None or self._outcome is None:
            return ()
        photos = Counter(photo.role for photo in shown_photos(self._view.order.photos))
        photos[PhotoRole.AFTER] = len(after_photos(self._view.order))
        return self._details.faults(photos)

    def _show_state(self, tone: str = "ok") -> None:
        wanted = self._resolution()
        self._photo.set_needed(bool(wanted and wanted.photo) or self._photo_fault() is not None)
        self._others.offer(self._service, self._outcome)
        jobs = 1 + len(self._others.picked())
        self._close.setText(self.tr("Close job") if jobs == 1 else self.tr("Close %n jobs", "", jobs))
        view = self._view
        if view is None or not self.isEnabled():  # nothing to say, or it says that it is closing them
            return
        state = self.tr("Everything here is kept on this laptop.")
        detail = self.tr("The job closes here at once, and goes to the city as soon as there is a line.")
        icon = "hard-drive"
        if view.left is not None:
            crews = {crew.id: crew.name for crew in self._context.store.crews()}
            now_ms = self._context.clock.wall_ms()
            state = left_text(view.left, lambda crew: crews.get(crew, crew), self._moments, now_ms)
            detail = self.tr("If you did the work, close it all the same: it is kept, and a person decides.")
            tone, icon = "warn", "truck"
        elif self._outcome is None:
            state, detail = (
                self.tr("Choose what happened."),
                self.tr("One tap, or its number: 1 is the first."),
            )
            icon = "circle-dot"
        elif (photo := self._photo_fault()) is not None:
            state = self.tr("This outcome needs an after photo.")
            if photo.path != PhotoRole.AFTER:
                state = fault_text(photo, self._service, self._context.language.tag)
            detail = self.tr("Choose one, drop it on the card at the left, or paste it. Everything else is kept.")
            tone, icon = "warn", "image-plus"
        elif found := self._faults():
            state = fault_text(found[0], self._service, self._context.language.tag)
            detail = self.tr("Everything else is kept; you can also save this for later.")
            tone, icon = "warn", "circle-dot"
        elif jobs == 1 and not self._others.isHidden():
            detail = self.tr("Other reports of the same are near by: tick them, and they are closed with it.")
        self._bar.say(state, detail, icon, tone)

    def _count(self) -> None:
        if self._view is not None:
            self._details.show_counted(worked_minutes(self._view.order, self._context.clock.wall_ms()))

    def _choose(self, code: str) -> None:
        self._outcome = code
        self._details.set_outcome(code)
        self._keep()
        self._show_state()

    def _draft(self) -> Draft:
        return replace(self._details.fill(self._outcome), also=self._others.ticks())

    def _keep(self) -> None:
        self._saving.stop()
        if self._view is None or self._draft() == self._kept:
            return
        self._kept = self._draft()
        try:
            self._context.store.save_draft(self._view.order.id, self._kept.kept())
        except StoreProblem as problem:
            self._context.say(store_text(problem), "", None)

    def _choose_photo(self) -> None:
        if self._view is None:
            return
        if self._context.cards.sources:
            self.asked.emit("photo_import", import_id(self._view.order.id, PhotoRole.AFTER))
        else:
            self._adding.choose(self, self._view.order.id, PhotoRole.AFTER)

    def _use_camera(self) -> None:
        if self._view is not None and self._context.lenses():
            self.asked.emit("camera", import_id(self._view.order.id, PhotoRole.AFTER))

    def _take_files(self, files: list[str]) -> None:
        if self._view is not None:
            self._adding.add_files(self._view.order.id, PhotoRole.AFTER, files)

    def _paste(self) -> None:
        if self._view is not None and not self._adding.paste(self._view.order.id, PhotoRole.AFTER):
            self._photo.show_problem(self.tr("There is no photo on the clipboard. Copy one and paste again."))

    def _remove_photo(self, photo_id: str) -> None:
        if self._view is not None:
            record(self._context, self._view.order.id, WithdrawPhoto(photo_id), self.tr("Photo removed."))

    def _show_signatures(self) -> None:
        signed = signatures(self._view.order.photos) if self._view is not None else ()
        self._details.questions.show_signatures({each.id: self._images.image(each.id, "screen") for each in signed})

    def _sign(self, path: str, image: QImage, old_id: str) -> None:
        if self._view is not None:
            order_id = self._view.order.id
            self._adding.sign(order_id, image, old_id, partial(self._signed, order_id, path))

    def _signed(self, order_id: str, path: str, photo_id: str) -> None:
        if self._view is not None and self._view.order.id == order_id:
            self.refresh()  # the photo first: its id would be taken for a name
            self._details.questions.answer(path, photo_id)

    def _unsign(self, path: str, photo_id: str) -> None:
        if self._view is not None:
            again = partial(self._signed, self._view.order.id, path, photo_id)
            record(self._context, self._view.order.id, WithdrawPhoto(photo_id), self.tr("Signature removed."), again)

    def _retake_photo(self, photo_id: str) -> None:
        if self._view is not None:
            self._adding.retake(self, self._view.order.id, PhotoRole.AFTER, photo_id)

    def _draw_on_photo(self, photo_id: str) -> None:
        if self._view is not None:
            self.asked.emit("photo_edit", edit_id(self._view.order.id, photo_id))

    def _refuse(self, order_id: str, sentence: str) -> None:
        if self._view is not None and order_id == self._view.order.id:
            self._photo.show_problem(sentence)

    def _save_for_later(self) -> None:
        self._keep()
        self.back_asked.emit()

    def _close_job(self) -> None:
        self._photo.keep_caption()
        view, draft = self._view, self._draft()
        if view is None or not self.isVisible():
            return
        found = self._faults()
        self._details.show_faults(found)
        photo = self._photo_fault()
        if draft.outcome is None or photo or found:
            self._show_state("bad")
            if draft.outcome is None:
                self._outcomes.setFocus(Qt.FocusReason.ShortcutFocusReason)
            elif photo:
                self._photo.focus_choose()
            return
        body = self._body(view, draft)
        closings = {view.order.id: body, **self._with_it(body, view.order.number)}
        if len(closings) > 1:
            self.setEnabled(False)
            self._bar.say(self.tr("Closing %n jobs…", "", len(closings)), "")
            self._together.start(draft.kept(), closings)
            return
        undone = partial(self._reopen, view.order.id, draft)
        if record(self._context, view.order.id, body, closed_text(1), undone, draft.seen_of(body.fields)):
            self._go_on(view.order.id)

    def _body(self, view: OrderView, draft: Draft) -> CloseOut:
        return CloseOut(
            draft.outcome or "",
            self._details.minutes(),
            note=draft.note,
            note_id=self._context.clock.new_id() if draft.note else "",
            fields=self._details.fields(view.order),
            photo_ids=proofs(view),
            minutes_reason=draft.reason,
            form_version=self._details.form_version(),
            present=self._details.present(),
        )

    def _with_it(self, body: CloseOut, number: str) -> dict[str, CloseOut]:
        """The same for the jobs that are ticked; the time is counted once, and their photos come with the closing."""
        made = {}
        for order_id in self._others.picked():
            view = self._context.store.order(order_id)
            made[order_id] = structs.replace(
                body,
                minutes=0,
                minutes_reason=one_fix_text(number),
                note_id=self._context.clock.new_id() if body.note else "",
                fields=self._details.fields(view.order) if view is not None else {},
                photo_ids=(),
            )
        return made

    def _go_on(self, order_id: str) -> None:
        self.setEnabled(True)
        self._view = None
        if self.isVisible():
            self.asked.emit("today", self._next(order_id))

    def _stay(self, sentence: str) -> None:
        self.setEnabled(True)
        self._show_state()
        self._context.say(sentence, "", None)

    def _next(self, order_id: str) -> str:
        todo = self._context.store.orders(Query(show="todo", limit=2))
        return next((line.id for line in todo if line.id != order_id), "")

    def _reopen(self, order_id: str, draft: Draft) -> None:
        """After an undo the draft is there again as it was."""
        self._context.store.save_draft(order_id, draft.kept())
        self.asked.emit("close_out", order_id)
