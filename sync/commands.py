"""What people do: each action one immutable command, with the values its author saw."""

import hashlib
from enum import StrEnum
from typing import assert_never

import msgspec

from sync.clock import parse_ms
from sync.orders import PhotoRole, Priority, Value


class Choice(StrEnum):
    """A reviewer's answer."""

    ACCEPT = "accept"
    SEND_BACK = "send_back"


class Proposable(StrEnum):
    """What the office alone sets and a crew may propose, by the order's own names."""

    PRIORITY = "priority"
    DUE = "expected_datetime"
    CATEGORY = "service_code"


def _check(holds: bool, what: str) -> None:
    """Raises ValueError; where a command is read, msgspec makes a ValidationError of it."""
    if not holds:
        raise ValueError(what)


class Body(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """What all bodies share: `kind` names the command on the wire.

    Values that make no sense raise ValueError, so such a command can neither be recorded nor read.
    """


class StartWork(Body, frozen=True, tag="start_work"):
    """The crew begins."""


class PauseWork(Body, frozen=True, tag="pause_work"):
    """The crew stops for now; `reason` in their words, may be empty."""

    reason: str = ""


class CloseOut(Body, frozen=True, tag="close_out"):
    """The job is done: judged part by part, the status and each of `fields` on its own.

    `minutes` on site, and why where they are not those that the clock counted; `note` becomes a note with the id
    `note_id`; `fields` answer the form of `form_version`; `photo_ids` are the photos that prove it (each announced by
    its own AddPhoto); `present` names who of the crew was there. `material` was counted before there were forms.
    """

    resolution_code: str
    minutes: int = 0
    material: int = 0
    note: str = ""
    note_id: str = ""
    fields: dict[str, Value] = {}
    photo_ids: tuple[str, ...] = ()
    minutes_reason: str = ""
    form_version: int = 0
    present: tuple[str, ...] = ()


class SetField(Body, frozen=True, tag="set_field"):
    """One answer changed."""

    field: str
    value: Value


class AddNote(Body, frozen=True, tag="add_note"):
    """Somebody wrote something down: about the job, or about the one photo `photo_id`, as its caption."""

    note_id: str
    text: str
    photo_id: str = ""


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


class LogTime(Body, frozen=True, tag="log_time"):
    """Whole minutes worked on the job, beside those of its closing."""

    minutes: int

    def __post_init__(self) -> None:
        _check(self.minutes > 0, "minutes")


class LogMaterial(Body, frozen=True, tag="log_material"):
    """Something used up, beside the material of the closing."""

    name: str
    quantity: float
    unit: str = ""

    def __post_init__(self) -> None:
        _check(bool(self.name) and self.quantity > 0, "name, quantity")


class ProposeField(Body, frozen=True, tag="propose_field"):
    """A value that the office alone sets, as the crew would have it: always a proposal, held for the dispatcher.

    `value` is a Priority, a time (RFC 3339) or a service code.
    """

    field: Proposable
    value: str

    def __post_init__(self) -> None:
        match self.field:
            case Proposable.PRIORITY:
                _check(self.value in set(Priority), "priority")
            case Proposable.DUE:
                parse_ms(self.value)
            case Proposable.CATEGORY:
                _check(bool(self.value), "category")
            case _:
                assert_never(self.field)


class CorrectPlace(Body, frozen=True, tag="correct_place"):
    """Where the job really is. What is None stays; `lat` and `long` (degrees, WGS 84) come together."""

    address: str | None = None
    lat: float | None = None
    long: float | None = None

    def __post_init__(self) -> None:
        pin = (self.lat is not None, self.long is not None)
        _check(any(pin) == all(pin) and (all(pin) or bool(self.address)), "address or pin")


class CreateOrder(Body, frozen=True, tag="create_order"):
    """New work found on the street: a job for its author's crew. Its order id and `assignment_id` are the laptop's.

    `follows` is the order that left this to be done.
    """

    service_code: str
    title: str
    address: str
    assignment_id: str
    description: str = ""
    lat: float | None = None
    long: float | None = None
    follows: str | None = None


class Assign(Body, frozen=True, tag="assign"):
    """The job goes to a crew, under a new `assignment_id` made by the supervisor's laptop."""

    crew_id: str
    assignment_id: str


class Unassign(Body, frozen=True, tag="unassign"):
    """The job goes back to the pool."""


class Schedule(Body, frozen=True, tag="schedule"):
    """The job is due at that time (RFC 3339), None for no time."""

    expected_datetime: str | None

    def __post_init__(self) -> None:
        if self.expected_datetime is not None:
            parse_ms(self.expected_datetime)


class SetPriority(Body, frozen=True, tag="set_priority"):
    """How soon."""

    priority: Priority


class Cancel(Body, frozen=True, tag="cancel"):
    """Nobody is to do the job; the crew reads the reason."""

    reason: str


class Reopen(Body, frozen=True, tag="reopen"):
    """A closed or cancelled job is to be done again, by `crew_id` or by nobody yet; `reason` has the instructions.

    `assignment_id` is made by the supervisor's laptop.
    """

    reason: str
    assignment_id: str
    crew_id: str | None = None


class MergeDuplicate(Body, frozen=True, tag="merge_duplicate"):
    """The job is the same as the order `into`, which stays."""

    into: str


class DecideReview(Body, frozen=True, tag="decide_review"):
    """A person's answer to a review: accept it, or send it back with a reason."""

    review_id: str
    choice: Choice
    reason: str = ""


EvidenceBody = AddNote | AddPhoto | WithdrawPhoto | LogTime | LogMaterial
"""What is kept whatever happened to the job meanwhile."""

WorkBody = StartWork | PauseWork | CloseOut | SetField | TickItem | ProposeField | CorrectPlace
OfficeBody = Assign | Unassign | Schedule | SetPriority | Cancel | Reopen | MergeDuplicate
AnyBody = EvidenceBody | WorkBody | CreateOrder | OfficeBody | DecideReview


class Command(msgspec.Struct, frozen=True, omit_defaults=True):
    """One action of one person on one order.

    `seq` counts up on its laptop. `assignment_id` is the assignment its author worked under, `base` the values
    they saw (`status`, `assignment_id`, `fields.<name>`, `ticks.<item>`, and an order's own values by name),
    `needs` the commands it builds on.
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
    """The command of an entry. Raises one of `decoding.UNDECODABLE` where it is not one."""
    return _decoder.decode(entry.command)
