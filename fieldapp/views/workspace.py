"""The signed-in screen: navigation at the left, title and line state above, one page at a time, and passing words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from fieldapp.rows import NavItem
from fieldapp.views.page import Page
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.guide import Guide
from fieldapp.widgets.key_sheet import KeySheet
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.nav_rail import NavRail
from fieldapp.widgets.pages import Pages
from fieldapp.widgets.sync_pill import SyncPill
from fieldapp.widgets.tab_order import move_focus
from fieldapp.widgets.toast import Toast
from fieldapp.widgets.top_bar import BottomBar, TopBar
from sync.store import Change


@dataclass(frozen=True)
class Entry:
    """A page and how it is reached: `icon` empty keeps it out of the navigation (another page, or `keys`, asks)."""

    key: str
    label: str
    icon: str
    keys: str = ""


class Workspace(QWidget):
    """Shows pages by key, each made when it is first wanted. `menu_asked(where)` when the badge is pressed."""

    menu_asked = Signal(QPoint)
    shown = Signal(str)

    def __init__(self, entries: tuple[Entry, ...], make: Callable[[str], Page]) -> None:
        super().__init__()
        self._make = make
        self._entries = {entry.key: entry for entry in entries}
        self._made: dict[str, Page] = {}
        self._trail: list[str] = []
        self.rail = NavRail([NavItem(e.key, e.label, e.icon) for e in entries if e.icon])
        self.pill = SyncPill()
        self.notice = Banner()
        self._bar = TopBar()
        self._stack = Pages()
        self._stack.addWidget(QWidget())  # the first of a stack is shown at once, and no page is ready then
        self._tools: list[QWidget] = []
        self._stale: set[str] = set(self._entries)
        self._titles: dict[str, tuple[str, str]] = {}
        self._toast = Toast(self)
        self._toast_act: Callable[[], None] | None = None
        self._bar.add(self.pill)
        self.rail.chosen.connect(self.show_page)
        self.rail.menu_asked.connect(self.menu_asked)
        self._bar.back_asked.connect(self.go_back)
        self._toast.acted.connect(self._act)
        self.pill.clicked.connect(lambda: self.show_page("sync"))
        self.keys = KeySheet(self)
        self.keys.closed.connect(self._focus_page)
        self.guide = Guide(self)
        self.guide.ended.connect(self._focus_page)
        self._acts: dict[str, Callable[[], object]] = {"keys": self.keys.toggle}
        self._bind(entries)
        main = column(self._bar, self.notice, self._stack, gap=0)
        self.setLayout(row(self.rail, main, gap=0))

    def _bind(self, entries: tuple[Entry, ...]) -> None:
        bind(self, ("F1", "?"), self.keys.toggle, self.tr("Show or hide this sheet of keys"))
        for number, entry in enumerate((e for e in entries if e.icon), start=1):
            bind(self, f"Alt+{number}", partial(self.show_page, entry.key), entry.label)
        for entry in entries:
            if entry.keys:
                bind(self, entry.keys, partial(self.show_page, entry.key), entry.label)
        bind(self, QKeySequence.StandardKey.Back, self.go_back, self.tr("Back to the page before"))
        tell(self, self.tr("Tab"), self.tr("Move to what comes next on the screen"))
        tell(self, self.tr("Space"), self.tr("Choose or tick what is marked"))

    def offer(self, key: str, act: Callable[[], object]) -> None:
        """Lets pages ask for something that is no page."""
        self._acts[key] = act

    @property
    def current(self) -> str:
        """The key of the page in sight."""
        return self._trail[-1] if self._trail else ""

    def page(self, key: str) -> Page:
        """A page by its key. Raises KeyError for one that there is none of."""
        if key not in self._made:
            self._made[key] = self._added(key)
        return self._made[key]

    def show_page(self, key: str, item_id: str = "") -> None:
        """Shows a page, read afresh if anything changed while it was out of sight; or does what `offer` named so."""
        if key in self._acts:
            self._acts[key]()
            return
        if key not in self._entries:
            return
        if self.current != key:
            self._trail = [k for k in self._trail if k != key] + [key]
        entry, page = self._entries[key], self.page(key)
        if key in self._stale:
            self._stale.discard(key)
            page.refresh(None)
        if item_id:
            page.show_item(item_id)
        for tool in self._tools:
            tool.setVisible(tool in page.tools())
        self._stack.setCurrentWidget(page)
        self._bar.set_title(*self._titles.get(key, (entry.label, "")))
        self.rail.setVisible(not page.full_screen)
        self._bar.set_back(self.tr("Back to job") if page.full_screen else "")
        if entry.icon:
            self.rail.select(key)
        page.setFocus()
        if not self.keys.isHidden():
            self.keys.refresh()
        self.guide.place()
        self.shown.emit(key)

    def go_back(self) -> None:
        """Shows the page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.show_page(self._trail.pop())

    def refresh(self, change: Change) -> None:
        """Hands a change to the page in sight; the others read again when they are shown."""
        for key, page in self._made.items():
            if key != self.current:
                self._stale.add(key)
                page.missed(change)
        if self.current:
            self.page(self.current).refresh(change)

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Qt's hook: the Tab key follows the eye."""
        return move_focus(self, next_one)

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """A passing line at the bottom, with one button at most."""
        self._toast_act = act
        page = self._stack.currentWidget()
        bars = page.findChildren(BottomBar) if page is not None else []
        self._toast.stay_above_bar(any(bar.isVisible() for bar in bars))
        self._toast.show_message(text, action)

    def _focus_page(self) -> None:
        if self.current:
            self.page(self.current).setFocus()

    def _act(self) -> None:
        if self._toast_act is not None:
            self._toast_act()

    def _added(self, key: str) -> Page:
        page = self._make(key)
        page.setObjectName(f"page_{key}")
        page.hide()  # or Qt shows it soon, whatever is in sight
        self._stack.addWidget(page)
        for tool in page.tools():
            tool.hide()
            self._bar.add(tool, before=self.pill)
            self._tools.append(tool)
        page.asked.connect(self.show_page)
        page.back_asked.connect(self.go_back)
        page.titled.connect(partial(self._set_title, key))
        return page

    def _set_title(self, key: str, title: str, subtitle: str) -> None:
        self._titles[key] = (title, subtitle)
        if key == self.current:
            self._bar.set_title(title, subtitle)
