"""The menu behind the person's badge: theme, size, language, and signing out."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from fieldapp import theme
from fieldapp.language import SPOKEN
from fieldapp.settings import SCALES


class SettingsMenu(QMenu):
    """What a person may choose for this laptop; each choice is a signal, the menu changes nothing itself.

    `has_pin` None leaves out what is about the PIN; `on_wifi` None says that photos go over any network, since this
    system cannot tell one from another.
    """

    theme_chosen = Signal(str)
    scale_chosen = Signal(float)
    language_chosen = Signal(str)
    wifi_chosen = Signal(bool)
    pin_asked = Signal()
    lock_asked = Signal()
    sign_out_asked = Signal()

    def __init__(
        self, language: str, parent: QWidget, has_pin: bool | None = None, on_wifi: bool | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_menu")
        themes = (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("sunlight", self.tr("Sunlight")))
        now = theme.current().name
        self._offer(self.tr("Theme"), ((text, key == now, self.theme_chosen, key) for key, text in themes))
        sizes = ((f"{scale:.0%}", scale == theme.scale(), self.scale_chosen, scale) for scale in SCALES)
        self._offer(self.tr("Size"), sizes)
        spoken = ((name, tag == language, self.language_chosen, tag) for tag, name in SPOKEN.items())
        self._offer(self.tr("Language"), spoken)
        self.addSeparator()
        wifi = self.addAction(self.tr("Photos on Wi-Fi only"))
        wifi.setCheckable(True)
        wifi.setChecked(bool(on_wifi))
        wifi.setEnabled(on_wifi is not None)
        wifi.toggled.connect(self.wifi_chosen)
        if has_pin is not None:
            self.addSeparator()
            if has_pin:
                self.addAction(self.tr("Lock now") + "\tCtrl+L", self.lock_asked.emit)
            self.addAction(self.tr("Change the PIN") if has_pin else self.tr("Set a PIN"), self.pin_asked.emit)
        self.addSeparator()
        self.addAction(self.tr("Sign out (unsent work stays safe here)"), self.sign_out_asked.emit)

    def _offer(self, title: str, choices: Iterable[tuple[str, bool, SignalInstance, str | float]]) -> None:
        inner = self.addMenu(title)
        group = QActionGroup(inner)
        for label, checked, signal, value in choices:
            action = QAction(label, group)
            action.setCheckable(True)
            action.setChecked(checked)
            action.triggered.connect(partial(_tell, signal, value))
            inner.addAction(action)


def _tell(signal: SignalInstance, value: str | float, _checked: bool = False) -> None:
    signal.emit(value)
