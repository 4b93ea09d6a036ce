"""Signing in, staying signed in, and who is let in where."""

from collections.abc import Callable

import pytest

from sync.wire import BASE, Answer, Grant, Problem, SignIn
from tests.contract.device import Device
from tests.contract.hub_process import City, HubProcess

Make = Callable[..., Device]


def refused(found: object, name: str, status: int) -> None:
    assert isinstance(found, Problem), found
    assert (found.name, found.status) == (name, status)


def test_a_person_gets_tokens_for_their_device(device: Make, city: City) -> None:
    maria = device("maria")
    assert maria.person == city.people()["maria"]
    assert maria.grant is not None
    assert maria.grant.expires_in_s == 600


def test_a_user_name_has_no_capitals(device: Make, city: City) -> None:
    assert device().sign_in(city.user("MARIA").upper()).person.name == "Maria Lopez"


@pytest.mark.parametrize("user", ["maria", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(device: Make, city: City, user: str) -> None:
    found = device().post("/sign-in", SignIn(city.user(user), "wrong", "d-1"))
    refused(found, "sign-in-required", 401)
    assert isinstance(found, Problem)
    assert found.detail == "The name or the password is wrong."


def test_too_many_tries_on_a_name_must_wait(device: Make, city: City) -> None:
    laptop = device()
    for _ in range(10):
        refused(laptop.post("/sign-in", SignIn(city.user("sue"), "guess", "d-1")), "sign-in-required", 401)
    found = laptop.post("/sign-in", SignIn(city.user("sue"), "secret", "d-1"))
    refused(found, "rate-limited", 429)
    assert isinstance(found, Problem)
    assert 0 < (found.retry_after_s or 0) <= 300


def test_an_old_refresh_token_is_good_until_the_new_one_is_used(device: Make) -> None:
    maria = device("maria")
    assert maria.grant is not None
    first = maria.grant.refresh_token
    lost, second = maria.refresh(first), maria.refresh(first)
    assert isinstance(lost, Grant)
    assert isinstance(second, Grant)
    third = maria.refresh(second.refresh_token)
    assert isinstance(third, Grant)
    refused(maria.refresh(first), "sign-in-required", 401)
    maria.grant = third
    assert maria.exchange().resync is None


def test_an_unknown_access_token_asks_for_a_refresh(device: Make) -> None:
    found = device("maria").call("GET", f"{BASE}/snapshot", headers={"Authorization": "Bearer nonsense"})
    refused(found, "token-expired", 401)


def test_without_a_token_nothing_is_shown(device: Make) -> None:
    laptop = device()
    for method, path in (
        ("GET", "/snapshot"),
        ("POST", "/exchange"),
        ("GET", "/photos/p-1"),
        ("POST", "/uploads"),
    ):
        refused(laptop.call(method, BASE + path), "sign-in-required", 401)


def test_after_signing_out_the_tokens_are_void(device: Make) -> None:
    maria = device("maria")
    assert maria.grant is not None
    assert isinstance(maria.call("POST", f"{BASE}/sign-out"), Answer)
    refused(maria.call("GET", f"{BASE}/snapshot"), "token-expired", 401)
    refused(maria.refresh(maria.grant.refresh_token), "sign-in-required", 401)


def test_tokens_are_for_one_device(device: Make) -> None:
    maria = device("maria")
    maria.id = "another-device"
    refused(maria.call("GET", f"{BASE}/snapshot"), "sign-in-required", 401)


def test_a_lost_device_is_locked_out(device: Make, hub: HubProcess, city: City) -> None:
    maria = device("maria")
    hub.office.people.revoke_device(maria.id)
    refused(maria.call("GET", f"{BASE}/snapshot"), "device-revoked", 403)
    refused(maria.post("/sign-in", SignIn(city.user("maria"), "secret", maria.id)), "device-revoked", 403)
