"""`fieldapp --self-check` from source; `make package` runs the same in the built program."""

import subprocess
import sys


def test_the_self_check_holds_and_says_each_check() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fieldapp", "--self-check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the hub has both photos, with the same SHA-256" in done.stdout
    assert "a job's sheet is printed as a PDF" in done.stdout
    assert "all held" in done.stdout
