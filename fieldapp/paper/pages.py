"""Blocks and the pages they fall on, in tenths of a point, whatever they are painted on later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPen, QTextLayout, QTextOption

from fieldapp import theme

UNITS_PER_INCH: Final = 720
MM: Final = UNITS_PER_INCH / 25.4
MARGIN: Final = 14 * MM
FOOT: Final = 7 * MM
INK, GREY, RULE = QColor("#000000"), QColor("#444444"), QColor("#9a9a9a")

_LETTER_LANDS: Final = frozenset({
    QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico, QLocale.Country.PuertoRico,
    QLocale.Country.Colombia, QLocale.Country.Chile, QLocale.Country.Venezuela, QLocale.Country.Guatemala,
    QLocale.Country.CostaRica, QLocale.Country.Panama, QLocale.Country.ElSalvador, QLocale.Country.Nicaragua,
    QLocale.Country.DominicanRepublic, QLocale.Country.Philippines,
})  # fmt: skip

Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True)
class Paper:
    """A sheet's format."""

    name: str
    size: QPageSize.PageSizeId

    @property
    def sides(self) -> QSizeF:
        """Width and height."""
        return QPageSize.size(self.size, QPageSize.Unit.Point) * (UNITS_PER_INCH / 72)

    @property
    def room(self) -> QRectF:
        """What blocks may fill: inside the margins, above the foot."""
        whole = QRectF(0, 0, self.sides.width(), self.sides.height())
        return whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN - FOOT)


A4 = Paper("A4", QPageSize.PageSizeId.A4)
LETTER = Paper("Letter", QPageSize.PageSizeId.Letter)
PAPERS = (A4, LETTER)


def usual_paper(country: QLocale.Country) -> Paper:
    """What lies in the printers of a country; the language on the screen says nothing about that."""
    return LETTER if country in _LETTER_LANDS else A4


@dataclass(frozen=True)
class Block:
    """Something of one height that is never cut in two. `gap` stands above it but not at the top of a page.

    `tied` keeps it on the page of the block after it, as a heading must be.
    """

    height: float
    paint: Paint
    gap: float = 0.0
    tied: bool = False


@dataclass(frozen=True)
class Page:
    """Blocks in their places, and the words at the foot."""

    placed: tuple[tuple[Block, QRectF], ...]
    foot: str

    def paint(self, painter: QPainter, paper: Paper) -> None:
        """Paints the page in its own units; the painter is scaled to them."""
        for block, rect in self.placed:
            painter.save()
            block.paint(painter, rect)
            painter.restore()
        sides = paper.sides
        foot = QRectF(MARGIN, sides.height() - MARGIN - 4 * MM, sides.width() - 2 * MARGIN, 4 * MM)
        painter.setFont(font(75))
        painter.setPen(GREY)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.foot)


def paged(
    blocks: Sequence[Block],
    paper: Paper,
    foot: Callable[[int, int], str],
    rest: Callable[[float], Block] | None = None,
) -> list[Page]:
    """Puts blocks on pages from top to bottom; `foot(page, pages)` is their last line.

    `rest` makes a block for the height that the last page has left.
    """
    room = paper.room
    pages: list[list[tuple[Block, QRectF]]] = [[]]
    y = room.top()
    for number, block in enumerate(blocks):
        gap = block.gap if pages[-1] else 0.0
        if pages[-1] and y + gap + _need(blocks, number) > room.bottom():
            pages.append([])
            y, gap = room.top(), 0.0
        pages[-1].append((block, QRectF(room.left(), y + gap, room.width(), block.height)))
        y += gap + block.height
    if rest is not None and room.bottom() - y > 0:
        filler = rest(room.bottom() - y)
        pages[-1].append((filler, QRectF(room.left(), y, room.width(), filler.height)))
    return [Page(tuple(placed), foot(number, len(pages))) for number, placed in enumerate(pages, start=1)]


def _need(blocks: Sequence[Block], number: int) -> float:
    """The height of a block with those that it is tied to."""
    high = blocks[number].height
    while blocks[number].tied and number + 1 < len(blocks):
        number += 1
        high += blocks[number].gap + blocks[number].height
    return high


def font(size: int, weight: int = 400) -> QFont:
    """The app's font, `size` in tenths of a point."""
    made = QFont(theme.FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("calt"), 0)  # whose hyphens between digits no reader of the PDF could search for
    return made


def broken_into_lines(text: str, face: QFont, wide: float) -> list[str]:
    """The lines of a text in `wide`; its own line breaks hold, and a word that is too long is cut."""
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    for paragraph in text.strip().splitlines() or [""]:
        layout = QTextLayout(paragraph, face)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(wide)
            start = line.textStart()
            lines.append(paragraph[start : start + line.textLength()].rstrip())
        layout.endLayout()
    return lines


def text_blocks(
    text: str,
    wide: float,
    size: int = 100,
    weight: int = 400,
    shade: QColor = INK,
    gap: float = 0.0,
    tied: bool = False,
) -> list[Block]:
    """A text as one block a line, so that a long one goes on overleaf; `gap` stands above the first."""
    face = font(size, weight)
    high = QFontMetricsF(face).height() * 1.12
    return [
        Block(high, _line(line, face, shade), gap if number == 0 else 0.0, tied)
        for number, line in enumerate(broken_into_lines(text, face, wide))
    ]


def _line(text: str, face: QFont, shade: QColor) -> Paint:
    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setFont(face)
        painter.setPen(shade)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect.adjusted(0, 0, 10 * MM, 0), flags, text)

    return paint


def ruled(height: float, step: float = 8.5 * MM) -> Block:
    """Lines to write on by hand."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setPen(hairline())
        y = rect.top() + step
        while y <= rect.bottom() + 1:
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            y += step

    return Block(height, paint)


def hairline(shade: QColor = RULE) -> QPen:
    """A thin line."""
    return QPen(shade, 4)
