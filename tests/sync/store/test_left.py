"""A job that left goes away as soon as nothing of it is pending, and never before; its notice stays."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.commands import AddNote, CloseOut, StartWork
from sync.orders import PhotoRole, Status, WorkOrder
from sync.store import Query, Store
from sync.verdicts import Outcome, Verdict, Why
from sync.wire import Left, OrderChanged, VerdictChanged
from tests.builders import KEY, StillClock, a_photo
from tests.sync.store.office import LIMITS, Office


@pytest.fixture
def left(order: WorkOrder) -> Left:
    return Left(order.id, "assign", "Maria Reyes", "2026-11-22T18:30:00Z", "crew-9")


def hear(store: Store, office: Office, *changes: object, verdicts: tuple[Verdict, ...] = ()) -> None:
    request = replace(store.line.request(LIMITS, 0.0))
    store.line.absorb(request, office.reply(verdicts, changes))  # type: ignore[arg-type]


def test_an_untouched_job_goes_and_says_why(store: Store, office: Office, order: WorkOrder, left: Left) -> None:
    hear(store, office, left)
    assert store.order(order.id) is None
    assert store.orders(Query(text=order.number)) == ()
    (notice,) = store.notices()
    assert (notice.number, notice.by, notice.to, notice.seen) == (
        order.number,
        "Maria Reyes",
        "crew-9",
        False,
    )
    store.see_notices()
    assert store.notices()[0].seen
    hear(store, office, left)
    assert store.notices()[0].seen  # hearing it again is no news


def test_with_unsent_work_it_stays_until_the_last_of_it_has_arrived(
    store: Store, office: Office, order: WorkOrder, left: Left
) -> None:
    added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    store.record(order.id, CloseOut("repaired", photo_ids=(added.photo_id,)))
    hear(store, office, left)
    (line,) = store.orders(Query(show="done"))
    assert (line.left, line.status) == (left, Status.CLOSED)
    assert order.id not in [line.id for line in store.orders()]

    request = store.line.request(LIMITS, 0.0)
    commands = [item.command for item in store.outbox()]
    held = [Verdict(command.id, Outcome.HELD, order.id, why=Why.REASSIGNED) for command in commands]
    store.line.absorb(request, office.reply(held))
    for command in commands:
        hear(store, office, VerdictChanged(Verdict(command.id, Outcome.APPLIED, order.id, 9, by="Maria Reyes")))
    assert store.order(order.id) is not None
    upload = store.line.next_upload()
    assert upload is not None
    change = store.line.stored(upload.photo_id, upload.sha256)
    assert change.orders == {order.id}
    assert store.order(order.id) is None
    assert [item.state for item in store.outbox()] == ["settled", "settled"]
    assert len(store.notices()) == 1


def test_declined_work_keeps_it_until_its_author_has_seen_that(
    store: Store, office: Office, order: WorkOrder, left: Left
) -> None:
    recorded = store.record(order.id, StartWork())
    request = store.line.request(LIMITS, 0.0)
    store.line.absorb(request, office.reply([Verdict(recorded.command_id, Outcome.HELD, order.id)], [left]))
    hear(store, office, VerdictChanged(Verdict(recorded.command_id, Outcome.DECLINED, order.id)))
    assert store.order(order.id) is not None
    assert store.dismiss(recorded.command_id).orders == {order.id}
    assert store.order(order.id) is None


def test_it_goes_with_the_last_of_its_work_that_is_taken_back(
    store: Store, office: Office, order: WorkOrder, left: Left
) -> None:
    under_way = store.line.request(LIMITS, 0.0)
    recorded = store.record(order.id, StartWork())
    store.line.absorb(under_way, office.reply((), [left]))
    assert store.outbox()[0].can_undo
    assert store.withdraw(recorded.command_id).orders == {order.id}
    assert store.order(order.id) is None


def test_a_photo_whose_commit_failed_is_taken_up_and_its_job_in_sight_though_that_left_meanwhile(
    folder: Path, store: Store, office: Office, order: WorkOrder, left: Left
) -> None:
    """The simulator's seed 62938: the disk did not say whether it is saved, and the job left before the start."""
    store._inside.files.save("photo-1", order.id, a_photo())
    hear(store, office, left)
    assert store.order(order.id) is None
    store.close()
    again = Store.open(folder, KEY, StillClock())
    view = again.order(order.id)
    assert view is not None
    (item,) = again.outbox()
    assert [photo.photo_id for photo in view.photos] == ["photo-1"]
    hear(again, office, verdicts=(Verdict(item.command.id, Outcome.APPLIED, order.id, 9),))
    upload = again.line.next_upload()
    assert upload is not None
    again.line.stored(upload.photo_id, upload.sha256)
    assert again.order(order.id) is None
    again.close()


def test_a_verdict_in_the_same_answer_lets_it_go(store: Store, office: Office, order: WorkOrder, left: Left) -> None:
    recorded = store.record(order.id, AddNote("n", "seen from the road"))
    request = store.line.request(LIMITS, 0.0)
    applied = Verdict(recorded.command_id, Outcome.APPLIED, order.id, 5)
    store.line.absorb(request, office.reply([applied], [left]))
    assert store.order(order.id) is None
    assert store.outbox()[0].state == "settled"


def test_one_that_comes_back_is_there_again_without_a_notice(
    store: Store, office: Office, order: WorkOrder, left: Left
) -> None:
    store.record(order.id, StartWork())
    hear(store, office, left)
    hear(store, office, OrderChanged(replace(order, version=7, assignment_id="new")))
    view = store.order(order.id)
    assert view is not None
    assert (view.left, view.order.status, view.copy.assignment_id) == (None, Status.STARTED, "new")
    assert store.notices() == ()


def test_the_photos_fetched_for_it_go_too(store: Store, office: Office, order: WorkOrder, left: Left) -> None:
    store.want_photo("photo-1", order.id, "thumb")
    store.line.downloaded("photo-1", "thumb", b"jpeg")
    assert store.photo_bytes("photo-1", "thumb") == b"jpeg"
    hear(store, office, left)
    assert store.photo_bytes("photo-1", "thumb") is None
