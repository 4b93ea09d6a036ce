"""The whole scope at once: a first sync, and the way back from a bad cursor."""

import re
from collections.abc import Callable

import zstandard

from sync.commands import AddNote, CloseOut, StartWork
from sync.verdicts import Outcome
from sync.wire import (
    BASE,
    Answer,
    CrewChanged,
    OrderChanged,
    PhotoStored,
    ReviewChanged,
    ServiceChanged,
    VerdictChanged,
    digest,
)
from tests.contract.device import Device, a_photo, name_of
from tests.contract.hub_process import City, HubProcess

Make = Callable[..., Device]


def order_ids(lines: list[object]) -> list[str]:
    return [line.order.id for line in lines if isinstance(line, OrderChanged)]


def test_a_crew_gets_its_jobs_by_id_and_the_tables(device: Make, city: City) -> None:
    lines, end, _ = device("maria").snapshot()
    assert order_ids(lines) == [city.order_id(number) for number in range(1, 11)]
    assert {type(line) for line in lines} == {OrderChanged, CrewChanged, ServiceChanged}
    mine = (city.order(number) for number in range(1, 11))
    assert end.checkpoint == digest((o.id, o.version, o.assignment_id) for o in mine)
    assert (end.known_commands, end.stored_photos, end.presence) == ((), (), ())


def test_a_desk_gets_all_jobs_and_the_reviews(device: Make, city: City) -> None:
    maria = device("maria")
    maria.exchange(maria.entry(city.order(1), CloseOut("FILLED")))
    lines, end, _ = device("dan").snapshot()
    assert {city.order_id(1), city.order_id(12)} <= set(order_ids(lines))
    assert city.order_id(1) in {line.review.order_id for line in lines if isinstance(line, ReviewChanged)}
    assert city.crew(7) in {line.crew_id for line in end.presence}


def test_the_end_says_what_the_hub_has_of_this_device_and_person(device: Make, city: City) -> None:
    maria = device("maria")
    content = b"\xff\xd8\xff content"
    photo = a_photo(content)
    announced, note = maria.entry(city.order(1), photo), maria.entry(city.order(1), AddNote("n-1", "x"))
    maria.exchange(announced, note)
    maria.send_chunk(f"{BASE}/uploads/{photo.photo_id}", 0, content)
    lines, end, _ = maria.snapshot()
    assert set(end.known_commands) == {name_of(announced), name_of(note)}
    assert end.stored_photos == (photo.photo_id,)
    assert [line.photo_id for line in lines if isinstance(line, PhotoStored)] == [photo.photo_id]
    assert not [line for line in lines if isinstance(line, VerdictChanged)]
    copied = device("maria").snapshot()[1]  # as on a copy of her disk, which is another device
    assert (copied.known_commands, copied.stored_photos) == (end.known_commands, end.stored_photos)
    others = device("dan").snapshot()[1]
    assert (others.known_commands, others.stored_photos) == ((), ())


def test_the_end_says_what_was_not_applied(device: Make, city: City) -> None:
    maria, pete = device("maria"), device("pete")
    gone = city.order(11)  # pete's, so what she does on it waits for a person
    done, held = maria.entry(city.order(1), StartWork()), maria.entry(gone, StartWork())
    outcomes = [verdict.outcome for verdict in maria.exchange(done, held).verdicts]
    assert outcomes == [Outcome.APPLIED, Outcome.HELD]
    assert maria.snapshot()[1].not_applied == {name_of(held): Outcome.HELD}
    assert device("maria").snapshot()[1].not_applied == {name_of(held): Outcome.HELD}
    assert pete.snapshot()[1].not_applied == {}


def test_the_cursor_of_a_snapshot_goes_on_where_it_was_taken(device: Make, city: City, hub: HubProcess) -> None:
    maria = device("maria")
    assert maria.exchange().changes == ()
    hub.office.book.edit_order(city.order_id(2), lambda order: order)
    assert [type(change) for change in maria.exchange().changes] == [OrderChanged]


def test_a_broken_stream_goes_on_after_the_last_row(device: Make, city: City, hub: HubProcess) -> None:
    maria = device("maria")
    whole, end, watermark = maria.snapshot()
    rest, same_end, same = maria.snapshot(f"?after={city.order_id(6)}&watermark={watermark}")
    assert same == watermark
    assert order_ids(rest) == order_ids(whole)[6:]
    assert (same_end.cursor, same_end.checkpoint) == (end.cursor, end.checkpoint)


def test_when_something_changed_meanwhile_the_stream_begins_anew(device: Make, city: City, hub: HubProcess) -> None:
    maria = device("maria")
    whole, _, watermark = maria.snapshot()
    hub.office.book.edit_order(city.order_id(2), lambda order: order)
    again, _, other = maria.snapshot(f"?after={city.order_id(6)}&watermark={watermark}")
    assert other != watermark
    assert order_ids(again) == order_ids(whole)


def untimed(snapshot: bytes) -> list[bytes]:
    """Its lines, without the time at its end."""
    *lines, end = snapshot.splitlines()
    return [*lines, re.sub(rb'"server_time":"[^"]*"', b"", end)]


def test_a_snapshot_is_packed_where_that_is_understood(device: Make, city: City) -> None:
    maria = device("maria")
    plain = maria.call("GET", f"{BASE}/snapshot", headers={"Accept-Encoding": "identity"})
    nonce = {"Field-Sync-Nonce": "n", "Accept-Encoding": "zstd"}
    assert maria.grant is not None
    token = {"Authorization": f"Bearer {maria.grant.access_token}"}
    with maria.http.get(f"{maria.url}{BASE}/snapshot", headers={**nonce, **token}, stream=True, timeout=20) as found:
        assert found.headers["Content-Encoding"] == "zstd"
        packed = found.raw.read(decode_content=False)
    assert isinstance(plain, Answer)
    assert untimed(zstandard.ZstdDecompressor().decompressobj().decompress(packed)) == untimed(plain.body)
    assert len(packed) < len(plain.body) / 2
