"""Commands up, verdicts and news down: what every laptop relies on."""

from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Choice,
    CloseOut,
    DecideReview,
    Entry,
    SetField,
    StartWork,
    chained,
)
from sync.orders import Status
from sync.verdicts import Outcome, ReviewState, Why
from sync.wire import (
    BASE,
    Answer,
    Left,
    OrderChanged,
    Problem,
    Reply,
    ReviewChanged,
    VerdictChanged,
    digest,
)
from tests.contract.device import CLOCK, Device, a_photo, name_of
from tests.contract.hub_process import City, HubProcess

Make = Callable[..., Device]


def assign(city: City, sue: Device, number: int, crew: int) -> None:
    body = Assign(city.crew(crew), CLOCK.new_id())
    assert sue.exchange(sue.entry(city.order(number), body)).verdicts[0].outcome is Outcome.APPLIED


def test_a_command_takes_effect_and_comes_back_as_news(device: Make, city: City) -> None:
    maria = device("maria")
    reply = maria.exchange(maria.entry(city.order(1), StartWork()))
    (verdict,) = reply.verdicts
    assert (verdict.outcome, verdict.version, verdict.duplicate) == (Outcome.APPLIED, 2, False)
    assert verdict.receipt
    (change,) = reply.changes
    assert isinstance(change, OrderChanged)
    assert (change.order.status, change.order.version) == (Status.STARTED, 2)


def test_the_same_command_again_brings_the_same_verdict(device: Make, city: City) -> None:
    maria = device("maria")
    entry = maria.entry(city.order(1), AddNote("n-1", "Deep."))
    first, twice = maria.exchange(entry, entry).verdicts
    again = maria.exchange(entry).verdicts[0]
    assert replace(first, duplicate=True) == twice == again
    assert [note.text for note in city.order(1).notes] == ["Deep."]
    assert city.order(1).version == 2


def test_an_id_that_comes_back_with_other_bytes_is_rejected(device: Make, city: City) -> None:
    maria = device("maria")
    entry = maria.entry(city.order(1), AddNote("n-1", "One."))
    maria.exchange(entry)
    other = maria.entry(city.order(1), AddNote("n-1", "Two."), id=name_of(entry))
    (verdict,) = maria.exchange(other).verdicts
    assert (verdict.outcome, verdict.why) == (Outcome.REJECTED, Why.ID_REUSED)
    assert [note.text for note in city.order(1).notes] == ["One."]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id":"%s","kind":"no_such_kind"}',
        b'{"id":"%s","seq":1,"order_id":"o","author":"a","occurred_at":"x","body":{"kind":"repaint"}}',
        b'{"id":"%s","seq":1,"order_id":"o\\u0000","author":"a","occurred_at":"x","body":{"kind":"start_work"}}',
        b'{"id":"%s","seq":1,"order_id":"o","author":"a","occurred_at":"x","body":{"kind":"add_photo","photo_id":"p",'
        b'"role":"after","sha256":"00","size":100000000000000000000000}}',
        b'{"id":"%s","seq":1,"order_id":"o","author":"a\xff","occurred_at":"x","body":{"kind":"start_work"}}',
    ],
)
def test_one_command_that_cannot_be_read_is_rejected_alone(device: Make, city: City, raw: bytes) -> None:
    maria = device("maria")
    name = CLOCK.new_id()
    whole = raw % name.encode()
    broken = Entry(chained("", whole), "", msgspec.Raw(whole))
    good = maria.entry(city.order(1), StartWork())
    first, second = maria.exchange(broken, good).verdicts
    assert (first.id, first.outcome, first.why) == (name, Outcome.REJECTED, Why.MALFORMED)
    assert second.outcome is Outcome.APPLIED
    assert maria.exchange(broken).verdicts[0].duplicate


