"""This machine's own cameras: which there are, and what one of them sees.

QtMultimedia is loaded when somebody first asks. A machine that lacks what it needs has no camera.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraDevice, QMediaCaptureSession

_QUIET: Final = "qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg=false"
"""It would list every library for sound and video that this machine does without."""

_LOOK_MS: Final = 66
"""Fifteen pictures a second: enough to aim by, and little work for an old laptop."""

_PATIENCE_LOOKS: Final = 90
_WIDEST_PX: Final = 1920
"""A wider picture would be converted too slowly to aim by."""


class Dark(StrEnum):
    """Why a camera shows nothing."""

    FORBIDDEN = "forbidden"  # by the person, in the system's settings
    SILENT = "silent"  # it sends no picture: another program has it, or it was pulled out


@dataclass(frozen=True)
class Lens:
    """A camera, by the name that the system gives it.

    `film` makes it film into a session, and returns what has to live as long as it does.
    """

    name: str
    film: Callable[["QMediaCaptureSession"], QObject]


def supported() -> bool:
    """Whether this machine has what QtMultimedia needs, on Linux libpulse."""
    QLoggingCategory.setFilterRules(_QUIET)
    try:
        import_module("PySide6.QtMultimedia")
    except ImportError:
        return False
    return True


Lenses = Callable[[], tuple[Lens, ...]]
"""Lists the cameras that are there."""


def lenses() -> tuple[Lens, ...]:
    """The cameras that are there now, those that look away from the person first.

    Tens of milliseconds the first time, then nothing.
    """
    if not supported():
        return ()
    from PySide6.QtMultimedia import QCameraDevice, QMediaDevices

    back = QCameraDevice.Position.BackFace
    devices = sorted(QMediaDevices.videoInputs(), key=lambda device: device.position() is not back)
    return tuple(Lens(device.description(), partial(_filmed, device)) for device in devices)


class Camera(QObject):
    """One lens at a time. `seen` when there is another picture, `dark(why)` once when none comes."""

    seen = Signal()
    dark = Signal(Dark)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        """What it saw last, upright; a null image before the first."""
        self._running: tuple[QObject, ...] = ()
        self._wanted: Lens | None = None
        self._missed = 0
        # Its frames are asked for here. They come in another thread, and one that is on its way to a Python method
        # crashes the program when the method's owner goes meanwhile.
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self._look)

    def start(self, lens: Lens) -> None:
        """Film with this one, as soon as the person allows it where the system asks them."""
        self.stop()
        self._wanted = lens
        application, permission = QCoreApplication.instance(), QCameraPermission()
        assert application is not None
        allowed = application.checkPermission(permission)
        if allowed is Qt.PermissionStatus.Denied:
            self.dark.emit(Dark.FORBIDDEN)
        elif allowed is Qt.PermissionStatus.Undetermined:
            application.requestPermission(permission, self, self._answered)
        else:
            self._film(lens)

    def stop(self) -> None:
        """Let go of the camera; its light goes out."""
        self._wanted = None
        self._looks.stop()
        for part in self._running:
            part.deleteLater()
        self._running, self.image = (), QImage()

    def _answered(self, *_said: object) -> None:
        if self._wanted is not None:  # it may have taken a while, and nobody looks any more
            self.start(self._wanted)

    def _film(self, lens: Lens) -> None:
        QLoggingCategory.setFilterRules(_QUIET)
        from PySide6.QtMultimedia import QMediaCaptureSession, QVideoSink

        session, sink = QMediaCaptureSession(self), QVideoSink(self)
        session.setVideoSink(sink)
        self._sink, self._last, self._missed = sink, sink.videoFrame(), 0
        self._running = (lens.film(session), session, sink)
        self._looks.start()

    def _look(self) -> None:
        frame = self._sink.videoFrame()
        if not frame.isValid() or frame == self._last:
            self._missed += 1
            if self._missed == _PATIENCE_LOOKS:
                self.dark.emit(Dark.SILENT)
            return
        self._last, self._missed = frame, 0
        self.image = frame.toImage()
        self.seen.emit()


def _filmed(device: "QCameraDevice", session: "QMediaCaptureSession") -> QObject:
    from PySide6.QtMultimedia import QCamera

    camera = QCamera(device)
    fitting = [each for each in device.videoFormats() if each.resolution().width() <= _WIDEST_PX]
    if fitting:
        camera.setCameraFormat(max(fitting, key=lambda each: (each.resolution().width(), each.maxFrameRate())))
    session.setCamera(camera)
    camera.start()
    return camera
