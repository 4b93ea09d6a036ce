"""The bad lines in their short form; `make prove` has all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.bodies import Exchanged
from sync.commands import opened
from sync.crm import Crm
from sync.transfers import Transfers
from sync.verdicts import Outcome, Verdict
from sync.wire import ExchangeRequest, NoAnswer, Reply
from tests.contract.hub_process import HubProcess
from tests.prove.fault_proxy import SCENARIOS, SHORT, Scenario, tried


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder = tmp_path_factory.mktemp("hub")
    made = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder)
    made.start()
    yield made
    made.close()


def named(name: str) -> Scenario:
    return next(scenario for scenario in SCENARIOS if scenario.name == name)


def test_there_are_more_than_forty_and_each_has_a_name() -> None:
    assert len({scenario.name for scenario in SCENARIOS}) == len(SCENARIOS) > 40


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost_on_a_bad_line(hub: HubProcess, tmp_path: Path, name: str) -> None:
    assert tried(hub, tmp_path / "laptop", named(name)) == ""


def test_a_laptop_that_believes_a_portal_is_found_out(
    hub: HubProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Crm.exchange

    def believing(self: Crm, request: ExchangeRequest, token: str) -> Any:
        answer = right(self, request, token)
        if not isinstance(answer, NoAnswer):
            return answer
        done = tuple(Verdict(opened(entry).id, Outcome.APPLIED) for entry in request.commands)
        return Exchanged(Reply("2026-01-01T00:00:00Z", done, cursor=request.cursor), ())

    monkeypatch.setattr(Crm, "exchange", believing)
    assert "the hub never had it" in tried(hub, tmp_path / "laptop", named("captive portal: 200 and a page"))


def test_a_laptop_that_takes_sent_for_stored_is_found_out(
    hub: HubProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Transfers._chunk_over

    def hasty(self: Transfers, upload: Any, at: Any, token: str) -> Any:
        moved = right(self, upload, at, token)
        self.line.stored(upload.photo_id, upload.sha256, 1)
        return moved

    monkeypatch.setattr(Transfers, "_chunk_over", hasty)
    assert "stored" in tried(hub, tmp_path / "laptop", named("chunks are garbled on their way up"))
