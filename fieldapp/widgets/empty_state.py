"""What a page says when there is nothing on it: one sentence, a hint, and a way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.avatar import SquarePart
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.layouts import column
from fieldapp.widgets.text import Text

_SIDE_PX, _LINE_PX, _ICON_FROM_PX = 24, 620, 320


class EmptyState(QWidget):
    """Icon, sentence, hint and button, in the middle of the page."""

    acted = Signal()

    def __init__(
        self,
        icon: str = "",
        sentence: str = "",
        hint: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = _Disc()
        self._sentence = Text(role="h2", wrap=True)
        self._hint = Text(tone="text2", wrap=True)
        self._button = Button("", kind="primary")
        self._button.clicked.connect(self.acted)
        for part in (self._sentence, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = column(1, self._icon, self._sentence, self._hint, self._button, 1, gap=14, margins=_SIDE_PX)
        self._inner = inner
        inner.setAlignment(self._icon, Qt.AlignmentFlag.AlignHCenter)
        inner.setAlignment(self._button, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set(icon, sentence, hint, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icon out where there is little room, and keep the lines short where there is much."""
        self._icon.setVisible(self._icon.shows and self.height() >= px(_ICON_FROM_PX))
        side = max(px(_SIDE_PX), (self.width() - px(_LINE_PX)) // 2)
        self._inner.setContentsMargins(side, px(_SIDE_PX), side, px(_SIDE_PX))
        super().resizeEvent(event)

    def set(self, icon: str, sentence: str, hint: str = "", action: str = "") -> None:
        """Say something else."""
        self._icon.set(icon)
        self._icon.setVisible(self._icon.shows and (self.height() >= px(_ICON_FROM_PX) or not self.isVisible()))
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)


class _Disc(SquarePart):
    def __init__(self) -> None:
        super().__init__(88)
        self._icon = ""

    def set(self, icon: str) -> None:
        self._icon = icon
        self.update()

    @property
    def shows(self) -> bool:
        return bool(self._icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        fill = theme.mix(look.primary, look.surface, 0.1) if look.name != "sunlight" else look.sunk
        paint.box(painter, self.rect(), fill, radius=44)
        side = self.width() * 44 // 100
        inset = (self.width() - side) / 2
        paint.picture(painter, self._icon or "inbox", "primary", inset, inset, side)
