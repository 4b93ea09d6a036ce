"""Answers as chips, of which one may be on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.layouts import FlowBox
from fieldapp.wording import value_text
from sync.orders import Value


class ChoiceLine(FlowBox):
    """`chosen(value)` when a person has switched a chip on, or the one that was on off (None)."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[Value, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._chips: dict[Value, ChoiceChip] = {}
        for value, text in choices:
            self._add(value, text)

    def add(self, widget: QWidget) -> None:
        """Put something else behind the chips."""
        self.flow.addWidget(widget)

    def show_value(self, value: Value, text: str = "") -> None:
        """Shows the answer; one that is not among the choices gets a chip of its own, as the office may write it."""
        if value is not None and value != "" and value not in self._chips:
            self._add(value, text or value_text(value))
        for choice, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(choice == value)
            chip.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's hook: the chip that is on has the focus, else the first."""
        chips = list(self._chips.values())
        next((chip for chip in chips if chip.isChecked()), chips[0]).setFocus(event.reason())

    def _add(self, value: Value, text: str) -> None:
        chip = ChoiceChip(text)
        chip.toggled.connect(partial(self._toggle, value))
        self._chips[value] = chip
        self.flow.addWidget(chip)

    def _toggle(self, value: Value, on: bool) -> None:
        answer = value if on else None
        self.show_value(answer)
        self.chosen.emit(answer)
