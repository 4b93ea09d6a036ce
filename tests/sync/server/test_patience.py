"""Where the hub asks for patience or forgets: too many snapshots at once, old unfinished uploads, clients too old."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sync.orders import Person, Role
from sync.server.calls import Call, Result
from sync.server.hub import Hub
from sync.server.snapshot import LATER_S, STREAMS
from sync.server.uploads import KEPT_MS
from sync.wire import BASE, H_CLIENT, Grant, Problem, SignIn, WellKnown
from tests.builders import StillClock
from tests.sync.city import QUICK


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path, StillClock(), hasher=QUICK, minimum_client="0.2.0")
    made.people.add(Person("p-1", "Ana", Role.CREW, "c-1"), "ana", "secret")
    yield made
    made.close()


@pytest.fixture
def headers(hub: Hub) -> dict[str, str]:
    body = msgspec.json.encode(SignIn("ana", "secret", "d-1"))
    answer = hub.answer(Call("POST", f"{BASE}/sign-in", body=body))
    assert isinstance(answer.body, bytes)
    grant = msgspec.json.decode(answer.body, type=Grant)
    return {"authorization": f"Bearer {grant.access_token}", H_CLIENT.lower(): "0.2.0"}


def ask(hub: Hub, headers: dict[str, str], path: str, method: str = "GET", body: bytes = b"") -> Result:
    return hub.answer(Call(method, BASE + path, {}, headers, body))


def problem(result: Result) -> Problem:
    assert isinstance(result.body, bytes)
    return msgspec.json.decode(result.body, type=Problem)


def test_a_fleet_that_begins_anew_is_spread_over_a_minute(hub: Hub, headers: dict[str, str]) -> None:
    open_ones = [ask(hub, headers, "/snapshot") for _ in range(STREAMS)]
    assert [answer.status for answer in open_ones] == [200] * STREAMS
    refused = [ask(hub, headers, "/snapshot") for _ in range(20)]
    assert {problem(answer).name for answer in refused} == {"rate-limited"}
    waits = [float(answer.headers["Retry-After"]) for answer in refused]
    assert LATER_S[0] <= min(waits) < max(waits) <= LATER_S[1], "not all at the same second"
    open_ones[0].body.close()  # type: ignore[union-attr]  # a reader went away
    list(open_ones[1].body)  # type: ignore[arg-type]  # another one has read it all
    again = [ask(hub, headers, "/snapshot") for _ in range(3)]
    assert [answer.status for answer in again] == [200, 200, 429]
    for answer in [*open_ones, *again[:2]]:
        answer.body.close()  # type: ignore[union-attr]


def test_a_client_below_the_minimum_may_bring_and_gets_nothing(hub: Hub, headers: dict[str, str]) -> None:
    known = hub.answer(Call("GET", "/.well-known/fieldsync")).body
    assert isinstance(known, bytes)
    assert msgspec.json.decode(known, type=WellKnown).minimum_client == "0.2.0"
    old = {**headers, H_CLIENT.lower(): "0.1.9"}
    body = b'{"device":"d-1","incarnation":"1","cursor":null}'
    for path, method in (("/snapshot", "GET"), ("/exchange", "POST")):
        refused = problem(ask(hub, old, path, method, body))
        assert (refused.name, refused.status) == ("client-too-old", 426)
        assert ask(hub, headers, path, method, body).status == 200
    letter = {**old, "field-sync-command": "c-1"}
    assert ask(hub, letter, "/dead-letters", "POST", b"\x00\xff").status == 200


@pytest.mark.parametrize(("command", "body"), [("", b"x"), ("c" * 201, b"x"), ("c-1", b""), ("c-1", b"x" * (2 << 20))])
def test_a_letter_needs_a_name_and_a_body_that_fits(
    hub: Hub, headers: dict[str, str], command: str, body: bytes
) -> None:
    refused = ask(hub, {**headers, "field-sync-command": command}, "/dead-letters", "POST", body)
    assert problem(refused).name == ("too-large" if len(body) > 1 << 20 else "malformed")
    assert hub.dead_letters.all() == ()


def test_an_unfinished_upload_is_forgotten_after_a_season(hub: Hub) -> None:
    now_ms = hub._clock.wall_ms()
    for name, days in (("old", 91), ("young", 89)):
        hub.blobs.append(name, 0, b"half")
        at_s = now_ms / 1000 - days * 86_400
        os.utime(hub.blobs._part(name), (at_s, at_s))
    assert hub.blobs.expire(now_ms - KEPT_MS) == 1
    assert (hub.blobs.offset("old"), hub.blobs.offset("young")) == (0, 4)
