"""Adding many files: in order, one bad one stops no other, a stop keeps what was added."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from fieldapp.background import Background
from fieldapp.card_files import Source
from fieldapp.imported import Imported
from fieldapp.models.card_watch import CardWatch, fresh, since_ms
from fieldapp.models.file_thumbs import FileThumbs, thumb_of
from fieldapp.models.photo_edits import picture_of_file
from fieldapp.models.photo_import import PhotoImport, take_in
from sync.clock import parse_ms
from sync.orders import PhotoRole, WorkOrder
from sync.store import Store
from tests.builders import Laptop, StillClock, a_jpeg, an_order
from tests.house.inspection import ROOT

PHONE = ROOT / "tests" / "files" / "photos"


@dataclass
class Bench:
    store: Store
    order: WorkOrder
    jobs: Background
    imported: Imported
    runner: PhotoImport


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    laptop, order = Laptop(tmp_path / "laptop", StillClock()), an_order()
    laptop.first_sync((order,))
    jobs, imported = Background(), Imported(tmp_path)
    yield Bench(laptop.store, order, jobs, imported, PhotoImport(laptop.store, jobs, imported))
    jobs.close()
    laptop.close()


def files(folder: Path, count: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / f"IMG_{number:03}.JPG" for number in range(count)]
    for number, path in enumerate(made):
        path.write_bytes(a_jpeg(f"#{20 + 7 * number:02x}8080", (64, 48)))
        os.utime(path, (1_800_000_000 + number, 1_800_000_000 + number))
    return made


def shown(bench: Bench) -> list[PhotoRole]:
    return [photo.role for photo in bench.store.order(bench.order.id).order.photos if not photo.withdrawn]


def test_bad_files_are_told_and_stop_no_other(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    good = files(tmp_path / "card", 3)
    bad = tmp_path / "card" / "IMG_X.JPG"
    bad.write_bytes(good[0].read_bytes()[:200])
    chosen = [
        good[0],
        bad,
        PHONE / "truncated.heic",
        good[1],
        tmp_path / "pulled out.jpg",
        good[2],
        PHONE / "xiaomi.heic",
    ]
    with qtbot.waitSignal(bench.runner.finished, timeout=60_000):
        bench.runner.start(bench.order.id, PhotoRole.DURING, chosen)
    assert [(name, error.code) for name, error in bench.runner.refused] == [
        ("IMG_X.JPG", "PHOTO-BROKEN"),
        ("truncated.heic", "PHOTO-BROKEN"),
        ("pulled out.jpg", "PHOTO-UNREADABLE"),
    ]
    assert (bench.runner.added, bench.runner.done, bench.runner.total) == (4, 7, 7)
    assert shown(bench) == [PhotoRole.DURING] * 4
    assert all(bench.imported.has(path, path.stat().st_size, 0) for path in good)
    assert not bench.imported.has(bad, bad.stat().st_size, 0)


def test_what_the_job_has_is_not_added_twice_but_what_was_taken_out_is(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    (path,) = files(tmp_path / "card", 1)
    for expected in ((1, 0), (0, 1)):
        with qtbot.waitSignal(bench.runner.finished, timeout=60_000):
            bench.runner.start(bench.order.id, PhotoRole.AFTER, [path])
        assert (bench.runner.added, bench.runner.there) == expected
    old = bench.store.order(bench.order.id).order.photos[0].id
    better = tmp_path / "better.jpg"
    better.write_bytes(a_jpeg("#ffffff", (64, 48)))
    assert take_in(bench.store, bench.imported, bench.order.id, PhotoRole.AFTER, better, old) is not None
    assert shown(bench) == [PhotoRole.AFTER]
    assert take_in(bench.store, bench.imported, bench.order.id, PhotoRole.AFTER, path) is not None
    assert len(shown(bench)) == 2


def test_a_stop_keeps_what_was_added_and_adds_no_more(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    chosen = files(tmp_path / "card", 30)
    bench.runner.moved.connect(lambda: bench.runner.stop() if bench.runner.done == 3 else None)
    with qtbot.waitSignal(bench.runner.finished, timeout=60_000):
        bench.runner.start(bench.order.id, PhotoRole.AFTER, chosen)
    assert bench.runner.stopped
    assert (bench.runner.added, len(shown(bench))) == (3, 3)
    assert not bench.runner.running


def test_a_card_is_noticed_with_its_photos_and_gone_when_it_is_pulled_out(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    card, drives = tmp_path / "card", []
    paths = files(card / "DCIM" / "100CANON", 4)
    bench.imported.add(paths[1])
    watch = CardWatch(bench.imported, drives=lambda: tuple(drives))
    watch.start(bench.jobs)
    qtbot.waitUntil(lambda: not watch._looking)
    assert watch.sources == ()
    drives.append((card, "EOS"))
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        watch.look()
    (source,) = watch.sources
    assert [photo.path for photo in source.photos] == paths[::-1]
    assert [photo.known for photo in source.photos] == [False, False, True, False]
    assert [photo.path for photo in fresh(source, (1_800_000_000 + 1) * 1000)] == [paths[3], paths[2]]
    late = card / "DCIM" / "100CANON" / "IMG_999.JPG"
    late.write_bytes(a_jpeg())
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        watch.look()
    assert len(watch.sources[0].photos) == 5
    drives.clear()
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        watch.look()
    assert watch.sources == ()
    watch.stop()


def test_a_watched_folder_is_a_source_and_choosing_it_is_told(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "phone"
    files(folder, 2)
    watch = CardWatch(bench.imported, drives=tuple)
    told: list[str] = []
    watch.folder_chosen.connect(told.append)
    watch.start(bench.jobs)
    qtbot.waitUntil(lambda: not watch._looking)
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        watch.watch(str(folder))
    assert told == [str(folder)]
    (source,) = watch.sources
    assert (source.root, source.is_card, len(source.photos)) == (folder, False, 2)
    watch.stop()


def test_since_the_job_was_started_else_since_midnight() -> None:
    now_ms = parse_ms("2026-11-22T18:48:00Z")
    assert since_ms("2026-11-22T18:10:00Z", now_ms) == parse_ms("2026-11-22T18:10:00Z")
    assert 0 <= now_ms - since_ms(None, now_ms) <= 86_400_000
    assert fresh(Source(Path("x"), "", True), 0) == ()


@pytest.mark.parametrize("name", [f"Landscape_{n}.jpg" for n in (1, 3, 6, 8)] + ["Portrait_6.jpg", "xiaomi.heic"])
def test_a_small_picture_of_a_file_is_upright(qtbot: QtBot, name: str) -> None:
    thumb = thumb_of(PHONE / name)
    assert max(thumb.width(), thumb.height()) == 320
    assert (thumb.width() > thumb.height()) == (not name.startswith("Portrait"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright_in_chooser_and_editor(
    qtbot: QtBot, tmp_path: Path, orientation: int
) -> None:
    upright = Image.new("RGB", (640, 400), "#8080ff")
    upright.paste("#ff0000", (0, 0, 320, 200))  # the top left corner
    lying = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}.get(orientation)  # how a camera held that way writes it
    stored = upright if lying is None else upright.transpose(Image.Transpose(lying))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"{orientation}.jpg"
    stored.save(path, exif=exif, quality=95)
    for picture in (thumb_of(path), picture_of_file(path)[0]):
        assert picture.width() > picture.height()
        corners = [picture.pixelColor(x, y).red() for x in (9, picture.width() - 9) for y in (9, picture.height() - 9)]
        assert [red > 200 for red in corners] == [True, False, False, False]


def test_broken_files_are_known_to_be_broken_and_what_is_asked_last_comes_first(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    thumbs = FileThumbs(bench.jobs)
    order: list[str] = []
    thumbs.loaded.connect(lambda key: order.append(Path(key).name))
    paths = [*files(tmp_path / "card", 5), PHONE / "corrupted.heic", tmp_path / "none.jpg"]
    for path in paths:
        assert thumbs.image(path) is None
    qtbot.waitUntil(lambda: len(order) == len(paths), timeout=20_000)
    assert order[1:] == [path.name for path in paths[:0:-1]]
    assert [thumbs.state(path) for path in paths] == ["ready"] * 5 + ["broken"] * 2
    image = thumbs.image(paths[0])
    assert image is not None
    assert image.width() == 64
    assert hashlib.sha256(paths[0].read_bytes()).hexdigest()  # the file itself is untouched
