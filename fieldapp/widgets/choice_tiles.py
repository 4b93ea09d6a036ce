"""What the one-of-many groups share: a group of painted tiles of which one is selected."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.widgets.painted import PaintedButton

_DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)


class ChoiceTile(PaintedButton):
    """A tile of a group; the group moves the focus and decides which one is selected."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """The group decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space; leave arrows and digits to the group."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class ChoiceTiles(QWidget):
    """One of several tiles in `columns` columns; arrows move, Enter, Space or a digit chooses."""

    chosen = Signal(str)

    def __init__(self, columns: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._tiles: dict[str, ChoiceTile] = {}
        self.setAccessibleName(name)

    def select(self, key: str | None) -> None:
        """Select a tile, or none; emits nothing."""
        for each, tile in self._tiles.items():
            tile.setChecked(each == key)

    def selected(self) -> str | None:
        """Return the key of the selected tile, None when there is none."""
        return next((key for key, tile in self._tiles.items() if tile.isChecked()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus, or choose by number."""
        tiles = list(self._tiles.values())
        if event.key() in _DIGITS and event.key() - Qt.Key.Key_1.value < len(tiles):
            tile = tiles[event.key() - Qt.Key.Key_1.value]
            tile.setFocus(Qt.FocusReason.TabFocusReason)
            tile.click()
            return
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(event.key()), 0)
        focused = next((number for number, tile in enumerate(tiles) if tile.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
        elif 0 <= focused + step < len(tiles):
            tiles[focused + step].setFocus(Qt.FocusReason.TabFocusReason)

    def take(self, key: str, tile: ChoiceTile) -> None:
        """Make a tile part of the group."""
        self._tiles[key] = tile
        tile.clicked.connect(lambda: self._choose(key))

    def clear(self) -> None:
        """Forget all tiles."""
        for tile in self._tiles.values():
            tile.setParent(None)
            tile.deleteLater()
        self._tiles = {}

    def _choose(self, key: str) -> None:
        self.select(key)
        self.chosen.emit(key)
