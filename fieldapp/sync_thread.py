"""The one meeting of Qt and the engine: a thread that steps it, and the way back of what changed."""

import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from sync.clock import Clock
from sync.crm import Crm, NoLine
from sync.engine import Engine, LineState, LineStatus
from sync.http import RequestsTransport
from sync.store import Change, Store, StoreProblem
from sync.wire import Grant, NoAnswer, Problem, WellKnown

BURST_MS: Final = 60
STOP_MS: Final = 900
LOOK_S: Final = 10.0
ASLEEP_S: Final = 15.0
STORE_WAIT_S: Final = 30.0
LISTEN_AGAIN_S: Final = 3.0
LISTEN_LATER_S: Final = 30.0

_in_bursts = threading.local()
_left_behind: set["SyncThread"] = set()


def connected(store: Store, url: str, clock: Clock) -> "SyncThread":
    """A thread, not started yet, that keeps the store in step with the hub at `url`."""
    transport = RequestsTransport(url)
    crm = Crm(url, transport, clock, store.device)
    return SyncThread(Engine(store, crm, clock), crm, store, clock, transport.close)


def ask_to_sign_in(
    url: str, user: str, password: str, device: str, clock: Clock
) -> tuple[WellKnown, Grant] | Problem | NoAnswer:
    """Asks the hub who it is, and to let somebody in."""
    transport = RequestsTransport(url)
    try:
        crm = Crm(url, transport, clock, device)
        known = crm.well_known()
        if not isinstance(known, WellKnown):
            return known
        grant = crm.sign_in(user, password, device)
        return (known, grant) if isinstance(grant, Grant) else grant
    finally:
        transport.close()


