"""The three stations of a change: on the laptop, sending, in the CRM."""

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted

STAGES = ("laptop", "sending", "in_crm", "needs_you")
WIDTH_PX = 260
_STATES = {
    "laptop": ("stored", "none", "none"),
    "sending": ("done", "running", "none"),
    "in_crm": ("done", "done", "done"),
    "needs_you": ("done", "stopped", "none"),
}
_REACHED = {"laptop": 0, "sending": 1, "in_crm": 2, "needs_you": 1}


def stage_names() -> tuple[str, str, str]:
    """Return the words under the three stations, in the language of the application."""
    return (
        QCoreApplication.translate("StageTrack", "On laptop"),
        QCoreApplication.translate("StageTrack", "Sending"),
        QCoreApplication.translate("StageTrack", "In CRM"),
    )


def paint_track(painter: QPainter, rect: QRect, stage: str) -> None:
    """Paint the stations into `rect` (about 260 by 52 px): green reached, blue running, red stopped."""
    look = theme.current()
    quiet = theme.mix(look.text, look.surface, 0.3 if look.border_px > 1 else 0.14)
    states = _STATES[stage]
    side = px(20)
    step = rect.width() / 3
    centres = [rect.x() + step * (number + 0.5) for number in range(3)]
    y = rect.y() + px(6)
    painter.setPen(Qt.PenStyle.NoPen)
    for number in (0, 1):
        reached = states[number] == "done" and states[number + 1] != "none"
        line = QRectF(centres[number], y + side / 2 - px(1), step, px(3))
        painter.fillRect(line, theme.color("ok") if reached else QColor(quiet))
    for centre, state, name in zip(centres, states, stage_names(), strict=True):
        place = QRect(round(centre - step / 2), y, round(step), rect.height())
        _paint_station(painter, place, state, name, quiet)


def station_width() -> int:
    """Return the room that the widest station takes, in pixels."""
    return max(paint.width(name, "label") for name in stage_names()) + px(8)


def paint_station(painter: QPainter, rect: QRect, stage: str) -> None:
    """Paint only the station that has been reached, where there is no room for all three."""
    number = _REACHED[stage]
    place = rect.adjusted(0, px(6), 0, 0)
    _paint_station(painter, place, _STATES[stage][number], stage_names()[number], "")


def _paint_station(painter: QPainter, rect: QRect, state: str, name: str, quiet: str) -> None:
    side = px(20)
    _paint_dot(painter, QRectF(rect.x() + (rect.width() - side) / 2, rect.y(), side, side), state, quiet)
    below = QRect(rect.x(), rect.y() + side + px(5), rect.width(), px(17))
    shade = {"none": "text2", "stopped": "bad", "stored": "warn"}.get(state, "text")
    paint.words(painter, below, name, "label", shade, paint.CENTRE)


def _paint_dot(painter: QPainter, dot: QRectF, state: str, quiet: str) -> None:
    if state == "done":
        paint.check_disc(painter, dot, "ok")
    elif state == "stopped":
        paint.check_disc(painter, dot, "bad", icon="triangle-alert")
    elif state == "none":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(quiet))
        painter.drawEllipse(dot)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary" if state == "running" else "warn"))
        painter.drawEllipse(dot)
        hole = px(6)
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(dot.adjusted(hole, hole, -hole, -hole))


class StageTrack(Painted):
    """Shows how far one change has come."""

    def __init__(self, stage: str = "laptop", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_stage(stage)

    def set_stage(self, stage: str) -> None:
        """Show one of STAGES."""
        self._stage = stage
        on_laptop, sending, in_crm = stage_names()
        needs = self.tr("Needs a decision")
        words = {"laptop": on_laptop, "sending": sending, "in_crm": in_crm, "needs_you": needs}
        self.setAccessibleName(words[stage])
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words."""
        widest = max(paint.width(name, "label") for name in stage_names())
        return QSize(max(px(WIDTH_PX), 3 * (widest + px(8))), px(54))

    def minimumSizeHint(self) -> QSize:
        """Never less, or the words would not fit."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stations."""
        paint_track(QPainter(self), self.rect(), self._stage)
