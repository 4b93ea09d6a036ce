"""What I entered stays on the screen from save to settled, whatever the line does; a verdict counts once."""

import pytest
from msgspec.structs import replace

from sync.commands import AddNote, AddPhoto, Choice, CloseOut, DecideReview, SetField, StartWork, opened
from sync.orders import PhotoRole, Status, WorkOrder
from sync.states import CommandState, Place
from sync.store import Change, Query, Store
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState, Role, Verdict, Why
from sync.wire import (
    Checkpoint,
    Left,
    OrderChanged,
    PhotoStored,
    Presence,
    Reply,
    Resync,
    ReviewChanged,
    VerdictChanged,
    digest,
)
from tests.builders import a_photo, an_order
from tests.sync.store.office import LIMITS, Office


def status(store: Store, order: WorkOrder) -> Status:
    view = store.order(order.id)
    assert view is not None
    (line,) = store.lines([order.id])
    assert line.status is view.order.status
    return view.order.status


def state(store: Store) -> CommandState:
    return store.outbox()[0].state


class TestMyWorkStaysVisible:
    """I-12, in every order in which verdict and copy can come."""

    def test_while_the_verdict_is_ahead_of_the_copy(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.record(order.id, CloseOut("repaired"))
        assert status(store, order) is Status.CLOSED
        request = store.line.request(LIMITS, 0.0)
        assert status(store, order) is Status.CLOSED
        verdicts = office.judge(request)
        store.line.absorb(request, office.reply(verdicts))
        assert (state(store), status(store, order)) == (CommandState.APPLIED, Status.CLOSED)
        assert store.order(order.id).place is Place.IN_CRM  # type: ignore[union-attr]
        request = store.line.request(LIMITS, 0.0)
        older = replace(order, version=office.orders[order.id].version - 1, title="Meanwhile")
        store.line.absorb(request, office.reply((), [OrderChanged(older)]))
        assert (state(store), status(store, order)) == (CommandState.APPLIED, Status.CLOSED)
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [OrderChanged(office.orders[order.id])]))
        assert (state(store), status(store, order)) == (CommandState.SETTLED, Status.CLOSED)

    def test_when_both_come_at_once(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.record(order.id, StartWork())
        change = office.sync(store)
        assert change.orders == {order.id}
        assert (state(store), status(store, order)) == (CommandState.SETTLED, Status.STARTED)

    def test_when_the_answer_was_lost_and_the_copy_comes_first(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        store.record(order.id, AddNote("n1", "Once only"))
        request = store.line.request(LIMITS, 0.0)
        office.judge(request)
        store.line.no_answer(request, "NET-TIMEOUT")
        assert state(store) is CommandState.QUEUED
        office.sync(store, OrderChanged(office.orders[order.id]))
        view = store.order(order.id)
        assert view is not None
        assert [note.text for note in view.order.notes] == ["Once only"]
        assert state(store) is CommandState.SETTLED

    def test_when_the_office_changes_something_else(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.record(order.id, SetField("surface", "Needs paving"))
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [office.change(order.id, title="Two potholes")]))
        view = store.order(order.id)
        assert view is not None
        assert (view.order.title, view.order.fields) == ("Two potholes", {"surface": "Needs paving"})
        assert view.copy.fields == {"surface": "Edges sealed"}

    def test_a_command_of_one_job_never_touches_another(self, store: Store, office: Office, order: WorkOrder) -> None:
        other = next(each for each in office.orders if each != order.id)
        store.record(order.id, StartWork())
        store.record(other, StartWork())
        request = store.line.request(LIMITS, 0.0)
        verdicts = office.judge(request)[:1]
        change = store.line.absorb(request, office.reply(verdicts))
        states = {item.command.order_id: item.state for item in store.outbox()}
        assert states == {order.id: CommandState.APPLIED, other: CommandState.QUEUED}
        assert change.orders == {order.id, other}


class TestMarks:
    """What the hub said since the cursor: the laptop shows the latest mark until a cursor is past it."""

    def test_a_mark_stands_beside_the_cursor_until_the_next_one(self, store: Store, office: Office) -> None:
        office.snapshot(store)
        request = store.line.request(LIMITS, 0.0)
        assert (request.mark, store.line.mark()) == (None, request.cursor)
        store.line.absorb(request, Reply(office.now, mark="verdicts only"))
        assert store.line.request(LIMITS, 0.0).mark == store.line.mark() == "verdicts only"
        store.line.absorb(store.line.request(LIMITS, 0.0), office.reply(mark="more pages"))
        assert store.line.request(LIMITS, 0.0).mark == "more pages"
        store.line.absorb(store.line.request(LIMITS, 0.0), office.reply())
        assert store.line.request(LIMITS, 0.0).mark is None

    def test_a_cursor_that_cannot_be_taken_yet_is_a_mark(self, store: Store, office: Office) -> None:
        request = store.line.request(LIMITS, 0.0)
        office.sync(store)
        late = office.reply()
        store.line.absorb(request, late)
        assert store.line.mark() == late.cursor != store.line.cursor()

    def test_a_receipt_brings_one_and_a_snapshot_ends_it(self, store: Store, office: Office, order: WorkOrder) -> None:
        added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        office.sync(store)
        store.line.stored(added.photo_id, a_photo().sha256, 7, "stored")
        assert store.line.mark() == "stored"
        store.line.absorb(store.line.request(LIMITS, 0.0), office.reply(cursor=None, resync=Resync("epoch-changed")))
        assert store.line.mark() is None
        office.snapshot(store)
        assert store.line.request(LIMITS, 0.0).mark is None


class TestVerdicts:
    def held(self, store: Store, office: Office, order: WorkOrder) -> str:
        recorded = store.record(order.id, SetField("surface", "Needs paving"))
        request = store.line.request(LIMITS, 0.0)
        verdict = Verdict(recorded.command_id, Outcome.HELD, order.id, None, Why.VALUE_CHANGED, recorded.command_id)
        store.line.absorb(request, office.reply([verdict]))
        assert (state(store), store.order(order.id).place) == (CommandState.HELD, Place.NEEDS_DECISION)  # type: ignore[union-attr]
        return recorded.command_id

    def test_held_work_stays_visible_until_a_person_accepts_it(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        command_id = self.held(store, office, order)
        accepted = office.change(order.id, fields={"surface": "Needs paving"})
        verdict = Verdict(command_id, Outcome.APPLIED, order.id, accepted.order.version, by="Dana Kim")
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [VerdictChanged(verdict)]))
        view = store.order(order.id)
        assert view is not None
        assert view.order.fields == {"surface": "Needs paving"}
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [accepted]))
        (item,) = store.outbox()
        assert (item.state, item.place) == (CommandState.SETTLED, Place.IN_CRM)
        assert item.verdict == verdict

    def test_declined_work_waits_until_its_author_has_seen_it(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        command_id = self.held(store, office, order)
        verdict = Verdict(command_id, Outcome.DECLINED, order.id, by="Dana Kim", reason="Measured twice")
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [VerdictChanged(verdict)]))
        view = store.order(order.id)
        assert view is not None
        assert view.order.fields == {"surface": "Edges sealed"}
        assert (view.place, view.commands[0].state) == (Place.NEEDS_DECISION, CommandState.DECLINED)
        assert store.summary().needs_decision == 1
        store.dismiss(command_id)
        assert (state(store), store.summary().needs_decision) == (CommandState.SETTLED, 0)
        assert store.order(order.id).place is None  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "newer", [SetField("surface", "Edges sealed"), CloseOut("repaired", fields={"surface": "Edges sealed"})]
    )
    def test_held_work_does_not_cover_what_its_author_did_after_it(
        self, store: Store, office: Office, order: WorkOrder, newer: SetField | CloseOut
    ) -> None:
        self.held(store, office, order)
        store.record(order.id, newer)
        office.sync(store)
        view = store.order(order.id)
        assert view is not None
        assert view.order.fields["surface"] == "Edges sealed"
        store.line.absorb(
            store.line.request(LIMITS, 0.0), office.reply((), [office.change(order.id, fields={"surface": "Dry"})])
        )
        view = store.order(order.id)
        assert view is not None
        assert view.order.fields["surface"] == "Dry", "the office's answer is newer than both"

    def test_the_next_answer_is_based_on_what_the_office_has_while_that_is_what_its_author_knew(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        before = order.fields.get("surface")
        self.held(store, office, order)
        store.record(order.id, SetField("surface", "Edges sealed"))
        assert store.outbox()[0].command.base == {"fields.surface": before}, "held work changes nothing by itself"
        store.record(order.id, SetField("surface", "Dry"))
        assert store.outbox()[0].command.base == {"fields.surface": "Edges sealed"}, "that one does"

    def test_but_not_once_the_office_has_something_new(self, store: Store, office: Office, order: WorkOrder) -> None:
        self.held(store, office, order)
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [office.change(order.id, fields={"surface": "By the office"})]))
        store.record(order.id, SetField("surface", "Edges sealed"))
        assert store.outbox()[0].command.base == {"fields.surface": "Needs paving"}, "it was covered, so nobody saw it"

    def test_work_from_before_a_reassignment_is_undecided_too(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        before = order.fields.get("surface")
        store.record(order.id, SetField("surface", "Needs paving"))
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [office.change(order.id, assignment_id="there and back")]))
        store.record(order.id, SetField("surface", "Edges sealed"))
        assert store.outbox()[0].command.base == {"fields.surface": before}

    def test_a_held_close_out_covers_only_what_its_author_left_as_it_was(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        recorded = store.record(order.id, CloseOut("repaired", fields={"surface": "Needs paving", "depth": "10"}))
        request = store.line.request(LIMITS, 0.0)
        verdict = Verdict(recorded.command_id, Outcome.HELD, order.id, None, Why.REASSIGNED, recorded.command_id)
        store.line.absorb(request, office.reply([verdict]))
        store.record(order.id, SetField("surface", "Edges sealed"))
        office.sync(store)
        view = store.order(order.id)
        assert view is not None
        assert (view.order.status, view.order.fields) == (
            Status.CLOSED,
            {**order.fields, "surface": "Edges sealed", "depth": "10"},
        )

    def test_a_verdict_twice_is_a_verdict_once(self, store: Store, office: Office, order: WorkOrder) -> None:
        command_id = self.held(store, office, order)
        again = Verdict(command_id, Outcome.HELD, order.id, duplicate=True)
        applied = Verdict(command_id, Outcome.APPLIED, order.id, 1)
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply([again, applied, again, applied]))
        request = store.line.request(LIMITS, 0.0)
        assert store.line.absorb(request, office.reply([again, applied])) == Change()
        assert state(store) is CommandState.SETTLED

    def test_a_decision_that_overtakes_the_lost_answer_is_the_answer(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        recorded = store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        store.line.no_answer(request, "NET-TIMEOUT")
        verdict = Verdict(recorded.command_id, Outcome.DECLINED, order.id, reason="No")
        empty = replace(request, commands=())
        store.line.absorb(empty, office.reply((), [VerdictChanged(verdict)]))
        assert state(store) is CommandState.DECLINED

    def test_an_unknown_command_is_nobodys(self, store: Store, office: Office) -> None:
        request = store.line.request(LIMITS, 0.0)
        assert store.line.absorb(request, office.reply([Verdict("of-a-clone", Outcome.APPLIED)])) == Change()

    def test_patience_is_kept_for_one_job_only(self, store: Store, office: Office, order: WorkOrder) -> None:
        other = next(each for each in office.orders if each != order.id)
        first = store.record(order.id, StartWork())
        store.record(order.id, AddNote("n", "after it"))
        store.record(other, StartWork())
        request = store.line.request(replace(LIMITS, commands=1), 100.0)
        later = Verdict(first.command_id, Outcome.RETRY, order.id, retry_after_s=30.0)
        store.line.absorb(request, office.reply([later]), 100.0)
        second = store.line.request(LIMITS, 110.0)
        assert [opened(e).order_id for e in second.commands] == [other]
        store.line.absorb(second, office.reply(office.judge(second)), 110.0)
        assert not store.line.waiting(120.0)
        assert store.line.waiting(131.0)
        assert len(store.line.request(LIMITS, 131.0).commands) == 2

    def test_what_the_hub_cannot_take_is_set_aside_with_its_bytes(self, store: Store, order: WorkOrder) -> None:
        recorded = store.record(order.id, AddNote("n", "poison"))
        store.line.request(LIMITS, 0.0)
        store.line.refuse(recorded.command_id, "malformed")
        (item,) = store.outbox()
        assert (item.state, item.place) == (CommandState.REJECTED, Place.NEEDS_DECISION)
        assert item.command.body == AddNote("n", "poison")
        assert not store.line.waiting()


class TestRepeatedAndLateReplies:
    def test_the_same_reply_twice_is_harmless(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        reply = office.reply(office.judge(request), [office.change(order.id, title="New title")])
        store.line.absorb(request, reply)
        before = store.order(order.id)
        assert store.line.absorb(request, reply) == Change()
        assert store.order(order.id) == before
        assert store.line.cursor() == reply.cursor

    def test_a_reply_to_an_older_question_brings_verdicts_only(
        self, store: Store, office: Office, order: WorkOrder
    ) -> None:
        store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        late = office.reply(office.judge(request), [office.change(order.id, title="Old title")])
        office.snapshot(store)
        newest = store.line.cursor()
        store.line.absorb(request, replace(late, changes=(OrderChanged(replace(order, version=99)),)))
        assert store.line.cursor() == newest
        view = store.order(order.id)
        assert view is not None
        assert view.copy.version == office.orders[order.id].version
        assert state(store) is CommandState.SETTLED

    def test_a_bad_cursor_costs_no_verdict(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.record(order.id, StartWork())
        request = store.line.request(LIMITS, 0.0)
        reply = office.reply(office.judge(request), cursor=None, resync=Resync("epoch-changed"))
        store.line.absorb(request, reply)
        assert state(store) is CommandState.APPLIED
        assert (store.line.snapshot_due(), store.line.cursor()) == ("epoch-changed", None)
        office.snapshot(store)
        assert (store.line.snapshot_due(), state(store)) == (None, CommandState.SETTLED)


class TestCheckpoint:
    def test_the_file_counts_as_the_wire_does(self, store: Store, office: Office) -> None:
        ordered = digest((o.id, o.version, o.assignment_id) for o in office.orders.values())
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply(checkpoint=ordered))
        assert store.line.snapshot_due() is None

    def test_another_one_makes_a_snapshot_due_but_not_for_ever(self, store: Store, office: Office) -> None:
        wrong = Checkpoint(3, "00" * 32)
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply(checkpoint=wrong), 1_000.0)
        assert store.line.snapshot_due() == "checkpoint"
        office.snapshot(store)
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply(checkpoint=wrong), 1_030.0)
        assert store.line.snapshot_due() is None


