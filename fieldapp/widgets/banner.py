"""One line at the top of a page about something that is as it should not stay."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import diagnostics, theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.layouts import row
from fieldapp.widgets.painted import Painted, show_when
from fieldapp.widgets.text import Text

_ICONS = {
    "neutral": "info",
    "primary": "info",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "octagon-alert",
    "info": "info",
}


class Banner(Painted):
    """A notice in a status tone with an icon, perhaps a button and a cross; hidden until there is one."""

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon = "warn", ""
        self._text = Text(role="strong", wrap=True)
        self._action = Button("", size="small")
        self._action.clicked.connect(self.acted)
        self._close = IconButton("x", self.tr("Close this notice"), kind="quiet")
        self._close.clicked.connect(self._dismiss)
        line = row(self._text, self._action, self._close, gap=12, margins=(52, 6, 10, 6))
        line.setStretchFactor(self._text, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_notice(
        self, text: str, tone: str = "warn", icon: str = "", action: str = "", closable: bool = False
    ) -> None:
        """Show a sentence; `icon` "" takes the one that belongs to the tone."""
        diagnostics.note_text(text)
        self._tone, self._icon = tone, icon or _ICONS[tone]
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        self.setAccessibleName(text)
        show_when(self, True)
        self.follow_look()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Hide the notice."""
        self.hide()

    def follow_look(self) -> None:
        """Keep 56 px at least, and write in the notice's tone."""
        self.setMinimumHeight(px(56))
        self._text.set_tone("text" if self._tone == "neutral" else self._tone)
        super().follow_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field with its icon."""
        painter = QPainter(self)
        colours = theme.tone(self._tone)
        painter.fillRect(self.rect(), theme.color(colours.bg))
        thick = px(theme.current().border_px)
        line = QRect(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, theme.color(colours.edge))
        side = px(22)
        paint.picture(painter, self._icon or "info", colours.fg, px(20), (self.height() - side) / 2, side)

    def _dismiss(self) -> None:
        self.clear()
        self.closed.emit()
