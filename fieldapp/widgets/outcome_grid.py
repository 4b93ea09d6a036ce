"""What happened with a job: a grid of large tiles, one of which is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.rows import Outcome
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.choice_tiles import ChoiceTile, ChoiceTiles

_LEAST_PX = 190
_MOST_LINES = 3


class OutcomeGrid(ChoiceTiles):
    """Tiles with an icon, a title and a subtitle; nothing is chosen at the start."""

    def __init__(
        self, columns: int = 2, name: str = "", least_px: int = _LEAST_PX, parent: QWidget | None = None
    ) -> None:
        super().__init__(columns, name, parent)
        self._least_px = least_px
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._most = columns
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Set the gaps again."""
        self._grid.setSpacing(px(12))

    def set_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show other tiles, none of them chosen."""
        self.clear()
        for outcome in outcomes:
            self.take(outcome.key, _Tile(outcome, self))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tiles below each other where two side by side would cut their words."""
        wanted = min(self._most, max(1, self.width() // px(self._least_px)))
        if wanted != self._columns:
            self._columns = wanted
            self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
        for number, tile in enumerate(self._tiles.values()):
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
        room = self.width() - left - px(14)
        if not self._outcome.subtitle:
            self._paint_title(painter, left, room - (px(20) if on else 0), on)
        else:
            self._paint_both(painter, left, room, on)
        if on:
            side = px(24)
            paint.picture(painter, "circle-check", "primary", self.width() - side - px(10), px(9), side)
        if self.ringed:
            paint.focus_ring(painter, self.rect())

    def _paint_title(self, painter: QPainter, left: int, room: int, on: bool) -> None:
        """Alone it may be long: as many lines as fit."""
        title, shade = self._outcome.title, "primary" if on else "text"
        role = next((r for r in ("title", "strong") if paint.lines_of(title, r, room) <= _MOST_LINES), "small_strong")
        high = paint.lines_of(title, role, room) * paint.metrics(role).height()
        box = QRect(left, (self.height() - high) // 2, room, high)
        paint.paragraph(painter, box, title, role, shade, paint.TOP)

    def _paint_both(self, painter: QPainter, left: int, room: int, on: bool) -> None:
        lines = paint.lines_of(self._outcome.subtitle, "small", room)
        top = (self.height() - px(23) - lines * px(18)) // 2
        title = QRect(left, top, room - (px(26) if on else 0), px(23))
        paint.words(painter, title, self._outcome.title, "title", "primary" if on else "text")
        below = QRect(left, top + px(24), room, lines * px(18))
        paint.paragraph(painter, below, self._outcome.subtitle, "small", "text2", paint.TOP)
