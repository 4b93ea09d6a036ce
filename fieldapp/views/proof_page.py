"""Prove it: each act of the day in words, where it is now, its receipt, and whether anything was changed since."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.context import Context
from fieldapp.models.acts import SHOWN_DAYS, Acts, DayAct, DayCount, counted, with_receipts
from fieldapp.moments import Moments
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.views.proof_check import ProofCheck
from fieldapp.widgets.act_list import ActList
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from sync.clock import rfc3339
from sync.journal import Checked, Journal, check, lines_of
from sync.store import Change, Store

_NARROW_PX = 1060


class ProofPage(Page):
    """The acts at the left, what a check of all of them found at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._today: list[DayAct] = []
        self._checked: Checked | None = None
        self._mark = IconMark("shield-check", "ok", 30)
        self._head, self._below = Text(role="h2", wrap=True), Text(tone="text2", wrap=True)
        self._model = Acts(self._moments, context.clock, self)
        self._list = ActList(self.tr("What you did"))
        self._list.setModel(self._model)
        self._empty = EmptyState(
            "shield-check",
            self.tr("Nothing was done here in the last days."),
            self.tr("Every act appears here as soon as it is saved, and stays for at least 60 days."),
        )
        self._check = ProofCheck(self._moments, context.clock)
        self._now = Button(self.tr("Check now"), "shield-check", "go", "large")
        self._save = Button(self.tr("Save proof"), "download", size="large")
        self._now.clicked.connect(self.check_now)
        self._save.clicked.connect(self._ask_where)
        self._build()

    def refresh(self, change: Change | None = None) -> None:
        """Reads the acts again, and checks them all."""
        if change is not None and not (change.outbox or change.journal or change.photos):
            return
        store, now_ms = self._context.store, self._context.clock.wall_ms()
        midnight = datetime.fromtimestamp(now_ms / 1000).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = midnight - timedelta(days=SHOWN_DAYS)
        items = store.acts(rfc3339(round(since.timestamp() * 1000)))
        lines = store.lines({item.command.order_id for item in items})
        services = {service.code: service for service in store.services()}
        kinds = {line.id: services[line.service_code] for line in lines if line.service_code in services}
        acts = with_receipts(items, store.receipts(), kinds)
        first = rfc3339(round(midnight.timestamp() * 1000))
        self._today = [act for act in acts if act.item.recorded_at >= first]
        self._model.set_values(self._with_sections(acts, len(self._today)))
        self._list_card.setVisible(bool(acts))
        self._empty.setVisible(not acts)
        self._save.setEnabled(bool(acts))
        self._show_head()
        self._begin_check()
        self.titled.emit(self.tr("Prove it"), self.tr("What you did, where it is, and that nobody changed it."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where it is narrow the words of the buttons need half of it."""
        narrow = self.width() < px(_NARROW_PX)
        self._sides.setStretch(0, 50 if narrow else 56)
        self._sides.setStretch(1, 50 if narrow else 44)
        super().resizeEvent(event)

    def check_now(self) -> None:
        """Asks the CRM for all its receipts again, and goes through the journal from its first act."""
        self._check.show_checking()
        self._context.store.line.doubt_receipts()
        self._context.line.nudge()
        self._begin_check()

    def save_to(self, path: Path) -> None:
        """Writes the proof of one's own acts; others' are in it by their hash only."""
        journal = self._context.store.journal(author=self._context.person.id)
        try:
            with path.open("wb") as file:
                file.writelines(lines_of(journal))
        except OSError:
            said = self.tr("The proof was not saved; all of it is still here. Choose another place. (PROOF-DISK)")
            self._context.say(said, "", None)
            return
        self._context.say(self.tr("Saved. The file holds your own words; keep it like a paper."), "", None)

    def _build(self) -> None:
        head = Card(padding=18)
        line = row(self._mark, column(self._head, self._below, gap=4), gap=14)
        line.setStretch(1, 1)
        line.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        head.body.addLayout(line)
        self._list_card = Card(padding=2)
        self._list_card.add(self._list, 1)
        left = column(head, self._list_card, self._empty, gap=16)
        left.setStretch(1, 1)
        left.setStretch(2, 1)
        side = Card(padding=20)
        side.add(self._check, 1)
        side.body.addLayout(row(self._save, 1, self._now, gap=12))
        self._sides = sides = row(left, side, gap=20, margins=(20, 20, 20, 18))
        self.setLayout(sides)
        self.setFocusProxy(self._list)
        for before, after in ((self._list, self._save), (self._save, self._now)):
            QWidget.setTabOrder(before, after)

    def _with_sections(self, acts: list[DayAct], today: int) -> tuple[DayAct, ...]:
        headings = {0: self.tr("TODAY") if today else self.tr("EARLIER"), today: self.tr("EARLIER")}
        return tuple(
            DayAct(act.item, act.receipt, act.photo_receipt, act.service, headings.get(number, ""))
            for number, act in enumerate(acts)
        )

    def _show_head(self) -> None:
        count = counted(self._today)
        if self._checked is not None and self._checked.broken is not None:
            self._mark.set("octagon-alert", "bad")
            self._head.setText(self.tr("Something in this journal is not as it was recorded."))
            self._below.setText(self.tr("Nothing was deleted. Call City IT and read them the code at the right."))
        elif count.total == 0:
            self._mark.set("shield-check", "text2")
            self._head.setText(self.tr("You did nothing here today yet."))
            self._below.setText(self.tr("Earlier acts are kept for at least 60 days."))
        elif count.in_crm == count.total:
            self._mark.set("shield-check", "ok")
            self._head.setText(
                self.tr("All %n act(s) of today are in the CRM, each with its receipt.", "", count.total)
            )
            self._below.setText(self.tr("The city signed for them. Nobody can say it never got them."))
        else:
            self._mark.set("shield", "bad" if count.needs_decision else "warn")
            words = self.tr("{done} of {total} acts of today are in the CRM.")
            self._head.setText(words.format(done=count.in_crm, total=count.total))
            self._below.setText(self._missing(count))

    def _missing(self, count: DayCount) -> str:
        parts = []
        if count.needs_decision:
            parts.append(self.tr("%n need(s) a decision", "", count.needs_decision))
        if count.sending:
            parts.append(self.tr("{count} on the way").format(count=count.sending))
        if count.on_laptop:
            parts.append(self.tr("{count} safe on this laptop, to go by themselves").format(count=count.on_laptop))
        said = ", ".join(parts)
        return f"{said[:1].upper()}{said[1:]}." if said else self.tr("Receipts are on their way.")

    def _begin_check(self) -> None:
        self._context.jobs.run(lambda: _checked(self._context.store), self._show_check, self._not_checked)

    def _show_check(self, found: tuple[Journal, Checked]) -> None:
        journal, self._checked = found
        self._check.show_result(journal, self._checked)
        self._show_head()

    def _not_checked(self, error: Exception) -> None:
        raise error

    def _ask_where(self) -> None:
        day = datetime.fromtimestamp(self._context.clock.wall_ms() / 1000).astimezone().date()
        name = f"{self.tr('proof')}-{day.isoformat()}.jsonl"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save proof"), str(Path.home() / name))
        if chosen:
            self.save_to(Path(chosen))


def _checked(store: Store) -> tuple[Journal, Checked]:
    journal = store.journal()
    return journal, check(journal)
