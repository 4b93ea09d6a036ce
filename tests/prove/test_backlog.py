"""Weeks of work in their short form; `make prove DEEP=1` has ten thousand commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.simulator.bugs import BUGS
from tests.contract.hub_process import HubProcess
from tests.prove.backlog import sent


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    made = HubProcess(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path)
    made.start()
    yield made
    made.close()


def test_all_of_it_arrives_once(hub: HubProcess, tmp_path: Path) -> None:
    assert sent(hub, tmp_path / "laptop", 300).wrong == ""


def test_a_laptop_that_takes_sent_for_done_is_found_out(hub: HubProcess, tmp_path: Path) -> None:
    with BUGS["settled-when-sent"].planted():
        assert "not exactly the laptop's commands" in sent(hub, tmp_path / "laptop", 300).wrong
