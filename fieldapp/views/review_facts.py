"""The right side of the review: checks, what changed, the resident's words, notes and history."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from fieldapp import theme
from fieldapp.context import Context
from fieldapp.models.reviews import Case
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.desk_history import DeskHistory
from fieldapp.views.job_cards import NotesCard, ReportedCard
from fieldapp.views.review_findings import changes_of, findings_of
from fieldapp.widgets.diff_table import DiffTable
from fieldapp.widgets.layouts import column
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.story import Findings
from fieldapp.widgets.text import Text
from sync.orders import ServiceType

FACTS_PX = 332


class Facts(QWidget):
    """What is known of one case."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self.checks, self.changes = Findings(), DiffTable()
        self._reported, self._notes, self._history = ReportedCard(context), NotesCard(), DeskHistory()
        self._checks_head = Text(self.tr("Checks"), "h3")
        self._changes_head = Text(self.tr("What changed"), "h3")
        checks = column(self._checks_head, self.checks, gap=10)
        changes = column(self._changes_head, self.changes, gap=4)
        self.setLayout(column(checks, changes, self._reported, self._notes, self._history, 1, gap=16))

    def show_case(self, case: Case, crew: str, crews: dict[str, str], service: ServiceType | None) -> None:
        """Shows what is known of a case."""
        now_ms, language = self._context.clock.wall_ms(), self._context.language
        findings = findings_of(case, crew, crews, service, self._moments, now_ms, language.tag)
        self.checks.set_findings(findings)
        self._checks_head.setVisible(bool(findings))
        changes = changes_of(case, crews, service, language.tag)
        self.changes.set_rows(changes)
        self._changes_head.setVisible(bool(changes))
        order = case.order
        for part in (self._reported, self._notes, self._history):
            part.setVisible(order is not None)
        if order is not None:
            self._reported.show_order(order)
            self._notes.show_order(order, self._moments, now_ms)
            self._history.show_history(order, service, crews, language.tag, self._moments, now_ms)


class Aside(Painted):
    """The place of the facts where the window is wide: a column of their own at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._place = column(margins=(18, 18, 18, 18))
        inside = QWidget()
        inside.setLayout(self._place)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self._scroll.viewport(), inside):
            part.setAutoFillBackground(False)
        self.setLayout(column(self._scroll, gap=0))
        self.setFixedWidth(px(FACTS_PX))

    def take(self, facts: Facts) -> None:
        """Takes the facts in."""
        self._place.addWidget(facts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: a field of its own, with a line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, px(theme.current().border_px), self.height(), theme.color("border"))

    def follow_look(self) -> None:
        """Keep the width of the pictures."""
        self.setFixedWidth(px(FACTS_PX))
        super().follow_look()
