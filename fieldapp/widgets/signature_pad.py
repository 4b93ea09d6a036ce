"""A field to sign in, with a finger, a pen or the mouse."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets.painted import Painted

HEIGHT_PX, WIDTH_PX, LEAST_PX = 150, 460, 240
INK_PX, AIR_PX, SCALE = 3.0, 16, 3
"""Of the picture: it can be printed."""

LEAST_INK_PX = 24
"""A signature is longer than a dot that somebody made by accident."""

PAUSE_MS = 1200
"""Nobody goes on signing after that."""


class SignaturePad(Painted):
    """Takes strokes; `signed(image)` once somebody has paused or gone on, black on white."""

    signed = Signal(QImage)

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._strokes: list[QPolygonF] = []
        self._kept: QImage | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(px(LEAST_PX), px(HEIGHT_PX))

    def sizeHint(self) -> QSize:
        """Wide enough for a name."""
        return QSize(px(WIDTH_PX), px(HEIGHT_PX))

    @property
    def begun(self) -> bool:
        """Whether somebody has drawn here since it was empty."""
        return bool(self._strokes)

    def clear(self) -> None:
        """Empty again."""
        self._pause.stop()
        self._strokes, self._kept = [], None
        self.update()

    def show_signature(self, image: QImage | None) -> None:
        """Shows what was signed before; what is being drawn stays."""
        if not self._strokes:
            self._kept = image
            self.update()

    def follow_look(self) -> None:
        """Keep the height of a hand's movement."""
        self.setMinimumSize(px(LEAST_PX), px(HEIGHT_PX))
        super().follow_look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: who leaves the page has signed."""
        if self._pause.isActive():
            self._pause.stop()
            self._say()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a stroke begins; of fingers and pens Qt makes the same."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._kept = None
            self._pause.stop()
            self._strokes.append(QPolygonF([event.position()]))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: the stroke goes on."""
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: perhaps the last stroke."""
        if self._strokes and event.button() is Qt.MouseButton.LeftButton:
            self._pause.start()

    def _say(self) -> None:
        image = self._image()
        if image is None:
            self.clear()
        else:
            self.signed.emit(image)

    def _image(self) -> QImage | None:
        """The strokes with some air around them; None where there is hardly one."""
        around = QRectF()
        for stroke in self._strokes:
            around = around.united(stroke.boundingRect().adjusted(-0.5, -0.5, 0.5, 0.5))
        if around.width() + around.height() < px(LEAST_INK_PX):
            return None
        around.adjust(-AIR_PX, -AIR_PX, AIR_PX, AIR_PX)
        image = QImage((around.size() * SCALE).toSize(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(SCALE, SCALE)
        painter.translate(-around.topLeft())
        self._draw(painter, QColor(Qt.GlobalColor.black))
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the field, its line, and what was drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = px(theme.current().border_px) / 2
        painter.setPen(QPen(theme.color("edge"), half * 2))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), px(8), px(8))
        base = self.height() - px(38)
        painter.setPen(QPen(theme.color("text2"), px(1)))
        painter.drawLine(QPointF(px(20), base), QPointF(self.width() - px(20), base))
        if self._kept is not None:
            self._draw_kept(painter, self._kept)
        elif self._strokes:
            self._draw(painter, theme.color("text"))
        else:
            below = QRectF(px(20), base, self.width() - px(40), px(32))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._hint)

    def _draw_kept(self, painter: QPainter, kept: QImage) -> None:
        """The picture that was taken: on white in every theme, since its ink is black."""
        room = QSize(self.width() - px(24), self.height() - px(24))
        shown = (kept.size() / SCALE).boundedTo(kept.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        place = QRectF(QPointF(), shown.toSizeF())
        place.moveCenter(QRectF(self.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, kept)

    def _draw(self, painter: QPainter, ink: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, INK_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            if stroke.size() == 1:
                painter.drawPoint(stroke.first())
            else:
                painter.drawPolyline(stroke)
