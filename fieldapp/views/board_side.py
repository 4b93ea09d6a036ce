"""The job beside the board: its report, photos, answers, notes and history, and who could do it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.context import Context
from fieldapp.models.crews import Fit
from fieldapp.models.photo_wishes import PhotoWishes
from fieldapp.models.photos import PhotoImages, PhotoTiles, shown_photos
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.answers_card import AnswersCard
from fieldapp.views.board_fits import FitsCard
from fieldapp.views.desk_history import DeskHistory
from fieldapp.views.job_cards import NotesCard, ReportedCard
from fieldapp.views.kept_note import KeptNote
from fieldapp.views.recording import record
from fieldapp.widgets.avatar import IconTile
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.layouts import FlowLayout, column, row
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.text import Text
from fieldapp.wording import place_chip, priority_text, status_text
from sync.commands import AddNote, SetField
from sync.orders import OPEN, Priority, ServiceType, Status, Value, worded
from sync.states import Place
from sync.store import Change, OrderLine, OrderView

SIDE_PX, NARROW_PX = 424, 348


class BoardSide(Painted):
    """Shows one job, read from the laptop's file: `assign_asked(crew_id)` by one of the buttons below it."""

    assign_asked = Signal(str)

    def __init__(self, context: Context, images: PhotoImages, may_assign: bool) -> None:
        super().__init__()
        self._context, self._images = context, images
        self._width_px = SIDE_PX
        self._moments = Moments(context.language.tag)
        self._wishes = PhotoWishes(context.store, context.jobs, images, context.line.wake, self)
        self._tiles = PhotoTiles(images, self._moments, context.clock)
        self._view: OrderView | None = None
        self._services: dict[str, ServiceType] = {}
        self._crews: dict[str, str] = {}
        self.fits = FitsCard(context, may_assign)
        self.fits.assign_asked.connect(self.assign_asked)
        self._may_assign = may_assign
        self._empty = EmptyState()
        self._say_nothing()
        self._tile = IconTile(side=48)
        self._title = Text(role="h2", wrap=True)
        self._address, self._number = (
            Text(wrap=True, tone="text2"),
            Text(role="small", tone="text2", wrap=True),
        )
        self._chips = tuple(Chip() for _ in range(5))
        self._reported, self.answers = ReportedCard(context), AnswersCard()
        self._notes, self._history = NotesCard(), DeskHistory()
        self._photos = Card(self.tr("Photos"))
        self._strip = PhotoStrip()
        self._strip.setAcceptDrops(False)
        self._photos.add(self._strip)
        self._note = NoteBox(self.tr("Write a note for the crew"), name=self.tr("Note"))
        self._keeping = KeptNote(context, self._note)
        self._save = Button(self.tr("Save note"), "message-square", size="small")
        self._build()
        self._connect()

    @property
    def order_id(self) -> str:
        """The job in sight, "" for none."""
        return self._view.order.id if self._view else ""

    def _say_nothing(self) -> None:
        if not self._context.store.summary().first_sync_done:
            hint = self.tr("They stay on this laptop, and work without a line from then on.")
            self._empty.set("download", self.tr("The city’s jobs are on their way."), hint)
            return
        hint = self.tr("The supervisor moves jobs; here you can read them and write notes.")
        if self._may_assign:
            hint = self.tr("Drag a card to a crew, or move it with Ctrl+← and Ctrl+→. U puts it back in the pool.")
        self._empty.set("layout-dashboard", self.tr("Choose a job to see it here."), hint)

    def show_job(self, order_id: str) -> None:
        """Shows a job, "" for none."""
        if order_id != self.order_id:
            self._keeping.turn_to(order_id)
            self._scroll.verticalScrollBar().setValue(0)
        self._view = self._context.store.order(order_id) if order_id else None
        self._stack.setCurrentWidget(self._empty if self._view is None else self._job)
        if self._view is not None:
            self._services = {each.code: each for each in self._context.store.services()}
            self._crews = {each.id: each.name for each in self._context.store.crews()}
            self._show(self._view)

    def show_fits(self, line: OrderLine | None, fits: Sequence[Fit]) -> None:
        """Shows the crews that the job in sight could go to."""
        self.fits.show_fits(line, fits)

    def refresh(self, change: Change | None) -> None:
        """Reads the job again where it may look different."""
        if change is not None:
            self._images.forget(*change.photos)
        if self._view is None:
            self._say_nothing()
            return
        photos = {photo.id for photo in self._view.order.photos}
        if change is None or self.order_id in change.orders or change.reference or change.photos & photos:
            self.show_job(self.order_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: a field of its own, with a line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, px(theme.current().border_px), self.height(), theme.color("border"))

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room to the lanes."""
        self._width_px = NARROW_PX if narrow else SIDE_PX
        self.setFixedWidth(px(self._width_px))

    def follow_look(self) -> None:
        """Keep the width of the pictures."""
        self.setFixedWidth(px(self._width_px))
        super().follow_look()

    def _build(self) -> None:
        chips = FlowLayout()
        for chip in self._chips:
            chips.addWidget(chip)
        words = column(self._title, self._address, self._number, gap=3)
        head = row(self._tile, words, gap=12)
        head.setAlignment(self._tile, Qt.AlignmentFlag.AlignTop)
        head.setStretchFactor(words, 1)
        note = column(self._note, row(1, self._save), gap=8)
        inside = QWidget()
        inside.setLayout(
            column(
                head,
                chips,
                self._reported,
                self._photos,
                self.answers,
                self._notes,
                note,
                self._history,
                1,
                gap=14,
                margins=16,
            )
        )
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self._scroll.viewport(), inside):
            part.setAutoFillBackground(False)
        self._job = QWidget()
        job: QVBoxLayout = column(self._scroll, column(self.fits, margins=(12, 8, 12, 12)), gap=0)
        job.setStretch(0, 1)
        self._job.setLayout(job)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._job)
        self.setLayout(self._stack)
        self.setFixedWidth(px(self._width_px))

    def _connect(self) -> None:
        self.answers.answered.connect(self._answer)
        self._save.clicked.connect(self._add_note)
        self._note.changed.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._save.setEnabled(False)
        self._images.loaded.connect(self._loaded)

    def _show(self, view: OrderView) -> None:
        order, now_ms, tag = view.order, self._context.clock.wall_ms(), self._context.language.tag
        service = self._services.get(order.service_code)
        icon, tone = (service.icon, service.tone) if service else ("circle-dot-dashed", "grey")
        self._tile.set(icon, tone)
        self._title.setText(order.title)
        self._address.setText(order.address)
        reported = self._moments.reported(order.requested_datetime, now_ms)
        kind = worded(service.labels, tag) if service else ""
        minutes = self.tr("%n min planned", "", order.estimate_minutes)
        self._number.setText(" · ".join(part for part in (order.number, reported, kind, minutes) if part))
        self._show_chips(view, now_ms)
        self._reported.show_order(order)
        self.answers.show_order(order, service, tag, now_ms)
        self._notes.show_order(order, self._moments, now_ms)
        self._history.show_history(order, service, self._crews, tag, self._moments, now_ms)
        self._show_photos()

    def _show_chips(self, view: OrderView, now_ms: int) -> None:
        order = view.order
        status, urgent, due_chip, back, place = self._chips
        started = order.status is Status.STARTED
        status.set(
            status_text(order.status) if order.crew_id else self.tr("Unassigned"),
            "ok" if started else "neutral",
        )
        urgency = "bad" if order.priority is Priority.EMERGENCY else "warn"
        urgent.set(priority_text(order.priority), "neutral" if order.priority is Priority.LOW else urgency)
        due = self._moments.due(order.expected_datetime, now_ms) if order.status in OPEN else None
        due_chip.set(due.short if due else "", due.tone if due else "neutral", "clock" if due else "")
        back.set(self.tr("Sent back") if order.returned else "", "bad", "corner-up-left")
        shown = place_chip(view.place) if view.place not in (None, Place.IN_CRM) else None
        place.set(shown.text if shown else "", shown.tone if shown else "neutral", shown.icon if shown else "")

    def _show_photos(self) -> None:
        photos = shown_photos(self._view.order.photos) if self._view else ()
        self._photos.setVisible(bool(photos))
        for photo in photos:
            self._wishes.image(photo, self.order_id, "thumb")
        self._strip.set_tiles([self._tiles.tile(photo) for photo in photos])

    def _loaded(self, photo_id: str, _size: str) -> None:
        if self._view is not None and any(photo.id == photo_id for photo in self._view.order.photos):
            self._show_photos()

    def _answer(self, name: str, value: Value, seen: Value) -> None:
        said = self.tr("Answer saved on this laptop.")
        record(self._context, self.order_id, SetField(name, value), said, seen={name: seen})

    def _add_note(self) -> None:
        text = self._note.text().strip()
        body, said = AddNote(self._context.clock.new_id(), text), self.tr("Note saved on this laptop.")
        undone = partial(self._keeping.bring_back, self.order_id, text)
        if text and record(self._context, self.order_id, body, said, undone):
            self._keeping.saved()
