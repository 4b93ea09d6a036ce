"""Every branch of the pure core is taken by the core's own tests, not by chance from far above."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.core import MODULES, ROOT, TESTS


def coverage_of(folder: Path, *tests: str) -> dict[str, str]:
    """What each module of the core lacks after these tests, by name; nothing where it is whole."""
    config = folder / "coverage.ini"
    measured = f"[run]\nbranch = true\ndata_file = {folder / 'data'}\ninclude = {','.join(MODULES)}\n"
    config.write_text(measured + "[report]\nexclude_also =\n    assert_never\\(\n")
    # The run that this test is part of measures too; its own process is none of that.
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    tool = [sys.executable, "-m", "coverage"]
    pytest_run = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:pytest_cov", *tests]
    run = [*tool, "run", f"--rcfile={config}", *pytest_run]
    done = subprocess.run(run, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    report = [*tool, "json", f"--rcfile={config}", "-o", str(folder / "report.json"), "-q"]
    subprocess.run(report, cwd=ROOT, env=quiet, check=True)
    files = json.loads((folder / "report.json").read_text())["files"]
    lacking = {name: "never imported" for name in MODULES if name not in files}
    for name, found in files.items():
        if found["missing_lines"] or found["missing_branches"]:
            lacking[name] = f"lines {found['missing_lines']}, branches {found['missing_branches']}"
    return lacking


def test_every_branch_of_the_pure_core_is_taken(tmp_path: Path) -> None:
    assert coverage_of(tmp_path, *TESTS) == {}


def test_the_fence_sees_what_is_not_taken(tmp_path: Path) -> None:
    lacking = coverage_of(tmp_path, "tests/sync/test_orders.py", "tests/sync/test_conflict_table.py")
    assert {"sync/states.py", "sync/plan.py", "sync/wire.py"} <= set(lacking)
    assert "sync/orders.py" not in lacking
