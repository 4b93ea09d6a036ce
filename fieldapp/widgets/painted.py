"""What painted widgets have in common: following the look, and a focus ring that only the keyboard shows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from fieldapp import theme

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


_WINDOW = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def ring_after(ringed: bool, event: QFocusEvent) -> bool:
    """Tell whether the ring shows after a focus event: keys show it, another window changes nothing."""
    return ringed if event.reason() in _WINDOW else event.gotFocus() and event.reason() in _KEYBOARD


class Painted(QWidget):
    """A widget that paints itself with tokens and is painted again when the look changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed = False
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Measure and paint again; widgets with lengths of their own set them here too."""
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self.ringed = ring_after(self.ringed, event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.ringed = ring_after(self.ringed, event)
        super().focusOutEvent(event)
        self.update()


class PaintedButton(QAbstractButton):
    """A button that paints itself with tokens; its accessible name is its text unless one is set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self.ringed = ring_after(self.ringed, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.ringed = ring_after(self.ringed, event)
        super().focusOutEvent(event)


def show_when(widget: QWidget, wanted: bool) -> None:
    """Show or hide a part; one that has no parent yet is never shown as a window of its own."""
    if wanted and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        return
    widget.setVisible(wanted)
    if widget.isVisible() and widget.isHidden():
        # To show it Qt laid its parents out, and one that became narrow hid it: Qt leaves it in sight then.
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Hidden, False)
        widget.setVisible(False)
