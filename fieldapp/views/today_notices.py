"""What stands above the crew's list: first download, an old picture, jobs that were moved away, new photos."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.moments import Moments
from fieldapp.views.card_notice import CardNotice
from fieldapp.views.notice import Notice
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.progress import Progress
from fieldapp.widgets.text import Text
from sync.clock import parse_ms
from sync.store import Notice as Gone
from sync.store import Summary

STALE_MIN = 12 * 60


class TodayNotices(QWidget):
    """Notices above the list. `asked(order_id)` when somebody wants to see a moved job that is still here,
    `photos_asked` when they want to choose photos from what was plugged in."""

    asked = Signal(str)
    photos_asked = Signal()

    def __init__(self, context: Context, moments: Moments) -> None:
        super().__init__()
        self._context, self._moments = context, moments
        self._loading = QWidget()
        self._progress = Progress(name=self.tr("First download"))
        self._loaded = Text(role="small", tone="text2", wrap=True)
        self._loading.setLayout(column(self._loaded, self._progress, gap=6))
        self._stale, self._moved, self._card = Notice(), Notice(), CardNotice(context)
        self._moved.closed.connect(context.store.see_notices)
        self._moved.acted.connect(self._see_job)
        self._card.acted.connect(self.photos_asked)
        self._card.closed.connect(self.refresh)
        context.cards.changed.connect(self.refresh)
        self._moved_id = ""
        lines = column(self._loading, self._stale, self._moved, self._card, gap=8)
        self.setLayout(row(lines, margins=(16, 0, 16, 12)))
        self.hide()

    def refresh(self, summary: Summary | None = None) -> None:
        """Reads the notices again; a summary that was just read need not be."""
        summary = summary or self._context.store.summary()
        shown = [self._show_loading(summary), self._show_stale(summary), self._show_moved(), self._card.look()]
        self.setVisible(any(shown))

    def _show_loading(self, summary: Summary) -> bool:
        loading = not summary.first_sync_done
        self._loading.setVisible(loading)
        if loading:
            self._progress.set_fraction(None)
            loaded = self.tr("First download: %n job(s) so far. You can start with these.", "", summary.orders)
            self._loaded.setText(loaded)
        return loading

    def _show_stale(self, summary: Summary) -> bool:
        now_ms = self._context.clock.wall_ms()
        heard = summary.last_heard
        age_min = (now_ms - parse_ms(heard)) // 60_000 if heard else 0
        if age_min < STALE_MIN:
            self._stale.clear()
            return False
        sentence = self.tr("This list is {age} old. Your work is safe here; it is brought up to date with a line.")
        self._stale.show_notice(sentence.format(age=self._moments.lasting(age_min)), "warn", "history")
        return True

    def _show_moved(self) -> bool:
        unseen = [notice for notice in self._context.store.notices() if not notice.seen]
        if not unseen:
            self._moved.clear()
            return False
        sentence = self._sentence(unseen[0])
        if len(unseen) > 1:
            more = self.tr("And %n more.", "", len(unseen) - 1)
            sentence = f"{sentence} {more}"
        self._moved_id = unseen[0].order_id
        kept = self._context.store.lines([self._moved_id])
        self._moved.show_notice(sentence, "info", "truck", self.tr("Show") if kept else "", closable=True)
        return True

    def _sentence(self, notice: Gone) -> str:
        time = self._moments.moment(notice.at, self._context.clock.wall_ms())
        crews = {crew.id: crew.name for crew in self._context.store.crews()}
        if notice.to:
            words = self.tr("{title} ({number}) was moved to {crew} by {name} at {time}.")
        else:
            words = self.tr("{title} ({number}) was taken back by {name} at {time}.")
        return words.format(
            title=notice.title,
            number=notice.number,
            crew=crews.get(notice.to, notice.to),
            name=notice.by,
            time=time,
        )

    def _see_job(self) -> None:
        self.asked.emit(self._moved_id)
