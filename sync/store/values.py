"""What the laptop's store hands out: frozen values for screens and engine, alive without any database."""

from typing import Literal

import msgspec

from sync.commands import Command
from sync.orders import Checked, Closing, Person, PhotoRole, Priority, Returned, Status, WorkOrder
from sync.states import CommandState, PhotoState, Place
from sync.verdicts import Review, Verdict
from sync.wire import Left

Show = Literal["todo", "done", "all", "board"]
PhotoSize = Literal["screen", "thumb"]


class Change(msgspec.Struct, frozen=True):
    """What looks different after a write: ids to read again, and whole lists. Falsy when nothing does."""

    orders: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    outbox: bool = False
    reference: bool = False
    account: bool = False
    journal: bool = False

    def __or__(self, other: "Change") -> "Change":
        return Change(
            self.orders | other.orders,
            self.reviews | other.reviews,
            self.photos | other.photos,
            self.outbox or other.outbox,
            self.reference or other.reference,
            self.account or other.account,
            self.journal or other.journal,
        )

    def __bool__(self) -> bool:
        flags = self.outbox or self.reference or self.account or self.journal
        return bool(flags or self.orders or self.reviews or self.photos)


class Account(msgspec.Struct, frozen=True):
    """Who works on this laptop, and with which hub. The tokens are empty after signing out."""

    person: Person
    server_url: str
    server_id: str
    device: str
    incarnation: str
    access_token: str = ""
    refresh_token: str = ""
    signed_out: bool = False


class Query(msgspec.Struct, frozen=True):
    """Which orders a list shows.

    `todo`: open and in scope; `done`: closed, cancelled, or left with own work still on its way; `all`: both;
    `board`: `todo` of every crew and of none. `text` is whatever a person types.
    """

    text: str = ""
    show: Show = "todo"
    crew_id: str | None = None
    limit: int = 500


class PhotoCounts(msgspec.Struct, frozen=True):
    """Of one job: the resident's photos, the crew's, and how many of these the CRM has not got yet."""

    resident: int = 0
    own: int = 0
    missing: int = 0


class OrderLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One job in a list: projected values, with the word for where the work is."""

    id: str
    number: str
    title: str
    address: str
    service_code: str
    status: Status
    priority: Priority
    requested_datetime: str
    expected_datetime: str | None = None
    lat: float | None = None
    long: float | None = None
    crew_id: str | None = None
    assignment_id: str | None = None
    estimate_minutes: int = 30
    started_at: str | None = None
    closing: Closing | None = None
    returned: Returned | None = None
    checked: Checked | None = None
    place: Place | None = None
    left: Left | None = None
    photos: PhotoCounts = PhotoCounts()
    version: int = 0


class OutboxItem(msgspec.Struct, frozen=True):
    """One recorded command and what became of it.

    `number`, `title` and `address` are the order's when it was recorded. `why_waiting` is empty when it does
    not wait, else WAIT-LINE, WAIT-SIGN-IN, WAIT-OTHER-PERSON, WAIT-ANSWER, WAIT-LATER or the last try's code.
    The photo numbers are of the photos that the command announces or, of a close-out, is proved by. `handed_over`
    says of another's work that it goes up under whoever is signed in.
    """

    command: Command
    state: CommandState
    place: Place
    recorded_at: str
    number: str
    title: str
    address: str
    verdict: Verdict | None = None
    why_waiting: str = ""
    photos_total: int = 0
    photos_stored: int = 0
    bytes_left: int = 0
    can_undo: bool = False
    mine: bool = True
    handed_over: bool = False


class LocalPhoto(msgspec.Struct, frozen=True):
    """A photo taken here. `code` is empty, or why it waits or is damaged."""

    photo_id: str
    order_id: str
    command_id: str
    role: PhotoRole
    state: PhotoState
    sha256: str
    size: int
    width_px: int
    height_px: int
    taken_at: str | None
    added_at: str
    code: str = ""


class OrderView(msgspec.Struct, frozen=True):
    """One job with everything about it: `order` as its author sees it, `copy` as the hub has it."""

    order: WorkOrder
    copy: WorkOrder
    line: OrderLine
    place: Place | None
    commands: tuple[OutboxItem, ...]
    photos: tuple[LocalPhoto, ...]
    left: Left | None
    draft: dict[str, object] | None


class ReviewView(msgspec.Struct, frozen=True):
    """A review as the person here sees it: `decision` is their own answer while it is on its way."""

    review: Review
    copy: Review
    line: OrderLine | None
    decision: OutboxItem | None
    place: Place | None


class Notice(msgspec.Struct, frozen=True):
    """A job that left this laptop: why, by whom, and the crew that has it now (`to`, may be empty)."""

    order_id: str
    number: str
    title: str
    address: str
    reason: str
    by: str
    at: str
    to: str
    seen: bool


class Summary(msgspec.Struct, frozen=True):
    """The numbers on the sync pill, of the person here. The first four count commands, the times are RFC 3339.

    `others_wait` says that something of another person is only here, `unreadable` that a read met an order that
    this program cannot decode.
    """

    orders: int
    on_laptop: int
    sending: int
    needs_decision: int
    photos_waiting: int
    bytes_waiting: int
    last_heard: str | None
    last_sync: str | None
    first_sync_done: bool
    snapshot_due: str | None
    others_wait: bool = False
    unreadable: bool = False


class Unsent(msgspec.Struct, frozen=True):
    """What the hub is not known to have, of everybody on this laptop, and what waits for a person.

    `commands` counts those that were not accepted (`rejected`) too; `held` are at the hub and wait for a decision.
    """

    commands: int
    held: int
    rejected: int
    photos: int
    photo_bytes: int
    drafts: int

    @property
    def total(self) -> int:
        """Changes, photos and forms together."""
        return self.commands + self.photos + self.drafts

    @property
    def anything(self) -> bool:
        """Whether anything would be lost with this laptop."""
        return bool(self.commands or self.photos or self.drafts)


class Attempt(msgspec.Struct, frozen=True):
    """One try to reach the hub: when, how it ended (a code), and with how many commands."""

    at: str
    code: str
    commands: int


class Recorded(msgspec.Struct, frozen=True):
    """The command is on the disk."""

    command_id: str
    change: Change


class RecordedPhoto(msgspec.Struct, frozen=True):
    """The photo and its command are on the disk."""

    command_id: str
    photo_id: str
    change: Change


class Recovered(msgspec.Struct, frozen=True):
    """What was put right at a start, and whether a person has seen that.

    `cause`: `damaged` (the file was broken and is kept as `kept`, beside the fresh one), `missing` (commands that
    the file had lost came from the spare), `unreadable` (commands that this program cannot read were set aside).
    `commands`, `photos` and `drafts` were recovered, `lost` could not be read and are kept for support.
    """

    at: str
    cause: str
    commands: int
    photos: int
    drafts: int
    lost: int
    kept: str
    seen: bool = False


class Upload(msgspec.Struct, frozen=True):
    """A photo to send; `url` is where an earlier try began."""

    photo_id: str
    order_id: str
    sha256: str
    size: int
    url: str | None = None


class Download(msgspec.Struct, frozen=True):
    """A photo to fetch."""

    photo_id: str
    order_id: str
    size: PhotoSize
