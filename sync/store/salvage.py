"""Reading a damaged file: each table around the pages that no longer open."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

FARTHEST: Final = 1 << 53  # no number of a row is larger

_UNREADABLE: Final = dbapi2.DatabaseError


class Damaged:
    """The damaged file at `path`, with its WAL beside it; reading never fails, it brings less."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._open: Any = None

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            with suppress(_UNREADABLE):
                self._open.close()
            self._open = None

    def revision(self) -> str | None:
        """The file's schema, None where not even that can be read."""
        try:
            row = self._rows("SELECT version_num FROM alembic_version")[0]
        except (_UNREADABLE, IndexError):
            return None
        return str(row["version_num"])

    def table(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table that can be read, by name of column; none of a table that is not there."""
        try:
            sql = self._rows("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", name)[0]["sql"]
            keys = [row["name"] for row in self._rows(f'PRAGMA table_info("{name}")') if row["pk"]]
        except (_UNREADABLE, IndexError):
            return iter(())
        return self._from_both_ends(name, keys) if "WITHOUT ROWID" in sql.upper() else self._by_number(name)

    def unsettled(self) -> set[int]:
        """Numbers of the commands whose work is not done, by an index, which lies on other pages than the rows."""
        numbers = set()
        for direction in ("ASC", "DESC"):
            with suppress(_UNREADABLE):
                for row in self._each(
                    f"SELECT state, seq FROM outbox INDEXED BY outbox_in_state "
                    f"ORDER BY state {direction}, seq {direction}"
                ):
                    if row["state"] not in ("settled", "withdrawn"):
                        numbers.add(row["seq"])
        return numbers

    def _by_number(self, name: str) -> Iterator[dict[str, Any]]:
        """A bad page costs its own rows: behind it reading goes on."""
        last = 0
        while True:
            try:
                for row in self._each(f'SELECT rowid AS rowid_, * FROM "{name}" WHERE rowid > ? ORDER BY rowid', last):
                    last = row.pop("rowid_")
                    yield row
                return
            except _UNREADABLE:
                found = self._behind(name, last)
            if found is None:
                return
            last = found.pop("rowid_")
            yield found

    def _behind(self, name: str, last: int) -> dict[str, Any] | None:
        """The next row that can be read, None where none follows: doubling steps, then halving ones."""
        bad, step = last, 1
        while not self._first(name, bad + step)[0]:
            bad, step = bad + step, step * 2
            if bad > FARTHEST:
                return None
        good = bad + step
        while good - bad > 1:
            middle = (bad + good) // 2
            bad, good = (bad, middle) if self._first(name, middle)[0] else (middle, good)
        return self._first(name, good)[1]

    def _first(self, name: str, number: int) -> tuple[bool, dict[str, Any] | None]:
        """Whether the first row from that number on can be read, or there is none; and the row."""
        statement = f'SELECT rowid AS rowid_, * FROM "{name}" WHERE rowid >= ? ORDER BY rowid LIMIT 1'
        try:
            return True, next(iter(self._rows(statement, number)), None)
        except _UNREADABLE:
            return False, None

    def _from_both_ends(self, name: str, keys: list[str]) -> Iterator[dict[str, Any]]:
        """Small tables without numbers: forward to the first bad page, then back to the last."""
        seen = set()
        for direction in ("ASC", "DESC"):
            order = ", ".join(f'"{key}" {direction}' for key in keys)
            with suppress(_UNREADABLE):
                for row in self._each(f'SELECT * FROM "{name}" ORDER BY {order}'):
                    own = tuple(row[key] for key in keys)
                    if own not in seen:
                        seen.add(own)
                        yield row

    def _rows(self, statement: str, *values: object) -> list[dict[str, Any]]:
        return list(self._each(statement, *values))

    def _each(self, statement: str, *values: object) -> Iterator[dict[str, Any]]:
        """After a bad page SQLCipher trusts the connection no more, so the next question gets a new one."""
        try:
            if self._open is None:
                self._open = dbapi2.connect(str(self._path), isolation_level=None)
                self._open.execute("PRAGMA cipher_log_level = NONE")
                self._open.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            cursor = self._open.execute(statement, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                if any(map(_is_cut, row)):
                    raise dbapi2.DatabaseError("a page that this row goes on to does not open")
                yield dict(zip(names, row, strict=True))
        except _UNREADABLE:
            self.close()
            raise


def _is_cut(value: object) -> bool:
    """Whether the end of a value is missing: SQLCipher fills what a row has on a bad page with zeros, and says nothing.

    No value that is kept here ends with one.
    """
    return (isinstance(value, str) and value.endswith("\0")) or (isinstance(value, bytes) and value.endswith(b"\0"))
