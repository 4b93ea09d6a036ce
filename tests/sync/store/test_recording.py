"""What a person does is on the disk when `record` returns, with what they saw; undone until it is sent."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.commands import (
    AddNote,
    AddPhoto,
    CloseOut,
    Entry,
    SetField,
    StartWork,
    TickItem,
    chained,
    opened,
)
from sync.journal import origin
from sync.orders import PhotoRole, Status, WorkOrder
from sync.states import CommandState, Place
from sync.store import Change, Query, Store, StoreProblem
from sync.wire import OrderChanged
from tests.builders import ANA, KEY, StillClock, a_photo
from tests.sync.store.office import LIMITS, Office, a_store


def sent(store: Store) -> tuple[Entry, ...]:
    return store.line.request(LIMITS, 0.0).commands


def test_what_was_recorded_is_seen_at_once(store: Store, order: WorkOrder) -> None:
    heard: list[Change] = []
    store.listen(heard.append)
    recorded = store.record(order.id, CloseOut("repaired", 25, 3, "Two bags.", "note-1", {"surface": "Needs paving"}))
    view = store.order(order.id)
    assert view is not None
    assert view.order.status is Status.CLOSED
    assert view.order.fields == {"surface": "Needs paving"}
    assert view.order.notes[0].text == "Two bags."
    assert view.copy == order
    assert view.place is Place.ON_LAPTOP
    assert [line.id for line in store.orders(Query(show="done"))] == [order.id]
    assert recorded.change == Change(orders=frozenset({order.id}), outbox=True)
    assert heard == [recorded.change]


def test_a_command_carries_what_its_author_saw_which_includes_their_own_unsent_work(
    store: Store, order: WorkOrder
) -> None:
    store.record(order.id, SetField("surface", "Needs paving"))
    store.record(order.id, SetField("surface", "Utility cut"))
    store.record(order.id, TickItem("cones", True))
    commands = [opened(entry) for entry in sent(store)]
    assert [command.base for command in commands] == [
        {"fields.surface": "Edges sealed"},
        {"fields.surface": "Needs paving"},
        {"ticks.cones": False},
    ]
    assert {command.assignment_id for command in commands} == {order.assignment_id}
    assert {command.author for command in commands} == {ANA.id}
    assert [command.seq for command in commands] == [1, 2, 3]


def test_commands_form_a_chain_over_a_restart(folder: Path, store: Store, clock: StillClock, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    store.close()
    again = Store.open(folder, KEY, clock)
    again.record(order.id, AddNote("n", "later"))
    first, second = sent(again)
    again.close()
    assert first.prev_hash == origin(store.device)
    assert second.prev_hash == first.hash
    assert second.hash == chained(first.hash, bytes(second.command))


def test_a_close_out_needs_the_announcements_of_its_photos(store: Store, order: WorkOrder) -> None:
    photo = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    other = store.record(order.id, AddNote("n", "x"))
    store.record(order.id, CloseOut("repaired", photo_ids=(photo.photo_id, "unknown")), needs=[other.command_id])
    assert opened(sent(store)[-1]).needs == (other.command_id, photo.command_id)


def test_a_photo_is_its_command_its_row_and_its_files(store: Store, order: WorkOrder, folder: Path) -> None:
    prepared = a_photo()
    added = store.add_photo(order.id, PhotoRole.AFTER, prepared)
    view = store.order(order.id)
    assert view is not None
    assert [(photo.photo_id, photo.state) for photo in view.photos] == [(added.photo_id, "saved")]
    assert view.order.photos[-1].sha256 == prepared.sha256
    assert (view.line.photos.own, view.line.photos.missing) == (1, 1)
    assert store.photo_bytes(added.photo_id) == prepared.jpeg
    assert store.photo_bytes(added.photo_id, "thumb") == prepared.thumbnail
    body = opened(sent(store)[0]).body
    assert isinstance(body, AddPhoto)
    assert (body.size, body.width_px) == (len(prepared.jpeg), 800)
    assert added.change.photos == {added.photo_id}


def test_a_photo_whose_commit_never_came_is_taken_up_again(folder: Path, office: Office, order: WorkOrder) -> None:
    class PowerCut(Exception):
        pass

    def cut(step: str) -> None:
        if step == "add_photo.before_commit":
            raise PowerCut

    a_store(folder).close()
    store = Store.open(folder, KEY, StillClock(), cut)
    office.snapshot(store)
    prepared = a_photo()
    with pytest.raises(PowerCut):
        store.add_photo(order.id, PhotoRole.AFTER, prepared)
    assert store.outbox() == ()
    store.close()
    again = Store.open(folder, KEY, StillClock())
    (item,) = again.outbox()
    view = again.order(order.id)
    again.close()
    assert isinstance(item.command.body, AddPhoto)
    assert item.command.body.sha256 == prepared.sha256
    assert view is not None
    assert len(view.photos) == 1


def test_a_photo_for_a_job_that_is_gone_leaves_nothing_behind(store: Store, folder: Path) -> None:
    with pytest.raises(StoreProblem, match="STORE-NO-ORDER"):
        store.add_photo("nowhere", PhotoRole.AFTER, a_photo())
    assert list((folder / "photos").iterdir()) == []


def test_nobody_signed_in_or_no_such_job_is_said(folder: Path, store: Store) -> None:
    with pytest.raises(StoreProblem, match="STORE-NO-ORDER"):
        store.record("nowhere", StartWork())
    fresh = a_store(folder.with_name("fresh"), person=None)
    with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
        fresh.record("nowhere", StartWork())
    fresh.close()


def test_a_close_out_is_based_on_what_was_seen_when_its_answers_were_given(
    store: Store, office: Office, order: WorkOrder
) -> None:
    moved = replace(order, version=order.version + 1, fields={"surface": "Utility cut"})
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), [OrderChanged(moved)]))
    store.record(order.id, CloseOut("repaired", fields={"surface": "Needs paving"}), seen={"surface": "Edges sealed"})
    (item,) = store.outbox()
    assert item.command.base == {"status": "assigned", "fields.surface": "Edges sealed"}


class TestUndo:
    def test_what_was_never_sent_is_taken_back(self, store: Store, order: WorkOrder) -> None:
        recorded = store.record(order.id, CloseOut("repaired"))
        (item,) = store.outbox()
        assert item.can_undo
        assert store.withdraw(recorded.command_id).orders == {order.id}
        view = store.order(order.id)
        assert view is not None
        assert view.order == order
        assert (view.place, view.commands, store.outbox(), sent(store)) == (None, (), (), ())

    def test_what_may_have_been_sent_is_not(self, store: Store, order: WorkOrder) -> None:
        recorded = store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        store.line.no_answer(request, "NET-TIMEOUT")
        assert not store.outbox()[0].can_undo
        with pytest.raises(StoreProblem, match="STORE-UNDO-LATE"):
            store.withdraw(recorded.command_id)

    @pytest.mark.parametrize("code", ["NET-REFUSED", "NET-DNS"])
    def test_what_could_not_be_sent_still_is(self, store: Store, order: WorkOrder, code: str) -> None:
        recorded = store.record(order.id, StartWork())
        for _ in range(2):
            store.line.no_answer(store.line.request(LIMITS, 0.0), code)
        assert store.outbox()[0].can_undo
        store.withdraw(recorded.command_id)
        assert sent(store) == ()

    def test_a_try_that_may_have_arrived_is_not_forgotten_for_a_later_one(self, store: Store, order: WorkOrder) -> None:
        store.record(order.id, StartWork())
        for code in ("NET-REFUSED", "NET-TIMEOUT", "NET-REFUSED"):
            store.line.no_answer(store.line.request(LIMITS, 0.0), code)
        assert not store.outbox()[0].can_undo

    def test_nor_what_later_work_builds_on(self, store: Store, order: WorkOrder) -> None:
        first = store.record(order.id, SetField("surface", "Needs paving"))
        second = store.record(order.id, SetField("surface", "Utility cut"))
        store.record(order.id, AddNote("n", "a note builds on nothing"))
        assert [item.can_undo for item in store.outbox()] == [True, True, False]
        with pytest.raises(StoreProblem, match="STORE-UNDO-LATE"):
            store.withdraw(first.command_id)
        store.withdraw(second.command_id)
        store.withdraw(first.command_id)

    def test_nor_a_photo_nor_what_is_not_there(self, store: Store, order: WorkOrder) -> None:
        added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        with pytest.raises(StoreProblem, match="STORE-UNDO-LATE"):
            store.withdraw(added.command_id)
        with pytest.raises(StoreProblem, match="STORE-NO-COMMAND"):
            store.withdraw("nothing")


def test_a_draft_is_kept_until_the_job_is_closed(
    folder: Path, store: Store, clock: StillClock, order: WorkOrder
) -> None:
    form: dict[str, object] = {"code": "repaired", "minutes": 20, "photos": ["p1"]}
    store.save_draft(order.id, {"code": "x"})
    store.save_draft(order.id, form)
    store.close()
    again = Store.open(folder, KEY, clock)
    view = again.order(order.id)
    assert view is not None
    assert again.draft(order.id) == view.draft == form
    again.record(order.id, CloseOut("repaired"))
    assert again.draft(order.id) is None
    again.save_draft(order.id, form)
    again.drop_draft(order.id)
    assert again.draft(order.id) is None
    again.close()


def test_why_something_waits_is_said(store: Store, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    assert store.outbox()[0].why_waiting == "WAIT-LINE"
    request = store.line.request(LIMITS, 0.0)
    assert (store.outbox()[0].state, store.outbox()[0].why_waiting) == (CommandState.SENDING, "WAIT-ANSWER")
    store.line.no_answer(request, "NET-NOT-THE-HUB")
    assert store.outbox()[0].why_waiting == "NET-NOT-THE-HUB"
    store.sign_out()
    assert store.outbox()[0].why_waiting == "WAIT-SIGN-IN"
    assert store.attempts()[0].code == "NET-NOT-THE-HUB"
