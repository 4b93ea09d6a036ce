"""The bar below a form that fills the window."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fieldapp.theme import px
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from fieldapp.widgets.top_bar import BottomBar

NARROW_PX: Final = 1000
"""A window below this, in px, has no room for more than the first sentence."""


class FormBar(BottomBar):
    """What the form still needs at the left; at the right quiet ways out, and the way on, wide where there is room."""

    def __init__(self, on: Button, on_px: int, *others: Button) -> None:
        super().__init__()
        self._on, self._on_px = on, on_px
        self._mark = IconMark("hard-drive", "ok", 28)
        self._state, self._detail = Text(role="strong", wrap=True), Text(role="small", tone="text2", wrap=True)
        words = QWidget()
        state = row(self._mark, column(1, self._state, self._detail, 1, gap=2), gap=14)
        state.setStretch(1, 1)
        words.setLayout(state)
        self.add_left(words)
        self.stretch_left()
        for button in (*others, on):
            self.add_right(button)

    def say(self, state: str, detail: str, icon: str = "hard-drive", tone: str = "ok") -> None:
        """A sentence, what to do about it, and its mark."""
        self._state.setText(state)
        self._detail.setText(detail)
        self._mark.set(icon, tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: see NARROW_PX."""
        narrow = self.width() < px(NARROW_PX)
        self._on.setMinimumWidth(0 if narrow else px(self._on_px))
        self._detail.setVisible(not narrow)
        super().resizeEvent(event)
