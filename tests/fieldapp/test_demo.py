"""The demo: a city of its own behind one command, and nothing left of it afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from fieldapp.__main__ import has_display, options
from fieldapp.demo import DemoCity, made_city, offers
from sync.orders import OPEN
from tests.house.inspection import ROOT


@pytest.fixture(scope="module")
def city() -> Iterator[DemoCity]:
    """One city for all tests of this file: none of them changes it."""
    with made_city() as made:
        yield made
    assert not made.folder.exists()


def test_the_city_has_the_work_of_a_day(city: DemoCity) -> None:
    orders = city.hub.book.orders()
    assert sum(order.status in OPEN for order in orders) >= 300
    assert len(city.city.crews) == 12


def test_it_is_served_on_a_loopback_port(city: DemoCity) -> None:
    assert city.url.startswith("http://127.0.0.1:")
    with urlopen(f"{city.url}/.well-known/fieldsync") as answer:
        assert answer.status == 200


def test_it_offers_one_of_each_role(city: DemoCity) -> None:
    offered = offers(city.city)
    assert [(offer.title, offer.subtitle) for offer in offered] == [
        ("Crew 14", "Ray Delgado"),
        ("Supervisor", "Maria Reyes"),
        ("Dispatcher", "Dana Kim"),
    ]
    for offer in offered:
        assert city.hub.people.everybody()[offer.user].name == offer.subtitle


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is another thing there")
def test_the_command_shows_the_window_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": ":none", "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    program = subprocess.Popen(
        [sys.executable, "-m", "fieldapp", "--demo"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with program:
        try:
            assert program.stdout is not None
            said = program.stdout.readline()
            program.send_signal(signal.SIGINT)
            assert program.wait(30) == 0
        finally:
            program.kill()
    assert "http://127.0.0.1:" in said
    assert "Ctrl+C" in said
    assert list(tmp_path.glob("fieldapp-demo-*")) == []


@pytest.mark.parametrize(
    ("environment", "seen"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True), ({"DISPLAY": ""}, False)],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="always with a display")
def test_without_a_display_nobody_would_see_a_window(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], seen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_display() is seen


def test_a_tour_without_a_demo_makes_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options(["--tour"])
    assert ended.value.code == 2
    assert "--tour goes with --demo" in capsys.readouterr().err
