"""The caption of a photo: one line below it, kept when the cursor leaves it or by Enter."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.context import Context
from fieldapp.models.photos import caption_of
from fieldapp.views.recording import record
from fieldapp.widgets.layouts import column
from sync.commands import AddNote
from sync.orders import Photo, WorkOrder

LONGEST = 200  # letters: a caption, not a report


class PhotoCaption(QWidget):
    """Asks for a few words about a photo that was taken here. What is typed is never dropped, whatever comes next."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._photo_id = self._order_id = self._kept = ""
        self._line = QLineEdit(placeholderText=self.tr("Add a caption"), maxLength=LONGEST)
        self._line.setAccessibleName(self.tr("Caption of this photo"))
        self.setLayout(column(self._line))
        self._line.editingFinished.connect(self.keep)

    def show_photo(self, order: WorkOrder, photo: Photo) -> None:
        """Another photo, or the same one after a change; what is being typed about it stays."""
        if photo.id != self._photo_id:
            self.keep()
        typing = photo.id == self._photo_id and self._line.text().strip() != self._kept
        self._photo_id, self._order_id = photo.id, order.id
        self._kept = caption_of(order, photo.id)
        if not typing and self._line.text().strip() != self._kept:
            self._line.setText(self._kept)

    def keep(self) -> None:
        """Records what was typed, if it is news; an empty line takes the caption away."""
        text = self._line.text().strip()
        if not self._photo_id or text == self._kept:
            return
        before, self._kept = self._kept, text
        body = AddNote(self._context.clock.new_id(), text, self._photo_id)
        if not record(self._context, self._order_id, body, self.tr("Caption kept.")):
            self._kept = before

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: the page goes, the words do not."""
        self.keep()
        super().hideEvent(event)
