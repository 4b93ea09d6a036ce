"""When the laptop is locked and how it opens: idle time, the PIN tried in the background, its pages put together."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from fieldapp.background import Background
from fieldapp.views.lock import LockPage, PinPage
from sync import pin
from sync.credentials import KeyProblem
from sync.store import Store

_HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)


class Locking(QObject):
    """The PIN of one laptop. `opened` with its key, `forgot` where somebody signs in instead, `idle` after a while.

    `cost` is what trying a PIN costs.
    """

    opened = Signal(object)
    forgot = Signal()
    chosen = Signal(str)
    idle = Signal()

    def __init__(self, folder: Path, key_file: Path | None, jobs: Background, idle_min: float) -> None:
        super().__init__()
        self.cost = pin.Cost()
        self._folder, self._key_file, self._jobs = folder, key_file, jobs
        self._page: LockPage | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(round(idle_min * 60_000))
        self._pause.timeout.connect(self._idled)

    @property
    def is_set(self) -> bool:
        """Whether there is a PIN."""
        return pin.read(self._folder) is not None

    @property
    def device(self) -> str:
        """The laptop's id, known while the rest is locked; "" without a PIN."""
        kept = pin.read(self._folder)
        return kept.device if kept else ""

    def page(self, store: Store | None) -> LockPage:
        """The lock screen; None for a store that is not open yet."""
        safe = self._safe(store) if store else self._unopened()
        kept = pin.read(self._folder)
        name = pin.who_locked(self._folder, self._key_file)
        page = LockPage(name, safe, pin.wait_s(kept.failures) if kept else 0.0)
        page.tried.connect(self._try)
        page.forgot.connect(self.forgot)
        page.destroyed.connect(self._gone)
        self._page = page
        return page

    def show_safe(self, store: Store) -> None:
        """Says on the lock screen, where it is shown, how much is safe here now."""
        if self._page is not None:
            self._page.set_safe(self._safe(store))

    def pin_page(self, store: Store, key: bytes) -> PinPage:
        """Where a PIN is set, changed, or taken away; `chosen` with what to say afterwards, "" for nothing."""
        page = PinPage(pin.SHORTEST, self.is_set)
        page.closed.connect(lambda: self.chosen.emit(""))
        page.chosen.connect(lambda chosen: self.chosen.emit(self._set(store, key, chosen)))
        page.removed.connect(lambda: self.chosen.emit(self._taken_away(key)))
        return page

    def open_online(self, word: str) -> bytes:
        """The key, by what the hub gave at a sign-in. Raises pin.WrongPin, KeyProblem."""
        return pin.unlock_online(self._folder, self._key_file, word)

    def remove(self, key: bytes) -> None:
        """No PIN any more. Raises KeyProblem, OSError."""
        if self.is_set:
            pin.remove(self._folder, self._key_file, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: somebody is there."""
        if event.type() in _HANDS:
            self._pause.start()
        return False

    def watch(self, application: QCoreApplication, on: bool) -> None:
        """Count idle time, or stop; only where a PIN is set, since a look at each event has its price."""
        application.removeEventFilter(self)
        if on:
            application.installEventFilter(self)
            self._pause.start()
        else:
            self._pause.stop()

    def _set(self, store: Store, key: bytes, chosen: str) -> str:
        account = store.account()
        name, word = account.person.name if account else "", store.unlock_word()
        try:
            pin.set_pin(self._folder, self._key_file, key, chosen, store.device, word, name, self.cost)
        except (KeyProblem, OSError):
            return self.tr("The PIN could not be kept, so nothing was changed. Your work is safe. (PIN-DISK)")
        except ValueError:
            return self.tr("Sign out and in once with a line, then set the PIN. Nothing was changed. (PIN-SIGN-IN)")
        return self.tr("Your PIN is set. Ctrl+L locks this laptop.")

    def _taken_away(self, key: bytes) -> str:
        self.remove(key)
        return self.tr("There is no PIN on this laptop any more.")

    def _safe(self, store: Store) -> str:
        unsent = store.unsent()
        if not unsent.anything:
            return self.tr("Everything is in the CRM.")
        return self.tr("%n thing(s) safe on this laptop. They go by themselves, also now.", "", unsent.total)

    def _unopened(self) -> str:
        """How much there is only the file knows, which is locked."""
        return self.tr("Everything you saved is still on this laptop. What was not sent yet goes once you unlock it.")

    def _idled(self) -> None:
        if self._page is None and self.is_set:
            self.idle.emit()

    def _gone(self) -> None:
        self._page = None

    def _try(self, tried: str) -> None:
        if self._page is not None:
            self._page.set_busy(True)
        work = partial(_outcome, self._folder, self._key_file, tried)
        self._jobs.run(work, self._tried, self._fail)

    def _tried(self, key: bytes | None) -> None:
        if key is not None:
            self.opened.emit(key)
            return
        kept = pin.read(self._folder)
        if self._page is not None:
            self._page.refuse(pin.wait_s(kept.failures) if kept else 0.0)

    def _fail(self, error: Exception) -> None:
        raise error


def _outcome(folder: Path, key_file: Path | None, tried: str) -> bytes | None:
    try:
        return pin.unlock(folder, key_file, tried)
    except pin.WrongPin:
        return None
