"""What a check of the journal found, in words: the chain, the signatures, and the last seal to compare by phone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldapp.moments import Moments
from fieldapp.rows import Finding
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.story import Findings
from fieldapp.widgets.text import Text
from fieldapp.wording.journal import break_text
from sync.clock import Clock
from sync.journal import Checked, Journal


class ProofCheck(QWidget):
    """The right side of the page that proves the day."""

    def __init__(self, moments: Moments, clock: Clock) -> None:
        super().__init__()
        self._moments, self._clock = moments, clock
        self._mark, self._title = IconMark("shield-check", "ok", 28), Text(role="h1", wrap=True)
        self._said = Text(tone="text2", wrap=True)
        self._findings = Findings()
        self._seal_name, self._seal = Text(self.tr("Last seal"), "small_strong", "text2"), Text(role="strong")
        self._seal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        how = Text(
            self.tr(
                "Each act is sealed to the one before it, and the city signs for what it has. "
                "An act that was changed, removed, moved or slipped in would show here, also to somebody else "
                "who has the saved proof."
            ),
            "small",
            "text2",
            wrap=True,
        )
        head = row(self._mark, column(self._title, self._said, gap=4), gap=14)
        head.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        seal = column(self._seal_name, self._seal, gap=2)
        scroll = Scrolled(column(self._findings, seal, how, 1, gap=18))
        body = column(head, scroll, gap=16)
        body.setStretch(1, 1)
        self.setLayout(body)
        self.show_checking()

    def show_checking(self) -> None:
        """A check is under way."""
        self._mark.set("refresh-cw", "primary")
        self._title.setText(self.tr("Checking…"))
        self._said.setText(self.tr("From the first act to the last."))

    def show_result(self, journal: Journal, checked: Checked) -> None:
        """What it found."""
        broken = checked.broken
        self._mark.set("octagon-alert" if broken else "shield-check", "bad" if broken else "ok")
        self._title.setText(self.tr("It does not hold") if broken else self.tr("Nothing was changed"))
        self._said.setText(break_text(broken) if broken else self.tr("Checked from the first act to the last."))
        self._findings.set_findings(self._found(checked))
        last = journal.acts[-1].hash if journal.acts else ""
        self._seal.setText(" ".join(last[at : at + 4] for at in range(0, 24, 4)))
        for part in (self._seal_name, self._seal):
            part.setVisible(bool(last))

    def _found(self, checked: Checked) -> tuple[Finding, ...]:
        acts = self.tr("%n act(s) kept on this laptop", "", checked.acts)
        if checked.broken:
            return (Finding(acts, self.tr("The check stopped at the first place that does not hold."), "bad"),)
        found = [Finding(acts, self.tr("Each as it was recorded, in its order, none missing."))]
        if checked.receipts:
            words = self.tr("{signed} of {total} receipts signed by the city")
            whole = checked.signed == checked.receipts
            detail = self.tr("The signature fits.") if whole else self.tr("The others come with the next sync.")
            signed = words.format(signed=checked.signed, total=checked.receipts)
            found.append(Finding(signed, detail, "ok" if whole else "warn"))
        asked = self._moments.moment(checked.asked_at or None, self._clock.wall_ms())
        if asked:
            said = self.tr("The city was last asked: {time}").format(time=asked)
            found.append(Finding(said, self.tr("It knows of nothing that is missing here."), "ok"))
        else:
            said = self.tr("The city was not asked yet")
            found.append(Finding(said, self.tr("That needs a line. It happens by itself."), "warn"))
        return tuple(found)
