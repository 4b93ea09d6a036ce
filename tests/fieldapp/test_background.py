"""Work beside the window: its outcome comes back to the thread that asked."""

import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from fieldapp import background

WAIT_MS = 5_000


def test_a_result_comes_back_to_this_thread(qtbot: QtBot) -> None:
    here = QThread.currentThread()
    told: list[object] = []
    background.run(
        threading.get_ident, lambda ident: told.extend([ident, QThread.currentThread() is here]), pytest.fail
    )
    qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT_MS)
    assert told[0] != threading.get_ident()
    assert told[1] is True


def test_an_expected_failure_comes_back_too(qtbot: QtBot) -> None:
    told: list[Exception] = []

    def work() -> None:
        raise OSError("no such file")

    background.run(work, pytest.fail, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert isinstance(told[0], OSError)


def test_an_unexpected_one_goes_to_the_crash_hook(qtbot: QtBot) -> None:
    def work() -> None:
        raise KeyError("x")

    with capture_exceptions() as caught:
        background.run(work, pytest.fail, pytest.fail)
        qtbot.waitUntil(lambda: bool(caught), timeout=WAIT_MS)
    assert caught[0][0] is KeyError


def test_who_is_gone_is_told_nothing(qtbot: QtBot) -> None:
    go, done = threading.Event(), []
    job = background.run(lambda: go.wait(5), pytest.fail, pytest.fail)
    job.forget()
    background.run(lambda: None, done.append, pytest.fail)
    go.set()
    background.wait()
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)


def test_what_the_work_held_is_let_go(qtbot: QtBot) -> None:
    class Photo:
        """Megabytes."""

    told: list[object] = []
    photos = [Photo() for _ in range(300)]
    held = [weakref.ref(photo) for photo in photos]
    for photo in photos:
        background.run(partial(isinstance, photo, Photo), told.append, told.append)
    del photos, photo
    qtbot.waitUntil(lambda: len(told) == len(held))
    background.wait()
    qtbot.waitUntil(lambda: not any(ref() for ref in held))
