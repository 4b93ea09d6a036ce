"""One print on its way: painted beside the window, watched and stopped from it."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.background import Background
from fieldapp.paper.pages import Paper
from fieldapp.paper.writing import Part, Step, write_pdf

Work = Callable[[Step], bool]
"""Writes a document and answers whether it got to its end."""


class PaperRun(QObject):
    """`advanced(done, of)` after each part, then `ended(whole)` or `failed()`; one document at a time."""

    advanced = Signal(int, int)
    ended = Signal(bool)
    failed = Signal()

    def __init__(self, jobs: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stop = threading.Event()
        self.running = False

    def save(self, path: Path, title: str, paper: Paper, parts: Sequence[Part]) -> None:
        """Writes a PDF file."""
        self.start(partial(write_pdf, path, title, paper, parts), len(parts))

    def start(self, work: Work, of: int) -> None:
        """Begins, unless one is on its way."""
        if self.running:
            return
        self.running = True
        self._stop = stop = threading.Event()

        def step(done: int) -> bool:
            self.advanced.emit(done, of)
            return not stop.is_set() or done == of

        self._jobs.run(partial(work, step), self._end, self._fail)

    def stop(self) -> None:
        """Ends it after the part that is being painted; `ended(False)` follows."""
        self._stop.set()

    def _end(self, whole: bool) -> None:
        self.running = False
        self.ended.emit(whole)

    def _fail(self, error: Exception) -> None:
        self.running = False
        if not isinstance(error, OSError):
            raise error
        self.failed.emit()
