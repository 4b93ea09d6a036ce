"""Today: the crew's jobs at the left, the one in hand at the right."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.models.photos import PhotoImages
from fieldapp.moments import Moments
from fieldapp.order_code import begins_code, find_order, named_in
from fieldapp.theme import px
from fieldapp.views.job import JobPanel
from fieldapp.views.job_finder import WIDE_PX, JobFinder
from fieldapp.views.page import Page
from fieldapp.views.page_items import NONE_OPEN
from fieldapp.views.today_notices import TodayNotices
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import Line, row
from fieldapp.widgets.pages import Pages
from fieldapp.widgets.search_box import SearchBox
from fieldapp.wording import unknown_code_text
from sync.store import Change

_LEASTWIDE_PX = 300
_LIST_SHARE = 0.42
_ROOMY_PX = 1240
_TYPING_MS = 150


class TodayPage(Page):
    """The list of jobs and the job that was chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._images = PhotoImages(context.store, context.jobs, self)
        self._search = SearchBox(self.tr("Address, number, street"))
        self._search.setAccessibleName(self.tr("Search jobs"))
        self._new = Button(self.tr("New job"), "plus", size="medium")
        self._new.setAccessibleName(self.tr("New job"))
        self._new.setToolTip(self.tr("Work that you found on the street (F3)"))
        self._print = IconButton("printer", self.tr("Print this job or the day (Ctrl+P)"), "medium")
        self._notices = TodayNotices(context, self._moments)
        self._jobs = JobFinder(context, self._moments, self._notices)
        self._job = JobPanel(context, self._images)
        self._no_job = EmptyState("clipboard-list", self.tr("Choose a job from the list."))
        # While somebody types, the list answers each key at once and the job follows when they pause. While the first
        # download runs no job is chosen for them, and later the list comes into sight before the job does: both at
        # once, beside the thread that takes the jobs in, would hold the window up too long.
        self._soon = QTimer(self, singleShot=True)
        self._arriving = self._all_here = False
        self._typed = 0
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=30_000)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()

    def tools(self) -> tuple[QWidget, ...]:
        """The search box, the way to a new job, and the way to paper."""
        return (self._search, self._new, self._print)

    def show_item(self, item_id: str) -> None:
        """Shows an order, under whichever tab it is; search and filters make room for it."""
        self._jobs.select(item_id)
        self._show_job(item_id)

    def refresh(self, change: Change | None = None) -> None:
        """Reads list, notices and job again."""
        if change is not None:
            self._images.forget(*change.photos)
            self._jobs.note(change)
        summary = self._context.store.summary()
        if change is None or change.orders or change.account or change.reference:
            self._arriving = change is not None
            self._all_here = self._all_here or summary.first_sync_done
            self._jobs.refresh(services=change is None or change.reference, arriving=not self._all_here)
            self._arriving = False
            if self._all_here and self._jobs.list.current_id() not in ("", self._job.order_id):
                self._soon.start(0)
            self._entitle()
        self._notices.refresh(summary)
        self._job.refresh(change)
        if not self._job.order_id and self._right.currentWidget() is self._job and not self._soon.isActive():
            self._show_right()  # what was found here, and is taken back

    def missed(self, change: Change) -> None:
        """What changed while another page was in sight."""
        self._jobs.note(change)

    def next_job(self, done_id: str) -> None:
        """Chooses the job that is to be done after `done_id`."""
        self._jobs.select_next(done_id)

    def open_code(self, code: str) -> None:
        """Opens the job that a scanned or pasted code names, or says why there is none."""
        order_id = find_order(self._context.store, code)
        self._search.clear()
        if order_id:
            self.show_item(order_id)
            self._jobs.list.setFocus()
        else:
            self._context.say(unknown_code_text(), "", None)

    def new_job(self) -> None:
        """Leads to writing down a job that was found, near the one in hand."""
        self.asked.emit("new_job", self._job.order_id or NONE_OPEN)

    def print_job(self) -> None:
        """Leads to printing: the job in hand, or the day."""
        self.asked.emit("print", self._job.order_id)

    def _build(self) -> None:
        self._right = Pages()
        for side in (self._no_job, self._job, self._jobs.panel):
            self._right.addWidget(side)
        sides = row(self._jobs, Line(vertical=True), self._right, gap=0)
        sides.setStretch(2, 1)
        self.setLayout(sides)
        self.setFocusProxy(self._jobs.list)
        self._search.setText(self._jobs.filtering.now.text)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._search_for)
        self._search.left_down.connect(self._jobs.list.setFocus)
        self._search.returnPressed.connect(self._enter)
        self._soon.timeout.connect(self._follow)
        self._jobs.chosen.connect(self._choose_job)
        self._jobs.typed.connect(self._type_on)
        self._jobs.opened.connect(self._open_job)
        self._jobs.panel_asked.connect(self._toggle_panel)
        self._jobs.panel.closed.connect(partial(self._toggle_panel, Qt.FocusReason.OtherFocusReason))
        self._jobs.listed.connect(self._show_text)
        self._job.asked.connect(self.asked)
        self._notices.asked.connect(self.show_item)
        self._notices.photos_asked.connect(lambda: self.asked.emit("photo_import", "*"))
        self._new.clicked.connect(self.new_job)
        bind(self, "F3", self.new_job, self.tr("New job found on the street"))
        self._print.clicked.connect(self.print_job)
        bind(self, "Ctrl+P", self.print_job, self.tr("Print this job or the day"))
        bind(self, "Ctrl+S", self._name_filter, self.tr("Save this filter"))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the job may have been half closed out on the other page, which no change tells."""
        self._job.refresh()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the list gives way to the job where the window is narrow."""
        room = int(self.width() * _LIST_SHARE)
        self._new.setText(self.tr("New job") if self.width() >= px(_ROOMY_PX) else "")
        self._jobs.setMinimumWidth(px(_LEASTWIDE_PX))
        self._jobs.setMaximumWidth(max(px(_LEASTWIDE_PX), min(px(WIDE_PX), room)))
        super().resizeEvent(event)

    def _entitle(self) -> None:
        todo, done = self._jobs.counts()
        day = self._moments.today(self._context.clock.wall_ms())
        crews = (c.name for c in self._context.store.crews() if c.id == self._context.person.crew_id)
        counts = self.tr("{todo} to do, {done} done").format(todo=todo, done=done)
        self.titled.emit(self.tr("Today"), " · ".join((day, *crews, counts)))

    def _choose_job(self, order_id: str) -> None:
        if order_id == self._job.order_id:  # chosen again after a reset; its panel is refreshed by itself
            return
        if self._arriving:
            return
        if self._search.hasFocus():
            self._soon.start(_TYPING_MS)
        else:
            self._show_job(order_id)

    def _follow(self) -> None:
        if self.window().isVisible():  # a closed window's store is closed, too
            self._show_job(self._jobs.list.current_id())

    def _show_job(self, order_id: str) -> None:
        self._job.show_job(order_id)
        if self._right.currentWidget() is not self._jobs.panel:
            self._show_right()

    def _show_right(self) -> None:
        self._right.setCurrentWidget(self._job if self._job.order_id else self._no_job)

    def _open_job(self) -> None:
        self._show_panel(False)
        self._job.setFocus()

    def _toggle_panel(self, reason: Qt.FocusReason) -> None:
        shown = self._right.currentWidget() is not self._jobs.panel
        self._show_panel(shown)
        (self._jobs.panel if shown else self._jobs.list).setFocus(reason)

    def _show_panel(self, shown: bool) -> None:
        if shown:
            self._right.setCurrentWidget(self._jobs.panel)
        else:
            self._show_right()
        self._jobs.show_panel(shown)

    def _name_filter(self) -> None:
        self._show_panel(True)
        self._jobs.panel.focus_name()

    def _show_text(self) -> None:
        """The filter's words stand in the box, whoever changed them."""
        text = self._jobs.filtering.now.text
        if text != self._search.text() and not begins_code(self._search.text()):
            with QSignalBlocker(self._search):
                self._search.setText(text)

    def _search_for(self, text: str) -> None:
        """Each key answers at once. A code is no words to look for: its job opens when it is whole."""
        pasted = len(text) - self._typed > 1
        self._typed = len(text)
        if not begins_code(text):
            self._jobs.filtering.set_text(text)
            return
        code = named_in(text)
        if code is not None and (pasted or self._context.store.lines([code])):
            self.open_code(code)

    def _type_on(self, text: str) -> None:
        """Typing on the list begins a search, and so does a scanner there."""
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search.clear()
        self._search.insert(text)

    def _enter(self) -> None:
        code = named_in(self._search.text())
        if code is None:
            self._jobs.list.setFocus()
        else:
            self.open_code(code)

    def _tick(self) -> None:
        if self.isVisible():
            self._jobs.remake()
