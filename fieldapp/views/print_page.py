"""Print: a job's sheet, the day's list, or a sheet for each job of the day, on paper or as a PDF file."""

from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from fieldapp.context import Context
from fieldapp.models.done_work import is_done
from fieldapp.moments import Moments
from fieldapp.paper.day_list import day_pages
from fieldapp.paper.job_sheet import Source, job_pages
from fieldapp.paper.pages import PAPERS, Paper, usual_paper
from fieldapp.paper.run import PaperRun
from fieldapp.paper.writing import Part, picture_of
from fieldapp.rows import Segment, ValueOption
from fieldapp.theme import px
from fieldapp.views.notice import Notice
from fieldapp.views.page import Page
from fieldapp.views.scrolled import Scrolled
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.card import Card
from fieldapp.widgets.keys import tell
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.paper_view import PaperView
from fieldapp.widgets.progress import Progress
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.text import Text
from fieldapp.widgets.value_choice import ValueChoice
from sync.store import Change, OrderLine, Query

_SIDE_PX = 440
_MOST_PREVIEWED = 12


class PrintPage(Page):
    """What to print at the left, how it will look at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._moments = Moments(context.language.tag)
        self._order: OrderLine | None = None
        self._day: tuple[OrderLine, ...] = ()
        self._crew = ""
        self._pictures: tuple[QImage, ...] = ()
        self._number = 0
        self._asked = 0
        self._run = PaperRun(context.jobs, self)
        self._what = ValueChoice(self.tr("What to print"))
        self._paper = Segmented([Segment(paper.name, paper.name) for paper in PAPERS], self.tr("Paper"))
        self._paper.select(usual_paper(QLocale.system().territory()).name)
        self._printers = QComboBox()
        self._printers.setAccessibleName(self.tr("Printer"))
        self._no_printer = Text(self.tr("Looking for printers …"), "small", "text2", wrap=True)
        self._notice = Notice()
        self._print = Button(self.tr("Print"), "printer", "go", "large")
        self._save = Button(self.tr("Save as PDF"), "download", size="large")
        self._stop = Button(self.tr("Stop"), "x", size="medium")
        self._bar, self._state = Progress("primary", self.tr("Printing")), Text(role="small", tone="text2", wrap=True)
        self._view = PaperView(self.tr("How it will look"))
        self._before = IconButton("arrow-left", self.tr("Page before"))
        self._after = IconButton("arrow-right", self.tr("Next page"))
        self._which = Text(role="small", tone="text2")
        self._saved = ""
        self._build()
        self._connect()
        self._show_running(False)

    def show_item(self, item_id: str) -> None:
        """Offers the sheet of this job first."""
        self._order = next(iter(self._context.store.lines([item_id])), None)
        self._offer("job" if self._order else "list")

    def refresh(self, change: Change | None = None) -> None:
        """Reads the day again."""
        if change is not None and not (change.orders or change.reference or change.account):
            return
        store, person = self._context.store, self._context.person
        self._day = tuple(line for line in store.orders(Query(show="todo")) if not is_done(line))
        self._crew = next((crew.name for crew in store.crews() if crew.id == person.crew_id), "")
        if self._order is not None:
            self._order = next(iter(store.lines([self._order.id])), None)
        self._offer(self._what.selected() or ("job" if self._order else "list"))
        self.titled.emit(self.tr("Print"), self.tr("Each job has a code that finds it again when it is scanned."))

    def save_to(self, path: Path) -> None:
        """Writes the PDF there."""
        self._saved = str(path)
        self._begin()
        self._run.save(path, self._title(), self._paper_now(), self._parts())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: printers come and go, and closing the window ends a print."""
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)
        self._look_for_printers()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: the window closes; a long document does not hold it up."""
        if event.type() is QEvent.Type.Close:
            self._run.stop()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape goes back, page keys turn the pages."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif event.key() in turns:
            self._turn(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        card = Card(padding=16)
        self._printer_name = Text(self.tr("Printer"), "small_strong", "text2")
        choices = column(
            self._what,
            column(Text(self.tr("Paper"), "small_strong", "text2"), self._paper, gap=6),
            column(self._printer_name, self._printers, self._no_printer, gap=6),
            1,
            gap=14,
        )
        card.add(Scrolled(choices), 1)
        card.add(self._notice)
        self._running = QWidget()
        line = row(column(self._state, self._bar, gap=6), self._stop, gap=12)
        line.setStretch(0, 1)
        self._running.setLayout(line)
        card.add(self._running)
        buttons = row(self._save, self._print, gap=12)
        buttons.setStretch(0, 1)
        card.body.addLayout(buttons)
        card.setMinimumWidth(px(_SIDE_PX))
        card.setMaximumWidth(px(_SIDE_PX + 60))
        turning = row(1, self._before, self._which, self._after, 1, gap=12)
        right = column(self._view, turning, gap=10)
        right.setStretch(0, 1)
        sides = row(card, right, gap=20, margins=(20, 20, 20, 18))
        sides.setStretch(1, 1)
        self.setLayout(sides)
        self.setFocusProxy(self._what)
        order = (self._what, self._paper, self._printers, self._save, self._print, self._before, self._after)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self._what.chosen.connect(lambda _key: self._preview())
        self._paper.chosen.connect(lambda _key: self._preview())
        self._save.clicked.connect(self._ask_where)
        self._print.clicked.connect(self._print_it)
        self._stop.clicked.connect(self._run.stop)
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after.clicked.connect(lambda: self._turn(1))
        self._run.advanced.connect(self._advance)
        self._run.ended.connect(self._ended)
        self._run.failed.connect(self._failed)
        self._notice.acted.connect(self._open)
        tell(self, "Page↑  Page↓", self.tr("Turn the pages"))
        tell(self, "Esc", self.tr("Back to the page before"))

    def _offer(self, key: str) -> None:
        count = len(self._day)  # lupdate takes only a plain name for %n
        options = [
            ValueOption("list", self.tr("The day’s list"), self.tr("%n job(s), with times and codes", "", count)),
            ValueOption("all", self.tr("A sheet for each job"), self.tr("%n sheet(s) after the list", "", count)),
        ]
        if self._order is not None:
            line = " · ".join(part for part in (self._order.title, self._order.address) if part)
            options.insert(0, ValueOption("job", self.tr("This job"), line))
        self._what.set_options(options)
        self._what.select(key if key in {option.key for option in options} else "list")
        self._preview()

    def _paper_now(self) -> Paper:
        return next(paper for paper in PAPERS if paper.name == self._paper.selected())

    def _source(self) -> Source:
        context = self._context
        return Source(
            context.store, self._moments, context.language.tag, context.clock.wall_ms(), self._paper_now()
        )

    def _parts(self) -> list[Part]:
        """What the document is made of, laid out when its turn comes."""
        source, key = self._source(), self._what.selected()
        if key == "job" and self._order is not None:
            return [partial(job_pages, source, self._order.id)]
        parts: list[Part] = [partial(day_pages, source, self._day, self._crew)]
        if key == "all":
            parts += [partial(job_pages, source, line.id) for line in self._day]
        return parts

    def _title(self) -> str:
        if self._what.selected() == "job" and self._order is not None:
            return f"{self._order.number} {self._order.title}"
        return f"{self._moments.today(self._context.clock.wall_ms())} {self._crew}".strip()

    # how it will look

    def _preview(self) -> None:
        self._asked += 1
        parts, paper = self._parts()[:2], self._paper_now()
        self._context.jobs.run(partial(_pictures, parts, paper), partial(self._show_pages, self._asked), _raise)

    def _show_pages(self, asked: int, pictures: tuple[QImage, ...]) -> None:
        if asked == self._asked:  # else something else was chosen meanwhile
            self._pictures, self._number = pictures, 0
            self._turn(0)

    def _turn(self, by: int) -> None:
        last = len(self._pictures) - 1
        self._number = max(0, min(last, self._number + by))
        self._view.set_page(self._pictures[self._number] if self._pictures else None)
        more = self._what.selected() == "all" and len(self._day) > 1 and self._number == last
        words = self.tr("Page {page}, and more") if more else self.tr("Page {page} of {pages}")
        self._which.setText(words.format(page=self._number + 1, pages=last + 1) if self._pictures else "")
        self._before.setEnabled(self._number > 0)
        self._after.setEnabled(self._number < last)

    # printers

    def _look_for_printers(self) -> None:
        self._context.jobs.run(_printers, self._show_printers, _raise)

    def _show_printers(self, names: tuple[str, ...]) -> None:
        chosen = self._printers.currentText()
        self._printers.clear()
        self._printers.addItems(names)
        if chosen in names:
            self._printers.setCurrentText(chosen)
        self._no_printer.setText(self.tr("No printer is set up on this laptop. Save a PDF and print it elsewhere."))
        self._no_printer.setVisible(not names)
        self._show_running(self._run.running)

    # printing

    def _ask_where(self) -> None:
        day = datetime.fromtimestamp(self._context.clock.wall_ms() / 1000).astimezone().date()
        name = self._order.number if self._what.selected() == "job" and self._order else day.isoformat()
        kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
        start = str(Path.home() / f"fieldapp-{kept}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), start, self.tr("PDF files (*.pdf)"))
        if chosen:
            self.save_to(Path(chosen))

    def _print_it(self) -> None:
        from fieldapp.paper.printers import print_parts  # the window does not wait for Qt's printing at the start

        self._saved = ""
        parts = self._parts()
        self._begin()
        work = partial(print_parts, self._printers.currentText(), self._title(), self._paper_now(), parts)
        self._run.start(work, len(parts))

    def _begin(self) -> None:
        self._notice.clear()
        self._state.setText(self.tr("Getting the pages ready …"))
        self._bar.set_fraction(0.0)
        self._show_running(True)

    def _advance(self, done: int, of: int) -> None:
        self._bar.set_fraction(done / of)
        self._state.setText(self.tr("{done} of {all} ready").format(done=done, all=of))

    def _ended(self, whole: bool) -> None:
        self._show_running(False)
        if not whole:
            self._notice.show_notice(self.tr("Stopped. Nothing was saved or changed."), "neutral", closable=True)
        elif self._saved:
            said = self.tr("Saved as {name}.").format(name=Path(self._saved).name)
            self._notice.show_notice(said, "ok", action=self.tr("Open"))
        else:
            self._notice.show_notice(self.tr("It is with the printer."), "ok", closable=True)

    def _failed(self) -> None:
        self._show_running(False)
        if self._saved:
            said = self.tr(
                "The PDF could not be written there. Your jobs are unchanged; choose another folder or free some "
                "space, and save it again. (PRINT-NOT-SAVED)"
            )
        else:
            said = self.tr(
                "The printer did not take it. Your jobs are unchanged; check that it is on, or save a PDF. "
                "(PRINT-NO-PRINTER)"
            )
        self._notice.show_notice(said, "bad", closable=True)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._saved))

    def _show_running(self, running: bool) -> None:
        has_printer = self._printers.count() > 0
        self._running.setVisible(running)
        for part in (self._print, self._printers, self._printer_name):
            part.setVisible(has_printer)
        for button in (self._print, self._save):
            button.setEnabled(not running)
        self._save.set_kind("secondary" if has_printer else "primary")


def _pictures(parts: list[Part], paper: Paper) -> tuple[QImage, ...]:
    pages = [page for part in parts for page in part()][:_MOST_PREVIEWED]
    return tuple(picture_of(page, paper) for page in pages)


def _printers() -> tuple[str, ...]:
    from fieldapp.paper.printers import printer_names

    return printer_names()


def _raise(error: Exception) -> None:
    raise error
