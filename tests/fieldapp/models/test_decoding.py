"""Pictures are decoded in several threads at once, and the program goes on."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from fieldapp.models.photos import decoded
from tests.builders import a_jpeg

SECONDS, PATIENCE_S = 4, 60

BUSY = """
import sys, threading, time
from pathlib import Path
from fieldapp.models.file_thumbs import thumb_of
from fieldapp.models.photos import decoded

path, ends = Path(sys.argv[1]), time.monotonic() + float(sys.argv[2])
data = path.read_bytes()

def work(act):
    while time.monotonic() < ends:
        act()

acts = [lambda: decoded(data), lambda: thumb_of(path)] * 2
threads = [threading.Thread(target=work, args=(act,)) for act in acts]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_a_photo_beside_thumbnails_of_files_does_not_stop_the_program(tmp_path: Path) -> None:
    """Qt's lock over its image plug-ins and Python's own, each held by who waits for the other: it took no second."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(a_jpeg("#445566"))
    subprocess.run([sys.executable, "-c", BUSY, path, str(SECONDS)], check=True, timeout=PATIENCE_S)


def test_a_picture_is_as_large_as_is_asked_for_and_none_where_the_bytes_are_none() -> None:
    whole = decoded(a_jpeg("#445566"))
    small = decoded(a_jpeg("#445566"), 40)
    assert whole.format() == QImage.Format.Format_RGB32
    assert (max(small.width(), small.height()), small.pixelColor(5, 5).name()) == (40, whole.pixelColor(5, 5).name())
    assert decoded(b"no picture").isNull()
