"""Photos on their way between the laptop and the hub: one piece at a time, so that commands never wait for them."""

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec.structs import replace

from sync import plan
from sync.clock import Clock
from sync.crm import Crm, Uploading
from sync.frames import FrameDamaged
from sync.store import Store, Upload
from sync.wire import NoAnswer, Problem

FULL_WAIT_S: Final = 300.0
ABOUT_THE_PHOTO: Final = frozenset(
    {"photo-unknown", "digest-mismatch", "offset-mismatch", "too-large", "malformed", "not-found"}
)
"""Problems that rest one photo; any other is about the whole line."""


class Moved(msgspec.Struct, frozen=True):
    """A piece went over, or turned out not to go: there may be a next one. `ask` when an exchange can tell more.

    `heard` unless this laptop found out by itself, without the hub.
    """

    ask: bool = False
    heard: bool = True


class Progress(msgspec.Struct, frozen=True):
    """The photo that is being sent, with how many of its bytes the hub has."""

    photo_id: str
    sent: int
    size: int


class Transfers:
    """Carries photos for an engine. Remembers nothing that matters: a new one goes on where the hub says."""

    def __init__(self, store: Store, crm: Crm, clock: Clock, step: Callable[[str], None]) -> None:
        self.line = store.line  # the engine's, in each of its steps
        self._crm = crm
        self._clock = clock
        self._step = step
        self._chunk = plan.FIRST_CHUNK
        self._photo_id = ""
        self._at: Uploading | None = None  # where the hub said that `_photo_id` goes on
        self._full_until_s = 0.0
        self._rests: dict[str, tuple[float, float]] = {}  # photo: until when it rests, how long that is
        self.held = False  # the person here wants no photo to go over this line
        self.progress: Progress | None = None

    def full(self) -> bool:
        """Whether the hub said that it has no room for photos now."""
        return self._clock.monotonic_s() < self._full_until_s

    def held_back(self) -> bool:
        """Whether a photo would go, were it not for `held`."""
        return self.held and self.line.next_upload() is not None

    def next_s(self) -> float:
        """The monotonic second at which the first resting photo may go again; infinite where none rests."""
        now_s = self._clock.monotonic_s()
        ends = [until_s for until_s, _ in self._rests.values() if until_s > now_s]
        return min([*ends, self._full_until_s] if self.full() else ends, default=float("inf"))

    def wake(self) -> None:
        """Let photos that rest after a failure try again now; a hub without room is not asked sooner for that."""
        self._rests.clear()

    def upload(self, token: str) -> Moved | Problem | NoAnswer | None:
        """Send the next piece of a photo; None where nothing waits, none is to go or the hub has no room."""
        upload = None if self.held or self.full() else self.line.next_upload()
        if upload is None or self._resting(upload.photo_id):
            self.progress = None
            return None
        if self._at is None or self._photo_id != upload.photo_id:
            return self._begin(upload, token)
        if self._at.offset >= upload.size:
            return self._end(upload, self._at)
        return self._chunk_over(upload, self._at, token)

    def download(self, token: str) -> Moved | Problem | NoAnswer | None:
        """Fetch one picture that somebody here wants to see; None where nothing is wanted."""
        wanted = self.line.next_download()
        if wanted is None or self._resting(wanted.photo_id):
            return None
        answer = self._crm.photo(wanted.photo_id, wanted.size, token)
        if isinstance(answer, bytes):
            self._step("download.answered")
            self.line.downloaded(wanted.photo_id, wanted.size, answer)
            self._rests.pop(wanted.photo_id, None)
            return Moved()
        if isinstance(answer, Problem) and answer.name in ABOUT_THE_PHOTO:
            self.line.download_failed(wanted.photo_id, wanted.size, answer.name)
            self._rest(wanted.photo_id, answer.retry_after_s or 0.0)
            return Moved()
        return answer

    def _begin(self, upload: Upload, token: str) -> Moved | Problem | NoAnswer | None:
        answer = self._crm.upload_create(upload.photo_id, upload.sha256, upload.size, token, self.line.mark())
        if not isinstance(answer, Uploading):
            return self._failed(upload, answer)
        self._step("upload.created")
        self.line.upload_began(upload.photo_id, answer.url)
        if answer.stored:  # a receipt is taken when it is given: later the hub may be another copy of itself
            return self._end(upload, answer)
        self._photo_id, self._at = upload.photo_id, answer
        self.progress = Progress(upload.photo_id, answer.offset, upload.size)
        return Moved()

    def _chunk_over(self, upload: Upload, at: Uploading, token: str) -> Moved | Problem | NoAnswer | None:
        length = min(self._chunk, upload.size - at.offset)
        try:
            data = self.line.read_photo(upload.photo_id, at.offset, length)
        except FrameDamaged as damage:
            return replace(self._set_aside(upload, damage.code), heard=False)
        began_s = self._clock.monotonic_s()
        answer = self._crm.upload_chunk(at.url, at.offset, data, token, self.line.mark())
        if not isinstance(answer, Uploading):
            if isinstance(answer, NoAnswer):
                self._chunk = max(plan.SMALLEST_CHUNK, self._chunk // 2)
            return self._failed(upload, answer)
        self._step("upload.chunk_answered")
        if length == self._chunk:  # the last piece of a photo says nothing about the line
            self._chunk = plan.next_chunk(self._chunk, self._clock.monotonic_s() - began_s)
        self._at = answer
        self.progress = Progress(upload.photo_id, answer.offset, upload.size)
        if answer.offset >= upload.size:
            return self._end(upload, answer)
        return Moved()

    def _end(self, upload: Upload, at: Uploading) -> Moved:
        """All bytes are over: the receipt is in this answer, or in the feed of the next exchange."""
        self._at = self.progress = None
        if not at.stored:
            self._rest(upload.photo_id)
            return Moved(ask=True)
        if at.stored != upload.sha256:
            return self._set_aside(upload, "digest-mismatch")
        proof = at.mark or ("" if self.line.mark() else None)
        self.line.stored(upload.photo_id, at.stored, at.receipt, proof)
        self._rests.pop(upload.photo_id, None)
        self._step("upload.stored")
        return Moved()

    def _failed(self, upload: Upload, answer: Problem | NoAnswer) -> Moved | Problem | NoAnswer | None:
        """What a piece that did not go over means. The offset is the hub's to say, so it is asked anew in any case."""
        self._at = self.progress = None
        if isinstance(answer, NoAnswer):
            self.line.upload_failed(upload.photo_id, answer.code)  # it is not "sending" while there is no line
            return answer
        if answer.name == "storage-full":
            self._full_until_s = self._clock.monotonic_s() + max(FULL_WAIT_S, answer.retry_after_s or 0.0)
            self.line.upload_failed(upload.photo_id, answer.name)
            return Moved()
        if answer.name in ABOUT_THE_PHOTO:
            return self._set_aside(upload, answer.name, answer.retry_after_s or 0.0)
        return answer

    def _set_aside(self, upload: Upload, code: str, retry_after_s: float = 0.0) -> Moved:
        self._at = self.progress = None
        self.line.upload_failed(upload.photo_id, code)
        self._rest(upload.photo_id, retry_after_s)
        return Moved(ask=code == "photo-unknown")

    def _resting(self, photo_id: str) -> bool:
        return self._rests.get(photo_id, (0.0, 0.0))[0] > self._clock.monotonic_s()

    def _rest(self, photo_id: str, retry_after_s: float = 0.0) -> None:
        previous_s = self._rests.get(photo_id, (0.0, 0.0))[1]
        wait_s = plan.back_off(previous_s, self._clock.uniform, retry_after_s)
        self._rests[photo_id] = (self._clock.monotonic_s() + wait_s, wait_s)
