"""What changed: fields with their old value struck through and their new one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.rows import DiffRow
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import column
from fieldapp.widgets.painted import Painted

_HIGH_PX = 31


class DiffTable(QWidget):
    """Lines of label, old value and new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: QVBoxLayout = column(gap=0)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("What changed"))

    def set_rows(self, rows: Sequence[DiffRow]) -> None:
        """Show other lines."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row in rows:
            self._column.addWidget(_DiffLine(row, self))


class _DiffLine(Painted):
    def __init__(self, row: DiffRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        was = self.tr("{label}: {new}, before {old}") if row.old else self.tr("{label}: {new}")
        self.setAccessibleName(was.format(label=row.label, new=row.new, old=row.old))
        self.setToolTip(self.accessibleName())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(px(260), px(_HIGH_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(_HIGH_PX))

    def heightForWidth(self, width: int) -> int:
        """A new value that has no room beside its label stands below it."""
        below = self._lines_below(width) * paint.metrics("strong").height()
        return px(_HIGH_PX) + (below + px(4) if below else 0)

    def _lines_below(self, width: int) -> int:
        beside = width - paint.width(self._row.label, "body") - 2 - px(12)
        fits = paint.width(self._row.new, "strong") + 2 <= beside
        return 0 if fits else paint.lines_of(self._row.new, "strong", width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        row, high, wide = self._row, px(_HIGH_PX), self.width()
        label = min(paint.width(row.label, "body") + 2, wide)
        paint.words(painter, QRect(0, 0, label, high), row.label, "body", "text2")
        x = wide
        if self._lines_below(wide):
            paint.paragraph(painter, QRect(0, high, wide, self.height() - high), row.new, "strong", "text", paint.TOP)
        else:
            x -= paint.width(row.new, "strong") + 2
            paint.words(painter, QRect(x, 0, wide - x, high), row.new, "strong")
        if row.old:
            self._paint_old(painter, label, x, high)

    def _paint_old(self, painter: QPainter, left: int, right: int, high: int) -> None:
        x = right - px(26)
        paint.picture(painter, "arrow-right", "text2", x, (high - px(16)) / 2, px(16))
        x -= px(8)
        room = x - left - px(12)
        if room < px(24):
            return
        old = min(paint.width(self._row.old, "small") + 2, room)
        paint.words(painter, QRect(x - old, 0, old, high), self._row.old, "small", "text2")
        painter.fillRect(QRect(x - old, high // 2, old, max(1, px(1))), theme.color("text2"))
