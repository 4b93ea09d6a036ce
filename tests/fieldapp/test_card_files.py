"""What is plugged in: a real mount is found, a camera's folder is recognised, files are listed newest first."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.card_files import Found, cards, mounted, photos_below, stamp
from tests.house.inspection import ROOT


def put(path: Path, data: bytes = b"x", at_s: int = 1_700_000_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (at_s, at_s))
    return path


def test_only_what_has_a_cameras_folder_is_a_card(tmp_path: Path) -> None:
    (tmp_path / "card" / "DCIM" / "100CANON").mkdir(parents=True)
    (tmp_path / "phone" / "dcim").mkdir(parents=True)
    (tmp_path / "stick" / "Documents").mkdir(parents=True)
    drives = ((tmp_path / "card", "EOS"), (tmp_path / "phone", ""), (tmp_path / "stick", ""), (tmp_path / "gone", ""))
    assert [(source.root.name, source.name) for source in cards(drives)] == [("DCIM", "EOS"), ("dcim", "")]


def test_photos_of_all_folders_come_newest_first_and_nothing_else(tmp_path: Path) -> None:
    old = put(tmp_path / "100CANON" / "IMG_1.JPG", b"12345", 1_700_000_000)
    new = put(tmp_path / "101CANON" / "IMG_2.heic", b"1", 1_700_000_900)
    put(tmp_path / "100CANON" / "MVI_1.MP4")
    put(tmp_path / "100CANON" / "._IMG_1.JPG")
    put(tmp_path / ".Trashes" / "IMG_0.JPG")
    put(tmp_path / "a" / "b" / "c" / "d" / "e" / "deep.jpg")
    assert photos_below(tmp_path) == (Found(new, 1, 1_700_000_900_000), Found(old, 5, 1_700_000_000_000))
    assert photos_below(tmp_path / "nowhere") == ()


def test_a_link_leads_out_of_no_card(tmp_path: Path) -> None:
    card = tmp_path / "card"
    put(tmp_path / "private" / "IMG_9.jpg")
    card.mkdir()
    (card / "all").symlink_to(tmp_path / "private", target_is_directory=True)
    assert photos_below(card) == ()


def test_the_stamp_tells_that_a_file_came(tmp_path: Path) -> None:
    put(tmp_path / "100CANON" / "IMG_1.JPG")
    before = stamp(tmp_path)
    assert stamp(tmp_path) == before
    put(tmp_path / "100CANON" / "IMG_2.JPG")
    assert stamp(tmp_path) != before
    assert stamp(tmp_path / "nowhere") == ()


SEEN = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QCoreApplication
from fieldapp.card_files import cards, mounted, photos_below
app = QCoreApplication([])
for source in cards(mounted()):
    print(source.root, [photo.path.name for photo in photos_below(source.root)])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("unshare"), reason="mounts are Linux’s")
def test_a_card_that_is_really_mounted_is_found(tmp_path: Path) -> None:
    card = tmp_path / "card"
    card.mkdir()
    script = (
        f"mount -t tmpfs none {card} && mkdir -p {card}/DCIM/100CANON && touch {card}/DCIM/100CANON/IMG_1.JPG && "
        f"exec {sys.executable} -c '{SEEN}'"
    )
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("nobody may mount here")
    assert done.returncode == 0, done.stderr
    assert f"{card / 'DCIM'} ['IMG_1.JPG']" in done.stdout


def test_the_laptops_own_disk_is_no_card() -> None:
    assert Path("/") not in [root for root, _ in mounted()]
