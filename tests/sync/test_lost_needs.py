"""A command may need one that damage took from the laptop for ever: nothing waits for what will never come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.bodies import Exchanged
from sync.commands import AddNote, CloseOut, opened
from sync.orders import PhotoRole, Status
from sync.seal import new_pair
from sync.server.recover import recover
from sync.states import CommandState, Place
from sync.store import Store
from sync.verdicts import Outcome
from sync.wire import Grant, Limits
from tests.sync.city import KEY, City, a_photo

ORDER = "o-0001"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    city = City(tmp_path)
    city.settle()
    yield city
    city.close()


def closed_offline(city: City) -> tuple[str, str, str]:
    """A job closed with a photo, and a note after it; the ids of the photo's and the closing's command, the digest."""
    photo = a_photo()
    added = city.store.add_photo(ORDER, PhotoRole.AFTER, photo)
    closing = city.store.record(ORDER, CloseOut("fixed", 25, photo_ids=(added.photo_id,)))
    city.store.record(ORDER, AddNote("n-1", "Cone left on site"))
    return added.command_id, closing.command_id, photo.sha256


def loses(city: City, command_id: str) -> None:
    """The page with that command no longer opens, and the spare is gone: what a salvage is left with."""
    with city.store._inside.write("damage") as writing:
        for trigger in ("outbox_kept", "photos_kept"):
            writing.connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        writing.connection.exec_driver_sql("DELETE FROM photos WHERE command_id = ?", (command_id,))
        writing.connection.exec_driver_sql("DELETE FROM outbox WHERE id = ?", (command_id,))
    city.store.close()
    (city.folder / "laptop" / "fieldapp.spare").unlink()
    city.store = Store.open(city.folder / "laptop", KEY, city.clock)
    city.restart()


def all_is_at_the_hub(city: City, sha256: str) -> None:
    order = city.hub.book.order(ORDER)
    assert order is not None
    assert order.status is Status.CLOSED
    assert [note.text for note in order.notes] == ["Cone left on site"]
    assert city.hub.blobs.has(sha256)
    assert {item.state for item in city.store.outbox()} == {CommandState.SETTLED}
    view = city.store.order(ORDER)
    assert view is not None
    assert view.place is Place.IN_CRM


def test_a_closing_whose_photo_was_taken_up_again_under_a_new_command_settles(city: City) -> None:
    lost, _, sha256 = closed_offline(city)
    loses(city, lost)
    assert lost not in {item.command.id for item in city.store.outbox()}
    city.settle()
    all_is_at_the_hub(city, sha256)


def test_what_the_hub_got_before_the_damage_is_met_there(city: City) -> None:
    added = city.store.add_photo(ORDER, PhotoRole.AFTER, photo := a_photo())
    city.settle()
    city.store.record(ORDER, CloseOut("fixed", 25, photo_ids=(added.photo_id,)))
    city.store.record(ORDER, AddNote("n-1", "Cone left on site"))
    loses(city, added.command_id)
    city.settle()
    all_is_at_the_hub(city, photo.sha256)


def test_a_need_that_is_only_late_is_waited_for(city: City) -> None:
    """Nobody says that it is lost: the closing is put off until the photo's command is there."""
    closed_offline(city)
    request = city.store.line.request(Limits(), 0.0)
    assert request.lost == ()
    account = city.store.account()
    assert account is not None
    without_photo = replace(request, commands=request.commands[1:])
    answer = city.crm.exchange(without_photo, account.access_token)
    assert isinstance(answer, Exchanged)
    assert [verdict.outcome for verdict in answer.reply.verdicts] == [Outcome.RETRY, Outcome.RETRY]
    lost = opened(request.commands[0]).id
    answer = city.crm.exchange(replace(without_photo, lost=(lost,)), account.access_token)
    assert isinstance(answer, Exchanged)
    assert Outcome.RETRY not in {verdict.outcome for verdict in answer.reply.verdicts}


def test_a_photo_whose_command_nobody_can_read_holds_nothing_up(city: City) -> None:
    unreadable, _, _ = closed_offline(city)
    with city.store._inside.write("damage") as writing:
        writing.connection.exec_driver_sql("DROP TRIGGER outbox_never_changes")
        writing.connection.exec_driver_sql("UPDATE outbox SET bytes = x'7b7d' WHERE id = ?", (unreadable,))
    city.restart()
    for _ in range(20):
        city.clock.pass_s(city.engine.step().wait_s)
    order = city.hub.book.order(ORDER)
    assert order is not None
    assert order.status is Status.CLOSED
    assert [note.text for note in order.notes] == ["Cone left on site"]


def test_a_sealed_closing_whose_photo_was_lost_is_brought_in_all_the_same(city: City) -> None:
    private, public = new_pair()
    city.hub.set_recovery_key(public)
    grant = city.crm.sign_in("maria", "secret", city.store.device)
    assert isinstance(grant, Grant)
    city.store.sign_in("http://hub.test", city.hub.well_known().server_id, grant)
    lost, closing, sha256 = closed_offline(city)
    loses(city, lost)
    sealed = city.store.seal_unsent()
    assert sealed is not None
    found = recover(city.hub, sealed, private)
    assert found.troubles == []
    assert closing in {row.id for row in city.hub.book.log()}
    order = city.hub.book.order(ORDER)
    assert order is not None
    assert order.status is Status.CLOSED
    assert city.hub.blobs.has(sha256)