class TestReviews:
    def review(self, order: WorkOrder, **values: object) -> Review:
        made = Review(
            "r1",
            order.id,
            ReviewKind.HELD,
            Role.DISPATCHER,
            "set_field",
            "p-x",
            "X",
            "2026-11-22T10:00:00Z",
            "2026-11-22T11:00:00Z",
        )
        return replace(made, **values)

    def test_my_decision_shows_until_the_hub_shows_it_too(self, store: Store, office: Office, order: WorkOrder) -> None:
        request = store.line.request(LIMITS, 0.0)
        review = self.review(order)
        change = store.line.absorb(request, office.reply((), [ReviewChanged(review)]))
        assert change.reviews == {"r1"}
        recorded = store.record(order.id, DecideReview("r1", Choice.SEND_BACK, "Too blurred"))
        assert recorded.change.reviews == {"r1"}
        (view,) = store.reviews(ReviewState.SENT_BACK)
        assert (view.review.reason, view.copy.state, view.place) == (
            "Too blurred",
            ReviewState.WAITING,
            Place.ON_LAPTOP,
        )
        assert store.reviews(ReviewState.WAITING) == ()
        office.sync(store)
        assert store.reviews()[0].review.state is ReviewState.SENT_BACK
        assert state(store) is CommandState.APPLIED
        decided = self.review(
            order, state=ReviewState.SENT_BACK, decided_by="Ana Ruiz", reason="Too blurred", version=2
        )
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [ReviewChanged(decided)]))
        assert state(store) is CommandState.SETTLED
        view = store.reviews()[0]
        assert view.review == decided
        assert view.decision is None
        assert store.review("r1") == view
        assert store.review("r2") is None


