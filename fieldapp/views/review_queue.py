"""The queue of the review: what waits, what is flagged, what was decided; one button for the plain ones."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from fieldapp import theme
from fieldapp.models.reviews import Case, ReviewRows
from fieldapp.rows import Segment
from fieldapp.theme import px
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.text import Text

QUEUE_PX = 372
_SHARE = 0.4
_TICK_MS = 20_000


class ReviewQueue(Painted):
    """`chosen(review_id)` when a row became current ("" for none), `approve_asked` for all without flags."""

    chosen = Signal(str)
    approve_asked = Signal()

    def __init__(self, rows: ReviewRows) -> None:
        super().__init__()
        self._rows = rows
        self._cases: tuple[Case, ...] = ()
        self._text = ""
        self._chosen = ""
        self.show_sides = Segmented(
            [
                Segment("waiting", self.tr("Waiting"), 0),
                Segment("flagged", self.tr("Flagged"), 0),
                Segment("done", self.tr("Done")),
            ],
            self.tr("Which reviews"),
        )
        self.show_sides.chosen.connect(lambda _key: self._fill())
        self.list = JobList(self.tr("Reviews"), thumbs=True, sections=False)
        self.list.setModel(rows)
        self.list.chosen.connect(self._choose)
        self._none = Text(tone="text2", wrap=True)
        self._empty = QWidget()
        self._empty.setLayout(column(self._none, 1, margins=(18, 8, 18, 8)))
        self.approve = Button("", "check")
        self.approve.clicked.connect(self.approve_asked)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        layout = column(row(self.show_sides, margins=(14, 12, 14, 12)), gap=0)
        layout.addLayout(self._stack, 1)
        self._foot = QWidget()
        self._foot.setLayout(row(self.approve, margins=(14, 12, 14, 14)))
        layout.addWidget(self._foot)
        self.setLayout(layout)
        self.setFixedWidth(px(QUEUE_PX))
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(rows.remake)
        self._ticks.start()

    def show_cases(self, cases: Sequence[Case], text: str) -> None:
        """Shows these; `text` is what was searched for. The current row stays while it is listed."""
        self._cases, self._text = tuple(cases), text.strip().casefold()
        waiting = [case for case in self._cases if case.waiting]
        plain = len(self.plain())
        self.show_sides.set_count("waiting", len(waiting))
        self.show_sides.set_count("flagged", sum(bool(case.flags) for case in waiting))
        self.approve.setText(self.tr("Approve %n with no flags", "", plain))
        self._foot.setVisible(plain > 0)
        self._fill()

    def plain(self) -> tuple[Case, ...]:
        """Waiting cases without any flag."""
        return tuple(case for case in self._cases if case.waiting and not case.flags)

    def current_id(self) -> str:
        """The review in sight, "" for none."""
        return self._chosen

    def neighbour(self, review_id: str) -> str:
        """The review after this one in the list, else the one before it, "" for none."""
        ids = self._rows.ids()
        if review_id not in ids:
            return ids[0] if ids else ""
        place = ids.index(review_id)
        return next((ids[at] for at in (place + 1, place - 1) if 0 <= at < len(ids)), "")

    def step(self, by: int) -> None:
        """Makes the next or the previous row current."""
        ids = self._rows.ids()
        place = ids.index(self._chosen) + by if self._chosen in ids else 0
        if 0 <= place < len(ids):
            self.list.select(ids[place])

    def select(self, review_id: str) -> None:
        """Makes a review current, in the part of the queue that lists it."""
        case = next((each for each in self._cases if each.id == review_id), None)
        if case is None:
            return
        if review_id not in self._rows.ids():
            self.show_sides.select("waiting" if case.waiting else "done")
            self._fill(review_id)
        self.list.select(review_id)
        self._choose(review_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: a field of its own, with a line at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        thick = px(theme.current().border_px)
        painter.fillRect(self.width() - thick, 0, thick, self.height(), theme.color("border"))

    def set_room(self, page_px: int) -> None:
        """Keep the width of the pictures, or a share of a page (in pixels) that is narrow."""
        self.setFixedWidth(min(px(QUEUE_PX), round(page_px * _SHARE)))

    def _fill(self, wanted: str = "") -> None:
        listed = [case for case in self._cases if self._listed(case)]
        keep = wanted or self._chosen
        blocked = self.list.blockSignals(True)
        self._rows.set_values(listed)
        ids = self._rows.ids()
        now = keep if keep in ids else ids[0] if ids else ""
        if now and now != self.list.current_id():
            self.list.select(now)
        self.list.blockSignals(blocked)
        self._stack.setCurrentWidget(self.list if listed else self._empty)
        if not listed:
            self._show_none()
        self._choose(now)

    def _listed(self, case: Case) -> bool:
        side = self.show_sides.selected()
        wanted = not case.waiting if side == "done" else case.waiting and (side != "flagged" or bool(case.flags))
        if not wanted or not self._text:
            return wanted
        line = case.view.line
        words = (line.title, line.address, line.number) if line else ()
        said = " ".join((*words, self._rows.crew_name(case.view.review), case.view.review.author_name)).casefold()
        return all(part in said for part in self._text.split())

    def _show_none(self) -> None:
        if self._text:
            self._none.setText(self.tr("No review matches. Esc in the search shows all again."))
        elif self.show_sides.selected() == "waiting":
            self._none.setText(self.tr("Nothing waits for a decision."))
        elif self.show_sides.selected() == "flagged":
            self._none.setText(self.tr("Nothing is flagged."))
        else:
            self._none.setText(self.tr("Nothing was decided yet."))

    def _choose(self, review_id: str) -> None:
        if review_id != self._chosen:
            self._chosen = review_id
            self.chosen.emit(review_id)
