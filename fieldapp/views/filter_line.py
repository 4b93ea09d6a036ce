"""Below the tabs of the list: the way to the filters, of how many jobs they choose, and a chip for each that is on."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.models.finder import Found
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.layouts import FlowBox, column, row
from fieldapp.widgets.text import Tally, Text
from fieldapp.wording.finding import no_place_text, reading_text, sorted_text


class FilterLine(QWidget):
    """`asked` for the filters, `dropped(part)` when a chip is tapped, `cleared` for all of them."""

    asked = Signal()
    dropped = Signal(str)
    cleared = Signal()

    def __init__(self, locale: QLocale) -> None:
        super().__init__()
        self._locale = locale
        self._open = Button(self.tr("Filter and sort"), "list-filter", size="small")
        self._open.setCheckable(True)
        self._open.clicked.connect(self.asked)
        self._tally = Tally()
        self._order = Text(role="small", tone="text2", wrap=True)
        self._chips = FlowBox(gap=6)
        self._shown: object = None
        top = row(self._open, self._tally, gap=8)
        top.setStretchFactor(self._tally, 1)
        self.setLayout(column(top, self._order, self._chips, gap=4, margins=(16, 0, 16, 12)))

    def set_open(self, is_open: bool) -> None:
        """Whether the filters are in sight."""
        self._open.setChecked(is_open)
        self._open.update()

    def show_found(self, found: Found, words: Mapping[str, str], place: str) -> None:
        """Says what was found; `words` are those of each filter that is on, `place` is what distances count from."""
        wish = found.filter
        all_here = self._locale.toString(found.hidden + found.counts[wish.show])
        shown = self._locale.toString(found.counts[wish.show])
        self._tally.set_text(self.tr("{shown} of {all}").format(shown=shown, all=all_here) if wish.narrows else "")
        # Words that are typed stand in the search box; they get a chip beside others only.
        chips = dict(words) if wish.chips else {}
        order = no_place_text() if found.sort != wish.sort else sorted_text(found.sort, place)
        if found.partial:
            order = reading_text()
        if (chips, order) != self._shown:
            self._shown = (chips, order)
            self._order.setText(order)
            self._order.setVisible(bool(order))
            self._build(chips)

    def _build(self, chips: Mapping[str, str]) -> None:
        parts: list[QWidget] = []
        for key, words in chips.items():
            chip = ChoiceChip(words, checked=True, icon="x")
            chip.setAccessibleName(self.tr("Take away the filter {name}").format(name=words))
            chip.clicked.connect(partial(self.dropped.emit, key))
            parts.append(chip)
        if chips:
            clear = Button(self.tr("Clear all"), kind="quiet", size="small")
            clear.clicked.connect(self.cleared)
            parts.append(clear)
        self._chips.fill(parts)
        self._chips.setVisible(bool(parts))
