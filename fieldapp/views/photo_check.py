"""What is said about a photo that was taken here: where and when, whether it turned out well, and its caption."""

from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.models.checks import taken
from fieldapp.models.photo_flaws import PhotoFlaws
from fieldapp.moments import Moments
from fieldapp.views.photo_caption import PhotoCaption
from fieldapp.widgets.layouts import column
from fieldapp.widgets.text import Text
from fieldapp.wording import flaw_text, taken_text
from sync.orders import Photo, PhotoRole, WorkOrder


class PhotoCheck(QWidget):
    """The lines below a photo, hidden for a resident's and for none. Advice only: nothing waits for it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._moments = context, Moments(context.language.tag)
        self._flaws = PhotoFlaws(context.store, context.jobs, self)
        self._photo_id = ""
        self._taken = Text(role="small", tone="text2", wrap=True)
        self._flaw = Text(role="small_strong", tone="warn", wrap=True)
        self._caption = PhotoCaption(context)
        self.setLayout(column(self._taken, self._flaw, self._caption, gap=4))
        self._flaws.judged.connect(self._judge)
        self.hide()

    def show_photo(self, order: WorkOrder, photo: Photo | None) -> None:
        """Says what can be said about this photo of the job."""
        own = photo is not None and photo.role is not PhotoRole.RESIDENT
        self.setVisible(own)
        self._photo_id = photo.id if photo is not None and own else ""
        if photo is None or not own:
            return
        facts = taken(order, photo)
        at = self._moments.moment(facts.at, self._context.clock.wall_ms())
        words = taken_text(facts.metres, facts.after_start_min, at, facts.has_place, self._moments)
        self._taken.setText(words)
        self._taken.set_tone("text2" if facts.is_near else "warn")
        self._judge(photo.id)
        self._caption.show_photo(order, photo)

    def keep_caption(self) -> None:
        """Records the words that are still being typed."""
        self._caption.keep()

    def _judge(self, photo_id: str) -> None:
        if photo_id != self._photo_id:
            return
        flaws = self._flaws.of(photo_id)
        self._flaw.setVisible(bool(flaws))
        self._flaw.setText(flaw_text(flaws[0]) if flaws else "")
