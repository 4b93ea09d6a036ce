"""A part of a page that scrolls up and down, without a field or a frame of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Scrolls what `layout` holds; as wide as there is room, never wider."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        inside = QWidget()
        inside.setLayout(layout)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Qt fills both with the window's colour, which is wrong on a card.
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
