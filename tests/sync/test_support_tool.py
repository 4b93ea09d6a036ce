"""`python -m sync`: what a laptop holds, told and saved without any screen."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sync.__main__ import main
from sync.commands import AddNote, Command
from sync.orders import PhotoRole
from sync.server.app import serve
from tests.sync.city import KEY, City, a_photo


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    (tmp_path / "city").mkdir()
    city = City(tmp_path / "city")
    city.settle()
    yield city
    city.close()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "laptop.key"
    path.write_bytes(base64.b64encode(KEY))
    return path


def tool(act: str, city: City, key_file: Path, *more: str) -> int:
    return main([act, "--folder", str(city.folder / "laptop"), "--key-file", str(key_file), *more])


def test_status_tells_what_waits_but_not_what_it_says(
    city: City, key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    city.store.record("o-0001", AddNote("n-1", "Call Mrs Lopez"))
    city.store.close()
    assert tool("status", city, key_file) == 0
    said = capsys.readouterr().out
    assert "Jobs on this laptop:  3\n" in said
    assert "Changes queued:       1\n" in said
    assert "add_note  job SR-0001  WAIT-LINE" in said
    assert "Lopez" not in said


def test_export_saves_unsent_work_as_files(city: City, key_file: Path, tmp_path: Path) -> None:
    photo = a_photo()
    recorded = city.store.add_photo("o-0001", PhotoRole.AFTER, photo)
    city.store.record("o-0001", AddNote("n-1", "Cold patch"))
    city.store.close()
    assert tool("export", city, key_file, "--to", str(tmp_path / "out")) == 0
    lines = (tmp_path / "out" / "commands.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Command).kind for line in lines] == ["add_photo", "add_note"]
    jpeg = (tmp_path / "out" / f"{recorded.photo_id}.jpg").read_bytes()
    assert hashlib.sha256(jpeg).hexdigest() == photo.sha256
    assert tool("export", city, key_file, "--to", str(tmp_path / "out")) == 2  # never over something


def test_exchange_sends_everything_now(city: City, key_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = serve(city.hub)
    grant = city.crm.sign_in("maria", "secret", city.store.device)
    city.store.sign_in(server.url, city.hub.well_known().server_id, grant)  # type: ignore[arg-type]
    city.store.record("o-0001", AddNote("n-1", "Cold patch"))
    city.store.add_photo("o-0001", PhotoRole.AFTER, a_photo())
    city.store.close()
    try:
        assert tool("exchange", city, key_file) == 0
    finally:
        server.close()
    assert capsys.readouterr().out == "online\n"
    assert len(city.hub.book.log()) == 2
    assert city.hub.blobs.has(a_photo().sha256)
    assert tool("exchange", city, key_file) == 1
    assert capsys.readouterr().out == "offline NET-REFUSED\n"


def test_a_wrong_key_is_one_sentence(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city.store.close()
    (tmp_path / "other.key").write_bytes(bytes(32))
    assert tool("status", city, tmp_path / "other.key") == 2
    assert capsys.readouterr().err.startswith("STORE-KEY: ")
