"""Ways to settle one question, as cards with a radio mark each."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.rows import ChipText, ValueOption
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.choice_tiles import ChoiceTile, ChoiceTiles
from fieldapp.widgets.layouts import column


class ValueChoice(ChoiceTiles):
    """A column of cards: title, whose value it is, and a line of what it holds."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(1, name, parent)
        self._column: QVBoxLayout = column(gap=14)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Sequence[ValueOption]) -> None:
        """Show other cards, none of them chosen."""
        self.clear()
        for option in options:
            card = _Card(option, self)
            self.take(option.key, card)
            self._column.addWidget(card)


class _Card(ChoiceTile):
    def __init__(self, option: ValueOption, parent: QWidget) -> None:
        super().__init__(option.title, parent)
        self._option = option
        spoken = (option.badge, option.subtitle, option.detail)
        self.setAccessibleDescription(", ".join(part for part in spoken if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(94 if self._option.detail else 70))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(220), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on, option = self.isChecked(), self._option
        edge, thick = (look.primary, 2.5) if on else (look.edge, look.border_px)
        hovered = theme.mix(look.text, look.surface, 0.03) if self.underMouse() else look.surface
        paint.box(painter, self.rect(), look.row_selected if on else hovered, edge, max(thick, 1), 10)
        self._paint_radio(painter, QRect(px(18), px(21), px(26), px(26)), on)
        left, right = px(56), self.width() - px(18)
        if option.badge:
            chip = ChipText(option.badge, "primary")
            size = paint.chip_size(chip, height=28)
            room = QRect(right - size.width(), px(20), size.width(), size.height())
            paint.box(painter, room, look.surface, look.border if look.border_px > 1 else "", 1.5, 99)
            paint.words(painter, room, option.badge, "small_strong", "primary", paint.CENTRE)
            right = room.x() - px(8)
        paint.words(painter, QRect(left, px(13), right - left, px(22)), option.title, "strong")
        paint.words(painter, QRect(left, px(35), right - left, px(19)), option.subtitle, "small", "text2")
        if option.detail:
            self._paint_detail(painter)
        if self.ringed:
            paint.focus_ring(painter, self.rect())

    def _paint_detail(self, painter: QPainter) -> None:
        left = px(18)
        if self._option.detail_icon:
            shade = "ok" if self._option.detail_icon == "check" else "text2"
            paint.picture(painter, self._option.detail_icon, shade, left, px(60), px(18))
            left += px(26)
        line = QRect(left, px(57), self.width() - left - px(18), px(24))
        paint.words(painter, line, self._option.detail, "body")

    def _paint_radio(self, painter: QPainter, rect: QRect, on: bool) -> None:
        shade = theme.color("primary" if on else "text2").name()
        paint.box(painter, rect, theme.current().surface, shade, 2.5, 13)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary"))
            inset = px(8)
            painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
