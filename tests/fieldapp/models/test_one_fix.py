"""One fix closes many: all or none, whatever ends the program or fails; taken back together, and each alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.models import one_fix
from fieldapp.models.one_fix import CLOSING
from sync.commands import CloseOut, WithdrawPhoto
from sync.orders import PhotoRole, Status, WorkOrder
from sync.photo_refused import PhotoRefused
from sync.store import Store, StoreProblem
from sync.verdicts import Outcome, Verdict, Why
from tests.builders import KEY, Laptop, StillClock, a_photo, an_order
from tests.fieldapp.models.test_new_job import Killed, Steps

DRAFT = {"outcome": "repaired", "note": "Sealed"}


class Street:
    """Three reports of one hole on a laptop that may be killed, photos of the first."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.steps = folder, StillClock(), Steps()
        self.orders = [an_order() for _ in range(3)]
        self.laptop = Laptop(folder, self.clock)
        self.laptop.first_sync(self.orders)
        self.laptop.close()
        self.laptop.store = Store.open(folder, KEY, self.clock, self.steps)
        self.before = self.store.add_photo(self.main.id, PhotoRole.BEFORE, a_photo("#101010")).photo_id
        self.after = self.store.add_photo(self.main.id, PhotoRole.AFTER, a_photo("#202020")).photo_id
        self.store.save_draft(self.main.id, dict(DRAFT))

    @property
    def store(self) -> Store:
        return self.laptop.store

    @property
    def main(self) -> WorkOrder:
        return self.orders[0]

    @property
    def closings(self) -> dict[str, CloseOut]:
        """The job in hand with its minutes, the others without."""
        made = {order.id: CloseOut("repaired", minutes_reason="One fix") for order in self.orders[1:]}
        return {self.main.id: CloseOut("repaired", 26, photo_ids=(self.before, self.after)), **made}

    def again(self) -> None:
        """Another start."""
        self.steps.left = -1
        self.store.close()
        self.laptop.store = Store.open(self.folder, KEY, self.clock, self.steps)

    def close_all(self) -> one_fix.Closed:
        return one_fix.close_all(self.store, dict(DRAFT), self.closings)

    def states(self) -> list[Status]:
        """Where each of the three stands."""
        views = [self.store.order(order.id) for order in self.orders]
        return [view.order.status for view in views if view is not None]

    def proofs(self, order: WorkOrder) -> list[tuple[str, str]]:
        """Role and digest of the photos that are shown with a job."""
        view = self.store.order(order.id)
        assert view is not None
        return sorted((photo.role.value, photo.sha256) for photo in view.order.photos if not photo.withdrawn)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    made = Street(tmp_path)
    yield made
    made.store.close()


def test_all_are_closed_with_the_same_photos_and_answers(street: Street) -> None:
    closed = street.close_all()
    assert street.states() == [Status.CLOSED] * 3
    assert list(closed.closings)[-1] == street.main.id, "its draft ends when all is done"
    assert street.store.draft(street.main.id) is None
    for order in street.orders:
        assert street.proofs(order) == street.proofs(street.main)
        view = street.store.order(order.id)
        assert view is not None
        command = view.commands[-1].command
        assert isinstance(command.body, CloseOut)
        assert set(command.body.photo_ids) == {photo.photo_id for photo in view.photos}
        assert set(command.needs) == {item.command.id for item in view.commands if item.command.kind == "add_photo"}
        assert all(street.store.photo_bytes(photo.photo_id) for photo in view.photos)


def test_one_undo_takes_all_back(street: Street) -> None:
    closed = street.close_all()
    assert one_fix.take_back(street.store, closed) == 0
    assert street.states() == [Status.ASSIGNED] * 3
    assert len(street.proofs(street.main)) == 2
    assert street.proofs(street.orders[1]) == street.proofs(street.orders[2]) == []


def test_each_can_be_taken_back_alone(street: Street) -> None:
    closed = street.close_all()
    street.store.withdraw(closed.closings[street.orders[1].id])
    assert street.states() == [Status.CLOSED, Status.ASSIGNED, Status.CLOSED]


def test_what_has_left_the_laptop_stays_and_is_counted(street: Street) -> None:
    closed = street.close_all()
    street.laptop.send_all()
    assert one_fix.take_back(street.store, closed) == 3
    assert street.states() == [Status.CLOSED] * 3


