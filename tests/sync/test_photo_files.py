"""A saved photo is on the disk for good, sealed, and found again whatever happened meanwhile."""

import errno
import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sync.frames import FrameDamaged
from sync.photo_files import Orphan, PhotoFiles
from sync.photo_refused import PhotoRefused
from sync.photos import PreparedPhoto, prepare

KEY = bytes(range(32))
ORDER = "0196c0de-0000-7000-8000-00000000000a"
STEPS = ("photo.tmp_written", "photo.fsynced", "photo.thumb_renamed", "photo.renamed", "photo.dir_fsynced")
SOURCE = Path(__file__).parents[1] / "files" / "photos" / "Landscape_1.jpg"


class PowerCut(BaseException):
    """Nothing of ours may run after it."""


def a_photo(text: str = "picture", size: int = 100_000) -> PreparedPhoto:
    jpeg = text.encode() + os.urandom(size)
    return PreparedPhoto(jpeg, b"thumb of " + text.encode(), 4, 3, hashlib.sha256(jpeg).hexdigest())


def stopping_at(wanted: str, error: BaseException):  # type: ignore[no-untyped-def]
    def step(name: str) -> None:
        if name == wanted:
            raise error

    return step


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "photos"


@pytest.fixture
def files(folder: Path) -> PhotoFiles:
    return PhotoFiles(folder, KEY)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestSaving:
    def test_a_saved_photo_is_read_in_full_in_parts_and_small(self, files: PhotoFiles, folder: Path) -> None:
        photo = a_photo()
        saved = files.save("p1", ORDER, photo)
        assert names(folder) == [f"p1.{ORDER}.{photo.sha256[:16]}.enc", "p1.thumb.enc"]
        for reader in (files, PhotoFiles(folder, KEY)):
            assert reader.find("p1") == saved
            assert reader.read("p1") == photo.jpeg
            assert reader.read_range("p1", 65_000, 2_000) == photo.jpeg[65_000:67_000]
            assert reader.thumbnail("p1") == photo.thumbnail
        assert saved.size_bytes == len(photo.jpeg)

    def test_a_real_photo_comes_back_with_its_digest_and_nothing_shows(
        self, files: PhotoFiles, folder: Path
    ) -> None:
        photo = prepare(SOURCE, name="Mrs Canary.jpg")
        files.save("p1", ORDER, photo)
        assert hashlib.sha256(files.read("p1")).hexdigest() == photo.sha256
        for path in folder.iterdir():
            raw = path.read_bytes()
            for trace in (
                b"\xff\xd8\xff",
                b"JFIF",
                b"Canary",
                photo.jpeg[1000:1016],
                photo.thumbnail[600:616],
            ):
                assert trace not in raw
            assert "Canary" not in path.name

    @pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
    def test_only_the_owner_may_look(self, files: PhotoFiles, folder: Path) -> None:
        files.save("p1", ORDER, a_photo())
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}

    def test_saving_again_is_harmless(self, files: PhotoFiles, folder: Path) -> None:
        photo = a_photo()
        saved = files.save("p1", ORDER, photo)
        before = saved.path.read_bytes()
        assert PhotoFiles(folder, KEY).save("p1", ORDER, photo) == saved
        assert saved.path.read_bytes() == before

    def test_saving_again_heals_a_damaged_file(self, files: PhotoFiles) -> None:
        photo = a_photo()
        saved = files.save("p1", ORDER, photo)
        saved.path.write_bytes(b"")
        files.save("p1", ORDER, photo)
        assert files.read("p1") == photo.jpeg

    def test_one_id_is_one_photo(self, files: PhotoFiles) -> None:
        files.save("p1", ORDER, a_photo("one"))
        with pytest.raises(ValueError, match="taken"):
            files.save("p1", ORDER, a_photo("two"))

    @pytest.mark.parametrize("bad", ["", "../up", "a.b", "a/b", "a" * 65, "ñ"])
    def test_an_id_that_is_no_file_name_is_a_mistake_of_the_program(
        self, files: PhotoFiles, bad: str
    ) -> None:
        with pytest.raises(ValueError, match="id"):
            files.save(bad, ORDER, a_photo())
        with pytest.raises(ValueError, match="id"):
            files.save("p1", bad, a_photo())


