"""A list whose rows are painted, not built: what the lists of jobs, changes and photos share."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fieldapp import theme
from fieldapp.rows import ROW, ROW_ID, SECTION
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.keys import tell
from fieldapp.widgets.painted import ring_after

Index = QModelIndex | QPersistentModelIndex
SECTION_PX = 34


class RowList(QListView):
    """A list of row values (role ROW, each with an `id`); Enter or a double click opens the current one."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed = False
        self._framed = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(self._open)
        tell(self, "↑  ↓", self.tr("Move through the list"))
        self.follow_look()
        theme.look.changed.connect(self.follow_look)

    def follow_look(self) -> None:
        """Measure the rows again."""
        self.verticalScrollBar().setSingleStep(px(52))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_framed(self, framed: bool) -> None:
        """Round the corners and draw a card's line around the list; it stands on the page's "bg" then."""
        self._framed = framed
        self.viewport().update()

    def select(self, row_id: str) -> None:
        """Make a row current and bring it into sight; an id that is not in the list changes nothing."""
        model = self.model()
        for number in range(model.rowCount() if model is not None else 0):
            index = model.index(number, 0)
            if _id_at(index) == row_id:
                self.setCurrentIndex(index)
                if self.isVisible():  # else Qt does so when the list is shown, and knows its size
                    self.scrollTo(index)
                return

    def current_id(self) -> str:
        """Return the id of the current row, "" for none."""
        return _id_at(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row became current."""
        super().currentChanged(current, previous)
        chosen = _id_at(current)
        if chosen and chosen != _id_at(previous):
            self.chosen.emit(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; show the ring once keys are used."""
        self.ringed = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self.ringed = ring_after(self.ringed, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows on the surface colour."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("surface"))
        painter.end()
        super().paintEvent(event)
        if self._framed:
            self._paint_frame()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint a framed list anew, for its corners do not scroll."""
        super().scrollContentsBy(dx, dy)
        if self._framed:
            self.viewport().update()

    def _paint_frame(self) -> None:
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.viewport().rect())
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(rect)
        inside.addRoundedRect(rect, px(12), px(12))
        painter.fillPath(outside.subtracted(inside), theme.color("bg"))
        paint.box(painter, rect, edge=look.border, width=look.border_px, radius=12)

    def _open(self, index: Index) -> None:
        opened = _id_at(index)
        if opened:
            self.opened.emit(opened)


class RowPainter(QStyledItemDelegate):
    """Paints section headings, the field of a row with its selection, and leaves the rest to `paint_row`."""

    height_px = 104
    text_left_px = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row has one height, plus its section's heading."""
        section = index.data(SECTION)
        if section is None:
            section = getattr(index.data(ROW), "section", "")
        return QSize(0, px(self.height_px) + (px(SECTION_PX) if section else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW)
        if row is None:
            return
        painter.save()
        rect = QRect(option.rect)
        section = getattr(row, "section", "")
        if section:
            self._paint_section(painter, QRect(rect.x(), rect.y(), rect.width(), px(SECTION_PX)), section)
            rect.setTop(rect.top() + px(SECTION_PX))
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self.paint_field(painter, rect, row, selected, hovered)
        painter.setOpacity(0.45 if getattr(row, "dimmed", False) else 1.0)
        self.paint_row(painter, rect, row, selected)
        painter.setOpacity(1.0)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if focused and getattr(option.widget, "ringed", False):
            paint.focus_ring(painter, rect.adjusted(px(2), px(1), -px(2), -px(2)), 8)
        painter.restore()

    def paint_field(self, painter: QPainter, rect: QRect, row: object, selected: bool, hovered: bool) -> None:
        """Paint the field, the bar of the selected row, and the line below."""
        look = theme.current()
        if selected:
            painter.fillRect(rect, theme.color("row_selected"))
            bar = "#000000" if look.name == "sunlight" else look.primary
            painter.fillRect(QRect(rect.x(), rect.y(), px(5), rect.height()), theme.color(bar))
        elif hovered:
            painter.fillRect(rect, theme.color(theme.mix(look.text, look.surface, 0.03)))
        left = 0 if look.border_px > 1 else px(self.text_left_px)
        painter.fillRect(QRect(rect.x() + left, rect.bottom(), rect.width() - left, 1), theme.color("border"))

    def paint_row(self, painter: QPainter, rect: QRect, row: object, selected: bool) -> None:
        """Paint what is on the row."""
        raise NotImplementedError

    def _paint_section(self, painter: QPainter, rect: QRect, section: str) -> None:
        painter.fillRect(rect, theme.color("sunk"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.color("border"))
        font = theme.font("tiny")
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, px(1))
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        painter.drawText(rect.adjusted(px(18), 0, -px(8), 0), int(paint.LEFT), section)


def _id_at(index: Index) -> str:
    """The id of a row, "" for none; without making the row where the model can."""
    known = index.data(ROW_ID)
    return str(known if known is not None else getattr(index.data(ROW), "id", ""))
