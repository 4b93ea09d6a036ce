"""The strokes that every painted part shares: boxes, words, chips, icon tiles, photos, focus rings."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)

from fieldapp import icons, theme
from fieldapp.rows import ChipText
from fieldapp.theme import px

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
CENTRE = Qt.AlignmentFlag.AlignCenter


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: str = "",
    edge: str = "",
    width: float = 1,
    radius: float = 10,
    dashed: bool = False,
) -> None:
    """Paint a rounded box whose line lies wholly inside `rect`; `width` and `radius` are for 100 %."""
    line = width * theme.scale() if edge else 0.0
    half = line / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(edge), line) if edge else QPen(Qt.PenStyle.NoPen)
    if edge and dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inside = QRectF(rect).adjusted(half, half, -half, -half)
    corner = min(max(0.0, radius * theme.scale() - half), inside.width() / 2, inside.height() / 2)
    painter.drawRoundedRect(inside, corner, corner)


def focus_ring(painter: QPainter, rect: QRect | QRectF, radius: float = 10) -> None:
    """Paint the focus ring just inside `rect`: a strong line and a pale one within, seen on any colour."""
    look = theme.current()
    box(painter, rect, edge=look.text if look.name != "light" else look.primary, width=3, radius=radius)
    inner = QRectF(rect).adjusted(px(3), px(3), -px(3), -px(3))
    box(painter, inner, edge=look.surface, width=1.5, radius=max(radius - 3, 2))


def metrics(role: str) -> QFontMetrics:
    """Return the measures of a text role at the scale in force."""
    return QFontMetrics(theme.font(role))


@lru_cache(maxsize=4096)
def width(text: str, role: str) -> int:
    """Return how wide a text is in a role, in pixels; measured once in each look, as a grid asks for the same words."""
    return metrics(role).horizontalAdvance(text)


def words(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    role: str = "body",
    shade: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Write one line in a role and colour token, with an ellipsis where it does not fit."""
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.color(shade))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(QRectF(rect), int(align | Qt.TextFlag.TextSingleLine), shown)


def paragraph(
    painter: QPainter, rect: QRect, text: str, role: str, shade: str, align: Qt.AlignmentFlag
) -> None:
    """Write a text that wraps within `rect`."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(shade))
    painter.drawText(QRectF(rect), int(align | Qt.TextFlag.TextWordWrap), text)


theme.look.changed.connect(width.cache_clear)


def lines_of(text: str, role: str, room: int) -> int:
    """Return how many lines a text takes when it wraps within `room` pixels; 0 for none."""
    if not text:
        return 0
    measures = metrics(role)
    wrapped = measures.boundingRect(QRect(0, 0, room, 10_000), int(TOP | Qt.TextFlag.TextWordWrap), text)
    return max(1, round(wrapped.height() / measures.height()))


def picture(painter: QPainter, name: str, shade: str, x: float, y: float, size: int) -> None:
    """Draw an icon with its top left corner at x, y; `size` in pixels at the scale in force."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 0.0
    painter.drawPixmap(QPointF(x, y), icons.pixmap(name, shade, size, ratio))


def tile(painter: QPainter, rect: QRect, icon: str, tone: str, radius: float = 10) -> None:
    """Paint a tinted square with a job's icon in its middle."""
    colours = theme.tile(tone)
    fill = QColor(colours.bg)
    if colours.fg != "#ffffff":  # a veil, so that the tile stands out on selected and on red rows too
        fill = QColor(colours.fg)
        fill.setAlphaF(0.2 if theme.current().name == "dark" else 0.14)
    box(painter, rect, fill=fill.name(QColor.NameFormat.HexArgb), radius=radius)
    size = round(rect.width() * 0.52)
    left, top = rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2
    picture(painter, icon, colours.fg, left, top, size)


def chip_size(chip: ChipText, role: str = "small_strong", height: float = 26) -> QSize:
    """Return the size of a chip, without limit to its width."""
    mark = px(15) + px(6) if chip.icon else 0
    return QSize(width(chip.text, role) + mark + 2 * px(10), px(height))


def chip(painter: QPainter, rect: QRect, chip: ChipText, role: str = "small_strong") -> None:
    """Paint a chip that fills `rect`, its words cut with an ellipsis if it is too narrow."""
    colours = theme.tone(chip.tone)
    lined = theme.current().name == "sunlight"
    box(painter, rect, fill=colours.bg, edge=colours.edge if lined else "", width=1.5, radius=99)
    inner = rect.adjusted(px(10), 0, -px(10), 0)
    if chip.icon:
        side = px(15)
        picture(painter, chip.icon, colours.fg, inner.x(), rect.y() + (rect.height() - side) / 2, side)
        inner.setLeft(inner.left() + side + px(6))
    words(painter, inner, chip.text, role, colours.fg)


