"""The locked laptop: who is locked, how much is safe here, and the PIN that opens it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from fieldapp import theme
from fieldapp.views.door_page import DoorPage
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text


class LockPage(DoorPage):
    """Asks for the PIN. `tried(pin)`, or `forgot` where somebody would rather sign in online."""

    tried = Signal(str)
    forgot = Signal()

    def __init__(self, name: str, safe: str, wait_s: float = 0.0) -> None:
        super().__init__(self.tr("Locked"), name, "lock")
        self._safe = Text(safe, tone="text2", wrap=True)
        self._pin = pin_field(self.tr("PIN"))
        self._enter = Button(self.tr("Unlock"), "key-round", "primary", "large")
        self._forgot = Button(self.tr("Forgot it? Sign in online"), kind="quiet")
        self._left_s = 0
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        self._pin.returnPressed.connect(self._try)
        self._enter.clicked.connect(self._try)
        self._forgot.clicked.connect(self.forgot)
        self.card.body.addLayout(column(Text(self.tr("PIN"), "small_strong", "text2"), self._pin, gap=4))
        self.card.add(self._enter)
        self.card.body.addLayout(row(self._forgot, 1))
        self.card.add(self._safe)
        self.setFocusProxy(self._pin)
        self.hold(wait_s)

    def set_safe(self, safe: str) -> None:
        """Says how much is safe here; it may be less and less while the line goes on."""
        self._safe.setText(safe)

    def set_busy(self, busy: bool) -> None:
        """Whether a PIN is being tried."""
        for part in (self._pin, self._enter):
            part.setEnabled(not busy)

    def refuse(self, wait_s: float) -> None:
        """It was another PIN; the next try not before that time."""
        self._pin.clear()
        self.set_busy(False)
        self.show_problem(self.tr("That is not the PIN. All of your work is safe."))
        self.hold(wait_s)
        self._pin.setFocus()

    def hold(self, wait_s: float) -> None:
        """No try before that time."""
        self._left_s = round(wait_s)
        if self._left_s > 0:
            self._ticks.start()
            self._show_left()

    def _tick(self) -> None:
        self._left_s -= 1
        self._show_left()
        if self._left_s <= 0:
            self._ticks.stop()
            self.set_busy(False)
            self.notice.clear()
            self._pin.setFocus()

    def _show_left(self) -> None:
        if self._left_s > 0:
            self.set_busy(True)
            self.show_problem(self.tr("Not the PIN. Try again in %n second(s); your work is safe.", "", self._left_s))

    def _try(self) -> None:
        if self._pin.text() and self._left_s <= 0:
            self.tried.emit(self._pin.text())


class PinPage(DoorPage):
    """Sets a PIN, changes it, or takes it away. `chosen(pin)`, `removed`, `closed`."""

    chosen = Signal(str)
    removed = Signal()
    closed = Signal()

    def __init__(self, shortest: int, is_set: bool) -> None:
        below = self.tr("It opens this laptop without a line. Forget it, and you sign in online instead.")
        super().__init__(self.tr("Your PIN"), below, "pin")
        self._shortest = shortest
        self._first, self._second = pin_field(self.tr("New PIN")), pin_field(self.tr("Once more"))
        keep = Button(self.tr("Keep this PIN"), "check", "primary", "large")
        back = Button(self.tr("Back"), "arrow-left", size="large")
        keep.clicked.connect(self._keep)
        self._second.returnPressed.connect(self._keep)
        back.clicked.connect(self.closed)
        for label, field in ((self.tr("New PIN"), self._first), (self.tr("Once more"), self._second)):
            self.card.body.addLayout(column(Text(label, "small_strong", "text2"), field, gap=4))
        off = Button(self.tr("Turn it off"), "x", size="large")
        off.setVisible(is_set)
        off.clicked.connect(self.removed)
        self.card.body.addLayout(row(back, off, 1, keep, gap=12))
        self.setFocusProxy(self._first)

    def _keep(self) -> None:
        first, second = self._first.text(), self._second.text()
        if len(first) < self._shortest:
            self.show_problem(self.tr("A PIN has at least %n digit(s).", "", self._shortest))
        elif first != second:
            self.show_problem(self.tr("The two are not the same. Type it once more."))
        else:
            self.setEnabled(False)
            self.chosen.emit(first)


def pin_field(name: str) -> QLineEdit:
    """A field that shows dots."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setMinimumHeight(theme.px(56))
    field.setMaxLength(64)
    return field
