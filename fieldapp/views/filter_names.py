"""Filters with a name: to choose, to save the one in force, to rename and to delete."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.models.filtering import Filtering
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.chip_group import ChipGroup
from fieldapp.widgets.layouts import column, row
from fieldapp.widgets.text import Text

_LONGEST = 60


class FilterNames(QWidget):
    """A chip for each name, and a line for the name of the filter in force. `deleted(name)` asks for that."""

    deleted = Signal(str)

    def __init__(self, filtering: Filtering) -> None:
        super().__init__()
        self._filtering = filtering
        self._chips = ChipGroup(self.tr("Saved filters"))
        self._chips.tapped.connect(self._apply)
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("Name of this filter"))
        self._field.setMaxLength(_LONGEST)
        self._field.returnPressed.connect(self._write)
        self._field.textChanged.connect(self._show_buttons)
        self._save = Button(self.tr("Save this filter"), "star", size="small")
        self._save.clicked.connect(self._write)
        self._delete = IconButton("trash-2", self.tr("Delete this filter"), kind="danger")
        self._delete.clicked.connect(lambda: self.deleted.emit(self._field.placeholderText()))
        hint = self.tr("Switch filters on, and give them a name here to have them again.")
        self._hint = Text(hint, "small", "text2", wrap=True)
        self._line = QWidget()
        line = row(self._field, self._save, self._delete, gap=8)
        line.setStretchFactor(self._field, 1)
        self._line.setLayout(line)
        self.setLayout(column(self._chips, self._hint, self._line, gap=8))

    def refresh(self, words: Mapping[str, str], counts: Mapping[str, tuple[str, str]]) -> None:
        """Shows the names; `words` are those of what is on, `counts` how many jobs each saved filter has."""
        filtering = self._filtering
        saved = filtering.saved_now
        self._chips.set_chips([(each.name, each.name) for each in filtering.saved])
        self._chips.set_on({saved.name} if saved else ())
        self._chips.set_counts(counts)
        self._chips.set_possible([each.name for each in filtering.saved])
        can = saved is not None or filtering.now.narrows
        self._hint.setVisible(not can and not filtering.saved)
        self._line.setVisible(can)
        offered = saved.name if saved else self._offered(list(words.values()))
        if offered != self._field.placeholderText():
            self._field.setPlaceholderText(offered)
            self._field.setText(saved.name if saved else "")
        self._save.setText(self.tr("Rename") if saved else self.tr("Save this filter"))
        self._delete.setVisible(saved is not None)
        self._show_buttons()

    def focus_name(self) -> None:
        """Puts the cursor into the name."""
        if self._line.isVisible():
            self._field.setFocus()
            self._field.selectAll()

    def _offered(self, words: list[str]) -> str:
        """A name short enough for its chip."""
        return f"{words[0]} + {len(words) - 1}" if len(words) > 1 else "".join(words)[:_LONGEST]

    def _apply(self, name: str) -> None:
        saved = self._filtering.saved_now
        if saved is not None and saved.name == name:
            self._filtering.clear()
        else:
            self._filtering.apply(name)

    def _write(self) -> None:
        saved = self._filtering.saved_now
        self._filtering.save(self._field.text().strip() or self._field.placeholderText(), saved.name if saved else "")

    def _show_buttons(self) -> None:
        saved = self._filtering.saved_now
        written = self._field.text().strip()
        self._save.setEnabled(saved is None or written not in ("", saved.name))
