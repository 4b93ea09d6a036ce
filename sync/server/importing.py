"""Bringing a city's own file of service requests into the hub: good rows in, broken ones reported by line."""

import argparse
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

import msgspec
from msgspec.structs import replace

from sync.clock import Clock
from sync.orders import Status, WorkOrder
from sync.server import import_mapping
from sync.server.hub import Hub
from sync.server.import_lines import FileProblem, LineProblem, read_cells
from sync.server.import_mapping import PRESETS, Mapping, MappingProblem, read_mapping
from sync.server.import_reading import Reader, Row, RowRefused

BATCH_ROWS = 500


class Counts(msgspec.Struct):
    """What became of a file's rows."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0  # closed ones, where only open ones were asked for
    refused: int = 0
    duplicates: int = 0
    warnings: int = 0

    def exit_code(self) -> int:
        """0 all good, 1 some rows refused, 2 nothing usable."""
        if not self.new + self.updated + self.unchanged + self.skipped:
            return 2
        return 1 if self.refused or self.duplicates else 0

    def sentence(self) -> str:
        """One line for the end of the report."""
        return (
            f"{self.new} new, {self.updated} updated, {self.unchanged} unchanged, {self.skipped} skipped, "
            f"{self.duplicates} duplicates, {self.refused} refused, {self.warnings} warnings."
        )


class OrderBook(Protocol):
    """What the importer needs of the hub's book."""

    def order(self, order_id: str) -> WorkOrder | None: ...

    def edit_order(self, order_id: str, edit: Callable[[WorkOrder], WorkOrder]) -> object: ...

    def put_orders(self, new: Iterable[WorkOrder]) -> object: ...


def read_rows(path: Path, mapping: Mapping) -> Iterator[Row | LineProblem]:
    """The file's rows as work orders, one at a time. Raises FileProblem, MappingProblem for the whole of it.

    A number that came before in the same file is a problem of its second row (IMPORT-DUPLICATE). An order's
    id is made of the mapping's source and its number, so a file read twice names the same orders.
    """
    reader = Reader(mapping)
    with closing(_Seen()) as seen:
        for cells in read_cells(path, mapping.all_columns(), mapping.needed_columns()):
            if isinstance(cells, LineProblem):
                yield cells
                continue
            try:
                row = reader.row(cells)
            except RowRefused as refused:
                yield LineProblem(cells.line_no, refused.code, str(refused))
                continue
            before = seen.before(row.order.number, row.line_no)
            if before is None:
                yield row
            else:
                sentence = f"Number {row.order.number} stands in line {before} already; that row was taken."
                yield LineProblem(row.line_no, "IMPORT-DUPLICATE", sentence)


def import_file(
    path: Path,
    mapping: Mapping,
    book: OrderBook | None,
    report: Callable[[LineProblem], None],
    *,
    open_only: bool = False,
) -> Counts:
    """Reads the file into the book in batches; without a book nothing is written (a dry run).

    An order that the book has already gets the office's news (title, address, due time, ...); what crews did
    stays.
    """
    counts = Counts()
    rows = read_rows(path, mapping)
    while batch := list(islice(rows, BATCH_ROWS)):
        orders: list[WorkOrder] = []
        for row in batch:
            for problem in (row,) if isinstance(row, LineProblem) else row.warnings:
                _count(counts, problem)
                report(problem)
            if isinstance(row, LineProblem):
                continue
            if open_only and row.order.status in {Status.CLOSED, Status.CANCELLED}:
                counts.skipped += 1
                continue
            known = book.order(row.order.id) if book else None
            if known is None:
                counts.new += 1
                orders.append(row.order)
            elif _merged(known, row.order) == known:
                counts.unchanged += 1
            else:
                counts.updated += 1
                _update(book, row.order)
        if book and orders:
            book.put_orders(orders)
    return counts


def _count(counts: Counts, problem: LineProblem) -> None:
    if problem.code == "IMPORT-DUPLICATE":
        counts.duplicates += 1
    elif problem.refused:
        counts.refused += 1
    else:
        counts.warnings += 1


def _update(book: OrderBook | None, read: WorkOrder) -> None:
    """On the latest state, which a crew may have changed since it was read."""
    if book is not None:
        book.edit_order(read.id, lambda known: _merged(known, read))


def _merged(known: WorkOrder, read: WorkOrder) -> WorkOrder:
    """The order with the file's news; its state only while nobody has taken it on."""
    return replace(
        known,
        service_code=read.service_code,
        title=read.title,
        address=read.address,
        description=read.description,
        requested_datetime=read.requested_datetime,
        expected_datetime=read.expected_datetime,
        lat=read.lat,
        long=read.long,
        status=read.status if known.status is Status.NEW else known.status,
        fields={**known.fields, **read.fields},
    )


class _Seen:
    """The numbers that a file had so far, on disk: a million of them are not held in memory."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")  # a temporary file, gone at close
        self._file.execute("CREATE TABLE seen (number TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def before(self, number: str, line_no: int) -> int | None:
        """The line that had the number before, None for the first time."""
        added = self._file.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (number, line_no)).rowcount
        if added:
            return None
        line: int = self._file.execute("SELECT line FROM seen WHERE number = ?", (number,)).fetchone()[0]
        return line

    def close(self) -> None:
        """Forgets them."""
        self._file.close()


def main(argv: Sequence[str], book: OrderBook | None = None, out: TextIO | None = None) -> int:
    """`import FILE --preset nyc | --mapping MAP.toml [--dry-run] [--open-only]`; the exit code.

    Without a `book` the hub of `--folder` or `--database` is opened.
    """
    out = out or sys.stdout
    chosen = _parser().parse_args(argv)
    try:
        mapping = read_mapping(chosen.mapping) if chosen.mapping else PRESETS[chosen.preset]
        with ExitStack() as stack:
            into = None if chosen.dry_run else book or stack.enter_context(_opened(chosen)).book
            report = partial(_tell, out)
            counts = import_file(chosen.file, mapping, into, report, open_only=chosen.open_only)
    except (FileProblem, MappingProblem) as problem:
        out.write(f"{problem} Nothing was imported. [{problem.code}]\n")
        return 2
    out.write(("Dry run, nothing written: " if chosen.dry_run else "") + counts.sentence() + "\n")
    return counts.exit_code()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sync.server import",
        description="Brings a CSV or TSV file of service requests into the hub.",
        epilog=import_mapping.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--mapping", type=Path, metavar="MAP.toml", help="what the file's columns mean")
    how.add_argument("--preset", choices=sorted(PRESETS), help="a mapping that comes with the hub")
    parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
    parser.add_argument("--open-only", action="store_true", help="leave out closed and cancelled ones")
    parser.add_argument("--folder", type=Path, default=Path("hub"), help="the hub's folder (%(default)s)")
    parser.add_argument("--database", help="its database, where that is not in the folder")
    return parser


def _opened(chosen: argparse.Namespace) -> closing[Hub]:
    url = chosen.database or f"sqlite:///{chosen.folder / 'hub.db'}"
    return closing(Hub(url, chosen.folder, Clock()))


def _tell(out: TextIO, problem: LineProblem) -> None:
    word = "refused" if problem.refused else "warning"
    out.write(f"line {problem.line_no}: {word}: {problem.sentence} [{problem.code}]\n")
