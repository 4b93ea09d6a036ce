"""The pill at the top right that always says where the data is."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import PaintedButton

_STATES = {
    "offline": ("warn", "cloud-off"),
    "stored": ("warn", "hard-drive"),
    "sending": ("primary", "cloud-upload"),
    "done": ("ok", "cloud-check"),
    "needs_you": ("bad", "cloud-alert"),
}
STATES = tuple(_STATES)


class SyncPill(PaintedButton):
    """Two lines and an icon: amber "offline" or "stored", blue "sending", green "done", red "needs_you"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon = _STATES["done"]
        self._detail = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str, title: str, detail: str = "") -> None:
        """Show one of STATES with a title and a second line."""
        self._tone, self._icon = _STATES[state]
        self._detail = detail
        self.setText(title)
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self.follow_look()

    def sizeHint(self) -> QSize:
        """As wide as its longer line, and steady in width for short ones."""
        wide = max(paint.width(self.text(), "strong"), paint.width(self._detail, "detail"))
        return QSize(max(px(264), wide + px(52 + 20)), px(52))

    def minimumSizeHint(self) -> QSize:
        """May be cut to the icon and some words."""
        return QSize(px(150), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        colours = theme.tone(self._tone)
        lined = theme.current().border_px
        fill = theme.mix(colours.fg, colours.bg, 0.08) if self.underMouse() else colours.bg
        paint.box(painter, self.rect(), fill=fill, edge=colours.edge, width=max(lined, 1.5), radius=10)
        side = px(26)
        paint.picture(painter, self._icon, colours.fg, px(14), (self.height() - side) / 2, side)
        left = px(52)
        room = self.width() - left - px(14)
        if self._detail:
            top = QRect(left, px(6), room, px(21))
            paint.words(painter, top, self.text(), "strong", colours.fg)
            ink = "text" if self._tone == "warn" and theme.current().name == "sunlight" else "text2"
            paint.words(painter, QRect(left, px(27), room, px(18)), self._detail, "detail", ink)
        else:
            paint.words(painter, QRect(left, 0, room, self.height()), self.text(), "strong", colours.fg)
        if self.ringed:
            paint.focus_ring(painter, self.rect())