class TestCrashes:
    def test_the_steps_come_in_order(self, folder: Path) -> None:
        seen: list[str] = []
        PhotoFiles(folder, KEY, seen.append).save("p1", ORDER, a_photo())
        assert tuple(seen) == STEPS

    @pytest.mark.parametrize("step", STEPS)
    def test_after_a_crash_the_photo_is_whole_or_not_there(self, folder: Path, step: str) -> None:
        photo = a_photo()
        with pytest.raises(PowerCut):
            PhotoFiles(folder, KEY, stopping_at(step, PowerCut())).save("p1", ORDER, photo)
        after = PhotoFiles(folder, KEY)
        swept = after.sweep_tmp()
        whole = STEPS.index(step) >= STEPS.index("photo.renamed")
        assert swept == {"photo.tmp_written": 2, "photo.fsynced": 2, "photo.thumb_renamed": 1}.get(step, 0)
        assert [orphan.intact for orphan in after.orphans(())] == ([True] if whole else [])
        after.save("p1", ORDER, photo)  # and the import can be done again
        assert after.read("p1") == photo.jpeg
        assert len(names(folder)) == 2

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize(
        ("number", "code"),
        [
            (errno.ENOSPC, "PHOTO-DISK-FULL"),
            (errno.EDQUOT, "PHOTO-DISK-FULL"),
            (errno.EIO, "PHOTO-NOT-SAVED"),
        ],
    )
    def test_a_disk_that_refuses_leaves_nothing_behind(
        self, folder: Path, step: str, number: int, code: str
    ) -> None:
        refusing = PhotoFiles(folder, KEY, stopping_at(step, OSError(number, os.strerror(number))))
        with pytest.raises(PhotoRefused) as caught:
            refusing.save("p1", ORDER, a_photo())
        assert caught.value.code == code
        assert names(folder) == []
        assert refusing.find("p1") is None

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX file size limit")
    def test_a_write_the_system_cuts_short_leaves_nothing_behind(self, folder: Path) -> None:
        program = (
            "import resource, sys\n"
            "from pathlib import Path\n"
            "from sync.photo_files import PhotoFiles\n"
            "from sync.photo_refused import PhotoRefused\n"
            "from sync.photos import PreparedPhoto\n"
            "files = PhotoFiles(Path(sys.argv[1]), bytes(32))\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
            "try:\n"
            "    files.save('p1', 'o1', PreparedPhoto(bytes(100_000), b'thumb', 4, 3, 'ab' * 32))\n"
            "except PhotoRefused as refused:\n"
            "    print(refused.code)\n"
        )
        root = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stdout.strip() == "PHOTO-NOT-SAVED"
        assert names(folder) == []

    def test_only_tmp_files_are_swept(self, files: PhotoFiles, folder: Path) -> None:
        files.save("p1", ORDER, a_photo())
        (folder / "p2.x.enc.12345678.tmp").write_bytes(b"half")
        (folder / "notes.txt").write_bytes(b"not ours")
        before = names(folder)
        assert files.sweep_tmp() == 1
        assert names(folder) == [name for name in before if not name.endswith(".tmp")]


class TestTakingUpAgain:
    def test_files_without_a_row_are_found_with_all_that_their_row_needs(self, files: PhotoFiles) -> None:
        photos = {photo_id: a_photo(photo_id) for photo_id in ("p3", "p1", "p2")}
        for photo_id, photo in photos.items():
            files.save(photo_id, ORDER, photo)
        found = files.orphans({"p2"})
        assert [orphan.photo_id for orphan in found] == ["p1", "p3"]
        for orphan in found:
            photo = photos[orphan.photo_id]
            assert orphan == Orphan(
                orphan.photo_id, ORDER, photo.sha256, len(photo.jpeg), orphan.written_at, intact=True
            )
            assert orphan.written_at.endswith("Z")

    def test_a_damaged_or_renamed_one_is_told_and_kept(self, files: PhotoFiles, folder: Path) -> None:
        flipped = files.save("p1", ORDER, a_photo("one")).path
        renamed = files.save("p2", ORDER, a_photo("two")).path
        raw = bytearray(flipped.read_bytes())
        raw[5000] ^= 1
        flipped.write_bytes(raw)
        renamed.rename(folder / f"p2.{ORDER}.{'0' * 16}.enc")
        (folder / f"p3.{ORDER}.{'1' * 16}.enc").touch()
        before = names(folder)
        found = PhotoFiles(folder, KEY).orphans(())
        assert [(orphan.photo_id, orphan.intact, orphan.sha256) for orphan in found] == [
            ("p1", False, ""),
            ("p2", False, ""),
            ("p3", False, ""),
        ]
        assert names(folder) == before


class TestReading:
    def test_damage_is_told_by_code(self, files: PhotoFiles) -> None:
        saved = files.save("p1", ORDER, a_photo())
        raw = bytearray(saved.path.read_bytes())
        raw[40] ^= 1
        saved.path.write_bytes(raw)
        for reading in (lambda: files.read("p1"), lambda: files.read_range("p1", 0, 10)):
            with pytest.raises(FrameDamaged) as caught:
                reading()
            assert caught.value.code == "PHOTO-DAMAGED"

    def test_what_is_gone_is_missing(self, files: PhotoFiles) -> None:
        files.save("p1", ORDER, a_photo()).path.unlink()
        for reading in (
            lambda: files.read("p1"),
            lambda: files.read_range("p1", 0, 10),
            lambda: files.read("p2"),
            lambda: files.thumbnail("p2"),
        ):
            with pytest.raises(FrameDamaged) as caught:
                reading()
            assert caught.value.code == "PHOTO-MISSING"

    def test_removing_removes_both_and_only_those(self, files: PhotoFiles, folder: Path) -> None:
        files.save("p1", ORDER, a_photo())
        files.save("p2", ORDER, a_photo())
        files.remove("p1")
        files.remove("p1")
        assert files.find("p1") is None
        assert all(name.startswith("p2.") for name in names(folder))
        assert len(names(folder)) == 2

    def test_reading_photos_does_not_load_the_picture_library(self) -> None:
        program = "import sys, sync.photo_files; print('PIL' in sys.modules)"
        root = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True, timeout=60
        )
        assert done.stdout.strip() == "False"
