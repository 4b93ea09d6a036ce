"""Drawing on a photo: arrows, circles, words and blurred areas, kept as a new photo in place of the old one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from fieldapp.context import Context
from fieldapp.imported import Imported
from fieldapp.marks import COLOURS, Tool
from fieldapp.models.photo_edits import Replaced, add_marked, picture_of, picture_of_file, put_back, replace_photo
from fieldapp.theme import px
from fieldapp.views.page import Page
from fieldapp.views.page_items import job_and_picture
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.colour_dots import ColourDots
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.photo_canvas import PhotoCanvas
from fieldapp.widgets.text import Text
from fieldapp.widgets.top_bar import BottomBar
from fieldapp.wording import refusal_text, role_text, store_text
from sync.orders import Photo, PhotoRole
from sync.photo_refused import PhotoRefused
from sync.states import PhotoState
from sync.store import Change, OrderView, StoreProblem

if TYPE_CHECKING:  # Pillow is loaded with the first photo, not with the window
    from sync.photos import PreparedPhoto

_ICONS = {
    None: "mouse-pointer-2",
    Tool.ARROW: "move-up-right",
    Tool.CIRCLE: "circle",
    Tool.BOX: "square",
    Tool.WORDS: "type",
    Tool.BLUR: "grid-3x3",
}


class PhotoEditorPage(Page):
    """Fills the window while a photo is drawn on. Escape goes back without a change, Ctrl+Enter saves.

    Digits choose the tool, Ctrl+Z and Ctrl+Y undo and redo; the rest is the canvas's.
    """

    full_screen = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._order_id = ""
        self._photo: Photo | None = None
        self._file: tuple[PhotoRole, Path] | None = None
        self._prepared: PreparedPhoto | None = None  # the file, once it is read
        self._shown_id, self._saving = "", False
        self._canvas = PhotoCanvas()
        self._tools: dict[Tool | None, Button] = {}
        self._colours = ColourDots(
            tuple(zip(COLOURS, (self.tr("Red"), self.tr("Yellow"), self.tr("Blue"), self.tr("White")), strict=True)),
            self.tr("Color"),
        )
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Words on the photo"))
        self._words.setAccessibleName(self.tr("Words on the photo"))
        self._words.setMaxLength(60)
        self._hint = Text(role="small", tone="text2", wrap=True)
        self._fate = Text(role="small", tone="text2", wrap=True)
        self._problem = Text(role="small_strong", tone="bad", wrap=True)
        self._leave = Button(self.tr("Leave as it was"), size="crew")
        self._save = Button(self.tr("Save photo"), "check", "go", "crew")
        self._save.setToolTip(self.tr("Ctrl+Enter"))
        self._build()
        self._connect()
        self._take_tool(Tool.ARROW)

    def show_item(self, item_id: str) -> None:
        """Shows the photo that `edit_id` or `edit_file_id` named, without marks."""
        self._order_id, picture = job_and_picture(item_id)
        view = self._context.store.order(self._order_id)
        self._photo, self._file, self._prepared = None, None, None
        self._saving = False
        self._problem.hide()
        self._canvas.set_photo(QImage())
        self._show_buttons()
        if view is not None and isinstance(picture, tuple):
            self._file = picture
            self._context.jobs.run(partial(picture_of_file, picture[1]), partial(self._show_file, item_id), self._fail)
        elif view is not None and isinstance(picture, str):
            self._photo = next((photo for photo in view.order.photos if photo.id == picture), None)
            shown = partial(self._show_picture, picture)
            self._context.jobs.run(partial(picture_of, self._context.store, picture), shown, self._fail)
        if view is None or (self._photo is None and self._file is None):
            self.back_asked.emit()
            return
        self._shown_id = item_id
        role_words = role_text(self._photo.role if self._photo else self._file[0] if self._file else PhotoRole.AFTER)
        title = self.tr("{role} photo · {title}").format(role=role_words, title=view.order.title)
        self.titled.emit(title, " · ".join(part for part in (view.order.address, view.order.number) if part))
        self._fate.setText(self._fate_of(view))
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None = None) -> None:
        """Nothing that arrives changes what is being drawn; only what becomes of the old photo is said anew."""
        view = self._context.store.order(self._order_id) if self._photo is not None else None
        if view is not None:
            self._fate.setText(self._fate_of(view))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape closes the line for words, then goes back."""
        if event.key() == Qt.Key.Key_Escape:
            if self._words.isVisible():
                self._words.hide()
                self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(px(8))
        names = (
            (None, self.tr("Move")),
            (Tool.ARROW, self.tr("Arrow")),
            (Tool.CIRCLE, self.tr("Circle")),
            (Tool.BOX, self.tr("Box")),
            (Tool.WORDS, self.tr("Words")),
            (Tool.BLUR, self.tr("Blur")),
        )
        for number, (tool, name) in enumerate(names):
            button = Button(name, _ICONS[tool], size="large")
            button.set_stacked(True)
            button.setCheckable(True)
            button.setMinimumWidth(px(84))
            button.setToolTip(self.tr("Key {number}").format(number=number + 1))
            button.clicked.connect(partial(self._choose_tool, tool))
            bind(self, str(number + 1), partial(self._choose_tool, tool), self.tr("Choose a tool"))
            self._tools[tool] = button
            grid.addWidget(button, number // 2, number % 2)
        self._undo = IconButton("undo-2", self.tr("Undo"), "medium")
        self._redo = IconButton("redo-2", self.tr("Redo"), "medium")
        self._delete = IconButton("trash-2", self.tr("Delete this mark"), "medium")
        self._closer = IconButton("zoom-in", self.tr("Closer"), "medium")
        self._farther = IconButton("zoom-out", self.tr("Farther"), "medium")
        self._whole = IconButton("maximize", self.tr("Whole photo"), "medium")
        acts = row(self._undo, self._redo, self._delete, 1, self._farther, self._whole, self._closer, gap=8)
        side = column(grid, self._colours, 1, gap=14)
        middle = column(acts, self._canvas, self._words, self._hint, gap=10)
        middle.setStretch(1, 1)
        sides = row(side, middle, gap=18, margins=(20, 14, 20, 12))
        sides.setStretch(1, 1)
        bar = BottomBar()
        said = QWidget()
        said.setLayout(column(1, self._problem, self._fate, 1, gap=2))
        bar.add_left(said)
        bar.stretch_left()
        bar.add_right(self._leave)
        bar.add_right(self._save)
        page = column(sides, bar, gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)
        self.setFocusProxy(self._canvas)
        self._words.hide()
        self._problem.hide()

    def _connect(self) -> None:
        canvas = self._canvas
        canvas.changed.connect(self._show_buttons)
        canvas.words_asked.connect(self._ask_words)
        self._words.returnPressed.connect(self._put_words)
        self._colours.chosen.connect(self._take_colour)
        self._undo.clicked.connect(canvas.undo)
        self._redo.clicked.connect(canvas.redo)
        self._delete.clicked.connect(canvas.delete)
        self._closer.clicked.connect(lambda: canvas.zoom_by(1.5))
        self._farther.clicked.connect(lambda: canvas.zoom_by(1 / 1.5))
        self._whole.clicked.connect(canvas.fit)
        self._leave.clicked.connect(self.back_asked)
        self._save.clicked.connect(self._keep)
        bind(self, QKeySequence.StandardKey.Undo, canvas.undo, self.tr("Undo"))
        bind(self, ("Ctrl+Y", "Ctrl+Shift+Z"), canvas.redo, self.tr("Redo"))
        bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._keep, self.tr("Save"))
        bind(self, "C", self._colours.choose_next, self.tr("Next color"))

    def _choose_tool(self, tool: Tool | None) -> None:
        self._take_tool(tool)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_tool(self, tool: Tool | None) -> None:
        self._canvas.set_tool(tool)
        self._words.hide()
        for each, button in self._tools.items():
            button.setChecked(each == tool)
            button.update()
        draw = self.tr("Draw with a finger, or: arrow keys move, Enter sets one end and then the other. C: color.")
        hints = {
            None: self.tr(
                "Tap a mark and drag it. Keys: Enter takes the next mark, arrows move it, Delete removes it."
            ),
            Tool.WORDS: self.tr("Tap where the words go, or move there with the arrow keys and press Enter."),
            Tool.BLUR: self.tr("Draw over faces and plates. Nothing of what is below stays in the saved photo."),
        }
        self._hint.setText(hints.get(tool, draw))

    def _take_colour(self, colour: str) -> None:
        self._canvas.set_colour(colour)

    def _ask_words(self) -> None:
        self._words.clear()
        self._words.show()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put_words(self) -> None:
        text = self._words.text().strip()
        self._words.hide()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            self._canvas.put_words(text)

    def _show_buttons(self) -> None:
        marks = self._canvas.marks
        self._undo.setEnabled(marks.can_undo)
        self._redo.setEnabled(marks.can_redo)
        self._delete.setEnabled(marks.selected is not None)
        self._save.setEnabled(bool(marks.now) and not self._saving)

    def _show_picture(self, photo_id: str, picture: QImage) -> None:
        if self._photo is not None and photo_id == self._photo.id:
            self._canvas.set_photo(picture)
            self._show_buttons()

    def _show_file(self, item_id: str, found: tuple[QImage, "PreparedPhoto"]) -> None:
        if item_id == self._shown_id and self._file is not None:
            picture, self._prepared = found
            self._canvas.set_photo(picture)
            self._show_buttons()

    def _fate_of(self, view: OrderView) -> str:
        """What becomes of the photo as it is, once the new one takes its place."""
        photo = self._photo
        if photo is None:
            return self.tr("Only the photo with your marks is added to the job. The one as it was stays where it is.")
        state = next((each.state for each in view.photos if each.photo_id == photo.id), None)
        if photo.stored or state in (None, PhotoState.STORED, PhotoState.PURGED):
            return self.tr(
                "The city already has the photo as it was, and that cannot be unsent. The new one takes its place in "
                "the job; ask the office to delete the old one."
            )
        return self.tr(
            "The new photo takes this one’s place in the job. The one as it was is shown to nobody there any more; "
            "its file still goes to the city’s archive."
        )

    def _keep(self) -> None:
        photo, marks, store = self._photo, self._canvas.marks.now, self._context.store
        if not marks or self._saving or not self.isVisible():
            return
        kept = partial(self._kept, self._order_id, self._shown_id)
        if photo is not None:
            self._context.jobs.run(
                partial(replace_photo, store, self._order_id, photo, self._canvas.photo, marks), kept, self._fail
            )
        elif self._file is not None and self._prepared is not None:
            role, path = self._file
            added = partial(add_marked, store, self._order_id, role, self._prepared, marks)
            self._context.jobs.run(partial(_added, added, self._context.cards.imported, path), kept, self._fail)
        else:
            return
        self._saving = True
        self._problem.hide()
        self._show_buttons()

    def _kept(self, order_id: str, item_id: str, replaced: Replaced | None) -> None:
        said = self.tr("The new photo is safe on this laptop.")
        if replaced is not None:
            self._context.say(said, self.tr("Undo"), lambda: self._put_back(order_id, replaced))
        else:
            self._context.say(said, "", None)
        self._context.cards.look(again=True)
        if item_id == self._shown_id and self._saving:
            self._saving, self._photo, self._file = False, None, None
            if self.isVisible():
                self.back_asked.emit()

    def _put_back(self, order_id: str, replaced: Replaced) -> None:
        try:
            put_back(self._context.store, order_id, replaced)
        except StoreProblem as problem:
            self._context.say(store_text(problem), "", None)

    def _fail(self, error: BaseException) -> None:
        self._saving = False
        self._show_buttons()
        if isinstance(error, PhotoRefused):
            self._problem.setText(refusal_text(error))
        elif isinstance(error, StoreProblem):
            self._problem.setText(store_text(error))
        else:
            raise error
        self._problem.show()


def _added(add: Callable[[], object], imported: Imported, path: Path) -> None:
    """In another thread: adds what was made of a file, and marks the file as done with."""
    add()
    imported.add(path)
