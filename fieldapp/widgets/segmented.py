"""A switch of two to four segments, each perhaps with a count."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.rows import Segment
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import row
from fieldapp.widgets.painted import Painted, PaintedButton


class Segmented(Painted):
    """One of a few; Left and Right move. The first segment is selected at the start."""

    chosen = Signal(str)

    def __init__(
        self, segments: Sequence[Segment] = (), name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._sides: dict[str, _Side] = {}
        self._row: QHBoxLayout = row(gap=0, margins=4)
        self.setLayout(self._row)
        self.set_segments(segments)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show other segments and select the first."""
        for old in self._sides.values():
            self._row.removeWidget(old)
            old.deleteLater()
        self._sides = {}
        for segment in segments:
            side = _Side(segment, self)
            side.clicked.connect(lambda checked=False, key=segment.key: self._choose(key))
            self._row.addWidget(side, 1)
            self._sides[segment.key] = side
        if segments:
            self.select(segments[0].key)

    def select(self, key: str) -> None:
        """Select a segment; emits nothing."""
        for each, side in self._sides.items():
            side.setChecked(each == key)
            side.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus)

    def selected(self) -> str:
        """Return the key of the selected segment, "" when there are none."""
        return next((key for key, side in self._sides.items() if side.isChecked()), "")

    def set_count(self, key: str, count: int | None) -> None:
        """Show another count."""
        self._sides[key].set_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Left and Right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self._sides)
        if not step or not keys:
            super().keyPressEvent(event)
            return
        index = max(0, min(len(keys) - 1, keys.index(self.selected()) + step))
        if keys[index] != self.selected():
            self._choose(keys[index])
        self._sides[keys[index]].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trough."""
        paint.box(QPainter(self), self.rect(), fill=theme.current().sunk, radius=12)

    def _choose(self, key: str) -> None:
        self.select(key)
        self.chosen.emit(key)


class _Side(PaintedButton):
    def __init__(self, segment: Segment, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(segment.text)
        self.setCheckable(True)
        self._count = ""
        self.set_count(segment.count)

    def set_count(self, count: int | None) -> None:
        shown = "" if count is None else str(count)
        wider = len(shown) != len(self._count)
        if shown != self._count:
            self._count = shown
            self.setAccessibleName(f"{self.text()}, {count}" if shown else self.text())
            self.update()
        if wider:  # else all would be laid out anew with each key of a search
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._content() + px(24), px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), px(44))

    def nextCheckState(self) -> None:
        """The switch decides which side is on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            paint.box(painter, self.rect(), look.segment, look.border, look.border_px, 9)
        ink = "text" if on else "text2"
        role = "strong" if self._content() <= self.width() - px(12) else "small_strong"
        wide = min(self._content(role), self.width() - px(8))
        x = (self.width() - wide) // 2
        end = x + wide
        if self._count:
            count = paint.width(self._count, role) + 1
            paint.words(painter, QRect(end - count, 0, count + 1, self.height()), self._count, role, ink)
            end -= count + px(8)
        paint.words(painter, QRect(x, 0, end - x, self.height()), self.text(), role, ink)
        if self.ringed:
            paint.focus_ring(painter, self.rect(), 9)

    def _content(self, role: str = "strong") -> int:
        wide = paint.width(self.text(), role) + 2
        return wide + (paint.width(self._count, role) + px(8) if self._count else 0)
