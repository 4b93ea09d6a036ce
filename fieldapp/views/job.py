"""One job: where, what was reported, photos, what to check first, and what can be done with it."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.models.photos import PhotoImages, PhotoTiles
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.answers_card import AnswersCard
from fieldapp.views.job_cards import HistoryCard, NotesCard, ReportedCard, StartCard, WhereCard
from fieldapp.views.job_photos import PhotosCard
from fieldapp.views.job_state import standing, whereabouts
from fieldapp.views.note_line import NoteLine
from fieldapp.views.notice import Notice
from fieldapp.views.page_items import FOLLOWS, edit_id, import_id
from fieldapp.views.photo_adding import PhotoAdding
from fieldapp.views.photo_check import PhotoCheck
from fieldapp.views.recording import record, withdraw
from fieldapp.views.two_columns import TwoColumns
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import FlowLayout, column
from fieldapp.widgets.top_bar import BottomBar, JobHeader
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text
from sync.commands import AddNote, CloseOut, CreateOrder, PauseWork, SetField, StartWork, TickItem
from sync.orders import OPEN, PhotoRole, ServiceType, Status, Value
from sync.rules import may
from sync.store import Change, OrderView

_LEAST_PX, _NARROW_PX = 426, 640
_TIGHT_PX = 860
CANNOT = "#cannot"
"""Added to an order's id when the close-out is asked for by "Can't do this"."""


