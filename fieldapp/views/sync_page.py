"""Sync: what was done on this laptop and where it is now; one place to see why something waits."""

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.context import Context
from fieldapp.models.outbox import JobWork, Outbox, jobs_worked_on, progressed
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.notice import Notice
from fieldapp.views.others_work import OthersWork
from fieldapp.views.page import Page
from fieldapp.views.sync_detail import SyncDetail
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.card import Card
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.outbox_list import OutboxList
from fieldapp.widgets.progress import Progress
from fieldapp.widgets.text import Text
from fieldapp.wording import photos_held_text, problem_sentence, unreadable_text
from sync.engine import PHOTOS_HELD, LineState, LineStatus
from sync.orders import Role
from sync.states import Place
from sync.store import Change, Summary

_NARROW_PX = 1060
_LOW_PX = 500


class SyncPage(Page):
    """The outbox by job at the left, what became of the chosen one at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._model = Outbox(self._moments, context.clock, self)
        self._jobs: tuple[JobWork, ...] = ()
        self._now = Button(self.tr("Sync now"), "refresh-cw", "primary")
        self._now.setToolTip(self.tr("Ask the city at once; it happens by itself, too"))
        self._now.clicked.connect(context.line.nudge)
        self._prove = Button(self.tr("Prove it"), "shield-check")
        self._prove.setToolTip(self.tr("Each act with its receipt (Ctrl+J)"))
        self._report = IconButton("file-text", self.tr("Report for support"), "medium")
        self._report.clicked.connect(lambda: self.asked.emit("report", ""))
        self._prove.clicked.connect(lambda: self.asked.emit("proof", ""))
        self._count, self._where = Text(role="h2"), Text(tone="text2", wrap=True)
        self._left = Text(role="strong")
        self._bar = Progress("ok", self.tr("In the CRM"))
        self._notice = Notice()
        self._others = OthersWork(may_release=context.person.role is Role.SUPERVISOR)
        self._list = OutboxList(self.tr("Work on this laptop"))
        self._list.setMinimumHeight(px(60))  # where the window is low a question above takes the room
        self._list.setModel(self._model)
        self._detail = SyncDetail(context, self._moments)
        self._empty = EmptyState(
            "shield-check",
            self.tr("Nothing is waiting."),
            self.tr("What you do appears here, and stays until the city has it."),
        )
        self._build()
        self._list.chosen.connect(self._show_job)
        self._notice.acted.connect(lambda: context.line.hold_photos(False))
        self._detail.asked.connect(self.asked)
        self._others.released.connect(self._release)
        context.line.line_changed.connect(self._take_status)
        self._take_status(context.line.status)

    def tools(self) -> tuple[QWidget, ...]:
        """The way to the proof, and the button that asks at once."""
        return (self._prove, self._now)

    def show_item(self, item_id: str) -> None:
        """Shows the work on one order."""
        self._list.select(item_id)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the outbox again."""
        store, now_ms = self._context.store, self._context.clock.wall_ms()
        items = store.outbox()
        lines = {line.id: line for line in store.lines({item.command.order_id for item in items})}
        services = {service.code: service for service in store.services()}
        self._others.show_items(items)
        kept = self._list.current_id()
        self._jobs = self._with_sections(jobs_worked_on(items, lines, services, now_ms))
        self._model.set_values(self._jobs)
        ids = self._model.ids()
        self._fit()
        self._list_card.setVisible(bool(ids))
        self._detail.setVisible(bool(ids))
        self._empty.setVisible(not ids)
        if kept not in ids and ids:
            self._list.select(ids[0])
        elif kept:
            self._show_job(kept)
        self._show_summary(store.summary())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where it is narrow the list shows one station of three, and both halves are even."""
        self._fit()
        narrow = self.width() < px(_NARROW_PX)
        self._sides.setStretch(0, 50 if narrow else 52)
        self._sides.setStretch(1, 50 if narrow else 48)
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Where it is low, what others left here takes the place of the summary."""
        low = self.height() < px(_LOW_PX) and not self._others.isHidden()
        self._card.setVisible(bool(self._model.ids()) and not low)

    def _build(self) -> None:
        self._card = Card(padding=18)
        words = column(self._count, self._where, gap=4)
        head: QHBoxLayout = row(words, self._left, gap=12)
        head.setStretch(0, 1)
        self._card.body.addLayout(head)
        self._card.add(self._bar)
        self._list_card = Card(padding=2)
        self._list_card.add(self._list, 1)
        promise = row(
            IconMark("shield-check", "ok", 22),
            Text(
                self.tr("Nothing is removed from this laptop until the city confirms it has it."),
                "small",
                "text2",
                wrap=True,
            ),
            self._report,
            gap=10,
        )
        promise.setStretch(1, 1)
        left = column(self._notice, self._others, self._card, self._list_card, self._empty, promise, gap=16)
        left.setStretch(3, 1)
        left.setStretch(4, 1)
        self._sides = sides = row(left, self._detail, gap=20, margins=(20, 20, 20, 18))
        sides.setStretch(0, 52)
        sides.setStretch(1, 48)
        self.setLayout(sides)
        self.setFocusProxy(self._list)

    def _with_sections(self, jobs: tuple[JobWork, ...]) -> tuple[JobWork, ...]:
        headings = {
            Place.NEEDS_DECISION: self.tr("NEEDS A DECISION"),
            Place.SENDING: self.tr("ON THE WAY"),
            Place.ON_LAPTOP: self.tr("ON THE WAY"),
            Place.IN_CRM: self.tr("IN THE CRM"),
        }
        shown, last = [], ""
        for job in jobs:
            heading = headings[job.place]
            shown.append(replace(job, section=heading if heading != last else ""))
            last = heading
        return tuple(shown)

    def _show_summary(self, summary: Summary) -> None:
        done = progressed(self._jobs)
        self._count.setText(self.tr("Work on %n job(s)", "", done.total))
        parts = [
            self.tr("{count} in the CRM").format(count=done.in_crm),
            self.tr("{count} on the way").format(count=done.on_the_way),
        ]
        if done.needs_decision:
            parts.append(self.tr("%n need(s) a decision", "", done.needs_decision))
        self._where.setText(", ".join(parts))
        left = summary.bytes_waiting
        self._left.setText(self.tr("{size} left").format(size=self._moments.size(left)) if left else "")
        self._bar.set_fraction(done.fraction)
        self._entitle(summary)

    def _entitle(self, summary: Summary) -> None:
        now_ms, status = self._context.clock.wall_ms(), self._context.line.status
        heard = self._moments.moment(summary.last_heard, now_ms)
        line = self.tr("Last heard from the city: {time}").format(time=heard or self.tr("never"))
        offline = status is not None and status.state is LineState.OFFLINE
        if offline:
            words = self.tr("Offline since {time}. That’s fine: all of it is safe here.")
            line = words.format(time=heard) if heard else self.tr("Offline. That’s fine: all of it is safe here.")
        self.titled.emit(self.tr("Sync"), line)
        answered = status is not None and status.state in (LineState.PAUSED, LineState.SIGN_IN_REQUIRED)
        foreign = status is not None and offline and status.code in ("NET-NOT-THE-HUB", "NET-REDIRECT", "NET-BAD-TYPE")
        no_room = status is not None and status.code == "storage-full"
        if status is not None and status.code == PHOTOS_HELD:
            self._notice.show_notice(photos_held_text(), "info", "wifi", self.tr("Send photos now"))
        elif status is not None and status.code and (answered or foreign or no_room):
            self._notice.show_notice(problem_sentence(status.code), "warn")
        elif summary.unreadable:
            self._notice.show_notice(unreadable_text(), "warn")
        else:
            self._notice.clear()

    def _release(self, authors: tuple[str, ...]) -> None:
        """Others' work goes up as theirs."""
        for author in authors:
            self._context.store.hand_over(author)
        self._context.line.nudge()
        self._context.say(self.tr("It is on its way. The city holds it until a supervisor releases it."), "", None)

    def _take_status(self, status: LineStatus) -> None:
        self._now.setText(self.tr("Trying…") if status.trying else self.tr("Sync now"))
        if self.isVisible():
            self._entitle(self._context.store.summary())

    def _show_job(self, order_id: str) -> None:
        job = next((job for job in self._jobs if job.order_id == order_id), None)
        if job is not None:
            self._detail.show_job(job)
