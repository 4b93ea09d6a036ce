"""Two photos of one place, before and after: one over the other with a handle to slide, or side by side."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.keys import tell
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.spoken import speak_as

_STEP = 0.05


class CompareView(Painted):
    """Drag the handle, or use Left, Right, Home and End; Space changes between "slide" and "side"."""

    moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: QImage | None = None
        self._after: QImage | None = None
        self._labels = ("", "")
        self._missing = (self.tr("No photo before"), self.tr("No photo after"))
        self._mode, self._position = "slide", 0.5
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Before and after"))
        speak_as(self, QAccessible.Role.Slider)
        tell(self, self.tr("Space"), self.tr("Photos: slider or side by side"))
        tell(self, "←  →", self.tr("Photos: move the slider"))

    def set_images(
        self, before: QImage | None, after: QImage | None, before_label: str = "", after_label: str = ""
    ) -> None:
        """Show two photos (None: there is none) with their labels; the handle returns to the middle."""
        self._before = before if before is not None and not before.isNull() else None
        self._after = after if after is not None and not after.isNull() else None
        self._labels = (before_label, after_label)
        self._position = 0.5
        self._describe()
        self.update()

    def set_missing(self, before: str, after: str) -> None:
        """Say why a side has no photo: there is none, it is loading, it does not open."""
        self._missing = (before, after)
        self._describe()
        self.update()

    def set_mode(self, mode: str) -> None:
        """Show the photos "slide" (one over the other) or "side" (by side)."""
        self._mode = mode
        self.update()

    def _describe(self) -> None:
        """Each side as a screen reader says it: the photo's label, or why there is none."""
        sides = zip((self._before, self._after), self._labels, self._missing, strict=True)
        said = [label if image is not None else missing for image, label, missing in sides]
        self.setAccessibleDescription(", ".join(text for text in said if text))

    def mode(self) -> str:
        """Return "slide" or "side"."""
        return self._mode

    def set_position(self, position: float) -> None:
        """Put the handle between 0 (only after) and 1 (only before)."""
        kept = max(0.0, min(1.0, position))
        if kept != self._position:
            self._position = kept
            self.moved.emit(kept)
            self.update()

    def position(self) -> float:
        """Return where the handle is, 0 to 1."""
        return self._position

    def sizeHint(self) -> QSize:
        """A large landscape."""
        return QSize(px(720), px(520))

    def minimumSizeHint(self) -> QSize:
        """Small, yet with room for both labels."""
        return QSize(px(280), px(180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the handle or change the mode."""
        moves = {
            Qt.Key.Key_Left: self._position - _STEP,
            Qt.Key.Key_Right: self._position + _STEP,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        self.ringed = True
        if event.key() == Qt.Key.Key_Space:
            self.set_mode("side" if self._mode == "slide" else "slide")
        elif Qt.Key(event.key()) in moves and self._mode == "slide":
            self.set_position(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to the finger."""
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger."""
        self._drag(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photos, the handle and the labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mode == "side" or self._before is None or self._after is None:
            self._paint_sides(painter)
        else:
            self._paint_slide(painter, self._before, self._after)
        if self.ringed and self.hasFocus():
            paint.focus_ring(painter, self.rect(), 12)

    def _drag(self, event: QMouseEvent) -> None:
        if self._mode == "slide" and event.buttons() & Qt.MouseButton.LeftButton:
            self.set_position(event.position().x() / max(1, self.width()))

    def _paint_sides(self, painter: QPainter) -> None:
        gap = px(12)
        half = (self.width() - gap) // 2
        left = QRect(0, 0, half, self.height())
        right = QRect(self.width() - half, 0, half, self.height())
        tones = ("neutral", "ok")
        for rect, image, label, tone, none in zip(
            (left, right), (self._before, self._after), self._labels, tones, self._missing, strict=True
        ):
            if image is None:
                look = theme.current()
                paint.box(painter, rect, look.sunk, look.edge, max(1.5, look.border_px), 12, dashed=True)
                paint.paragraph(painter, rect.adjusted(px(12), 0, -px(12), 0), none, "body", "text2", paint.CENTRE)
            else:
                paint.photo(painter, rect, image, radius=12)
                paint.tag(painter, rect.x() + px(12), px(12), label, tone, half - px(24), 28)

    def _paint_slide(self, painter: QPainter, before: QImage, after: QImage) -> None:
        split = round(self.width() * self._position)
        size = self.size()
        ratio = self.devicePixelRatioF()
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), px(12), px(12))
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(self.rect(), paint.covered(after, size, ratio))
        painter.setClipRect(QRect(0, 0, split, self.height()), Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(self.rect(), paint.covered(before, size, ratio))
        painter.restore()
        room = self.width() // 2 - px(24)
        paint.tag(painter, px(14), px(14), self._labels[0], "neutral", room, 30)
        wide = min(paint.width(self._labels[1], "small_strong") + 2 * px(8), room)
        paint.tag(painter, self.width() - px(14) - wide, px(14), self._labels[1], "ok", room, 30)
        self._paint_handle(painter, split)

    def _paint_handle(self, painter: QPainter, split: int) -> None:
        painter.fillRect(QRectF(split - px(1.5), 0, px(3), self.height()), QColor("#ffffff"))
        radius = px(26)
        centre = QPointF(min(max(split, radius), self.width() - radius), self.height() / 2)
        painter.setPen(QPen(QColor(0, 0, 0, 60), px(1)))
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(centre, radius, radius)
        side = px(26)
        paint.picture(
            painter, "chevrons-left-right", "#12202e", centre.x() - side / 2, centre.y() - side / 2, side
        )
