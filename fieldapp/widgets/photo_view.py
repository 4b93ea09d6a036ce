"""One photo, large, with its label and where it came from; files can be dropped on it."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import PaintedButton

_MOST_CUT = 0.2


def dropped_files(data: QMimeData) -> list[str]:
    """Return the paths of the local files in a drop or on the clipboard."""
    urls: Sequence[QUrl] = data.urls()
    return [url.toLocalFile() for url in urls if url.isLocalFile()]


class PhotoView(PaintedButton):
    """A large photo; a click emits `opened`, a drop of files emits `files_dropped` with their paths.

    With `least_px` (at 100 %) it asks for that height and no more, and takes what is left over.
    """

    opened = Signal()
    files_dropped = Signal(list)

    def __init__(self, least_px: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_px = least_px
        self._image: QImage | None = None
        self._label, self._label_tone, self._caption, self._checked = "", "neutral", "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Photo"))
        self.clicked.connect(self.opened)

    def set_photo(
        self,
        image: QImage | None,
        label: str = "",
        label_tone: str = "neutral",
        caption: str = "",
        checked: bool = False,
    ) -> None:
        """Show a photo (None: an empty place); `checked` puts a green check at its corner."""
        self._image = image if image is not None and not image.isNull() else None
        self._label, self._label_tone, self._caption, self._checked = label, label_tone, caption, checked
        spoken = ", ".join(part for part in (label, caption) if part)
        name = spoken or self.tr("Photo")
        if name != self.accessibleName():  # a camera shows fifteen pictures a second, and each would be read out
            self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A landscape photo."""
        return QSize(px(340), px(self._least_px or 260))

    def minimumSizeHint(self) -> QSize:
        """A photo that can still be recognised."""
        return QSize(px(160), px(self._least_px or 84))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        event.acceptProposedAction()
        self.files_dropped.emit(dropped_files(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint photo, label, caption and check, or an empty place."""
        painter = QPainter(self)
        if self._image is None:
            self._paint_empty(painter)
        else:
            # Evidence is to be seen whole: only a little of it may be cut to fill the place.
            whole = paint.cut_share(self._image, self.rect()) > _MOST_CUT
            (paint.contained if whole else paint.photo)(painter, self.rect(), self._image, radius=10)
            self._paint_caption(painter)
        room = self.width() - px(24) - (px(40) if self._checked else 0)
        paint.tag(painter, px(10), px(10), self._label, self._label_tone, room)
        if self._checked:
            paint.check_disc(
                painter, QRect(self.width() - px(38), px(10), px(28), px(28)), "#0f7a42", "#ffffff"
            )
        if self.ringed:
            paint.focus_ring(painter, self.rect())

    def _paint_empty(self, painter: QPainter) -> None:
        look = theme.current()
        paint.box(painter, self.rect(), look.sunk, look.edge, max(1.5, look.border_px), 10, dashed=True)
        side = px(40)
        paint.picture(
            painter, "image", "text2", (self.width() - side) / 2, (self.height() - side) / 2 - px(10), side
        )
        below = QRect(px(12), self.height() // 2 + px(18), self.width() - px(24), px(24))
        paint.words(painter, below, self._caption, "small", "text2", paint.CENTRE)

    def _paint_caption(self, painter: QPainter) -> None:
        if not self._caption:
            return
        shade = QLinearGradient(0, self.height() - px(52), 0, self.height())
        shade.setColorAt(0, QColor(0, 0, 0, 0))
        shade.setColorAt(1, QColor(0, 0, 0, 170))
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), px(10), px(10))
        painter.setClipPath(path)
        painter.fillRect(QRect(0, self.height() - px(52), self.width(), px(52)), shade)
        painter.restore()
        line = QRect(px(12), self.height() - px(32), self.width() - px(24), px(24))
        paint.words(painter, line, self._caption, "meta", "#ffffff", Qt.AlignmentFlag.AlignLeft | paint.LEFT)
