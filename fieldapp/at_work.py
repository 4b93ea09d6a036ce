"""The window while somebody works: their workspace, the line behind it, and the one path that refreshes both."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from fieldapp import roles
from fieldapp.background import Background
from fieldapp.camera import Lenses
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.models import new_job, one_fix
from fieldapp.models.card_watch import CardWatch
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.map_file import MapFile
from fieldapp.models.new_job import Finished
from fieldapp.order_code import find_order
from fieldapp.photos_on_wifi import PhotosOnWifi
from fieldapp.sync_thread import StoreChanges, SyncThread, connected
from fieldapp.views.guide_steps import guide_steps
from fieldapp.views.refusal import opening_text
from fieldapp.views.window import Window
from fieldapp.views.workspace import Workspace
from fieldapp.wording import line_words, room_text, unknown_code_text
from fieldapp.wording.near_by import finished_text, found_trouble_text, refused_text
from sync.clock import Clock
from sync.engine import LineState, LineStatus
from sync.orders import Role
from sync.store import Change, Store, StoreProblem
from sync.verdicts import ReviewState

_TICK_MS = 20_000


@dataclass(frozen=True)
class Around:
    """What there is around a laptop's own data: the city's map, cards and phones, the kind of network, cameras."""

    map_file: MapFile
    cards: CardWatch
    wifi: PhotosOnWifi
    lenses: Lenses


class AtWork(QObject):
    """Somebody's workspace, in sight or put aside for a page in front of it, and their line, which goes on meanwhile.

    `ready` when the workspace is in sight, `counted` when the numbers of what waits may be others. The rest is for
    whoever opens doors: `sign_in_asked`, `menu_asked(where)`, `revoked` by the city, `lease_ended`, `shown_around`
    when the guide has ended.
    """

    ready = Signal()
    counted = Signal()
    sign_in_asked = Signal()
    menu_asked = Signal(QPoint)
    revoked = Signal()
    lease_ended = Signal()
    shown_around = Signal()

    def __init__(
        self,
        window: Window,
        language: Language,
        clock: Clock,
        jobs: Background,
        folder: Path,
        around: Around,
    ) -> None:
        super().__init__()
        self.workspace: Workspace | None = None
        self.line: SyncThread | None = None
        self._window, self._language, self._clock, self._jobs, self._folder = window, language, clock, jobs, folder
        self._around, self._cards, self._wifi = around, around.cards, around.wifi
        self._store: Store | None = None
        self._changes: StoreChanges | None = None
        self._filters = KeptFilters()
        self._newest = ""
        self._page = self._wanted = ""
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        # News from the line is counted in a turn of its own: beside a sync each look into the file may wait, and two
        # in a row would be felt. What a person did is counted at once.
        self._line_due = QTimer(self, interval=0, singleShot=True)
        self._line_due.timeout.connect(self._show_line)

    # beginning and ending

    def begin(self, store: Store, changes: StoreChanges, url: str, filters: KeptFilters) -> None:
        """Shows the work of who is signed in, and starts their line to the hub at `url`."""
        self.end()
        self._store, self._changes, self._filters = store, changes, filters
        self._newest = self._newest_command()
        self.line = connected(store, url, self._clock)
        self.line.line_changed.connect(self._take_status)
        self.line.problem.connect(self._say_store_problem)
        self._wifi.serve(self.line)
        self.build()
        self.line.start()
        self._cards.start(self._jobs)
        self._ticks.start()
        self._finish_cut(store)

    def end(self) -> None:
        """Ends the line, within a second, and lets go of the file. What is in sight stays until something else is."""
        self._ticks.stop()
        self._cards.stop()
        self._line_due.stop()
        if self.line is not None:
            self.line.line_changed.disconnect(self._take_status)
            self.line.stop()
            self.line = None
            self._wifi.serve(None)
        self._store = self._changes = None

    def put_aside(self) -> None:
        """Another page takes its place for a while; the line goes on."""
        if self.workspace is not None:
            self._page = self.workspace.current
        self.workspace = None

    def put_away(self) -> None:
        """Who comes next may be somebody else, with other pages."""
        self.workspace, self._page = None, ""

    def come_back(self) -> None:
        """Shows it again, on the page that was in sight."""
        self.build()
        if self.line is not None:
            self.line.nudge()

    def build(self) -> None:
        """Makes the workspace anew: for its person, and in the language that is chosen now."""
        store, changes, line = self._store, self._changes, self.line
        account = store.account() if store else None
        assert store is not None
        assert changes is not None
        assert line is not None
        assert account is not None
        page = self.workspace.current if self.workspace else self._page
        context = Context(
            store, changes, line, self._jobs, self._clock, account.person, self._language, self.say,
            self._around.map_file, self._cards, self._filters, self._around.lenses, folder=self._folder,
        )  # fmt: skip
        workspace = Workspace(roles.entries(context), partial(roles.page, context))
        workspace.menu_asked.connect(self.menu_asked)
        workspace.notice.acted.connect(self.sign_in_asked)
        workspace.rail.set_person(*roles.badge(context))
        self.workspace = workspace
        workspace.offer("guide", self.show_around)
        workspace.guide.ended.connect(self.shown_around)
        self._window.show_content(workspace)
        workspace.show_page(page or roles.first_page(account.person.role))
        self._show_badges(Change(reference=True), account.person.role)
        self._show_line()
        self._show_wanted()
        self.ready.emit()

    def show_around(self) -> None:
        """Leads through the window, a part at a time; `shown_around` follows."""
        account = self._store.account() if self._store else None
        if self.workspace is not None and account is not None:
            role = account.person.role
            self.workspace.show_page(roles.first_page(role))
            self.workspace.guide.begin(guide_steps(self.workspace, role))

    # what changes

    def refresh(self, change: Change) -> None:
        """The one refresh path: whatever changed, whoever changed it."""
        if self.workspace is None or self._store is None or self.line is None:
            return
        account = self._store.account()
        if account is None:
            return
        self.workspace.refresh(change)
        self._show_wanted()
        self._show_badges(change, account.person.role)
        if change.outbox:
            self._show_line()
        else:
            self._line_due.start()
        # Only what a person just did is worth a try at once: commands that come back unsent wait for the back-off.
        if change.outbox and (newest := self._newest_command()) != self._newest:
            self._newest = newest
            self.line.nudge()

    def show_order(self, name: str) -> None:
        """Shows the job with that id or number once somebody is at work and the jobs are here, or says why not."""
        self._wanted = name
        self._show_wanted()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """A passing line at the bottom of the workspace."""
        if self.workspace is not None:
            self.workspace.say(text, action, act)

    def _show_wanted(self) -> None:
        account = self._store.account() if self._store else None
        if not self._wanted or self.workspace is None or self._store is None or account is None:
            return
        order_id = find_order(self._store, self._wanted)
        if order_id:
            self.workspace.show_page(roles.job_page(account.person.role), order_id)
        elif self._store.summary().first_sync_done:
            self.say(unknown_code_text())
        else:
            return  # it may still be on its way
        self._wanted = ""

    def _finish_cut(self, store: Store) -> None:
        """Goes on with what several acts belong to and a kill had cut."""
        imported = self._cards.imported
        self._jobs.run(partial(one_fix.finish_all, store), self._say_closed, self._say_refused)
        self._jobs.run(partial(new_job.finish_all, store, imported), self._say_found, self._say_refused)

    def _say_closed(self, count: int) -> None:
        if count:
            self.say(finished_text(count))

    def _say_found(self, done: tuple[Finished, ...]) -> None:
        trouble = next((each.trouble for each in done if each.trouble is not None), None)
        if trouble is not None:
            self.say(found_trouble_text(trouble))

    def _say_refused(self, error: Exception) -> None:
        if isinstance(error, StoreProblem) and error.code == "STORE-CLOSED":
            return  # the window is gone
        self.say(refused_text(error))

    def _newest_command(self) -> str:
        newest = self._store.outbox(limit=1) if self._store else ()
        return newest[0].command.id if newest else ""

    def _tick(self) -> None:
        if self._store is not None and self.workspace is not None and self._store.lease_over():
            self.lease_ended.emit()
        else:
            self._show_line()

    def _take_status(self, status: LineStatus) -> None:
        if status.code == "device-revoked":
            self.revoked.emit()
            return
        self._line_due.start()

    def _say_store_problem(self, code: str) -> None:
        self.say(opening_text(StoreProblem(code)))

    # badges and pill

    def _show_badges(self, change: Change, role: Role) -> None:
        if self.workspace is None or self._store is None:
            return
        if role is not Role.CREW and (change.reviews or change.outbox or change.reference):
            mine = [view for view in self._store.reviews(ReviewState.WAITING) if view.review.asks is role]
            self.workspace.rail.set_badge("review", len(mine))
        if change.reference:
            account = self._store.account()
            crew = account.person.crew_id if account else None
            found = next((each for each in self._store.crews() if each.id == crew), None)
            if found is not None:
                self.workspace.rail.set_person(*roles.crew_badge(found))

    def _show_line(self) -> None:
        self.counted.emit()
        if self.workspace is None or self._store is None or self.line is None:
            return
        status, summary = self.line.status, self._store.summary()
        self.workspace.pill.set_state(*line_words(status, summary, self._clock, self._language.locale))
        waiting = summary.on_laptop + summary.sending + summary.needs_decision
        self.workspace.rail.set_badge("sync", waiting, "bad" if summary.needs_decision else "warn")
        if status.state is LineState.SIGN_IN_REQUIRED:
            said = self.tr("The city asks you to sign in again. All you did is safe on this laptop.")
            self.workspace.notice.show_notice(said, "warn", "key-round", self.tr("Sign in"))
        elif said := room_text(shutil.disk_usage(self._folder).free, self._language.locale):
            self.workspace.notice.show_notice(said, "warn", "hard-drive")
        else:
            self.workspace.notice.clear()
