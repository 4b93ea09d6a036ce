"""Two programs on one laptop's data: the first one works on, the second one says so and ends, nothing is lost."""

import os
import signal
import subprocess
import sys
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment
from pytestqt.qtbot import QtBot

from fieldapp.one_window import OneWindow
from fieldapp.views.window import Window
from sync.commands import StartWork
from tests.builders import an_order
from tests.sync.store.office import Office, a_store

ROOT = Path(__file__).parents[2]
SAID = "Fieldapp is already open on this laptop. Your work is safe; go on in the window that is open. (STORE-IN-USE)"
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # tests.builders.KEY

FIRST = """
import sys
from pathlib import Path
from sync.commands import StartWork
from tests.builders import an_order
from tests.sync.store.office import Office, a_store

store = a_store(Path(sys.argv[1]))
Office(an_order(id="job-1")).snapshot(store)
print("open", flush=True)
sys.stdin.readline()
store.record("job-1", StartWork())
print(len(store.outbox()), store.recovered(), flush=True)
store.close()
"""

KILLED = """
import os, sys
from pathlib import Path
from fieldapp.one_window import OneWindow

one = OneWindow(Path(sys.argv[1]))
print(one.is_first(), flush=True)
os.kill(os.getpid(), 9)
"""


def test_the_second_one_ends_and_the_first_one_works_on(tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    first = subprocess.Popen(
        [sys.executable, "-c", FIRST, str(folder)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert first.stdin is not None
    assert first.stdout is not None
    with first.stdin, first.stdout:
        assert first.stdout.readline() == "open\n"
        second = subprocess.run(
            [*the_app(folder), "--exit-after", "page"],
            cwd=ROOT,
            check=False,
            capture_output=True,
            timeout=90,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert second.returncode == 3, second.stderr  # what it says on its page is TestRefusing's
        first.stdin.write("\n")
        first.stdin.flush()
        assert first.stdout.readline() == "1 None\n"
    assert first.wait(30) == 0


def test_two_started_at_the_same_moment_end_with_one_window_and_nothing_lost(tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    store = a_store(folder)
    Office(an_order(id="job-1")).snapshot(store)
    store.record("job-1", StartWork())
    store.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    both = [
        subprocess.Popen(the_app(folder), cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    with ThreadPoolExecutor(2) as pool:
        ends = {pool.submit(each.communicate, timeout=120): each for each in both}
        done, going = wait(ends, return_when=FIRST_COMPLETED)
        left = [ends[each] for each in going]
        running = [each.poll() for each in left]
        for each in left:
            each.send_signal(signal.SIGTERM)
    ended = done.pop()
    assert (ends[ended].returncode, ended.result()[1].strip()) == (3, SAID)
    assert running == [None]
    assert left[0].returncode == 0
    again = a_store(folder)
    assert (len(again.outbox()), again.recovered()) == (1, None)
    again.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # raise(), offscreen
def test_a_second_start_brings_the_first_window_to_the_front(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "laptop"
    window, one = Window(), OneWindow(folder)
    qtbot.addWidget(window)
    assert one.is_first()
    one.asked.connect(window.come_forward)
    window.showMinimized()
    second, environment = QProcess(), QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    second.setProcessEnvironment(environment)
    second.setWorkingDirectory(str(ROOT))
    program, *arguments = the_app(folder)
    with qtbot.waitSignal(second.finished, timeout=60_000):
        second.start(program, arguments)
    assert second.exitCode() == 3
    assert second.readAllStandardError().data().decode().strip() == SAID
    assert not window.isMinimized()
    assert window.isActiveWindow()
    one.close()


def test_a_second_start_hands_its_code_to_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "laptop"
    one = OneWindow(folder)
    assert one.is_first("fieldapp:order/mine")
    second, environment = QProcess(), QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    second.setProcessEnvironment(environment)
    second.setWorkingDirectory(str(ROOT))
    program, *arguments = the_app(folder)
    heard: list[str] = []
    one.order_asked.connect(heard.append)
    with qtbot.waitSignals([second.finished, one.order_asked], timeout=60_000):
        second.start(program, [*arguments, "--order", "fieldapp:order/job-1"])
    assert heard == ["fieldapp:order/job-1"]
    assert second.exitCode() == 3
    one.close()


def test_a_program_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False, capture_output=True, timeout=60
    )
    assert killed.stdout == b"True\n"
    one = OneWindow(tmp_path)
    assert one.is_first()
    one.close()


def the_app(folder: Path) -> list[str]:
    """The command that starts it on this folder."""
    key = folder.parent / "key"
    key.write_text(KEY)
    return [sys.executable, "-m", "fieldapp", "--language", "en", "--folder", str(folder), "--key-file", str(key)]
