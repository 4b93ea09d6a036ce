"""Layouts whose gaps and margins follow the scale, one that wraps like words, and a hairline."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets.painted import Painted

Margins = int | tuple[int, int, int, int]
Item = QWidget | QLayout | int


class Column(QVBoxLayout):
    """A vertical layout; `gap` and `margins` are for 100 %."""

    def __init__(self, gap: int, margins: Margins) -> None:
        super().__init__()
        self._gap, self._margins = gap, margins
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Set the lengths again at the scale in force."""
        _space(self, self._gap, self._margins)


class Row(QHBoxLayout):
    """A horizontal layout; `gap` and `margins` are for 100 %."""

    def __init__(self, gap: int, margins: Margins) -> None:
        super().__init__()
        self._gap, self._margins = gap, margins
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Set the lengths again at the scale in force."""
        _space(self, self._gap, self._margins)


def column(*items: Item, gap: int = 12, margins: Margins = 0) -> QVBoxLayout:
    """Return a vertical layout of widgets, layouts and stretches (an int each)."""
    made = Column(gap, margins)
    _fill(made, items)
    return made


def row(*items: Item, gap: int = 12, margins: Margins = 0) -> QHBoxLayout:
    """Return a horizontal layout of widgets, layouts and stretches (an int each)."""
    made = Row(gap, margins)
    _fill(made, items)
    return made


def _space(layout: QBoxLayout, gap: int, margins: Margins) -> None:
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setSpacing(px(gap))
    layout.setContentsMargins(px(sides[0]), px(sides[1]), px(sides[2]), px(sides[3]))


def _fill(layout: QBoxLayout, items: Iterable[Item]) -> None:
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addStretch(item)


class FlowLayout(QLayout):
    """Puts widgets side by side and wraps to the next line, like words; for chips.

    Those of a line stand on one middle, with `top` on one upper edge.
    """

    def __init__(self, gap: int = 8, top: bool = False) -> None:
        super().__init__()
        self._top = top
        self._items: list[QLayoutItem] = []
        self._sizes: list[tuple[QLayoutItem, QSize, QSize]] | None = None  # until something about them changes
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """Qt's hook: an item has another size, or is in sight or out of it."""
        self._sizes = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item (Qt calls this from addWidget)."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, None beyond the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow in no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the lines take at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Prefer one line."""
        sizes = [size for _, size, _ in self._measured()]
        wide = sum(size.width() for size in sizes) + px(self._gap) * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Make do with the widest item."""
        sizes = [size for _, _, size in self._measured()]
        wide, high = (size.width() for size in sizes), (size.height() for size in sizes)
        return QSize(max(wide, default=0), max(high, default=0))

    def _measured(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        """What is in sight, with the size it wants and the least it can do with: Qt asks for them again and again."""
        if self._sizes is None:
            self._sizes = [(item, item.sizeHint(), item.minimumSize()) for item in self._items if not item.isEmpty()]
        return self._sizes

    def _arrange(self, rect: QRect, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            high = max(size.height() for _, size in line)
            x = rect.x()
            for item, size in line:
                if move:
                    lower = 0 if self._top else (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + lower), size))
                x += size.width() + px(self._gap)
            y += high + px(self._gap)
        return max(0, y - px(self._gap) - rect.y())

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = room
        for item, hint, _ in self._measured():
            size = hint.boundedTo(QSize(room, 10_000))
            if not lines or used + px(self._gap) + size.width() > room:
                lines.append([])
                used = -px(self._gap)
            lines[-1].append((item, size))
            used += px(self._gap) + size.width()
        return lines


class FlowBox(QWidget):
    """Widgets in a flow, never lower than its lines at the width there is.

    Deep inside of cards a box layout forgets that a height follows from a width, and presses the lines together.
    """

    def __init__(self, gap: int = 8, top: bool = False) -> None:
        super().__init__()
        self.flow = FlowLayout(gap, top)
        self.setLayout(self.flow)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Hold these instead of all others, which are deleted."""
        for old in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self.flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        for part in parts:
            self.flow.addWidget(part)
            part.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: another width, perhaps other lines."""
        super().resizeEvent(event)
        self._hold()

    def event(self, event: QEvent) -> bool:
        """Qt's hook: something inside is higher now."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._hold()
        return done

    def _hold(self) -> None:
        self.setMinimumHeight(self.flow.heightForWidth(self.width()))


class Line(Painted):
    """A hairline between parts, as thick as a card's border."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vertical = vertical
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if vertical else free, free if vertical else fixed)

    def sizeHint(self) -> QSize:
        """Be as thick as the theme's border."""
        thick = px(theme.current().border_px)
        return QSize(thick, 1) if self._vertical else QSize(1, thick)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the border colour."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("border"))