def check(painter: QPainter, rect: QRect | QRectF, shade: str) -> None:
    """Draw a check mark that fills the middle of `rect`, heavy enough to be seen at any size."""
    side = QRectF(rect).width()
    left, top = QRectF(rect).x(), QRectF(rect).y()
    line = QPolygonF(
        [QPointF(left + side * x, top + side * y) for x, y in ((0.27, 0.52), (0.44, 0.68), (0.74, 0.35))]
    )
    pen = QPen(theme.color(shade), side * 0.075 + 0.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)


def check_disc(
    painter: QPainter, rect: QRect | QRectF, shade: str, ink: str = "on_fill", icon: str = ""
) -> None:
    """Paint a filled disc with a check (or an icon) on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(shade))
    painter.drawEllipse(QRectF(rect))
    if not icon:
        check(painter, rect, ink)
        return
    size = round(rect.width() * 0.6)
    inset = (rect.width() - size) / 2
    picture(painter, icon, ink, rect.x() + inset, rect.y() + inset, size)


def tag(painter: QPainter, x: int, y: int, text: str, tone: str, room: int, height: float = 26) -> None:
    """Paint a photo's label: white words on a dark (or green) plate, at most `room` wide, at x, y.

    Words that would not fit are written smaller before they are cut.
    """
    if not text:
        return
    plate = QColor(15, 122, 66, 240) if tone == "ok" else QColor(12, 20, 30, 205)
    if theme.current().name == "sunlight":
        plate = theme.color("ok") if tone == "ok" else QColor("#000000")
    role = "small_strong" if width(text, "small_strong") + 2 * px(8) <= room else "label"
    pad = px(8) if role == "small_strong" else px(6)
    wide = min(width(text, role) + 2 * pad, room)
    rect = QRectF(x, y, wide, px(height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(rect, px(6), px(6))
    words(painter, rect.adjusted(pad, 0, -pad, 0), text, role, "#ffffff")


def photo(painter: QPainter, rect: QRect, image: QImage, radius: float = 8) -> None:
    """Paint a photo so that it covers `rect` (the overhang cut evenly) with rounded corners."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius * theme.scale(), radius * theme.scale())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.drawPixmap(rect, covered(image, rect.size(), _ratio(painter)))
    painter.restore()
    box(painter, rect, edge=theme.mix(theme.current().text, theme.current().surface, 0.2), radius=radius)


def contained(painter: QPainter, rect: QRect, image: QImage, radius: float = 8) -> None:
    """Paint a photo so that all of it is seen, on a sunk field."""
    look = theme.current()
    box(painter, rect, fill=look.sunk, edge=theme.mix(look.text, look.surface, 0.2), radius=radius)
    size = image.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    inner = QRect(0, 0, size.width(), size.height())
    inner.moveCenter(rect.center())
    painter.drawPixmap(inner, covered(image, inner.size(), _ratio(painter)))


def cut_share(image: QImage, rect: QRect) -> float:
    """Return which share of a photo would be out of sight if it covered `rect`, 0 to 1."""
    ratio, wanted = image.width() / image.height(), rect.width() / rect.height()
    return 1 - min(ratio, wanted) / max(ratio, wanted)


def covered(image: QImage, size: QSize, ratio: float) -> QPixmap:
    """Return a photo scaled and cut to cover `size` at a device pixel ratio; kept once made."""
    want = QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
    key = f"cover:{image.cacheKey()}:{want.width()}x{want.height()}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        grown = image.scaled(
            want, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
        )
        left, top = (grown.width() - want.width()) // 2, (grown.height() - want.height()) // 2
        made = QPixmap.fromImage(grown.copy(left, top, want.width(), want.height()))
        QPixmapCache.insert(key, made)
    return made


def _ratio(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatioF() if device is not None else 1.0


def disc(painter: QPainter, rect: QRect, initials: str, shade: str) -> None:
    """Paint an avatar: a disc with white initials."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade))
    painter.drawEllipse(rect)
    role = "strong" if rect.width() >= px(36) else "small_strong"
    words(painter, rect, initials, role, "#ffffff", CENTRE)


def bar(painter: QPainter, rect: QRect, fraction: float, shade: str) -> None:
    """Paint a progress bar: a rounded track filled from the left by 0 to 1."""
    look = theme.current()
    box(
        painter, rect, fill=theme.mix(look.text, look.surface, 0.09), radius=rect.height() / 2 / theme.scale()
    )
    filled = QRectF(rect)
    filled.setWidth(max(rect.height(), rect.width() * min(1.0, fraction)) if fraction > 0 else 0)
    if filled.width() > 0:
        box(painter, filled, fill=theme.color(shade).name(), radius=rect.height() / 2 / theme.scale())
