"""A question with its answers as chips, of which one may be on."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.layouts import FlowLayout, column
from fieldapp.widgets.text import Text
from fieldapp.wording import value_text
from sync.orders import Value


class ChoiceLine(QWidget):
    """`chosen(value)` when a person has switched a chip on, or the one that was on off (None)."""

    chosen = Signal(object)

    def __init__(self, label: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self._chips: dict[Value, ChoiceChip] = {}
        self._flow = FlowLayout()
        self.setLayout(column(Text(label, "small_strong", "text2"), self._flow, gap=2))
        for choice in choices:
            self._add(choice)

    def show_value(self, value: Value) -> None:
        """Shows the answer; one that is not among the choices gets a chip of its own, as the office may write it."""
        if value is not None and value != "" and value not in self._chips:
            self._add(value)
        for choice, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(choice == value)
            chip.update()

    def _add(self, value: Value) -> None:
        chip = ChoiceChip(value_text(value))
        chip.toggled.connect(partial(self._toggle, value))
        self._chips[value] = chip
        self._flow.addWidget(chip)

    def _toggle(self, value: Value, on: bool) -> None:
        answer = value if on else None
        self.show_value(answer)
        self.chosen.emit(answer)
