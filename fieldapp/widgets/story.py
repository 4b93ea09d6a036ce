"""How something came about, line by line, and what the checks of a close-out found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.rows import Finding, StoryLine
from fieldapp.theme import px
from fieldapp.widgets.card import Card
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text

_NARROW_PX = 440
_FINDING_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}


class Story(Card):
    """Times, people and what they did, on a sunk card; where it is narrow, time and person stand below the deed."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, kind="sunk", parent=parent)
        self._lines: tuple[StoryLine, ...] = ()
        self._narrow = False
        self._grid = QGridLayout()
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        self._space()
        theme.look.changed.connect(self._space)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_lines(self, lines: Sequence[StoryLine]) -> None:
        """Show other lines."""
        self._lines = tuple(lines)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lines as they fit."""
        narrow = self.width() < px(_NARROW_PX)
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()
        super().resizeEvent(event)

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for number, line in enumerate(self._lines):
            if self._narrow:
                below = " · ".join(part for part in (line.time, line.who) if part)
                self._grid.addWidget(Text(line.what, wrap=True), 2 * number, 0, 1, 3)
                self._grid.addWidget(Text(below, "small", "text2", wrap=True), 2 * number + 1, 0, 1, 3)
                continue
            self._grid.addWidget(Text(line.time, "small", "text2"), number, 0, top)
            self._grid.addWidget(Text(line.who, "small", "text2"), number, 1, top)
            self._grid.addWidget(Text(line.what, wrap=True), number, 2, top)

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(px(20))
        self._grid.setVerticalSpacing(px(6))


class Findings(QWidget):
    """Results of checks: an icon in the tone of the result, a title, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: QVBoxLayout = column(gap=10)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show other results."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for finding in findings:
            self._column.addWidget(_line(finding))


def _line(finding: Finding) -> QWidget:
    made = QWidget()
    mark = IconMark(_FINDING_ICONS.get(finding.tone, "info"), finding.tone, side=24)
    words = column(Text(finding.title, "h3", wrap=True), gap=1)
    if finding.detail:
        words.addWidget(Text(finding.detail, "small", "text2", wrap=True))
    line = row(mark, words, gap=12)
    line.setStretchFactor(words, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignVCenter)
    made.setLayout(line)
    made.setAccessibleName(", ".join(part for part in (finding.title, finding.detail) if part))
    return made
