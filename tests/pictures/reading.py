"""What a window tells those who use it by ear and by keyboard: names, roles, and the order of the Tab key."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.widgets.card import Card
from fieldapp.widgets.guide import Guide
from fieldapp.widgets.key_sheet import KeySheet
from fieldapp.widgets.nav_rail import NavRail
from fieldapp.widgets.toast import Toast
from fieldapp.widgets.top_bar import BottomBar, TopBar

SILENT = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)
"""Roles that tell nobody what a thing is for."""

_GROUPS = (Card, NavRail, TopBar, BottomBar, Toast, Guide, KeySheet)
_SLACK_PX = 4
_MOST_STOPS = 150


_FLOATING = (Toast, Guide, KeySheet)
"""Lie over the page, and come last wherever they are."""


def reading_faults(window: QWidget) -> list[str]:
    """Every fault for ear and keyboard, a sentence each. The window is active meanwhile, the focus stays where it was.

    Tab is pressed until it is back where it began. What a step from one stop to the next does wrong is looked at when
    it is made, as pages scroll along; the step from the last stop to the first is none.
    """
    window.activateWindow()
    QApplication.processEvents()
    first = now = QApplication.focusWidget()
    stops: list[QWidget] = []
    steps: dict[QWidget, tuple[str, ...]] = {}
    found: list[str] = []
    for _ in range(_MOST_STOPS):
        before = now
        QTest.keyClick(now or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in stops:
            break
        stops.append(now)
        if before is not None:
            steps[now] = tuple(_out_of_order(before, now, window))
        if _seen(now, window).isEmpty():
            found.append(f"Tab leads out of sight: {_said(now)}")
    if now is not None and len(stops) > 1:
        steps[now] = tuple(_out_of_order(stops[-1], now, window))
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
    stops = _from_the_top(stops, window)
    found += [fault for stop in stops[1:] for fault in steps.get(stop, ())]
    homes = [_group(stop, window) for stop in stops]
    for number, home in enumerate(homes):
        if number and home is not homes[number - 1] and home in homes[:number] and home is not window:
            found.append(f"Tab comes back to a group: {_said(stops[number - 1])}, then {_said(stops[number])}")
    return sorted({*found, *_unspoken(stops)})


def _unspoken(stops: Sequence[QWidget]) -> Iterator[str]:
    """What takes the keyboard without a name, or without a role that a screen reader can say."""
    for part in stops:
        spoken = QAccessible.queryAccessibleInterface(part)
        if spoken is None or not spoken.text(QAccessible.Text.Name):
            yield f"without a name for a screen reader: {_said(part)}"
        if spoken is None or spoken.role() in SILENT:
            yield f"without a role for a screen reader: {_said(part)}"


def _out_of_order(before: QWidget, after: QWidget, window: QWidget) -> Iterator[str]:
    """Where the Tab key does not follow the eye: down a group and along its rows, one group after the other."""
    home, next_home = _group(before, window), _group(after, window)
    if isinstance(home, _FLOATING) or isinstance(next_home, _FLOATING):
        return
    if home is next_home:
        if _is_before(_seen(after, window), _seen(before, window)):
            yield f"Tab goes back: {_said(before)}, then {_said(after)}"
    elif window not in (home, next_home) and _lies_before(_seen(next_home, window), _seen(home, window)):
        yield f"Tab goes back to a group: {_said(before)}, then {_said(after)}"


def _from_the_top(ring: list[QWidget], window: QWidget) -> list[QWidget]:
    """The ring cut where the eye begins: at the rail, without one at the bar above, else at the highest stop."""
    homes = [_group(part, window) for part in ring]
    for kind in (NavRail, TopBar):
        for at, home in enumerate(homes):
            if isinstance(home, kind) and homes[at - 1] is not home:
                return ring[at:] + ring[:at]
    places = [_seen(part, window) for part in ring]
    top = min(range(len(ring)), key=lambda at: (places[at].top(), places[at].left()), default=0)
    return ring[top:] + ring[:top]


def _group(part: QWidget, window: QWidget) -> QWidget:
    """The outermost card, bar or note around a part."""
    found, home = window, part.parentWidget()
    while home is not None and home is not window:
        if isinstance(home, _GROUPS):
            found = home
        home = home.parentWidget()
    return found


def _seen(part: QWidget, window: QWidget) -> QRect:
    """Where a part is in the window, as far as it is not scrolled away."""
    place = QRect(part.mapTo(window, QPoint()), part.size())
    home = part.parentWidget()
    while home is not None and home is not window:
        place = place.intersected(QRect(home.mapTo(window, QPoint()), home.size()))
        home = home.parentWidget()
    return place


def _is_before(one: QRect, other: QRect) -> bool:
    """Whether the eye meets `one` first: on the same line further left, or wholly higher."""
    if one.isEmpty() or other.isEmpty():
        return False
    if one.bottom() - _SLACK_PX < other.top():
        return one.left() <= other.right()
    same_line = one.top() < other.bottom() - _SLACK_PX and other.top() < one.bottom() - _SLACK_PX
    return same_line and one.right() - _SLACK_PX < other.left()


def _lies_before(one: QRect, other: QRect) -> bool:
    """Whether a group lies higher in the same column, or left of the other on the same level."""
    if one.isEmpty() or other.isEmpty():
        return False
    over = one.left() < other.right() and other.left() < one.right()
    beside = one.top() < other.bottom() and other.top() < one.bottom()
    return (over and one.bottom() - _SLACK_PX < other.top()) or (beside and one.right() - _SLACK_PX < other.left())


def _said(part: QWidget) -> str:
    said = part.accessibleName() or getattr(part, "text", str)()
    homes = []
    home = part.parentWidget()
    while home is not None and len(homes) < 3:
        homes.append(type(home).__name__)
        home = home.parentWidget()
    return f"{type(part).__name__} {said!r} in {' < '.join(homes)}"
