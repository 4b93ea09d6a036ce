"""Rows of a CSV or TSV file as it comes from somebody else's system: read as a stream, no row can stop it."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

LONGEST_LINE = 1 << 20  # characters; the csv module's own limit on a field is 131,072
DELIMITERS = ",\t;|"
BYTE_ORDER_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class LineProblem(msgspec.Struct, frozen=True):
    """What is wrong with a row, for a person; if it is not `refused`, it was taken without that part."""

    line_no: int
    code: str
    sentence: str
    refused: bool = True


class Cells(msgspec.Struct, frozen=True):
    """One row by column name; `line_no` is the line that it begins on, counted from 1."""

    line_no: int
    values: dict[str, str]


class FileProblem(ValueError):
    """The file as a whole cannot be used."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are taken as Windows-1252, which city exports mix in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("fieldapp-windows", _as_windows)


class _Lines(Iterator[str]):
    """The file's lines for the csv module, counted, with NUL bytes taken out, and able to take lines back."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self.taken: list[str] = []  # the lines of the row being read
        self.line_no = 0
        self.too_long = False

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.line_no += 1
        return line

    def begin(self) -> int:
        """A new row begins; its line number."""
        self.taken.clear()
        self.too_long = False
        return self.line_no + 1

    def give_back(self) -> None:
        """All lines of this row but the first are rows again."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.line_no -= len(self.taken) - 1
        del self.taken[1:]

    def _read(self) -> str:
        line = self._stream.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            self.too_long = True
            while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            return line[:80].replace('"', "") + "\n"
        return line.replace("\0", "") or line[:1].replace("\0", "\n")


def read_cells(path: Path, wanted: frozenset[str], needed: frozenset[str]) -> Iterator[Cells | LineProblem]:
    """The rows of a file with a heading line, one at a time. Raises FileProblem where there is no use in it.

    `wanted` columns tell the delimiter; without the `needed` ones there is nothing to read.
    """
    try:
        file = path.open("rb")
    except OSError:
        raise FileProblem("IMPORT-FILE", f"The file {path.name} could not be opened.") from None
    with file:
        lines = _Lines(
            io.TextIOWrapper(file, encoding=_encoding(file), errors="fieldapp-windows", newline="")
        )
        heading = next(lines, "")
        delimiter, columns = _heading(heading, wanted)
        missing = sorted(needed - set(columns))
        if missing:
            asked = ", ".join(missing)
            raise FileProblem(
                "IMPORT-COLUMNS", f"{path.name} has no column {asked}: is the mapping for this file?"
            )
        yield from _rows(lines, delimiter, columns)


def _encoding(file: BinaryIO) -> str:
    start = file.read(4)
    file.seek(0)
    return next((name for mark, name in BYTE_ORDER_MARKS if start.startswith(mark)), "utf-8-sig")


def _heading(line: str, wanted: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The delimiter under which the heading has the most of the wanted columns, and the columns."""

    def split(delimiter: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter), []))

    best = max(DELIMITERS, key=lambda delimiter: len(wanted & set(split(delimiter))))
    return best, split(best)


def _rows(lines: _Lines, delimiter: str, columns: tuple[str, ...]) -> Iterator[Cells | LineProblem]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line_no = lines.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.give_back()
            yield LineProblem(
                line_no, "IMPORT-QUOTE", "A field of this row is too long or its quote never ends."
            )
            continue
        if lines.too_long:
            yield LineProblem(line_no, "IMPORT-TOO-LONG", "This line is longer than any work order can be.")
        elif not any(cell.strip() for cell in row):
            continue
        elif len(row) < len(columns) or any(cell.strip() for cell in row[len(columns) :]):
            # A quote that is never closed swallows the rows after it: they are given another chance.
            lines.give_back()
            sentence = f"This row has {len(row)} fields where the heading has {len(columns)}."
            yield LineProblem(line_no, "IMPORT-RAGGED", sentence)
        else:
            yield Cells(line_no, dict(zip(columns, row, strict=False)))
