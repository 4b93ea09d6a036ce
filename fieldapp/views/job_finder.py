"""The left side of Today: tabs, filters and the jobs that they leave, or why they leave none."""

from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.context import Context
from fieldapp.models.filtering import Filtering
from fieldapp.models.finder import Finder, Found
from fieldapp.models.job_filter import Filter
from fieldapp.models.work_orders import WorkOrders
from fieldapp.moments import Moments
from fieldapp.rows import Segment
from fieldapp.theme import px
from fieldapp.views.filter_line import FilterLine
from fieldapp.views.filter_panel import FilterPanel
from fieldapp.views.nothing_found import NothingFound
from fieldapp.views.words_of_filters import WordsOfFilters
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import column
from fieldapp.widgets.pages import Pages
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.segmented import Segmented
from fieldapp.wording import status_text
from sync.orders import Status
from sync.store import Change

WIDE_PX = 424
_SAVED_KEYS = 9
_FIRST = 100


class JobFinder(Painted):
    """`chosen(id)` and `opened(id)` are the list's, `typed(text)` what was typed on it, `listed` after it was made
    anew; `panel_asked(reason)` when the filters are to be seen, or seen no more."""

    chosen = Signal(str)
    opened = Signal(str)
    typed = Signal(str)
    listed = Signal()
    panel_asked = Signal(object)

    def __init__(self, context: Context, moments: Moments, notices: QWidget) -> None:
        super().__init__()
        self._context = context
        self.filtering = Filtering(context.filters, context.person.id, self)
        self._index = context.index
        self.finder = Finder(self._index, context.store, moments)
        self._words = WordsOfFilters(context.language.tag)
        self._model = WorkOrders(context.store, moments, context.clock, context.language.locale, self)
        self.panel = FilterPanel(self.filtering, self.finder, self._words, context.language.locale)
        self._tabs = Segmented(
            (
                Segment("todo", status_text(Status.ASSIGNED)),
                Segment("done", status_text(Status.CLOSED)),
                Segment("all", self.tr("All")),
            ),
            self.tr("Which jobs"),
        )
        self._line = FilterLine(context.language.locale)
        self.list = JobList(self.tr("Jobs"))
        self.list.setModel(self._model)
        self._nothing = NothingFound(self.filtering, self.finder)
        self._chosen = ""
        self._arriving = self._cut = False
        self._beyond = False  # the job in sight is too far down for the list
        self._pages = Pages()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._nothing)
        head = column(self._tabs, margins=(16, 12, 16, 12))
        self.setLayout(column(head, self._line, notices, self._pages, gap=0))
        self.setFocusProxy(self.list)
        self._connect()
        self._bind()

    # what the page asks

    def note(self, change: Change) -> None:
        """What `refresh` is to read again."""
        self._index.note(change)

    def refresh(self, *, services: bool, arriving: bool) -> None:
        """Reads the jobs again, and the kinds of jobs where they may be others.

        While they are arriving in the first download, each page of it asks for that: the first ones are enough then.
        """
        self._arriving = arriving
        if services:
            found = self._context.store.services()
            self._model.set_services(found)
            self._words.set_services(found)
        self._read()
        self._find(anew=False)

    def counts(self) -> tuple[int, int]:
        """How many jobs there are to do, and how many are done, whatever the filters say."""
        return self._index.todo.bit_count(), self._index.done.bit_count()

    def select(self, order_id: str) -> None:
        """Makes a job the chosen one, whatever hides it."""
        if not self._model.reach(order_id):
            self._make_room()
            self._model.reach(order_id)
        self._beyond = self._model.line(order_id) is None
        if self._beyond:
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.select(order_id)

    def select_next(self, done_id: str) -> None:
        """Chooses the first job that is to be done, but for one."""
        self.list.select(self._model.next_to_do(done_id))

    def remake(self) -> None:
        """Time went by: what is late now, and what the rows say of it."""
        self._find(anew=False)
        self._model.remake()

    def show_panel(self, shown: bool) -> None:
        """Whether the filters are in sight."""
        self._line.set_open(shown)
        if shown:
            self.panel.show_found(self._found)

    def clear(self) -> None:
        """Clears words and filters, to be undone."""
        before = self.filtering.now
        if before.narrows:
            self.filtering.clear()
            self._context.say(self.tr("All filters are cleared."), self.tr("Undo"), partial(self.filtering.set, before))

    # inside

    def _connect(self) -> None:
        self.filtering.changed.connect(self._find_anew)
        self.filtering.named.connect(partial(self._find, anew=False))
        self._index.learned.connect(partial(self._find, anew=False))
        self._tabs.chosen.connect(self.filtering.show)
        self._line.asked.connect(partial(self.panel_asked.emit, Qt.FocusReason.MouseFocusReason))
        self._line.dropped.connect(self.filtering.drop)
        self._line.cleared.connect(self.clear)
        self.panel.deleted.connect(self._delete)
        self._nothing.left.connect(self.list.setFocus)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.opened)
        self.list.typed.connect(self.typed)
        self.list.verticalScrollBar().valueChanged.connect(self._read_on)
        tell(self.list, self.tr("Letters"), self.tr("Search at once"))

    def _bind(self) -> None:
        by_keys = partial(self.panel_asked.emit, Qt.FocusReason.ShortcutFocusReason)
        bind(self, "Ctrl+Shift+F", by_keys, self.tr("Filter and sort"))
        bind(self, "Ctrl+Shift+X", self.clear, self.tr("Clear all filters"))
        bind(self, "Ctrl+Shift+S", self.filtering.sort_next, self.tr("Sort by the next order"))
        for number in range(_SAVED_KEYS):
            bind(self, f"Ctrl+{number + 1}", partial(self._apply, number), self.tr("Saved filters, in their order"))
        for key, step in (("J", 1), ("K", -1)):
            bind(self.list, key, partial(self._step, step), self.tr("Next, previous job"), near=True)

    def _read(self) -> None:
        self._cut = self._arriving and self.filtering.now == Filter()
        if self._cut:
            self._index.read_first(_FIRST)
        else:
            self._index.read()

    def _find(self, *, anew: bool) -> None:
        now_ms = self._context.clock.wall_ms()
        if anew:
            self._beyond = False
        else:
            self.finder.refresh(now_ms)
        found = self._found = self.finder.find(self.filtering.now)
        wish = found.filter
        whole = not self._cut or sum(found.counts.values()) < _FIRST
        for key, count in found.counts.items():
            self._tabs.set_count(key, count if whole else None)
        if self._tabs.selected() != wish.show:
            self._tabs.select(wish.show)
        kept = self.list.current_id() or self._chosen
        self.list.expect_sections(any(part.heading for part in found.parts))
        self._model.show_found(found, anew=anew)
        ids = self._model.ids()
        self._pages.setCurrentIndex(0 if ids else 1)
        if not ids:
            self._say_nothing(found)
        elif not self._beyond and self.list.current_id() not in ids:
            self.list.select(kept if kept in ids else ids[0])
        self._line.show_found(found, self._words.of(wish), self._place(found))
        if self.panel.isVisible():
            self.panel.show_found(found)
        self.listed.emit()

    def _find_anew(self) -> None:
        if self._cut:
            self._read()
        self._find(anew=True)

    def _place(self, found: Found) -> str:
        here = self.finder.here if found.here else None
        return (here.address.strip() or here.title) if here else ""

    def _say_nothing(self, found: Found) -> None:
        if found.filter.narrows:
            self._nothing.say_hidden(found, self._words.of(found.filter))
        else:
            arriving = not self._context.store.summary().first_sync_done
            self._nothing.say_empty(found.filter.show, arriving=arriving)

    def _delete(self, name: str) -> None:
        before = self.filtering.delete(name)
        said = self.tr("The filter “{name}” is deleted.").format(name=name)
        self._context.say(said, self.tr("Undo"), partial(self.filtering.restore, before))

    def _apply(self, number: int) -> None:
        if number < len(self.filtering.saved):
            self.filtering.apply(self.filtering.saved[number].name)

    def _choose(self, order_id: str) -> None:
        self._chosen, self._beyond = order_id, False
        self.chosen.emit(order_id)

    def _make_room(self) -> None:
        before = self.filtering.now
        self.filtering.set(Filter(show="all", sort=before.sort))
        if before.narrows:
            self._context.say(self.tr("All filters are cleared."), self.tr("Undo"), partial(self.filtering.set, before))

    def _step(self, by: int) -> None:
        ids = self._model.ids()
        current = self.list.current_id()
        if current in ids:
            self.list.select(ids[max(0, min(len(ids) - 1, ids.index(current) + by))])

    def _read_on(self, value: int) -> None:
        """Before somebody who scrolls comes to the end of what is read."""
        bar, nowhere = self.list.verticalScrollBar(), self.list.rootIndex()
        if value > bar.maximum() - 3 * self.list.height() and self._model.canFetchMore(nowhere):
            self._model.fetchMore(nowhere)

    # Qt's hooks

    def hideEvent(self, event: QHideEvent) -> None:
        """What the list is left with is kept at once."""
        self.filtering.write()
        super().hideEvent(event)

    def sizeHint(self) -> QSize:
        """The width of the pictures; a narrow page allows less."""
        return QSize(px(WIDE_PX), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list stands on the surface, not on the page's ground."""
        QPainter(self).fillRect(self.rect(), theme.color("surface"))
