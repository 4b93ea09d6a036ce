"""What every answer carries, whatever was asked."""

import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import msgspec
import requests
import zstandard

from sync.commands import AddNote
from sync.wire import BASE, Answer, ExchangeRequest, Problem, Reply, WellKnown
from tests.contract.device import CLOCK, Device
from tests.contract.hub_process import City, HubProcess

Make = Callable[..., Device]


def test_the_hub_says_who_it_is(device: Make) -> None:
    found = device().call("GET", "/.well-known/fieldsync")
    assert isinstance(found, Answer)
    hub = msgspec.json.decode(found.body, type=WellKnown)
    assert (hub.name, hub.versions, hub.sign_in, hub.limits.commands) == (
        "Test city",
        ("1",),
        ("password",),
        500,
    )
    assert hub.server_id


def test_nonce_epoch_and_date_come_with_answers_and_problems_alike(hub: HubProcess) -> None:
    for path in ("/.well-known/fieldsync", f"{BASE}/ping", f"{BASE}/snapshot", "/no/such/page", "/docs"):
        found = requests.get(hub.url + path, headers={"Field-Sync-Nonce": "abc"}, timeout=20)
        assert found.headers["Field-Sync-Nonce"] == "abc"
        assert found.headers["Field-Sync-Epoch"] == hub.office.database.epoch
        assert parsedate_to_datetime(found.headers["Date"]).tzinfo is not None


def test_a_nonce_that_is_none_does_not_come_back(hub: HubProcess) -> None:
    found = requests.get(f"{hub.url}{BASE}/ping", headers={"Field-Sync-Nonce": "x" * 200}, timeout=20)
    assert "Field-Sync-Nonce" not in found.headers


def test_what_is_not_there_is_a_problem(device: Make) -> None:
    found = device("maria").call("GET", f"{BASE}/nonsense")
    assert isinstance(found, Problem)
    assert (found.name, found.status) == ("malformed", 404)


def test_a_body_beyond_all_limits_is_refused(device: Make) -> None:
    found = device("maria").call("POST", f"{BASE}/exchange", b" " * (4 * 1024 * 1024 + 1))
    assert isinstance(found, Problem)
    assert (found.name, found.status) == ("too-large", 413)


def test_a_packed_body_is_understood_and_a_bomb_is_not_unpacked(device: Make, city: City) -> None:
    maria = device("maria")
    entry = maria.entry(city.order(1), AddNote(CLOCK.new_id(), "Packed."))
    request = msgspec.json.encode(ExchangeRequest(maria.id, "1", maria.cursor, commands=(entry,)))
    packed = zstandard.compress(request)
    found = maria.call("POST", f"{BASE}/exchange", packed, {"Content-Encoding": "zstd"})
    assert isinstance(found, Answer)
    assert len(msgspec.json.decode(found.body, type=Reply).verdicts) == 1
    for body, name in ((zstandard.compress(b" " * 50_000_000), "too-large"), (b"no zstd", "malformed")):
        refused = maria.call("POST", f"{BASE}/exchange", body, {"Content-Encoding": "zstd"})
        assert isinstance(refused, Problem)
        assert refused.name == name


def test_the_contract_is_there_for_other_programs(device: Make) -> None:
    found = device().call("GET", f"{BASE}/openapi.json")
    assert isinstance(found, Answer)
    document = json.loads(found.body)
    assert document["openapi"].startswith("3.1")
    for path in ("/exchange", "/snapshot", "/events", "/uploads", "/photos/{photo_id}", "/sign-in", "/token"):
        assert BASE + path in document["paths"]
    schemas = document["components"]["schemas"]
    assert {"ExchangeRequest", "Reply", "Command", "CloseOut", "WorkOrder", "Problem"} <= set(schemas)
    used = {part.split('"')[0] for part in found.body.decode().split("#/components/schemas/")[1:]}
    assert used <= set(schemas)


def test_the_page_about_it_needs_nothing_from_elsewhere(device: Make) -> None:
    found = device().call("GET", "/docs")
    assert isinstance(found, Answer)
    page = found.body.decode()
    assert "POST /api/v1/exchange" in page
    assert not any(word in page for word in ("http://", "https://", "<script", "<link", "@import"))


def test_a_hub_that_is_asked_to_stop_stops(hub: HubProcess) -> None:
    code = hub.stop()
    hub.start()
    assert code == 0
