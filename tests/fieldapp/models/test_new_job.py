"""A job found on the street: whatever ends the program, it is there once and with all its photos, or still a form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldapp.imported import Imported
from fieldapp.models import new_job
from fieldapp.models.new_job import NewJob
from sync.commands import AddNote, AddPhoto, CreateOrder
from sync.orders import PhotoRole, Status
from sync.photo_refused import PhotoRefused
from sync.store import Query, Store, StoreProblem
from tests.builders import KEY, Laptop, StillClock, a_jpeg, an_order

HERE = (33.46561, -112.09932)
THERE = an_order(title="Pothole, left lane")


class Killed(BaseException):
    """The program ends here."""


class Steps:
    """Ends the program at one step of the store."""

    def __init__(self) -> None:
        self.left = -1
        self.names: list[str] = []

    def __call__(self, name: str) -> None:
        self.names.append(name)
        self.left -= 1
        if self.left == 0:
            raise Killed(name)


class Truck:
    """A laptop that may be killed, and the form on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.steps = folder, StillClock(), Steps()
        laptop = Laptop(folder, self.clock)
        laptop.first_sync((THERE,))
        laptop.close()
        self.imported = Imported()
        self.store = self._opened()

    def _opened(self) -> Store:
        return Store.open(self.folder, KEY, self.clock, self.steps)

    def again(self) -> None:
        """Another start."""
        self.steps.left = -1
        self.store.close()
        self.store = self._opened()

    def filled(self, photos: int = 2) -> NewJob:
        """A form with everything in it."""
        job = replace(
            new_job.begun(self.clock), service_code="pothole", title="Pothole", address="19 Elm St",
            description="Deep one.", lat=HERE[0], long=HERE[1],
        )  # fmt: skip
        for number in range(photos):
            photo = new_job.stage(self.store, job, self.clock.new_id(), a_jpeg(f"#8a8f9{number}"))
            job = replace(job, photos=(*job.photos, photo))
        new_job.keep(self.store, job)
        return job

    def made(self) -> list[str]:
        """The ids of all open jobs but the one that was there."""
        return [line.id for line in self.store.orders(Query(limit=99)) if line.id != THERE.id]

    def kinds(self, order_id: str) -> list[str]:
        """What was recorded on a job, oldest first."""
        view = self.store.order(order_id)
        return [item.command.kind for item in view.commands] if view else []


@pytest.fixture
def truck(tmp_path: Path) -> Iterator[Truck]:
    made = Truck(tmp_path)
    yield made
    made.store.close()


def finish(truck: Truck, job: NewJob) -> new_job.Finished:
    decided = new_job.decide(truck.store, job)
    done = new_job.finish(truck.store, job, truck.imported)
    return new_job.Finished(done.order_id, decided.command_id, done.trouble)


def test_a_form_is_kept_with_its_photos_over_a_start(truck: Truck) -> None:
    job = truck.filled()
    truck.again()
    assert new_job.kept(truck.store) == job
    assert all(new_job.thumbnail(truck.store, job, photo)[:2] == b"\xff\xd8" for photo in job.photos)


def test_it_becomes_a_job_of_the_crew_with_its_photos(truck: Truck) -> None:
    job = truck.filled()
    done = finish(truck, job)
    view = truck.store.order(done.order_id)
    assert view is not None
    order = view.order
    assert (order.title, order.address, order.description) == ("Pothole", "19 Elm St", "Deep one.")
    assert (order.crew_id, order.status, (order.lat, order.long)) == ("crew-14", Status.ASSIGNED, HERE)
    assert [(photo.role, photo.sha256) for photo in order.photos] == [
        (PhotoRole.BEFORE, photo.sha256) for photo in job.photos
    ]
    assert truck.store.photo_bytes(view.photos[0].photo_id) is not None
    assert isinstance(view.commands[0].command.body, CreateOrder)
    assert truck.store.drafts() == {}


def test_a_large_photo_lies_in_pieces_and_comes_out_whole(truck: Truck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_job, "_PIECE", 1_000)
    job = truck.filled(1)
    assert job.photos[0].pieces > 3
    done = finish(truck, job)
    view = truck.store.order(done.order_id)
    assert view is not None
    assert view.photos[0].sha256 == job.photos[0].sha256


