"""The printers of this laptop. Asking for them may take seconds on some networks: never in the window's thread."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from fieldapp.paper.pages import UNITS_PER_INCH, Paper
from fieldapp.paper.writing import NotWritten, Part, Step, paint_parts


def printer_names() -> tuple[str, ...]:
    """The printers that are set up, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))


def print_parts(name: str, title: str, paper: Paper, parts: Sequence[Part], step: Step) -> bool:
    """Prints; False when `step` stopped it. Raises NotWritten where the printer is gone or does not take it."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise NotWritten(name)
    return paint_on(QPrinter(info, QPrinter.PrinterMode.HighResolution), title, paper, parts, step)


def paint_on(printer: QPrinter, title: str, paper: Paper, parts: Sequence[Part], step: Step) -> bool:
    """Paints a document on a printer that is there."""
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setResolution(UNITS_PER_INCH)
    printer.setPageLayout(QPageLayout(QPageSize(paper.size), QPageLayout.Orientation.Portrait, QMarginsF()))
    done = paint_parts(printer, paper, parts, step)
    if not done:
        printer.abort()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise NotWritten(printer.printerName())
    return done
