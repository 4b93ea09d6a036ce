"""Photos on their way in: resumable, idempotent, checked by digest, never lost."""

import base64
import hashlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest
from msgspec.structs import replace

from sync.commands import AddPhoto
from sync.verdicts import Outcome
from sync.wire import BASE, Answer, NoAnswer, PhotoStored, Problem
from tests.contract.device import CLOCK, Device, a_photo
from tests.contract.hub_process import City, HubProcess

Make = Callable[..., Device]


def content_of(tag: str, size: int = 300_000) -> bytes:
    """Bytes that begin like a JPEG and are a test's own."""
    return (b"\xff\xd8\xff" + hashlib.sha256(tag.encode()).digest() * (size // 32 + 1))[:size]


def announced(device: Device, city: City, content: bytes, **more: object) -> AddPhoto:
    photo = replace(a_photo(content), **more)
    (verdict,) = device.exchange(device.entry(city.order(1), photo)).verdicts
    assert verdict.outcome is Outcome.APPLIED
    return photo


def path_of(photo: AddPhoto) -> str:
    return f"{BASE}/uploads/{photo.photo_id}"


def offset_of(found: object) -> int:
    assert isinstance(found, Answer), found
    return int(found.headers["upload-offset"])


def test_a_photo_goes_up_in_chunks_and_its_receipt_comes_back(device: Make, city: City, hub: HubProcess) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    created = maria.create_upload(photo)
    assert isinstance(created, Answer)
    assert (created.status, created.headers["location"], offset_of(created)) == (201, path_of(photo), 0)
    assert offset_of(maria.send_chunk(path_of(photo), 0, content[:100_000])) == 100_000
    assert offset_of(maria.tus("HEAD", path_of(photo))) == 100_000
    last = maria.send_chunk(path_of(photo), 100_000, content[100_000:])
    assert isinstance(last, Answer)
    assert last.headers["field-sync-stored"] == photo.sha256
    stored = [change for change in maria.pull() if isinstance(change, PhotoStored)]
    assert [(s.photo_id, s.sha256) for s in stored] == [(photo.photo_id, photo.sha256)]
    assert last.headers["field-sync-receipt"] == str(stored[0].receipt)
    assert hub.office.blobs.path(photo.sha256).read_bytes() == content
    assert city.order(1).photos[0].stored


def test_making_an_upload_again_finds_the_same_one(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    first = maria.create_upload(photo)
    maria.send_chunk(path_of(photo), 0, content[:7])
    again = maria.create_upload(photo)
    assert isinstance(first, Answer)
    assert isinstance(again, Answer)
    assert again.headers["location"] == first.headers["location"]
    assert offset_of(again) == 7
    maria.send_chunk(path_of(photo), 7, content[7:])
    done = maria.create_upload(photo)
    assert isinstance(done, Answer)
    assert (offset_of(done), done.headers["field-sync-stored"]) == (len(content), photo.sha256)
    assert offset_of(maria.tus("HEAD", path_of(photo))) == len(content)


def test_a_chunk_at_another_place_is_refused_with_the_true_one(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    maria.send_chunk(path_of(photo), 0, content[:1000])
    for offset in (0, 999, 2000):
        found = maria.send_chunk(path_of(photo), offset, content[offset : offset + 10])
        assert isinstance(found, Problem)
        assert (found.name, found.status) == ("offset-mismatch", 409)
    assert offset_of(maria.tus("HEAD", path_of(photo))) == 1000


def test_other_bytes_than_announced_are_refused_and_it_begins_again(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    found = maria.send_chunk(path_of(photo), 0, content[:-1] + b"!")
    assert isinstance(found, Problem)
    assert (found.name, found.status) == ("digest-mismatch", 460)
    assert offset_of(maria.tus("HEAD", path_of(photo))) == 0
    assert not city.order(1).photos[0].stored
    assert offset_of(maria.send_chunk(path_of(photo), 0, content)) == len(content)
    assert city.order(1).photos[0].stored


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_chunk_may_carry_its_own_checksum(device: Make, city: City, algorithm: str) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    wrong = base64.b64encode(hashlib.new(algorithm, b"other").digest()).decode()
    found = maria.send_chunk(path_of(photo), 0, content[:10], Upload_Checksum=f"{algorithm} {wrong}")
    assert isinstance(found, Problem)
    assert (found.name, found.status) == ("digest-mismatch", 460)
    assert offset_of(maria.tus("HEAD", path_of(photo))) == 0
    right = base64.b64encode(hashlib.new(algorithm, content[:10]).digest()).decode()
    assert offset_of(maria.send_chunk(path_of(photo), 0, content[:10], Upload_Checksum=f"{algorithm} {right}")) == 10


def test_a_photo_that_nobody_announced_is_unknown(device: Make, city: City) -> None:
    maria, pete = device("maria"), device("pete")
    photo = announced(maria, city, content_of(city.tag))
    for found in (maria.create_upload(a_photo(b"new")), pete.create_upload(photo)):
        assert isinstance(found, Problem)
        assert (found.name, found.status) == ("photo-unknown", 409)
    assert isinstance(pete.raw("HEAD", path_of(photo)), NoAnswer), "an answer to HEAD has no body to tell it in"


def test_an_upload_must_be_of_the_announced_bytes(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    other = maria.create_upload(replace(photo, sha256="0" * 64))
    shorter = maria.create_upload(replace(photo, size=5))
    longer = maria.send_chunk(path_of(photo), 0, content + b"more")
    names = [found.name for found in (other, shorter, longer) if isinstance(found, Problem)]
    assert names == ["digest-mismatch", "malformed", "too-large"]


def test_where_a_proxy_refuses_patch_a_post_does_it(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    maria.call("POST", path_of(photo), content[:9], {**kind, "X-HTTP-Method-Override": "PATCH"})
    found = maria.call("POST", path_of(photo), b"", {"X-HTTP-Method-Override": "HEAD"})
    assert offset_of(found) == 9


def test_an_unfinished_upload_can_be_forgotten_a_stored_photo_cannot(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    photo = announced(maria, city, content)
    maria.send_chunk(path_of(photo), 0, content[:9])
    assert isinstance(maria.tus("DELETE", path_of(photo)), Answer)
    assert offset_of(maria.tus("HEAD", path_of(photo))) == 0
    maria.send_chunk(path_of(photo), 0, content)
    maria.tus("DELETE", path_of(photo))
    assert offset_of(maria.tus("HEAD", path_of(photo))) == len(content)


def test_the_same_bytes_under_two_ids_are_both_stored(device: Make, city: City) -> None:
    maria, content = device("maria"), content_of(city.tag)
    one, two = announced(maria, city, content), announced(maria, city, content)
    assert offset_of(maria.send_chunk(path_of(one), 0, content)) == len(content)
    assert offset_of(maria.create_upload(two)) == len(content)
    assert [photo.stored for photo in city.order(1).photos] == [True, True]


def test_the_server_says_which_parts_of_tus_it_speaks(device: Make) -> None:
    found = device().call("OPTIONS", f"{BASE}/uploads")
    assert isinstance(found, Answer)
    assert found.headers["tus-version"] == "1.0.0"
    assert set(found.headers["tus-extension"].split(",")) == {"creation", "checksum", "expiration", "termination"}


def test_an_unfinished_upload_says_when_it_is_forgotten(device: Make, city: City) -> None:
    maria = device("maria")
    photo = a_photo(b"\xff\xd8\xff expiring")
    maria.exchange(maria.entry(city.order(1), photo))
    created = maria.create_upload(photo)
    assert isinstance(created, Answer)
    expires = parsedate_to_datetime(created.headers["upload-expires"])
    days = (expires.timestamp() * 1000 - CLOCK.wall_ms()) / 86_400_000
    assert 89 < days <= 90
    path = f"{BASE}/uploads/{photo.photo_id}"
    begun = maria.send_chunk(path, 0, b"\xff\xd8")
    assert isinstance(begun, Answer)
    assert "upload-expires" in begun.headers
    done = maria.send_chunk(path, 2, b"\xff expiring")
    assert isinstance(done, Answer)
    assert "upload-expires" not in done.headers
