"""A rounded card with a heading, a caption at the right, and room for anything below."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldapp import theme
from fieldapp.widgets import paint
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.painted import Painted
from fieldapp.widgets.text import Text


class Card(Painted):
    """A group of things; `kind` is "plain", "sunk" (a quiet inset) or "selected"."""

    def __init__(
        self,
        title: str = "",
        caption: str = "",
        kind: str = "plain",
        padding: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._title = Text(role="h3", elide=True)
        self._caption = Text(role="small", tone="text2")
        self._caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._header = row(self._title, self._caption, gap=8)
        self._header.setStretchFactor(self._title, 1)
        self._body = column(gap=10)
        outer = column(self._header, self._body, gap=12, margins=padding)
        outer.setStretchFactor(self._body, 1)
        self.setLayout(outer)
        self.set_title(title)
        self.set_caption(caption)

    @property
    def body(self) -> QVBoxLayout:
        """The layout below the heading."""
        return self._body

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the body."""
        self._body.addWidget(widget, stretch)

    def add_header(self, widget: QWidget) -> None:
        """Put a widget at the right end of the heading."""
        self._header.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Show another heading ("" for none)."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_caption(self, caption: str) -> None:
        """Show another caption at the right ("" for none)."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))

    def set_kind(self, kind: str) -> None:
        """Become "plain", "sunk" or "selected"."""
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card's field."""
        look = theme.current()
        painter = QPainter(self)
        if self._kind == "sunk":
            paint.box(painter, self.rect(), fill=look.sunk, radius=12)
        elif self._kind == "selected":
            paint.box(painter, self.rect(), fill=look.row_selected, edge=look.primary, width=2, radius=12)
        else:
            paint.box(
                painter, self.rect(), fill=look.surface, edge=look.border, width=look.border_px, radius=12
            )
