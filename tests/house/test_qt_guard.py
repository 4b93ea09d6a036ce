"""The Qt that we pin keeps its promises to Python, and the core stands without it."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.inspection import ROOT


def in_a_fresh_process(code: str) -> "subprocess.CompletedProcess[str]":
    """Runs `code` in a Python of its own, started at the top of the tree."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_qt_calls_drop_no_reference_to_none() -> None:
    result = in_a_fresh_process("""
        import sys
        from PySide6.QtWidgets import QApplication, QLabel

        app = QApplication([])
        label = QLabel()
        before = sys.getrefcount(None)
        for n in range(60_000):
            label.setText("text")
        fallen = before - sys.getrefcount(None)
        assert fallen < 100, f"{fallen} references to None lost: is PySide6 newer than pyproject.toml allows?"
    """)
    assert result.returncode == 0, result.stderr


def qt_without(module: str, library: str, stubs: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """What the check says where `module` of PySide6 lacks a library of the system."""
    package = stubs / "PySide6"
    package.mkdir()
    for name in ("__init__", "QtWidgets", "QtMultimedia"):
        (package / f"{name}.py").touch()
    raises = f"raise ImportError('{library}: cannot open shared object file')"
    (package / f"{module}.py").write_text(raises, encoding="utf-8")
    return subprocess.run(
        [sys.executable, ROOT / ".ci" / "qt_libraries.py", *options],
        env={**os.environ, "PYTHONPATH": str(stubs)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_only_the_tests_need_what_a_camera_needs(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "tests").mkdir()
    assert qt_without("QtMultimedia", "libpulse.so.0", tmp_path / "app").returncode == 0
    result = qt_without("QtMultimedia", "libpulse.so.0", tmp_path / "tests", "--camera")
    assert result.returncode == 1
    assert "libpulse.so.0" in result.stderr


def test_a_missing_system_library_is_named_with_its_cure(tmp_path: Path) -> None:
    result = qt_without("__init__", "libEGL.so.1", tmp_path)
    assert result.returncode == 1
    assert "libEGL.so.1" in result.stderr
    assert "sudo apt-get install --yes --no-install-recommends libegl1 libgl1 " in result.stderr


LOAD = """
    import importlib, pkgutil, sys

    def load(package):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            if module.name.rpartition(".")[2] in {skip!r}:
                continue
            loaded = importlib.import_module(module.name)
            if module.ispkg:
                load(loaded)

    load(importlib.import_module({root!r}))
    strangers = sorted(name for name in sys.modules if name.startswith({strangers!r}))
    assert not strangers, strangers
"""


@pytest.mark.parametrize(
    ("root", "skip", "strangers"),
    [
        pytest.param("sync", (), ("PySide6", "shiboken6", "fieldapp"), id="the-core-loads-no-qt"),
        pytest.param(
            "sync",
            ("server", "simulator"),
            ("sync.server", "starlette", "uvicorn"),
            id="the-laptop-loads-no-hub",
        ),
        pytest.param(
            "sync.server",
            (),
            ("sync.store", "sync.crm", "sync.engine", "sync.photos", "sqlcipher3", "requests"),
            id="the-hub-loads-no-laptop",
        ),
    ],
)
def test_a_side_stands_alone(root: str, skip: tuple[str, ...], strangers: tuple[str, ...]) -> None:
    never = {*skip, "__main__", "migrations"}  # they run when imported
    result = in_a_fresh_process(LOAD.format(root=root, skip=never, strangers=strangers))
    assert result.returncode == 0, result.stderr
