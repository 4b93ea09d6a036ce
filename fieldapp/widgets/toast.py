"""A dark note at the bottom of a window: what just happened, and how to undo it; it never takes the focus."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp import diagnostics, theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted, PaintedButton

_ABOVE_PX, _ABOVE_BAR_PX = 24, 112


class Toast(Painted):
    """One per window; a new message takes the place of the old. `acted` is the button at its right."""

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._icon = "", ""
        self._over_bar = False
        self._action = _Action(self)
        self._action.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
        self.hide()

    def show_message(
        self, text: str, action: str = "", icon: str = "circle-check", wait_s: float = 6.0
    ) -> None:
        """Show a sentence for `wait_s` seconds (0: until dismissed), with a button when `action` is given."""
        diagnostics.note_text(text)
        self._text, self._icon = text, icon
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.stop()
        if wait_s > 0:
            self._timer.start(round(wait_s * 1000))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def stay_above_bar(self, there: bool) -> None:
        """Keep off the buttons of a bottom bar, where the next act is; `there` is whether the page has one."""
        self._over_bar = there
        self._place()

    def dismiss(self) -> None:
        """Hide the note."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def follow_look(self) -> None:
        """Measure again."""
        super().follow_look()
        if not self.isHidden():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom centre of the parent."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def sizeHint(self) -> QSize:
        """As wide as the sentence and its button."""
        button = self._action.sizeHint().width() + px(12) if self._action.text() else px(4)
        return QSize(px(52) + paint.width(self._text, "body") + 2 + button + px(10), px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plate, the icon and the sentence."""
        look = theme.current()
        painter = QPainter(self)
        edge = "#ffffff" if look.name == "sunlight" else ""
        paint.box(painter, self.rect(), look.toast, edge, 2, 10)
        ok = theme.mix("#0f7040" if look.name == "dark" else "#3dc37e", look.toast_text, 0.85)
        paint.picture(painter, self._icon, ok, px(18), (self.height() - px(22)) / 2, px(22))
        right = self._action.x() if self._action.text() else self.width() - px(16)
        line = QRect(px(50), 0, right - px(50), self.height())
        paint.words(painter, line, self._text, "body", look.toast_text)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        size = self.sizeHint()
        wide = min(max(size.width(), px(320)), parent.width() - px(32))
        x = (parent.width() - wide) // 2
        above = px(_ABOVE_BAR_PX if self._over_bar else _ABOVE_PX)
        self.setGeometry(x, parent.height() - size.height() - above, wide, size.height())
        button = self._action.sizeHint()
        left = wide - button.width() - px(8)
        self._action.setGeometry(
            left, (size.height() - button.height()) // 2, button.width(), button.height()
        )

    def _act(self) -> None:
        self.dismiss()  # first: what is done may say something, which is to stay
        self.acted.emit()


class _Action(PaintedButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(paint.width(self.text(), "strong") + 2 * px(14), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint.box(painter, self.rect(), theme.mix(look.toast_text, look.toast, 0.14), radius=8)
        paint.words(painter, self.rect(), self.text(), "strong", look.toast_accent, paint.CENTRE)
        if self.ringed:
            paint.box(painter, self.rect(), edge=look.toast_accent, width=2.5, radius=8)
