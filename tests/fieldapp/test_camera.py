"""A camera films while it is asked to, and says so when no picture comes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import camera as camera_module
from fieldapp.camera import Camera, Dark, Lens, lenses
from fieldapp.models.shot import Shot, jpeg
from sync.photos import prepare
from tests.lens import Scene


@pytest.fixture
def camera(qapp: QApplication) -> Iterator[Camera]:
    made = Camera()
    yield made
    made.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_what_is_before_the_lens_is_seen_and_the_next_picture_too(camera: Camera, qtbot: QtBot) -> None:
    scene = Scene()
    camera.start(scene.lens)
    for colour in ("#c00000", "#00a000"):
        with qtbot.waitSignal(camera.seen):
            scene.show(colour, 320, 240)
        assert (camera.image.width(), camera.image.height()) == (320, 240)
        assert camera.image.pixelColor(160, 120) == QColor(colour)


def test_it_lets_go_of_the_lens_when_it_is_stopped_or_takes_another(camera: Camera, qtbot: QtBot) -> None:
    one, other = Scene("One"), Scene("Other")
    camera.start(one.lens)
    camera.start(other.lens)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert (one.filming, other.filming) == (False, True)
    with qtbot.waitSignal(camera.seen):
        other.show("#0000c0")
    camera.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not other.filming
    assert camera.image.isNull()


def test_a_lens_that_sends_nothing_is_told_once(camera: Camera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "_PATIENCE_LOOKS", 2)
    told: list[Dark] = []
    camera.dark.connect(told.append)
    with qtbot.waitSignal(camera.dark):
        camera.start(Lens("Asleep", lambda _session: QObject()))
    with qtbot.assertNotEmitted(camera.dark, wait=200):
        pass
    assert told == [Dark.SILENT]


def test_this_machines_cameras_are_listed_by_name(qapp: QApplication) -> None:
    assert all(lens.name for lens in lenses())


def test_a_shot_is_a_photo_that_says_when_it_was_taken(qapp: QApplication) -> None:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#406080"))
    at = datetime(2026, 11, 22, 14, 5, 9, tzinfo=timezone(timedelta(hours=-7)))
    photo = prepare(jpeg(Shot(image, at)))
    assert (photo.width_px, photo.height_px) == (800, 600)
    assert photo.taken_at is not None
    assert datetime.fromisoformat(photo.taken_at) == at.astimezone(UTC)
