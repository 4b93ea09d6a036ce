"""The bad line does to a real laptop's calls what its fault says, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.tour.bad_line import BadLine, Fault
from sync.clock import Clock
from sync.crm import Crm
from sync.http import RequestsTransport
from sync.wire import ExchangeRequest, Grant, NoAnswer, WellKnown
from tests.fieldapp.one_city import PASSWORD, OneCity


@pytest.fixture
def city(tmp_path: Path) -> Iterator[OneCity]:
    """A hub on a port."""
    made = OneCity(tmp_path)
    yield made
    made.close()


@pytest.fixture
def line(city: OneCity) -> Iterator[BadLine]:
    """A line to it."""
    made = BadLine(int(city.url.rpartition(":")[2]))
    yield made
    made.close()


@pytest.fixture
def crm(line: BadLine) -> Iterator[Crm]:
    """A laptop's end of the line."""
    transport = RequestsTransport(line.url)
    yield Crm(line.url, transport, Clock(), "device-1")
    transport.close()


def test_a_good_line_is_as_if_it_were_not_there(crm: Crm, line: BadLine) -> None:
    assert isinstance(crm.well_known(), WellKnown)
    assert isinstance(crm.sign_in("ana", PASSWORD, "device-1"), Grant)
    assert line.saw(Fault.NONE, 2, 1.0)


def test_a_cut_line_is_no_answer_and_comes_back(crm: Crm, line: BadLine) -> None:
    line.become(Fault.CUT)
    assert isinstance(crm.well_known(), NoAnswer)
    line.become(Fault.NONE)
    assert isinstance(crm.well_known(), WellKnown)


def test_a_captive_portal_answers_everything_and_is_not_believed(crm: Crm, line: BadLine) -> None:
    line.become(Fault.PORTAL)
    assert crm.well_known() == NoAnswer("NET-NOT-THE-HUB")
    assert crm.sign_in("ana", PASSWORD, "device-1") == NoAnswer("NET-NOT-THE-HUB")


def test_the_first_exchange_reaches_the_hub_its_answer_nobody(crm: Crm, line: BadLine, city: OneCity) -> None:
    grant = crm.sign_in("ana", PASSWORD, "device-1")
    assert isinstance(grant, Grant)
    line.become(Fault.LOSE_ANSWER)
    request = ExchangeRequest("device-1", "incarnation-1")
    assert isinstance(crm.exchange(request, grant.access_token), NoAnswer)
    assert line.seen[Fault.LOSE_ANSWER, "/api/v1/exchange"] == 1
    assert not isinstance(crm.exchange(request, grant.access_token), NoAnswer)
