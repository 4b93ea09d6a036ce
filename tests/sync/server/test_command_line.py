"""The hub's command line."""

import io
from pathlib import Path

import pytest

from sync.clock import Clock
from sync.orders import Role
from sync.server.__main__ import main
from sync.server.hub import Hub
from sync.wire import SignIn


def open_hub(folder: Path) -> Hub:
    return Hub(f"sqlite:///{folder / 'hub.db'}", folder, Clock())


def test_an_account_can_be_made_and_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["add-user", "Maria", "--folder", str(tmp_path), "--full-name", "Maria Lopez", "--crew", "c-7"]
    for password in ("first", "second"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        assert main(words) == 0
    hub = open_hub(tmp_path)
    person = hub.people.sign_in(SignIn("maria", "second", "d-1")).person
    assert (person.name, person.role, person.crew_id) == ("Maria Lopez", Role.CREW, "c-7")
    assert len(hub.people.everybody()) == 1
    hub.close()


def test_a_crew_member_needs_a_crew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add-user", "maria", "--folder", str(tmp_path), "--full-name", "Maria Lopez"]) == 2
    assert "--crew" in capsys.readouterr().err


def test_the_check_says_that_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "All is well.\n"
