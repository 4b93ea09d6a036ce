"""The hub's disk lost a photo: whoever asks for it is told so, and nothing else stops for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.commands import AddNote
from sync.orders import PhotoRole
from sync.server.checks import faults
from sync.wire import Problem
from tests.sync.city import City, a_photo


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    city = City(tmp_path)
    yield city
    city.close()


def test_a_photo_that_the_hub_lost_is_missed_by_name_and_stops_nothing(city: City) -> None:
    city.settle()
    photo = city.store.add_photo("o-0001", PhotoRole.AFTER, a_photo())
    city.settle()
    city.hub.blobs.path(a_photo().sha256).unlink()
    account = city.store.account()
    assert account is not None
    for size in ("full", "screen", "thumb"):
        answer = city.crm.photo(photo.photo_id, size, account.access_token)
        assert isinstance(answer, Problem), size
        assert answer.name == "photo-unknown"
    city.store.record("o-0001", AddNote("n-1", "goes on"))
    city.settle()
    assert faults(city.hub) == (f"Photo {photo.photo_id}: its bytes are gone.",)
