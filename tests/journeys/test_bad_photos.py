"""Files that are no photos, or hurt: each is refused with one sentence and its code, and harms nothing else."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.tour.bad_line import Fault
from sync.photo_refused import SENTENCES
from tests.journeys.city import City
from tests.journeys.conftest import PHOTOS, OpenLaptop
from tests.journeys.laptop import Laptop

NOTE = "The hole was deeper than reported."
HALF, BOMB_PX = 0.5, 30_000


def a_bomb() -> bytes:
    """A small PNG, right in every byte, that would unpack to 900 million points."""
    packer = zlib.compressobj(9)
    line = bytes(1 + BOMB_PX // 8)
    rows = b"".join(packer.compress(line * 1000) for _ in range(BOMB_PX // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", BOMB_PX, BOMB_PX, 1, 0, 0, 0, 0)
    parts = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + parts


def half_a_jpeg() -> bytes:
    """A photo whose copying was interrupted."""
    whole = (PHOTOS / "Portrait_6.jpg").read_bytes()
    return whole[: int(len(whole) * HALF)]


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("IMG_1.jpg", bytes, "PHOTO-EMPTY"),
    "half a JPEG": ("IMG_2.jpg", half_a_jpeg, "PHOTO-BROKEN"),
    "half a HEIC": ("IMG_3.heic", (PHOTOS / "truncated.heic").read_bytes, "PHOTO-BROKEN"),
    "damaged HEIC": ("IMG_4.heic", (PHOTOS / "corrupted.heic").read_bytes, "PHOTO-BROKEN"),
    "bomb": ("IMG_5.png", a_bomb, "PHOTO-TOO-LARGE"),
    "text": ("IMG_6.jpg", b"Dear city, the hole is still there.".strip, "PHOTO-TYPE"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_one_sentence_and_the_form_is_unharmed(
    kind: str, city: City, laptop: OpenLaptop, jpeg: Path, tmp_path: Path
) -> None:
    name, content, code = BAD[kind]
    bad = tmp_path / name
    bad.write_bytes(content())
    crew, job = laptop("ana"), city.pothole
    city.line.become(Fault.CUT)
    crew.begin_close_out(job)
    crew.type("Note", NOTE)
    crew.press("Temporary fix")
    crew.drop(jpeg)
    crew.until(lambda: len(crew.photos_of(job)) == 1)
    taken = crew.photos_of(job)

    crew.drop(bad)
    crew.wait_for(f"({code})")
    (said,) = refusals(crew)
    assert said.startswith(SENTENCES[code].partition("(")[0])
    assert said.count("(PHOTO-") == 1
    assert crew.photos_of(job) == taken
    assert crew.sees(NOTE)
    assert crew.checked("Temporary fix")

    crew.drop(PHOTOS / "Landscape_3.jpg", bad)
    crew.until(lambda: len(crew.photos_of(job)) == 2)
    crew.keys("Ctrl+Return")
    crew.wait_for("Closed. It is safe on this laptop.")
    view = crew.store.order(job.id)
    assert view is not None
    assert view.order.closing is not None
    assert [note.text for note in view.order.notes] == [NOTE]


def refusals(crew: Laptop) -> list[str]:
    """What is said about photos that were not added, each sentence once."""
    return sorted({text for text in crew.texts if "(PHOTO-" in text})
