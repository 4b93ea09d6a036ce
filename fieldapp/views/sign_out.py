"""Before somebody signs out with work that the city has not got: how much it is, and what becomes of it."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal

from fieldapp.rows import Finding
from fieldapp.views.door_page import DoorPage
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.story import Findings
from fieldapp.widgets.text import Text
from sync.store import Unsent


class SignOutPage(DoorPage):
    """Counts everything unsent, of everybody here. `stayed` or `left`."""

    stayed = Signal()
    left = Signal()

    def __init__(self, unsent: Unsent, sealed: bool, locale: QLocale) -> None:
        title = self.tr("Before you sign out")
        super().__init__(title, self.tr("The city has not got all of it yet. Nothing is lost if you go."), "sign_out")
        findings = Findings()
        findings.set_findings(self._counts(unsent, locale))
        kept = self.tr("It stays on this laptop, locked, and goes by itself when its author signs in here again.")
        if sealed:
            kept += " " + self.tr("City IT can bring it in, too: it is also sealed for the city.")
        self._leave = Button(self.tr("Sign out, keep it here"), "log-out", size="large")
        stay = Button(self.tr("Stay and send it"), "refresh-cw", "primary", "large")
        self._leave.setObjectName("sign_out_button")
        self._leave.clicked.connect(self._go)
        stay.clicked.connect(self.stayed)
        bind(self, "Esc", self.stayed.emit, self.tr("Stay and send it"))
        self.card.body.addLayout(column(findings, Text(kept, tone="text2", wrap=True), gap=16, margins=(0, 0, 0, 12)))
        self.card.body.addLayout(row(self._leave, 1, stay, gap=12))
        self.setFocusProxy(stay)

    def _go(self) -> None:
        self.setEnabled(False)
        self.left.emit()

    def _counts(self, unsent: Unsent, locale: QLocale) -> Sequence[Finding]:
        found = []  # what is said below a count has no number of its own, in any language
        waiting = unsent.commands - unsent.rejected
        if waiting:
            said = self.tr("Saved on this laptop.")
            found.append(Finding(self.tr("%n change(s) not sent", "", waiting), said, "warn"))
        if unsent.photos:
            size = locale.formattedDataSize(unsent.photo_bytes, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
            found.append(Finding(self.tr("%n photo(s) not sent", "", unsent.photos), size, "warn"))
        if unsent.drafts:
            said = self.tr("Its author can go on with this here.")
            found.append(Finding(self.tr("%n half-filled form(s)", "", unsent.drafts), said, "warn"))
        if unsent.held:
            said = self.tr("The city has this; a person decides.")
            found.append(Finding(self.tr("%n change(s) wait for a decision", "", unsent.held), said, "bad"))
        if unsent.rejected:
            said = self.tr("All of this is kept for City IT.")
            found.append(Finding(self.tr("%n change(s) the city could not take", "", unsent.rejected), said, "bad"))
        return found
