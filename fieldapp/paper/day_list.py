"""A crew's day on paper: its jobs in the order of the list, each with when it is due and its QR code."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter

from fieldapp.moments import Moments
from fieldapp.order_code import code_of
from fieldapp.paper.job_sheet import Source
from fieldapp.paper.pages import GREY, INK, MM, Block, Page, font, hairline, paged, text_blocks
from fieldapp.paper.parts import paint_code
from fieldapp.wording import priority_text, status_text
from sync.clock import rfc3339
from sync.orders import Priority, Status
from sync.store import OrderLine

CODE_SIDE: Final = 24 * MM
_NUMBER: Final = 11 * MM
_LEAST: Final = 26 * MM


def day_pages(source: Source, lines: Sequence[OrderLine], crew: str) -> list[Page]:
    """The pages of the list; one that says so where there is nothing to do."""
    wide = source.paper.room.width()
    day = source.moments.today(source.now_ms)
    count = len(lines)  # lupdate takes only a plain name for %n
    jobs = QCoreApplication.translate("Paper", "%n job(s)", "", count)
    blocks = [
        *text_blocks(day, wide, 190, 700),
        *text_blocks(" · ".join(part for part in (crew, jobs) if part), wide, 110, 500, GREY),
        *(_job(source, number, line, wide) for number, line in enumerate(lines, start=1)),
    ]
    if not lines:
        blocks += text_blocks(QCoreApplication.translate("Paper", "No jobs to do."), wide, 120, gap=6 * MM)
    printed = source.moments.moment(rfc3339(source.now_ms), source.now_ms)
    said = QCoreApplication.translate("Paper", "Printed {time} · page {page} of {pages}")
    return paged(blocks, source.paper, lambda page, pages: said.format(time=printed, page=page, pages=pages))


def _job(source: Source, number: int, line: OrderLine, wide: float) -> Block:
    room = wide - _NUMBER - CODE_SIDE - 6 * MM
    address = line.address.strip() or QCoreApplication.translate("Paper", "No address in the report")
    words = [
        *text_blocks(line.title, room, 130, 700),
        *text_blocks(address, room, 115, 500),
        *text_blocks(_facts(line, source.moments, source.now_ms), room, 95, 400, gap=MM),
        *text_blocks(line.number, room, 85, 400, GREY),
    ]
    height = max(_LEAST, sum(each.gap + each.height for each in words) + 4 * MM)

    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setPen(hairline())
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setFont(font(160, 700))
        painter.setPen(INK)
        place = QRectF(rect.left(), rect.top() + 2 * MM, _NUMBER, 8 * MM)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, str(number))
        y = rect.top() + 2 * MM
        for each in words:
            y += each.gap
            each.paint(painter, QRectF(rect.left() + _NUMBER, y, room, each.height))
            y += each.height
        square = QRectF(rect.right() - CODE_SIDE, rect.top() + MM, CODE_SIDE, CODE_SIDE)
        paint_code(painter, square, code_of(line.id))

    return Block(height, paint, gap=1.5 * MM)


def _facts(line: OrderLine, moments: Moments, now_ms: int) -> str:
    due = moments.due(line.expected_datetime, now_ms)
    parts = [due.short] if due else []
    if line.priority in (Priority.EMERGENCY, Priority.HIGH):
        parts.append(priority_text(line.priority))
    if line.status is not Status.ASSIGNED:
        parts.append(status_text(line.status))
    if line.returned is not None:
        parts.append(QCoreApplication.translate("Paper", "Sent back: {reason}").format(reason=line.returned.reason))
    return " · ".join(parts)
