"""An SD card comes into the laptop in the field: its photos of this job are offered, added, sent, and known again."""

import os
import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from fieldapp.tour.bad_line import Fault
from fieldapp.widgets.photo_grid import PhotoPick
from sync.orders import PhotoRole
from tests.builders import a_jpeg
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop
from tests.journeys.laptop import Laptop

DAYS_AGO_S = 3 * 86_400


def a_card(folder: Path, *photos: Path) -> Path:
    """A card with photos of now, and one of the last job on it."""
    camera = folder / "DCIM" / "100CANON"
    camera.mkdir(parents=True)
    for photo in photos:
        shutil.copyfile(photo, camera / photo.name)
    old = camera / "DSC_0001.JPG"
    old.write_bytes(a_jpeg("#405060"))
    long_ago = time.time() - DAYS_AGO_S
    os.utime(old, (long_ago, long_ago))
    return folder


def labels(crew: Laptop) -> list[str]:
    model = crew.window.findChild(PhotoPick).model()
    return [str(model.data(model.index(number, 0), 0x0100).label) for number in range(model.rowCount())]


def test_a_card_is_offered_offline_added_in_three_taps_and_its_photos_reach_the_city(
    city: City, laptop: OpenLaptop, jpeg: Path, heic: Path, tmp_path: Path
) -> None:
    drives: list[tuple[Path, str]] = []
    crew, job = laptop("ana", drives=lambda: tuple(drives)), city.pothole
    city.line.become(Fault.CUT)
    crew.show_job(job)
    crew.press("Start")
    drives.append((a_card(tmp_path / "card", jpeg, heic), "EOS"))
    crew.app.cards.look()
    crew.wait_for("EOS: 2 new photos since")

    crew.press("Choose")
    crew.wait_for("Photos from EOS", f"{job.title} · {job.address}", "2 photos chosen")
    crew.press("Add 2 photos")
    crew.wait_for("2 photos added.")
    crew.until(lambda: len(crew.photos_of(job)) == 2)
    crew.wait_for(f"{job.address} · {job.number}", gone=("EOS: 2 new photos since",))

    city.line.become(Fault.NONE)
    crew.sync_now("Alt+4")
    crew.wait_for("All in the CRM")
    assert tuple(city.kept_photos(job)) == crew.photos_of(job)
    assert {photo.role for photo in city.order(job).photos if photo.sha256 in crew.photos_of(job)} == {PhotoRole.AFTER}

    crew.begin_close_out(job)
    crew.press("From phone or SD card")
    crew.wait_for("0 photos chosen")
    crew.until(lambda: sorted(labels(crew)) == ["", "Already added", "Already added"])


def test_a_folder_that_a_phone_fills_is_watched_from_then_on(
    city: City, laptop: OpenLaptop, jpeg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "phone"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    crew, job = laptop("ana", drives=tuple), city.pothole
    crew.show_job(job)
    crew.app.workspace.show_page("photo_import", "*")
    crew.press("Watch a folder")
    crew.until(lambda: crew.app.cards.folder == str(folder))
    crew.end()

    again = laptop("ana", sign_in=False, drives=tuple)
    shutil.copyfile(jpeg, folder / "PXL_1.jpg")
    again.app.cards.look()
    again.wait_for("Photo folder: 1 new photo since")


def test_the_window_closes_in_the_middle_and_nothing_that_was_added_is_lost(
    city: City, laptop: OpenLaptop, tmp_path: Path
) -> None:
    many = []
    for number in range(12):
        many.append(tmp_path / f"IMG_{number:04}.JPG")
        many[-1].write_bytes(a_jpeg(f"#{20 * number:02x}5070"))
    drives: list[tuple[Path, str]] = []
    crew, job = laptop("ana", drives=lambda: tuple(drives)), city.pothole
    city.line.become(Fault.CUT)
    crew.show_job(job)
    crew.press("Start")
    drives.append((a_card(tmp_path / "card", *many), "EOS"))
    crew.app.cards.look()
    crew.wait_for("EOS: 12 new photos since")
    crew.press("Choose")
    crew.press("Add 12 photos")
    crew.until(lambda: len(crew.photos_of(job)) >= 3)
    crew.end()

    again = laptop("ana", sign_in=False, drives=lambda: tuple(drives))
    kept = again.photos_of(job)
    assert 3 <= len(kept) < 12
    left = 12 - len(kept)
    again.wait_for(f"EOS: {left} new photo{'s' if left > 1 else ''} since")
