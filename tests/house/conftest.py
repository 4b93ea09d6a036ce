"""Runs a tool of this environment on a tree, the way `make lint` does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.inspection import ROOT

BIN = Path(sys.executable).parent
Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of our source and of our real configuration, to plant a violation in."""
    for package in ("fieldapp", "sync"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture
def tool() -> Tool:
    """Runs a console script of this environment in a folder: `tool("ruff", "check", cwd=tree)`."""

    def run(name: str, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        quiet = {key: value for key, value in os.environ.items() if not key.startswith(("COVERAGE_", "COV_"))}
        return subprocess.run(
            [BIN / name, *arguments],
            cwd=cwd,
            env={**quiet, "NO_COLOR": "1", "COLUMNS": "300"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