def test_a_command_whose_bytes_were_altered_is_rejected_but_not_remembered(device: Make, city: City) -> None:
    maria = device("maria")
    entry = maria.entry(city.order(1), AddNote("n-1", "Two holes."))
    altered = Entry(entry.hash, entry.prev_hash, msgspec.Raw(bytes(entry.command).replace(b"Two", b"Ten")))
    (verdict,) = maria.exchange(altered).verdicts
    assert (verdict.outcome, verdict.why) == (Outcome.REJECTED, Why.MALFORMED)
    assert maria.exchange(entry).verdicts[0].outcome is Outcome.APPLIED


def test_a_command_waits_for_one_that_it_needs(device: Make, city: City) -> None:
    maria = device("maria")
    photo = a_photo(b"\xff\xd8\xff photo")
    first = maria.entry(city.order(1), photo)
    second = maria.entry(city.order(1), CloseOut("FILLED", photo_ids=(photo.photo_id,)), needs=(name_of(first),))
    (early,) = maria.exchange(second).verdicts
    assert (early.outcome, early.retry_after_s) == (Outcome.RETRY, 30)
    assert [v.outcome for v in maria.exchange(first, second).verdicts] == [Outcome.APPLIED, Outcome.APPLIED]
    assert city.order(1).status is Status.CLOSED


def test_a_command_is_held_with_one_that_it_needs(device: Make, city: City) -> None:
    maria, dan = device("maria"), device("dan")
    gone = replace(city.order(1), id=f"unknown-{city.tag}")
    photo = a_photo(b"\xff\xd8\xff photo")
    first = maria.entry(gone, photo)
    second = maria.entry(city.order(1), CloseOut("FILLED"), needs=(name_of(first),))
    held = maria.exchange(first, second).verdicts
    assert [(v.outcome, v.why) for v in held] == [
        (Outcome.HELD, Why.ORDER_UNKNOWN),
        (Outcome.HELD, Why.NEEDED_IS_HELD),
    ]
    assert city.order(1).status is Status.ASSIGNED
    raised = {c.review.id for c in dan.pull() if isinstance(c, ReviewChanged)}
    assert raised == {v.review_id for v in held}
    assert isinstance(maria.create_upload(photo), Answer), "its bytes are welcome all the same"


def test_a_job_that_goes_to_another_crew_leaves_with_a_reason(device: Make, city: City) -> None:
    maria, pete, sue = device("maria"), device("pete"), device("sue")
    assign(city, sue, 2, 8)
    (left,) = maria.pull()
    assert isinstance(left, Left)
    assert (left.order_id, left.reason, left.by, left.to) == (
        city.order_id(2),
        "assign",
        "Sue Park",
        city.crew(8),
    )
    (come,) = pete.pull()
    assert isinstance(come, OrderChanged)
    assert come.order.crew_id == city.crew(8)
    assign(city, sue, 2, 7)
    (back,) = maria.pull()
    assert isinstance(back, OrderChanged)


def test_closing_a_job_that_was_reassigned_is_held_until_a_person_decides(device: Make, city: City) -> None:
    maria, pete, sue = device("maria"), device("pete"), device("sue")
    seen = city.order(3)
    assign(city, sue, 3, 8)
    close = maria.entry(seen, CloseOut("FILLED"))
    (held,) = maria.exchange(close).verdicts
    assert (held.outcome, held.why, held.review_id) == (Outcome.HELD, Why.REASSIGNED, name_of(close))
    (review,) = [c.review for c in sue.pull() if isinstance(c, ReviewChanged)]
    assert (review.id, review.author_name, review.state) == (
        name_of(close),
        "Maria Lopez",
        ReviewState.WAITING,
    )
    decision = sue.entry(city.order(3), DecideReview(review.id, Choice.ACCEPT))
    assert sue.exchange(decision).verdicts[0].outcome is Outcome.APPLIED
    news = {type(change): change for change in maria.pull()}
    settled = news[VerdictChanged].verdict
    assert (settled.id, settled.outcome, settled.by) == (name_of(close), Outcome.APPLIED, "Sue Park")
    assert settled.receipt == held.receipt
    assert news[OrderChanged].order.status is Status.CLOSED
    assert [type(change) for change in pete.pull()] == [Left]
    assert maria.exchange(close).verdicts[0].outcome is Outcome.APPLIED


