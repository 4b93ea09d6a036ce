"""Whoever signs in sees their own scope; what another has not sent yet waits for them, its author kept."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.commands import SetField, StartWork, opened
from sync.orders import Person, Role, Status, WorkOrder
from sync.store import Query, Store, StoreProblem
from sync.wire import Grant, OrderChanged
from tests.builders import ANA, KEY, StillClock
from tests.sync.store.office import LIMITS, Office, grant

BEN = Person("p-ben", "Ben Ito", Role.CREW, "crew-14")


def sign_in(store: Store, person: Person) -> None:
    store.sign_in("http://hub.test", "hub-1", grant(person))


def test_who_works_here_survives_signing_out(store: Store, order: WorkOrder) -> None:
    account = store.account()
    assert account is not None
    assert (account.person, account.device, account.signed_out) == (ANA, store.device, False)
    store.line.set_tokens("newer", "newest")
    assert store.account() == replace(account, access_token="newer", refresh_token="newest")
    store.record(order.id, StartWork())
    assert store.sign_out().account
    assert store.account() == replace(account, access_token="", refresh_token="", signed_out=True)
    assert store.record(order.id, StartWork()).command_id
    assert store.summary().on_laptop == 2


def test_signing_out_takes_the_copies_but_those_with_work_on_them(
    store: Store, office: Office, order: WorkOrder
) -> None:
    store.record(order.id, StartWork())
    store.sign_out()
    assert [line.id for line in store.orders()] == [order.id]
    assert store.line.snapshot_due() is not None
    sign_in(store, ANA)
    office.snapshot(store)
    assert len(store.orders()) == 3
    assert store.summary().on_laptop == 1


def test_another_person_sees_nothing_of_the_first_ones_scope(store: Store, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    sign_in(store, BEN)
    assert store.orders(Query(show="all")) == ()
    assert store.orders(Query(text="pothole")) == ()
    assert (store.order(order.id), store.lines([order.id])) == (None, ())
    assert (store.line.cursor(), store.line.snapshot_due()) == (None, "no-cursor")
    (item,) = store.outbox()
    assert (item.mine, item.why_waiting, item.can_undo) == (False, "WAIT-OTHER-PERSON", False)
    assert (store.summary().on_laptop, store.summary().others_wait) == (0, True)
    assert (store.line.request(LIMITS, 0.0).commands, store.line.waiting()) == ((), False)


def test_work_goes_up_under_its_author_and_no_other(store: Store, office: Office, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    sign_in(store, BEN)
    office.snapshot(store)
    view = store.order(order.id)
    assert view is not None
    assert (view.order.status, view.commands) == (Status.ASSIGNED, ())
    store.record(order.id, StartWork())
    assert [opened(entry).author for entry in store.line.request(LIMITS, 0.0).commands] == [BEN.id]
    sign_in(store, ANA)
    assert [line.id for line in store.orders()] == [order.id]  # her own work stays in sight
    office.snapshot(store)
    assert store.order(order.id).order.status is Status.STARTED  # type: ignore[union-attr]
    assert [opened(entry).author for entry in store.line.request(LIMITS, 0.0).commands] == [ANA.id]


def test_a_job_with_anothers_work_stays_for_them(store: Store, office: Office, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    sign_in(store, BEN)
    office.orders = {}
    office.snapshot(store)
    assert store.orders(Query(show="all")) == ()
    sign_in(store, ANA)
    (line,) = store.orders()
    assert (line.id, line.status) == (order.id, Status.STARTED)


def test_what_anothers_snapshot_proves_taken_stays_in_sight_of_its_author(
    store: Store, office: Office, order: WorkOrder
) -> None:
    store.record(order.id, StartWork())
    request = store.line.request(LIMITS, 0.0)
    store.line.absorb(request, office.reply(office.judge(request)))  # taken; the changed row is still to come
    store.record(order.id, SetField("surface", "Filled"))
    sign_in(store, BEN)
    office.orders = {}  # all that the hub has for him
    office.snapshot(store)
    sign_in(store, ANA)
    view = store.order(order.id)
    assert view is not None
    assert view.order.status is Status.STARTED


def test_another_crew_of_the_same_person_shows_at_once(store: Store, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    sign_in(store, replace(ANA, name="Ana Ruiz-Lopez"))
    history = store.order(order.id).order.history  # type: ignore[union-attr]
    assert history[-1].by == "Ana Ruiz-Lopez"


def test_work_for_one_hub_is_never_sent_to_another(store: Store, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    with pytest.raises(StoreProblem, match="STORE-OTHER-HUB"):
        store.sign_in("http://elsewhere.test", "hub-2", Grant("a", "r", 600, ANA))
    assert store.account().server_id == "hub-1"  # type: ignore[union-attr]


def test_work_that_is_handed_over_goes_up_as_its_authors_and_no_later_work_of_theirs(
    store: Store, order: WorkOrder
) -> None:
    first = store.record(order.id, StartWork()).command_id
    sign_in(store, BEN)
    assert store.hand_over("p-nobody").outbox is False
    assert (store.outbox()[0].handed_over, store.outbox()[0].why_waiting) == (False, "WAIT-OTHER-PERSON")
    store.hand_over(ANA.id)
    assert (store.outbox()[0].handed_over, store.outbox()[0].why_waiting) == (True, "WAIT-LINE")
    assert store.line.waiting()
    request = store.line.request(LIMITS, 0.0)
    assert [(opened(entry).id, opened(entry).author) for entry in request.commands] == [(first, ANA.id)]
    store.line.no_answer(request, "NET-CUT")
    sign_in(store, ANA)
    store.line.no_answer(store.line.request(LIMITS, 0.0), "NET-CUT")
    assert store.outbox()[0].handed_over is False  # one's own
    later = store.record(store.orders(Query(show="all"))[0].id, StartWork()).command_id
    sign_in(store, BEN)
    waits = {item.command.id: (item.handed_over, item.why_waiting) for item in store.outbox()}
    assert waits == {first: (True, "NET-CUT"), later: (False, "WAIT-OTHER-PERSON")}
    sent = [opened(entry).id for entry in store.line.request(LIMITS, 0.0).commands]
    assert first in sent
    assert later not in sent


class TestAnAnswerThatComesAfterTheNextPersonHasSignedIn:
    """The engine waits for it in a thread of its own, while the next shift signs in in the window."""

    def test_brings_the_next_one_nothing_of_the_first_ones_and_the_work_waits_on(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        recorded = store.record(order.id, StartWork())
        line, request = store.line, store.line.request(LIMITS, 0.0)
        sign_in(store, BEN)
        reply = office.reply(office.judge(request), [OrderChanged(office.orders[order.id])])
        with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
            line.absorb(request, reply)
        assert (store.line.cursor(), store.orders(Query(show="all"))) == (None, ())
        sign_in(store, ANA)
        office.snapshot(store)
        again = store.line.request(LIMITS, 0.0)
        assert again.commands == request.commands
        store.line.absorb(again, office.reply(office.judge(again)))
        (item,) = store.outbox()
        assert (item.command.id, item.state) == (recorded.command_id, "settled")

    def test_neither_does_the_rest_of_a_snapshot(self, store: Store, office: Office) -> None:
        line = store.line
        line.snapshot_begin()
        sign_in(store, BEN)
        with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
            line.snapshot_page([OrderChanged(order) for order in office.orders.values()])
        with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
            line.snapshot_end(office.end())
        assert (store.orders(Query(show="all")), store.line.snapshot_due()) == ((), "no-cursor")

    def test_a_photo_that_was_fetched_for_the_first_one_is_gone_by_the_next_start(
        self, folder: Path, store: Store, clock: StillClock, order: WorkOrder
    ) -> None:
        store.want_photo("photo-1", order.id, "thumb")
        line = store.line
        sign_in(store, BEN)
        with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
            line.downloaded("photo-1", "thumb", b"jpeg")
        store.close()
        Store.open(folder, KEY, clock).close()
        assert list((folder / "downloads").iterdir()) == []

    def test_nor_the_first_ones_tokens(self, store: Store) -> None:
        line = store.line
        store.sign_in("http://hub.test", "hub-1", Grant("ben's", "ben's own", 600, BEN))
        with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
            line.set_tokens("ana's", "ana's own")
        account = store.account()
        assert account is not None
        assert (account.person, account.access_token) == (BEN, "ben's")

    def test_nobody_is_signed_in_again_by_a_late_token(self, store: Store) -> None:
        line = store.line
        store.sign_out()
        with pytest.raises(StoreProblem, match="STORE-NOT-SIGNED-IN"):
            line.set_tokens("newer", "newest")
        account = store.account()
        assert account is not None
        assert account.signed_out
