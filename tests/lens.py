"""A camera whose pictures are made here: Qt's own frame input films into the session that a camera would."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoFrameInput

from fieldapp.camera import Lens


class Scene:
    """What there is to be seen by the lens `name`. `filming` while somebody films it."""

    def __init__(self, name: str = "Rear camera") -> None:
        self.lens = Lens(name, self._film)
        self._input: QVideoFrameInput | None = None

    @property
    def filming(self) -> bool:
        """Whether the camera's light is on."""
        return self._input is not None

    def show(self, seen: str | QImage, wide: int = 640, high: int = 480) -> None:
        """Sends one picture: this one, or one of a single colour."""
        assert self._input is not None
        image = QImage(wide, high, QImage.Format.Format_RGBA8888)
        if isinstance(seen, QImage):
            image = seen.convertToFormat(image.format())
        else:
            image.fill(QColor(seen))
        assert self._input.sendVideoFrame(QVideoFrame(image))

    def _film(self, session: QMediaCaptureSession) -> QObject:
        made = QVideoFrameInput()
        session.setVideoFrameInput(made)
        made.destroyed.connect(self._end)
        self._input = made
        return made

    def _end(self) -> None:
        self._input = None
