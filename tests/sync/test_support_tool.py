"""`python -m sync`: what a laptop holds, told and saved without any screen."""

import base64
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from sync import credentials, pin
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
    (tmp_path / "other.key").write_bytes(base64.b64encode(bytes(32)))
    assert tool("status", city, tmp_path / "other.key") == 2
    assert capsys.readouterr().err.startswith("STORE-KEY: ")


PIN = "480917"
ASKED = b"PIN of this laptop: "


@pytest.fixture
def with_pin(city: City, tmp_path: Path) -> Path:
    """The key file of the city's laptop, which a PIN locks; what lies beside it is the other half."""
    folder, path = city.folder / "laptop", tmp_path / "laptop.key"
    city.store.record("o-0001", AddNote("n-1", "Cold patch"))
    city.store.close()
    credentials.keep(folder, path, credentials.KEY, KEY)
    pin.set_pin(folder, path, KEY, PIN, city.store.device, "the hub's word", "Ana Ruiz", pin.Cost(1, 8))
    return path


class Spoken(NamedTuple):
    """What stood on the terminal, and how the tool ended."""

    text: str
    code: int


def at_a_terminal(
    city: City, key_file: Path, *pins: str, act: tuple[str, ...] = ("journal", "verify"), until: str = ""
) -> Spoken:
    """The tool as somebody sits in front of it: a process with a terminal, ended once it says `until`."""
    outer, inner = os.openpty()
    told, left = b"", list(pins)
    command = [sys.executable, "-m", "sync", *act, "--folder", str(city.folder / "laptop"), "--key-file", str(key_file)]

    def sit_down() -> None:
        os.login_tty(inner)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background ignores it

    with subprocess.Popen(command, preexec_fn=sit_down) as tool:  # noqa: PLW1509 - one thread here
        os.close(inner)
        try:
            while chunk := os.read(outer, 4096):
                told += chunk
                if left and told.count(ASKED) > len(pins) - len(left):
                    os.write(outer, left.pop(0).encode() + b"\n")
                if until and until.encode() in told and told.endswith(b"\n"):
                    tool.terminate()
        except OSError:  # Linux says so when the other end is closed
            pass
        finally:
            os.close(outer)
    return Spoken(told.decode(), tool.returncode)


def test_a_laptop_with_a_pin_opens_for_whoever_knows_it(city: City, with_pin: Path, tmp_path: Path) -> None:
    assert not with_pin.exists()  # the key lies nowhere in clear
    found = at_a_terminal(city, with_pin, "111111", PIN)
    assert found.code == 0
    assert "PIN-WRONG: That is not this laptop's PIN. All of its work is safe." in found.text
    assert "1 act" in found.text
    assert PIN not in found.text  # typed unseen
    to = tmp_path / "day.jsonl"
    out = at_a_terminal(city, with_pin, PIN, act=("journal", "export", "--to", str(to)))
    assert out.code == 0
    assert main(["journal", "verify", str(to)]) == 0


def test_too_many_wrong_pins_stay_outside_and_cost_time(city: City, with_pin: Path) -> None:
    found = at_a_terminal(city, with_pin, "111111", "222222", "333333")
    assert found.code == 2
    assert found.text.count("PIN-WRONG") == 3
    assert "PIN-TRIES: Too many wrong PINs; the laptop stays locked, with all of its work." in found.text
    kept = pin.read(city.folder / "laptop")
    assert kept is not None
    assert kept.failures == 3
    waiting = at_a_terminal(city, with_pin, until="PIN-WAIT")
    assert "PIN-WAIT: 3 wrong PINs in a row; the next one in 5 s." in waiting.text


def test_no_pin_opens_nothing(city: City, with_pin: Path) -> None:
    found = at_a_terminal(city, with_pin, "\x03")
    assert found.code == 2
    assert "PIN-NONE" in found.text
    assert "Traceback" not in found.text


def test_a_key_that_is_gone_is_one_sentence(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city.store.close()
    assert tool("status", city, tmp_path / "none.key") == 2
    assert capsys.readouterr().err.startswith("KEY-GONE: ")
