"""What became of the work on one job: what waits and why, what a person must decide, how it came to that."""

from PySide6.QtCore import Qt, Signal

from fieldapp.context import Context
from fieldapp.models import one_fix
from fieldapp.models.outbox import JobWork
from fieldapp.moments import Moments
from fieldapp.rows import StoryLine
from fieldapp.views.conflict_card import ConflictCard
from fieldapp.views.job_state import declined_text, held_text, left_text
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.story import Story
from fieldapp.widgets.text import Text
from fieldapp.wording import (
    PLACE_ICONS,
    PLACE_TONES,
    event_text,
    history_text,
    place_text,
    waiting_text,
    why_text,
)
from fieldapp.wording.near_by import not_taken_back_text
from sync.orders import ServiceType
from sync.states import CommandState, Place
from sync.store import OrderView, OutboxItem

_ANSWERED = (CommandState.DECLINED, CommandState.REJECTED)


class SyncDetail(Card):
    """The right side of the sync page. `asked(page, id)` leads to the job."""

    asked = Signal(str, str)

    def __init__(self, context: Context, moments: Moments) -> None:
        super().__init__(padding=20)
        self._context, self._moments = context, moments
        self._job: JobWork | None = None
        self._mark = IconMark("circle-check", "ok", 28)
        self._title, self._where = Text(role="h1", wrap=True), Text(tone="text2", wrap=True)
        self._fix = Text(role="small_strong", tone="text2", wrap=True)
        self._undo = Button("", "undo-2", size="large")
        self._conflict = ConflictCard()
        self._parts = Story(self.tr("What is on its way"))
        self._story = Story(self.tr("How it happened"))
        scroll = Scrolled(column(self._undo, self._conflict, self._parts, self._story, 1, gap=16))
        self._seen = Button(self.tr("OK, seen"), "check", "go", "large")
        self._open = Button(self.tr("Open the job"), "clipboard-list", size="large")
        head = row(self._mark, column(self._title, self._where, self._fix, gap=4), gap=14)
        head.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.add(scroll, 1)
        self.body.addLayout(row(self._open, 1, self._seen, gap=12))
        self._undo.clicked.connect(self._take_back)
        self._seen.clicked.connect(self._dismiss)
        self._open.clicked.connect(self._open_job)

    def show_job(self, job: JobWork) -> None:
        """Shows the work on a job."""
        self._job = job
        view = self._context.store.order(job.order_id)
        crews = {crew.id: crew.name for crew in self._context.store.crews()}
        self._title.setText(job.lead.title)
        self._mark.set(
            "git-branch" if job.place is Place.NEEDS_DECISION else PLACE_ICONS[job.place],
            PLACE_TONES[job.place],
        )
        self._where.setText(self._sentence(job, view, crews))
        self._show_fix(job)
        held = [item for item in job.items if item.place is Place.NEEDS_DECISION]
        self._conflict.show_items(held, job.service, self._context.language.tag, crews)
        moving = [item for item in job.items if item.place is not Place.NEEDS_DECISION]
        self._parts.setVisible(bool(moving))
        self._parts.set_title(
            self.tr("In the CRM") if job.place is Place.IN_CRM else self.tr("Each change, and where it is")
        )
        self._parts.set_lines([self._line(item) for item in reversed(moving)])
        self._story.set_lines(self._history(job, view, crews))
        self._seen.setVisible(any(item.state in _ANSWERED for item in held))
        self._open.setVisible(view is not None and bool(self._context.person.crew_id))

    def _show_fix(self, job: JobWork) -> None:
        """What was closed as one act, and the way back while all of it is here."""
        count = len(job.one_fix)
        self._fix.setVisible(bool(job.one_fix))
        names = ", ".join(item.address or item.number for item in job.one_fix)
        self._fix.setText(self.tr("One fix closed %n jobs: {names}", "", count).format(names=names))
        self._undo.setVisible(bool(job.one_fix) and all(item.can_undo for item in job.one_fix))
        self._undo.setText(self.tr("Undo all %n", "", count))

    def _take_back(self) -> None:
        if self._job is None or not self._job.one_fix:
            return
        store = self._context.store
        closings = [(item.command.order_id, item.command.id) for item in self._job.one_fix]
        left = one_fix.take_back(store, one_fix.closed_by(store, closings))
        if left:
            self._context.say(not_taken_back_text(left), "", None)

    def _sentence(self, job: JobWork, view: OrderView | None, crews: dict[str, str]) -> str:
        lead = job.lead
        if lead.state is CommandState.HELD:
            return held_text(lead, view.left if view else None, lambda crew: crews.get(crew, crew))
        if lead.state in _ANSWERED:
            return declined_text(lead)
        if job.place is Place.IN_CRM:
            return self.tr("The city has all of it.")
        waits = waiting_text(next((i.why_waiting for i in job.items if i.why_waiting), ""))
        if waits:
            return self.tr("{place}: {why}.").format(place=place_text(job.place), why=waits)
        return self.tr("{place}. It goes by itself.").format(place=place_text(job.place))

    def _line(self, item: OutboxItem) -> StoryLine:
        at = self._moments.moment(item.command.occurred_at, self._context.clock.wall_ms())
        what = history_text(item.command.kind)
        if item.photos_total and item.command.kind == "close_out":
            photos = self.tr("{stored} of {total} photos in the CRM")
            what = f"{what} · {photos.format(stored=item.photos_stored, total=item.photos_total)}"
        why = waiting_text(item.why_waiting)
        return StoryLine(at, place_text(item.place), f"{what} · {why}" if why else what)

    def _history(self, job: JobWork, view: OrderView | None, crews: dict[str, str]) -> list[StoryLine]:
        now_ms, tag = self._context.clock.wall_ms(), self._context.language.tag
        service: ServiceType | None = job.service
        told: list[tuple[str, str, str]] = []
        if view is not None:
            told += [(event.at, event.by, event_text(event, service, tag)) for event in view.order.history]
            if view.left is not None:
                words = left_text(view.left, lambda crew: crews.get(crew, crew), self._moments, now_ms)
                told.append((view.left.at, view.left.by, words))
        else:
            you, other = self._context.person.name, self.tr("Somebody else")
            acts = [(item.command, you if item.mine else other) for item in reversed(job.items)]
            told += [(act.occurred_at, who, history_text(act.kind)) for act, who in acts]
        for item in job.items:
            verdict = item.verdict
            if verdict is not None and verdict.by:
                reason = f": “{verdict.reason}”" if verdict.reason else ""
                answer = self.tr("Accepted") if item.state not in _ANSWERED else self.tr("Decided against it")
                told.append((verdict.at, verdict.by, f"{answer}{reason}"))
            elif item.state is CommandState.HELD and verdict is not None:
                told.append((item.recorded_at, self.tr("CRM"), why_text(verdict.why)))
        told.sort(key=lambda line: line[0])
        return [StoryLine(self._moments.moment(at, now_ms), who, what) for at, who, what in told]

    def _dismiss(self) -> None:
        for item in self._job.items if self._job else ():
            if item.state in _ANSWERED:
                self._context.store.dismiss(item.command.id)

    def _open_job(self) -> None:
        if self._job is not None:
            self.asked.emit("today", self._job.order_id)
