"""Every job on this laptop by its row in the file: what it can be found, filtered and sorted by, kept in memory.

A keystroke asks the file for the rows with one word and does the rest on these columns. They are filled piece by piece
between what the window has to do; until then `ready` is false, and lists are whole but for what the columns would say.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping
from math import cos, inf, radians
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.models.done_work import done_ms
from fieldapp.models.row_sets import Order, RowSet, of_codes, of_rows
from sync.orders import Priority, Status
from sync.places import Point, believable
from sync.states import Place
from sync.store import Change, OrderLine, Standing, Store, StoreProblem
from sync.store.search import words_in

PIECE: Final = 300
"""So many jobs are read in a turn of the window's: a few milliseconds. In a thread beside it the file would be read
through a second connection, whose cache costs more memory than all of this."""
STATUSES: Final = {status: code for code, status in enumerate(Status, start=1)}
PRIORITIES: Final = {priority: code for code, priority in enumerate(Priority, start=1)}
UNSENT, ASKED = 1, 2
"""Codes of `work`: something of it is not in the CRM yet, or waits for a person's decision."""
_WORDS_KEPT: Final = 64
_KINDS: Final = 254
_DEGREE_M: Final = 111_195.0


class JobIndex(QObject):
    """A byte for each row and column, 0 where nothing is known. `learned` when a piece more of them is."""

    learned = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.standing, self.size = Standing(), 0
        self.known, self.status, self.priority, self.kind = bytearray(), bytearray(), bytearray(), bytearray()
        self.work, self.returned, self.placed = bytearray(), bytearray(), bytearray()
        self._lat, self._long, self._done_ms = array("d"), array("d"), array("q")
        self.kinds: dict[str, int] = {}
        self._missing: list[int] = []
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._read_piece)
        self._words: dict[str, RowSet] = {}
        self._sets: dict[object, RowSet] = {}
        self._orders: dict[object, Order] = {}
        self._heard = Change()

    # keeping up

    def note(self, change: Change) -> None:
        """What is to be read again the next time."""
        self._heard |= change

    def read_first(self, count: int) -> None:
        """Takes no more than the first jobs, and nothing that they could be filtered by: for while all are arriving."""
        self._turn.stop()
        self._missing, self._heard = [], Change()
        self._forget(range(self.size))
        self._words.clear()
        self.standing = self._store.standing(count)
        self._grow(max(self.standing.todo + self.standing.done, default=-1) + 1)
        self._let_go()

    def read(self) -> None:
        """Brings it up to date with the file. A few new jobs are learned at once, many in turns."""
        self._take_changes()
        self.standing = self._store.standing()
        rows = self.standing.todo + self.standing.done
        self._grow(max(rows, default=-1) + 1)
        self._let_go()
        self._missing = [row for row in rows if not self.known[row]] if self._unknown() else []
        if 0 < len(self._missing) <= PIECE:
            self._learn_piece()
            self._let_go()
        elif self._missing:
            self._turn.start()

    def catch_up(self) -> None:
        """Reads if anything was heard since, or nothing was read yet."""
        if self._heard or not self.size:
            self.read()

    @property
    def ready(self) -> bool:
        """Whether the columns hold every job."""
        return not self._missing

    def _take_changes(self) -> None:
        heard, self._heard = self._heard, Change()
        if heard.account:  # perhaps somebody else, with other rows
            self._forget(range(self.size))
        if heard.orders:
            self._forget(row for row in self._store.rows_of(heard.orders).values() if row < self.size)
            self._words.clear()

    def _unknown(self) -> RowSet:
        return (self.todo | self.done) & ~of_codes(self.known, (1,))

    def _forget(self, rows: Iterable[int]) -> None:
        for row in rows:
            self.known[row] = 0

    def _grow(self, size: int) -> None:
        more = size - self.size
        if more <= 0:
            return
        for column in (self.known, self.status, self.priority, self.kind, self.work, self.returned, self.placed):
            column.extend(bytes(more))
        self._lat.extend([inf] * more)
        self._long.extend([inf] * more)
        self._done_ms.extend([0] * more)
        self.size = size
        self._words.clear()

    def _read_piece(self) -> None:
        try:
            self._learn_piece()
        except StoreProblem:  # the file was closed meanwhile
            return
        self._let_go()
        if self._missing:
            self._turn.start()
        else:
            self.learned.emit()

    def _learn_piece(self) -> None:
        piece, self._missing = self._missing[:PIECE], self._missing[PIECE:]
        self._learn(self._store.lines_at(piece))
        for row in piece:
            self.known[row] = 1  # also what cannot be read: to ask again would not end

    def _learn(self, lines: Mapping[int, OrderLine]) -> None:
        for row, line in lines.items():
            spot = believable(line.lat, line.long)
            self._lat[row], self._long[row] = spot or (inf, inf)
            self.placed[row] = spot is not None
            self.status[row] = STATUSES[line.status]
            self.priority[row] = PRIORITIES[line.priority]
            code = self.kinds.setdefault(line.service_code, min(len(self.kinds) + 1, _KINDS + 1))
            self.kind[row] = code
            self.returned[row] = line.returned is not None
            asked = line.place is Place.NEEDS_DECISION
            self.work[row] = ASKED if asked else UNSENT if line.place in _UNSENT else 0
            self._done_ms[row] = done_ms(line) or 0

    def _let_go(self) -> None:
        self._sets.clear()
        self._orders.clear()

    # asking

    @property
    def todo(self) -> RowSet:
        """The jobs to do."""
        return self.by_due.all

    @property
    def done(self) -> RowSet:
        """The jobs that are done, or with others."""
        return self.by_age.all

    @property
    def by_due(self) -> Order:
        """The jobs to do, the one that is due first in front."""
        return self.order("due", lambda: self.standing.todo)

    @property
    def by_age(self) -> Order:
        """The jobs that are done, the newest in front."""
        return self.order("age", lambda: self.standing.done)

    def order(self, key: object, rows: Callable[[], list[int]]) -> Order:
        """An order that is kept under `key` until something changes."""
        if key not in self._orders:
            self._orders[key] = Order(rows(), self.size)
        return self._orders[key]

    def kept(self, key: object, make: Callable[[], RowSet]) -> RowSet:
        """A set that is kept under `key` until something changes."""
        if key not in self._sets:
            self._sets[key] = make()
        return self._sets[key]

    def with_codes(self, name: str, *codes: int) -> RowSet:
        """The rows with one of these codes in the column of that name."""
        return self.kept((name, codes), lambda: of_codes(getattr(self, name), codes))

    def with_text(self, text: str) -> RowSet | None:
        """The rows that have every word of a text, each perhaps unfinished; None for a text without words."""
        found: RowSet | None = None
        for word in words_in(text):
            rows = self._words.get(word)
            if rows is None:
                while len(self._words) >= _WORDS_KEPT:
                    del self._words[next(iter(self._words))]
                rows = self._words[word] = self._with_word(word)
            found = rows if found is None else found & rows
        return found

    def _with_word(self, word: str) -> RowSet:
        everything = self.todo | self.done
        if self._words.get(word[:-1]) == everything and self._store.count_with(word) == everything.bit_count():
            return everything  # as with the numbers' first digits: to count is half the work of telling which
        hits = self._store.rows_with(word)
        if hits and hits[-1] >= self.size:  # of somebody else's orders
            hits = [row for row in hits if row < self.size]
        return of_rows(hits, self.size)

    def due_between(self, after: int, before: int) -> RowSet:
        """Those to do from one place in the order of due times up to another (see `Standing.due_before`)."""
        return self.kept(("due", after, before), lambda: of_rows(self.standing.todo[after:before], self.size))

    def done_since(self, at_ms: int) -> RowSet:
        """What was closed, or left the crew, since then."""
        return self.kept(
            ("done", at_ms), lambda: of_rows((r for r in self.standing.done if self._done_ms[r] > at_ms), self.size)
        )

    def rows_near(self, here: Point, metres: float) -> list[int]:
        """The rows within a square around a place, from its middle so far to each side."""
        up = metres / _DEGREE_M
        aside = up / max(0.01, cos(radians(here[0])))
        south, north, west, east = here[0] - up, here[0] + up, here[1] - aside, here[1] + aside
        return [row for row, lat in enumerate(self._lat) if south <= lat <= north and west <= self._long[row] <= east]

    def squares(self, here: Point) -> list[float]:
        """The square of each job's distance in degrees of latitude, infinite where its place is not known.

        On a plane, which is near enough within a city; `square_of` says the same of metres.
        """
        lat, long = here
        shrink = cos(radians(lat))
        return [
            (up := y - lat) * up + (aside := (x - long) * shrink) * aside
            for y, x in zip(self._lat, self._long, strict=True)
        ]


def square_of(metres: float) -> float:
    """A distance as `JobIndex.squares` has it."""
    return (metres / _DEGREE_M) ** 2


_UNSENT: Final = frozenset({Place.ON_LAPTOP, Place.SENDING})
