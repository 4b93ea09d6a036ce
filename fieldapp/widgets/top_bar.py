"""The bars above and below a page, and the heading of a job."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets.avatar import IconTile
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.text import Text


class TopBar(Painted):
    """Title and subtitle at the left, anything at the right; with a back button on pages within a page."""

    back_asked = Signal()

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._back = Button("", "arrow-left", parent=self)
        self._back.clicked.connect(self.back_asked)
        self._back.hide()
        self._title = Text(role="h2", elide=True)
        self._subtitle = Text(role="small", tone="text2", elide=True)
        words = column(1, self._title, self._subtitle, 1, gap=2)
        self._row = row(self._back, words, gap=20, margins=(20, 0, 20, 0))
        self._row.setStretchFactor(words, 1)
        self._right = row(gap=12)
        self._row.addLayout(self._right)
        self.setLayout(self._row)
        self.set_title(title, subtitle)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and subtitle."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_back(self, text: str) -> None:
        """Show a back button with this text, or none for ""."""
        self._back.setText(text)
        self._back.setVisible(bool(text))

    def add(self, widget: QWidget, before: QWidget | None = None) -> None:
        """Put a widget at the right end, or before one that is there."""
        self._right.insertWidget(-1 if before is None else self._right.indexOf(before), widget)

    def sizeHint(self) -> QSize:
        """As high as the pictures show."""
        return QSize(super().sizeHint().width(), px(72))

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(super().minimumSizeHint().width(), px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the line below."""
        _field(QPainter(self), self.rect(), line_below=True)


class BottomBar(Painted):
    """What can be done with the thing in sight: quiet ways out at the left, the way on at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._left, self._right = row(gap=12), row(gap=12)
        self._line = row(self._left, 1, self._right, gap=16, margins=(24, 14, 24, 14))
        self.setLayout(self._line)

    def add_left(self, widget: QWidget) -> None:
        """Put a widget at the end of the left group."""
        self._left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the end of the right group."""
        self._right.addWidget(widget)

    def stretch_left(self) -> None:
        """Give the left group, words for instance, all the room that is left."""
        self._line.setStretch(0, 1)
        self._line.setStretch(1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the line above."""
        _field(QPainter(self), self.rect(), line_below=False)


class JobHeader(Painted):
    """A job's icon, its title in the largest type, a line of facts, and chips or buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tile = IconTile()
        self._title = Text(role="h1", elide=True)
        self._subtitle = Text(tone="text2", elide=True)
        words = column(1, self._title, self._subtitle, 1, gap=2)
        self._row = row(self._tile, words, gap=14)
        self._row.setStretchFactor(words, 1)
        self.setLayout(self._row)

    def set_job(self, title: str, subtitle: str, icon: str, tone: str) -> None:
        """Show another job."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._tile.set(icon, tone)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


def _field(painter: QPainter, rect: QRect, line_below: bool) -> None:
    painter.fillRect(rect, theme.color("surface"))
    thick = px(theme.current().border_px)
    y = rect.height() - thick if line_below else 0
    painter.fillRect(QRect(0, y, rect.width(), thick), theme.color("border"))
