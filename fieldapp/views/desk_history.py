"""A job's history for a narrow panel: who did what and when, newest first."""

from collections.abc import Mapping

from fieldapp.moments import Moments
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column
from fieldapp.widgets.text import Text
from fieldapp.wording import event_text
from sync.orders import Event, ServiceType, WorkOrder


class DeskHistory(Card):
    """Two lines for each act: what it was, and by whom and when."""

    def __init__(self) -> None:
        super().__init__(kind="sunk")
        self.set_title(self.tr("History"))
        self._rows = column(gap=10)
        self.body.addLayout(self._rows)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_history(
        self,
        order: WorkOrder,
        service: ServiceType | None,
        crews: Mapping[str, str],
        language: str,
        moments: Moments,
        now_ms: int,
    ) -> None:
        """Shows what was done on the job, and below it the report."""
        acts = [
            (self._what(event, service, crews, language), f"{event.by} · {moments.moment(event.at, now_ms)}")
            for event in sorted(order.history, key=lambda event: event.at, reverse=True)
        ]
        reported = moments.moment(order.requested_datetime, now_ms)
        acts.append((self.tr("Reported it"), f"{self.tr('Resident')} · {reported}"))
        shown = tuple(acts)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.layout()) is not None:
                while (part := old.takeAt(0)) is not None:
                    if (widget := part.widget()) is not None:
                        widget.hide()
                        widget.deleteLater()
        for what, who in shown:
            self._rows.addLayout(column(Text(what, wrap=True), Text(who, "small", "text2", wrap=True), gap=1))

    def _what(self, event: Event, service: ServiceType | None, crews: Mapping[str, str], language: str) -> str:
        if event.kind == "assign" and event.detail in crews:
            return self.tr("Gave the job to {crew}").format(crew=crews[event.detail])
        return event_text(event, service, language)
