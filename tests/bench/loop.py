"""The UI loop under the watch: how long it was away, waiting in it, and scrolling a view as a hand does."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.bench.figures import Figure, share

PATIENCE_S = 120.0
SCROLL_GAP_MS = 33
_STEP_MS, _STEP_PX = 16, 156


class Heartbeat:
    """How long the UI loop was away: the gaps between beats that want to come every millisecond."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


def painted() -> None:
    """Lets the window do all that is due, as its own loop would."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def until(holds: Callable[[], bool]) -> None:
    """Runs the UI loop until it holds."""
    loop, end = QEventLoop(), time.monotonic() + PATIENCE_S
    looks = QTimer()
    looks.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > end else None)
    looks.start(100)
    loop.exec()
    assert holds()


def scrolled(what: str, view: QAbstractItemView, count: int, steps: int = 100_000) -> Iterator[Figure]:
    """From top to bottom, or so many steps: a notch of the wheel in every picture of the screen, 9,750 px a second."""
    bar, loop = view.verticalScrollBar(), QEventLoop()
    QApplication.processEvents()
    beat, timer = Heartbeat(), QTimer(interval=_STEP_MS)

    left = iter(range(steps))

    def step() -> None:
        if bar.value() >= bar.maximum() or next(left, None) is None:
            loop.quit()
        bar.setValue(bar.value() + _STEP_PX)

    timer.timeout.connect(step)
    timer.start()
    loop.exec()
    timer.stop()
    beat.stop()
    yield Figure(f"{what}: scrolling {count:,}, longest standstill", max(beat.gaps_ms), "ms", None, SCROLL_GAP_MS)
    yield Figure(f"{what}: scrolling {count:,}, 99th percentile", share(beat.gaps_ms, 0.99), "ms")
