"""A snapshot fills an empty laptop, heals one that went astray, sends again what a restored hub has lost."""

import msgspec
import pytest
from msgspec.structs import replace

from sync.commands import AddPhoto, StartWork
from sync.orders import PhotoRole, Status, WorkOrder
from sync.states import CommandState
from sync.store import Query, Store
from sync.verdicts import Outcome
from sync.wire import OrderChanged, ReviewChanged, ServiceChanged, digest
from tests.builders import a_photo, a_service, an_order
from tests.sync.store.office import LIMITS, Office
from tests.sync.store.test_absorb import TestReviews


def test_it_brings_everything_and_a_cursor(store: Store, office: Office, order: WorkOrder) -> None:
    assert {line.id for line in store.orders()} == set(office.orders)
    assert (store.line.snapshot_due(), store.line.cursor()) == (None, "cursor-1")
    assert store.summary().first_sync_done


def test_one_bad_row_stops_no_other(store: Store, office: Office, order: WorkOrder) -> None:
    bad = b'{"kind":"order","order":{"id":7}}'
    raw = msgspec.json.encode(OrderChanged(order))
    store.line.snapshot_begin()
    store.line.snapshot_page([bad, raw, b"\xff"])
    store.line.snapshot_page([OrderChanged(each) for each in office.orders.values()])
    store.line.snapshot_end(office.end())
    assert len(store.orders()) == 3
    assert quarantined(store) == [bad, b"\xff"]
    store.line.set_aside("change", b"{}", "no kind")
    assert quarantined(store)[-1] == b"{}"


def quarantined(store: Store) -> list[bytes]:
    with store._inside.database.read() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT bytes FROM quarantine ORDER BY id")]


def test_rows_that_it_did_not_bring_go_unless_work_is_pending(store: Store, office: Office, order: WorkOrder) -> None:
    pending, gone, _ = office.orders
    store.record(pending, StartWork())
    office.orders = {id_: each for id_, each in office.orders.items() if id_ not in (pending, gone)}
    change = office.snapshot(store)
    assert change.orders >= {pending, gone}
    assert store.order(gone) is None
    view = store.order(pending)
    assert view is not None
    assert view.left is not None
    assert view.order.status is Status.STARTED
    assert {notice.order_id for notice in store.notices()} == {pending, gone}


def test_reference_rows_and_reviews_that_it_did_not_bring_go(store: Store, office: Office, order: WorkOrder) -> None:
    review = TestReviews().review(order)
    office.snapshot(
        store,
        [ServiceChanged(a_service("pothole")), ServiceChanged(a_service("sign")), ReviewChanged(review)],
    )
    assert [service.code for service in store.services()] == ["pothole", "sign"]
    office.snapshot(store, [msgspec.json.encode(ServiceChanged(a_service("sign")))])
    assert [service.code for service in store.services()] == ["sign"]
    assert store.reviews() == ()


def test_one_that_does_not_fit_its_checkpoint_is_taken_again(store: Store, office: Office) -> None:
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply(checkpoint=digest(())), 2_000.0)
    missing = an_order()
    end = office.end()
    end = replace(
        end, checkpoint=digest((o.id, o.version, o.assignment_id) for o in (*office.orders.values(), missing))
    )
    for due in ("checkpoint", None):  # the second time it is believed: no laptop asks for ever
        store.line.snapshot_begin()
        store.line.snapshot_page([OrderChanged(each) for each in office.orders.values()])
        store.line.snapshot_end(end)
        assert store.line.snapshot_due() == due
    assert len(store.orders()) == 3


def test_one_that_broke_off_goes_on_behind_its_mark(store: Store, office: Office) -> None:
    first, *others = office.orders.values()
    assert store.line.snapshot_begin() is None
    store.line.snapshot_page([OrderChanged(first)], mark=first.id)
    assert store.line.snapshot_begin(anew=False) == first.id
    store.line.snapshot_page([OrderChanged(each) for each in others])
    store.line.snapshot_end(office.end())
    assert len(store.orders()) == 3
    assert store.line.snapshot_begin(anew=False) is None


