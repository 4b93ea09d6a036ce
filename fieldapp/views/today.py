"""Today: the crew's jobs at the left, the one in hand at the right."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.context import Context
from fieldapp.models.photos import PhotoImages
from fieldapp.models.work_orders import WorkOrders, is_done, sorted_in
from fieldapp.moments import Moments
from fieldapp.order_code import begins_code, find_order, named_in
from fieldapp.rows import Segment
from fieldapp.theme import px
from fieldapp.views.job import JobPanel
from fieldapp.views.page import Page
from fieldapp.views.today_notices import TodayNotices
from fieldapp.widgets.buttons import IconButton
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import Line, column, row
from fieldapp.widgets.pages import Pages
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.search_box import SearchBox
from fieldapp.widgets.segmented import Segmented
from fieldapp.wording import status_text, unknown_code_text
from sync.orders import Status
from sync.store import Change, OrderLine, Query

_LIST_PX = 424
_LEAST_LIST_PX = 300
_LIST_SHARE = 0.42
_LIMIT = 500
_LIMIT_AT_FIRST = 100  # while the first download runs, each page of it lists the jobs anew
_TYPING_MS = 150


class TodayPage(Page):
    """The list of jobs and the job that was chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._images = PhotoImages(context.store, context.jobs, self)
        self._model = WorkOrders(self._moments, context.clock, self)
        self._lines: tuple[OrderLine, ...] = ()
        self._search = SearchBox(self.tr("Search address, number, street"))
        self._search.setAccessibleName(self.tr("Search jobs"))
        self._print = IconButton("printer", self.tr("Print this job or the day (Ctrl+P)"), "medium")
        self._tabs = Segmented(
            (
                Segment("todo", status_text(Status.ASSIGNED)),
                Segment("done", status_text(Status.CLOSED)),
                Segment("all", self.tr("All")),
            ),
            self.tr("Which jobs"),
        )
        self._notices = TodayNotices(context, self._moments)
        self._list = JobList(self.tr("Jobs"))
        self._list.setModel(self._model)
        self._nothing = EmptyState()
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
        """The search box, and the way to paper."""
        return (self._search, self._print)

    def show_item(self, item_id: str) -> None:
        """Shows an order, under whichever tab it is; the search makes room for it."""
        if self._model.line(item_id) is None:
            self._search.clear()
            self._tabs.select("all")
            self._list_orders()
        self._list.select(item_id)
        self._show_job(item_id)

    def refresh(self, change: Change | None = None) -> None:
        """Reads list, notices and job again."""
        if change is not None:
            self._images.forget(*change.photos)
        if change is None or change.reference:
            self._model.set_services(self._context.store.services())
        if change is None or change.orders or change.account:
            self._arriving = change is not None
            self._list_orders()
            self._arriving = False
            if self._all_here and self._list.current_id() not in ("", self._job.order_id):
                self._soon.start(0)
        self._notices.refresh()
        self._job.refresh(change)

    def next_job(self, done_id: str) -> None:
        """Chooses the job that is to be done after `done_id`."""
        todo = [line.id for line in self._lines if not is_done(line) and line.id != done_id]
        if todo:
            self._list.select(todo[0])

    def open_code(self, code: str) -> None:
        """Opens the job that a scanned or pasted code names, or says why there is none."""
        order_id = find_order(self._context.store, code)
        self._search.clear()
        if order_id:
            self.show_item(order_id)
            self._list.setFocus()
        else:
            self._context.say(unknown_code_text(), "", None)

    def print_job(self) -> None:
        """Leads to printing: the job in hand, or the day."""
        self.asked.emit("print", self._job.order_id)

    def _build(self) -> None:
        self._pane = _Pane()
        self._lists = Pages()
        self._lists.addWidget(self._list)
        self._lists.addWidget(self._nothing)
        head = column(self._tabs, margins=(16, 12, 16, 12))
        self._pane.setLayout(column(head, self._notices, self._lists, gap=0))
        self._right = Pages()
        self._right.addWidget(self._no_job)
        self._right.addWidget(self._job)
        sides = row(self._pane, Line(vertical=True), self._right, gap=0)
        sides.setStretch(2, 1)
        self.setLayout(sides)
        self.setFocusProxy(self._list)
        self.setTabOrder(self._tabs, self._list)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._search_for)
        self._search.left_down.connect(self._enter_list)
        self._search.returnPressed.connect(self._enter)
        self._tabs.chosen.connect(lambda _key: self._list_orders())
        self._list.chosen.connect(self._choose_job)
        self._soon.timeout.connect(self._follow)
        self._list.typed.connect(self._type_on)
        tell(self._list, self.tr("Letters"), self.tr("Search at once"))
        self._list.opened.connect(lambda _id: self._job.setFocus())
        self._nothing.acted.connect(self._clear)
        self._job.asked.connect(self.asked)
        self._notices.asked.connect(self.show_item)
        self._notices.photos_asked.connect(lambda: self.asked.emit("photo_import", "*"))
        self._print.clicked.connect(self.print_job)
        bind(self, "Ctrl+P", self.print_job, self.tr("Print this job or the day"))
        for key, step in (("J", 1), ("K", -1)):
            bind(self._list, key, partial(self._step, step), self.tr("Next, previous job"), near=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the job may have been half closed out on the other page, which no change tells."""
        self._job.refresh()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the list gives way to the job where the window is narrow."""
        room = int(self.width() * _LIST_SHARE)
        self._pane.setMinimumWidth(px(_LEAST_LIST_PX))
        self._pane.setMaximumWidth(max(px(_LEAST_LIST_PX), min(px(_LIST_PX), room)))
        super().resizeEvent(event)

    def _list_orders(self) -> None:
        store, text = self._context.store, self._search.text().strip()
        self._all_here = self._all_here or store.summary().first_sync_done
        limit = _LIMIT if self._all_here else _LIMIT_AT_FIRST
        self._lines = store.orders(Query(text=text, show="all", limit=limit))
        done = sum(is_done(line) for line in self._lines)
        total = len(self._lines)
        for key, count in (("todo", total - done), ("done", done), ("all", total)):
            self._tabs.set_count(key, None if total >= limit else count)
        kept = self._list.current_id() or self._job.order_id
        # Somebody who searches looks for a job, whatever became of it.
        tab = "all" if text else self._tabs.selected()
        listed = sorted_in(self._lines, tab, self._context.clock.wall_ms())
        self._list.expect_sections(any(each.section for each in listed))
        self._model.set_values(listed)
        self._lists.setCurrentWidget(self._list if listed else self._nothing)
        if not listed:
            self._say_nothing(text, tab)
        self._choose(kept)
        if not text:
            self._entitle(total - done, done)

    def _choose(self, kept: str) -> None:
        ids = self._model.ids()
        if kept in ids:
            if self._list.current_id() != kept:
                self._list.select(kept)
        elif ids:
            self._list.select(ids[0])
        if not ids and not self._job.order_id:
            self._right.setCurrentWidget(self._no_job)

    def _entitle(self, todo: int, done: int) -> None:
        day = self._moments.today(self._context.clock.wall_ms())
        crews = (c.name for c in self._context.store.crews() if c.id == self._context.person.crew_id)
        counts = self.tr("{todo} to do, {done} done").format(todo=todo, done=done)
        self.titled.emit(self.tr("Today"), " · ".join((day, *crews, counts)))

    def _say_nothing(self, text: str, tab: str) -> None:
        summary = self._context.store.summary()
        if text:
            sentence = self.tr("No job matches “{text}”.").format(text=text)
            hint = self.tr("Search looks at number, title, address and the resident’s words.")
            self._nothing.set("search-x", sentence, hint, self.tr("Clear the search"))
        elif not summary.first_sync_done:
            hint = self.tr("They stay on this laptop, and work without a line from then on.")
            self._nothing.set("download", self.tr("Your jobs are on their way."), hint)
        elif tab == "done":
            self._nothing.set("list-todo", self.tr("Nothing is closed yet today."))
        else:
            hint = self.tr("New jobs appear here by themselves when there is a line.")
            self._nothing.set("circle-check", self.tr("No jobs to do."), hint)

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
            self._show_job(self._list.current_id())

    def _show_job(self, order_id: str) -> None:
        self._job.show_job(order_id)
        self._right.setCurrentWidget(self._job if self._job.order_id else self._no_job)

    def _step(self, by: int) -> None:
        ids = self._model.ids()
        current = self._list.current_id()
        if current in ids:
            self._list.select(ids[max(0, min(len(ids) - 1, ids.index(current) + by))])

    def _search_for(self, text: str) -> None:
        """Each key answers at once. A code is no words to look for: its job opens when it is whole."""
        pasted = len(text) - self._typed > 1
        self._typed = len(text)
        if not begins_code(text):
            self._list_orders()
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
            self._enter_list()
        else:
            self.open_code(code)

    def _enter_list(self) -> None:
        self._list.setFocus()

    def _clear(self) -> None:
        self._search.clear()
        self._search.setFocus()

    def _tick(self) -> None:
        if self.isVisible():
            self._model.remake()


class _Pane(Painted):
    def sizeHint(self) -> QSize:
        """Qt's hook: the width of the pictures; a narrow page allows less."""
        return QSize(px(_LIST_PX), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the list stands on the surface, not on the page's ground."""
        QPainter(self).fillRect(self.rect(), theme.color("surface"))
