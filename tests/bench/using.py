"""What a crew types and opens, in a window that shows its list. Loads no more than the window does."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fieldapp.views.today import TodayPage
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.search_box import SearchBox
from tests.bench.figures import each_ms
from tests.bench.loop import painted

TYPED = ("ocean av", "311-26-0004", "bergen", "main street 12", "bus stop rain", "park pl", "swerved", "pothole 7")
ROUNDS = 3


def typed(window: QWidget) -> tuple[list[float], list[float]]:
    """Milliseconds of each key of each text, each text for the first time since something changed.

    By the clock, and of the thread's own work, which says more where other programs want the processor too.
    """
    page, box = window.findChild(TodayPage), window.findChild(SearchBox)
    window.activateWindow()
    box.setFocus()
    painted()
    assert box.hasFocus()
    took: list[float] = []
    worked: list[float] = []
    for text in TYPED * ROUNDS:

        def key(number: int, text: str = text) -> None:
            began = time.thread_time()
            QTest.keyClick(box, text[number])
            painted()
            worked.append((time.thread_time() - began) * 1000)

        page._jobs._index._words.clear()
        took += each_ms(key, len(text))
        box.clear()
        painted()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return took, worked


def opens(window: QWidget, page: TodayPage, number: int) -> None:
    """Goes on to the next job of the list."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    rows = window.findChild(JobList)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    painted()
