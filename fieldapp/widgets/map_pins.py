"""Pins of the map as pictures: a drop with the stop's number, a disc for several, and marks that need no colour."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from fieldapp import icons, theme
from fieldapp.map.pins import Group, Kind
from fieldapp.theme import px
from fieldapp.widgets import paint

REACH_PX: Final = 44
"""Pins nearer than this stand together, and a finger this near to one means it: one target of a gloved hand."""
_RADIUS, _CHOSEN_RADIUS, _DONE_RADIUS = 16, 22, 11
_MARKS: Final[dict[Kind, str]] = {"due": "clock", "started": "play", "decision": "circle-question-mark"}


def colours(kind: Kind) -> tuple[str, str]:
    """Fill and ink of a kind of pin in the theme in force."""
    look = theme.current()
    if kind == "decision":
        return theme.BADGE, theme.BADGE_TEXT
    fill = {"todo": look.primary, "due": look.bad, "started": look.info, "done": look.ok}[kind]
    return fill, look.on_fill


def height(chosen: bool) -> int:
    """How far a drop rises above its spot, in pixels."""
    return px((_CHOSEN_RADIUS if chosen else _RADIUS) * 2.3)


def draw(painter: QPainter, group: Group, x: float, y: float, chosen: bool, ratio: float) -> None:
    """Draws a group with its spot at x, y: a drop that points there, or a disc around it."""
    if len(group.pins) > 1:
        picture = _cluster(group.kind, len(group.pins), theme.current().name, theme.scale(), ratio)
        side = picture.width() / ratio
        painter.drawPixmap(QPointF(x - side / 2, y - side / 2), picture)
        return
    pin = group.pins[0]
    picture = _pin(pin.kind, pin.label, chosen, theme.current().name, theme.scale(), ratio)
    across, down = picture.width() / ratio, picture.height() / ratio
    top = y - down / 2 if _is_disc(pin.kind, pin.label, chosen) else y - down + px(3)
    painter.drawPixmap(QPointF(x - across / 2, top), picture)


def _is_disc(kind: Kind, label: str, chosen: bool) -> bool:
    return kind == "done" and not label and not chosen


@lru_cache(maxsize=512)
def _pin(kind: Kind, label: str, chosen: bool, look: str, scale: float, ratio: float) -> QPixmap:
    fill, ink = colours(kind)
    if _is_disc(kind, label, chosen):
        side = px(_DONE_RADIUS) * 2 + px(6)
        picture, painter = _begun(side, side, ratio)
        disc = QRectF(px(3), px(3), side - 2 * px(3), side - 2 * px(3))
        _outlined(painter, _ellipse(disc), fill)
        paint.check(painter, disc, ink)
        painter.end()
        return picture
    radius = px(_CHOSEN_RADIUS if chosen else _RADIUS)
    across, down = radius * 2 + px(16), round(radius * 2.3) + px(9)
    picture, painter = _begun(across, down, ratio)
    middle = QPointF(across / 2, px(6) + radius)
    _outlined(painter, _drop(middle, radius), fill)
    head = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    if label:
        paint.words(painter, head, label, "strong" if chosen else "small_strong", ink, paint.CENTRE)
    elif kind == "done":
        paint.check(painter, head, ink)
    else:
        side = radius
        mark = icons.pixmap(_MARKS.get(kind, "circle-dot"), ink, side, ratio)
        painter.drawPixmap(QPointF(middle.x() - side / 2, middle.y() - side / 2), mark)
    if label and kind in _MARKS:
        _badge(painter, QPointF(across - px(10), px(10)), kind, ratio)
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _cluster(kind: Kind, count: int, look: str, scale: float, ratio: float) -> QPixmap:
    side = px(52)
    picture, painter = _begun(side, side, ratio)
    fill, ink = colours(kind)
    around = QColor(fill)
    around.setAlphaF(0.3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(around)
    painter.drawEllipse(QRectF(0, 0, side, side))
    disc = QRectF(px(6), px(6), side - 2 * px(6), side - 2 * px(6))
    _outlined(painter, _ellipse(disc), fill)
    paint.words(painter, disc, str(count), "strong", ink, paint.CENTRE)
    painter.end()
    return picture


def _begun(across: int, down: int, ratio: float) -> tuple[QPixmap, QPainter]:
    picture = QPixmap(round(across * ratio), round(down * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter


def _outlined(painter: QPainter, path: QPainterPath, fill: str) -> None:
    """A shape with the line around it that keeps it apart from any map below."""
    edge = "#000000" if theme.current().name == "sunlight" else "#ffffff"
    painter.setPen(QPen(QColor(edge), px(2)))
    painter.setBrush(QColor(fill))
    painter.drawPath(path)


def _ellipse(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(rect)
    return path


def _drop(middle: QPointF, radius: float) -> QPainterPath:
    head = _ellipse(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))

    def at(right: float, down: float) -> QPointF:
        return QPointF(middle.x() + radius * right, middle.y() + radius * down)

    tip = QPainterPath(at(-0.78, 0.6))
    tip.quadTo(at(-0.2, 0.95), at(0, 1.45))
    tip.quadTo(at(0.2, 0.95), at(0.78, 0.6))
    tip.closeSubpath()
    return head.united(tip)


def _badge(painter: QPainter, middle: QPointF, kind: Kind, ratio: float) -> None:
    """The mark that says the kind without its colour."""
    side, inner = px(16), px(11)
    painter.setPen(QPen(QColor(colours(kind)[0]), px(1.5)))
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(middle, side / 2, side / 2)
    mark = icons.pixmap(_MARKS[kind], theme.current().text, inner, ratio)
    painter.drawPixmap(QPointF(middle.x() - inner / 2, middle.y() - inner / 2), mark)
