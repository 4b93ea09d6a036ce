"""Open jobs that a new one may be the same as, to be pressed."""

from PySide6.QtCore import Signal

from fieldapp.context import Context
from fieldapp.models.near_by import NEAR_M, Found, Near
from fieldapp.moments import Moments
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column
from fieldapp.widgets.stop_line import StopLine
from fieldapp.widgets.text import Text
from fieldapp.wording.desk import distance_text
from fieldapp.wording.near_by import near_text
from sync.orders import ServiceType

_MOST = 4


class LookAlikes(Card):
    """ "Is it one of these?" `chosen(order_id)` for a yes; hidden where nothing is near and everything is known."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(padding=18)
        self._context, self._moments = context, Moments(context.language.tag)
        self._shown: tuple[Near, ...] = ()
        self._rows = column(gap=8)
        self._words = Text(role="small", tone="text2", wrap=True)
        self.add(self._words)
        self.body.addLayout(self._rows)
        self.hide()

    def show_found(self, found: Found, services: dict[str, ServiceType], *, has_place: bool, has_pin: bool) -> None:
        """Shows what is near; what cannot be known is said."""
        near = found.near[:_MOST]
        self.set_title(self.tr("Is it one of these?") if near else self.tr("Nothing like it near by"))
        self._words.setText(self._sentence(found, has_pin=has_pin))
        self._list(near, services)
        self.setVisible(has_place)

    def _sentence(self, found: Found, *, has_pin: bool) -> str:
        said = []
        if not found.is_whole:
            said.append(self.tr("Still looking through the jobs on this laptop…"))
        elif found.near:
            said.append(self.tr("Press it to open that job instead. Your photos and words go with you."))
        elif not has_pin:
            said.append(self.tr("Compared by address only, as there is no pin."))
        else:
            reach = distance_text(NEAR_M, self._context.language.locale)
            said.append(self.tr("No open job of this kind within {distance} on this laptop.").format(distance=reach))
        unplaced = found.unplaced  # lupdate takes only a plain name for %n
        if unplaced:
            said.append(self.tr("%n job(s) of this kind have no spot and could be here, too.", "", unplaced))
        return " ".join(said)

    def _list(self, near: tuple[Near, ...], services: dict[str, ServiceType]) -> None:
        if near == self._shown:
            return
        self._shown = near
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        locale, now_ms = self._context.language.locale, self._context.clock.wall_ms()
        for each in near:
            service = services.get(each.line.service_code)
            below = near_text(each.line, each.metres, self._moments, locale, now_ms)
            line = StopLine(each.line.title, below, icon=service.icon if service else "circle-dot-dashed")
            line.clicked.connect(lambda checked=False, job=each.line.id: self.chosen.emit(job))
            self._rows.addWidget(line)
