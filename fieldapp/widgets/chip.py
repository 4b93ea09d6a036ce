"""Chips: a small rounded label, and one that a person can switch on."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.rows import ChipText
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted, PaintedButton, show_when


class Chip(Painted):
    """A rounded label with a status tone and perhaps an icon; hidden while its text is empty."""

    def __init__(
        self,
        text: str = "",
        tone: str = "neutral",
        icon: str = "",
        high: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chip = ChipText("")
        self._height = 32 if high else 26
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(text, tone, icon)

    def set(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        """Show another text, tone and icon."""
        self._chip = ChipText(text, tone, icon)
        self.setAccessibleName(text)
        self.setToolTip("")
        show_when(self, bool(text))
        self.follow_look()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return paint.chip_size(self._chip, height=self._height)

    def minimumSizeHint(self) -> QSize:
        """May be cut down to a few letters."""
        full = self.sizeHint()
        return QSize(min(full.width(), px(72)), full.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        if self.width() < self.sizeHint().width():
            self.setToolTip(self._chip.text)
        paint.chip(QPainter(self), self.rect(), self._chip)


class ChoiceChip(PaintedButton):
    """A chip to switch on and off; 44 px high to the finger, 38 to the eye. Signal: toggled(bool).

    It may say a count, and carry an `icon` behind its words ("x" where a tap takes it away).
    """

    def __init__(self, text: str, checked: bool = False, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._count = icon, ""
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str, spoken: str) -> None:
        """Show another count; `spoken` is how the chip is said with it."""
        if count != self._count:
            wider = len(count) != len(self._count)
            self._count = count
            self.setAccessibleName(spoken)
            self.update()
            if wider:
                self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return QSize(self._content() + 2 * px(17), px(44))

    def minimumSizeHint(self) -> QSize:
        """May be cut down to a few letters."""
        return QSize(min(self.sizeHint().width(), px(80)), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip: outlined when off, tinted with a blue line when on."""
        look = theme.current()
        painter = QPainter(self)
        lozenge = QRect(0, px(3), self.width(), self.height() - 2 * px(3))
        on = self.isChecked()
        paint.box(
            painter,
            lozenge,
            fill=look.row_selected if on else look.surface,
            edge=look.primary if on else look.edge if self.isEnabled() else look.border,
            width=2 if on else look.border_px,
            radius=99,
        )
        ink = "primary" if on else "text" if self.isEnabled() else "text3"
        inner = lozenge.adjusted(px(12), 0, -px(12), 0)
        spare = max(0, (inner.width() - self._content()) // 2)
        inner = inner.adjusted(spare, 0, -spare, 0)
        if self._icon:
            side = px(18)
            paint.picture(painter, self._icon, ink, inner.right() - side, (self.height() - side) / 2, side)
            inner.setRight(inner.right() - side - px(6))
        if self._count:
            wide = paint.width(self._count, "strong")
            shade = ink if on or not self.isEnabled() else "text2"
            counted = QRect(inner.right() - wide, inner.y(), wide + 1, inner.height())
            paint.words(painter, counted, self._count, "strong", shade)
            inner.setRight(counted.x() - px(8))
        paint.words(painter, inner, self.text(), "strong", ink, paint.CENTRE)
        if self.ringed:
            paint.focus_ring(painter, lozenge, 19)

    def _content(self) -> int:
        wide = paint.width(self.text(), "strong")
        if self._count:
            wide += paint.width(self._count, "strong") + px(8)
        return wide + (px(24) if self._icon else 0)
