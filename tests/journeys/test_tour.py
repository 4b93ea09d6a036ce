"""The tour: the main job end to end with real programs, real sockets and a bad line, and proof that it can fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.tour.sabotage import VARIABLE
from tests.house.inspection import ROOT

SCREENS = ("crew-today", "close-out", "sync", "board", "review")

# The figure is printed; a test that shares two cores with others may take longer than a crew would accept.
PATIENT = {"FIELDAPP_TOUR_TOLD_S": "15"}


def tour(report: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Runs the tour without a display, as `make demo` does on such a machine."""
    without = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "fieldapp", "--demo", "--tour", "--report", str(report)],
        cwd=ROOT,
        env={**without, **PATIENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.mark.timeout(600)
def test_every_check_holds_and_each_step_has_its_picture(tmp_path: Path) -> None:
    told = tour(tmp_path)
    assert told.returncode == 0, told.stdout
    assert "FAILED" not in told.stdout
    for said in (
        "5 jobs are closed, each “On this laptop”",
        "nothing changed at the hub",
        "one answer was lost after the hub had done its work",
        "8 photos are at the hub, each once, the same bytes by SHA-256",
        "is held, with one review (reassigned)",
        "is held, with one review (value_changed)",
        "the untouched job left the laptop",
        "sent back: the crew sees name and reason after",
    ):
        assert said in told.stdout
    pictures = {path.stem: path.stat().st_size for path in tmp_path.glob("*.png")}
    themed = {f"{name}{look}" for name in SCREENS for look in ("", "-dark", "-sunlight")}
    assert themed <= set(pictures)
    assert max(pictures.values()) < 300_000
    assert "Every check held." in (tmp_path / "report.md").read_text("utf-8")


@pytest.mark.timeout(600)
def test_a_hub_that_loses_the_effect_of_one_command_is_found_out(tmp_path: Path) -> None:
    told = tour(tmp_path, **{VARIABLE: "lose-note"})
    assert told.returncode == 1, told.stdout
    assert "FAILED the note is with its job, once" in told.stdout
    assert "**The tour failed:**" in (tmp_path / "report.md").read_text("utf-8")
