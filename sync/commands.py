"""What people do: each action one immutable command, with the values its author saw."""

import hashlib
from enum import StrEnum

import msgspec

from sync.orders import PhotoRole, Value


class Choice(StrEnum):
    """A reviewer's answer."""

    ACCEPT = "accept"
    SEND_BACK = "send_back"


class Body(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """What all bodies share: `kind` names the command on the wire."""


class StartWork(Body, frozen=True, tag="start_work"):
    """The crew begins."""


class PauseWork(Body, frozen=True, tag="pause_work"):
    """The crew stops for now; `reason` in their words, may be empty."""

    reason: str = ""


class CloseOut(Body, frozen=True, tag="close_out"):
    """The job is done: judged part by part, the status and each of `fields` on its own.

    `minutes` on site, `material` in the service's units, `note` becomes a note with the id `note_id`,
    `photo_ids` are the photos that prove it (each announced by its own AddPhoto).
    """

    resolution_code: str
    minutes: int = 0
    material: int = 0
    note: str = ""
    note_id: str = ""
    fields: dict[str, Value] = {}
    photo_ids: tuple[str, ...] = ()


class SetField(Body, frozen=True, tag="set_field"):
    """One answer changed."""

    field: str
    value: Value


class AddNote(Body, frozen=True, tag="add_note"):
    """Somebody wrote something down."""

    note_id: str
    text: str


class AddPhoto(Body, frozen=True, tag="add_photo"):
    """Announces a photo; the bytes (`size` of them, SHA-256 `sha256`) follow on their own."""

    photo_id: str
    role: PhotoRole
    sha256: str
    size: int
    width_px: int = 0
    height_px: int = 0
    taken_at: str | None = None
    lat: float | None = None
    long: float | None = None


class WithdrawPhoto(Body, frozen=True, tag="withdraw_photo"):
    """The photo is not to be shown with the job any more; its bytes are kept."""

    photo_id: str


class TickItem(Body, frozen=True, tag="tick_item"):
    """A line of the checklist."""

    item: str
    done: bool


class Assign(Body, frozen=True, tag="assign"):
    """The job goes to a crew, under a new `assignment_id` made by the supervisor's laptop."""

    crew_id: str
    assignment_id: str


class Unassign(Body, frozen=True, tag="unassign"):
    """The job goes back to the pool."""


class DecideReview(Body, frozen=True, tag="decide_review"):
    """A person's answer to a review: accept it, or send it back with a reason."""

    review_id: str
    choice: Choice
    reason: str = ""


AnyBody = (
    StartWork
    | PauseWork
    | CloseOut
    | SetField
    | AddNote
    | AddPhoto
    | WithdrawPhoto
    | TickItem
    | Assign
    | Unassign
    | DecideReview
)


class Command(msgspec.Struct, frozen=True, omit_defaults=True):
    """One action of one person on one order.

    `seq` counts up on its laptop. `assignment_id` is the assignment its author worked under, `base` the values
    they saw (`status`, `assignment_id`, `fields.<name>`, `ticks.<item>`), `needs` the commands it builds on.
    `author` is a person's id and never changes; `occurred_at` is the author's clock.
    """

    id: str
    seq: int
    order_id: str
    author: str
    occurred_at: str
    body: AnyBody
    assignment_id: str | None = None
    needs: tuple[str, ...] = ()
    base: dict[str, Value] = {}
    schema: int = 1

    @property
    def kind(self) -> str:
        """The command's name on the wire, `close_out`."""
        return kind_of(self.body)


class Entry(msgspec.Struct, frozen=True):
    """A command as it is kept and sent: its exact bytes, hashed together with the entry before it.

    The bytes are never re-encoded, so members that a reader does not know survive, and the hash stays true.
    """

    hash: str
    prev_hash: str
    command: msgspec.Raw


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Command)


def kind_of(body: AnyBody) -> str:
    """The name of a body on the wire."""
    return str(body.__struct_config__.tag)


def sealed(command: Command, prev_hash: str) -> Entry:
    """The command as an entry after the one whose hash is `prev_hash` (empty for the first)."""
    raw = _encoder.encode(command)
    return Entry(chained(prev_hash, raw), prev_hash, msgspec.Raw(raw))


def chained(prev_hash: str, raw: bytes | memoryview) -> str:
    """SHA-256, in hex, of a command's bytes and the hash before them."""
    return hashlib.sha256(prev_hash.encode() + b"\n" + bytes(raw)).hexdigest()


def opened(entry: Entry) -> Command:
    """The command of an entry. Raises msgspec.ValidationError or DecodeError where it is not one."""
    return _decoder.decode(entry.command)
