"""Which crews a job could go to: who has time, who is near, who is on the line."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.context import Context
from fieldapp.models.crews import Fit
from fieldapp.widgets.avatar import Avatar
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from fieldapp.wording.desk import distance_text, free_text
from sync.store import OrderLine


class FitsCard(Card):
    """Up to three crews with a button each: `assign_asked(crew_id)`."""

    assign_asked = Signal(str)

    def __init__(self, context: Context, may_assign: bool) -> None:
        super().__init__()
        self.set_title(self.tr("Best crew for this job"))
        self._context, self._may_assign = context, may_assign
        self._lines = column(gap=10)
        self.body.addLayout(self._lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._shown: tuple[tuple[str, str, str, str], ...] = ()
        self.buttons: dict[str, Button] = {}

    def show_fits(self, line: OrderLine | None, fits: Sequence[Fit]) -> None:
        """Shows crews for a job, the best first; hidden without any."""
        self.setVisible(line is not None and bool(fits))
        self.set_caption(line.address if line else "")
        shown = tuple((f.load.crew.id, f.load.crew.name, self._detail(f), f.load.tone) for f in fits)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        for number, fit in enumerate(fits):
            self._lines.addWidget(self._line(fit, first=number == 0))

    def _line(self, fit: Fit, first: bool) -> QWidget:
        crew = fit.load.crew
        words = column(
            1,
            Text(crew.name, "h3", elide=True),
            Text(self._detail(fit), "small", "text2", wrap=True),
            1,
            gap=1,
        )
        assign = Button(self.tr("Assign"), kind="primary" if first else "secondary", size="small")
        assign.setAccessibleName(self.tr("Assign to {crew}").format(crew=crew.name))
        assign.clicked.connect(partial(lambda crew_id, _checked=False: self.assign_asked.emit(crew_id), crew.id))
        if not self._may_assign:
            assign.hide()
        self.buttons[crew.id] = assign
        line = row(Avatar(crew.short, fit.load.tone, 40), words, assign, gap=12)
        line.setStretchFactor(words, 1)
        line.setAlignment(assign, Qt.AlignmentFlag.AlignVCenter)
        made = QWidget()
        made.setLayout(line)
        return made

    def _detail(self, fit: Fit) -> str:
        locale = self._context.language.locale
        parts = []
        if fit.metres is not None:
            parts.append(self.tr("{distance} away").format(distance=distance_text(fit.metres, locale)))
        parts.append(free_text(fit.load.free_minutes, locale))
        if fit.load.live:
            parts.append(self.tr("live"))
        else:
            parts.append(self.tr("offline"))
        return " · ".join(parts)
