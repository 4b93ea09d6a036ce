"""A signature: drawn and kept as a photo of the job, or a name that somebody writes instead."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.views.form_editor import Editor
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.signature_pad import SignaturePad
from sync.forms import Question

_LONGEST = 80


class SignatureEditor(Editor):
    """The answer is the id of the photo, or the name.

    `drawn(image, id)`: to be kept in the place of the photo with that id, "" for none; `cleared(id)`: not any more.
    """

    drawn = Signal(QImage, str)
    cleared = Signal(str)

    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self._pictures: Mapping[str, QImage | None] = {}
        self._pad = SignaturePad(self._label, self.tr("Sign here with a finger, a pen or the mouse"))
        self._name = QLineEdit()
        self._name.setMaxLength(_LONGEST)
        self._name.setPlaceholderText(self.tr("or write the name"))
        self._name.setAccessibleName(self.tr("{question}: name").format(question=self._label))
        self._again = Button(self.tr("Sign again"), "rotate-ccw", "quiet", "small")
        self._again.hide()
        self._pad.signed.connect(self._draw)
        self._name.textEdited.connect(self._write)
        self._name.editingFinished.connect(self._finish)
        self._again.clicked.connect(self._clear)
        below = row(self._name, self._again, gap=8)
        below.setStretch(0, 1)
        below.setAlignment(self._again, Qt.AlignmentFlag.AlignLeft)
        both = QWidget()
        both.setLayout(column(self._pad, below, gap=8))
        self._lay_out(both)
        self.setFocusProxy(self._name)

    def show_pictures(self, pictures: Mapping[str, QImage | None]) -> None:
        """The signatures that the job has, by id; None for one that is being fetched."""
        self._pictures = pictures
        self.show_value(self._latest)

    def show_value(self, value: Any) -> None:
        """Show a signature or a name; what is being drawn or written stays."""
        self._final = self._latest = value
        is_drawn = value in self._pictures
        if is_drawn or not value:
            self._pad.show_signature(self._pictures.get(value))
        self._name.setVisible(not is_drawn)
        self._again.setVisible(is_drawn)
        if not self._name.hasFocus():
            with QSignalBlocker(self._name):
                self._name.setText("" if is_drawn or value is None else str(value))

    def begin_anew(self) -> None:
        """Another job: nothing of the last one stays."""
        self._pad.clear()
        self._name.clear()

    def _draw(self, image: QImage) -> None:
        self.drawn.emit(image, self._latest if self._latest in self._pictures else "")

    def _write(self, text: str) -> None:
        self._say(text.strip() or None)

    def _clear(self) -> None:
        photo_id = self._latest
        self._pad.clear()
        self._done(None)
        self.cleared.emit(photo_id)
        self._name.setFocus()
