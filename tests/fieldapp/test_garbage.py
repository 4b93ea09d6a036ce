"""Garbage with widgets in it is collected in the window's thread, whoever allocates meanwhile."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fieldapp import garbage


@pytest.fixture
def pythons_own_way() -> Iterator[None]:
    """As Python starts: it collects wherever it allocates."""
    gc.enable()
    yield
    gc.disable()
    gc.unfreeze()


def a_cycle(died_in: list[int]) -> None:
    knot = QObject()
    knot.itself = knot  # type: ignore[attr-defined]
    weakref.finalize(knot, lambda: died_in.append(threading.get_ident()))
    for _ in range(gc.get_threshold()[0]):  # a collection is due when so much was not freed
        more: list[object] = []
        more.append(more)


def allocate_elsewhere() -> None:
    """Much more than any threshold, in another thread."""

    def allocate() -> None:
        kept = [[number] for number in range(200_000)]
        assert kept

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


def test_left_alone_python_destroys_qt_objects_in_any_thread(pythons_own_way: None, qtbot: QtBot) -> None:
    """Why this module exists; where this fails one day, it may go."""
    died_in: list[int] = []
    a_cycle(died_in)
    allocate_elsewhere()
    assert died_in
    assert died_in[0] != threading.get_ident()


def test_they_die_in_the_windows_thread(pythons_own_way: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LOOK_MS", 1)
    window = QObject()
    garbage.collect_here(window)
    died_in: list[int] = []
    a_cycle(died_in)
    allocate_elsewhere()
    assert died_in == []
    qtbot.waitUntil(lambda: bool(died_in), timeout=5_000)
    assert died_in == [threading.get_ident()]
    window.deleteLater()


def test_nothing_is_collected_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_count", lambda: (700, 10, 10))
    garbage.collect_due()
    monkeypatch.setattr(gc, "get_count", lambda: (701, 3, 11))
    garbage.collect_due()
    assert collected == [2]
