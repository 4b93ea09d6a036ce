"""`python -m tests.bench`: a table of figures, each with its floor and its budget. Exits with 0 whatever they say."""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fieldapp import garbage, theme
from tests.bench import closing, line, map_pan, photo_grid, photos, start, window_gap
from tests.bench.figures import Figure
from tests.bench.floor import BareLaptop
from tests.bench.town import Town


def figures(orders: int, closes: int, rounds: int, width_px: int, folder: Path) -> Iterator[Figure]:
    """All of them, as they are measured. Needs a QApplication."""
    town = Town(folder, orders)
    try:
        yield from window_gap.measured(town, folder)
        yield from start.measured(folder / "windowed", folder / "key", rounds)
        yield from line.first_sync(town, folder, rounds)
        yield from line.nothing_new(town, folder)
        bare = BareLaptop(line.bare_file(folder, rounds - 1), made=True)
        yield from closing.measured(folder / "laptop", bare, closes)
        bare.close()
        yield from photos.measured(width_px, rounds)
        yield from map_pan.measured(folder)
        yield from photo_grid.measured(folder, min(2000, 2 * orders))
    finally:
        town.close()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--orders", type=int, default=50_000)
    parser.add_argument("--closes", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5, help="of what is compared with a floor; medians count")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    theme.apply(application)
    garbage.collect_here(application)
    found = []
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-") as name:
        for figure in figures(chosen.orders, chosen.closes, chosen.rounds, 4032, Path(name)):
            print(figure.line(), flush=True)
            found.append(figure.plain())
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