def test_another_jobs_own_form_is_there_again_after_an_undo(street: Street) -> None:
    street.store.save_draft(street.orders[1].id, {"note": "half"})
    closed = street.close_all()
    assert street.store.draft(street.orders[1].id) is None
    one_fix.take_back(street.store, closed)
    assert street.store.draft(street.orders[1].id) == {"note": "half"}


def test_one_that_was_given_away_meanwhile_is_held_for_a_person_and_the_others_are_closed(street: Street) -> None:
    closed = street.close_all()
    moved = street.orders[2]
    held = closed.closings[moved.id]
    street.laptop.send_all({held: Verdict(held, Outcome.HELD, moved.id, None, Why.REASSIGNED, held)})
    street.laptop.move_away(moved)
    view = street.store.order(moved.id)
    assert view is not None
    assert view.left is not None
    assert view.commands[-1].verdict is not None
    assert street.states()[:2] == [Status.CLOSED] * 2


def test_one_that_has_left_before_is_named_and_the_others_are_closed(street: Street) -> None:
    street.laptop.move_away(street.orders[1])
    closed = street.close_all()
    assert closed.gone == (street.orders[1].id,)
    assert set(closed.closings) == {street.main.id, street.orders[2].id}


def test_killed_at_any_step_all_or_none_are_closed(tmp_path: Path) -> None:
    step, none_closed = 0, 0
    while True:
        step += 1
        street = Street(tmp_path / str(step))
        street.steps.left = step
        try:
            street.close_all()
            street.store.close()
            break
        except Killed:
            street.again()
        one_fix.finish_all(street.store)
        states = set(street.states())
        assert len(states) == 1, (step, street.states())
        if states == {Status.ASSIGNED}:
            none_closed += 1
            assert street.store.draft(street.main.id) == DRAFT
        else:
            assert street.store.drafts() == {}
            for order in street.orders:
                view = street.store.order(order.id)
                assert view is not None
                assert [item.command.kind for item in view.commands].count("close_out") == 1
                assert street.proofs(order) == street.proofs(street.main)
        street.store.close()
    assert none_closed >= 1
    assert step > 20


@pytest.mark.parametrize("fails", [1, 2, 3, 4])
def test_where_there_is_no_room_none_is_closed(street: Street, monkeypatch: pytest.MonkeyPatch, fails: int) -> None:
    true_add, left = street.store.add_photo, [fails]

    def add(*args: object, **values: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise PhotoRefused("PHOTO-DISK-FULL")
        return true_add(*args, **values)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(street.store, "add_photo", add)
        with pytest.raises(PhotoRefused):
            street.close_all()
    assert street.states() == [Status.ASSIGNED] * 3
    assert street.proofs(street.orders[1]) == street.proofs(street.orders[2]) == []
    assert street.store.draft(street.main.id) == DRAFT


def test_where_one_closing_fails_none_is_closed(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    true_record = street.store.record

    def record(order_id: str, body: object, **rest: object) -> object:
        if order_id == street.main.id and isinstance(body, CloseOut):
            raise StoreProblem("STORE-DISK-FULL")
        return true_record(order_id, body, **rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(street.store, "record", record)
        with pytest.raises(StoreProblem):
            street.close_all()
    assert street.states() == [Status.ASSIGNED] * 3
    draft = street.store.draft(street.main.id)
    assert draft == DRAFT
    assert CLOSING not in draft
    kinds = [i.command.body for i in street.store.outbox() if isinstance(i.command.body, WithdrawPhoto)]
    assert len(kinds) == 4


def test_a_proof_that_is_not_here_closes_nothing(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(street.store, "photo_bytes", lambda *_args: None)
    with pytest.raises(PhotoRefused, match="PHOTO-MISSING"):
        street.close_all()
    assert street.states() == [Status.ASSIGNED] * 3


def test_the_photos_are_the_very_bytes(street: Street) -> None:
    street.close_all()
    main, other = (street.store.order(order.id) for order in street.orders[:2])
    assert main is not None
    assert other is not None
    read = street.store.photo_bytes
    assert {read(photo.photo_id) for photo in main.photos} == {read(photo.photo_id) for photo in other.photos}
    assert None not in {read(photo.photo_id) for photo in other.photos}
