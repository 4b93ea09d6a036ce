"""Push buttons: the green one that finishes, the blue, the outlined, the red-lettered, the quiet."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import ring_after

HEIGHTS_PX = {"small": 44, "medium": 52, "large": 64, "crew": 72}
_LEAST_PAD_PX = 12
KINDS = ("go", "primary", "secondary", "danger", "quiet")


class Button(QPushButton):
    """A painted push button; a menu shows a chevron, a one-letter shortcut is printed as a hint."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: str = "secondary",
        size: str = "medium",
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._kind, self._size = icon, kind, size
        self._hint = shortcut if len(shortcut) == 1 else ""
        self._ringed = self._stacked = False
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        theme.look.changed.connect(self.follow_look)

    @property
    def kind(self) -> str:
        """What it is for, one of KINDS."""
        return self._kind

    def set_icon(self, icon: str) -> None:
        """Show another icon ("" for none)."""
        self._icon = icon
        self.follow_look()

    def set_kind(self, kind: str) -> None:
        """Become another kind (one of KINDS)."""
        self._kind = kind
        self.follow_look()

    def set_hint(self, letter: str) -> None:
        """Print a letter after the text, for a shortcut that is bound elsewhere."""
        self._hint = letter
        self.follow_look()

    def set_stacked(self, stacked: bool) -> None:
        """Put the icon above the text, which is small then: for a place with little room."""
        self._stacked = stacked
        self.follow_look()

    def follow_look(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as icon, text, hint and chevron; as high as the size says."""
        if self._stacked:
            return QSize(max(px(64), paint.width(self.text(), "tiny") + px(16)), px(HEIGHTS_PX[self._size]))
        return QSize(self._content() + 2 * self._pad(), px(HEIGHTS_PX[self._size]))

    def minimumSizeHint(self) -> QSize:
        """The edges may come close to the words, but never cut them."""
        full = self.sizeHint()
        if self._stacked:
            return full
        return QSize(self._content() + 2 * min(self._pad(), px(_LEAST_PAD_PX)), full.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self._ringed = ring_after(self._ringed, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self._ringed = ring_after(self._ringed, event)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, icon, text, hint and ring."""
        painter = QPainter(self)
        self._paint_field(painter)
        if self._stacked:
            self._paint_stacked(painter)
        else:
            self._paint_line(painter)
        if self._ringed and self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _paint_stacked(self, painter: QPainter) -> None:
        side, line = px(24), px(18)
        top = (self.height() - side - px(6) - line) / 2
        paint.picture(painter, self._icon, self._ink(), (self.width() - side) / 2, top, side)
        below = QRect(0, round(top) + side + px(6), self.width(), line)
        paint.words(painter, below, self.text(), "tiny", self._ink(), paint.CENTRE)

    def _paint_line(self, painter: QPainter) -> None:
        ink = self._ink()
        pad = min(self._pad(), max(0, (self.width() - self._content()) // 2))
        room = QRect(self.rect()).adjusted(pad, 0, -pad, 0)
        wide = min(self._content(), room.width())
        x = room.x() + (room.width() - wide) // 2
        end = x + wide
        side = self._side()
        if self._icon:
            paint.picture(painter, self._icon, ink, x, (self.height() - side) / 2, side)
            x += side + (px(10) if self.text() else 0)
        if self.menu() is not None:
            end -= px(18)
            paint.picture(painter, "chevron-down", "text2", end, (self.height() - px(18)) / 2, px(18))
            end -= px(8)
        if self._hint:
            end -= paint.width(self._hint, self._role())
            hint = QRect(end, 0, px(40), self.height())
            paint.words(painter, hint, self._hint, self._role(), ink)
            end -= px(14)
        paint.words(painter, QRect(x, 0, end - x, self.height()), self.text(), self._role(), ink)

    def _paint_field(self, painter: QPainter) -> None:
        look = theme.current()
        if self._kind in ("go", "primary"):
            fill = look.go if self._kind == "go" else look.primary
            if not self.isEnabled():
                fill = theme.mix(look.text3, look.surface, 0.25)
            elif self.isDown():
                fill = theme.mix("#000000", fill, 0.22)
            elif self.underMouse():
                fill = theme.mix("#ffffff" if look.name == "dark" else "#000000", fill, 0.1)
            paint.box(painter, self.rect(), fill=fill)
            return
        pressed = look.row_selected if self.isDown() or self.isChecked() else look.surface
        fill = theme.mix(look.text, pressed, 0.04) if self.underMouse() and self.isEnabled() else pressed
        edge = look.primary if self.isChecked() else look.edge
        if self._kind == "quiet":
            if self.underMouse() or self.isDown():
                paint.box(painter, self.rect(), fill=fill)
            return
        paint.box(painter, QRectF(self.rect()), fill=fill, edge=edge, width=look.border_px)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text3"
        if self.isChecked():
            return "primary"
        inks = {"go": "on_fill", "primary": "on_fill", "danger": "bad", "quiet": "primary"}
        return inks.get(self._kind, "text")

    def _role(self) -> str:
        return "action" if self._kind == "go" or self._size == "crew" else "strong"

    def _pad(self) -> int:
        return px({"go": 28, "quiet": 10}.get(self._kind, 18))

    def _side(self) -> int:
        return px(24 if self._kind == "go" or self._size == "crew" else 20)

    def _content(self) -> int:
        wide = paint.width(self.text(), self._role()) + 1
        if self._icon:
            wide += self._side() + (px(10) if self.text() else 0)
        if self._hint:
            wide += paint.width(self._hint, self._role()) + px(14)
        return wide + (px(26) if self.menu() is not None else 0)


class IconButton(Button):
    """A square button with an icon only; `name` is what a screen reader and the tool tip say."""

    def __init__(
        self,
        icon: str,
        name: str,
        size: str = "small",
        kind: str = "secondary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon, kind, size, parent=parent)
        self._square = HEIGHTS_PX[size]
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as high."""
        return QSize(px(self._square), px(self._square))

    def minimumSizeHint(self) -> QSize:
        """Never less than its square."""
        return self.sizeHint()

    def _pad(self) -> int:
        return 0
