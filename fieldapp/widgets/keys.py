"""Keys that do something, bound together with the words for it: the sheet of keys is made of the keys themselves.

`bind` is how a shortcut is made; `tell` is for a key that a widget hears in its own `keyPressEvent`.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

_TOLD: Final = "told_keys"
_FEW: Final = 2
_SIGNS: Final = {"Return": "Enter", "Left": "←", "Right": "→"}

Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True)
class KeyLine:
    """One line of the sheet: keys as they are printed on a keyboard, and what they do."""

    keys: str
    words: str


def bind(
    owner: QWidget, keys: Keys | Sequence[str], act: Callable[[], object], words: str, *, near: bool = False
) -> QShortcut:
    """Makes keys do `act` while `owner` is in sight, with `near` only while the keyboard is inside it.

    Of several keys the sheet shows the first; `words` say what happens.
    """
    shortcut = QShortcut(owner)
    given = [keys] if isinstance(keys, Keys) else list(keys)
    shortcut.setKeys([QKeySequence(each) for each in given])
    if near:
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setWhatsThis(words)
    shortcut.activated.connect(act)
    return shortcut


def tell(owner: QWidget, keys: str, words: str) -> None:
    """Says of a key that `owner` hears itself what it does."""
    owner.setProperty(_TOLD, [*(owner.property(_TOLD) or []), (keys, words)])


def keys_in_sight(window: QWidget) -> tuple[list[KeyLine], list[KeyLine]]:
    """What keys do now: on the page in sight, and everywhere in `window`, which has a page and a frame around it."""
    here: list[tuple[str, str]] = []
    everywhere: list[tuple[str, str]] = []
    for owner, keys, words in _all_keys(window):
        around = owner is window or owner.parentWidget() is window or owner.isWindow()
        lines = everywhere if around else here
        if owner.isVisible() and (keys, words) not in lines:
            lines.append((keys, words))
    return _merged(here), _merged(everywhere)


def _all_keys(window: QWidget) -> Iterator[tuple[QWidget, str, str]]:
    for shortcut in window.window().findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and shortcut.isEnabled():
            yield owner, _printed(shortcut.keys()[0]), shortcut.whatsThis()
    for part in (window, *window.findChildren(QWidget)):
        if isinstance(part, QAbstractButton) and not part.shortcut().isEmpty() and part.isEnabled():
            yield part, _printed(part.shortcut()), part.accessibleName() or part.text()
        for keys, words in part.property(_TOLD) or ():
            yield part, keys, words


def _printed(keys: QKeySequence) -> str:
    """As on the keys themselves: Qt's own words in some languages are on no keyboard."""
    form = QKeySequence.SequenceFormat
    said = keys.toString(form.NativeText if sys.platform == "darwin" else form.PortableText)
    for word, sign in _SIGNS.items():
        said = said.replace(word, sign)
    return said


def _merged(lines: Sequence[tuple[str, str]]) -> list[KeyLine]:
    """One line for each thing that is done: of many keys for it the first and the last."""
    merged: dict[str, list[str]] = {}
    for keys, words in lines:
        merged.setdefault(words, []).append(keys)
    return [
        KeyLine(f"{keys[0]} … {keys[-1]}" if len(keys) > _FEW else "  ".join(keys), words)
        for words, keys in merged.items()
    ]
