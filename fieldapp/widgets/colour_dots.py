"""A few colours of which one is in hand."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import row
from fieldapp.widgets.painted import PaintedButton

_SIDE_PX = 44


class ColourDots(QWidget):
    """Dots of (colour as "#rrggbb", its name); `chosen(colour)` when another is taken, the first is at the start."""

    chosen = Signal(str)

    def __init__(self, colours: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._dots = [_Dot(colour, said, self) for colour, said in colours]
        self.setLayout(row(*self._dots, 1, gap=0))
        for dot in self._dots:
            dot.clicked.connect(lambda _checked=False, dot=dot: self._choose(dot))
        self._dots[0].setChecked(True)

    def choose_next(self) -> None:
        """Takes the next colour, after the last one the first."""
        at = next(number for number, dot in enumerate(self._dots) if dot.isChecked())
        self._choose(self._dots[(at + 1) % len(self._dots)])

    def _choose(self, chosen: "_Dot") -> None:
        for dot in self._dots:
            dot.setChecked(dot is chosen)
            dot.update()
        self.chosen.emit(chosen.colour)


class _Dot(PaintedButton):
    def __init__(self, colour: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The group decides."""

    def sizeHint(self) -> QSize:
        return QSize(px(_SIDE_PX), px(_SIDE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        whole = QRectF(self.rect()).adjusted(px(4), px(4), -px(4), -px(4))
        if self.isChecked():
            paint.box(painter, whole, edge=look.text, width=3, radius=99)
        dot = whole.adjusted(px(6), px(6), -px(6), -px(6))
        paint.box(painter, dot, fill=self.colour, edge=theme.mix(look.text, look.surface, 0.5), width=1.5, radius=99)
        if self.ringed:
            paint.focus_ring(painter, self.rect(), 10)