class JobPanel(QWidget):
    """Shows one order and records what is done with it. `asked(page, id)` leads to other pages."""

    asked = Signal(str, str)

    def __init__(self, context: Context, images: PhotoImages) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._services: dict[str, ServiceType] = {}
        self._crews: dict[str, str] = {}
        self._view: OrderView | None = None
        self._images = images
        self._adding = PhotoAdding(context, self)
        self._header, self._due, self._place = JobHeader(), Chip(high=True), Chip(high=True)
        self._chips = QWidget()
        chips = FlowLayout(gap=8)
        chips.addWidget(self._place)
        chips.addWidget(self._due)
        self._chips.setLayout(chips)
        self._notice = Notice()
        self._where, self._reported, self._start = WhereCard(context), ReportedCard(context), StartCard()
        self._answers, self._notes, self._history = AnswersCard(), NotesCard(), HistoryCard()
        self._photos = PhotosCard(images, PhotoTiles(images, self._moments, context.clock), PhotoCheck(context))
        self._note = NoteLine(context)
        self._narrow = self._tight = False
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=20_000)
        self._ticks.timeout.connect(self._show_due)
        self._ticks.start()

    @property
    def order_id(self) -> str:
        """The order in sight, "" for none."""
        return self._view.order.id if self._view else ""

    def show_job(self, order_id: str) -> None:
        """Shows another order, read from the laptop's file."""
        self._services = {service.code: service for service in self._context.store.services()}
        self._crews = {crew.id: crew.name for crew in self._context.store.crews()}
        if order_id != self.order_id:
            self._photos.show_problem("")
            self._note.turn_to(order_id)
        self._view = self._context.store.order(order_id)
        if self._view is not None:
            self._show(self._view)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the order again if it may look different."""
        if self._view is None:
            return
        mine = {photo.id for photo in self._view.order.photos}
        if change is None or self.order_id in change.orders or change.reference or change.photos & mine:
            self.show_job(self.order_id)

    def close_out(self) -> None:
        """Leads to the close-out, where the job may be closed."""
        if self._close.isEnabled() and self._close.isVisible():
            self.asked.emit("close_out", self.order_id)

    def follow_up(self) -> None:
        """Leads to writing down what this job left to be done."""
        if self._view is not None:
            self.asked.emit("new_job", self.order_id + FOLLOWS)

    def write_note(self) -> None:
        """Opens the line to write a note on."""
        if self._view is not None:
            self._note.open()

    def paste_photo(self) -> None:
        """Adds the clipboard's photo as one of what it looked like before."""
        if self._view is not None and not self._adding.paste(self.order_id, PhotoRole.BEFORE):
            self._photos.show_problem(self.tr("There is no photo on the clipboard. Copy one and paste again."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: paste."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_photo()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where the panel is narrow the chips go below the title, and the way on takes what is left."""
        narrow = self.width() < px(_NARROW_PX)
        if narrow:
            self._head.insertWidget(1, self._chips)
        else:
            self._header.add(self._chips)
        self._close.setMinimumWidth(px(260) if not narrow else self._close.minimumSizeHint().width())
        self._narrow, self._tight = narrow, self.width() < px(_TIGHT_PX)
        self._name_buttons()
        super().resizeEvent(event)

    def _build(self) -> None:
        self._cannot = Button("", "circle-x", size="crew")
        self._write = Button("", "message-square", size="crew")
        self._go = Button("", "play", size="crew")
        self._undo = Button(self.tr("Undo close-out"), "undo-2", size="crew")
        self._follow = Button(self.tr("Follow-up job"), "plus", size="crew")
        self._follow.setToolTip(self.tr("What this job left to be done (Shift+F3)"))
        self._close = Button(self.tr("Close out this job"), "check", "go", "crew")
        self._close.setObjectName("close_out_button")
        self._bar = BottomBar()
        for button in (self._cannot, self._write, self._go, self._follow):
            self._bar.add_left(button)
        self._bar.add_right(self._undo)
        self._bar.add_right(self._close)
        self._cards = TwoColumns(
            (self._where, self._reported, self._answers, self._notes),
            (self._photos, self._start),
            self._history,
            (self._where, self._photos, self._reported, self._start, self._answers, self._notes),
            shares=(10, 9),
        )
        self._head = column(self._header, self._notice, gap=12, margins=(24, 16, 24, 14))
        self.setLayout(column(self._head, self._cards, self._note, self._bar, gap=0))
        self.setMinimumWidth(px(_LEAST_PX))

    def _connect(self) -> None:
        self._where.said.connect(lambda text: self._context.say(text, "", None))
        self._where.map_asked.connect(lambda: self.asked.emit("map", self.order_id))
        self._start.ticked.connect(lambda item, done: self._record(TickItem(item, done)))
        self._answers.answered.connect(self._answer)
        self._photos.add_asked.connect(self._choose_photos)
        self._photos.files_dropped.connect(lambda files: self._adding.add_files(self.order_id, PhotoRole.BEFORE, files))
        self._photos.draw_asked.connect(lambda photo: self.asked.emit("photo_edit", edit_id(self.order_id, photo)))
        self._adding.begun.connect(partial(self._photos.show_problem, ""))
        self._adding.refused.connect(self._refuse)
        self._note.written.connect(self._add_note)
        self._notice.acted.connect(self._act_on_notice)
        self._cannot.clicked.connect(lambda: self.asked.emit("close_out", self.order_id + CANNOT))
        self._write.clicked.connect(self.write_note)
        self._go.clicked.connect(self._start_or_pause)
        self._follow.clicked.connect(self.follow_up)
        self._undo.clicked.connect(lambda: self._take_back(CloseOut))
        self._close.clicked.connect(self.close_out)
        bind(self, "F2", self.close_out, self.tr("Close out this job"))
        bind(self, "Ctrl+N", self.write_note, self.tr("Write a note"))
        bind(self, "Shift+F3", self.follow_up, self.tr("New job that follows this one"))
        tell(self, "Ctrl+V", self.tr("Paste a photo"))

    def _show(self, view: OrderView) -> None:
        order, now_ms, tag = view.order, self._context.clock.wall_ms(), self._context.language.tag
        service = self._services.get(order.service_code)
        reported = self._moments.reported(order.requested_datetime, now_ms)
        line = " · ".join(part for part in (order.address, order.number, reported) if part)
        icon, tone = (service.icon, service.tone) if service else ("circle-dot-dashed", "grey")
        self._header.set_job(order.title, line, icon, tone)
        self._where.show_order(order)
        self._reported.show_order(order)
        self._start.show_order(order, service, tag, may("tick_item", self._context.person, order))
        self._answers.show_order(order, service, tag, now_ms)
        self._notes.show_order(order, self._moments, now_ms)
        self._photos.show_order(order)
        self._history.show_history(order, service, tag, self._moments, now_ms)
        self._cards.balance()
        self._show_due()
        self._show_standing(view, now_ms)
        self._show_buttons(view)

    def _show_due(self) -> None:
        if self._view is None:
            return
        order, place = self._view.order, self._view.place
        due = self._moments.due(order.expected_datetime, self._context.clock.wall_ms())
        shown = due if order.status in OPEN and self._view.left is None else None
        self._due.set(shown.text if shown else "", shown.tone if shown else "neutral", "clock" if shown else "")
        words = place_text(place) if place else ""
        self._place.set(words, PLACE_TONES[place] if place else "neutral", PLACE_ICONS[place] if place else "")
        self._place.setToolTip(whereabouts(self._view))

    def _show_standing(self, view: OrderView, now_ms: int) -> None:
        said = standing(view, lambda crew: self._crews.get(crew, crew), self._moments, now_ms)
        if said is None and self._undoable(view, CreateOrder):
            found = self.tr("You found this job. It is only on this laptop yet.")
            self._notice.show_notice(found, "info", "footprints", self.tr("Take it back"))
        elif said is None:
            self._notice.clear()
        else:
            self._notice.show_notice(said.text, said.tone, said.icon, self.tr("OK, seen") if said.seen else "")

    def _show_buttons(self, view: OrderView) -> None:
        order, who = view.order, self._context.person
        mine = view.left is None
        closable = mine and may("close_out", who, order)
        started = order.status is Status.STARTED
        self._cannot.setVisible(closable)
        self._close.setVisible(closable)
        self._go.setVisible(closable)
        self._go.set_icon("pause" if started else "play")
        self._undo.setVisible(self._undoable(view, CloseOut) != "")
        self._follow.setVisible(order.status is Status.CLOSED)
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Words beside the icons, or small below them where there is no room for more."""
        started = self._view is not None and self._view.order.status is Status.STARTED
        names = (
            (self._cannot, self.tr("Can’t do this")),
            (self._write, self.tr("Note")),
            (self._go, self.tr("Pause") if started else self.tr("Start")),
            (self._follow, self.tr("Follow-up job")),
        )
        for button, name in names:
            button.setText(name)
            button.set_stacked(self._tight)
        half = self._view is not None and bool(self._view.draft)
        full = self.tr("Go on closing out") if half else self.tr("Close out this job")
        self._close.setText(self.tr("Close out") if self._narrow else full)
        self._close.setAccessibleName(full)

    def _undoable(self, view: OrderView, kind: type[CloseOut | CreateOrder]) -> str:
        mine = (i for i in view.commands if i.can_undo and i.mine and isinstance(i.command.body, kind))
        return next((item.command.id for item in mine), "")

    def _record(self, body: StartWork | PauseWork | TickItem, said: str = "") -> None:
        record(self._context, self.order_id, body, said)

    def _answer(self, name: str, value: Value, seen: Value) -> None:
        said = self.tr("Answer saved on this laptop.")
        record(self._context, self.order_id, SetField(name, value), said, seen={name: seen})

    def _add_note(self, text: str) -> None:
        body, said = AddNote(self._context.clock.new_id(), text), self.tr("Note saved on this laptop.")
        if record(self._context, self.order_id, body, said, partial(self._note.bring_back, self.order_id, text)):
            self._note.saved()

    def _start_or_pause(self) -> None:
        started = self._view is not None and self._view.order.status is Status.STARTED
        self._record(PauseWork() if started else StartWork())

    def _take_back(self, kind: type[CloseOut | CreateOrder]) -> None:
        if self._view is not None and (command_id := self._undoable(self._view, kind)):
            withdraw(self._context, command_id)

    def _choose_photos(self) -> None:
        if self._context.cards.sources or self._context.lenses():
            self.asked.emit("photo_import", import_id(self.order_id, PhotoRole.BEFORE))
        else:
            self._adding.choose(self, self.order_id, PhotoRole.BEFORE)

    def _refuse(self, order_id: str, sentence: str) -> None:
        if order_id == self.order_id:
            self._photos.show_problem(sentence)

    def _act_on_notice(self) -> None:
        """OK, seen; or a job that was found here is taken back."""
        view = self._view
        if view is None:
            return
        self._take_back(CreateOrder)
        for item in view.commands:
            self._context.store.dismiss(item.command.id)
