"""Labels that know their role in the type scale and their tone."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted


class Text(QLabel):
    """A text in a role ("h1", "body", "small" …) and a tone ("text", "text2", "text3", a status tone).

    With `elide` one line that ends in an ellipsis where room is short (the whole text is then its tool tip);
    with `wrap` as many lines as needed.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role, self._tone, self._elide = role, tone, elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def set_tone(self, tone: str) -> None:
        """Write in another colour."""
        self._tone = tone
        self.follow_look()

    def set_role(self, role: str) -> None:
        """Write in another role of the type scale."""
        self._role = role
        self.follow_look()

    def follow_look(self) -> None:
        """Take font and colour from the look in force."""
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._tone))
        self.setPalette(palette)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """An eliding text may shrink to a few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(px(48), hint.width()), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write, with an ellipsis if this text elides and does not fit."""
        if not self._elide:
            super().paintEvent(event)
            return
        short = paint.width(self.text(), self._role) > self.width() + 1
        self.setToolTip(self.text() if short else "")
        painter = QPainter(self)
        paint.words(painter, self.rect(), self.text(), self._role, self._tone, self.alignment())


class Tally(Painted):
    """A small text that may change with every key: it is painted where there is room, and never lays anything out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Qt's hook: as high as a line."""
        return QSize(0, px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: one line, cut where it must be."""
        self.setToolTip(self._text if paint.width(self._text, "small") > self.width() else "")
        paint.words(QPainter(self), self.rect(), self._text, "small", "text2")
