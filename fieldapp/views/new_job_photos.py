"""Photos of a job that is not there yet: kept at once, beside the form."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from fieldapp.context import Context
from fieldapp.models import new_job
from fieldapp.models.new_job import NewJob, Staged
from fieldapp.models.photo_edits import png
from fieldapp.models.photos import decoded
from fieldapp.rows import PhotoTile
from fieldapp.views.photo_adding import KINDS, Source, sources_of
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.layouts import FlowBox
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.widgets.text import Text
from fieldapp.wording.near_by import refused_text


class SeenCard(Card):
    """What is to be seen there: photos and words. `staged(photo)` for each that is kept, `removed(photo_id)`,
    `written` with every letter, `settled` when no photo is on its way any more."""

    staged = Signal(object)
    removed = Signal(str)
    written = Signal()
    settled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(padding=18)
        self._context = context
        self._job = NewJob()
        self._images: dict[str, QImage] = {}
        self._running = 0
        self._chosen = ""
        self._folder = ""
        self._step = StepHeader(3, self.tr("What do you see?"), self.tr("optional"))
        self._words = NoteBox(self.tr("Size, danger, what is needed"), name=self.tr("Description"))
        self._strip = PhotoStrip(self.tr("Add photo"), (104, 78))
        self._remove = Button(self.tr("Remove this photo"), "trash-2", "quiet", "small")
        self._problem = Text(role="small_strong", tone="bad", wrap=True)
        self._busy = Text(role="small", tone="text2", wrap=True)
        below = FlowBox()
        below.flow.addWidget(self._remove)
        for part in (self._step, self._words, self._strip, below, self._busy, self._problem):
            self.add(part)
        self._words.changed.connect(lambda _text: self.written.emit())
        self._strip.add_asked.connect(self.choose)
        self._strip.files_dropped.connect(lambda files: self.take([Path(file) for file in files]))
        self._strip.chosen.connect(self._choose)
        self._remove.clicked.connect(lambda: self.removed.emit(self._chosen))
        self.show_problem("")

    @property
    def text(self) -> str:
        """What is written."""
        return self._words.text()

    @property
    def is_busy(self) -> bool:
        """Whether photos are still being kept."""
        return self._running > 0

    def show_job(self, job: NewJob, *, afresh: bool) -> None:
        """Shows the photos of the form; with `afresh` also its words."""
        self._job = job
        if afresh:
            self._words.set_text(job.description)
            self._images = {}
            self.show_problem("")
        for photo in job.photos:
            if photo.id not in self._images:
                self._images[photo.id] = decoded(new_job.thumbnail(self._context.store, job, photo))
        ids = [photo.id for photo in job.photos]
        if self._chosen not in ids:
            self._chosen = ""
        self._strip.set_tiles([PhotoTile(each, self._images[each]) for each in ids])
        self._choose(self._chosen)
        self._step.set_done(bool(ids or self.text.strip()))
        photos = len(ids)  # lupdate takes only a plain name for %n
        self._step.set_caption(self.tr("%n photo(s)", "", photos) if photos else self.tr("optional"))

    def show_problem(self, sentence: str) -> None:
        """Says why a photo was not kept, until others are brought."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._show_busy()

    def _show_busy(self) -> None:
        count = self._running
        self._busy.setText(self.tr("Keeping %n photo(s)…", "", count))
        self._busy.setVisible(count > 0)

    def choose(self) -> None:
        """Asks for files."""
        caption, names = self.tr("Photos from phone, SD card or disk"), self.tr("Photos ({kinds})").format(kinds=KINDS)
        files, _ = QFileDialog.getOpenFileNames(self, caption, self._folder, names)
        if files:
            self._folder = str(Path(files[0]).parent)
            self.take([Path(file) for file in files])

    def paste(self) -> bool:
        """Takes what the clipboard holds; False where it holds no photo."""
        sources = sources_of(QGuiApplication.clipboard().mimeData())
        self.take(sources)
        return bool(sources)

    def take(self, sources: Sequence[Source]) -> None:
        """Keeps photos, each on its own: one bad file stops no other."""
        for source in sources:
            self._running += 1
            work = partial(_stage, self._context, self._job, self._context.clock.new_id(), source)
            self._context.jobs.run(work, partial(self._keep, self._job.order_id), self._refuse)
        self.show_problem("")

    def _keep(self, order_id: str, photo: Staged) -> None:
        self._running -= 1
        if order_id == self._job.order_id:  # else the form was left for another one meanwhile
            self._show_busy()
            self.staged.emit(photo)
        self._end()

    def _refuse(self, error: Exception) -> None:
        self._running -= 1
        self.show_problem(refused_text(error))
        self._end()

    def _end(self) -> None:
        if not self._running:
            self.settled.emit()

    def _choose(self, photo_id: str) -> None:
        self._chosen = photo_id
        self._strip.select(photo_id)
        self._remove.setVisible(bool(photo_id))


def _stage(context: Context, job: NewJob, photo_id: str, source: Source) -> Staged:
    data = png(source) if isinstance(source, QImage) else source
    return new_job.stage(context.store, job, photo_id, data)
