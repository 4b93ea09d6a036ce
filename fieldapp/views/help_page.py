"""Help: the keys, the words on the screens, and what to do when something looks wrong."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp import theme
from fieldapp.context import Context
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.views.two_columns import TwoColumns
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.chip import Chip
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, place_text
from sync.orders import Role
from sync.states import Place
from sync.store import Change


class HelpPage(Page):
    """One page to read without a line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        role = context.person.role
        keys = _Table(self.tr("Keys"), self._keys(role))
        words = _Words(self.tr("Where your work is"), self._places())
        worries = _Answers(self.tr("When something looks wrong"), self._worries())
        prove = Button(self.tr("Prove it"), "shield-check")
        prove.clicked.connect(lambda: self.asked.emit("proof", ""))
        worries.body.addLayout(row(prove, 1))
        cards = TwoColumns((words, worries), (), keys, (words, worries), shares=(10, 10))
        self.setLayout(column(cards, margins=(0, 20, 0, 0)))
        self.setFocusProxy(cards)

    def refresh(self, change: Change | None = None) -> None:
        """Nothing here changes."""
        self.titled.emit(self.tr("Help"), self.tr("Works without a line, like everything else here."))

    def _keys(self, role: Role) -> Sequence[tuple[str, str]]:
        crew = (
            ("Ctrl+F", self.tr("Search jobs by address, number, street")),
            ("↑ ↓  J K", self.tr("Move through the list")),
            ("F2", self.tr("Close out this job")),
            ("1 … 9", self.tr("In the close-out: choose what happened")),
            (self.tr("Space"), self.tr("Choose or tick what is marked")),
            ("Ctrl+Enter", self.tr("Close the job, or save the note")),
            ("Ctrl+N", self.tr("Write a note")),
            ("Ctrl+O", self.tr("In the close-out: choose a photo")),
            ("Ctrl+V", self.tr("Paste a photo")),
            ("Ctrl+P", self.tr("Print this job or the day")),
            ("Esc", self.tr("Back; what you filled in is kept")),
        )
        supervisor = (
            ("Ctrl+← →", self.tr("On the board: move the job to the crew beside")),
            ("↑ ↓ ← →", self.tr("Move through the board")),
        )
        dispatcher = (
            ("J K", self.tr("Next, previous close-out")),
            ("A", self.tr("Accept")),
            ("R", self.tr("Send back with a reason")),
            (self.tr("Space"), self.tr("Photos: slider or side by side")),
        )
        both = (
            ("Ctrl+L", self.tr("Lock this laptop with your PIN")),
            ("Ctrl+J", self.tr("Prove it: each act with its receipt")),
            (self.tr("Tab"), self.tr("Move to what comes next on the screen")),
        )
        if role is Role.CREW:
            return crew + both
        return supervisor + dispatcher + both

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

    def _worries(self) -> Sequence[tuple[str, str]]:
        return (
            (
                self.tr("It says Offline."),
                self.tr("That’s fine. Work on; nothing needs a line. It goes by itself when there is one."),
            ),
            (
                self.tr("A job is gone."),
                self.tr(
                    "It was given to another crew. A notice above the list says by whom. What you did on it is kept."
                ),
            ),
            (
                self.tr("I made a mistake."),
                self.tr(
                    "Undo is there until the change leaves the laptop. "
                    "After that write a note; dispatch can send a job back."
                ),
            ),
            (
                self.tr("A photo was refused."),
                self.tr(
                    "The sentence below the photos says why. The job is unchanged; tell support the code in brackets."
                ),
            ),
            (
                self.tr("How do I know that nothing is lost?"),
                self.tr(
                    "Each act gets a receipt, and nobody can change it unseen. Look at your day, or save the proof:"
                ),
            ),
        )



class _Table(Card):
    """Keys and what they do."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__(title, padding=20)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for number, (key, words) in enumerate(lines):
            self._grid.addWidget(Chip(key, high=True), number, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(Text(words, wrap=True), number, 1)
        self.body.addLayout(self._grid)
        self._space()
        theme.look.changed.connect(self._space)

    def _space(self) -> None:
        self._grid.setHorizontalSpacing(px(20))
        self._grid.setVerticalSpacing(px(12))


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


class _Answers(Card):
    """Worries and what to do about them."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__(title, padding=20)
        for worry, words in lines:
            self.body.addLayout(column(Text(worry, "strong", wrap=True), Text(words, tone="text2", wrap=True), gap=2))
