"""A number with a button to lower and one to raise it."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.buttons import IconButton
from fieldapp.widgets.layouts import row
from fieldapp.widgets.text import Text

_TYPING_MS = 1500


class Stepper(QWidget):
    """− 4 + bags. Up and Down step, also by holding a button; digits write a number.

    With `vacant` the minimum stands for no number.
    """

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        value: int = 0,
        unit: str = "",
        minimum: int = 0,
        maximum: int = 999,
        vacant: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._vacant = vacant
        self._typed = ""
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._forget_typed)
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

    def event(self, event: QEvent) -> bool:
        """Qt's hook: digits are this field's, also where they are a page's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Up and Down, write a number with digits."""
        if digit := _digit(event):
            self._write(digit)
            return
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        self._forget_typed()
        self.set_value(self._value + by)

    def _write(self, digit: str) -> None:
        typed = self._typed + digit
        self._typed = typed if int(typed) <= self._maximum else digit
        self._typing.start()
        self.set_value(int(self._typed))

    def _forget_typed(self) -> None:
        self._typed = ""

    def _show(self) -> None:
        none = self._vacant and self._value == self._minimum
        self._number.setText("–" if none else str(self._value))
        self._less.setEnabled(self._value > self._minimum)
        self._more.setEnabled(self._value < self._maximum)
        said = self.tr("not answered") if none else f"{self._value} {self._unit.text()}".rstrip()
        self.setAccessibleName(f"{self._name}: {said}")


def _digit(event: QKeyEvent) -> str:
    bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.text() if bare and event.text() in set("0123456789") else ""


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
