"""What is printed: read back from the PDF itself, its codes by a real decoder."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QLocale
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from fieldapp import theme
from fieldapp.language import Language
from fieldapp.moments import Moments
from fieldapp.order_code import code_of, find_order, named_in
from fieldapp.paper.day_list import day_pages
from fieldapp.paper.job_sheet import Source, job_pages
from fieldapp.paper.pages import A4, LETTER, MM, Block, Paper, paged, usual_paper
from fieldapp.paper.printers import paint_on
from fieldapp.paper.writing import NotWritten, Part, write_pdf
from sync.orders import Note, WorkOrder
from sync.store import Query
from tests.builders import Laptop, StillClock, a_jpeg, a_resident_photo, an_order

DPI = 150


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication) -> Iterator[Laptop]:
    theme.apply(qapp, "light", 1.0)
    made = Laptop(tmp_path / "laptop", StillClock())
    yield made
    made.close()


def source(laptop: Laptop, paper: Paper = LETTER, language: str = "en") -> Source:
    return Source(laptop.store, Moments(language), language, laptop.clock.wall_ms(), paper)


def saved(tmp_path: Path, paper: Paper, *parts: Part) -> pypdfium2.PdfDocument:
    """The document as somebody else's program reads it."""
    path = tmp_path / "paper.pdf"
    assert write_pdf(path, "Paper", paper, parts, lambda _done: True)
    return pypdfium2.PdfDocument(path)


def words(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def codes(document: pypdfium2.PdfDocument) -> list[str]:
    """What a scanner reads from each page as it is printed."""
    pictures = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    found = [zxingcpp.read_barcodes(picture) for picture in pictures]
    return [each.text for page in found for each in sorted(page, key=lambda code: code.position.top_left.y)]


def test_a_job_sheet_has_what_the_crew_needs_and_its_code_finds_the_job(laptop: Laptop, tmp_path: Path) -> None:
    job = an_order(photos=(a_resident_photo(),), notes=(Note("n1", laptop.clock.now(), "Dana Kim", "Gate code 4711"),))
    laptop.first_sync([job, an_order()])
    laptop.receive_photo("photo-1", a_jpeg())
    document = saved(tmp_path, LETTER, lambda: job_pages(source(laptop), job.id))
    text = words(document)
    for part in (job.number, job.title, job.address, "Due ", "Deep hole in the right lane", "Cones and signs are out",
                 "Edges sealed", "Gate code 4711", "Temporary fix", "Cold patch (bags)", "Notes by hand"):  # fmt: skip
        assert part in text, part
    assert codes(document) == [code_of(job.id)]
    assert find_order(laptop.store, named_in(codes(document)[0]) or "") == job.id
    images = [each for page in document for each in page.get_objects() if each.type == 3]
    assert images, "the resident's photo is on the sheet"


def test_nothing_about_a_person_is_printed(laptop: Laptop, tmp_path: Path) -> None:
    job = an_order(notes=(Note("n1", laptop.clock.now(), "Dana Kim", "Bring a saw"),))
    laptop.first_sync([job])
    lines = laptop.store.orders(Query())
    text = words(
        saved(
            tmp_path,
            A4,
            lambda: day_pages(source(laptop), lines, "Street Maintenance 14"),
            lambda: job_pages(source(laptop), job.id),
        )
    )
    assert "Bring a saw" in text
    assert job.resident is not None
    for secret in (job.resident.name, job.resident.phone, "Flores", "0134", "Dana", "Ana Ruiz", "p-ana"):
        assert secret not in text, secret


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_the_day_lists_each_job_once_in_the_order_of_the_list(laptop: Laptop, tmp_path: Path, paper: Paper) -> None:
    jobs = [an_order(expected_datetime=laptop.clock.ago(-30 * number)) for number in range(1, 24)]
    laptop.first_sync(jobs[::-1])
    lines = laptop.store.orders(Query())
    document = saved(tmp_path, paper, lambda: day_pages(source(laptop, paper), lines, "Crew 14"))
    assert len(document) > 1
    assert codes(document) == [code_of(job.id) for job in jobs]
    sides = tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    assert sides == ((210, 297) if paper is A4 else (216, 279))
    assert f"page {len(document)} of {len(document)}" in words(document)


def test_paper_speaks_spanish(laptop: Laptop, tmp_path: Path) -> None:
    job = an_order()
    laptop.first_sync([job])
    language = Language("es")
    try:
        text = words(saved(tmp_path, A4, lambda: job_pages(source(laptop, A4, "es"), job.id)))
    finally:
        language.end()
    for part in ("Qué se reportó", "Antes de empezar", "Qué pasó", "página 1 de"):
        assert part in text, part


def test_a_long_report_goes_on_overleaf_and_no_word_of_it_is_lost(laptop: Laptop, tmp_path: Path) -> None:
    told = " ".join(f"word{number}" for number in range(2_000))
    job: WorkOrder = an_order(description=told)
    laptop.first_sync([job])
    document = saved(tmp_path, LETTER, lambda: job_pages(source(laptop), job.id))
    assert len(document) > 2
    assert told.split() == [word for word in words(document).split() if word.startswith("word")]


def test_a_file_that_cannot_be_written_leaves_what_was_there(laptop: Laptop, tmp_path: Path) -> None:
    laptop.first_sync([an_order()])
    parts: list[Part] = [lambda: day_pages(source(laptop), (), "")]
    with pytest.raises(NotWritten):
        write_pdf(tmp_path / "no" / "folder.pdf", "Paper", A4, parts, lambda _done: True)
    kept = tmp_path / "day.pdf"
    kept.write_bytes(b"yesterday's")
    assert not write_pdf(kept, "Paper", A4, parts * 2, lambda _done: False)
    assert kept.read_bytes() == b"yesterday's"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".pdf"] == ["day.pdf"]


def test_a_printer_gets_the_same_pages(laptop: Laptop, tmp_path: Path) -> None:
    job = an_order()
    laptop.first_sync([job])
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert paint_on(printer, "Paper", LETTER, [lambda: job_pages(source(laptop), job.id)], lambda _done: True)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert codes(document) == [code_of(job.id)]
    assert tuple(round(side / 72 * 25.4) for side in document[0].get_size()) == (216, 279)


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    def block(height: float, tied: bool = False) -> Block:
        return Block(height, lambda _painter, _rect: None, tied=tied)

    room = A4.room.height()
    first, head, body = block(room - 12 * MM), block(8 * MM, tied=True), block(8 * MM)
    pages = paged([first, head, body], A4, lambda page, _pages: str(page))
    assert [[placed for placed, _ in page.placed] for page in pages] == [[first], [head, body]]


def test_paper_is_what_lies_in_the_printers_of_the_country() -> None:
    assert usual_paper(QLocale.Country.UnitedStates) is LETTER
    assert usual_paper(QLocale.Country.Mexico) is LETTER
    assert usual_paper(QLocale.Country.Germany) is A4
