"""Where the Tab key goes: the way of the eye, down the layouts as they are now, whenever each part was made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QStackedLayout, QWidget

from fieldapp.theme import px


def move_focus(root: QWidget, forward: bool) -> bool:
    """Moves the keyboard to the next stop below `root`, or to the one before; False where there is none.

    Qt's own order is that of making, so a part made later comes last wherever it stands. This looks when the key is
    pressed, which costs nobody anything who does not press it.
    """
    stops = list(_stops(root))
    if not stops:
        return False
    now = QApplication.focusWidget()
    at = stops.index(now) if now in stops else _nearest(stops, now)
    step = 1 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = stops[(at + step) % len(stops)]
    stop.setFocus(reason)
    around = stop.parentWidget()
    while around is not None:  # Qt scrolls to a stop only where the one before was in the same area
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop, px(12), px(12))
        around = around.parentWidget()
    return True


def _nearest(stops: list[QWidget], now: QWidget | None) -> int:
    """The stop inside the part that has the keyboard without being a stop; before the first one otherwise."""
    inside = (number for number, stop in enumerate(stops) if now is not None and now.isAncestorOf(stop))
    return next(inside, 0) - 1


def _stops(part: QWidget) -> Iterator[QWidget]:
    if part.isHidden():
        return
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled() and part.focusProxy() is None:
        yield part
    laid = list(_laid(part.layout())) if part.layout() is not None else []
    others = [each for each in part.children() if isinstance(each, QWidget) and each not in laid]
    others.sort(key=lambda each: (each.y(), each.x()))
    for inner in (*laid, *others):
        if not inner.isWindow():
            yield from _stops(inner)


def _laid(layout: QLayout | None) -> Iterator[QWidget]:
    """The parts of a layout in its order; of a stack the one in sight.

    Never by `itemAt`: PySide keeps what that returns, Qt deletes the item with its widget, and whatever is made at the
    same address next then comes out of PySide as a layout's item.
    """
    around = layout.parentWidget() if layout is not None else None
    if layout is None or around is None:
        return
    if isinstance(layout, QStackedLayout):
        if (shown := layout.currentWidget()) is not None:
            yield shown
        return
    parts = [
        (at, part)
        for part in (*around.children(), *layout.children())
        if isinstance(part, QWidget | QLayout) and (at := layout.indexOf(part)) >= 0
    ]
    for _, part in sorted(parts, key=lambda each: each[0]):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid(part)
