"""A printed page as it will look, on a quiet ground."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted


class PaperView(Painted):
    """Shows one page, all of it; white in every theme, as paper is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_page(self, image: QImage | None) -> None:
        """Shows another page, None for a ground without one."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """As the window has room."""
        return QSize(px(480), px(600))

    def minimumSizeHint(self) -> QSize:
        """Small, but still a page."""
        return QSize(px(160), px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the ground, and the page with a line around it."""
        painter = QPainter(self)
        look = theme.current()
        paint.box(painter, self.rect(), fill=look.sunk, radius=12)
        if self._image is None:
            return
        room = self.rect().adjusted(px(16), px(16), -px(16), -px(16))
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        painter.drawPixmap(place, paint.covered(self._image, size, painter.device().devicePixelRatio()))
        painter.setPen(theme.color("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
