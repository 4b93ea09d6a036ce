"""How long the program needs from its start to a list that can be used, and how much memory it takes at work.

Each time it is a process of its own, on the laptop that another benchmark has filled. `python -m tests.bench.start
FOLDER KEY_FILE` is such a process: it does what a crew does in its first minutes, and prints what it weighs then.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.figures import Figure

SOURCE_BUDGET_S, PACKAGED_BUDGET_S, WINDOWS_BUDGET, MEMORY_BUDGET_MB = 1.2, 0.9, 2, 250
ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "dist" / "fieldapp" / "fieldapp"
JOBS_OPENED = 20


def measured(folder: Path, key_file: Path, rounds: int) -> Iterator[Figure]:
    """From source, packaged where `make package` has been run, and the memory. The first start of each warms up."""
    laptop = ("--folder", str(folder), "--key-file", str(key_file))
    ours = (sys.executable, "-m", "fieldapp", *laptop)
    bare_s, took_s = _took_s(ours, "window", rounds), _took_s(ours, "page", rounds)
    yield Figure("start to the list, from source", took_s, "s", None, SOURCE_BUDGET_S)
    yield Figure("the same, beside the window alone", took_s, "s", bare_s, WINDOWS_BUDGET)
    if PACKAGED.exists():
        took_s = _took_s((str(PACKAGED), *laptop), "page", rounds)
        yield Figure("start to the list, packaged", took_s, "s", None, PACKAGED_BUDGET_S)
    work = (sys.executable, "-m", "tests.bench.start", str(folder), str(key_file))
    done = subprocess.run(work, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True)
    now_mb, peak_mb = map(float, done.stdout.split())
    yield Figure("memory at work, resident", now_mb, "MB", None, MEMORY_BUDGET_MB)
    yield Figure("memory at work, peak", peak_mb, "MB", None, MEMORY_BUDGET_MB)


def _took_s(command: Sequence[str], shown: str, rounds: int) -> float:
    """The median from the start of the process until it says that its window, or its page, is painted."""
    took, whole, environment = [], (*command, "--exit-after", shown), _environment()
    for _ in range(rounds + 1):
        began = time.perf_counter()
        with subprocess.Popen(whole, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == f"{shown}\n"
            took.append(time.perf_counter() - began)
            process.stdout.read()
        assert process.returncode == 0
    return statistics.median(took[1:])


def _environment() -> dict[str, str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    return environment


def _at_work(folder: Path, key_file: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from fieldapp import garbage, settings, theme
    from fieldapp.app import App, Place
    from fieldapp.language import Language
    from fieldapp.views.today import TodayPage
    from fieldapp.views.window import Window
    from tests.bench.loop import painted
    from tests.bench.using import opens, typed

    application = QApplication([])
    theme.apply(application)
    garbage.collect_here(application)
    window = Window()
    window.show()
    app = App(window, Language("en"), settings.Settings(), Place(folder, key_file))
    app.start()
    page = window.findChild(TodayPage)
    while not page._jobs.finder.ready:
        painted()
    typed(window)
    for number in range(JOBS_OPENED):
        opens(window, page, number)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    print(*(int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")))
    window.close()


if __name__ == "__main__":
    _at_work(Path(sys.argv[1]), Path(sys.argv[2]))
