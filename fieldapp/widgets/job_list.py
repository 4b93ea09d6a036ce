"""The list of jobs: icon or photo, title, place, chips, and a word on where the job stands."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fieldapp.rows import JobRow
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.row_list import RowList, RowPainter


class JobList(RowList):
    """A list of JobRow values.

    With `thumbs` rows begin with a photo. `sections`: see `expect_sections`. `typed(text)` when somebody types on it.
    """

    typed = Signal(str)

    def __init__(
        self, name: str, thumbs: bool = False, sections: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.setUniformItemSizes(not sections)
        self.setItemDelegate(JobPainter(thumbs, self))

    def keyboardSearch(self, search: str) -> None:
        """Qt's hook: where there is a search box, it takes what is typed here; a scanner does not look where it is."""
        self.typed.emit(search)

    def expect_sections(self, sections: bool) -> None:
        """Say whether any row has a heading: where none has, all are one height and 500 are laid out at once."""
        if self.uniformItemSizes() is sections:
            self.setUniformItemSizes(not sections)
            self.scheduleDelayedItemsLayout()


class JobPainter(RowPainter):
    """Paints a JobRow."""

    def __init__(self, thumbs: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbs = thumbs
        self.height_px = 100 if thumbs else 104
        self.text_left_px = 114 if thumbs else 82

    def paint_row(self, painter: QPainter, rect: QRect, row: object, selected: bool) -> None:
        """Paint icon or photo, the three lines, and the corner."""
        assert isinstance(row, JobRow)
        top = rect.y() + px(16)
        mark = QRect(rect.x() + px(18), top, px(48), px(48))
        if self._thumbs:
            mark = QRect(rect.x() + px(14), top - px(1), px(86), px(70))
        if row.thumb is not None and not row.thumb.isNull():
            paint.photo(painter, mark, row.thumb)
        elif self._thumbs:
            paint.tile(painter, mark.adjusted(px(11), px(3), -px(11), -px(3)), row.icon, row.icon_tone)
        else:
            paint.tile(painter, mark, row.icon, row.icon_tone)
        left = rect.x() + px(self.text_left_px)
        right = rect.right() - px(16)
        title = QRect(left, top - px(4), right - left, px(24))
        place = QRect(left, top + px(20), right - left, px(22))
        self._paint_corner(painter, title, place, row)
        paint.words(painter, title, row.title, "title")
        paint.words(painter, place, row.subtitle, "card", "text2")
        self._paint_chips(painter, QRect(left, top + px(48), right - left, px(26)), row)

    def _paint_corner(self, painter: QPainter, title: QRect, place: QRect, row: JobRow) -> None:
        """Paint the word in the corner and narrow the line it stands on.

        It stands beside the title, beside the place where the title needs its room, else as its icon alone.
        """
        if not row.corner and not row.corner_icon:
            return
        role = "small" if row.corner_tone == "neutral" else "small_strong"
        side = px(18) if row.corner_icon else 0
        mark = side + px(5) if side else 0
        words = paint.width(row.corner, role) + 2 if row.corner else 0
        gap, line = px(10), title
        if side and words + mark + gap + paint.width(row.title, "title") > title.width():
            beside = words + mark + gap + paint.width(row.subtitle, "card") <= place.width()
            line, words = (place, words) if beside else (title, 0)
        at = QRect(line.right() + 1 - words, line.y(), words, line.height())
        paint.words(painter, at, row.corner if words else "", role, row.corner_tone)
        if side:
            top = line.y() + (line.height() - side) / 2
            paint.picture(painter, row.corner_icon, row.corner_tone, at.x() - (mark if words else side), top, side)
        line.setRight(at.x() - (mark if words else side) - gap)

    def _paint_chips(self, painter: QPainter, rect: QRect, row: JobRow) -> None:
        x, end = rect.x(), rect.right()
        role = "tiny" if self._thumbs else "small_strong"
        for chip in row.chips:
            wide = min(paint.chip_size(chip, role).width(), end - x)
            if wide < px(44):
                return
            paint.chip(painter, QRect(x, rect.y(), wide, rect.height()), chip, role)
            x += wide + px(8)
        if row.meta and end - x > px(32):
            x += px(2) if row.chips else 0
            paint.words(painter, QRect(x, rect.y(), end - x, rect.height()), row.meta, "meta", "text2")
