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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        return QSize(px(260), px(31))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(31))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        row, high = self._row, self.height()
        rest = max(self.width() - px(12) - paint.width(row.new, "strong") - 2, round(self.width() * 0.45))
        label = min(paint.width(row.label, "body") + 2, rest)
        paint.words(painter, QRect(0, 0, label, high), row.label, "body", "text2")
        new = min(paint.width(row.new, "strong") + 2, self.width() - label - px(12))
        x = self.width() - new
        paint.words(painter, QRect(x, 0, new, high), row.new, "strong")
        if not row.old:
            return
        x -= px(26)
        paint.picture(painter, "arrow-right", "text2", x, (high - px(16)) / 2, px(16))
        x -= px(8)
        room = x - label - px(12)
        if room < px(24):
            return
        old = min(paint.width(row.old, "small") + 2, room)
        paint.words(painter, QRect(x - old, 0, old, high), row.old, "small", "text2")
        painter.fillRect(QRect(x - old, high // 2, old, max(1, px(1))), theme.color("text2"))
