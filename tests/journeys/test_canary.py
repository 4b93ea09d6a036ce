"""Whatever a laptop writes in a whole day, nobody who finds it reads a resident's name, phone or words in its files."""

import logging
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldapp.tour.bad_line import Fault
from sync.orders import Note, Photo, PhotoRole, Resident, WorkOrder
from tests.builders import a_jpeg
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import KEY_FILE, Laptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

CANARIES = {
    "the resident's name": "Wilhelmina Quetzalcoatl",
    "the phone": "602-555-7391",
    "the description": "beside the purple xylophone shop",
    "the office's note": "Guard dog called Zarathustra",
    "the crew's note": "Key under the turquoise flowerpot",
    "a draft": "Unfinished thought about marmalade",
    "the reason": "Shadow of the rhododendron hides it",
    "the address": "4711 Kaleidoscope Crescent",
}
JPEG_MARKS = {
    "a JPEG's beginning": b"JFIF\x00",
    "EXIF data": b"Exif\x00\x00",
    "a JPEG's tables": b"\xff\xdb\x00\x43\x00",
    "a JPEG's Huffman tables": b"\xff\xc4\x00\x1f\x00\x00\x01\x05\x01\x01",
}


def test_nothing_that_a_laptop_writes_can_be_read(
    city: City,
    laptop: OpenLaptop,
    jpeg: Path,
    heic: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    edit = city.hub.book.edit_order
    job, other = (edit(order.id, make_private, by="Office") for order in (city.pothole, city.cave_in))
    photo = Photo("resident-9", PhotoRole.RESIDENT, job.requested_datetime, "")
    city.hub.book.put_photo(job.id, photo, a_jpeg(name="the resident's own photo"))

    crew = laptop("ana")
    crew.until(lambda: crew.store.photo_bytes("resident-9"))
    crew.show_job(job)
    crew.wait_for(CANARIES["the description"], CANARIES["the office's note"])
    crew.type("Search jobs", "xylophone")
    crew.wait_for_place(job, job.title)
    crew.type("Search jobs", " ")
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.type("Note", CANARIES["the crew's note"])
    crew.finish_close_out(job, jpeg, heic, outcome="Repaired")
    crew.begin_close_out(other)
    crew.type("Note", CANARIES["a draft"])
    crew.press("Temporary fix")
    crew.keys("Escape")
    look(crew, caplog, capfd)

    city.line.become(Fault.PORTAL)
    crew.sync_now()
    crew.wait_for("(NET-NOT-THE-HUB)")
    city.line.become(Fault.NONE)
    crew.sync_now()
    crew.wait_for("1 in the CRM", "All in the CRM")
    assert CANARIES["the crew's note"] in [note.text for note in city.order(job).notes]
    desk = laptop("dana", url=city.url)
    desk.choose("Reviews", job.title)
    desk.wait_for("Approve and next", CANARIES["the crew's note"])
    desk.keys("R")
    desk.type("Reason", CANARIES["the reason"])
    desk.keys("Ctrl+Return")
    crew.show_job(job)
    crew.wait_for(CANARIES["the reason"])
    pieces = pieces_of_photos(crew, job)
    assert len(pieces) == 4
    for each in (crew, desk):
        look(each, caplog, capfd)

    crew.sign_out()
    for each in (crew, desk):
        each.end()
        assert found_in(each.folder, pieces) == []


def test_the_search_for_canaries_finds_them_in_any_dress(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing unless it finds what is there."""
    name = CANARIES["the resident's name"]
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "plain").write_bytes(b"\x00\x01" + name.encode() + b"\x02")
    (tmp_path / "wide").write_bytes(name.encode("utf-16-le"))
    (tmp_path / "photo.enc").write_bytes(b"sealed" + a_jpeg())
    found = found_in(tmp_path, {})
    assert {where.partition(":")[0] for where in found} == {"plain", "wide", "photo.enc"}


def make_private(order: WorkOrder) -> WorkOrder:
    """The job with what residents and neighbours would not want to be found on a lost laptop."""
    return replace(
        order,
        resident=Resident(CANARIES["the resident's name"], CANARIES["the phone"], "es"),
        description=f"Deep hole {CANARIES['the description']}.",
        address=CANARIES["the address"],
        notes=(Note(f"note-{order.id}", "2026-11-20T08:00:00Z", "Office", CANARIES["the office's note"]),),
    )


def pieces_of_photos(crew: Laptop, job: WorkOrder) -> dict[str, bytes]:
    """Of each photo of a job a piece from the middle, as it is on the laptop but for its seal."""
    view = crew.store.order(job.id)
    assert view is not None
    photos = {photo.id: crew.store.photo_bytes(photo.id) for photo in view.order.photos}
    return {f"photo {name}": data[len(data) // 2 :][:32] for name, data in photos.items() if data is not None}


def look(each: Laptop, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    """Looks while the program runs: what is on the disk now, and what it said so far."""
    written = {path.name for path in each.folder.rglob("*") if path.is_file()}
    assert {"fieldapp.db", "fieldapp.db-wal", "settings.json", KEY_FILE} <= written
    assert found_in(each.folder, {}) == []
    output, errors = capfd.readouterr()
    said = "\n".join((caplog.text, output, errors))
    assert [what for what, words in CANARIES.items() if words in said] == []


def found_in(folder: Path, pieces: dict[str, bytes]) -> list[str]:
    """Which canaries are in which files, "file: what"."""
    wanted = {**JPEG_MARKS, **pieces, **dict(_dressed())}
    return [
        f"{path.name}: {what}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for what, piece in wanted.items()
        if piece in path.read_bytes()
    ]


def _dressed() -> Iterable[tuple[str, bytes]]:
    for what, words in CANARIES.items():
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield f"{what} ({coding})", words.encode(coding)
