"""Cards in two columns that become one where the window is narrow or the type is large."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.theme import px
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.layouts import column, row

WIDE_PX = 720
_GAP_PX, _SIDE_PX, _TOP_PX, _BOTTOM_PX = 16, 24, 2, 20
_BAR_PX = 12


class TwoColumns(Scrolled):
    """Scrolls the cards of `left` and `right`; one column takes them in the order of `together`.

    `last` stands at the end of the shorter column, or of the only one; `balance` looks again which that is.
    """

    def __init__(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget],
        last: QWidget,
        together: Sequence[QWidget],
        shares: tuple[int, int],
    ) -> None:
        self._left, self._right, self._last, self._together = left, right, last, together
        self._shares = shares
        self._columns: tuple[QVBoxLayout, QVBoxLayout] = (column(1, gap=_GAP_PX), column(1, gap=_GAP_PX))
        self._sides = row(*self._columns, gap=_GAP_PX, margins=(_SIDE_PX, _TOP_PX, _SIDE_PX, _BOTTOM_PX))
        self._shown: tuple[tuple[QWidget, ...], tuple[QWidget, ...]] = ((), ())
        self._wide = True
        super().__init__(self._sides)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._align(high > 0))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: one column or two."""
        self._wide = self.viewport().width() >= px(WIDE_PX)
        self._arrange()
        super().resizeEvent(event)

    def balance(self) -> None:
        """To be called after what the cards show has changed."""
        self._arrange()

    def _align(self, scrolls: bool) -> None:
        """The cards end where the heading above ends, whether there is a scroll bar or not."""
        end = _SIDE_PX - (_BAR_PX if scrolls else 0)
        self._sides.setContentsMargins(px(_SIDE_PX), px(_TOP_PX), px(end), px(_BOTTOM_PX))

    def _arrange(self) -> None:
        wanted = self._placed()
        if wanted == self._shown:
            return
        # By removeWidget: what takeAt hands to Python lives on, and then Qt would never measure the card anew.
        for layout, cards in zip(self._columns, self._shown, strict=True):
            for card in cards:
                layout.removeWidget(card)
        self._shown = wanted
        for layout, cards in zip(self._columns, wanted, strict=True):
            for place, card in enumerate(cards):
                layout.insertWidget(place, card)
        for number, share in enumerate(self._shares):
            self._sides.setStretch(number, share if self._wide or number == 0 else 0)
        self._sides.setSpacing(px(_GAP_PX) if self._wide else 0)

    def _placed(self) -> tuple[tuple[QWidget, ...], tuple[QWidget, ...]]:
        if not self._wide:
            return (*self._together, self._last), ()
        room = self.viewport().width() - px(2 * _SIDE_PX + _GAP_PX)
        heights = []
        for cards, share in zip((self._left, self._right), self._shares, strict=True):
            heights.append(_height(cards, room * share // sum(self._shares)))
        if heights[0] <= heights[1]:
            return (*self._left, self._last), tuple(self._right)
        return tuple(self._left), (*self._right, self._last)


def _height(cards: Sequence[QWidget], wide: int) -> int:
    shown = [card for card in cards if not card.isHidden()]
    heights = (card.heightForWidth(wide) if card.hasHeightForWidth() else card.sizeHint().height() for card in shown)
    return sum(heights) + px(_GAP_PX) * len(shown)
