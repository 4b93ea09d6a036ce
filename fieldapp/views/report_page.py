"""A report for support: all that is in it stands here to be read before it is saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QSizePolicy

from fieldapp import diagnostics, theme
from fieldapp.context import Context
from fieldapp.diagnostics import Section
from fieldapp.views.notice import Notice
from fieldapp.views.page import Page
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.keys import tell
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text
from sync.store import Change


class ReportPage(Page):
    """Numbers, versions and codes; nothing about a person or a job."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sections: dict[str, Section] = {}
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("What is in the report"))
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._save = Button(self.tr("Save the report"), "download", "primary", "large")
        self._save.setEnabled(False)
        self._save.clicked.connect(self._ask_where)
        self._notice = Notice()
        promise = row(
            IconMark("shield-check", "ok", 26),
            Text(
                self.tr(
                    "Versions, numbers, states and codes. No names, no addresses, nothing that anybody wrote, "
                    "no photos, no passwords. It is only saved; you decide who gets it."
                ),
                wrap=True,
            ),
            gap=12,
        )
        promise.setStretch(1, 1)
        card = Card(padding=20)
        card.body.addLayout(promise)
        card.add(self._text, 1)
        card.add(self._notice)
        card.body.addLayout(row(1, self._save, gap=12))
        self.setLayout(column(card, margins=(20, 20, 20, 18)))
        self.setFocusProxy(self._save)
        tell(self, "Esc", self.tr("Back to the page before"))
        self._follow_look()
        theme.look.changed.connect(self._follow_look)

    def refresh(self, change: Change | None = None) -> None:
        """Puts the report together when the page comes into sight, not with each change."""
        if change is not None:
            return
        self._notice.clear()
        self.titled.emit(self.tr("Report for support"), self.tr("Read what is in it, then save it."))
        context = self._context
        made = partial(diagnostics.report, context.store, context.folder, context.clock.now())
        context.jobs.run(made, self._show, self._fail)

    def save_to(self, path: Path) -> None:
        """Writes the very report that is shown."""
        try:
            diagnostics.save(self._sections, path)
        except OSError:
            said = self.tr(
                "The report could not be written there. Nothing was changed; choose another folder or free some space. "
                "(REPORT-NOT-SAVED)"
            )
            self._notice.show_notice(said, "bad", closable=True)
            return
        self._notice.show_notice(self.tr("Saved as {name}.").format(name=path.name), "ok", closable=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def _follow_look(self) -> None:
        self._text.setFont(theme.font("body"))

    def _show(self, sections: dict[str, Section]) -> None:
        self._sections = sections
        self._text.setPlainText(diagnostics.as_text(sections))
        self._save.setEnabled(True)

    def _fail(self, error: Exception) -> None:
        raise error

    def _ask_where(self) -> None:
        start = str(Path.home() / diagnostics.FILE_NAME)
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), start, "ZIP (*.zip)")
        if chosen:
            self.save_to(Path(chosen))
