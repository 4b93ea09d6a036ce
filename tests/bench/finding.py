"""How fast jobs are found and opened: from the press of a key until everything that it changes is painted.

`python -m tests.bench.finding --orders 50000` measures this alone, on a laptop file that is made for it.
"""

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from fieldapp import garbage, theme
from fieldapp.language import Language
from fieldapp.models.job_filter import SORTS
from fieldapp.views.today import TodayPage
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.search_box import SearchBox
from sync.clock import Clock
from sync.orders import Crew, Person, Role
from sync.store import Store
from tests.bench.figures import Figure, each_ms, share
from tests.bench.loop import painted, scrolled
from tests.bench.town import an_order
from tests.bench.using import ROUNDS, TYPED, opens, typed
from tests.builders import Laptop, a_service
from tests.pictures.looks import Desk

KEY_BUDGET_MS, SLOW_KEY_MS, OPEN_BUDGET_MS, TAP_BUDGET_MS = 8, 16, 50, 50
SHOWN = 500
SCROLL_STEPS = 600


def measured(window: QWidget, store: Store, folder: Path) -> Iterator[Figure]:
    """Keys, taps on filters, orders of the list, and opening jobs, in a window that shows the crew's list."""
    page = window.findChild(TodayPage)
    assert isinstance(page, TodayPage)
    while not page._jobs.finder.ready:
        painted()
    bare = BareList(store, folder / "bare-words.db")
    floors = [took for _ in range(ROUNDS) for text in TYPED for took in each_ms(bare.keys(text), len(text))]
    (keys, worked), empty = typed(window), emptied(window)
    floor = share(floors, 0.5)
    yield Figure("key typed to all repainted, median", share(keys, 0.5), "ms", None, KEY_BUDGET_MS)
    yield Figure("key typed to all repainted, 95th percentile", share(keys, 0.95), "ms", None, SLOW_KEY_MS)
    yield Figure("the window's own work for a key, median", share(worked, 0.5), "ms", None, KEY_BUDGET_MS)
    yield Figure("the window's own work for a key, 95th percentile", share(worked, 0.95), "ms", None, SLOW_KEY_MS)
    yield Figure("key typed, median, beside bare FTS5 and a list", share(keys, 0.5), "ms", floor, 2)
    yield Figure("key typed, 95th percentile, beside the same", share(keys, 0.95), "ms", share(floors, 0.95), 2)
    yield Figure("search emptied to all repainted, median", share(empty, 0.5), "ms", None, KEY_BUDGET_MS)
    yield Figure("search emptied to all repainted, longest", max(empty), "ms", None, SLOW_KEY_MS)
    yield Figure("filter or order tapped to all repainted, longest", max(tapped(page)), "ms", None, TAP_BUDGET_MS)
    opened = each_ms(lambda number: opens(window, page, number), 20)
    yield Figure("job opened until painted, 95th percentile", share(opened, 0.95), "ms", None, OPEN_BUDGET_MS)
    yield from scrolled("jobs", window.findChild(JobList), store.summary().orders, SCROLL_STEPS)


def emptied(window: QWidget) -> list[float]:
    """Milliseconds from the key that empties the search."""
    box = window.findChild(SearchBox)
    took = []
    for _ in range(20):
        QTest.keyClick(box, "p")
        painted()
        took += each_ms(lambda _number: (QTest.keyClick(box, Qt.Key.Key_Backspace), painted()), 1)
    return took


def tapped(page: TodayPage) -> list[float]:
    """Milliseconds of each filter that is switched on and of each order, with the filters in sight."""
    filtering = page._jobs.filtering
    page._toggle_panel(Qt.FocusReason.MouseFocusReason)
    painted()
    acts: list[Callable[[], None]] = [
        *(lambda chip=chip: filtering.toggle(chip) for chip in ("priority:normal", "kind:pothole", "state:new")),
        *(lambda sort=sort: filtering.sort(sort) for sort in (*SORTS, "due")),
        lambda: filtering.toggle("place:near"),
        filtering.clear,
    ]
    took = each_ms(lambda number: (acts[number](), painted()), len(acts))
    page._toggle_panel(Qt.FocusReason.MouseFocusReason)
    painted()
    return took


class BareList:
    """The floor: plain SQLite with FTS5, and a list widget with the titles of the first jobs found."""

    def __init__(self, store: Store, file: Path) -> None:
        self._file = sqlite3.connect(file)
        self._file.execute("CREATE TABLE orders (row INTEGER PRIMARY KEY, due TEXT, line TEXT)")
        self._file.execute("CREATE INDEX by_due ON orders (due)")
        self._file.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', prefix='1')")
        count = store.summary().orders
        for row in range(count):
            order = an_order(row)
            line = f"{order.title}\n{order.address}"
            self._file.execute("INSERT INTO orders VALUES (?, ?, ?)", (row, order.expected_datetime, line))
            words = f"{order.number} {line} {order.description}"
            self._file.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, words))
        self._file.commit()
        self._list = QListWidget()
        self._list.setUniformItemSizes(True)
        self._list.resize(420, 700)
        self._list.show()

    def keys(self, text: str) -> Callable[[int], None]:
        """Finds what each next letter leaves: counts it, and shows its first jobs."""

        def key(number: int) -> None:
            asked = " ".join(f'"{word}" *' for word in text[: number + 1].replace("-", " ").split())
            self._file.execute("SELECT count(*) FROM words WHERE words MATCH ?", (asked,)).fetchone()
            found = self._file.execute(
                "SELECT line FROM orders WHERE row IN (SELECT rowid FROM words WHERE words MATCH ?) "
                "ORDER BY due LIMIT ?",
                (asked, SHOWN),
            ).fetchall()
            self._list.clear()
            self._list.addItems([line for (line,) in found])
            painted()

        return key


def main() -> None:
    """Prints the table of these figures alone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.finding", description=__doc__)
    parser.add_argument("--orders", type=int, default=50_000)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    theme.apply(application)
    garbage.collect_here(application)
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-") as name:
        laptop = Laptop(Path(name) / "laptop", Clock(), Person("p", "Alex", Role.CREW, "14"))
        crew = Crew("14", "Crew 14", "14")
        orders = (replace(an_order(number), version=1) for number in range(chosen.orders))
        laptop.first_sync(orders, (a_service(),), (crew,))
        assert laptop.store.summary().first_sync_done
        desk = Desk(laptop, Language("en"))
        desk.window.resize(1440, 900)
        desk.show()
        painted()
        for figure in measured(desk.window, laptop.store, Path(name)):
            print(figure.line(), flush=True)
        desk.close()


if __name__ == "__main__":
    main()
