"""The search field: an icon, a clear button, and the keys that lead to the list below."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from fieldapp import icons, theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.keys import bind


class SearchBox(QLineEdit):
    """A line edit whose textChanged comes with every key; Escape clears it, Down emits `left_down`."""

    left_down = Signal()

    def __init__(
        self, placeholder: str = "", shortcut: str = "Ctrl+F", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder or self.tr("Search"))
        self._clear = QToolButton(self)
        self._clear.setAccessibleName(self.tr("Clear the search"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setAutoRaise(True)
        self._clear.setVisible(False)
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        if shortcut:
            bind(self, shortcut, self._take_focus, self.accessibleName())
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Leave room for the icons and draw them in the theme's colours."""
        self.setTextMargins(px(28), 0, px(30), 0)
        self._clear.setIcon(icons.icon("x", "text2", px(18)))
        self._clear.setIconSize(QSize(px(18), px(18)))
        self._clear.setStyleSheet("QToolButton { border: 0; background: transparent; }")
        self._place_clear()

    def sizeHint(self) -> QSize:
        """As wide as its placeholder, at least 240 px."""
        wide = paint.width(self.placeholderText(), "body") + px(96)
        return QSize(max(px(240), wide), max(px(48), super().sizeHint().height()))

    def resizeEvent(self, event: object) -> None:
        """Keep the clear button at the right."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, Down leaves to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the magnifier."""
        super().paintEvent(event)
        side = px(18)
        paint.picture(QPainter(self), "search", "text2", px(14), (self.height() - side) / 2, side)

    def _place_clear(self) -> None:
        side = min(px(44), self.height())
        self._clear.setGeometry(self.width() - side, (self.height() - side) // 2, side, side)

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
