"""A named group of chips that are switched on and off, by finger, Tab and arrow keys."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.layouts import FlowBox, column
from fieldapp.widgets.text import Text


class ChipGroup(QWidget):
    """`tapped(key)` when somebody switches a chip; which are on is said from outside. Hidden while it has none."""

    tapped = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setAccessibleName(name)
        self._chips: dict[str, ChoiceChip] = {}
        self._box = FlowBox()
        self.setLayout(column(Text(name, "small_strong", "text2"), self._box, gap=4))
        self.hide()

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these, by key and words; those that stay keep their place and the keyboard."""
        if [(key, chip.text()) for key, chip in self._chips.items()] == list(chips):
            return
        focused = next((key for key, chip in self._chips.items() if chip.hasFocus()), "")
        self._chips = {}
        for key, words in chips:
            chip = ChoiceChip(words)
            chip.clicked.connect(partial(self.tapped.emit, key))
            chip.installEventFilter(self)
            self._chips[key] = chip
        self._box.fill(list(self._chips.values()))
        if focused in self._chips:
            self._chips[focused].setFocus()
        self.setVisible(bool(chips))

    def set_on(self, keys: Collection[str]) -> None:
        """Which are on."""
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)

    def set_counts(self, counts: Mapping[str, tuple[str, str]]) -> None:
        """How many each has, and how that is said; one with none can only be switched off."""
        for key, chip in self._chips.items():
            if key in counts:
                chip.set_count(*counts[key])
                chip.setEnabled(chip.isChecked() or counts[key][0] != "0")

    def set_possible(self, keys: Collection[str]) -> None:
        """Which can be switched at all."""
        for key, chip in self._chips.items():
            chip.setEnabled(key in keys)

    def focus_first(self, reason: Qt.FocusReason) -> None:
        """Gives the keyboard to the first chip that can be switched."""
        for chip in self._chips.values():
            if chip.isEnabled():
                chip.setFocus(reason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: Left and Right move along the chips."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            chips = [chip for chip in self._chips.values() if chip.isEnabled()]
            if step and watched in chips:
                at = chips.index(watched) + step
                chips[max(0, min(len(chips) - 1, at))].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False
