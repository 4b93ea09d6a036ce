"""The sheet of keys: what each key does on the screen in sight. It lies over the page and holds nobody up."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import IconButton
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.keys import KeyLine, bind, keys_in_sight
from fieldapp.widgets.layouts import Line, column, row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.text import Text

_WIDE_PX, _AROUND_PX = 520, 16
_TOP_PX = 82
"""Below the bar with the pill: where the work is stays in sight."""


class KeySheet(Painted):
    """At the right side of `window`; made anew each time it opens. The keyboard stays where it was."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAccessibleName(self.tr("Keys of this screen"))
        close = IconButton("x", self.tr("Close the sheet of keys"), kind="quiet")
        close.clicked.connect(self.close_sheet)
        head = row(Text(self.tr("Keys of this screen"), "h2"), 1, close, gap=8)
        self._lines = QScrollArea()
        self._lines.setWidgetResizable(True)
        self._lines.setFrameShape(QFrame.Shape.NoFrame)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.viewport().setAutoFillBackground(False)
        self._lines.setAccessibleName(self.tr("Keys of this screen"))
        inside = column(head, self._lines, gap=12, margins=(20, 14, 14, 16))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bind(self, "Esc", self.close_sheet, self.tr("Close the sheet of keys"))
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            bind(self, keys, partial(self._scroll, by), self.tr("Scroll the sheet of keys"))
        window.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Opens the sheet, or closes it."""
        if self.isHidden():
            self.open_sheet()
        else:
            self.close_sheet()

    def open_sheet(self) -> None:
        """Shows what the keys do now."""
        self._place()
        self.show()
        self.raise_()
        self.refresh()

    def refresh(self) -> None:
        """Another page came into sight."""
        here, everywhere = keys_in_sight(self._window)
        parts = QWidget()
        parts.setLayout(
            column(
                _table(here),
                Line(),
                Text(self.tr("Everywhere"), "small_strong", "text2"),
                _table(everywhere),
                1,
                gap=14,
                margins=(0, 0, 8, 0),
            )
        )
        self._lines.setWidget(parts)
        parts.setAutoFillBackground(False)  # which the scroll area has just switched on

    def close_sheet(self) -> None:
        """Hides the sheet; the keyboard goes back to the page where the sheet had it."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.hide()
        if had_focus:
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: as high as the window."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: a plate with a line around it."""
        look = theme.current()
        paint.box(QPainter(self), self.rect(), look.surface, look.edge, max(2, look.border_px), 12)

    def _scroll(self, by: int) -> None:
        bar = self._lines.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep())

    def _place(self) -> None:
        around = px(_AROUND_PX)
        wide, top = min(px(_WIDE_PX), self._window.width() - 2 * around), px(_TOP_PX)
        self.setGeometry(self._window.width() - wide - around, top, wide, self._window.height() - top - around)


def _table(lines: list[KeyLine]) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, px(110))
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(8))
    for number, line in enumerate(lines):
        grid.addWidget(Chip(line.keys, high=True), number, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Text(line.words, wrap=True), number, 1)
    return grid
