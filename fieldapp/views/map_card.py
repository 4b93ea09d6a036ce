"""The job in hand beside the map: what it is, how far the next one is, and the way on."""

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from fieldapp.models.map_jobs import MapJobs, kind_of
from fieldapp.moments import Moments
from fieldapp.places import way_links
from fieldapp.theme import px
from fieldapp.widgets.avatar import IconTile
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.layouts import FlowLayout, column, row
from fieldapp.widgets.text import Text
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text
from sync.orders import ServiceType
from sync.places import believable
from sync.store import OrderLine

_SIDES_PX = 40  # the card's margins and the gap between two buttons


class MapCard(Card):
    """One job. `opened(id)`, `closing(id)` and `said(text)` tell what was pressed."""

    opened = Signal(str)
    closing = Signal(str)
    said = Signal(str)

    def __init__(self, moments: Moments) -> None:
        super().__init__()
        self._moments = moments
        self._line: OrderLine | None = None
        self._tile = IconTile(side=48)
        self._title = Text(role="h2", wrap=True)
        self._address = Text(tone="text2", wrap=True)
        self._stop, self._due, self._place = Chip(), Chip(), Chip()
        chips = FlowLayout()
        for chip in (self._stop, self._due, self._place):
            chips.addWidget(chip)
        words = row(self._tile, column(self._title, self._address, gap=2), gap=12)
        words.setStretch(1, 1)
        self._ways = row(gap=8)
        self._close = Button(self.tr("Close out"), "check", "go", "large")
        self._open = Button(self.tr("Open job"), "clipboard-list", size="large")
        self._way = Button(self.tr("Directions"), "navigation", size="large")
        self._way.setToolTip(self.tr("Opens the map program or browser of this laptop"))
        self._open.clicked.connect(lambda: self._tell(self.opened))
        self._close.clicked.connect(lambda: self._tell(self.closing))
        self._way.clicked.connect(self._show_way)
        for button in (self._open, self._way):
            self._ways.addWidget(button)
        self.body.addLayout(words)
        self.body.addLayout(chips)
        self.body.addWidget(self._close)
        self.body.addLayout(self._ways)

    def show_job(self, line: OrderLine, service: ServiceType | None, jobs: MapJobs, now_ms: int) -> None:
        """Shows a job."""
        self._line = line
        self._tile.set(service.icon if service else "circle-dot-dashed", service.tone if service else "grey")
        self._title.setText(line.title)
        self._address.setText(line.address.strip() or self.tr("No address in the report"))
        number = jobs.number(line.id)
        self._stop.set(self.tr("Stop {number}").format(number=number) if number else "", "primary", "map-pin")
        due = self._moments.due(line.expected_datetime, now_ms)
        kind = kind_of(line, self._moments, now_ms)
        open_still = kind != "done" and number > 0
        self._due.set(due.text if due and open_still else "", due.tone if due else "neutral", "clock")
        place = line.place
        self._place.set(
            place_text(place) if place else "",
            PLACE_TONES[place] if place else "neutral",
            PLACE_ICONS[place] if place else "",
        )
        self._close.setVisible(open_still)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the two ways on stand below each other where they do not fit side by side."""
        needed = self._open.sizeHint().width() + self._way.sizeHint().width() + px(_SIDES_PX)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._ways.setDirection(across if needed <= self.width() else down)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """As wide as the two of them below each other."""
        wide = max(button.minimumSizeHint().width() for button in (self._close, self._open, self._way))
        return QSize(wide + px(_SIDES_PX), super().minimumSizeHint().height())

    def _tell(self, signal: object) -> None:
        if self._line is not None:
            signal.emit(self._line.id)  # type: ignore[attr-defined]  # a bound signal

    def _show_way(self) -> None:
        if self._line is None:
            return
        address = self._line.address.strip()
        links = way_links(believable(self._line.lat, self._line.long), address)
        if not any(QDesktopServices.openUrl(QUrl(link)) for link in links):
            QGuiApplication.clipboard().setText(address)
            self.said.emit(self.tr("Address copied."))
