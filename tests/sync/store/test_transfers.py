"""Photos on their way: announced ones go up, a damaged one is kept, a crew has the others' before it drives."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.orders import PhotoRole, Status, WorkOrder
from sync.photo_refused import FrameDamaged
from sync.states import Place
from sync.store import Download, Store
from sync.wire import OrderChanged
from tests.builders import MARIA, a_photo, a_resident_photo, an_order
from tests.sync.store.office import LIMITS, Office, a_store


def test_a_photo_goes_up_in_pieces(store: Store, office: Office, order: WorkOrder) -> None:
    prepared = a_photo()
    added = store.add_photo(order.id, PhotoRole.AFTER, prepared)
    office.sync(store)
    upload = store.line.next_upload()
    assert upload is not None
    assert (upload.photo_id, upload.sha256, upload.size) == (
        added.photo_id,
        prepared.sha256,
        len(prepared.jpeg),
    )
    assert store.line.upload_began(upload.photo_id, "/uploads/1").photos == {added.photo_id}
    assert store.order(order.id).place is Place.SENDING  # type: ignore[union-attr]
    pieces = [store.line.read_photo(upload.photo_id, at, 1_000) for at in range(0, upload.size, 1_000)]
    assert b"".join(pieces) == prepared.jpeg
    assert store.line.stored(upload.photo_id, "00" * 32).orders == frozenset()  # a receipt for other bytes is none
    assert store.line.stored(upload.photo_id, upload.sha256, 3).photos == {added.photo_id}
    assert not store.line.stored(upload.photo_id, upload.sha256, 3)
    assert store.order(order.id).place is Place.IN_CRM  # type: ignore[union-attr]


def test_one_that_failed_waits_for_the_others(store: Store, office: Office, order: WorkOrder) -> None:
    first = store.add_photo(order.id, PhotoRole.BEFORE, a_photo())
    second = store.add_photo(order.id, PhotoRole.AFTER, a_photo("#111111"))
    office.sync(store)
    one = store.line.next_upload()
    assert one is not None
    store.line.upload_began(one.photo_id, "/uploads/1")
    store.line.upload_failed(one.photo_id, "storage-full")
    two = store.line.next_upload()
    assert two is not None
    assert {one.photo_id, two.photo_id} == {first.photo_id, second.photo_id}
    store.line.stored(two.photo_id, two.sha256)
    again = store.line.next_upload()
    assert again is not None
    assert again.url == "/uploads/1"
    store.line.upload_failed(one.photo_id, "photo-unknown")
    assert store.line.next_upload().url is None  # type: ignore[union-attr]


@pytest.mark.parametrize("how", ["read", "digest"])
def test_a_damaged_one_is_said_and_its_bytes_kept(
    folder: Path, store: Store, office: Office, order: WorkOrder, how: str
) -> None:
    added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    office.sync(store)
    (path,) = (folder / "photos").glob(f"{added.photo_id}.{order.id}.*")
    data = path.read_bytes()
    path.write_bytes(data[:-20] + bytes(20))
    if how == "read":
        with pytest.raises(FrameDamaged) as caught:
            store.line.read_photo(added.photo_id, 0, 10**7)
        store.line.upload_failed(added.photo_id, caught.value.code)
    else:
        store.line.upload_failed(added.photo_id, "digest-mismatch")
    view = store.order(order.id)
    assert view is not None
    assert (view.photos[0].state, view.photos[0].code, view.place) == (
        "damaged",
        "PHOTO-DAMAGED",
        Place.NEEDS_DECISION,
    )
    assert store.line.next_upload() is None
    assert path.exists()
    assert store.photo_bytes(added.photo_id) is None


class TestDownloads:
    def test_a_crew_fetches_the_others_photos_of_its_open_jobs(self, store: Store, office: Office) -> None:
        unsent = replace(a_resident_photo("photo-2"), stored=False)
        done = an_order(photos=(a_resident_photo("photo-3"),), status=Status.CLOSED)
        job = an_order(photos=(a_resident_photo("photo-1"), unsent))
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [OrderChanged(done), OrderChanged(job)]))
        assert store.line.next_download() == Download("photo-1", job.id, "thumb")
        change = store.line.downloaded("photo-1", "thumb", b"small")
        assert (change.photos, change.orders) == ({"photo-1"}, {job.id})
        assert store.line.next_download() == Download("photo-1", job.id, "screen")
        store.line.downloaded("photo-1", "screen", b"large")
        assert store.line.next_download() is None
        assert (store.photo_bytes("photo-1", "thumb"), store.photo_bytes("photo-1")) == (b"small", b"large")
        assert store.photo_bytes("photo-3") is None

    def test_never_its_own(self, store: Store, office: Office, order: WorkOrder) -> None:
        store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        office.sync(store)
        upload = store.line.next_upload()
        assert upload is not None
        store.line.stored(upload.photo_id, upload.sha256)
        mine = tuple(replace(photo, stored=True) for photo in office.orders[order.id].photos)
        office.sync(store, office.change(order.id, photos=mine))
        assert store.line.next_download() is None

    def test_a_desk_fetches_what_it_asks_for(self, folder: Path, office: Office) -> None:
        store = a_store(folder, person=MARIA)
        job = an_order(photos=(a_resident_photo("photo-1"),))
        office.orders[job.id] = job
        office.snapshot(store)
        assert store.line.next_download() is None
        store.want_photo("photo-1", job.id, "screen")
        assert store.line.next_download() == Download("photo-1", job.id, "screen")
        store.close()

    def test_after_five_failures_it_is_left_alone_until_its_job_changes(self, store: Store, office: Office) -> None:
        job = an_order(photos=(a_resident_photo("photo-1"),))
        request = store.line.request(LIMITS, 0.0)
        store.line.absorb(request, office.reply((), [OrderChanged(job)]))
        for _ in range(5):
            for size in ("thumb", "screen"):
                store.line.download_failed("photo-1", size, "NET-TIMEOUT")  # type: ignore[arg-type]
        assert store.line.next_download() is None
        office.orders[job.id] = job
        office.sync(store, office.change(job.id, title="Changed"))
        assert store.line.next_download() is not None

    def test_a_lost_file_is_fetched_again_when_asked_for(self, folder: Path, store: Store, order: WorkOrder) -> None:
        store.want_photo("photo-1", order.id, "screen")
        store.line.downloaded("photo-1", "screen", b"jpeg")
        store.want_photo("photo-1", order.id, "screen")
        assert store.line.next_download() is None
        for path in (folder / "downloads").iterdir():
            path.unlink()
        store.want_photo("photo-1", order.id, "screen")
        assert store.line.next_download() == Download("photo-1", order.id, "screen")

    def test_an_id_is_never_a_path(self, folder: Path, store: Store, order: WorkOrder) -> None:
        store.want_photo("../../evil", order.id, "screen")
        store.line.downloaded("../../evil", "screen", b"jpeg")
        assert store.photo_bytes("../../evil") == b"jpeg"
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]

    def test_one_that_nobody_wants_any_more_is_not_kept(self, folder: Path, store: Store) -> None:
        store.line.downloaded("photo-9", "thumb", b"jpeg")
        assert list((folder / "downloads").iterdir()) == []