def test_it_turns_out_to_be_a_job_that_is_there(truck: Truck) -> None:
    job = replace(truck.filled(), into=THERE.id)
    done = finish(truck, job)
    assert (done.order_id, done.command_id, truck.made()) == (THERE.id, "", [])
    assert truck.kinds(THERE.id) == ["add_note", "add_photo", "add_photo"]
    view = truck.store.order(THERE.id)
    assert view is not None
    assert isinstance(view.commands[0].command.body, AddNote)
    assert view.commands[0].command.body.text == "Deep one."


def test_taken_back_while_it_has_no_photos(truck: Truck) -> None:
    done = finish(truck, truck.filled(0))
    truck.store.withdraw(done.command_id)
    assert truck.made() == []
    new_job.finish_all(truck.store, truck.imported)
    assert truck.made() == []


@pytest.mark.parametrize("into", ["", THERE.id])
def test_killed_at_any_step_it_is_there_once_or_still_a_form(tmp_path: Path, into: str) -> None:
    step = 0
    while True:
        step += 1
        truck = Truck(tmp_path / str(step))
        job = replace(truck.filled(), into=into)
        truck.steps.left = step
        try:
            finish(truck, job)
            truck.store.close()
            break
        except Killed:
            truck.again()
        new_job.finish_all(truck.store, truck.imported)
        if new_job.kept(truck.store) is not None:  # nothing was decided yet: the form is whole
            assert truck.made() == []
            assert set(truck.kinds(THERE.id)) == set()
            finish(truck, job)
        kinds = truck.kinds(into or job.order_id)
        assert sorted(kinds) == sorted(["add_note" if into else "create_order", "add_photo", "add_photo"]), step
        view = truck.store.order(into or job.order_id)
        assert view is not None
        announced = [i.command.body.sha256 for i in view.commands if isinstance(i.command.body, AddPhoto)]
        assert sorted(announced) == sorted(photo.sha256 for photo in job.photos)
        assert truck.store.drafts() == {}, step
        truck.store.close()
    assert step > 15


def test_a_full_disk_leaves_the_form_as_it_was(truck: Truck, monkeypatch: pytest.MonkeyPatch) -> None:
    job = truck.filled()

    def full(*_args: object, **_values: object) -> None:
        raise StoreProblem("STORE-DISK-FULL")

    with monkeypatch.context() as patched:
        patched.setattr(truck.store, "record", full)
        with pytest.raises(StoreProblem):
            new_job.decide(truck.store, job)
    assert new_job.kept(truck.store) == job
    assert truck.made() == []
    assert not [key for key in truck.store.drafts() if key.count("/") == 1]


def test_photos_for_which_there_is_no_room_wait_for_another_start(
    truck: Truck, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = truck.filled()

    def full(*_args: object, **_values: object) -> None:
        raise PhotoRefused("PHOTO-DISK-FULL")

    with monkeypatch.context() as patched:
        patched.setattr(truck.store, "add_photo", full)
        done = finish(truck, job)
    assert isinstance(done.trouble, PhotoRefused)
    assert truck.kinds(job.order_id) == ["create_order"]
    assert new_job.kept(truck.store) is None, "the next new job begins empty"
    truck.again()
    assert new_job.finish_all(truck.store, truck.imported)[0].trouble is None
    assert truck.kinds(job.order_id) == ["create_order", "add_photo", "add_photo"]
    assert truck.store.drafts() == {}


def test_where_the_other_job_has_left_meanwhile_it_is_one_of_its_own(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path, StillClock())
    laptop.first_sync((THERE,))
    job = replace(new_job.begun(laptop.clock), service_code="pothole", title="Pothole", into=THERE.id)
    job = replace(job, photos=(new_job.stage(laptop.store, job, laptop.clock.new_id(), a_jpeg()),))
    new_job.decide(laptop.store, job)
    laptop.move_away(THERE)
    done = new_job.finish(laptop.store, job, Imported())
    view = laptop.store.order(job.order_id)
    assert done.order_id == job.order_id
    assert view is not None
    assert len(view.photos) == 1
    laptop.close()


def test_photos_that_no_form_names_are_forgotten(truck: Truck) -> None:
    job = truck.filled(1)
    new_job.stage(truck.store, job, truck.clock.new_id(), a_jpeg("#445566"))
    other = new_job.begun(truck.clock)
    new_job.stage(truck.store, other, truck.clock.new_id(), a_jpeg("#665544"))
    new_job.finish_all(truck.store, truck.imported)
    assert len(truck.store.drafts()) == 2, "the form and its one photo"
    new_job.throw_away(truck.store, job)
    assert truck.store.drafts() == {}
