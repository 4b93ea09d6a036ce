"""Photos that stayed behind, and empty files that went."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync import http, photo_files
from sync.http import RequestsTransport
from sync.orders import PhotoRole
from sync.photo_files import PhotoFiles
from sync.photo_refused import PhotoRefused
from sync.states import Place
from sync.transfers import Transfers
from sync.transport import NoLine
from tests.stories.story import Without, a_city, photos_at_hub, story, tell, try_for
from tests.sync.city import a_photo, no_request
from tests.sync.raw_server import serving

Right = Callable[..., Any]


def _stored_when_sent(right: Right) -> Right:
    def chunk_over(self: Transfers, upload: Any, at: Any, token: str) -> Any:
        moved = right(self, upload, at, token)
        self.line.stored(upload.photo_id, upload.sha256, 1)
        return moved

    return chunk_over


@story(Without(Transfers, "_chunk_over", _stored_when_sent))
def test_attributes_arrive_and_photos_do_not(folder: Path) -> None:
    """QField #3922, #4765, kobocat #432. Carried by: only the hub's receipt for the same digest makes it stored."""
    with a_city(folder) as city:
        photo = a_photo()
        city.store.add_photo("o-0001", PhotoRole.AFTER, photo)
        city.line.fail("/uploads/", no_request, times=4)
        try_for(city, 3)
        view = city.store.order("o-0001")
        tell(view is not None and view.place is not Place.IN_CRM, "it says In the CRM, and the photo is not there")
        try_for(city)
        tell(photos_at_hub(city) == [photo.sha256], "the photo never came")


def _keeps_what_it_could_write(right: Right) -> Right:
    def save(self: PhotoFiles, photo_id: str, order_id: str, prepared: Any) -> Any:
        try:
            return right(self, photo_id, order_id, prepared)
        except PhotoRefused:
            path = self._folder / f"{photo_id}.{order_id}.{prepared.sha256[:16]}.enc"
            path.write_bytes(b"")
            return path

    return save


@story(Without(PhotoFiles, "save", _keeps_what_it_could_write))
def test_a_full_disk_pushes_no_empty_file(folder: Path) -> None:
    """Mergin #2382, nextcloud/desktop #3076. Carried by: a photo has a row only once its bytes are on the disk."""
    with a_city(folder) as city, pytest.MonkeyPatch.context() as disk:
        before = a_photo(1)
        city.store.add_photo("o-0001", PhotoRole.BEFORE, before)

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        disk.setattr(photo_files, "_file_to_disk", full)
        try:
            city.store.add_photo("o-0001", PhotoRole.AFTER, a_photo(2))
            said = ""
        except PhotoRefused as refusal:
            said = refusal.code
        disk.undo()
        try_for(city)
        order = city.hub.book.order("o-0001")
        tell(said == "PHOTO-DISK-FULL", "nobody was told that the photo is not kept")
        tell(order is not None and len(order.photos) == 1, "the office hears of a photo that there is none of")
        tell(photos_at_hub(city) == [before.sha256], "the earlier photo was harmed")


def _no_watchdog(_right: Right) -> Right:
    return lambda *_args: None


@story(Without(http._Call, "cut", _no_watchdog))
def test_sleep_does_not_hang_an_upload(folder: Path) -> None:
    """opencloud #799. Carried by: a watchdog cuts the sockets of every call at its deadline (`http._Call`)."""

    def asleep(line: socket.socket, _request: bytes) -> None:
        server.released.wait(1.5)
        line.shutdown(socket.SHUT_RDWR)

    with serving(asleep) as server:
        transport = RequestsTransport(server.url)
        try:
            transport.send("PATCH", f"{server.url}/uploads/{folder.name}", {}, b"x" * 1000, deadline_s=0.3)
            code = ""
        except NoLine as silence:
            code = silence.code
        finally:
            transport.close()
        tell(code == "NET-DEADLINE", "the upload hangs as long as the other side likes")
