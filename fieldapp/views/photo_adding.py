"""Taking photos into a job: from files, a drop or the clipboard, decoded and written away from the window's thread."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.context import Context
from fieldapp.models.photo_edits import png
from fieldapp.models.photo_import import take_in
from fieldapp.models.shot import Shot, jpeg
from fieldapp.wording import refusal_text, store_text
from sync.orders import PhotoRole
from sync.photo_refused import PhotoRefused
from sync.store import RecordedPhoto, StoreProblem

Source = Path | QImage
KINDS = "*.jpg *.jpeg *.png *.webp *.heic *.heif *.JPG *.JPEG *.PNG *.WEBP *.HEIC *.HEIF"


class PhotoAdding(QObject):
    """Adds photos to jobs. `begun()` when a person brings some, `added(order_id)` for each that is saved,
    `refused(order_id, sentence)` for each that is not, `busy(count)` with how many are being worked on."""

    begun = Signal()
    added = Signal(str)
    refused = Signal(str, str)
    busy = Signal(int)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = ""
        self._running = 0

    def choose(self, parent: QWidget, order_id: str, role: PhotoRole) -> None:
        """Asks for files, on the phone, the SD card or the disk, and adds them."""
        caption = self.tr("Photos from phone, SD card or disk")
        names = self.tr("Photos ({kinds})").format(kinds=KINDS)
        files, _ = QFileDialog.getOpenFileNames(parent, caption, self._folder, names)
        if files:
            self._folder = str(Path(files[0]).parent)
            self.add_files(order_id, role, files)

    def retake(self, parent: QWidget, order_id: str, role: PhotoRole, old_id: str) -> None:
        """Asks for one file, and adds it in place of a photo, which goes once the new one is on the disk."""
        caption = self.tr("The photo that takes this one’s place")
        names = self.tr("Photos ({kinds})").format(kinds=KINDS)
        file, _ = QFileDialog.getOpenFileName(parent, caption, self._folder, names)
        if file:
            self._folder = str(Path(file).parent)
            self.add_instead(order_id, role, file, old_id)

    def add_instead(self, order_id: str, role: PhotoRole, file: str, old_id: str) -> None:
        """Adds a file in place of a photo of the job."""
        self._add(order_id, role, [Path(file)], old_id)

    def add_files(self, order_id: str, role: PhotoRole, files: Sequence[str]) -> None:
        """Adds files by path, each on its own: one bad file stops no other."""
        self._add(order_id, role, [Path(file) for file in files])

    def sign(self, order_id: str, image: QImage, old_id: str, done: Callable[[str], None]) -> None:
        """Keeps a signature, in the place of another one; `done` hears its id."""
        self._run(order_id, PhotoRole.SIGNATURE, image, old_id, partial(self._signed, order_id, done))

    def shoot(self, order_id: str, role: PhotoRole, shot: Shot) -> None:
        """Adds what the camera saw."""
        self._add(order_id, role, [shot])

    def paste(self, order_id: str, role: PhotoRole) -> bool:
        """Adds what the clipboard holds, a picture or copied files; False where it holds neither."""
        sources = sources_of(QGuiApplication.clipboard().mimeData())
        self._add(order_id, role, sources)
        return bool(sources)

    def _add(self, order_id: str, role: PhotoRole, sources: Sequence[Source | Shot], old_id: str = "") -> None:
        self.begun.emit()
        for source in sources:
            self._run(order_id, role, source, old_id, partial(self._done, order_id))

    def _run(
        self,
        order_id: str,
        role: PhotoRole,
        source: Source | Shot,
        old_id: str,
        done: Callable[[RecordedPhoto | None], None],
    ) -> None:
        self._running += 1
        job = partial(_take_in, self._context, order_id, role, source, old_id)
        self._context.jobs.run(job, done, partial(self._failed, order_id))
        self.busy.emit(self._running)

    def _signed(self, order_id: str, done: Callable[[str], None], recorded: RecordedPhoto | None) -> None:
        if recorded is not None:
            done(recorded.photo_id)
        self._done(order_id, recorded)

    def _done(self, order_id: str, recorded: RecordedPhoto | None) -> None:
        self._running -= 1
        if recorded is None:
            self._context.say(self.tr("The job has this photo already."), "", None)
        self.busy.emit(self._running)
        self.added.emit(order_id)

    def _failed(self, order_id: str, error: BaseException) -> None:
        self._running -= 1
        self.busy.emit(self._running)
        if isinstance(error, PhotoRefused):
            self.refused.emit(order_id, refusal_text(error))
        elif isinstance(error, StoreProblem):
            self.refused.emit(order_id, store_text(error))
        else:
            raise error


def _take_in(
    context: Context, order_id: str, role: PhotoRole, source: Source | Shot, old_id: str
) -> RecordedPhoto | None:
    data = png(source) if isinstance(source, QImage) else jpeg(source) if isinstance(source, Shot) else source
    return take_in(context.store, context.cards.imported, order_id, role, data, old_id)


def sources_of(data: QMimeData | None) -> list[Source]:
    """What a clipboard holds of photos: copied files, or a picture."""
    if data is None:
        return []
    files: list[Source] = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return files
    image = data.imageData() if data.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []
