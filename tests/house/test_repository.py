"""The repository builds anywhere and names nobody's machine."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fieldapp
from sync.wire import CLIENT_VERSION
from tests.house.inspection import ROOT, machine_traces, tracked_files

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_no_file_names_a_machine_or_a_registry() -> None:
    assert machine_traces(ROOT, tracked_files(ROOT)) == []


def test_a_machine_path_and_a_registry_are_caught(tmp_path: Path) -> None:
    planted = tmp_path / "notes.md"
    lines = ["fine", "/".join(["see ", "root", "x"]), ".".join(["files", "pythonhosted", "org"])]
    planted.write_text("\n".join(lines), encoding="utf-8")
    assert [hit.split(":")[1] for hit in machine_traces(tmp_path, [planted])] == ["2", "3"]


def test_the_lock_names_no_address_and_hashes_everything() -> None:
    assert "://" not in LOCK
    pins = re.split(r"\n(?=\S)", LOCK)
    assert len(pins) > 50
    assert [pin for pin in pins if not re.match(r"[^\n]+==[^\n]+\n    --hash=sha256:", pin)] == []


def test_the_lock_fits_the_project_file() -> None:
    pins = re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", LOCK)
    pinned = {canonicalize_name(name): version for name, version in pins}
    groups = PROJECT["dependency-groups"].values()
    grouped = [line for group in groups for line in group if isinstance(line, str)]
    wishes = [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *grouped]]
    unmet = [w for w in wishes if not w.specifier.contains(pinned.get(canonicalize_name(w.name), "0"))]
    assert unmet == [], "run `make lock`"


def test_each_file_of_the_top_level_is_there() -> None:
    wanted = {"README.md", "LICENSE", "CHANGELOG.md", "Makefile", "build.spec", "pyproject.toml"}
    assert {name for name in wanted if not (ROOT / name).is_file()} == set()


def test_the_version_is_one() -> None:
    assert fieldapp.__version__ == CLIENT_VERSION == PROJECT["project"]["version"]
