"""Lucide icons, drawn in any colour and size and kept once drawn."""

import functools
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fieldapp import paths, theme


def pixmap(name: str, color: str, size: int, ratio: float = 0.0) -> QPixmap:
    """Draw an icon in a token or "#rrggbb", `size` device-independent pixels square.

    `ratio` is the device pixel ratio, 0 for the application's. A name without a file raises KeyError.
    """
    app = QGuiApplication.instance()
    sharp = ratio or (app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0)
    return _drawn(name, theme.color(color).name(), size, sharp)


def icon(name: str, color: str, size: int = 20) -> QIcon:
    """Return the icon for stock controls (menus, actions); painted widgets use `pixmap`."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, color, size, ratio))
    return made


@functools.cache
def names() -> frozenset[str]:
    """Return the names of the icons that ship with the program."""
    return frozenset(file.stem for file in _folder().glob("*.svg"))


def _folder() -> Path:
    return paths.resources() / "icons"


@functools.cache
def _source(name: str) -> str:
    if name not in names():
        raise KeyError(name)
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=1024)
def _drawn(name: str, shade: str, size: int, ratio: float) -> QPixmap:
    data = _source(name).replace("currentColor", shade)
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(data.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
