"""The small parts of printed pages: headings, boxes to tick, lines to fill in, photos, QR codes."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from fieldapp.paper.pages import GREY, INK, MM, RULE, Block, broken_into_lines, font, hairline

Picture = Callable[[], QImage | None]
"""Loads a photo when its page is painted; None where it is not on this laptop, a null image where it is broken."""

QUIET: Final = 4
"""Modules of white around a QR code, as ISO/IEC 18004 wants them."""
_BOX: Final = 3.6 * MM


def heading(text: str) -> Block:
    """What a group of lines is about, with a rule below it; it stays with what follows."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setFont(font(95, 700))
        painter.setPen(INK)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        painter.setPen(hairline())
        y = rect.bottom() - 1 * MM
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    return Block(6.2 * MM, paint, gap=3.5 * MM, tied=True)


def boxes(cells: Sequence[tuple[str, bool]], wide: float, columns: int = 1, gap: float = 1.2 * MM) -> Block:
    """A row of boxes to tick, each with its words; a ticked one has its mark."""
    face, room = font(100), wide / columns
    high = QFontMetricsF(face).height() * 1.12
    broken = [(broken_into_lines(text, face, room - _BOX - 5 * MM), ticked) for text, ticked in cells]
    height = max(max(len(lines) for lines, _ in broken) * high, _BOX + MM)

    def paint(painter: QPainter, rect: QRectF) -> None:
        for number, (lines, ticked) in enumerate(broken):
            x = rect.left() + number * room
            _box(painter, QRectF(x + 2, rect.top() + (high - _BOX) / 2, _BOX, _BOX), ticked)
            painter.setFont(face)
            painter.setPen(INK)
            for row, line in enumerate(lines):
                at = QRectF(x + _BOX + 2.5 * MM, rect.top() + row * high, room, high)
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)

    return Block(height, paint, gap)


def _box(painter: QPainter, rect: QRectF, ticked: bool) -> None:
    painter.setPen(QPen(INK, 7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    if ticked:
        painter.setPen(QPen(INK, 10))
        painter.drawPolyline(
            [
                QPointF(rect.left() + rect.width() * x, rect.top() + rect.height() * y)
                for x, y in ((0.18, 0.55), (0.42, 0.8), (0.84, 0.2))
            ]
        )


def blanks(names: Sequence[str], gap: float = 4 * MM) -> Block:
    """Names side by side, each with a line to write on."""
    face = font(95)

    def paint(painter: QPainter, rect: QRectF) -> None:
        room = rect.width() / len(names)
        for number, name in enumerate(names):
            x = rect.left() + number * room
            painter.setFont(face)
            painter.setPen(GREY)
            at = QRectF(x, rect.top(), room, rect.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine, name)
            painter.setPen(hairline())
            start = x + QFontMetricsF(face).horizontalAdvance(name) + 2 * MM
            painter.drawLine(QPointF(start, rect.bottom()), QPointF(x + room - 4 * MM, rect.bottom()))

    return Block(7 * MM, paint, gap)


def photos(pictures: Sequence[tuple[Picture, str]], height: float = 28 * MM, gap: float = 2 * MM) -> Block:
    """Photos in a row with what each is below it."""
    caption = 5 * MM

    def paint(painter: QPainter, rect: QRectF) -> None:
        between = 3 * MM
        room = (rect.width() - between * (len(pictures) - 1)) / len(pictures)
        wide = min(room, height * 4 / 3)
        for number, (load, words) in enumerate(pictures):
            frame = QRectF(rect.left() + number * (wide + between), rect.top(), wide, height)
            _photo(painter, frame, load())
            painter.setFont(font(80))
            painter.setPen(GREY)
            below = QRectF(frame.left(), frame.bottom(), wide, caption)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    return Block(height + caption, paint, gap)


def _photo(painter: QPainter, frame: QRectF, image: QImage | None) -> None:
    if image is None or image.isNull():
        painter.setPen(hairline())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.setFont(font(80))
        painter.setPen(GREY)
        gone = QCoreApplication.translate("Paper", "Not on this laptop yet")
        broken = QCoreApplication.translate("Paper", "This photo does not open")
        inner = frame.adjusted(2 * MM, 2 * MM, -2 * MM, -2 * MM)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, flags, gone if image is None else broken)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    size = image.size().toSizeF().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(frame.left(), frame.top() + (frame.height() - size.height()) / 2, size.width(), size.height())
    painter.drawImage(place, image)


def paint_code(painter: QPainter, square: QRectF, text: str) -> None:
    """Paints a QR code of a text with its quiet zone into a square."""
    import segno  # takes as long to load as the list of jobs; only who prints waits for it

    rows = segno.make_qr(text, error="m").matrix
    side = square.width() / (len(rows) + 2 * QUIET)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(square, QColor("#ffffff"))
    for y, row in enumerate(rows):
        for x, run in _runs(row):
            # One rectangle for neighbours: hairlines between modules would show at some zooms.
            left, top = square.left() + (x + QUIET) * side, square.top() + (y + QUIET) * side
            painter.fillRect(QRectF(left, top, run * side, side * 1.02), INK)


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs


def rule(gap: float = 0.0) -> Block:
    """A line across the page."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setPen(hairline(RULE))
        painter.drawLine(rect.topLeft(), rect.topRight())

    return Block(1.0, paint, gap)
