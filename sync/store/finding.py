"""What a list over the whole file is made of: every order by its row number, and which rows have a word."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from sync.decoding import UNDECODABLE
from sync.store.database import run
from sync.store.inside import Part
from sync.store.projection import DONE, NEVER_MS, TODO, ids_json
from sync.store.search import one_word
from sync.store.values import OrderLine

# Each one row: every further one gives way to other threads, and costs ten times its decoding.
_STANDING: Final = """
SELECT '[' || coalesce(group_concat(row), '') || ']', '[' || coalesce(group_concat("sort"), '') || ']'
FROM (SELECT row, "sort" FROM orders WHERE holder = ? AND shelf = ? ORDER BY "sort", row LIMIT ?)
"""
_ROWS_WITH: Final = "SELECT '[' || coalesce(group_concat(rowid), '') || ']' FROM words WHERE words MATCH ?"
_COUNT_WITH: Final = "SELECT count(*) FROM words WHERE words MATCH ?"
# The plus keeps SQLite from walking along all of a person's orders instead.
_AT_ROWS: Final = "FROM orders WHERE row IN (SELECT value FROM json_each(:rows)) AND +holder = :person"
_LINES_AT: Final = (
    "SELECT CAST('[' || group_concat('[' || row || ',' || CAST(line AS TEXT) || ']') || ']' AS BLOB) " + _AT_ROWS
)
_EACH_AT: Final = "SELECT row, id, line " + _AT_ROWS
_ROWS_OF: Final = "SELECT id, row FROM orders WHERE +holder = :person AND id IN (SELECT value FROM json_each(:ids))"
_RANKS: Final = 8
"""Due times stand in `sort` times eight, with the priority's rank in what is left."""

_decode_rows = msgspec.json.Decoder(list[int]).decode
_decode_lines = msgspec.json.Decoder(list[tuple[int, OrderLine]]).decode


class Standing(NamedTuple):
    """The rows of every order of the person here: to do, by due time, and done, newest first."""

    todo: list[int] = []
    done: list[int] = []
    sorts: list[int] = []
    """Of those to do, in their order; see `due_before`."""

    def due_before(self, at_ms: int) -> int:
        """How many of those to do are due before that; they are the first ones."""
        return bisect_left(self.sorts, at_ms * _RANKS)

    def due_ever(self) -> int:
        """How many of those to do have a due time at all; they are the first ones."""
        return self.due_before(NEVER_MS)


class Finding(Part):
    """Reads for whoever keeps a list of everything. Row numbers hold until a Change names their order."""

    def standing(self, limit: int = -1) -> Standing:
        """Every order there is, without reading any: it costs no more than the numbers. With `limit` the first ones."""
        with self._inside.database.read() as connection:
            person = self._person_id
            todo, sorts = run(connection, _STANDING, (person, TODO, limit))[0]
            done, _ = run(connection, _STANDING, (person, DONE, limit))[0]
        return Standing(_decode_rows(todo), _decode_rows(done), _decode_rows(sorts))

    def rows_with(self, word: str) -> list[int]:
        """The rows of all orders, whoever's, that have a word beginning like this one; ascending."""
        with self._inside.database.read() as connection:
            return _decode_rows(run(connection, _ROWS_WITH, (one_word(word),))[0][0])

    def count_with(self, word: str) -> int:
        """How many orders those are."""
        with self._inside.database.read() as connection:
            return int(run(connection, _COUNT_WITH, (one_word(word),))[0][0])

    def lines_at(self, rows: Iterable[int]) -> dict[int, OrderLine]:
        """The orders at these rows. What is gone or cannot be read is left out; the summary tells of the latter."""
        values = {"rows": msgspec.json.encode(list(rows)).decode(), "person": self._person_id}
        with self._inside.database.read() as connection:
            try:
                return dict(_decode_lines(run(connection, _LINES_AT, values)[0][0] or b"[]"))
            except UNDECODABLE:
                found = run(connection, _EACH_AT, values)
        lines = ((row, self._inside.line_or_none(order_id, raw)) for row, order_id, raw in found)
        return {row: line for row, line in lines if line is not None}

    def rows_of(self, ids: Iterable[str]) -> dict[str, int]:
        """The rows of these orders, as far as they are here."""
        with self._inside.database.read() as connection:
            return dict(run(connection, _ROWS_OF, {"ids": ids_json(ids), "person": self._person_id}))