def test_a_value_that_the_office_changed_is_held_and_may_be_declined(device: Make, city: City, hub: HubProcess) -> None:
    maria, dan = device("maria"), device("dan")
    seen = city.order(4)
    hub.office.book.edit_order(seen.id, lambda order: replace(order, fields={"surface": "asphalt"}))
    entry = maria.entry(seen, SetField("surface", "concrete"))
    (held,) = maria.exchange(entry).verdicts
    assert (held.outcome, held.why) == (Outcome.HELD, Why.VALUE_CHANGED)
    assert (held.parts[0].base, held.parts[0].office, held.parts[0].field) == (None, "asphalt", "concrete")
    no = DecideReview(name_of(entry), Choice.SEND_BACK, "We asked the owner.")
    dan.exchange(dan.entry(city.order(4), no))
    (settled,) = [c.verdict for c in maria.pull() if isinstance(c, VerdictChanged)]
    assert (settled.outcome, settled.by, settled.reason) == (
        Outcome.DECLINED,
        "Dan Reed",
        "We asked the owner.",
    )
    assert city.order(4).fields == {"surface": "asphalt"}


def test_the_dispatcher_sends_a_closed_job_back(device: Make, city: City) -> None:
    maria, dan = device("maria"), device("dan")
    close = maria.entry(city.order(5), CloseOut("FILLED"))
    (verdict,) = maria.exchange(close).verdicts
    assert verdict.review_id == name_of(close)
    dan.exchange(dan.entry(city.order(5), DecideReview(name_of(close), Choice.SEND_BACK, "The photo is dark.")))
    (change,) = maria.pull()
    assert isinstance(change, OrderChanged)
    assert change.order.status is Status.ASSIGNED
    assert change.order.returned is not None
    assert (change.order.returned.by, change.order.returned.reason) == ("Dan Reed", "The photo is dark.")


def test_a_role_cannot_do_what_is_not_its_own(device: Make, city: City) -> None:
    maria = device("maria")
    (verdict,) = maria.exchange(maria.entry(city.order(1), Assign(city.crew(8), "a-x"))).verdicts
    assert (verdict.outcome, verdict.why) == (Outcome.REJECTED, Why.NOT_ALLOWED)


def test_news_comes_in_pages_and_only_the_latest_of_each_row(device: Make, city: City, hub: HubProcess) -> None:
    maria = device("maria")
    for number in (1, 2, 3, 1):
        hub.office.book.edit_order(city.order_id(number), lambda order: order)
    first = maria.exchange(limit=2)
    assert (len(first.changes), first.has_more, first.checkpoint) == (2, True, None)
    second = maria.exchange(limit=2)
    assert (len(second.changes), second.has_more) == (1, False)
    versions = {c.order.id: c.order.version for c in (*first.changes, *second.changes) if isinstance(c, OrderChanged)}
    assert versions == {city.order_id(1): 3, city.order_id(2): 2, city.order_id(3): 2}
    mine = (city.order(number) for number in range(1, 11))
    assert second.checkpoint == digest((o.id, o.version, o.assignment_id) for o in mine)
    assert maria.exchange().changes == ()


def test_a_bad_cursor_costs_no_verdict_and_says_what_is_wrong(device: Make, city: City) -> None:
    maria, pete = device("maria"), device("pete")
    for cursor, reason in (
        (None, "no-cursor"),
        ("AAAA", "foreign"),
        ("é!", "foreign"),
        (pete.cursor, "foreign"),
    ):
        maria.cursor = cursor
        reply = maria.exchange(maria.entry(city.order(1), AddNote(CLOCK.new_id(), "Hello.")))
        assert reply.verdicts[0].outcome is Outcome.APPLIED
        assert reply.resync is not None
        assert (reply.resync.reason, reply.changes, reply.cursor) == (reason, (), None)


