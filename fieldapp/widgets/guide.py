"""A guide around the window: a ring around one part at a time, and a card that says what it is for.

Nothing is locked meanwhile: everything can be clicked and typed in, and the guide can be left at every step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.text import Text

_WIDE_PX, _GAP_PX, _RING_PX = 400, 14, 6


@dataclass(frozen=True)
class Step:
    """What is said, and the part that it is said of; None where that part is not in sight just now."""

    title: str
    words: str
    part: Callable[[], QWidget | None]


class Guide(Painted):
    """The card. `ended` when the last step is done or the guide is left; `begin` shows the first step."""

    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._ring = window, _Ring(window)
        self._steps: Sequence[Step] = ()
        self._number = 0
        self._watched: QWidget | None = None
        self._count = Text(role="small", tone="text2")
        self._title, self._words = Text(role="h2", wrap=True), Text(wrap=True)
        skip = IconButton("x", self.tr("Leave the guide"), kind="quiet")
        self._back = Button(self.tr("Back"), kind="quiet")
        self._next = Button("", kind="primary")
        skip.clicked.connect(self.leave)
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        head = row(self._count, 1, skip, gap=8)
        buttons = row(self._back, 1, self._next, gap=12)
        self.setLayout(column(head, self._title, self._words, buttons, gap=10, margins=(20, 10, 12, 16)))
        bind(self, "Esc", self.leave, self.tr("Leave the guide"))
        window.installEventFilter(self)
        self.hide()

    def begin(self, steps: Sequence[Step]) -> None:
        """Shows the first step. The keyboard goes to the button that leads on, and back when the guide ends."""
        self._steps, self._number = steps, 0
        self.show()
        self._show()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Ends the guide at any step."""
        if self.isHidden():
            return
        self._watch(None)
        self._ring.hide()
        self.hide()
        self.ended.emit()

    def place(self) -> None:
        """Looks again where the part is, after the page has changed."""
        if not self.isHidden():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: the window or the part has moved."""
        moves = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in moves and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: a plate with a strong line."""
        look = theme.current()
        paint.box(QPainter(self), self.rect(), look.surface, look.primary, 2.5, 12)

    def _go(self, by: int) -> None:
        self._number += by
        if self._number >= len(self._steps):
            self.leave()
        else:
            self._show()

    def _show(self) -> None:
        step, last = self._steps[self._number], self._number == len(self._steps) - 1
        count = self.tr("{number} of {all}").format(number=self._number + 1, all=len(self._steps))
        self._count.setText(count)
        self._title.setText(step.title)
        self._words.setText(step.words)
        self._back.setVisible(self._number > 0)
        self._next.setText(self.tr("Got it") if last else self.tr("Next"))
        self._next.setAccessibleDescription(f"{step.title}. {step.words}")
        self.setAccessibleName(f"{count}: {step.title}. {step.words}")
        self._watch(self._part())
        self._place()

    def _part(self) -> QWidget | None:
        part = self._steps[self._number].part()
        return part if part is not None and part.isVisible() else None

    def _watch(self, part: QWidget | None) -> None:
        if self._watched is not None and self._watched is not part:
            self._watched.removeEventFilter(self)
        self._watched = part
        if part is not None:
            part.installEventFilter(self)

    def _place(self) -> None:
        part = self._part()
        wide = min(px(_WIDE_PX), self._window.width() - 2 * px(_GAP_PX))
        self.setFixedWidth(wide)
        inside = self.layout()
        high = inside.heightForWidth(wide) if inside is not None else self.sizeHint().height()
        size = QSize(wide, high)
        if part is None:
            self._ring.hide()
            middle = self._window.rect().center() - QPoint(wide // 2, high // 2)
            self.setGeometry(QRect(middle, size))
        else:
            around = self._ring_of(part)
            self._ring.setGeometry(around)
            self._ring.show()
            self._ring.raise_()
            self.setGeometry(_beside(around, size, self._window.rect()))
        self.raise_()

    def _ring_of(self, part: QWidget) -> QRect:
        edge = px(_RING_PX)
        seen = QRect(part.mapTo(self._window, QPoint()), part.size())
        around = part.parentWidget()
        while around is not None and around is not self._window:  # what is scrolled out of sight has no ring
            seen = seen.intersected(QRect(around.mapTo(self._window, QPoint()), around.size()))
            around = around.parentWidget()
        return seen.adjusted(-edge, -edge, edge, edge).intersected(self._window.rect())


class _Ring(QWidget):
    """A line around a part, through which everything is clicked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        inner = self.rect().adjusted(2, 2, -2, -2)
        paint.box(QPainter(self), inner, edge=look.primary, width=4, radius=12)


def _beside(part: QRect, size: QSize, room: QRect) -> QRect:
    """Where the card lies: right of the part, left of it, below or above, whichever has the room; else over it."""
    gap = px(_GAP_PX)
    inside = room.adjusted(gap, gap, -gap, -gap)
    top = max(inside.top(), min(part.top(), inside.bottom() - size.height()))
    left = max(inside.left(), min(part.left(), inside.right() - size.width()))
    for place in (
        QRect(QPoint(part.right() + gap, top), size),
        QRect(QPoint(part.left() - gap - size.width(), top), size),
        QRect(QPoint(left, part.bottom() + gap), size),
        QRect(QPoint(left, part.top() - gap - size.height()), size),
    ):
        if inside.contains(place):
            return place
    return QRect(QPoint(inside.right() - size.width(), inside.bottom() - size.height()), size)
