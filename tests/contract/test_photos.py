"""Photos on their way out: in the size that fits, in parts, and only to those who see the job."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from sync.orders import Photo, PhotoRole
from sync.wire import BASE, Answer, Problem
from tests.contract.device import Device
from tests.contract.hub_process import City

Make = Callable[..., Device]


@pytest.fixture
def picture(city: City) -> bytes:
    """A resident's photo of job 1, 3,000 by 1,500 pixels and standing on its side."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.effect_noise((3000, 1500), 20).convert("RGB").save(out, "JPEG", exif=exif, quality=60)
    photo = Photo(f"ph-{city.tag}", PhotoRole.RESIDENT, "2026-11-22T08:00:00Z", "Resident")
    city.office.book.put_photo(city.order_id(1), photo, out.getvalue())
    return out.getvalue()


def fetch(device: Device, city: City, query: str = "", **headers: str) -> Answer:
    found = device.call("GET", f"{BASE}/photos/ph-{city.tag}{query}", headers=headers)
    assert isinstance(found, Answer), found
    return found


def test_a_photo_comes_back_byte_for_byte(device: Make, city: City, picture: bytes) -> None:
    found = fetch(device("maria"), city)
    assert found.body == picture
    assert found.headers["content-type"] == "image/jpeg"
    assert found.headers["etag"] == f'"{city.order(1).photos[0].sha256}-full"'


@pytest.mark.parametrize(("size", "wanted"), [("thumb", (160, 320)), ("screen", (1024, 2048))])
def test_smaller_sizes_are_upright(
    device: Make, city: City, picture: bytes, size: str, wanted: tuple[int, int]
) -> None:
    maria = device("maria")
    found = fetch(maria, city, f"?size={size}")
    with Image.open(io.BytesIO(found.body)) as image:
        assert image.size == wanted
        assert not image.getexif()
    assert fetch(maria, city, f"?size={size}").body == found.body


def test_parts_of_a_photo(device: Make, city: City, picture: bytes) -> None:
    maria = device("maria")
    first = fetch(maria, city, Range="bytes=0-99")
    assert (first.status, first.body) == (206, picture[:100])
    assert first.headers["content-range"] == f"bytes 0-99/{len(picture)}"
    tag = first.headers["etag"]
    assert fetch(maria, city, Range="bytes=100-", **{"If-Range": tag}).body == picture[100:]
    assert fetch(maria, city, Range="bytes=-7").body == picture[-7:]
    assert fetch(maria, city, Range="bytes=100-", **{"If-Range": '"older"'}).body == picture


def test_only_those_who_see_the_job_see_its_photos(device: Make, city: City, picture: bytes) -> None:
    for name in ("sue", "dan"):
        assert fetch(device(name), city).status == 200
    found = device("pete").call("GET", f"{BASE}/photos/ph-{city.tag}")
    assert isinstance(found, Problem)
    assert (found.name, found.status) == ("photo-unknown", 409)


def test_there_are_three_sizes(device: Make, city: City, picture: bytes) -> None:
    found = device("maria").call("GET", f"{BASE}/photos/ph-{city.tag}?size=huge")
    assert isinstance(found, Problem)
    assert found.name == "malformed"


def test_what_is_no_picture_is_kept_but_not_shown_as_one(device: Make, city: City) -> None:
    photo = Photo(f"ph-{city.tag}", PhotoRole.RESIDENT, "2026-11-22T08:00:00Z", "Resident")
    city.office.book.put_photo(city.order_id(1), photo, b"<script>")
    maria = device("maria")
    for size in ("full", "thumb"):
        nonce = {"Field-Sync-Nonce": "n", "Authorization": f"Bearer {maria.grant.access_token}"}  # type: ignore[union-attr]
        found = maria.http.get(f"{maria.url}{BASE}/photos/ph-{city.tag}?size={size}", headers=nonce, timeout=20)
        assert (found.content, found.headers["content-type"]) == (b"<script>", "application/octet-stream")
        assert found.headers["x-content-type-options"] == "nosniff"
