"""The airplane drill in its short form, and that it would say so if something were lost."""

import shutil

import pytest

from fieldapp.__main__ import main
from fieldapp.drill.flight import _Flight

pytestmark = pytest.mark.timeout(180)


def test_nothing_is_lost_and_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--drill", "--jobs", "10", "--photos", "20", "--seed", "3"]) == 0
    said = capsys.readouterr().out
    assert "20 of 20 photos are at the hub" in said
    assert "\n0 lost of 10, every act exactly once, in " in said


def test_work_that_never_came_is_counted_as_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_Flight, "_home", lambda _flight: None)  # it never flies home
    assert main(["--drill", "--jobs", "2", "--photos", "2"]) == 1
    assert "2 LOST of 2" in capsys.readouterr().out


def test_photos_that_the_hub_has_lost_are_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = _Flight._home

    def and_burn(flight: _Flight) -> None:
        home(flight)
        shutil.rmtree(flight._folder / "photos")

    monkeypatch.setattr(_Flight, "_home", and_burn)
    assert main(["--drill", "--jobs", "2", "--photos", "2"]) == 1
    assert "2 LOST of 2" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["0", "-1"])
def test_a_drill_of_nothing_is_refused(wrong: str) -> None:
    with pytest.raises(SystemExit):
        main(["--drill", "--jobs", wrong])
