"""Work that somebody else left unsent on this laptop: how much it is, and a supervisor's way to send it for them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.painted import show_when
from fieldapp.widgets.text import Text
from sync.states import Place
from sync.store import OutboxItem


def left_by_others(items: Iterable[OutboxItem]) -> tuple[OutboxItem, ...]:
    """Other people's work that waits for them: the change itself or one of its photos is only here."""
    waits = (Place.ON_LAPTOP, Place.SENDING)
    return tuple(item for item in items if item.place in waits and not (item.mine or item.handed_over))


class OthersWork(Card):
    """Says what waits; hidden where nothing does. `may_release` adds the question, `released(authors)` is a yes."""

    released = Signal(tuple)

    def __init__(self, *, may_release: bool) -> None:
        super().__init__(padding=18)
        self._may_release = may_release
        self._items: tuple[OutboxItem, ...] = ()
        self._title, self._said = Text(role="h2", wrap=True), Text(tone="text2", wrap=True)
        self._ask = Button(self.tr("Send it without them…"), "upload")
        self._leave = Button(self.tr("Leave it here"), "x")
        self._send = Button(self.tr("Send it in their name"), "upload", "primary")
        self._send.setObjectName("release_button")
        self._ask.clicked.connect(lambda: self._show(asking=True))
        self._leave.clicked.connect(lambda: self._show(asking=False))
        self._send.clicked.connect(self._release)
        head = row(IconMark("users", "warn", 28), column(self._title, self._said, gap=4), gap=14)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addLayout(row(1, self._ask, self._leave, self._send, gap=12))
        self._show(asking=False)

    def show_items(self, items: Iterable[OutboxItem]) -> None:
        """Shows what others left; a question that is open stays open."""
        self._items = left_by_others(items)
        self._show(asking=not self._send.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Esc takes the question back."""
        if event.key() == Qt.Key.Key_Escape and not self._send.isHidden():
            self._show(asking=False)
        else:
            super().keyPressEvent(event)

    def _show(self, *, asking: bool) -> None:
        count = len(self._items)
        asking = asking and count > 0
        if asking:
            title = self.tr("Send %n change(s) without their author?", "", count)
            said = self.tr(
                "Do this only if they do not come back to this laptop. It stays their work, under their name; "
                "the city holds it until a supervisor releases it."
            )
        else:
            title = self.tr("%n change(s) by somebody else wait here", "", count)
            said = self.tr("All of it is safe, and goes by itself when its author signs in here.")
        opened = asking and self._send.isHidden()
        closed = not asking and self._leave.hasFocus()
        self._title.setText(title)
        self._said.setText(said)
        self.setAccessibleName(title)
        self._ask.setVisible(self._may_release and not asking)
        self._leave.setVisible(asking)
        self._send.setVisible(asking)
        if opened:
            self._leave.setFocus()
        elif closed:
            self._ask.setFocus()
        show_when(self, count > 0)

    def _release(self) -> None:
        self.released.emit(tuple(sorted({item.command.author for item in self._items})))
