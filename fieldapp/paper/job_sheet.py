"""One job on paper: where, what was reported, photos, the checklist, what to fill in by hand, and its QR code.

What a lost sheet could do harm with is not on it: no name and no phone of the resident, no name of a colleague.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from fieldapp.models.photos import decoded, shown_photos
from fieldapp.moments import Moments
from fieldapp.order_code import code_of
from fieldapp.paper.pages import GREY, MM, Block, Page, Paper, font, paged, ruled, text_blocks
from fieldapp.paper.parts import blanks, boxes, heading, paint_code, photos
from fieldapp.wording import language_text, note_text, other_answers, priority_text, role_text, said, value_text
from sync.clock import rfc3339
from sync.forms import Asked, Group, Kind, Question, asked, nested
from sync.orders import Photo, Priority, ServiceType, WorkOrder, worded
from sync.places import believable
from sync.store import Store

CODE_SIDE: Final = 32 * MM
_MOST_PHOTOS: Final = 4
_PHOTO_PX: Final = 440
_LEAST_LINES: Final = 2 * 8.5 * MM


@dataclass(frozen=True)
class Source:
    """Where a sheet's words come from. It is read away from the window's thread."""

    store: Store
    moments: Moments
    language: str
    now_ms: int
    paper: Paper


def job_pages(source: Source, order_id: str) -> list[Page]:
    """The pages of one job's sheet; none where the job is no longer on this laptop."""
    view = source.store.order(order_id)
    if view is None:
        return []
    order = view.order
    service = next((each for each in source.store.services() if each.code == order.service_code), None)
    wide = source.paper.room.width()
    blocks = [
        *_head(source, order, service, wide),
        *_reported(order, wide),
        *_photos(source, order.photos, wide),
        *_checklist(source, order, service, wide),
        *_answers(source, order, service, wide),
        *_notes(source, order, wide),
        *_outcome(source, service, wide),
    ]
    printed = source.moments.moment(rfc3339(source.now_ms), source.now_ms)
    said = QCoreApplication.translate("Paper", "{number} · printed {time} · page {page} of {pages}")
    return paged(
        blocks,
        source.paper,
        lambda page, pages: said.format(number=order.number, time=printed, page=page, pages=pages),
        ruled,
    )


def _head(source: Source, order: WorkOrder, service: ServiceType | None, wide: float) -> list[Block]:
    """Title, address, due, and the code at the right of them."""
    room = wide - CODE_SIDE - 6 * MM
    address = order.address.strip() or QCoreApplication.translate("Paper", "No address in the report")
    due = source.moments.due(order.expected_datetime, source.now_ms)
    facts = [due.short] if due else []
    if order.priority in (Priority.EMERGENCY, Priority.HIGH):
        facts.append(priority_text(order.priority))
    if service is not None:
        facts.append(worded(service.labels, source.language))
    lines = [
        *text_blocks(order.number, room, 95, 600, GREY),
        *text_blocks(order.title, room, 190, 700),
        *text_blocks(address, room, 140, 600, gap=1.5 * MM),
        *text_blocks(" · ".join(facts), room, 110, 500, gap=1.5 * MM),
    ]
    point = believable(order.lat, order.long)
    if point is not None:
        spot = QCoreApplication.translate("Paper", "Exact spot: {lat}, {long}")
        lines += text_blocks(spot.format(lat=f"{point[0]:.5f}", long=f"{point[1]:.5f}"), room, 90, 400, GREY)
    height = max(sum(line.gap + line.height for line in lines), CODE_SIDE + 5 * MM)

    def paint(painter: QPainter, rect: QRectF) -> None:
        y = rect.top()
        for line in lines:
            y += line.gap
            line.paint(painter, QRectF(rect.left(), y, room, line.height))
            y += line.height
        square = QRectF(rect.right() - CODE_SIDE, rect.top(), CODE_SIDE, CODE_SIDE)
        paint_code(painter, square, code_of(order.id))
        painter.setFont(font(75))
        painter.setPen(GREY)
        below = QRectF(square.left() - 4 * MM, square.bottom(), CODE_SIDE + 8 * MM, 4 * MM)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, order.number)

    return [Block(height, paint)]


def _reported(order: WorkOrder, wide: float) -> list[Block]:
    words = order.description.strip()
    if not words:
        return []
    blocks = [heading(QCoreApplication.translate("Paper", "What was reported")), *text_blocks(words, wide)]
    spoken = language_text(order.resident.language) if order.resident else ""
    if spoken:
        said = QCoreApplication.translate("Paper", "The resident speaks {language}").format(language=spoken)
        blocks += text_blocks(said, wide, 90, 400, GREY, gap=MM)
    return blocks


