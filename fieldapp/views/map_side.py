"""What stands beside the map: the job in hand, the nearest next, the same kind near by, and what is not on the map."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from fieldapp import theme
from fieldapp.language import Language
from fieldapp.map.pins import Kind
from fieldapp.models.map_jobs import MapJobs, kind_text, reason_text
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.map_card import MapCard
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.layouts import FlowLayout, Line, column, row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.stop_line import StopLine
from fieldapp.widgets.text import Text
from fieldapp.wording.desk import distance_text
from sync.orders import ServiceType
from sync.store import OrderLine

_WIDE_PX = 400
_MOST_NEAR = 5
_LEGEND: dict[Kind, tuple[str, str]] = {
    "todo": ("primary", "map-pin"),
    "due": ("bad", "clock"),
    "started": ("info", "play"),
    "done": ("ok", "check"),
    "decision": ("warn", "circle-question-mark"),
}


class MapSide(Painted):
    """A column beside the map. `chosen(id)` asks for a stop, `opened(id)` for its page, `closing(id)` to close it."""

    chosen = Signal(str)
    opened = Signal(str)
    closing = Signal(str)
    said = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._locale = language.locale
        self._jobs = MapJobs()
        self._next_id = ""
        self._card = MapCard(Moments(language.tag))
        self._nearest = Button(self.tr("Nearest next"), "locate-fixed", "primary", "large")
        self._basis = Text(role="small", tone="text2", wrap=True)
        self._crowd, self._near, self._lost = _Lines(), _Lines(), _Lines()
        self._near.title.setText(self.tr("Same kind near by"))
        self._legend = FlowLayout()
        for kind in _LEGEND:
            self._legend.addWidget(Chip(kind_text(kind), *_LEGEND[kind]))
        inside = column(
            self._crowd, self._card, column(self._nearest, self._basis, gap=6), self._near, self._lost, self._legend, 1,
            gap=16, margins=16,
        )  # fmt: skip
        self.setLayout(row(Line(vertical=True), Scrolled(inside), gap=0))
        self._nearest.clicked.connect(lambda: self.chosen.emit(self._next_id))
        self._card.opened.connect(self.opened)
        self._card.closing.connect(self.closing)
        self._card.said.connect(self.said)
        self._crowd.pressed.connect(self.chosen)
        self._near.pressed.connect(self.chosen)
        self._lost.pressed.connect(self.opened)

    def show_jobs(self, jobs: MapJobs, chosen: str, services: dict[str, ServiceType], now_ms: int) -> None:
        """Shows the job in hand (none for an id that is not on the map) and what belongs to it."""
        self._jobs = jobs
        line = jobs.line(chosen)
        self._card.setVisible(line is not None)
        if line is not None:
            self._card.show_job(line, services.get(line.service_code), jobs, now_ms)
        self._show_nearest(line)
        near = jobs.same_kind_near(chosen)[:_MOST_NEAR]
        self._near.set_lines([self._stop_line(each, metres) for each, metres in near])
        self._lost.title.setText(self.tr("Not on the map: {count}").format(count=len(jobs.unplaced)))
        lost = [_Said(each.line.id, _named(each.line), reason_text(each.reason)) for each in jobs.unplaced]
        self._lost.set_lines(lost)

    def show_crowd(self, ids: Iterable[str]) -> None:
        """Offers several jobs on one spot; none takes the offer away."""
        lines = [line for key in ids if (line := self._jobs.line(key)) is not None]
        self._crowd.title.setText(self.tr("%n job(s) on this spot", "", len(lines)))
        self._crowd.set_lines([self._stop_line(line) for line in lines])

    def _show_nearest(self, line: OrderLine | None) -> None:
        found = self._jobs.nearest_next(line.id) if line is not None else None
        self._nearest.setVisible(found is not None)
        self._basis.setVisible(found is not None)
        if found is None or line is None:
            self._next_id = ""
            return
        self._next_id = found[0].id
        words = self.tr("{title}, {distance} from “{basis}”. This laptop does not know where it is.")
        away = distance_text(found[1], self._locale)
        self._basis.setText(words.format(title=_named(found[0]), distance=away, basis=_named(line)))

    def _stop_line(self, line: OrderLine, metres: float | None = None) -> "_Said":
        number = self._jobs.number(line.id)
        words = [line.address.strip(), distance_text(metres, self._locale) if metres is not None else ""]
        below = " · ".join(part for part in words if part)
        return _Said(line.id, line.title, below, str(number) if number else "")

    def sizeHint(self) -> QSize:
        """A column."""
        return QSize(px(_WIDE_PX), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page's ground."""
        QPainter(self).fillRect(self.rect(), theme.color("bg"))


@dataclass(frozen=True)
class _Said:
    """What a StopLine says of a job."""

    order_id: str
    title: str
    below: str
    mark: str = ""


class _Lines(Painted):
    """A heading and jobs to press below it; hidden while there are none."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = Text(role="h3", wrap=True)
        self._rows: QVBoxLayout = column(gap=8)
        self._shown: list[_Said] = []
        self.setLayout(column(self.title, self._rows, gap=8))
        self.hide()

    def set_lines(self, lines: list[_Said]) -> None:
        """Shows other jobs; the same ones stay, and so does the keyboard in them."""
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for said in lines:
            line = StopLine(said.title, said.below, said.mark, "circle-alert")
            line.clicked.connect(lambda checked=False, job=said.order_id: self.pressed.emit(job))
            self._rows.addWidget(line)
        self.setVisible(bool(lines))


def _named(line: OrderLine) -> str:
    return ", ".join(part for part in (line.title, line.address.strip()) if part)
