"""The hub's command line."""

import io
import json
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from sync.clock import Clock
from sync.orders import Crew, Role, ServiceType
from sync.server.__main__ import main
from sync.server.hub import Hub
from sync.server.tables import crews, services
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


def test_a_crew_can_be_made_and_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["crew", "crew-14", "--folder", str(tmp_path), "--full-name", "Street 14", "--district", "North"]
    assert main(words) == 0
    assert main([*words, "--member", "Ana Ruiz", "--member", "Luis Vega", "--minutes-a-day", "600"]) == 0
    assert "Street 14 has 2 members" in capsys.readouterr().out
    hub = open_hub(tmp_path)
    with hub.database.reading() as reading:
        document = reading.connection.execute(select(crews.c.document)).scalar_one()
    hub.close()
    made = Crew("crew-14", "Street 14", "14", "North", 600, ("Ana Ruiz", "Luis Vega"))
    assert msgspec.json.decode(document, type=Crew) == made
    assert main([*words, "--short", "Four"]) == 2
    assert "CREW-SHORT" in capsys.readouterr().err


def test_the_check_says_that_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "All is well.\n"


def test_a_form_becomes_the_next_version_and_the_one_before_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = open_hub(tmp_path)
    hub.book.put_service(ServiceType("street", {"en": "Street"}, "circle", "grey", ()))
    hub.close()
    file = tmp_path / "form.json"
    words = ["form", "street", str(file), "--folder", str(tmp_path)]
    for name in ("edges", "lane"):
        file.write_text(json.dumps({"properties": {name: {"enum": ["a"], "x-labels": {"en": name}}}}))
        assert main(words) == 0
    assert "version 2" in capsys.readouterr().out
    hub = open_hub(tmp_path)
    with hub.database.reading() as reading:
        document = reading.connection.execute(select(services.c.document)).scalar_one()
    hub.close()
    service = msgspec.json.decode(document, type=ServiceType)
    assert [(form.version, *form.definition["properties"]) for form in service.forms] == [(1, "edges"), (2, "lane")]
    now, first, unknown = service.form(), service.form(1), service.form(7)
    assert now is unknown is service.forms[1]
    assert first is service.forms[0]


@pytest.mark.parametrize(
    ("text", "service", "said"),
    [
        ('{"properties": {"Edges": {"enum": ["a"]}}}', "street", "/properties/Edges: "),
        ("not JSON", "street", "FORM-UNREADABLE"),
        (None, "street", "FORM-UNREADABLE"),
        ("{}", "sewer", "FORM-NO-SERVICE"),
    ],
)
def test_a_form_that_cannot_be_asked_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, service: str, said: str
) -> None:
    file = tmp_path / "form.json"
    if text is not None:
        file.write_text(text)
    assert main(["form", service, str(file), "--folder", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err