class TestRestoredHub:
    def test_what_it_lost_is_sent_again_and_stays_visible(self, store: Store, office: Office, order: WorkOrder) -> None:
        backup = dict(office.orders)
        store.record(order.id, StartWork())
        office.sync(store)
        assert store.outbox()[0].state is CommandState.SETTLED
        office.orders, office.known = backup, {}
        office.snapshot(store)
        view = store.order(order.id)
        assert view is not None
        assert (view.copy.version, view.order.status) == (order.version, Status.STARTED)
        (item,) = store.outbox()
        assert (item.state, item.verdict) == (CommandState.QUEUED, None)
        assert not item.can_undo
        office.sync(store)
        assert store.outbox()[0].state is CommandState.SETTLED

    def test_what_it_knows_is_not(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.record(order.id, StartWork())
        office.sync(store)
        office.snapshot(store)
        assert store.outbox()[0].state is CommandState.SETTLED

    def test_what_it_knows_settles_also_where_it_counts_versions_anew(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        """A late repeat reached the restored hub before the laptop heard of the restore."""
        store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        (verdict,) = office.judge(request)
        store.line.absorb(request, office.reply([replace(verdict, version=order.version + 40)]))
        assert store.outbox()[0].state is CommandState.APPLIED
        office.snapshot(store)
        assert store.outbox()[0].state is CommandState.SETTLED

    @pytest.mark.parametrize(
        ("heard", "now", "stays"),
        [
            (Outcome.HELD, Outcome.APPLIED, CommandState.HELD),
            (Outcome.APPLIED, Outcome.HELD, CommandState.SETTLED),
            (Outcome.DECLINED, Outcome.APPLIED, CommandState.DECLINED),
        ],
    )
    def test_what_another_copy_of_it_had_judged_otherwise_is_asked_again(
        self, store: Store, office: Office, order: WorkOrder, heard: Outcome, now: Outcome, stays: CommandState
    ) -> None:
        store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        (applied,) = office.judge(request)
        said = replace(applied, outcome=heard)
        store.line.absorb(request, office.reply([said], [OrderChanged(office.orders[order.id])]))
        assert store.outbox()[0].state is stays
        office.snapshot(store)  # a hub that does not say how it judged
        office.not_applied = {} if heard is Outcome.APPLIED else {applied.id: heard}
        office.snapshot(store)
        assert store.outbox()[0].state is stays
        office.not_applied = {} if now is Outcome.APPLIED else {applied.id: now}
        office.snapshot(store)
        (item,) = store.outbox()
        assert (item.state, item.can_undo) == (CommandState.QUEUED, False)
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply([replace(applied, outcome=now)]))
        wanted = CommandState.SETTLED if now is Outcome.APPLIED else CommandState.HELD
        assert store.outbox()[0].state is wanted
        office.snapshot(store)
        assert store.outbox()[0].state is wanted

    @pytest.mark.parametrize("announced", [True, False])
    def test_photos_go_up_again(self, store: Store, office: Office, order: WorkOrder, announced: bool) -> None:
        added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        office.sync(store)
        body = store.outbox()[0].command.body
        assert isinstance(body, AddPhoto)
        store.line.stored(added.photo_id, body.sha256, 1)
        if not announced:
            office.orders[order.id], office.known = order, {}
        office.snapshot(store)
        assert (store.line.next_upload() is not None) is announced
        office.sync(store)
        upload = store.line.next_upload()
        assert upload is not None
        assert upload.url is None
        assert store.orders(Query(text=order.number))[0].photos.missing == 1

    def test_what_it_has_stored_stays_stored(self, store: Store, office: Office, order: WorkOrder) -> None:
        added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        office.sync(store)
        body = store.outbox()[0].command.body
        assert isinstance(body, AddPhoto)
        store.line.stored(added.photo_id, body.sha256, 1)
        office.stored = {added.photo_id}
        office.snapshot(store)
        assert store.order(order.id).photos[0].state == "stored"  # type: ignore[union-attr]
