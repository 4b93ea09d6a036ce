"""What can be recorded and read at all, and that a command's bytes and its hash belong together."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.commands import (
    AddNote,
    AnyBody,
    Choice,
    CloseOut,
    Command,
    CorrectPlace,
    DecideReview,
    Entry,
    LogMaterial,
    LogTime,
    Proposable,
    ProposeField,
    Schedule,
    SetPriority,
    chained,
    kind_of,
    opened,
    sealed,
)
from sync.orders import Priority

NONSENSE = [
    (LogTime, {"minutes": 0}),
    (LogTime, {"minutes": -5}),
    (LogMaterial, {"name": "", "quantity": 1}),
    (LogMaterial, {"name": "Cold patch", "quantity": 0}),
    (LogMaterial, {"name": "Cold patch", "quantity": -1.5}),
    (ProposeField, {"field": Proposable.PRIORITY, "value": "at once"}),
    (ProposeField, {"field": Proposable.DUE, "value": "tomorrow"}),
    (ProposeField, {"field": Proposable.DUE, "value": "2026-11-22T10:00:00"}),
    (ProposeField, {"field": Proposable.CATEGORY, "value": ""}),
    (CorrectPlace, {}),
    (CorrectPlace, {"address": ""}),
    (CorrectPlace, {"lat": 33.4}),
    (CorrectPlace, {"long": -112.1}),
    (CorrectPlace, {"address": "1 Elm St", "lat": 33.4}),
    (Schedule, {"expected_datetime": "soon"}),
]
SENSE = [
    LogTime(1),
    LogMaterial("Cold patch", 0.5, "bags"),
    ProposeField(Proposable.PRIORITY, "low"),
    ProposeField(Proposable.DUE, "2026-11-22T10:00:00Z"),
    ProposeField(Proposable.CATEGORY, "sinkhole"),
    CorrectPlace("1 Elm St"),
    CorrectPlace(lat=33.4, long=-112.1),
    CorrectPlace("1 Elm St", 0.0, 0.0),
    Schedule(None),
    Schedule("2026-11-22T10:00:00+02:00"),
    SetPriority(Priority.LOW),
    DecideReview("r-1", Choice.SEND_BACK, "Again"),
    CloseOut("FIXED", 5, 2, "Done", "n-1", {"lane": None}, ("p-1",)),
]


@pytest.mark.parametrize(("body", "values"), NONSENSE)
def test_what_makes_no_sense_can_neither_be_recorded_nor_read(body: type[AnyBody], values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^[a-z ,]+$|time|isoformat"):
        body(**values)  # type: ignore[arg-type]
    kind = body.__struct_config__.tag
    raw = {"id": "c", "seq": 1, "order_id": "o", "author": "a", "occurred_at": "x", "body": {"kind": kind, **values}}
    with pytest.raises(msgspec.ValidationError):
        opened(Entry("", "", msgspec.Raw(msgspec.json.encode(raw))))


@pytest.mark.parametrize("body", SENSE, ids=kind_of)
def test_the_rest_comes_back_as_it_went(body: AnyBody) -> None:
    command = Command("c-1", 7, "o-1", "p-1", "2026-11-22T10:00:00Z", body, "as-1", ("c-0",), {"status": "new"})
    entry = sealed(command, "before")
    assert opened(entry) == command
    assert (entry.prev_hash, command.schema) == ("before", 1)
    assert command.kind == kind_of(body) == msgspec.json.decode(entry.command)["body"]["kind"]


def test_a_hash_is_of_the_bytes_and_of_the_hash_before_them() -> None:
    entry = sealed(Command("c-1", 1, "o-1", "p-1", "2026-11-22T10:00:00Z", AddNote("n", "wet")), "ab")
    assert entry.hash == hashlib.sha256(b"ab\n" + bytes(entry.command)).hexdigest()
    assert chained("ab", memoryview(bytes(entry.command))) == entry.hash


@given(st.binary(min_size=1), st.binary(min_size=1), st.text(alphabet="0123456789abcdef", max_size=64))
def test_other_bytes_have_another_hash(first: bytes, second: bytes, before: str) -> None:
    assert (chained(before, first) == chained(before, second)) == (first == second)
    assert chained(before, first) != chained(before + "0", first)
