"""Pages of which one is in sight."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """A stack that needs the room of the page in sight only, where Qt's own needs that of the largest."""

    def sizeHint(self) -> QSize:
        """As the page in sight."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As the page in sight."""
        page = self.currentWidget()
        if page is None:
            return super().minimumSizeHint()
        set_size, hint = page.minimumSize(), page.minimumSizeHint()
        return QSize(set_size.width() or hint.width(), set_size.height() or hint.height())
