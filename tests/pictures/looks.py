"""The looks that every screen is seen in, and how a window is given time to draw itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp import background, roles, theme
from fieldapp.camera import Lenses
from fieldapp.context import Context
from fieldapp.language import Language
from fieldapp.models.map_file import MapFile
from fieldapp.sync_thread import StoreChanges, connected
from fieldapp.views.workspace import Workspace
from fieldapp.wording import line_words
from sync.engine import LineState, LineStatus
from tests.builders import Laptop, StillClock

_IN_TURN = 4
_PATIENCE_S = 5.0
"""How often one piece of work beside the window leads to the next: read, decoded, drawn, shown."""


@dataclass(frozen=True)
class Look:
    """A theme, a scale, a language and the window's size in pixels."""

    theme: str = "light"
    scale: float = 1.0
    tag: str = "en"
    size: tuple[int, int] = (1440, 900)

    @property
    def name(self) -> str:
        """How its pictures' names begin."""
        return f"{self.theme}-{round(self.scale * 100)}-{self.tag}-{self.size[0]}"

    def wear(self) -> None:
        """Dresses the application; windows are to be made after it, as lengths are fixed when they are."""
        application = QApplication.instance() or QApplication([])
        theme.apply(cast(QApplication, application), self.theme, self.scale)


class PictureClock(StillClock):
    """Draws the same numbers each time: some ids are seen, and lists may stand in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = Random(7)

    def random_bits(self, count: int) -> int:
        """Bits of a row that is always the same."""
        return self._numbers.getrandbits(count)


class Desk:
    """A laptop and the window that the app builds for its person, without a line. `close` ends both."""

    def __init__(
        self,
        laptop: Laptop,
        language: Language,
        state: LineState = LineState.OFFLINE,
        map_file: MapFile | None = None,
        lenses: Lenses = tuple,
    ) -> None:
        self.laptop = laptop
        self.changes = StoreChanges(laptop.store)
        self.line = connected(laptop.store, "http://hub.test", laptop.clock)
        self._jobs = background.Background()
        self.context = Context(
            laptop.store, self.changes, self.line, self._jobs, laptop.clock, laptop.person, language, self._say,
            folder=laptop.folder,
            map_file=map_file or MapFile(),
            lenses=lenses,
        )  # fmt: skip
        self.window = Workspace(roles.entries(self.context), partial(roles.page, self.context))
        self.changes.changed.connect(self.window.refresh)
        self.window.rail.set_person(*roles.badge(self.context))
        self.tell_line(state)

    def show(self, key: str = "", item_id: str = "") -> None:
        """Shows a page, the role's first one without a key."""
        self.window.show()
        in_front(self.window)
        self.window.show_page(key or roles.first_page(self.laptop.person.role), item_id)

    def tell_line(self, state: LineState, code: str = "") -> None:
        """What pill and page say with the line in a state."""
        status = LineStatus(state, code=code)
        self.line._relay(status)
        summary, language = self.laptop.store.summary(), self.context.language
        words = line_words(status, summary, self.laptop.clock, language.locale)
        self.window.pill.set_state(*words)
        waiting = summary.on_laptop + summary.sending + summary.needs_decision
        self.window.rail.set_badge("sync", waiting, "bad" if summary.needs_decision else "warn")

    def close(self) -> None:
        """Closes window and file."""
        self._jobs.close()
        self.changes.stop()
        gone(self.window)
        self.laptop.close()

    def _say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        self.window.say(text, action, act)
        self.window._toast._timer.stop()  # it stays, however long drawing takes


def in_front(window: QWidget) -> None:
    """Makes a window the active one, as a person has it: only there the focus is seen."""
    window.activateWindow()
    until = time.monotonic() + _PATIENCE_S
    while not window.isActiveWindow() and time.monotonic() < until:
        settle(20)


def gone(window: QWidget) -> None:
    """Closes a window and deletes it now."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def settle(wait_ms: int = 0) -> None:
    """Lets photos be decoded and the window be laid out; with `wait_ms` moving parts come to rest, too."""
    if wait_ms:
        loop = QEventLoop()
        QTimer.singleShot(wait_ms, loop.quit)
        loop.exec()
    for _ in range(_IN_TURN):
        QCoreApplication.processEvents()
        background.wait()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as the app's own loop would
    QCoreApplication.processEvents()
