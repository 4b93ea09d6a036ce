"""The dark rail at the left: the places of a workspace, their badges, and whose laptop this is."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.rows import NavItem
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.avatar import AppMark
from fieldapp.widgets.layouts import column
from fieldapp.widgets.painted import Painted, PaintedButton


class NavRail(Painted):
    """A column of places; one is selected. Up and Down move between them, Enter or Space goes there."""

    chosen = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, items: Sequence[NavItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Navigation"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons: dict[str, _Place] = {}
        self._places: QVBoxLayout = column(gap=8)
        self._person = _Person(self)
        self._person.setObjectName("person_badge")
        self._person.clicked.connect(self._ask_menu)
        mark = AppMark()
        outer = column(mark, self._places, 1, self._person, gap=10, margins=(8, 12, 8, 8))
        outer.setAlignment(mark, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(outer)
        self.set_items(items)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show other places; none is selected until `select`."""
        for old in self._buttons.values():
            self._places.removeWidget(old)
            old.deleteLater()
        self._buttons = {}
        for item in items:
            button = _Place(item, self)
            button.clicked.connect(lambda checked=False, key=item.key: self._choose(key))
            self._places.addWidget(button)
            self._buttons[item.key] = button

    def select(self, key: str) -> None:
        """Mark a place as the one in sight; emits nothing."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def selected(self) -> str:
        """Return the key of the place in sight, "" for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def place(self, key: str) -> QWidget | None:
        """The button of a place."""
        return self._buttons.get(key)

    def set_badge(self, key: str, count: int, tone: str = "warn") -> None:
        """Show a count on a place (0 takes it away); "bad" makes it red."""
        self._buttons[key].set_badge(count, tone)

    def set_person(self, initials: str, caption: str, tone: str = "blue") -> None:
        """Show who is signed in."""
        self._person.set(initials, caption, tone)

    def sizeHint(self) -> QSize:
        """As wide as the pictures show, wider for longer words."""
        words = [paint.width(button.text(), "tiny") for button in self._buttons.values()]
        return QSize(max(px(92), max(words, default=0) + px(28)), px(480))

    def minimumSizeHint(self) -> QSize:
        """Keep the width; let the window be low."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus between places."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = next((index for index, button in enumerate(buttons) if button.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the rail."""
        QPainter(self).fillRect(self.rect(), theme.color("nav"))

    def _choose(self, key: str) -> None:
        self.select(key)
        self.chosen.emit(key)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self._person.mapToGlobal(QPoint(self._person.width(), 0)))


class _Place(PaintedButton):
    def __init__(self, item: NavItem, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._count, self._tone = item.icon, 0, "warn"
        self.setText(item.text)
        self.setCheckable(True)
        self.setAutoExclusive(False)

    def set_badge(self, count: int, tone: str) -> None:
        self._count, self._tone = count, tone
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(76), px(68))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(56))

    def nextCheckState(self) -> None:
        """The rail decides which place is selected."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        on = self.isChecked()
        ink = look.nav_selected_text if on else look.nav_text
        if on:
            paint.box(painter, self.rect(), fill=look.nav_selected, radius=12)
        elif self.underMouse():
            paint.box(painter, self.rect(), fill=theme.mix(look.nav_text, look.nav, 0.14), radius=12)
            ink = theme.mix("#ffffff", look.nav_text, 0.4)
        side = px(26)
        x, y = (self.width() - side) / 2, px(11)
        paint.picture(painter, self._icon, ink, x, y, side)
        below = QRect(px(2), y + side + px(4), self.width() - px(4), px(18))
        paint.words(painter, below, self.text(), "tiny", ink, paint.CENTRE)
        if self._count:
            self._paint_badge(painter, round(x + side - px(6)), y - px(7))
        if self.ringed:
            _ring(painter, self.rect())

    def _paint_badge(self, painter: QPainter, x: int, y: int) -> None:
        text = str(self._count) if self._count < 100 else "99+"
        wide = max(px(19), paint.width(text, "tiny") + px(10))
        rect = QRect(x, y, wide, px(19))
        look = theme.current()
        field = look.nav_selected if self.isChecked() else look.nav
        paint.box(painter, rect.adjusted(-px(2), -px(2), px(2), px(2)), fill=field, radius=99)
        bad = self._tone == "bad"
        paint.box(painter, rect, fill=look.bad if bad else theme.BADGE, radius=99)
        paint.words(painter, rect, text, "tiny", look.on_fill if bad else theme.BADGE_TEXT, paint.CENTRE)


class _Person(PaintedButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._initials, self._tone = "", "blue"
        self.setProperty("elides", True)  # a crew's name may be long; the tool tip has all of it

    def set(self, initials: str, caption: str, tone: str) -> None:
        self._initials, self._tone = initials, tone
        self.setText(caption)
        self.setAccessibleName(self.tr("{caption}: account and settings").format(caption=caption))
        self.setToolTip(caption)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(76), px(76))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        side = px(44)
        disc = QRect((self.width() - side) // 2, px(6), side, side)
        paint.disc(painter, disc, self._initials, theme.avatar(self._tone))
        ink = "#ffffff" if self.underMouse() else look.nav_text
        role = "small" if paint.width(self.text(), "small") <= self.width() else "label"
        below = QRect(0, disc.bottom() + px(6), self.width(), px(18))
        paint.words(painter, below, self.text(), role, ink, paint.CENTRE)
        if self.ringed:
            _ring(painter, self.rect())


def _ring(painter: QPainter, rect: QRect) -> None:
    paint.box(painter, rect, edge="#ffffff", width=3, radius=12)
    paint.box(painter, rect.adjusted(px(3), px(3), -px(3), -px(3)), edge="#000000", width=1.5, radius=9)
