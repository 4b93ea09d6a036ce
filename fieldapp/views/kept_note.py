"""What is typed into the field for a note, kept with its job: over a look at another one, a lock, a power cut."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

from fieldapp.context import Context
from fieldapp.models.half_written import keep_note, note_begun
from fieldapp.widgets.note_box import NoteBox
from fieldapp.wording import store_text
from sync.store import StoreProblem

PAUSE_MS: Final = 500
"""Nobody types any more after that."""


class KeptNote(QObject):
    """Serves one field. `order_id` is the job that the words in it are about."""

    def __init__(self, context: Context, box: NoteBox) -> None:
        super().__init__(box)
        self._context, self._box = context, box
        self._order_id = self._kept = ""
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.keep)
        box.changed.connect(self._pause.start)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: what leaves the sight is kept at once."""
        if event.type() == QEvent.Type.Hide:
            self.keep()
        return super().eventFilter(watched, event)

    def turn_to(self, order_id: str) -> None:
        """Another job is in sight, "" for none: the words of the one before wait until it is there again."""
        self.keep()
        self._order_id = order_id
        self._kept = note_begun(self._context.store, order_id) if order_id else ""
        self._box.set_text(self._kept)
        self._pause.stop()

    def keep(self) -> None:
        """Keeps what is there now."""
        self._pause.stop()
        text = self._box.text()
        if not self._order_id or text == self._kept:
            return
        if self._put(self._order_id, text):
            self._kept = text

    def saved(self) -> None:
        """It is a note now."""
        self._box.set_text("")
        self.keep()

    def bring_back(self, order_id: str, text: str) -> None:
        """The note was taken back: its words are there to be written anew, unless others have been begun."""
        if order_id == self._order_id:
            if not self._box.text().strip():
                self._box.set_text(text)
                self.keep()
        elif not note_begun(self._context.store, order_id):
            self._put(order_id, text)

    def _put(self, order_id: str, text: str) -> bool:
        try:
            keep_note(self._context.store, order_id, text)
        except StoreProblem as problem:
            self._context.say(store_text(problem), "", None)
            return False
        return True
