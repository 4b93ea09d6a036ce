"""Says calmly that something with new photos on it was plugged in."""

from fieldapp.context import Context
from fieldapp.models.card_watch import fresh, job_in_hand, since_ms
from fieldapp.moments import Moments
from fieldapp.views.notice import Notice
from fieldapp.wording import source_text
from sync.clock import rfc3339


class CardNotice(Notice):
    """One line for the source with new photos; closed, it is silent until there are others."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._moments = context, Moments(context.language.tag)
        self._seen: set[object] = set()
        self._shown: object = None
        self.closed.connect(self._close_it)

    def look(self) -> bool:
        """Looks again; whether there is something to say."""
        if not self._context.cards.sources:
            self.clear()
            return False
        line, now_ms = job_in_hand(self._context.store), self._context.clock.wall_ms()
        from_ms = since_ms(line.started_at if line else None, now_ms)
        for source in self._context.cards.sources:
            new = fresh(source, from_ms)
            self._shown = (source.root, frozenset(photo.path for photo in new))
            if not new or self._shown in self._seen:
                continue
            name = source_text(source.name, source.is_card)
            count, since = len(new), self._moments.moment(rfc3339(from_ms), now_ms)
            words = self.tr("{name}: %n new photo(s) since {time}", "", count).format(name=name, time=since)
            icon = "hard-drive-download" if source.is_card else "smartphone"
            self.show_notice(words, "info", icon, self.tr("Choose"), closable=True)
            return True
        self.clear()
        return False

    def _close_it(self) -> None:
        self._seen.add(self._shown)