def test_photos_are_announced_by_any_verdict_but_a_rejection(store: Store, office: Office, order: WorkOrder) -> None:
    added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    assert store.line.next_upload() is None
    request = store.line.request(LIMITS, 0.0)
    held = Verdict(added.command_id, Outcome.HELD, order.id, why=Why.ORDER_UNKNOWN)
    store.line.absorb(request, office.reply([held]))
    upload = store.line.next_upload()
    assert upload is not None
    assert upload.photo_id == added.photo_id


def test_a_receipt_through_the_feed_stores_the_photo(store: Store, office: Office, order: WorkOrder) -> None:
    added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    office.sync(store)
    body = store.outbox()[0].command.body
    assert isinstance(body, AddPhoto)
    office.sync(store, PhotoStored(added.photo_id, "00" * 32))
    assert store.order(order.id).photos[0].state == "announced"  # type: ignore[union-attr]
    change = office.sync(store, PhotoStored(added.photo_id, body.sha256, 7))
    assert change.photos == {added.photo_id}
    view = store.order(order.id)
    assert view is not None
    assert (view.photos[0].state, view.order.photos[0].stored, view.line.photos.missing) == (
        "stored",
        True,
        0,
    )
    assert (view.place, store.line.next_upload()) == (Place.IN_CRM, None)


