"""What is in sight in a window, and where: read off the real widgets as a screen reader would."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from fieldapp.tour.orders import Sight
from fieldapp.views.page import Page
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.sync_pill import SyncPill

Index = QModelIndex | QPersistentModelIndex
TAKES_TEXT = (QLineEdit, QPlainTextEdit, QTextEdit)
TAKES_CLICKS = (*TAKES_TEXT, QAbstractButton, QComboBox, QAbstractItemView)


class NotYet(Exception):
    """What was asked for cannot be done at this moment; it may become possible."""


def sight_of(window: QWidget) -> Sight:
    """Everything that a person has before them; only the dialog where one is open."""
    window = QApplication.activeModalWidget() or window
    page = next((each for each in window.findChildren(Page) if each.isVisible()), None)
    pill = next((each for each in window.findChildren(SyncPill) if each.isVisible()), None)
    rows = {
        view.accessibleName(): tuple(_rows(view)) for view in window.findChildren(QAbstractItemView) if view.isVisible()
    }
    return Sight(
        page=page.objectName().removeprefix("page_") if page else "",
        pill=pill.accessibleName() if pill else "",
        texts=tuple(_texts(window)),
        photos=tuple(_photos(window)),
        rows=rows,
    )


def widget_named(window: QWidget, name: str, kinds: tuple[type[QWidget], ...] = TAKES_CLICKS) -> QWidget:
    """The one widget of that name, of these kinds where there are any, that can be used now. Raises NotYet."""
    dialog = QApplication.activeModalWidget()
    within = dialog if isinstance(dialog, QDialog) else window
    found = [each for each in within.findChildren(QWidget) if each.isVisible() and _is_named(each, name)]
    usable = [each for each in found if isinstance(each, kinds)] or found
    if not usable:
        raise NotYet(f"nothing called {name!r} is in sight")
    if len(usable) > 1:
        raise NotYet(f"{len(usable)} things called {name!r} are in sight")
    if not usable[0].isEnabled():
        raise NotYet(f"{name!r} is disabled")
    return usable[0]


def brought_into_sight(widget: QWidget) -> QPoint:
    """Scrolls to the widget and returns its middle. Raises NotYet where something else lies over it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 8, 8)
        parent = parent.parentWidget()
    middle = widget.rect().center()
    _must_be_on_top(widget, middle)
    return middle


def row_in_sight(window: QWidget, name: str, parts: tuple[str, ...]) -> tuple[QAbstractItemView, QPoint]:
    """The list that has a row with all these words, and the middle of that row. Raises NotYet."""
    views = [view for view in window.findChildren(QAbstractItemView) if view.isVisible()]
    for view in views:
        if name and not _is_named(view, name):
            continue
        for index, words in _indexes(view):
            if all(part in words for part in parts):
                brought_into_sight(view)
                view.scrollTo(index)
                middle = view.visualRect(index).center()
                _must_be_on_top(view.viewport(), middle)
                return view, middle
    raise NotYet(f"no row with {' and '.join(map(repr, parts))} is in sight")


def _must_be_on_top(widget: QWidget, place: QPoint) -> None:
    top = widget.window()
    hit = top.childAt(widget.mapTo(top, place))
    if hit is None or not (hit is widget or widget.isAncestorOf(hit)):
        raise NotYet(f"{type(hit).__name__} lies over {type(widget).__name__}")


def _is_named(widget: QWidget, name: str) -> bool:
    said = [widget.objectName(), widget.accessibleName()]
    if isinstance(widget, QAbstractButton | QLabel):
        said.append(widget.text())
    if name.endswith("*"):
        return any(each.startswith(name[:-1]) for each in said if each)
    if name.startswith("*"):
        return any(each.endswith(name[1:]) for each in said if each)
    return name in said


def _texts(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QStackedWidget | QScrollArea):
            continue
        said = [widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            said.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            said.append(widget.currentText())
        yield from dict.fromkeys(text for text in said if text)


def _photos(window: QWidget) -> Iterator[str]:
    for strip in window.findChildren(PhotoStrip):
        tiles = strip.findChildren(QAbstractButton)
        yield from (tile.accessibleName() for tile in tiles if tile.isVisible() and tile.isCheckable())


def _rows(view: QAbstractItemView) -> Iterator[str]:
    return (words for _, words in _indexes(view))


def _indexes(view: QAbstractItemView) -> Iterator[tuple[Index, str]]:
    model = view.model()
    for number in range(model.rowCount() if model is not None else 0):
        index = model.index(number, 0)
        words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        yield index, str(words or "")
