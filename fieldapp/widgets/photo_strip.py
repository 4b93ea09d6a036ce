"""A row of small photos with labels, and a dashed place that asks for one more."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.rows import PhotoTile
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import FlowLayout
from fieldapp.widgets.painted import Painted, PaintedButton
from fieldapp.widgets.photo_view import dropped_files


def paint_photo_tile(painter: QPainter, rect: QRect, tile: PhotoTile, selected: bool, captioned: bool = True) -> None:
    """Paint a small photo: its picture (or that it loads or is broken), label, perhaps caption, and selection."""
    look = theme.current()
    if tile.image is not None and not tile.image.isNull():
        paint.photo(painter, rect, tile.image)
    else:
        paint.box(painter, rect, look.sunk, look.edge, look.border_px, 8)
        name, shade = ("triangle-alert", "bad") if tile.state == "broken" else ("image", "text2")
        side = px(26)
        centre = rect.center()
        paint.picture(
            painter,
            name,
            shade,
            centre.x() - side / 2,
            centre.y() - side / 2 + (px(8) if tile.label else 0),
            side,
        )
    paint.tag(
        painter, rect.x() + px(6), rect.y() + px(6), tile.label, tile.label_tone, rect.width() - px(12), 24
    )
    if tile.caption and captioned:
        line = rect.bottom() - px(28)
        paint.tag(painter, rect.x() + px(6), line, tile.caption, "neutral", rect.width() - px(12), 22)
    if selected:
        shade = "#000000" if look.name == "sunlight" else look.primary
        paint.box(painter, rect, edge=shade, width=3, radius=8)


class PhotoStrip(Painted):
    """Small photos that wrap; with `add_text` a dashed tile at the end. Left and Right move between them."""

    chosen = Signal(str)
    add_asked = Signal()
    files_dropped = Signal(list)

    def __init__(
        self, add_text: str = "", tile_size: tuple[int, int] = (104, 78), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Photos"))
        self.setAcceptDrops(True)
        self._tile_size = tile_size
        self._tiles: dict[str, _Tile] = {}
        self._flow = FlowLayout(gap=10)
        self._add: _AddTile | None = None
        if add_text:
            self._add = _AddTile(add_text, tile_size, self)
            self._add.clicked.connect(self.add_asked)
            self._flow.addWidget(self._add)
        self.setLayout(self._flow)

    def set_tiles(self, tiles: Sequence[PhotoTile]) -> None:
        """Show these photos; a tile whose id stays keeps its selection and focus."""
        gone = set(self._tiles) - {tile.id for tile in tiles}
        for old in gone:
            widget = self._tiles.pop(old)
            self._flow.removeWidget(widget)
            widget.deleteLater()
        for widget in self._tiles.values():
            self._flow.removeWidget(widget)
        ordered: dict[str, _Tile] = {}
        for tile in tiles:
            widget = self._tiles.get(tile.id) or self._made(tile)
            widget.set_tile(tile)
            self._flow.addWidget(widget)
            widget.show()
            ordered[tile.id] = widget
        self._tiles = ordered
        if self._add is not None:
            self._flow.removeWidget(self._add)
            self._flow.addWidget(self._add)
        self.follow_look()

    def select(self, *ids: str) -> None:
        """Put the blue line around these photos; emits nothing."""
        for key, widget in self._tiles.items():
            widget.setChecked(key in ids)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped rows."""
        return self._flow.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Left and Right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        parts: list[QWidget] = [*self._tiles.values(), *([self._add] if self._add else [])]
        focused = next((number for number, part in enumerate(parts) if part.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        parts[max(0, min(len(parts) - 1, focused + step))].setFocus(Qt.FocusReason.TabFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        event.acceptProposedAction()
        self.files_dropped.emit(dropped_files(event.mimeData()))

    def _made(self, tile: PhotoTile) -> "_Tile":
        widget = _Tile(self._tile_size, self)
        widget.clicked.connect(lambda checked=False, key=tile.id: self.chosen.emit(key))
        return widget


class _Tile(PaintedButton):
    def __init__(self, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._size, self._tile = size, PhotoTile("")
        self.setCheckable(True)

    def set_tile(self, tile: PhotoTile) -> None:
        self._tile = tile
        self.setAccessibleName(tile.spoken or self.tr("Photo"))
        self.update()

    def nextCheckState(self) -> None:
        """The screen decides which photos are selected."""

    def sizeHint(self) -> QSize:
        return QSize(px(self._size[0]), px(self._size[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _button_keys(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_photo_tile(painter, self.rect(), self._tile, self.isChecked(), captioned=False)
        if self.ringed:
            paint.focus_ring(painter, self.rect(), 8)


class _AddTile(PaintedButton):
    def __init__(self, text: str, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._size = size
        self.setText(text)

    def sizeHint(self) -> QSize:
        wide = paint.width(self.text(), "strong") + px(24 + 10 + 32)
        return QSize(max(px(self._size[0]), wide), px(self._size[1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), px(self._size[1]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _button_keys(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        fill = look.row_selected if self.underMouse() or self.isDown() else look.sunk
        paint.box(painter, self.rect(), fill, look.edge, max(1.5, look.border_px), 10, dashed=True)
        side = px(24)
        wide = min(paint.width(self.text(), "strong") + px(10) + side + 2, self.width() - px(16))
        x = (self.width() - wide) // 2
        paint.picture(painter, "camera", "primary", x, (self.height() - side) / 2, side)
        label = QRect(x + side + px(10), 0, wide - side - px(10), self.height())
        paint.words(painter, label, self.text(), "strong", "primary")
        if self.ringed:
            paint.focus_ring(painter, self.rect())


def _button_keys(button: PaintedButton, event: QKeyEvent) -> None:
    if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        event.ignore()
    elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        button.click()
    else:
        PaintedButton.keyPressEvent(button, event)
