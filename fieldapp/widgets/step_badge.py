"""The numbered steps of a page: a blue number that becomes a green check."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.text import Text


class StepBadge(Painted):
    """A disc with a number, or with a check once the step is done."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._done = number, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_done(False)

    def set_done(self, done: bool) -> None:
        """Show the check, or the number again."""
        self._done = done
        step = self.tr("Step {number}, done") if done else self.tr("Step {number}")
        self.setAccessibleName(step.format(number=self._number))
        self.update()

    def sizeHint(self) -> QSize:
        """A disc of 34 px."""
        return QSize(px(34), px(34))

    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc."""
        painter = QPainter(self)
        if self._done:
            paint.check_disc(painter, self.rect(), "ok")
            return
        paint.box(painter, self.rect(), fill=theme.current().primary, radius=17)
        paint.words(painter, self.rect(), str(self._number), "title", "on_fill", paint.CENTRE)


class StepHeader(QWidget):
    """The heading of a step: badge, title, a quiet caption, and room at the right."""

    def __init__(self, number: int, title: str, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = StepBadge(number)
        self._title = Text(title, "h2", elide=True)
        self._caption = Text(caption, "small", "text2")
        self._row = row(self._badge, self._title, self._caption, 1, gap=12)
        self._row.setStretchFactor(self._title, 0)
        self.setLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_done(self, done: bool) -> None:
        """Mark the step done or not."""
        self._badge.set_done(done)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_caption(self, caption: str) -> None:
        """Show another caption."""
        self._caption.setText(caption)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)
