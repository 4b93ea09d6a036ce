"""Closing several jobs as one act: done beside the window, said when all are safe, and taken back by one button."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from fieldapp.context import Context
from fieldapp.models import one_fix
from fieldapp.models.one_fix import Closed, Closings
from fieldapp.wording.near_by import closed_text, not_taken_back_text, refused_text


class CloseTogether(QObject):
    """Closes jobs by one fix. `closed(order_id)` when all are, `refused(sentence)` when none is; `reopened(order_id)`
    after an undo, when the draft of the job in hand is there again."""

    closed = Signal(str)
    refused = Signal(str)
    reopened = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def start(self, draft: dict[str, object], closings: Closings) -> None:
        """Closes the first of the jobs, and the others with it."""
        work = partial(one_fix.close_all, self._context.store, draft, closings)
        self._context.jobs.run(work, partial(self._done, draft, next(iter(closings))), self._failed)

    def _done(self, draft: dict[str, object], main: str, closed: Closed) -> None:
        said = closed_text(len(closed.closings))
        if closed.gone:
            gone = len(closed.gone)  # lupdate takes only a plain name for %n
            left = self.tr("%n had left this laptop and was not closed.", "", gone)
            said = f"{said} {left}"
        self._context.say(said, self.tr("Undo"), partial(self._undo, draft, main, closed))
        self.closed.emit(main)

    def _failed(self, error: Exception) -> None:
        self.refused.emit(self.tr("None of the jobs was closed. {why}").format(why=refused_text(error)))

    def _undo(self, draft: dict[str, object], main: str, closed: Closed) -> None:
        store = self._context.store
        left = one_fix.take_back(store, closed)
        if left:
            self._context.say(not_taken_back_text(left), "", None)
        view = store.order(main)
        if view is not None and view.order.closing is None:
            store.save_draft(main, draft)
            self.reopened.emit(main)
