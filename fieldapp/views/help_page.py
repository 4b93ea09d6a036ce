"""Help: the questions that people ask with their answers, the words for where work is, and the way to the guide."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.views.help_topics import Topic, found, topics
from fieldapp.views.page import Page
from fieldapp.views.two_columns import TwoColumns
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.search_box import SearchBox
from fieldapp.widgets.text import Text
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text
from sync.states import Place
from sync.store import Change


class HelpPage(Page):
    """One page to read without a line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._topics = topics(context.person.role)
        self._search = SearchBox(self.tr("Search in Help"))
        self._answers: dict[Topic, Card] = {}
        self.setFocusProxy(self._search)
        self._search.textChanged.connect(self._find)

    def tools(self) -> tuple[QWidget, ...]:
        """The search box."""
        return (self._search,)

    def refresh(self, change: Change | None = None) -> None:
        """Nothing here changes; it is made when somebody looks, as the start of the app does not wait for it."""
        if not self._answers:
            self._build()
        self.titled.emit(self.tr("Help"), self.tr("Works without a line, like everything else here."))

    def _build(self) -> None:
        self._answers = {topic: self._answer(topic) for topic in self._topics}
        self._nothing = Card(padding=20)
        self._nothing.add(Text(self.tr("No answer has these words. Try fewer of them, or ask dispatch."), wrap=True))
        words = _Words(self.tr("Where your work is"), self._places())
        more = Card(self.tr("More help"), padding=20)
        guide = Button(self.tr("Show me around again"), "footprints")
        keys = Button(self.tr("Keys of a screen (F1)"), "keyboard")
        report = Button(self.tr("Report for support"), "file-text")
        guide.clicked.connect(lambda: self.asked.emit("guide", ""))
        keys.clicked.connect(lambda: self.asked.emit("keys", ""))
        report.clicked.connect(lambda: self.asked.emit("report", ""))
        more.body.addLayout(column(guide, keys, report, gap=10))
        answers = (*self._answers.values(), self._nothing)
        cards = TwoColumns(answers, (words, more), QWidget(), (*answers, words, more), shares=(12, 9))
        self._cards = cards
        self.setLayout(column(cards, margins=(0, 20, 0, 0)))
        self._find("")

    def _find(self, text: str) -> None:
        shown = found(self._topics, text)
        for topic, card in self._answers.items():
            card.setVisible(topic in shown)
        self._nothing.setVisible(not shown)
        self._cards.verticalScrollBar().setValue(0)

    def _answer(self, topic: Topic) -> Card:
        card = Card(padding=18)
        card.setAccessibleName(topic.question)
        card.body.addLayout(
            column(Text(topic.question, "h3", wrap=True), Text(topic.answer, tone="text2", wrap=True), gap=6)
        )
        if topic.page:
            way = Button(topic.button, "arrow-right", size="small")
            way.clicked.connect(partial(self.asked.emit, topic.page, ""))
            card.body.addLayout(row(way, 1))
        return card

    def _places(self) -> Sequence[tuple[Place, str]]:
        return (
            (
                Place.ON_LAPTOP,
                self.tr("Saved on this laptop’s disk. It stays, even if the power goes, and goes by itself."),
            ),
            (
                Place.SENDING,
                self.tr("On its way. If the line breaks it starts again; nothing arrives twice."),
            ),
            (Place.IN_CRM, self.tr("The city has it, photos included, and gave a receipt.")),
            (
                Place.NEEDS_DECISION,
                self.tr(
                    "The city has it, but somebody else changed the same job. A person decides; your work is kept."
                ),
            ),
        )


class _Words(Card):
    """The four words for where work is, as they look on the screens."""

    def __init__(self, title: str, lines: Sequence[tuple[Place, str]]) -> None:
        super().__init__(title, padding=20)
        for place, words in lines:
            part = QWidget()
            chip = Chip(place_text(place), PLACE_TONES[place], PLACE_ICONS[place], high=True)
            inner = column(chip, Text(words, tone="text2", wrap=True), gap=6)
            inner.setAlignment(chip, Qt.AlignmentFlag.AlignLeft)
            part.setLayout(inner)
            self.add(part)
