"""A list model of rows that are made when somebody looks, and merged by id when they change."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldapp.rows import ROW, ROW_ID, SECTION


class SpokenRow(Protocol):
    """What every row value has: an id, a title and how a screen reader says it."""

    @property
    def id(self) -> str: ...
    @property
    def spoken(self) -> str: ...


V = TypeVar("V")
Index = QModelIndex | QPersistentModelIndex
_RESET_SHARE = 0.5
_RESET_ROWS = 64  # beyond these, views are told once that all is new, not of each row that came or went


class RowList(QAbstractListModel, Generic[V]):
    """Values in order, each with an id; `make` turns one into its row when it is painted for the first time.

    Equal values keep their row, so values must be frozen and say everything that the row shows. Where rows have
    headings, `section_of` says a value's without making its row.
    """

    def __init__(
        self,
        id_of: Callable[[V], str],
        make: Callable[[V], SpokenRow],
        parent: QObject | None = None,
        section_of: Callable[[V], str] = lambda _value: "",
    ) -> None:
        super().__init__(parent)
        self._id_of, self._make, self._section_of = id_of, make, section_of
        self._values: list[V] = []
        self._ids: list[str] = []
        self._rows: dict[str, SpokenRow] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row value (ROW), its id and heading (ROW_ID, SECTION), its title, and how it is spoken."""
        if not index.isValid() or index.row() >= len(self._values):
            return None
        if role == ROW:
            return self._row(index.row())
        if role == ROW_ID:
            return self._ids[index.row()]
        if role == SECTION:
            return self._section_of(self._values[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._row(index.row()).spoken
        if role == Qt.ItemDataRole.DisplayRole:
            return getattr(self._row(index.row()), "title", "")
        return None

    def ids(self) -> tuple[str, ...]:
        """The ids from top to bottom."""
        return tuple(self._ids)

    def value(self, row_id: str) -> V | None:
        """The value with an id, None where it is not in the list."""
        return self._values[self._ids.index(row_id)] if row_id in self._ids else None

    def set_values(self, values: Sequence[V]) -> None:
        """Show these; rows that stay keep their place in the selection, rows that are the same are not painted.

        Where very much is new, the model is reset: who shows it then selects again.
        """
        ids = [self._id_of(value) for value in values]
        wanted = set(ids)
        kept = [row_id for row_id in self._ids if row_id in wanted]
        moves = len(self._ids) + len(ids) - 2 * len(kept)
        if moves > _RESET_ROWS or (ids != self._ids and len(kept) < _RESET_SHARE * max(len(self._ids), len(ids))):
            self.beginResetModel()
            self._values, self._ids, self._rows = list(values), ids, {}
            self.endResetModel()
            return
        if ids != self._ids:
            self._drop(wanted)
            self._reorder([row_id for row_id in ids if row_id in set(kept)])
            self._insert(values, ids)
        self._replace(values)

    def append(self, values: Sequence[V]) -> None:
        """Show more below; none of them is there yet."""
        if values:
            first = len(self._ids)
            self.beginInsertRows(QModelIndex(), first, first + len(values) - 1)
            self._values += values
            self._ids += [self._id_of(value) for value in values]
            self.endInsertRows()

    def remake(self, *row_ids: str) -> None:
        """Make rows again (all without ids), because the words for the same values changed."""
        for row_id in row_ids or tuple(self._rows):
            self._rows.pop(row_id, None)
        rows = [self._ids.index(row_id) for row_id in row_ids if row_id in self._ids]
        if not row_ids and self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _row(self, number: int) -> SpokenRow:
        row_id = self._ids[number]
        row = self._rows.get(row_id)
        if row is None:
            row = self._rows[row_id] = self._make(self._values[number])
        return row

    def _drop(self, wanted: set[str]) -> None:
        for number in range(len(self._ids) - 1, -1, -1):
            if self._ids[number] not in wanted:
                self.beginRemoveRows(QModelIndex(), number, number)
                self._rows.pop(self._ids[number], None)
                del self._ids[number], self._values[number]
                self.endRemoveRows()

    def _reorder(self, order: list[str]) -> None:
        if order == self._ids:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._ids[index.row()] for index in before]
        values = dict(zip(self._ids, self._values, strict=True))
        self._ids, self._values = list(order), [values[row_id] for row_id in order]
        place = {row_id: number for number, row_id in enumerate(order)}
        self.changePersistentIndexList(before, [self.index(place[row_id]) for row_id in held])
        self.layoutChanged.emit()

    def _insert(self, values: Sequence[V], ids: list[str]) -> None:
        here = set(self._ids)
        for number, (row_id, value) in enumerate(zip(ids, values, strict=True)):
            if row_id not in here:
                self.beginInsertRows(QModelIndex(), number, number)
                self._ids.insert(number, row_id)
                self._values.insert(number, value)
                self.endInsertRows()

    def _replace(self, values: Sequence[V]) -> None:
        for number, value in enumerate(values):
            if value != self._values[number]:
                self._values[number] = value
                self._rows.pop(self._ids[number], None)
                self.dataChanged.emit(self.index(number), self.index(number))
