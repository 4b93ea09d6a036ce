"""A listening laptop hears within a second that there is something new for it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from queue import Empty, Queue

import pytest

from sync.commands import Assign
from sync.wire import BASE, Problem
from tests.contract.device import CLOCK, Device
from tests.contract.hub_process import City, HubProcess

Make = Callable[..., Device]
WITHIN_S = 1.0
SILENCE_S = 1.2


@contextmanager
def listening(device: Device) -> Iterator["Queue[str]"]:
    """The events that come, while the block lasts; the one on connecting is taken already."""
    assert device.grant is not None
    heard: Queue[str] = Queue()
    line_to = HTTPConnection(device.url.removeprefix("http://"), timeout=20)
    token = {"Authorization": f"Bearer {device.grant.access_token}", "Field-Sync-Nonce": "n-1"}
    line_to.request("GET", f"{BASE}/events", headers=token)
    response = line_to.getresponse()
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["field-sync-nonce"] == "n-1"

    def read() -> None:
        try:
            while line := response.readline():
                if line.startswith(b"event: "):
                    heard.put(line.decode().strip())
        except HTTPException:  # the line was cut
            return

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    assert heard.get(timeout=5) == "event: poke"
    try:
        yield heard
    finally:
        assert line_to.sock is not None
        line_to.sock.shutdown(socket.SHUT_RDWR)
        reader.join(timeout=20)
        line_to.close()


def test_a_reassignment_pokes_both_crews_and_nobody_else(device: Make, city: City) -> None:
    maria, pete, sue, other = device("maria"), device("pete"), device("sue"), device("maria")
    with listening(maria) as to_maria, listening(pete) as to_pete, listening(other) as to_other:
        sue.exchange(sue.entry(city.order(1), Assign(city.crew(8), CLOCK.new_id())))
        for heard in (to_maria, to_pete, to_other):
            assert heard.get(timeout=WITHIN_S) == "event: poke"
        sue.exchange(sue.entry(city.order(12), Assign(city.crew(8), CLOCK.new_id())))
        with pytest.raises(Empty):
            to_maria.get(timeout=SILENCE_S)


def test_what_another_process_wrote_is_heard_as_well(device: Make, city: City, hub: HubProcess) -> None:
    maria = device("maria")
    with listening(maria) as heard:
        began = time.monotonic()
        hub.office.book.edit_order(city.order_id(1), lambda order: order)
        assert heard.get(timeout=5) == "event: poke"
        assert time.monotonic() - began < WITHIN_S


def test_a_crew_that_listens_is_live(device: Make, city: City) -> None:
    maria, sue = device("maria"), device("sue")
    maria.exchange()
    with listening(maria):
        assert {line.crew_id: line.live for line in sue.exchange().presence}[city.crew(7)]


def test_events_are_for_those_who_signed_in(device: Make) -> None:
    found = device().call("GET", f"{BASE}/events")
    assert isinstance(found, Problem)
    assert found.name == "sign-in-required"
