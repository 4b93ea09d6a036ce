"""A laptop of a journey: the real app in its real window, with the hands and eyes of whoever sits in front of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import settings, theme
from fieldapp.app import App, Place
from fieldapp.camera import Lenses
from fieldapp.card_files import mounted
from fieldapp.language import Language
from fieldapp.models.card_watch import Drives
from fieldapp.photos_on_wifi import Network
from fieldapp.tour.orders import Sight
from fieldapp.tour.sight import TAKES_TEXT, NotYet, brought_into_sight, row_in_sight, sight_of, widget_named
from fieldapp.views.settings_menu import SettingsMenu
from fieldapp.views.window import Window
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.sync_pill import SyncPill
from sync.orders import WorkOrder
from sync.store import Store
from tests.fieldapp.one_city import PASSWORD

WAIT_MS = 15_000
KEY_FILE = "laptop.key"
COLOURS = {"amber": "warn", "green": "ok", "red": "bad", "blue": "primary"}
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Found = TypeVar("Found")


class Laptop:
    """Opens the app on the laptop's folder. Whatever a person does here is tried until it can be done."""

    def __init__(
        self,
        folder: Path,
        url: str,
        qtbot: QtBot,
        drives: Drives = mounted,
        *,
        guide: bool = False,
        network: Network | None = None,
        lenses: Lenses = tuple,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self._qtbot = qtbot
        self.window = Window()
        qtbot.addWidget(self.window)
        self._language = Language("en")
        look = settings.changed(settings.load(folder), hub_url=url)
        place = Place(folder, folder / KEY_FILE, drives=drives, lenses=lenses, guide=guide, network=network)
        self.app = App(self.window, self._language, look, place)
        self.app.start()
        self.window.resize(1440, 900)
        self.window.show()

    @property
    def store(self) -> Store:
        """What the laptop has on its disk."""
        assert self.app.store is not None
        return self.app.store

    def end(self) -> None:
        """Closes the window."""
        self.window.close()
        self._language.end()

    # eyes

    @property
    def pill(self) -> str:
        """The words of the sync pill."""
        return sight_of(self.window).pill

    @property
    def pill_colour(self) -> str:
        """The colour that the sync pill is painted in: "amber", "green", "red" or "blue"."""
        pill = next(each for each in self.window.findChildren(SyncPill) if each.isVisible())
        painted = pill.grab().toImage().pixelColor(8, pill.height() // 2)
        return next(name for name, tone in COLOURS.items() if QColor(theme.tone(tone).bg) == painted)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in sight."""
        return sight_of(self.window).texts

    def sees(self, *parts: str) -> bool:
        """Whether all of it is in sight."""
        sight = sight_of(self.window)
        return all(sight.holds(part) for part in parts)

    def row(self, *parts: str) -> str:
        """The words of the first row in sight that has all these."""
        return sight_of(self.window).row(*parts)

    @property
    def listed(self) -> list[str]:
        """The titles of the jobs in the crew's list, from the top."""
        lists = (each.model() for each in self.window.findChildren(JobList) if each.isVisible())
        return [str(model.index(row, 0).data()) for model in lists for row in range(model.rowCount())]

    def checked(self, name: str) -> bool:
        """Whether the answer or tile of that name is chosen."""
        button = self._found(lambda: widget_named(self.window, name))
        assert isinstance(button, QAbstractButton)
        return button.isChecked()

    def place(self, order: WorkOrder) -> str:
        """The words of a job's row in the list, where one of them says where the work is."""
        return self.row(order.title, order.address)

    def wait_for(self, *parts: str, gone: tuple[str, ...] = ()) -> None:
        """Waits until all of it is in sight, and nothing of `gone` any more."""

        def look() -> None:
            sight = sight_of(self.window)
            wrong = [f"{part!r} is not in sight" for part in parts if not sight.holds(part)]
            wrong += [f"{part!r} is still in sight" for part in gone if sight.holds(part)]
            assert not wrong, f"{wrong}; {_told(sight)}"

        self._qtbot.waitUntil(look, timeout=WAIT_MS)

    def wait_for_place(self, order: WorkOrder, words: str) -> None:
        """Waits until a job's row says where the work is."""

        def look() -> None:
            row = self.place(order)
            assert words in row, f"{words!r} is not in {row!r}; {_told(sight_of(self.window))}"

        self._qtbot.waitUntil(look, timeout=WAIT_MS)

    def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds, here or at the hub."""

        def look() -> None:
            assert holds(), _told(sight_of(self.window))

        self._qtbot.waitUntil(look, timeout=WAIT_MS)

    # hands

    def sign_in(self, user: str, password: str = PASSWORD) -> None:
        """Types name and password, and presses the button."""
        self.type("Name", user)
        self.type("Password", password)
        self.press("sign_in_button")

    def sign_out(self) -> None:
        """Chooses it in the menu behind the badge."""
        menu = self._opened_menu()
        menu.actions()[-1].trigger()
        menu.close()
        self.until(lambda: self.sees("City’s address") or self.sees("Before you sign out"))
        if self.sees("Before you sign out"):
            self.press("Sign out, keep it here")
        self.wait_for("City’s address")

    def set_in_menu(self, title: str, choice: str) -> None:
        """Chooses a theme, a size or a language in the menu behind the badge."""
        menu = self._opened_menu()
        inner = next(action.menu() for action in menu.actions() if action.text() == title)
        assert isinstance(inner, QMenu)
        next(action for action in inner.actions() if action.text() == choice).trigger()
        menu.close()

    def tick_in_menu(self, title: str) -> None:
        """Switches something on or off in the menu behind the badge."""
        menu = self._opened_menu()
        next(action for action in menu.actions() if action.text() == title).trigger()
        menu.close()

    def press(self, name: str) -> None:
        """Clicks what is called that."""

        def find() -> tuple[QWidget, QPoint]:
            widget = widget_named(self.window, name)
            return widget, brought_into_sight(widget)

        widget, middle = self._found(find)
        QTest.mouseClick(widget, LEFT, PLAIN, middle)

    def type(self, name: str, text: str) -> None:
        """Puts the cursor into a field and writes over what it holds."""
        self.come_to_front()
        field = self._found(lambda: widget_named(self.window, name, TAKES_TEXT))
        QTest.mouseClick(field, LEFT, PLAIN, self._found(lambda: brought_into_sight(field)))
        QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
        QTest.keyClicks(field, text)

    def keys(self, sequence: str) -> None:
        """Presses keys together, wherever the focus is."""
        self.come_to_front()
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(sequence))

    def choose(self, list_name: str, *parts: str) -> None:
        """Clicks the row of a list that has all these words."""
        view, middle = self._found(lambda: row_in_sight(self.window, list_name, parts))
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, middle)

    def drop(self, *files: Path) -> None:
        """Drags files from a file manager onto the large photo."""
        photo = self._found(lambda: _shown_photo(self.window))
        data, middle, copy = _copied(files), photo.rect().center(), Qt.DropAction.CopyAction
        QApplication.sendEvent(photo, QDragEnterEvent(middle, copy, data, LEFT, PLAIN))
        QApplication.sendEvent(photo, QDropEvent(QPointF(middle), copy, data, LEFT, PLAIN))

    def paste(self, *files: Path) -> None:
        """Copies files in a file manager, and presses Ctrl+V here."""
        QApplication.clipboard().setMimeData(_copied(files))
        self.keys("Ctrl+V")
        QApplication.clipboard().clear()  # what is on the clipboard when Python ends is freed twice

    def come_to_front(self) -> None:
        """Gives the keyboard to this window, as a click into it does."""
        self.window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window, timeout=WAIT_MS)

    # what a crew does

    def show_job(self, order: WorkOrder) -> None:
        """Chooses a job in the crew's list."""
        self.keys("Alt+1")
        self.choose("Jobs", order.title, order.address)
        self.wait_for(f"{order.address} · {order.number}")

    def begin_close_out(self, order: WorkOrder) -> None:
        """Opens the close-out of a job."""
        self.show_job(order)
        self.keys("F2")
        self.wait_for(f"Close out · {order.title}")

    def close_out(self, order: WorkOrder, *photos: Path, outcome: str = "Repaired") -> None:
        """Closes a job from the list."""
        self.begin_close_out(order)
        self.finish_close_out(order, *photos, outcome=outcome)

    def finish_close_out(self, order: WorkOrder, *photos: Path, outcome: str) -> None:
        """Closes the job in sight: photos are pasted, one tile is pressed, Ctrl+Enter."""
        if photos:
            self.paste(*photos)
        self.until(lambda: len(self.photos_of(order)) == len(photos))
        self.press(outcome)
        self.wait_for("Everything here is kept on this laptop.")
        self.keys("Ctrl+Return")
        self.wait_for("Closed. It is safe on this laptop.")

    def sync_now(self, page: str = "Alt+4", words: str = "Sync now") -> None:
        """Presses the button of the sync page."""
        self.keys(page)
        self.press(words)

    def photos_of(self, order: WorkOrder) -> tuple[str, ...]:
        """The SHA-256 of each photo that was taken here for a job."""
        view = self.store.order(order.id)
        return tuple(sorted(photo.sha256 for photo in view.photos)) if view else ()

    def _opened_menu(self) -> SettingsMenu:
        self.press("*: account and settings")
        return self._found(lambda: _shown_menu(self.window))

    def _found(self, find: Callable[[], Found]) -> Found:
        found: list[Found] = []

        def look() -> None:
            try:
                found.append(find())
            except NotYet as reason:
                raise AssertionError(f"{reason}; {_told(sight_of(self.window))}") from reason

        self._qtbot.waitUntil(look, timeout=WAIT_MS)
        return found[-1]


def _copied(files: tuple[Path, ...]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def _shown_photo(window: QWidget) -> PhotoView:
    photo = next((each for each in window.findChildren(PhotoView) if each.isVisible()), None)
    if photo is None:
        raise NotYet("no large photo is in sight")
    return photo


def _shown_menu(window: QWidget) -> SettingsMenu:
    menu = next((each for each in window.findChildren(SettingsMenu) if each.isVisible()), None)
    if menu is None:
        raise NotYet("the menu is not open")
    return menu


def _told(sight: Sight) -> str:
    return f"page {sight.page!r}, pill {sight.pill!r}, {list(sight.texts)}, {sight.rows}"