def test_a_job_is_never_in_the_crm_while_a_photo_is_not(store: Store, office: Office, order: WorkOrder) -> None:
    added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    store.record(order.id, CloseOut("repaired", photo_ids=(added.photo_id,)))
    office.sync(store)
    close_out = store.outbox()[0]
    assert (close_out.state, close_out.place) == (CommandState.SETTLED, Place.ON_LAPTOP)
    assert (close_out.photos_total, close_out.photos_stored) == (1, 0)
    assert store.order(order.id).place is Place.ON_LAPTOP  # type: ignore[union-attr]
    assert store.summary().photos_waiting == 1


def test_presence_and_summary(store: Store, office: Office, order: WorkOrder) -> None:
    seen = (Presence("crew-14", "2026-11-22T18:00:00Z", 7, 9),)
    store.record(order.id, StartWork())
    request = store.line.request(LIMITS, 0.0)
    assert store.summary().sending == 1
    store.line.absorb(request, office.reply(presence=seen))
    summary = store.summary()
    assert store.presence() == seen
    assert (summary.orders, summary.on_laptop, summary.first_sync_done) == (3, 1, True)
    assert summary.last_heard == summary.last_sync == "2026-11-22T18:48:00.000Z"


def test_lists_are_in_the_order_of_what_is_due(store: Store, office: Office) -> None:
    soon = an_order(expected_datetime="2026-11-22T20:00:00+02:00")
    someday = an_order(expected_datetime=None)
    odd = an_order(expected_datetime="tomorrow")
    closed = an_order(status=Status.CLOSED)
    request = store.line.request(LIMITS, 0.0)
    store.line.absorb(request, office.reply((), map(OrderChanged, (someday, closed, soon, odd))))
    ids = [line.id for line in store.orders()]
    assert ids[0] == soon.id
    assert set(ids[-2:]) == {someday.id, odd.id}
    assert closed.id not in ids
    assert [line.id for line in store.orders(Query(show="done"))] == [closed.id]
    assert store.orders(Query(show="all"))[-1].id == closed.id
    assert store.orders(Query(crew_id="crew-9")) == ()
    assert len(store.orders(Query(show="board", crew_id="crew-14", limit=2))) == 2