def _photos(source: Source, taken: tuple[Photo, ...], wide: float) -> list[Block]:
    shown = shown_photos(taken)
    if not shown:
        return []
    pictures = [
        (partial(_picture, source.store, photo.id), role_text(photo.role)) for photo in shown[:_MOST_PHOTOS]
    ]
    blocks = [heading(QCoreApplication.translate("Paper", "Photos")), photos(pictures)]
    more = len(shown) - len(pictures)
    if more:
        said = QCoreApplication.translate("Paper", "And %n more in the app", "", more)
        blocks += text_blocks(said, wide, 90, 400, GREY)
    return blocks


def _picture(store: Store, photo_id: str) -> QImage | None:
    """Decoded at the size it is printed in: whole, it would hold the window up."""
    data = store.photo_bytes(photo_id, "screen") or store.photo_bytes(photo_id, "thumb")
    if data is None:
        return None
    return decoded(data, _PHOTO_PX)


def _checklist(source: Source, order: WorkOrder, service: ServiceType | None, wide: float) -> list[Block]:
    items = service.checklist if service else ()
    if not items:
        return []
    return [
        heading(QCoreApplication.translate("Paper", "Before you start")),
        *(boxes(((worded(item.labels, source.language), order.ticks.get(item.id, False)),), wide) for item in items),
    ]


def _answers(source: Source, order: WorkOrder, service: ServiceType | None, wide: float) -> list[Block]:
    """What is known, and what is still to be answered, by hand; of a group one more thing."""
    form = service.form() if service else None
    definition = form.definition if form else {}
    answers = nested(definition, order.fields)
    found = asked(definition, answers)
    blocks: list[Block] = []
    for line in other_answers(order, service, source.language, {each.path for each in found if _is_question(each)}):
        blocks += text_blocks(line, wide, gap=MM)
    for each in found:
        if isinstance(each, Question):
            blocks += _question(source, each, answers.get(each.path), wide)
            continue
        blocks += text_blocks(worded(each.labels, source.language), wide, 95, 600, gap=2 * MM, tied=True)
        (empty,) = (g for g in asked(definition, {each.path: [{}]}) if isinstance(g, Group) and g.path == each.path)
        for question in empty.items[0]:
            blocks += _question(source, question, None, wide)
    if not blocks:
        return []
    return [heading(QCoreApplication.translate("Paper", "Answers")), *blocks]


def _is_question(each: Asked) -> bool:
    return isinstance(each, Question)


def _question(source: Source, question: Question, answer: Any, wide: float) -> list[Block]:
    """Boxes where there is a choice, else the answer or a line to write it on."""
    name = worded(question.labels, source.language)
    chosen = answer if isinstance(answer, list) else [answer]
    cells = [(worded(c.labels, source.language), c.value in chosen) for c in question.choices]
    if question.kind is Kind.YES_NO:
        cells = [(value_text(value), value is answer) for value in (True, False)]
    if cells:
        title = text_blocks(name, wide, 95, 600, gap=2 * MM, tied=True)
        return [*title, *(boxes(part, wide, 3) for part in _in_rows(cells, 3))]
    if answer is not None:
        return text_blocks(f"{name}: {said(question, answer, source.language)}", wide, gap=MM)
    unit = f" ({worded(question.unit, source.language)})" if question.unit else ""
    return [blanks((name + unit,))]


def _notes(source: Source, order: WorkOrder, wide: float) -> list[Block]:
    notes = [note for note in order.notes if note.text]
    if not notes:
        return []
    blocks = [heading(QCoreApplication.translate("Paper", "Notes"))]
    for note in sorted(notes, key=lambda each: each.at):
        head = note_text(order, note, source.moments.moment(note.at, source.now_ms))
        blocks += text_blocks(f"{head}: {note.text}", wide, gap=MM)
    return blocks


def _outcome(source: Source, service: ServiceType | None, wide: float) -> list[Block]:
    """Room to write down what is typed into the app later."""
    blocks = [heading(QCoreApplication.translate("Paper", "What happened"))]
    if service is not None:
        cells = [(worded(each.labels, source.language), False) for each in service.resolutions]
        blocks += [boxes(part, wide, 3) for part in _in_rows(cells, 3)]
    names = [
        QCoreApplication.translate("Paper", "Started"),
        QCoreApplication.translate("Paper", "Finished"),
    ]
    blocks.append(blanks(names))
    blocks += text_blocks(QCoreApplication.translate("Paper", "Notes by hand"), wide, 90, 400, GREY, 4 * MM, tied=True)
    return [*blocks, ruled(_LEAST_LINES)]


def _in_rows(cells: Sequence[tuple[str, bool]], columns: int) -> list[Sequence[tuple[str, bool]]]:
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]
