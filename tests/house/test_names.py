"""Names tell what a thing is."""

from pathlib import Path

import pytest

from tests.house.inspection import ROOT, modules, vague_names


def test_no_module_or_class_has_a_vague_name() -> None:
    assert vague_names(ROOT, modules(ROOT / "fieldapp", ROOT / "sync")) == []


@pytest.mark.parametrize(
    ("module", "code", "name"),
    [
        ("sync/utils.py", "", "utils"),
        ("sync/sync_helpers.py", "", "sync_helpers"),
        ("sync/common/text.py", "", "common"),
        ("sync/rows.py", "class PhotoManager:\n    pass\n", "PhotoManager"),
        ("sync/rows.py", "def f():\n    class HTTPHandler:\n        pass\n", "HTTPHandler"),
    ],
)
def test_a_vague_name_is_caught(tmp_path: Path, module: str, code: str, name: str) -> None:
    path = tmp_path / module
    path.parent.mkdir(parents=True)
    path.write_text(code, encoding="utf-8")
    assert vague_names(tmp_path, [path]) == [f"{module}: {name}"]


@pytest.mark.parametrize("name", ["Database", "Commons", "ServiceRequest"])
def test_only_a_whole_word_is_vague(tmp_path: Path, name: str) -> None:
    path = tmp_path / "rows.py"
    path.write_text(f"class {name}:\n    pass\n", encoding="utf-8")
    assert vague_names(tmp_path, [path]) == []
