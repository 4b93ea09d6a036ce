"""The dispatcher's review: a queue, one case with its photos and checks, and a decision in one key."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from fieldapp.context import Context
from fieldapp.models.photo_wishes import PhotoWishes
from fieldapp.models.photos import PhotoImages
from fieldapp.models.reviews import Case, Cases, ReviewRows, median_minutes
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.views.recording import withdraw
from fieldapp.views.review_bar import DecisionBar
from fieldapp.views.review_case import CasePanel
from fieldapp.views.review_facts import Aside, Facts
from fieldapp.views.review_queue import ReviewQueue
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.search_box import SearchBox
from fieldapp.wording import store_text
from sync.commands import Choice, DecideReview
from sync.engine import LineState, LineStatus
from sync.orders import Crew, ServiceType
from sync.store import Change, StoreProblem
from sync.verdicts import ReviewKind

WIDE_PX = 1240
_LEAST_PX = (760, 400)


class ReviewPage(Page):
    """A accepts, R sends back with a reason, J and K go down and up the queue."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        moments = Moments(context.language.tag)
        self._moments = moments
        self._images = PhotoImages(context.store, context.jobs, self)
        wishes = PhotoWishes(context.store, context.jobs, self._images, context.line.wake, self)
        self._reader = Cases(context.store, context.person.role)
        self._cases: tuple[Case, ...] = ()
        self._services: dict[str, ServiceType] = {}
        self._crews: tuple[Crew, ...] = ()
        self._deciding = False
        self._told: tuple[object, ...] = ()
        self._rows = ReviewRows(moments, context.clock, context.language.tag, wishes, self)
        self.queue = ReviewQueue(self._rows)
        self.case = CasePanel(context, self._images, wishes)
        self.facts = Facts(context)
        self._aside = Aside()
        self._wide = False
        self.bar = DecisionBar()
        self.notice = Banner()
        self._search = SearchBox(self.tr("Search"))
        self._middle = QStackedWidget()
        self._build()
        self._connect()

    def tools(self) -> tuple[QWidget, ...]:
        """The search."""
        return (self._search,)

    def show_item(self, item_id: str) -> None:
        """Shows a review by its id, or by its order's."""
        found = next((c for c in self._cases if item_id in (c.id, c.view.review.order_id)), None)
        if found is not None:
            self.queue.select(found.id)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the queue again; the case in sight stays in sight while it is listed."""
        if self._deciding:
            return
        if change is not None:
            self._images.forget(*change.photos)
        if change is None or change.reference or change.account or not self._services:
            self._services = {each.code: each for each in self._context.store.services()}
            self._crews = self._context.store.crews()
            self._rows.set_reference(self._services, self._crews)
        if change is None or change.reviews or change.orders or change.outbox or change.reference:
            self._read()
        elif change.photos:
            self._rows.remake()
            self.case.show_photos()

    def _build(self) -> None:
        self._empty = EmptyState()
        # Narrow until the first size is known: a window is never wider than asked for because of this page.
        self.case.take(self.facts)
        self._aside.hide()
        work = column(self.case, self.bar, gap=0)
        work.setStretch(0, 1)
        sides = row(work, self._aside, gap=0)
        sides.setStretch(0, 1)
        shown = QWidget()
        shown.setLayout(sides)
        self._middle.addWidget(self._empty)
        self._middle.addWidget(shown)
        self._shown = shown
        main = row(self.queue, self._middle, gap=0)
        main.setStretch(1, 1)
        layout = column(self.notice, main, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setMinimumSize(px(_LEAST_PX[0]), px(_LEAST_PX[1]))  # the narrow form fits, whichever is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: three columns, or two with the facts below the photos."""
        wide = self.width() >= px(WIDE_PX)
        self.queue.set_room(self.width())
        if wide != self._wide:
            self._wide = wide
            (self._aside if wide else self.case).take(self.facts)
            self._aside.setVisible(wide)
        super().resizeEvent(event)

    def _connect(self) -> None:
        self.queue.chosen.connect(self._show_case)
        self.queue.approve_asked.connect(self.approve_plain)
        self.bar.accepted.connect(lambda: self._decide(Choice.ACCEPT, ""))
        self.bar.sent_back.connect(partial(self._decide, Choice.SEND_BACK))
        self._search.textChanged.connect(lambda _text: self._show_queue())
        self._search.left_down.connect(self.queue.list.setFocus)
        self._images.loaded.connect(lambda photo_id, _size: self._rows.show_photo(photo_id))
        self._context.line.line_changed.connect(self._take_line)
        self._take_line(self._context.line.status)
        bind(self, "A", self.bar.accept, self.tr("Accept"), near=True)
        bind(self, "R", self.bar.open_reason, self.tr("Send back with a reason"), near=True)
        for key, step in (("J", 1), ("K", -1)):
            bind(self, key, partial(self.queue.step, step), self.tr("Next, previous close-out"), near=True)

    # showing

    def _read(self) -> None:
        self._cases = self._reader.read(self._services)
        self._show_queue()
        self._show_case(self.queue.current_id())
        self._say_nothing()
        waiting = [case for case in self._cases if case.waiting]
        parts = [self.tr("%n waiting", "", len(waiting))]
        if waiting:
            parts.append(self.tr("%n flagged", "", sum(bool(case.flags) for case in waiting)))
            wait = median_minutes(waiting, self._context.clock.wall_ms())
            parts.append(self.tr("median wait {time}").format(time=self._moments.lasting(wait)))
        self.titled.emit(self.tr("Review"), " · ".join(parts))

    def _say_nothing(self) -> None:
        if self._context.store.summary().first_sync_done:
            hint = self.tr("Closed jobs and held work appear here as crews come back into coverage.")
            self._empty.set("circle-check", self.tr("Nothing waits for you."), hint)
        else:
            hint = self.tr("They stay on this laptop, and work without a line from then on.")
            self._empty.set("download", self.tr("The reviews are on their way."), hint)

    def _show_queue(self) -> None:
        self.queue.show_cases(self._cases, self._search.text())

    def _current(self) -> Case | None:
        return next((case for case in self._cases if case.id == self.queue.current_id()), None)

    def _show_case(self, review_id: str) -> None:
        case = next((each for each in self._cases if each.id == review_id), None)
        self._middle.setCurrentWidget(self._empty if case is None else self._shown)
        self.bar.show_case(case)
        if case is None:
            return
        crew = self._rows.crew_name(case.view.review)
        crews = {each.id: each.name for each in self._crews}
        code = case.order.service_code if case.order else ""
        service = self._services.get(code)
        told = (case, crew, crews, service)
        if told == self._told:  # a photo came, or another case's news: what is read must not flicker
            self.case.show_photos()
            return
        self._told = told
        self.case.show_case(case, crew, crews, service)
        self.facts.show_case(case, crew, crews, service)

    def _take_line(self, status: LineStatus) -> None:
        if status.state in (LineState.OFFLINE, LineState.SIGN_IN_REQUIRED):
            words = self.tr("You are offline. Your decisions are kept here and go out when the line is back.")
            self.notice.show_notice(words, "warn", "cloud-off")
        else:
            self.notice.clear()

    # deciding

    def approve_plain(self) -> None:
        """Accepts every waiting case without a flag, with one undo for all."""
        done = self._record([(case, Choice.ACCEPT, "") for case in self.queue.plain()])
        self._read()
        if done:
            said = self.tr("%n approved.", "", len(done))
            self._context.say(said, self.tr("Undo"), partial(self._undo, done))

    def _decide(self, choice: Choice, reason: str) -> None:
        case = self._current()
        if case is None or not case.waiting:
            return
        following = self.queue.neighbour(case.id)
        done = self._record([(case, choice, reason)])
        self._read()
        if not done:
            return
        self.queue.select(following)
        self.queue.list.setFocus(Qt.FocusReason.OtherFocusReason)
        undo: Callable[[], None] = partial(self._undo, done)
        self._context.say(self._said(case, choice), self.tr("Undo"), undo)

    def _record(self, decisions: Sequence[tuple[Case, Choice, str]]) -> list[tuple[str, str]]:
        """Records the decisions; (review id, command id) of each that is on the disk."""
        done: list[tuple[str, str]] = []
        self._deciding = True  # each record is announced at once; the queue is read once, after the last
        try:
            for case, choice, reason in decisions:
                review = case.view.review
                body = DecideReview(review.id, choice, reason)
                done.append((review.id, self._context.store.record(review.order_id, body).command_id))
        except StoreProblem as problem:
            self._context.say(store_text(problem), "", None)
        finally:
            self._deciding = False
        return done

    def _undo(self, done: Sequence[tuple[str, str]]) -> None:
        self._deciding = True
        back = [review_id for review_id, command_id in done if withdraw(self._context, command_id)]
        self._deciding = False
        self._read()
        if back:
            self.queue.select(back[0])

    def _said(self, case: Case, choice: Choice) -> str:
        crew, title = self._rows.crew_name(case.view.review), case.order.title if case.order else ""
        if case.view.review.kind is ReviewKind.HELD:
            taken = self.tr("The work of {crew} is accepted. They are told.")
            kept = self.tr("The office’s stands. {crew} is told why.")
            return (taken if choice is Choice.ACCEPT else kept).format(crew=crew)
        if choice is Choice.ACCEPT:
            return self.tr("{job} approved.").format(job=title)
        return self.tr("{job} goes back to {crew} with your reason.").format(job=title, crew=crew)
