"""Python's cyclic garbage is collected in the window's thread only.

Python collects in whichever thread happens to allocate. A widget that is part of a cycle would then be destroyed in
the sync thread, and Qt crashes the program for that: sooner or later, and nowhere near the cause.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

LOOK_MS: Final = 1_000


def collect_here(parent: QObject) -> None:
    """From now on garbage is collected by a timer in this thread, as often as Python's own thresholds say.

    What exists already stays for good, so that no later collection looks through all modules again.
    """
    gc.disable()
    gc.freeze()
    timer = QTimer(parent, interval=LOOK_MS)
    timer.timeout.connect(collect_due)
    timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed."""
    due = [generation for generation, (count, limit) in enumerate(_counts()) if count > limit]
    if due:
        gc.collect(due[-1])


def _counts() -> list[tuple[int, int]]:
    return list(zip(gc.get_count(), gc.get_threshold(), strict=True))
