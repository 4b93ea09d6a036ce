"""Proof of peer: only the hub's own answer to this very call is one. And the digest of a scope."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire import (
    H_NONCE,
    JSON,
    NDJSON,
    PROBLEM,
    PROBLEM_URN,
    Answer,
    NoAnswer,
    Problem,
    classify,
    digest,
    too_old,
)

NONCE = "0123456789abcdef0123456789abcdef"
H = H_NONCE.lower()
statuses = st.integers(100, 599)
bodies = st.binary(max_size=200) | st.just(b"{}") | st.just(b"<html>Welcome</html>")
kinds = st.sampled_from([JSON, PROBLEM, NDJSON, "text/html", "", f"{JSON}; charset=utf-8", "image/jpeg"])


def a_problem(name: str = "maintenance") -> Problem:
    return Problem(PROBLEM_URN + name, "The hub rests.", 503, retry_after_s=30.0)


@given(statuses, kinds, bodies, st.none() | st.text(max_size=40))
def test_nothing_without_the_nonce_is_an_answer(status: int, kind: str, body: bytes, nonce: str | None) -> None:
    headers = {"content-type": kind} if nonce is None or nonce == NONCE else {"content-type": kind, H: nonce}
    assert classify(status, headers, body, NONCE) == NoAnswer("NET-NOT-THE-HUB")


@given(statuses, kinds, bodies)
def test_an_answer_is_a_success_of_a_wanted_kind(status: int, kind: str, body: bytes) -> None:
    answer = classify(status, {"content-type": kind, H: NONCE}, body, NONCE)
    if isinstance(answer, Answer):
        assert status < 300
        assert status == 204 or kind.startswith(JSON)


@given(statuses, bodies)
def test_only_a_problem_that_can_be_read_is_one(status: int, body: bytes) -> None:
    answer = classify(status, {"content-type": PROBLEM, H: NONCE}, body, NONCE)
    assert answer == NoAnswer("NET-REDIRECT" if 300 <= status < 400 else "NET-BAD-BODY")


@pytest.mark.parametrize("status", [400, 401, 503])
def test_the_hubs_problem(status: int) -> None:
    headers = {"content-type": PROBLEM, H: NONCE}
    answer = classify(status, headers, msgspec.json.encode(a_problem()), NONCE)
    assert answer == a_problem()
    assert isinstance(answer, Problem)
    assert answer.name == "maintenance"


@pytest.mark.parametrize("status", [301, 302, 304, 307, 308])
def test_a_redirect_is_no_answer_even_with_the_nonce(status: int) -> None:
    headers = {"content-type": JSON, H: NONCE}
    assert classify(status, headers, b"{}", NONCE) == NoAnswer("NET-REDIRECT")


def test_an_empty_success_needs_no_content_type() -> None:
    assert isinstance(classify(204, {H: NONCE}, b"", NONCE), Answer)


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [(500, "text/html", "NET-BAD-STATUS"), (404, JSON, "NET-BAD-STATUS"), (200, "text/html", "NET-BAD-TYPE")],
)
def test_a_page_from_in_front_of_the_hub_is_no_answer(status: int, kind: str, code: str) -> None:
    assert classify(status, {"content-type": kind, H: NONCE}, b"", NONCE) == NoAnswer(code)


rows = st.lists(
    st.tuples(st.uuids().map(str), st.integers(0, 99), st.none() | st.uuids().map(str)), unique_by=lambda row: row[0]
)


@given(rows, st.randoms(use_true_random=False))
def test_a_digest_does_not_depend_on_the_order_of_rows(
    scope: list[tuple[str, int, str | None]], chance: random.Random
) -> None:
    shuffled = list(scope)
    chance.shuffle(shuffled)
    assert digest(shuffled) == digest(scope)
    assert digest(scope).rows == len(scope)


@given(rows.filter(bool))
def test_a_digest_sees_every_change(scope: list[tuple[str, int, str | None]]) -> None:
    order_id, version, assignment = scope[0]
    assert digest([(order_id, version + 1, assignment), *scope[1:]]) != digest(scope)
    assert digest([(order_id, version, (assignment or "") + "x"), *scope[1:]]) != digest(scope)
    assert digest(scope[1:]) != digest(scope)


@pytest.mark.parametrize(
    ("client", "minimum", "old"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.9.0", "0.10.0", True),
        ("0.10.0", "0.9.0", False),
        ("0.2.0", "0.2.0", False),
        ("1.0", "0.2.0", False),
        ("0.2", "0.2.0", True),
        ("", "0.2.0", False),
        ("0.1.dev3", "0.2.0", False),
        ("0.1.0", "", False),
        ("0.1.0", "soon", False),
    ],
)
def test_a_version_is_too_old_by_its_numbers(client: str, minimum: str, old: bool) -> None:
    assert too_old(client, minimum) is old
