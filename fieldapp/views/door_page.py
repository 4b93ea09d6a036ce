"""A page in front of the work: who it is about at the top, one card in the middle, nothing else."""

from PySide6.QtWidgets import QWidget

from fieldapp import theme
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.avatar import AppMark
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.tab_order import move_focus
from fieldapp.widgets.text import Text


class DoorPage(QWidget):
    """Subclasses fill `card`; `notice` is a line above it."""

    def __init__(self, title: str, below: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.notice = Banner()
        self.below = Text(below, "body", "text2", wrap=True)
        self.card = Card(padding=24)
        self.card.setFixedWidth(theme.px(560))
        words = column(Text(title, "h1"), self.below, gap=2)
        head = row(AppMark(), words, gap=14)
        head.setStretch(1, 1)
        middle = column(head, self.notice, self.card, gap=20)
        self.setLayout(column(Scrolled(column(1, row(1, middle, 1), 2, margins=24))))

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Qt's hook: the Tab key follows the eye."""
        return move_focus(self, next_one)

    def show_problem(self, sentence: str) -> None:
        """Says what went wrong."""
        self.notice.show_notice(sentence, "bad", "circle-alert")