def test_a_cursor_is_for_one_scope(device: Make, city: City) -> None:
    laptop = device("maria")
    laptop.sign_in(city.user("pete"))
    reply = laptop.exchange()
    assert reply.resync is not None
    assert reply.resync.reason == "scope-changed"


def test_desks_see_how_old_each_crews_picture_is(device: Make, city: City) -> None:
    maria, sue = device("maria"), device("sue")
    maria.exchange()
    assign(city, sue, 11, 7)
    by_crew = {line.crew_id: line for line in sue.exchange().presence}
    seven, eight = by_crew[city.crew(7)], by_crew[city.crew(8)]
    assert (seven.knows, seven.of, seven.live) == (10, 11, True)
    assert (eight.last_heard, eight.knows, eight.of, eight.live) == (None, 0, 1, False)
    maria.exchange()
    maria.exchange()
    assert {line.crew_id: line.knows for line in sue.exchange().presence}[city.crew(7)] == 11
    assert maria.exchange().presence == ()


def test_too_much_at_once_is_refused_whole(device: Make, city: City) -> None:
    maria = device("maria")
    order = city.order(1)
    many = [maria.entry(order, AddNote(CLOCK.new_id(), "x")) for _ in range(501)]
    heavy = [maria.entry(order, AddNote(CLOCK.new_id(), "x" * 150_000)) for _ in range(2)]
    for entries in (many, heavy):
        found = maria.try_exchange(entries)
        assert isinstance(found, Problem)
        assert (found.name, found.status) == ("too-large", 413)
    assert maria.exchange(heavy[0]).verdicts[0].outcome is Outcome.APPLIED, "a single one must get through"


def test_an_exchange_that_cannot_be_read_is_malformed(device: Make) -> None:
    maria = device("maria")
    for body in (b"", b"<html>", b"{}", b'{"device":1}', b'{"device":"\xff"}'):
        found = maria.call("POST", f"{BASE}/exchange", body)
        assert isinstance(found, Problem)
        assert (found.name, found.status) == ("malformed", 400)


def test_a_client_of_another_version_may_still_bring_its_work(device: Make, city: City) -> None:
    maria = device("maria")
    entry = maria.entry(city.order(1), StartWork())
    body = {"device": maria.id, "incarnation": "1", "cursor": maria.cursor, "commands": [entry]}
    old = {"Field-Sync-Version": "0"}
    found = maria.call("POST", f"{BASE}/exchange", msgspec.json.encode(body), old)
    assert isinstance(found, Answer)
    reply = msgspec.json.decode(found.body, type=Reply)
    assert reply.verdicts[0].outcome is Outcome.APPLIED
    assert (reply.changes, reply.cursor, reply.resync) == ((), None, None)
    refused = maria.call("GET", f"{BASE}/snapshot", headers=old)
    assert isinstance(refused, Problem)
    assert (refused.name, refused.status) == ("client-too-old", 426)


def test_a_restored_database_tells_the_fleet_to_begin_anew(device: Make, city: City, hub: HubProcess) -> None:
    maria = device("maria")
    hub.office.database.renew_epoch(CLOCK)
    reply = maria.exchange(maria.entry(city.order(1), StartWork()))
    assert reply.verdicts[0].outcome is Outcome.APPLIED
    assert reply.resync is not None
    assert reply.resync.reason == "epoch-changed"
    lines, end, _ = maria.snapshot()
    assert len(end.known_commands) == 1
    assert maria.exchange().resync is None
    assert len([line for line in lines if isinstance(line, OrderChanged)]) == 10


def test_a_photo_is_described_in_the_job_before_its_bytes_come(device: Make, city: City) -> None:
    maria = device("maria")
    photo = a_photo(b"\xff\xd8\xff bytes")
    assert isinstance(photo, AddPhoto)
    maria.exchange(maria.entry(city.order(1), photo))
    (kept,) = city.order(1).photos
    assert (kept.id, kept.sha256, kept.size, kept.stored) == (photo.photo_id, photo.sha256, photo.size, False)
