"""What happened with a job: a grid of large tiles, one of which is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.rows import Outcome
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.choice_tiles import ChoiceTile, ChoiceTiles


class OutcomeGrid(ChoiceTiles):
    """Tiles with an icon, a title and a subtitle; nothing is chosen at the start."""

    def __init__(self, columns: int = 2, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(columns, name, parent)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Set the gaps again."""
        self._grid.setSpacing(px(12))

    def set_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show other tiles, none of them chosen."""
        self.clear()
        for number, outcome in enumerate(outcomes):
            tile = _Tile(outcome, self)
            self.take(outcome.key, tile)
            self._grid.addWidget(tile, number // self._columns, number % self._columns)


class _Tile(ChoiceTile):
    def __init__(self, outcome: Outcome, parent: QWidget) -> None:
        super().__init__(outcome.title, parent)
        self._outcome = outcome
        self.setAccessibleDescription(outcome.subtitle)
        self.setToolTip(outcome.subtitle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(82))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(150), px(82))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        hovered = theme.mix(look.text, look.surface, 0.03) if self.underMouse() else look.surface
        edge, thick = (look.primary, 2.5) if on else (look.edge, look.border_px)
        paint.box(painter, self.rect(), look.row_selected if on else hovered, edge, max(thick, 1), 10)
        left = px(18)
        if self._outcome.icon:
            side = px(28)
            shade = "primary" if on else "text2"
            paint.picture(painter, self._outcome.icon, shade, left, (self.height() - side) / 2, side)
            left += side + px(14)
        room = self.width() - left - px(40 if on else 14)
        top = self.height() // 2 - (px(22) if self._outcome.subtitle else px(11))
        title = QRect(left, top, room, px(23))
        paint.words(painter, title, self._outcome.title, "title", "primary" if on else "text")
        below = QRect(left, top + px(23), room, px(20))
        paint.words(painter, below, self._outcome.subtitle, "small", "text2")
        if on:
            side = px(24)
            paint.picture(painter, "circle-check", "primary", self.width() - side - px(10), px(9), side)
        if self.ringed:
            paint.focus_ring(painter, self.rect())
