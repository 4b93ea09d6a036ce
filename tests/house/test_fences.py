"""Each fence bites: a violation planted in a copy of our source is caught by our real configuration."""

import shutil
from pathlib import Path

import pytest

from tests.house.conftest import Tool
from tests.house.inspection import ROOT


def plant(tree: Path, module: str, line: str) -> None:
    """Puts `line` at the end of `module` (a path below `tree`), which is made if it is not there."""
    path = tree / module
    for folder in reversed(path.relative_to(tree).parents[:-1]):
        (tree / folder).mkdir(exist_ok=True)
        (tree / folder / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


class TestImports:
    """import-linter, with the contracts of pyproject.toml."""

    @pytest.mark.parametrize(
        ("contract", "module", "line"),
        [
            ("one-arrow", "sync/rules/judging.py", "import PySide6.QtCore"),
            ("one-arrow", "sync/store/planted.py", "import fieldapp"),
            ("sql-has-a-home", "fieldapp/views/planted.py", "import sqlalchemy"),
            ("sql-has-a-home", "fieldapp/models/planted.py", "import sqlite3"),
            ("sql-has-a-home", "sync/plan.py", "from sqlalchemy import select"),
            ("http-has-a-home", "sync/wire.py", "import requests"),
            ("http-has-a-home", "sync/store/planted.py", "import requests"),
            ("http-has-a-home", "fieldapp/widgets/planted.py", "import requests"),
            ("hub-is-not-a-laptop", "sync/server/planted.py", "import sync.store"),
            ("hub-is-not-a-laptop", "sync/server/planted.py", "import sync.photos"),
            ("core-layers", "sync/store/planted.py", "import sync.server.app"),
            ("laptop-is-not-a-hub", "fieldapp/views/planted.py", "import sync.server"),
            ("core-layers", "sync/orders.py", "from sync import rules"),
            ("core-layers", "sync/crm.py", "import sync.store"),
            ("core-layers", "sync/planted.py", "import json"),
            ("app-layers", "fieldapp/widgets/planted.py", "import fieldapp.models"),
            ("app-layers", "fieldapp/models/planted.py", "import fieldapp.views"),
        ],
    )
    def test_the_wrong_direction_is_caught(
        self, tree: Path, tool: Tool, contract: str, module: str, line: str
    ) -> None:
        for present in (
            "sync/store/__init__.py",
            "sync/server/app.py",
            "fieldapp/models/__init__.py",
            "fieldapp/views/__init__.py",
        ):
            plant(tree, present, "")
        plant(tree, module, line)
        result = tool("lint-imports", "--no-logo", "--no-cache", "--contract", contract, cwd=tree)
        assert "0 kept, 1 broken" in result.stdout
        assert module.removesuffix(".py").replace("/", ".") in result.stdout

    def test_two_siblings_that_need_each_other_are_caught(self, tree: Path, tool: Tool) -> None:
        plant(tree, "fieldapp/widgets/north.py", "import fieldapp.widgets.south")
        plant(tree, "fieldapp/widgets/south.py", "import fieldapp.widgets.north")
        result = tool("lint-imports", "--no-logo", "--no-cache", "--contract", "no-knots", cwd=tree)
        assert "0 kept, 1 broken" in result.stdout
        assert "north" in result.stdout

    def test_our_own_source_passes(self, tree: Path, tool: Tool) -> None:
        result = tool("lint-imports", "--no-logo", "--no-cache", cwd=tree)
        assert result.returncode == 0, result.stdout


class TestTypes:
    """mypy, strict."""

    def test_a_forgotten_case_and_a_missing_annotation_are_caught(self, tmp_path: Path, tool: Tool) -> None:
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        (tmp_path / "planted.py").write_text(
            "import enum\n"
            "class Stage(enum.Enum):\n"
            "    HERE = 1\n"
            "    THERE = 2\n"
            "def word(stage: Stage) -> str:\n"
            "    text = ''\n"
            "    match stage:\n"
            "        case Stage.HERE:\n"
            "            text = 'On this laptop'\n"
            "    return text\n"
            "def bare(x):\n"
            "    return x\n",
            encoding="utf-8",
        )
        result = tool("mypy", "planted.py", cwd=tmp_path)
        assert "[exhaustive-match]" in result.stdout
        assert "[no-untyped-def]" in result.stdout


class TestStyle:
    """ruff."""

    @pytest.mark.parametrize(
        ("module", "code", "rule"),
        [
            ("sync/planted.py", "print(1)", "T201"),
            ("fieldapp/views/planted.py", "print(1)", "T201"),
            ("sync/planted.py", "try:\n    x = 1\nexcept Exception:\n    x = 2", "BLE001"),
            ("fieldapp/planted.py", "def title(tr, n):\n    return tr(f'{n} jobs')", "INT001"),
            ("sync/planted.py", "import time\ntime.sleep(1)", "TID251"),
            ("tests/planted.py", "import time\ntime.sleep(1)", "TID251"),
            ("sync/planted.py", "from sqlalchemy.orm import Session", "TID251"),
            ("sync/planted.py", "import datetime\nx = datetime.datetime.now()", "DTZ005"),
            ("sync/planted.py", "x = open('a')", "PTH123"),
            ("sync/planted.py", "x = 1", "D100"),
            ("fieldapp/views/planted.py", "x = 1", "INP001"),
            ("sync/planted.py", "x = 1  # noqa: E501", "RUF100"),
        ],
    )
    def test_it_is_caught(self, tmp_path: Path, tool: Tool, module: str, code: str, rule: str) -> None:
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        path = tmp_path / module
        path.parent.mkdir(parents=True)
        path.write_text(code + "\n", encoding="utf-8")
        result = tool("ruff", "check", "--no-cache", "--output-format", "concise", ".", cwd=tmp_path)
        assert result.returncode == 1
        assert f" {rule} " in result.stdout


class TestDependencies:
    """deptry."""

    def test_an_undeclared_import_is_caught(self, tmp_path: Path, tool: Tool) -> None:
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        (tmp_path / "sync").mkdir()
        (tmp_path / "sync" / "planted.py").write_text("import leftpad, yaml, pytest\n", encoding="utf-8")
        result = tool("deptry", "--no-ansi", ".", cwd=tmp_path)
        assert result.returncode == 1
        assert "DEP001 'leftpad' imported but missing" in result.stderr
        assert "DEP004 'pytest' imported but declared as a dev dependency" in result.stderr
