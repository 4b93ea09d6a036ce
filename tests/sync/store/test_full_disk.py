"""A disk that fills up while a job is being closed: the form in hand is saved, photos wait, nothing is lost.

On a real small file system, which only root may mount.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from sync.commands import AddNote, CloseOut
from sync.orders import PhotoRole
from sync.photo_refused import PhotoRefused
from sync.states import CommandState, PhotoState
from sync.store import Store, StoreProblem
from tests.builders import KEY, StillClock, a_photo, an_order
from tests.sync.store.office import Office, a_store

SIZE_MB = 40


def mounted(kind: str, at: Path) -> bool:
    """Whether a small file system could be made at `at`."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    at.mkdir()
    if kind == "tmpfs":
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "none", str(at)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    image = at.with_name("image")
    with image.open("wb") as file:
        file.truncate(SIZE_MB << 20)
    for command in (["mkfs.ext4", "-q", "-m", "0", str(image)], ["mount", "-o", "loop", str(image), str(at)]):
        if shutil.which(command[0]) is None or subprocess.run(command, check=False, capture_output=True).returncode:
            return False
    return True


@pytest.fixture(params=["tmpfs", "ext4"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    at = tmp_path / "disk"
    if not mounted(request.param, at):
        pytest.skip(f"FULL DISK NOT TESTED: no small {request.param} file system can be mounted here")
    yield at
    subprocess.run(["umount", str(at)], check=True)


def fill(disk: Path) -> Path:
    """Another program takes all that is left."""
    path = disk / "another-programs-log"
    with suppress(OSError), path.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 512):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return path


def test_the_form_in_hand_is_saved_photos_wait_and_all_of_it_arrives(disk: Path) -> None:
    folder = disk / "laptop"
    office = Office(*(an_order(id=f"job-{n}") for n in range(4)))
    store = a_store(folder)
    office.snapshot(store)
    proof = a_photo()
    photo = store.add_photo("job-1", PhotoRole.AFTER, proof)
    store.save_draft("job-1", {"code": "repaired"})
    hog = fill(disk)

    closed = store.record("job-1", CloseOut("repaired", 25, note="Two bags.", note_id="n", photo_ids=(photo.photo_id,)))
    assert not (folder / "fieldapp.ballast").exists()
    with pytest.raises(PhotoRefused) as caught:
        store.add_photo("job-2", PhotoRole.AFTER, a_photo("#102030"))
    assert caught.value.code == "PHOTO-DISK-FULL"
    second = store.record("job-2", CloseOut("repaired"))  # closing goes on
    assert store.draft("job-1") is None
    store.close()

    store = Store.open(folder, KEY, StillClock())  # also a start finds its way
    assert {item.command.id for item in store.outbox()} >= {closed.command_id, second.command_id}
    assert store.recovered() is None
    hog.unlink()
    last = store.record("job-3", AddNote("n3", "There is room again."))
    assert (folder / "fieldapp.ballast").stat().st_size == 2 << 20
    more = store.add_photo("job-2", PhotoRole.AFTER, a_photo("#102030"))

    office.sync(store)
    office.sync(store)
    assert {closed.command_id, second.command_id, last.command_id, more.command_id} <= set(office.known)
    assert len(office.known) == len(store.outbox()) == 5
    assert {item.state for item in store.outbox()} == {CommandState.SETTLED}
    assert sha256(store.photo_bytes(photo.photo_id) or b"").hexdigest() == proof.sha256
    view = store.order("job-1")
    assert view is not None
    assert [p.state for p in view.photos] == [PhotoState.ANNOUNCED]
    store.close()


def test_when_not_even_the_ballast_helps_the_sentence_says_what_is_safe(disk: Path) -> None:
    folder = disk / "laptop"
    office = Office(*(an_order(id=f"job-{n}") for n in range(400)))
    store = a_store(folder)
    office.snapshot(store)
    hog = fill(disk)
    kept = []

    def write_on() -> None:
        for n in range(400):
            fill(disk)  # it takes what the ballast gave, too
            kept.append(store.record(f"job-{n}", AddNote(f"n{n}", "x" * 20_000)).command_id)

    with pytest.raises(StoreProblem) as caught:
        write_on()
    assert caught.value.code == "STORE-DISK-FULL"
    assert "All earlier work is safe" in caught.value.sentence
    assert {item.command.id for item in store.outbox()} == set(kept)
    hog.unlink()
    store.record("job-399", AddNote("n", "again"))
    store.close()
    again = Store.open(folder, KEY, StillClock())
    assert len(again.outbox()) == len(kept) + 1
    again.close()
