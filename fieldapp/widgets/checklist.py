"""A checklist with large boxes."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.rows import CheckItem
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import column


class Check(QCheckBox):
    """A check box 44 px high; a required one carries a star."""

    def __init__(self, item: CheckItem, parent: QWidget | None = None) -> None:
        super().__init__(item.text, parent)
        self._required = item.required
        self.setChecked(item.checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if item.required:
            self.setAccessibleName(self.tr("{text}, required").format(text=item.text))
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line of text with its box."""
        return QSize(px(38) + paint.width(self.text(), "body") + px(20), px(44))

    def minimumSizeHint(self) -> QSize:
        """May be cut down to a few letters."""
        return QSize(px(120), px(44))

    def hitButton(self, pos: object) -> bool:
        """The whole line takes the finger."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, check, text and ring."""
        painter = QPainter(self)
        side = px(24)
        square = QRect(px(3), (self.height() - side) // 2, side, side)
        on = self.isChecked()
        edge = theme.color("ok" if on else "text3").name()
        paint.box(painter, square, theme.current().surface, edge, 2.5, 5)
        if on:
            paint.check(painter, square, "ok")
        label = QRect(px(39), 0, self.width() - px(39), self.height())
        text = f"{self.text()} *" if self._required else self.text()
        shade = "text" if self.isEnabled() else "text3"
        if paint.width(text, "body") <= label.width():
            paint.words(painter, label, text, "body", shade)
        else:
            paint.paragraph(painter, label, text, "small", shade, paint.LEFT)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(-px(1), px(2), 0, -px(2)), 8)


class Checklist(QWidget):
    """A column of checks, in the order given."""

    toggled = Signal(str, bool)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._checks: dict[str, Check] = {}
        self._column: QVBoxLayout = column(gap=0)
        self.setLayout(self._column)

    def set_items(self, items: Sequence[CheckItem]) -> None:
        """Show these lines; emits nothing."""
        for old in self._checks.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._checks = {}
        for item in items:
            check = Check(item, self)
            check.toggled.connect(lambda on, key=item.key: self.toggled.emit(key, on))
            self._column.addWidget(check)
            self._checks[item.key] = check

    def checked(self) -> frozenset[str]:
        """Return the keys of the lines that are checked."""
        return frozenset(key for key, check in self._checks.items() if check.isChecked())
