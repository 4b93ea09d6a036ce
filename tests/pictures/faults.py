"""What is wrong with a window as it is painted now: cut, covered or faint words, targets too small, nameless buttons.

Every visible part is painted once more onto a device that only notes each run of text: where it stands, how wide it
is and in which colour. So words on painted lists, chips and photos are looked at like those of labels. Contrast is
measured against the colour that the window really has around the words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPaintEngine, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from fieldapp import theme
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.guide import Guide
from fieldapp.widgets.key_sheet import KeySheet
from fieldapp.widgets.text import Text
from fieldapp.widgets.toast import Toast
from tests.pictures.looks import settle

LEAST_PX, LEAST_GO_PX = 44, 52
FLOORS = {"light": 4.5, "dark": 4.5, "sunlight": 7.0}
ELIDES = "elides"
"""A widget with this property set may end its words with an ellipsis; so may eliding labels and the rows of lists."""

_LOOKS, _BETWEEN_MS = 20, 50
OVER = (Toast, KeySheet, Guide)
"""What lies over a page for a while."""

_SLACK_PX = 2
_Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True)
class Words:
    """A run of text as it was painted by a part: its box in the window, and what of the box can be seen."""

    text: str
    box: QRectF
    seen: QRectF
    ink: QColor
    faint: bool
    part: QWidget


def faults(window: QWidget, colours: bool = True) -> list[str]:
    """Every fault in sight, a sentence each; `colours` is whether to measure contrast, a third of the time.

    What lies below a passing note, the guide or the sheet of keys counts as out of sight.
    """
    parts = [part for part in (window, *window.findChildren(QWidget)) if _painted(part)]
    over = [QRectF(part.geometry()) for part in parts if isinstance(part, OVER)]
    words = [each for part in parts for each in _words_of(part, window)]
    words = [each for each in words if _passing(each.part) or not any(each.box.intersects(box) for box in over)]
    found = [*_cut(words), *_squeezed(parts), *_covered(words), *_out_of_reach(parts)]
    if colours:
        found += _pale(words, window.grab().toImage())
    return sorted(set(found))


def lasting_faults(window: QWidget, colours: bool = True) -> list[str]:
    """The same, but for what a window that is still being laid out puts right by itself, in a second at most."""
    found = faults(window, colours)
    for _ in range(_LOOKS):
        if not found:
            break
        settle(_BETWEEN_MS)
        found = faults(window, colours)
    return found


def _painted(part: QWidget) -> bool:
    return part.isVisible() and not part.visibleRegion().isEmpty() and not isinstance(part, QScrollBar)


class _Engine(QPaintEngine):
    """Takes all that is painted, and keeps the texts: words, position, size, colour, opacity."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.runs: list[tuple[str, QRectF, QColor, float]] = []

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: object) -> None:
        pass

    def drawTextItem(self, at: QPoint, item: object) -> None:
        painter = self.painter()
        corner = painter.deviceTransform().map(at)
        box = QRectF(corner.x(), corner.y() - item.ascent(), item.width(), item.ascent() + item.descent())  # type: ignore[attr-defined]
        self.runs.append((item.text(), box, QColor(painter.pen().color()), painter.opacity()))  # type: ignore[attr-defined]

    def _pass(self, *_shapes: object) -> None:
        pass

    drawPixmap = drawImage = drawPath = drawRects = drawPolygon = drawLines = drawEllipse = _pass
    drawPoints = drawTiledPixmap = _pass


class _Device(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._metrics = {
            _Metric.PdmWidth: size.width(), _Metric.PdmHeight: size.height(), _Metric.PdmDepth: 32,
            _Metric.PdmDpiX: 96, _Metric.PdmDpiY: 96, _Metric.PdmPhysicalDpiX: 96, _Metric.PdmPhysicalDpiY: 96,
            _Metric.PdmDevicePixelRatio: 1, _Metric.PdmDevicePixelRatioScaled: 65536,
            _Metric.PdmNumColors: 2**31 - 1,
            _Metric.PdmWidthMM: size.width() // 4, _Metric.PdmHeightMM: size.height() // 4,
        }  # fmt: skip

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 0)


