"""Pages onto a PDF file, a printer or a picture; page by page, so that one can watch and stop it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QIODevice, QMarginsF, QSaveFile
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from fieldapp.paper.pages import UNITS_PER_INCH, Page, Paper

Part = Callable[[], list[Page]]
"""Lays out the pages of one part of a document when its turn comes: a list, a job."""

Step = Callable[[int], bool]
"""Is told how many parts are done, and answers whether to go on."""

_PREVIEW_DPI: Final = 110


class NotWritten(OSError):
    """The file could not be written as a whole; what was there before is as it was."""


def write_pdf(path: Path, title: str, paper: Paper, parts: Sequence[Part], step: Step) -> bool:
    """Writes a PDF file; False when `step` stopped it. Raises NotWritten; half a file is never left."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise NotWritten(file.errorString())
    writer = QPdfWriter(file)
    writer.setResolution(UNITS_PER_INCH)
    writer.setPageLayout(QPageLayout(QPageSize(paper.size), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(title)
    writer.setCreator("Fieldapp")
    done = paint_parts(writer, paper, parts, step)
    if not done:
        file.cancelWriting()
    if not file.commit() and done:
        raise NotWritten(file.errorString())
    return done


def paint_parts(device: QPagedPaintDevice, paper: Paper, parts: Sequence[Part], step: Step) -> bool:
    """Paints all pages of all parts; False when `step` stopped it. Raises NotWritten where nothing can be painted."""
    painter = QPainter()
    if not painter.begin(device):
        raise NotWritten("no painter")
    scale = device.logicalDpiX() / UNITS_PER_INCH
    first = True
    try:
        for number, part in enumerate(parts, start=1):
            for page in part():
                if not first and not device.newPage():
                    raise NotWritten("no page")
                first = False
                painter.save()
                painter.scale(scale, scale)
                page.paint(painter, paper)
                painter.restore()
            if not step(number):
                return False
    finally:
        painter.end()
    return True


def picture_of(page: Page, paper: Paper, dpi: int = _PREVIEW_DPI) -> QImage:
    """A page as a picture, as it looks on paper."""
    scale = dpi / UNITS_PER_INCH
    sides = paper.sides * scale
    image = QImage(round(sides.width()), round(sides.height()), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    page.paint(painter, paper)
    painter.end()
    return image
