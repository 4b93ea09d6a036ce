"""The cards of a job: where it is, what the resident said, what to check first, the answers, notes and history."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from fieldapp.context import Context
from fieldapp.moments import Moments
from fieldapp.places import way_links
from fieldapp.rows import CheckItem, StoryLine
from fieldapp.views.job_map import JobMap
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.card import Card
from fieldapp.widgets.checklist import Checklist
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.layouts import FlowLayout, Line, column, row
from fieldapp.widgets.story import Story
from fieldapp.widgets.text import Text
from fieldapp.wording import event_text, language_text, note_text
from sync.orders import Note, ServiceType, WorkOrder, worded
from sync.places import believable


class WhereCard(Card):
    """The address, a small map around it, and the way there by whatever map program the laptop has.

    `map_asked` when the small map is pressed.
    """

    said = Signal(str)
    map_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.set_title(self.tr("Where"))
        self._address = Text(role="title", wrap=True)
        self._spot = Text(role="small", tone="text2", wrap=True)
        self._links: tuple[str, ...] = ()
        self._map = JobMap(context)
        self._map.pressed.connect(self.map_asked)
        way = Button(self.tr("Directions"), "navigation", "primary")
        way.setToolTip(self.tr("Opens the map program or browser of this laptop"))
        way.clicked.connect(self._show_way)
        copy = IconButton("copy", self.tr("Copy the address"), "medium")
        copy.clicked.connect(self._copy)
        line = row(column(self._address, self._spot, gap=4), copy, way, gap=8)
        line.setStretch(0, 1)
        self.add(self._map)
        self.body.addLayout(line)

    def show_order(self, order: WorkOrder) -> None:
        """Shows where the job is."""
        point = believable(order.lat, order.long)
        address = order.address.strip()
        self._address.setText(address or self.tr("No address in the report"))
        if point is None:
            self._spot.setText(self.tr("The report has no exact spot on the map."))
        else:
            self._spot.setText(
                self.tr("Exact spot: {lat}, {long}").format(lat=f"{point[0]:.5f}", long=f"{point[1]:.5f}")
            )
        self._links = way_links(point, address)
        self._map.show_spot(point)

    def _show_way(self) -> None:
        if not any(QDesktopServices.openUrl(QUrl(link)) for link in self._links):
            self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address.text())
        self.said.emit(self.tr("Address copied."))


class ReportedCard(Card):
    """The resident's own words; name and phone only when somebody asks for them; the job that this one follows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._store = context.store
        self.set_title(self.tr("What was reported"))
        self._words = Text(wrap=True)
        self._chips = FlowLayout()
        self._contact = Text(tone="text2", wrap=True)
        self._show = Button(self.tr("Show name and phone"), "phone", size="small")
        self._show.clicked.connect(self._reveal)
        self._order: WorkOrder | None = None
        self._language, self._priority = Chip(), Chip()
        self._chips.addWidget(self._language)
        self._earlier = Text(role="small_strong", tone="text2", wrap=True)
        self.add(self._words)
        self.add(self._earlier)
        self.body.addLayout(self._chips)
        self.body.addLayout(row(self._show, self._contact, 1, gap=0))

    def show_order(self, order: WorkOrder) -> None:
        """Shows the report; another job's contact is covered again."""
        if self._order is None or self._order.id != order.id:
            self._contact.hide()
        self._order = order
        words = order.description.strip()
        self._words.setText(f"“{words}”" if words else self.tr("The report has no description."))
        self._words.set_tone("text" if words else "text3")
        resident = order.resident
        name = language_text(resident.language) if resident else ""
        self._language.set(self.tr("Speaks {language}").format(language=name) if name else "", "info", "languages")
        known = bool(resident and (resident.name or resident.phone))
        self._show.setVisible(known and self._contact.isHidden())
        self._earlier.setVisible(order.follows is not None)
        if order.follows is not None:
            line = next(iter(self._store.lines([order.follows])), None)
            after = self.tr("Follows {title}, {number}")
            elsewhere = self.tr("Follows a job that is not on this laptop")
            self._earlier.setText(after.format(title=line.title, number=line.number) if line else elsewhere)

    def _reveal(self) -> None:
        resident = self._order.resident if self._order else None
        if resident is not None:
            self._contact.setText(" · ".join(part for part in (resident.name, resident.phone) if part))
            self._contact.show()
            self._show.hide()


class StartCard(Card):
    """ "Before you start": `ticked(item, done)` for each line."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Before you start"))
        self._list = Checklist(self.tr("Before you start"))
        self._list.toggled.connect(self.ticked)
        self.add(self._list)

    def show_order(self, order: WorkOrder, service: ServiceType | None, language: str, may: bool) -> None:
        """Shows the checklist of the job's kind; hidden where there is none."""
        items = service.checklist if service else ()
        self.setVisible(bool(items))
        self._list.set_items([CheckItem(i.id, worded(i.labels, language), order.ticks.get(i.id, False)) for i in items])
        self._list.setEnabled(may)


class NotesCard(Card):
    """What people wrote on the job, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Notes"))
        self._rows = column(gap=12)
        self.body.addLayout(self._rows)
        self._shown: tuple[Note, ...] = ()

    def show_order(self, order: WorkOrder, moments: Moments, now_ms: int) -> None:
        """Shows the job's notes, captions among them; hidden where there is none."""
        notes = tuple(note for note in order.notes if note.text)
        self.setVisible(bool(notes))
        if notes == self._shown:
            return
        self._shown = notes
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for number, note in enumerate(sorted(notes, key=lambda n: n.at, reverse=True)):
            if number:
                self._rows.addWidget(Line())
            head = note_text(order, note, moments.moment(note.at, now_ms), note.by)
            self._rows.addWidget(Text(head, "small", "text2", wrap=True))
            self._rows.addWidget(Text(note.text, wrap=True))


class HistoryCard(Story):
    """How it came to this: every act on the job, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("History"))

    def show_history(
        self, order: WorkOrder, service: ServiceType | None, language: str, moments: Moments, now_ms: int
    ) -> None:
        """Shows the report and what was done since."""
        at = moments.moment(order.requested_datetime, now_ms)
        found = any(event.kind == "create_order" for event in order.history)  # then no resident reported it
        lines = [] if found else [StoryLine(at, self.tr("Resident"), self.tr("Reported it"))]
        for event in sorted(order.history, key=lambda line: line.at):
            what = event_text(event, service, language)
            lines.append(StoryLine(moments.moment(event.at, now_ms), event.by, what))
        self.set_lines(lines)
