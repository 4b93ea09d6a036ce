"""The sign-in page: the hub's address, a name and a password; in a demo, the roles to choose from."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp import theme
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.avatar import AppMark
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.tab_order import move_focus
from fieldapp.widgets.text import Text


@dataclass(frozen=True)
class Offer:
    """An account that a demo offers with one click."""

    title: str
    subtitle: str
    icon: str
    user: str
    password: str


class SignInPage(QWidget):
    """Asks who works here. `asked(url, user, password)` when somebody wants in; `kept` says what waits here."""

    asked = Signal(str, str, str)

    def __init__(self, url: str, user: str = "", offers: tuple[Offer, ...] = (), kept: str = "") -> None:
        super().__init__()
        self.setObjectName("sign_in")
        self._notice = Banner()
        self._url, self._user, self._password = _line(url), _line(user), _line("")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._enter = Button(self.tr("Sign in"), "key-round", "primary", "large")
        self._enter.setObjectName("sign_in_button")
        self._enter.clicked.connect(self._ask)
        self._password.returnPressed.connect(self._ask)
        card = self._offered(offers) if offers else self._form()
        card.setFixedWidth(theme.px(520))
        head = row(
            AppMark(), column(Text("Fieldapp", "h1"), Text(self._line_below(), "body", "text2"), gap=2), 1, gap=14
        )
        middle = column(head, self._notice, card, gap=20)
        self.setLayout(column(Scrolled(column(1, row(1, middle, 1), 2, margins=24))))
        if not offers:
            lines = (self._url, self._user, self._password)
            self.setFocusProxy(next((line for line in lines if not line.text()), self._url))
        if kept:
            self._notice.show_notice(kept, "ok", "shield-check")

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Qt's hook: the Tab key follows the eye."""
        return move_focus(self, next_one)

    def show_problem(self, sentence: str) -> None:
        """Says what went wrong; what was typed stays."""
        self.set_busy(False)
        self._notice.show_notice(sentence, "bad", "circle-alert")

    def set_busy(self, busy: bool) -> None:
        """Whether a sign-in is under way."""
        if busy:
            self._notice.show_notice(self.tr("Signing in…"), "info", "refresh-cw")
        self.setEnabled(not busy)

    def _line_below(self) -> str:
        return self.tr("Your day’s work, with or without a network.")

    def _form(self) -> Card:
        card = Card(self.tr("Sign in"))
        for label, field in (
            (self.tr("City’s address"), self._url),
            (self.tr("Name"), self._user),
            (self.tr("Password"), self._password),
        ):
            field.setAccessibleName(label)
            card.body.addLayout(column(Text(label, "small_strong", "text2"), field, gap=4))
        card.add(self._enter)
        return card

    def _offered(self, offers: tuple[Offer, ...]) -> Card:
        card = Card(self.tr("Who is working today?"), self.tr("Demo city"))
        for offer in offers:
            button = Button(f"{offer.title} · {offer.subtitle}", offer.icon, "secondary", "crew")
            button.setObjectName(f"offer_{offer.user}")
            button.clicked.connect(lambda _=False, o=offer: self.asked.emit(self._url.text(), o.user, o.password))
            card.add(button)
        return card

    def _ask(self) -> None:
        url, user = self._url.text().strip(), self._user.text().strip()
        if not url or not user or not self._password.text():
            self.show_problem(self.tr("Fill in all three lines, please."))
            return
        self.asked.emit(url, user, self._password.text())


def _line(text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setMinimumHeight(theme.px(48))
    return field
