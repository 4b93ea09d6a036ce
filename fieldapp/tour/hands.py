"""The hands in a window: real clicks and key presses on its widgets, asked for by JSON lines on the standard input."""

import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMenu, QWidget

from fieldapp.tour.orders import Answer, Request, Sight
from fieldapp.tour.sight import TAKES_TEXT, NotYet, brought_into_sight, row_in_sight, sight_of, widget_named

TRY_EVERY_MS = 15
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Hands(QObject):
    """Does what the standard input asks for, one JSON line a request, and answers on the standard output.

    A request is tried until it can be done or its deadline is over; several may wait at once. When the standard
    input ends, the window is closed: nobody is there any more.
    """

    _heard = Signal(bytes)
    _ended = Signal()
    _act = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._heard.connect(self._take)
        self._ended.connect(window.close)
        # Queued, so that an act that opens a dialog, and so does not return, is not in the way of its answer.
        self._act.connect(lambda act: act(), Qt.ConnectionType.QueuedConnection)
        self._acts: dict[str, Callable[[Request], Sight | Callable[[], None] | None]] = {
            "click": self._click,
            "row": self._click_row,
            "type": self._type,
            "keys": self._press,
            "pick": self._pick,
            "files": self._name_files,
            "paste": self._paste,
            "menu": self._choose_in_menu,
            "see": self._see,
            "look": lambda _request: sight_of(self._window),
            "picture": self._take_picture,
            "close": lambda _request: self._close_window,
        }
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        window.activateWindow()

    def listen(self) -> None:
        """Begins to read the standard input."""
        threading.Thread(target=self._read, name="hands", daemon=True).start()

    def _read(self) -> None:
        # Unbuffered: a thread that waits in a buffered read would hold its lock when Python ends.
        with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as requests:
            for line in iter(requests.readline, b""):
                self._heard.emit(line)
        self._ended.emit()

    def _take(self, line: bytes) -> None:
        request = msgspec.json.decode(line, type=Request)
        self._try(request, time.monotonic() + request.deadline_s)

    def _try(self, request: Request, until_s: float) -> None:
        try:
            self._need_front()
            came = self._acts[request.act](request)
        except NotYet as reason:
            if time.monotonic() < until_s:
                QTimer.singleShot(TRY_EVERY_MS, self, partial(self._try, request, until_s))
            else:
                self._answer(Answer(request.number, why=str(reason), sight=sight_of(self._window)))
            return
        if isinstance(came, Sight):
            self._answer(Answer(request.number, sight=came))
            return
        if came is not None:
            self._act.emit(came)
        self._answer(Answer(request.number))

    def _need_front(self) -> None:
        """A desktop gives the keyboard back to the window when a dialog closes; without one somebody has to."""
        if QApplication.activeWindow() is None and QApplication.activePopupWidget() is None:
            self._window.activateWindow()
            raise NotYet("the window is not in front")

    def _answer(self, answer: Answer) -> None:
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()

    def _close_window(self) -> None:
        self._window.close()

    # what hands can do; each raises NotYet until it can

    def _click(self, request: Request) -> Callable[[], None]:
        widget = widget_named(self._window, request.name)
        middle = brought_into_sight(widget)
        return partial(QTest.mouseClick, widget, LEFT, PLAIN, middle)

    def _click_row(self, request: Request) -> Callable[[], None]:
        view, middle = row_in_sight(self._window, request.name, request.row)
        return partial(QTest.mouseClick, view.viewport(), LEFT, PLAIN, middle)

    def _type(self, request: Request) -> Callable[[], None]:
        if not request.name:
            return partial(QTest.keyClicks, self._focused(), request.text)
        widget = widget_named(self._window, request.name, TAKES_TEXT)
        middle = brought_into_sight(widget)

        def act() -> None:
            QTest.mouseClick(widget, LEFT, PLAIN, middle)
            QTest.keySequence(widget, QKeySequence(QKeySequence.StandardKey.SelectAll))
            QTest.keyClicks(widget, request.text)

        return act

    def _press(self, request: Request) -> Callable[[], None]:
        """Presses keys; with a name, once what it stands for can be used."""
        if request.name:
            widget_named(self._window, request.name)
        return partial(QTest.keySequence, self._focused(), QKeySequence(request.text))

    def _pick(self, request: Request) -> Callable[[], None]:
        """Opens a choice with a click and goes down to the wanted one with the arrow keys."""
        combo = widget_named(self._window, request.name)
        if not isinstance(combo, QComboBox) or combo.findText(request.text) < 0:
            raise NotYet(f"{request.name!r} offers no {request.text!r}")
        brought_into_sight(combo)
        steps = combo.findText(request.text) - combo.currentIndex()

        def act() -> None:
            combo.setFocus(Qt.FocusReason.MouseFocusReason)
            QTest.keyClick(combo, Qt.Key.Key_Space)
            for _ in range(abs(steps)):
                QTest.keyClick(combo.view(), Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
            QTest.keyClick(combo.view(), Qt.Key.Key_Return)

        return act

    def _name_files(self, request: Request) -> Callable[[], None]:
        """Types paths into the file dialog that is open, and presses Enter."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog) or not dialog.isVisible():
            raise NotYet("no file dialog is open")

        def act() -> None:
            edit = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(edit, QLineEdit)
            QTest.keyClicks(edit, " ".join(f'"{path}"' for path in request.files))
            QTest.keyClick(edit, Qt.Key.Key_Return)

        return act

    def _paste(self, request: Request) -> Callable[[], None]:
        """Copies files, as a file manager does, and presses Ctrl+V."""
        focused = self._focused()
        copied = QMimeData()
        copied.setUrls([QUrl.fromLocalFile(path) for path in request.files])

        def act() -> None:
            QApplication.clipboard().setMimeData(copied)
            QTest.keySequence(focused, QKeySequence(QKeySequence.StandardKey.Paste))
            QApplication.clipboard().clear()  # what is on the clipboard when Python ends is freed twice

        return act

    def _choose_in_menu(self, request: Request) -> Callable[[], None]:
        for widget in QApplication.topLevelWidgets():
            if not isinstance(widget, QMenu) or not widget.isVisible():
                continue
            action = next((each for each in widget.actions() if each.text().startswith(request.text)), None)
            if action is not None:
                place: QPoint = widget.actionGeometry(action).center()
                return partial(QTest.mouseClick, widget, LEFT, PLAIN, place)
        raise NotYet(f"no menu offers {request.text!r}")

    # what eyes can do

    def _see(self, request: Request) -> Sight:
        now = sight_of(self._window)
        missing = [part for part in request.see if not now.holds(part, request.see.count(part))]
        if request.row and not now.row(*request.row):
            missing.append(" + ".join(request.row))
        there = [part for part in request.gone if now.holds(part)]
        if request.page and now.page != request.page:
            missing.append(f"page {request.page}")
        if missing or there:
            raise NotYet(f"not in sight: {missing}, still in sight: {there}")
        return now

    def _take_picture(self, request: Request) -> None:
        if not self._window.grab().save(request.text):
            raise NotYet(f"cannot write {request.text}")

    def _focused(self) -> QWidget:
        if QApplication.activePopupWidget() is not None:
            raise NotYet("a menu is open")
        return QApplication.focusWidget() or self._window