@pytest.mark.parametrize("many", [9, 10])
def test_most_jobs_leaving_at_once_must_be_heard_twice(store: Store, office: Office, many: int) -> None:
    orders = [an_order() for _ in range(many)]
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), map(OrderChanged, orders)))
    gone = [Left(order.id, "assign", "Maria", "2026-11-22T18:00:00Z") for order in orders]
    before = store.line.cursor()
    request = store.line.request(LIMITS, 0.0)
    store.line.absorb(request, office.reply((), gone))
    assert (store.line.cursor() == before) is (many >= 10)
    assert len(store.orders()) == (13 if many >= 10 else 3)
    request = store.line.request(LIMITS, 0.0)
    store.line.absorb(request, office.reply((), gone))
    assert len(store.orders()) == 3
    assert store.line.cursor() != before


def test_commands_whose_answer_could_not_be_taken_in_are_sent_again(
    store: Store, office: Office, order: WorkOrder
) -> None:
    """The disk was full just then, and nobody starts the app again for that."""
    recorded = store.record(order.id, StartWork())
    request = store.line.request(LIMITS, 0.0)
    office.judge(request)
    assert store.outbox()[0].state is CommandState.SENDING
    assert store.line.waiting()
    again = store.line.request(LIMITS, 0.0)
    assert [opened(entry).id for entry in again.commands] == [recorded.command_id]
