"""A number with a button to lower and one to raise it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import IconButton
from fieldapp.widgets.layouts import row
from fieldapp.widgets.text import Text


class Stepper(QWidget):
    """− 4 + bags. Up and Down step, also by holding a button."""

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        value: int = 0,
        unit: str = "",
        minimum: int = 0,
        maximum: int = 999,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._value, self._minimum, self._maximum = name, value, minimum, maximum
        self._less = _StepButton("minus", self.tr("Less: {name}").format(name=name))
        self._more = _StepButton("plus", self.tr("More: {name}").format(name=name))
        self._number = _Number(len(str(maximum)))
        self._unit = Text(unit, tone="text2")
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        self.setLayout(row(self._less, self._number, self._more, self._unit, 1, gap=10))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show()

    def value(self) -> int:
        """Return the number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show another number, kept within the bounds; emits `changed` if it is another one."""
        kept = max(self._minimum, min(self._maximum, value))
        if kept != self._value:
            self._value = kept
            self._show()
            self.changed.emit(kept)

    def set_unit(self, unit: str) -> None:
        """Show another unit."""
        self._unit.setText(unit)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Up and Down."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        self.set_value(self._value + by)

    def _show(self) -> None:
        self._number.setText(str(self._value))
        self._less.setEnabled(self._value > self._minimum)
        self._more.setEnabled(self._value < self._maximum)
        self.setAccessibleName(f"{self._name}: {self._value} {self._unit.text()}".rstrip())


class _StepButton(IconButton):
    def __init__(self, icon: str, name: str) -> None:
        super().__init__(icon, name, size="medium")
        self.setAutoRepeat(True)

    def sizeHint(self) -> QSize:
        return QSize(px(64), px(54))


class _Number(Text):
    def __init__(self, digits: int) -> None:
        super().__init__(role="number")
        self._digits = digits
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def sizeHint(self) -> QSize:
        return QSize(paint.width("0" * max(2, self._digits), "number") + px(4), px(54))