def _words_of(part: QWidget, window: QWidget) -> Iterator[Words]:
    device = _Device(part.size())
    part.render(device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    if not device.engine.runs:
        return
    corner = part.mapTo(window, QPoint())
    seen = QRectF(part.visibleRegion().boundingRect()).translated(corner)
    off = not part.isEnabled()
    for text, box, ink, opacity in device.engine.runs:
        if text.strip():
            placed = box.translated(corner)
            yield Words(text, placed, placed.intersected(seen), ink, off or opacity < 1, part)


def _cut(words: Sequence[Words]) -> Iterator[str]:
    """Words that do not lie within the part that paints them, or that end in an ellipsis nobody asked for."""
    for each in words:
        part = each.part
        inside = QRectF(part.rect()).translated(part.mapTo(part.window(), QPoint()))
        listed = isinstance(part.parentWidget(), QAbstractScrollArea)
        low, high = each.box.top() + each.box.height() * 0.2, each.box.bottom() - each.box.height() * 0.15
        wide = each.box.left() >= inside.left() - _SLACK_PX and each.box.right() <= inside.right() + _SLACK_PX
        tall = listed or (low >= inside.top() - _SLACK_PX and high <= inside.bottom() + _SLACK_PX)
        if not (wide and tall) and not isinstance(part, QLineEdit):
            yield f"cut: {each.text!r} on {_name(part)}"
        if each.text.endswith("…") and not _may_elide(part, each.text):
            yield f"shortened: {each.text!r} on {_name(part)}"


def _may_elide(part: QWidget, text: str) -> bool:
    if isinstance(part, Text):
        return part.text().endswith("…") or part.minimumSizeHint().width() < part.sizeHint().width()
    if isinstance(part.parentWidget(), QAbstractItemView) or part.property(ELIDES):
        return True
    said = (part.accessibleName(), getattr(part, "text", str)(), getattr(part, "placeholderText", str)())
    return any(text in each for each in said)


def _squeezed(parts: Sequence[QWidget]) -> Iterator[str]:
    """Labels that have less room than their words need."""
    for part in parts:
        if not isinstance(part, QLabel) or not part.text() or (isinstance(part, Text) and _may_elide(part, "")):
            continue
        hint = part.sizeHint()
        if part.wordWrap():
            hint = QSize(part.minimumSizeHint().width(), part.heightForWidth(part.width()))
        if hint.height() > part.height() + _SLACK_PX or hint.width() > part.width() + _SLACK_PX:
            had, needed = part.size().toTuple(), hint.toTuple()
            yield f"squeezed: {part.text()!r} has {had}, needs {needed}"


def _covered(words: Sequence[Words]) -> Iterator[str]:
    """Words painted over others."""
    shown = sorted((each for each in words if not each.seen.isEmpty()), key=lambda each: each.seen.top())
    for number, first in enumerate(shown):
        core = first.seen.adjusted(1, first.seen.height() * 0.25, -1, -first.seen.height() * 0.25)
        for other in shown[number + 1 :]:
            if other.seen.top() > first.seen.bottom():
                break
            both = core.intersected(other.seen.adjusted(1, other.seen.height() * 0.25, -1, -other.seen.height() * 0.25))
            if both.width() > 1 and both.height() > 1:
                yield f"covered: {first.text!r} and {other.text!r}"


def _passing(part: QWidget | None) -> bool:
    while part is not None:
        if isinstance(part, OVER):
            return True
        part = part.parentWidget()
    return False


def _out_of_reach(parts: Sequence[QWidget]) -> Iterator[str]:
    """Targets that a gloved finger misses, and buttons that a screen reader cannot name."""
    for part in parts:
        touched = isinstance(part, QAbstractButton | QLineEdit | QPlainTextEdit)
        home = part.parentWidget()
        if not touched or isinstance(home, QLineEdit):
            continue
        if home is not None and not home.rect().adjusted(-1, -1, 1, 1).contains(part.geometry()):
            yield f"outside: {_name(part)} {part.geometry().getRect()} in {home.size().toTuple()}"
        spoken = part.accessibleName() or getattr(part, "text", str)()
        if not spoken:
            yield f"nameless: {_name(part)}"
        least = theme.px(LEAST_GO_PX if isinstance(part, Button) and part.kind == "go" else LEAST_PX) - 1
        if min(part.width(), part.height()) < least and not isinstance(part.parentWidget(), QMenu):
            yield f"small: {_name(part)} {part.size().toTuple()}"


def _pale(words: Sequence[Words], image: QImage) -> Iterator[str]:
    """Words with less contrast than the theme's floor; what is switched off or dimmed may be faint."""
    floor = FLOORS[theme.current().name]
    for each in words:
        if each.faint or each.seen.width() < each.box.width() - 1 or each.seen.height() < each.box.height() - 1:
            continue
        behind = _behind(image, each.box)
        if behind is None:
            continue
        measured = theme.contrast(each.ink.name(), behind)
        if measured < floor:
            yield f"pale: {each.text!r} on {_name(each.part)}, {each.ink.name()} on {behind}: {measured:.1f}"


def _behind(image: QImage, box: QRectF) -> str | None:
    """The colour around words, None where there is no one colour (a photo)."""
    rect = box.toRect().adjusted(-1, 1, 1, -1).intersected(image.rect())
    step = max(1, rect.width() // 12)
    points = [(x, y) for x in range(rect.left(), rect.right(), step) for y in (rect.top(), rect.bottom())]
    seen = Counter(image.pixelColor(x, y).name() for x, y in points)
    colour, count = seen.most_common(1)[0] if seen else ("", 0)
    return colour if count * 3 >= len(points) * 2 else None


def _name(part: QWidget) -> str:
    said = part.accessibleName() or getattr(part, "text", str)()
    return f"{type(part).__name__} {said!r}" if said else f"{type(part).__name__} in {_home(part)}"


def _home(part: QWidget) -> str:
    trail = []
    home: QWidget | None = part.parentWidget()
    while home is not None and len(trail) < 3:
        trail.append(type(home).__name__)
        home = home.parentWidget()
    return " < ".join(trail)
