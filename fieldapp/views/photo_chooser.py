"""Choosing photos from a card, a phone or a folder, and adding them to a job."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QStackedWidget, QWidget

from fieldapp.card_files import Found, Source, photos_below
from fieldapp.context import Context
from fieldapp.models.card_watch import fresh, job_in_hand, since_ms
from fieldapp.models.file_thumbs import FileThumbs
from fieldapp.models.photo_import import PhotoImport
from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import PhotoTile, Segment
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.views.page_items import edit_file_id, import_id, job_and_role
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.card import Card
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.keys import bind, tell
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.photo_grid import PhotoPick
from fieldapp.widgets.progress import Progress
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.text import Text
from fieldapp.widgets.top_bar import BottomBar
from fieldapp.wording import refusal_text, role_text, source_text, store_text
from sync.clock import rfc3339
from sync.orders import SIGHTS, PhotoRole, WorkOrder
from sync.photo_refused import PhotoRefused
from sync.store import Change, Query, StoreProblem

_SAID_REFUSALS = 3
_NARROW_PX = 900


@dataclass(frozen=True)
class _Choice:
    found: Found
    chosen: bool


class PhotoChooserPage(Page):
    """Fills the window. What was taken since the job was started is chosen at first; Ctrl+Enter adds it."""

    full_screen = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._cards = context, context.cards
        self._moments = Moments(context.language.tag)
        self._thumbs = FileThumbs(context.jobs, self)
        self._import = PhotoImport(context.store, context.jobs, context.cards.imported, self)
        self._order: WorkOrder | None = None
        self._root: Path | None = None
        self._extra: Source | None = None  # a folder that was chosen for this once
        self._known_roots: set[Path] = set()
        self._chosen: set[str] = set()
        self._model: RowList[_Choice] = RowList(lambda each: str(each.found.path), self._tile, self)
        self._grid = PhotoPick(self.tr("Photos to choose from"))
        self._grid.setModel(self._model)
        self._job = Button("", "clipboard-list", size="medium")
        self._job.setMenu(QMenu(self._job))
        self._roles = Segmented([Segment(each.value, role_text(each)) for each in SIGHTS], self.tr("What they show"))
        self._sources = Segmented((), self.tr("Where the photos are"))
        self._other = Button(self.tr("Other folder"), "folder-open", size="medium")
        self._camera = Button(self.tr("Camera"), "camera", size="medium")
        self._watch = Button(self.tr("Watch a folder"), "smartphone", size="medium")
        self._draw = Button(self.tr("Blur first"), "pencil", size="medium")
        self._draw.setToolTip(self.tr("Draw on this photo before it is added: only the new one gets into the job"))
        self._empty = EmptyState()
        self._problem = Text(role="small_strong", tone="bad", wrap=True)
        self._count, self._detail = Text(role="strong", wrap=True), Text(role="small", tone="text2", wrap=True)
        self._progress = Progress(name=self.tr("Adding photos"))
        self._turn_all = Button("", size="crew")
        self._stop = Button(self.tr("Stop"), "circle-x", size="crew")
        self._add = Button("", "check", "go", "crew")
        self._build()
        self._connect()

    def show_item(self, item_id: str) -> None:
        """Shows what there is for the job and role that `import_id` named, for the job in hand where it named none."""
        order_id, role = job_and_role(item_id)
        if role is None:
            line = job_in_hand(self._context.store)
            order_id, role = line.id if line else "", PhotoRole.AFTER
        self._roles.select(role.value)
        self._camera.setVisible(bool(self._context.lenses()))
        self._extra, self._root = None, None
        self._known_roots.clear()
        self._chosen.clear()
        self._problem.hide()
        self._take_job(order_id)
        self._cards.look(again=True)
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the jobs that photos may go to again."""
        if self._order is not None and (change is None or change.orders):
            view = self._context.store.order(self._order.id)
            self._order = view.order if view else None
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape goes back; what is being added goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the detail gives way where there is little room."""
        self._detail.setVisible(self.width() >= px(_NARROW_PX))
        super().resizeEvent(event)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        sheet = Card(padding=10)
        sheet.add(self._grid, 1)
        self._stack.addWidget(sheet)
        self._stack.addWidget(self._empty)
        # A page that was never laid out wraps its words at any width, and the window would grow for that.
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(px(160))
        self._job.setMinimumWidth(px(160))
        first = row(self._job, self._roles, gap=12)
        first.setStretch(0, 1)
        second = row(self._sources, 1, self._draw, self._camera, self._other, self._watch, gap=12)
        middle = column(first, second, self._stack, self._problem, gap=12, margins=(20, 14, 20, 12))
        middle.setStretch(2, 1)
        bar = BottomBar()
        words = QWidget()
        words.setLayout(column(1, self._count, self._detail, self._progress, 1, gap=4))
        bar.add_left(words)
        bar.stretch_left()
        for button in (self._turn_all, self._stop, self._add):
            bar.add_right(button)
        page = column(middle, bar, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.setFocusProxy(self._grid)
        self._problem.hide()

    def _connect(self) -> None:
        self._cards.changed.connect(self._show_if_seen)
        self._thumbs.loaded.connect(self._model.remake)
        self._grid.turned.connect(self._turn)
        self._grid.all_asked.connect(self._turn_every)
        self._sources.chosen.connect(self._take_source)
        self._camera.clicked.connect(self._use_camera)
        self._other.clicked.connect(self._open_folder)
        self._watch.clicked.connect(self._watch_folder)
        self._draw.clicked.connect(self._draw_on)
        self._empty.acted.connect(self._open_folder)
        self._turn_all.clicked.connect(self._turn_every)
        self._stop.clicked.connect(self._import.stop)
        self._add.clicked.connect(self._begin)
        self._import.moved.connect(self._show_progress)
        self._import.finished.connect(self._finish)
        bind(self, "F4", self._use_camera, self.tr("Take photos with this laptop’s camera"))
        bind(self, "Ctrl+E", self._draw_on, self.tr("Draw on this photo before it is added"))
        bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._begin, self.tr("Add the chosen photos"))
        tell(self._grid, "Space", self.tr("Choose a photo, or not"))
        tell(self._grid, "Ctrl+A", self.tr("Choose all photos, or none"))

    # what is shown

    def _take_job(self, order_id: str) -> None:
        view = self._context.store.order(order_id) if order_id else None
        self._order = view.order if view else None
        self._known_roots.clear()
        self._show()

    def _take_source(self, key: str) -> None:
        self._root = Path(key)
        self._show()

    def _show_if_seen(self) -> None:
        if self.isVisible():
            self._show()

    def _there(self) -> tuple[Source, ...]:
        return (*self._cards.sources, self._extra) if self._extra else self._cards.sources

    def _show(self) -> None:
        there = self._there()
        roots = [source.root for source in there]
        if self._root not in roots:
            self._root = roots[-1] if self._extra else roots[0] if roots else None
        source = next((each for each in there if each.root == self._root), None)
        self._show_sources(there)
        self._watch.setText(self.tr("Stop watching") if self._cards.folder else self.tr("Watch a folder"))
        self._watch.setToolTip(self._cards.folder or self.tr("New photos that a phone puts there are offered here"))
        self._show_jobs()
        self._camera.setEnabled(self._order is not None)
        photos = source.photos if source else ()
        if source is not None and source.root not in self._known_roots and photos:
            self._known_roots.add(source.root)
            self._chosen = {str(photo.path) for photo in fresh(source, self._since())}
        paths = {str(photo.path) for photo in photos}
        self._chosen &= paths
        kept = self._grid.current_id()
        self._model.set_values([_Choice(photo, str(photo.path) in self._chosen) for photo in photos])
        self._stack.setCurrentIndex(0 if photos else 1)
        if photos and kept not in paths:
            self._grid.select(str(photos[0].path))
        if not photos:
            self._say_nothing(source)
        name = source_text(source.name, source.is_card) if source else self.tr("Phone or SD card")
        self.titled.emit(self.tr("Photos from {name}").format(name=name), self._job_words())
        self._show_progress()

    def _show_sources(self, there: tuple[Source, ...]) -> None:
        self._sources.set_segments(
            [Segment(str(each.root), source_text(each.name, each.is_card), len(each.photos)) for each in there]
        )
        if self._root is not None:
            self._sources.select(str(self._root))
        self._sources.setVisible(len(there) > 1)

    def _show_jobs(self) -> None:
        self._job.setText(self._job_words() or self.tr("Choose a job"))
        menu = self._job.menu()
        menu.clear()
        for line in self._context.store.orders(Query(show="todo", limit=30)):
            menu.addAction(f"{line.title} · {line.address}".replace("&", "&&"), partial(self._take_job, line.id))

    def _job_words(self) -> str:
        return f"{self._order.title} · {self._order.address}" if self._order else ""

    def _say_nothing(self, source: Source | None) -> None:
        if source is not None:
            self._empty.set("images", self.tr("There are no photos in it."), "", self.tr("Other folder"))
            return
        hint = self.tr(
            "Put the SD card in, or connect the phone and allow it to share its photos. "
            "They show here by themselves. A phone that Windows lists without a drive letter needs a folder."
        )
        self._empty.set("smartphone", self.tr("No phone or SD card is connected."), hint, self.tr("Other folder"))

    def _tile(self, choice: _Choice) -> PhotoTile:
        found = choice.found
        time = self._moments.moment(rfc3339(found.changed_ms), self._context.clock.wall_ms())
        label = self.tr("Already added") if found.known else ""
        image, state = self._thumbs.image(found.path), self._thumbs.state(found.path)
        return PhotoTile(str(found.path), image, label, "neutral", time, state, choice.chosen)

    def _since(self) -> int:
        return since_ms(self._order.started_at if self._order else None, self._context.clock.wall_ms())

    # choosing and adding

    def _turn(self, path: str) -> None:
        self._chosen ^= {path}
        self._show()

    def _turn_every(self) -> None:
        every = set(self._model.ids())
        self._chosen = set() if self._chosen >= every else every
        self._show()

    def _draw_on(self) -> None:
        path = self._grid.current_id()
        if path and self._order is not None and not self._import.running:
            self._chosen.discard(path)
            role = PhotoRole(self._roles.selected())
            self.asked.emit("photo_edit", edit_file_id(self._order.id, role, Path(path)))

    def _use_camera(self) -> None:
        if self._order is not None:
            self.asked.emit("camera", import_id(self._order.id, PhotoRole(self._roles.selected())))

    def _open_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where the photos are"))
        if folder:
            work = partial(_source_of, Path(folder), self._cards.imported.has)
            self._context.jobs.run(work, self._take_folder, self._fail)

    def _take_folder(self, source: Source) -> None:
        self._extra, self._root = source, source.root
        self._show()

    def _watch_folder(self) -> None:
        if self._cards.folder:
            self._cards.watch("")
            self._show()
            return
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where a phone puts its photos"), self._cards.folder)
        if folder:
            self._cards.watch(folder)
            self._show()

    def _begin(self) -> None:
        if self._import.running or not self._chosen or self._order is None or not self.isVisible():
            return
        self._problem.hide()
        files = [Path(path) for path in reversed(self._model.ids()) if path in self._chosen]  # in order of time
        self._import.start(self._order.id, PhotoRole(self._roles.selected()), files)
        self._show_progress()

    def _show_progress(self) -> None:
        running, count = self._import.running, len(self._chosen)
        self._progress.setVisible(running)
        self._stop.setVisible(running)
        self._turn_all.setVisible(not running)
        every = bool(count) and count == len(self._model.ids())
        self._turn_all.setText(self.tr("Choose none") if every else self.tr("Choose all"))
        self._turn_all.setEnabled(bool(self._model.ids()))
        self._draw.setEnabled(bool(self._model.ids()) and not running and self._order is not None)
        self._add.setEnabled(bool(count) and not running and self._order is not None)
        self._add.setText(self.tr("Add %n photo(s)", "", count) if count else self.tr("Add"))
        if running:
            done, total = self._import.done, self._import.total
            self._progress.set_fraction(done / max(1, total))
            self._count.setText(self.tr("{done} of {total} added").format(done=done, total=total))
            self._detail.setText(self.tr("You can go on working; they are added by themselves."))
            return
        sizes = (each.size for source in self._there() for each in source.photos if str(each.path) in self._chosen)
        self._count.setText(self.tr("%n photo(s) chosen", "", count))
        self._detail.setText(self._moments.size(sum(sizes)) if count else self.tr("Tap the photos that belong here."))

    def _finish(self) -> None:
        done = self._import
        said = [self.tr("%n photo(s) added.", "", done.added)]
        if done.there:
            said.append(self.tr("%n were in the job already.", "", done.there))
        if done.refused:
            said.append(self.tr("%n could not be added.", "", len(done.refused)))
        self._context.say(" ".join(said), "", None)
        self._cards.look(again=True)
        self._chosen.clear()
        if done.refused:
            lines = [f"{name}: {_why(error)}" for name, error in done.refused[:_SAID_REFUSALS]]
            if len(done.refused) > _SAID_REFUSALS:
                lines.append(self.tr("And %n more.", "", len(done.refused) - _SAID_REFUSALS))
            self._problem.setText("\n".join(lines))
            self._problem.show()
        elif not done.stopped and self.isVisible():
            self.back_asked.emit()
            return
        self._show()

    def _fail(self, error: BaseException) -> None:
        raise error


def _why(error: PhotoRefused | StoreProblem) -> str:
    return refusal_text(error) if isinstance(error, PhotoRefused) else store_text(error)


def _source_of(root: Path, known: Callable[[Path, int, int], bool]) -> Source:
    """In another thread: a folder that was chosen, with the photos below it."""
    photos = (Found(p.path, p.size, p.changed_ms, known(p.path, p.size, p.changed_ms)) for p in photos_below(root))
    return Source(root, root.name, is_card=True, photos=tuple(photos))