class SyncThread(QThread):
    """Steps an engine whenever something is due, and listens to the hub's pokes beside it.

    `cut` ends every call under way. The thread serves whoever is signed in, also somebody else later. Its signals
    are emitted in the thread that made it, the window's: a signal that is queued for a Python method crashes when
    the method's owner goes before it is delivered. None comes after `stop`.
    """

    line_changed = Signal(object)
    """LineStatus: the line looks different."""

    problem = Signal(str)
    """The code of a StoreProblem that stops the line for now."""

    _told = Signal(object)
    _troubled = Signal(str)

    def __init__(
        self,
        engine: Engine,
        crm: Crm,
        store: Store,
        clock: Clock,
        cut: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._crm = crm
        self._store = store
        self._clock = clock
        self._cut = cut
        self._stirred = threading.Condition()
        self._nudged = False
        self._woken = False
        self._stopping = threading.Event()
        self._ears = threading.Thread(target=self._listen, name="pokes", daemon=True)
        self._listen_again = threading.Event()
        self._online = False
        self.status = LineStatus(last_answer_at=store.summary().last_heard)
        """How the line looked when it last said so, for whoever comes to look later."""
        self._told.connect(self._relay)
        self._troubled.connect(self._relay_problem)
        engine.listen(self._tell)

    @Slot()
    def nudge(self) -> None:
        """There may be news here or there: look now. From any thread."""
        with self._stirred:
            self._nudged = True
            self._stirred.notify_all()

    def wake(self) -> None:
        """There is more to fetch: go on now, unless the line rests after a failure. From any thread."""
        with self._stirred:
            self._woken = True
            self._stirred.notify_all()

    def hold_photos(self, hold: bool) -> None:
        """Whether photos wait for another network; what may go now goes now. From any thread."""
        self._engine.hold_photos(hold)
        self.nudge()

    def stop(self) -> None:
        """End the thread within a second, whatever it waits for; what is under way is not lost, only not sent yet."""
        self._stopping.set()
        self.nudge()
        self._listen_again.set()
        self._cut()
        if self.isRunning() and not self.wait(STOP_MS):
            _left_behind.add(self)  # Qt aborts when a running thread's object goes
        if self._ears.is_alive():
            self._ears.join(0.1)

    def run(self) -> None:
        """The thread's own work: not to be called, see `start`."""
        _in_bursts.yes = True
        self._ears.start()
        nudged = False
        while not self._stopping.is_set():
            try:
                wait_s = self._engine.step(nudged).wait_s
            except StoreProblem as problem:
                self._troubled.emit(problem.code)
                wait_s = STORE_WAIT_S
            nudged = self._waited(wait_s)

    @Slot(object)
    def _relay(self, status: LineStatus) -> None:
        if not self._stopping.is_set():
            self.status = status
            self.line_changed.emit(status)

    @Slot(str)
    def _relay_problem(self, code: str) -> None:
        if not self._stopping.is_set():
            self.problem.emit(code)

    def _waited(self, wait_s: float) -> bool:
        """Wait, in looks short enough to notice that the machine slept; whether somebody (or waking up) nudged."""
        ends_s = self._clock.monotonic_s() + wait_s
        with self._stirred:
            while not (self._nudged or self._woken) and (left_s := ends_s - self._clock.monotonic_s()) > 0:
                look_s = min(left_s, LOOK_S)
                before_ms = self._clock.wall_ms()
                self._stirred.wait(look_s)
                if (self._clock.wall_ms() - before_ms) / 1000 > look_s + ASLEEP_S:
                    self._nudged = True
            nudged, self._nudged, self._woken = self._nudged, False, False
        return nudged

    def _tell(self, status: LineStatus) -> None:
        online = status.state is not LineState.OFFLINE
        if online and not self._online:
            self._listen_again.set()
        self._online = online
        self._told.emit(status)

    def _listen(self) -> None:
        """Keep the stream of events open while somebody is signed in. Each poke is a nudge."""
        while not self._stopping.is_set():
            self._listen_again.clear()
            wait_s = self._listened()
            if not self._stopping.is_set():
                self._listen_again.wait(wait_s)

    def _listened(self) -> float:
        """Follow one stream to its end; how many seconds later to try again, if the line does not come back sooner."""
        try:
            account = self._store.account()
            if account is None or account.signed_out:
                return LISTEN_AGAIN_S
            events = self._crm.events(account.access_token)
            if isinstance(events, Problem):
                self.nudge()  # the engine gets a new token, or hears the same
                return LISTEN_AGAIN_S if events.name == "token-expired" else LISTEN_LATER_S
            if isinstance(events, NoAnswer):
                return LISTEN_LATER_S
            for event in events:
                if event == "poke":
                    self.nudge()
        except (NoLine, StoreProblem):
            return LISTEN_AGAIN_S
        return LISTEN_AGAIN_S


class StoreChanges(QObject):
    """Brings a store's changes to the thread that this object lives in, the window's.

    A change made in that thread arrives at once, one from elsewhere as soon as the event loop turns; changes by
    the sync thread, which come in bursts, are merged for `BURST_MS`.
    """

    changed = Signal(object)
    """Change: what looks different now."""

    _stirred = Signal(int)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._pending = Change()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._flush)
        self._stirred.connect(self._soon)
        self._end = store.listen(self._take)

    def stop(self) -> None:
        """Listen no longer; what was not told yet is dropped."""
        self._end()
        self._timer.stop()

    def _take(self, change: Change) -> None:
        """In whichever thread wrote."""
        with self._lock:
            first = not self._pending
            self._pending |= change
        if QThread.currentThread() is self.thread():
            self._flush()
        elif not getattr(_in_bursts, "yes", False):
            self._stirred.emit(0)
        elif first:
            self._stirred.emit(BURST_MS)

    @Slot(int)
    def _soon(self, wait_ms: int) -> None:
        if not self._timer.isActive() or wait_ms < self._timer.remainingTime():
            self._timer.start(wait_ms)

    @Slot()
    def _flush(self) -> None:
        with self._lock:
            change, self._pending = self._pending, Change()
        if change:
            self.changed.emit(change)
