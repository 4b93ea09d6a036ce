"""Cards in two columns that become one where the window is narrow or the type is large."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.theme import px
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.layouts import column, row

WIDE_PX = 720
_SIDE_PX = 24
_BAR_PX = 12


class TwoColumns(Scrolled):
    """Scrolls the cards of `left` and `right`; one column takes them in the order of `together`."""

    def __init__(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget],
        together: Sequence[QWidget],
        shares: tuple[int, int],
    ) -> None:
        self._left, self._right, self._together, self._shares = left, right, together, shares
        self._columns: tuple[QVBoxLayout, QVBoxLayout] = (column(gap=16), column(gap=16))
        self._sides = row(*self._columns, gap=16, margins=(_SIDE_PX, 2, _SIDE_PX, 20))
        self._wide: bool | None = None
        super().__init__(self._sides)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._align(high > 0))
        self._arrange(wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: one column or two."""
        self._arrange(self.viewport().width() >= px(WIDE_PX))
        super().resizeEvent(event)

    def _align(self, scrolls: bool) -> None:
        """The cards end where the heading above ends, whether there is a scroll bar or not."""
        self._sides.setContentsMargins(px(_SIDE_PX), px(2), px(_SIDE_PX - (_BAR_PX if scrolls else 0)), px(20))

    def _arrange(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        for layout in self._columns:
            while layout.takeAt(0) is not None:
                pass
        shown = (self._left, self._right) if wide else (self._together, ())
        for layout, cards in zip(self._columns, shown, strict=True):
            for card in cards:
                layout.addWidget(card)
            layout.addStretch(1)
        for number, share in enumerate(self._shares):
            self._sides.setStretch(number, share if wide or number == 0 else 0)
        self._sides.setSpacing(px(16) if wide else 0)
