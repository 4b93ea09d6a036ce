"""JSON as it crosses the network: the shapes of every call, and what counts as an answer at all."""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from sync.commands import Entry
from sync.decoding import UNDECODABLE
from sync.orders import Crew, Person, ServiceType, WorkOrder
from sync.receipts import HubKeys
from sync.verdicts import Outcome, Review, Verdict

PROTOCOL_VERSION = "1"
CLIENT_VERSION = "0.1.0"
BASE = "/api/v1"
H_VERSION, H_DEVICE = "Field-Sync-Version", "Field-Sync-Device"
H_CLIENT, H_COMMAND = "Field-Sync-Client", "Field-Sync-Command"
H_NONCE, H_EPOCH = "Field-Sync-Nonce", "Field-Sync-Epoch"
JSON, PROBLEM, NDJSON = "application/json", "application/problem+json", "application/x-ndjson"
PROBLEM_URN = "urn:fieldsync:problem:"


class Limits(msgspec.Struct, frozen=True):
    """What one call may carry."""

    commands: int = 500
    command_bytes: int = 256 * 1024
    changes: int = 500
    chunk_bytes: int = 4 * 1024 * 1024
    photo_bytes: int = 60 * 1024 * 1024


class WellKnown(msgspec.Struct, frozen=True):
    """`GET /.well-known/fieldsync`: who this hub is and what it takes.

    A client whose version is below `minimum_client` may bring its work, and gets nothing.
    """

    server_id: str
    name: str
    versions: tuple[str, ...]
    sign_in: tuple[str, ...]
    limits: Limits = Limits()
    notice: str = ""
    keys: HubKeys = HubKeys()
    minimum_client: str = ""


class DeadLetter(msgspec.Struct, frozen=True):
    """The receipt for a command that the hub could not digest: it has the bytes, a person will look at them."""

    id: str
    sha256: str
    receipt: int


class SignIn(msgspec.Struct, frozen=True):
    """`POST /sign-in`: an account's name and password for one device."""

    user: str
    password: str
    device: str


class Refresh(msgspec.Struct, frozen=True):
    """`POST /token`: a refresh token for a new pair."""

    refresh_token: str


class Grant(msgspec.Struct, frozen=True):
    """Tokens of one device, who signed in, and the city's public keys.

    `lease_days` is how long copies may stay without a word from the hub, 0 for ever.
    `unlock` is always the same for a device: the other way into its data where a PIN was forgotten.
    """

    access_token: str
    refresh_token: str
    expires_in_s: int
    person: Person
    keys: HubKeys = HubKeys()
    unlock: str = ""
    lease_days: int = 0


class OrderChanged(msgspec.Struct, frozen=True, tag_field="kind", tag="order"):
    """The latest state of an order in this device's scope."""

    order: WorkOrder


class Left(msgspec.Struct, frozen=True, tag_field="kind", tag="left"):
    """The order left this crew's scope, which is not its deletion.

    `reason` is the kind of the command that took it away (`assign`, `unassign`, `decide_review`), `by` a name,
    `to` the crew that has it now.
    """

    order_id: str
    reason: str
    by: str
    at: str
    to: str = ""


class VerdictChanged(msgspec.Struct, frozen=True, tag_field="kind", tag="verdict"):
    """A person decided about this device's held command."""

    verdict: Verdict


class PhotoStored(msgspec.Struct, frozen=True, tag_field="kind", tag="photo_stored"):
    """The hub has the photo's bytes: the receipt."""

    photo_id: str
    sha256: str
    receipt: int = 0


class ReviewChanged(msgspec.Struct, frozen=True, tag_field="kind", tag="review"):
    """The latest state of a review (desks only)."""

    review: Review


class ServiceChanged(msgspec.Struct, frozen=True, tag_field="kind", tag="service"):
    """A row of the table of services."""

    service: ServiceType


class CrewChanged(msgspec.Struct, frozen=True, tag_field="kind", tag="crew"):
    """A row of the table of crews."""

    crew: Crew


Changed = OrderChanged | Left | VerdictChanged | PhotoStored | ReviewChanged | ServiceChanged | CrewChanged


class Presence(msgspec.Struct, frozen=True):
    """How old a crew's picture is: when it was last heard, and how many of its jobs it knew of then."""

    crew_id: str
    last_heard: str | None
    knows: int
    of: int
    live: bool = False


class ClockReading(msgspec.Struct, frozen=True):
    """The device's wall clock, and how far it believes to be off the hub's."""

    wall: str
    offset_ms: int | None = None


class Checkpoint(msgspec.Struct, frozen=True):
    """How many orders the scope holds, and the digest over them (see `digest`)."""

    rows: int
    digest: str


class Resync(msgspec.Struct, frozen=True):
    """The cursor is no good, take a snapshot.

    `reason` is `no-cursor`, `epoch-changed`, `expired`, `scope-changed` or `foreign`.
    """

    reason: str


MANY_ASKED = 500
"""Commands, and photos, that one exchange asks for."""


class Work(msgspec.Struct, frozen=True, omit_defaults=True):
    """Commands and photos, by id."""

    commands: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()


class ExchangeRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """`POST /exchange`: commands up, everything new down.

    `mark` is the latest one that the hub gave since the cursor: what it said then is not behind the cursor.
    `lost` are ids of commands that some of `commands` need and that this laptop cannot send any more. `others` asks
    what of other people's work, which the hub had taken, it does not have any more.
    """

    device: str
    incarnation: str
    cursor: str | None = None
    mark: str | None = None
    limit: int = 500
    clock: ClockReading | None = None
    commands: tuple[Entry, ...] = ()
    lost: tuple[str, ...] = ()
    others: Work | None = None


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to an exchange. `cursor` None with `resync` set: verdicts only, take a snapshot.

    `mark` where the verdicts are from later than the cursor: by it the hub knows whether it still has them.
    `missing` is what of `others` it does not have.
    """

    server_time: str
    verdicts: tuple[Verdict, ...] = ()
    changes: tuple[Changed, ...] = ()
    cursor: str | None = None
    mark: str | None = None
    has_more: bool = False
    checkpoint: Checkpoint | None = None
    resync: Resync | None = None
    presence: tuple[Presence, ...] = ()
    missing: Work | None = None


class SnapshotEnd(msgspec.Struct, frozen=True, tag_field="kind", tag="end"):
    """The last line of a snapshot; a stream without it was cut off.

    `known_commands` are the ids of this device's and this person's commands that the hub has, `stored_photos` those
    whose bytes it has: what of the person's is missing from them is sent again. `not_applied` has the outcomes of
    those that were not applied, so that a laptop hears what another copy of the hub had judged otherwise (None: this
    hub does not say). `server_time` is the hub's clock.
    """

    cursor: str
    checkpoint: Checkpoint
    known_commands: tuple[str, ...] = ()
    stored_photos: tuple[str, ...] = ()
    presence: tuple[Presence, ...] = ()
    server_time: str = ""
    not_applied: dict[str, Outcome] | None = None


SnapshotLine = Changed | SnapshotEnd


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457, from the closed list of PROTOCOL.md. `type` is `urn:fieldsync:problem:<name>`."""

    type: str
    title: str
    status: int
    detail: str = ""
    retry_after_s: float | None = None

    @property
    def name(self) -> str:
        """The last part of `type`: `token-expired`."""
        return self.type.removeprefix(PROBLEM_URN)


class Answer(msgspec.Struct, frozen=True):
    """The hub itself said yes. `headers` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswer(msgspec.Struct, frozen=True):
    """Nobody, or somebody else, answered: nothing may change here. `code` says how we know."""

    code: str


def classify(
    status: int, headers: Mapping[str, str], body: bytes, nonce: str, kinds: Iterable[str] = (JSON,)
) -> Answer | Problem | NoAnswer:
    """Whether an HTTP response is the hub's.

    `headers` have lower-case names; `kinds` are the content types that the call expects.
    A captive portal's page, a proxy's 404 or an echo of an older call is NoAnswer, whatever its status says.
    """
    if headers.get(H_NONCE.lower()) != nonce:
        return NoAnswer("NET-NOT-THE-HUB")
    if 300 <= status < 400:
        return NoAnswer("NET-REDIRECT")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == PROBLEM:
        return _problem(body)
    if status >= 400:
        return NoAnswer("NET-BAD-STATUS")
    if status != 204 and kind not in kinds:
        return NoAnswer("NET-BAD-TYPE")
    return Answer(status, headers, body)


def _problem(body: bytes) -> Problem | NoAnswer:
    try:
        return msgspec.json.decode(body, type=Problem)
    except UNDECODABLE:
        return NoAnswer("NET-BAD-BODY")


def too_old(client: str, minimum: str) -> bool:
    """Whether a client's version (`1.10.2`) is below the least that a hub serves; one that cannot be read is not."""
    least, own = _numbers(minimum), _numbers(client)
    return bool(least) and bool(own) and own < least


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()


def digest(rows: Iterable[tuple[str, int, str | None]]) -> Checkpoint:
    """The checkpoint of (order id, version, assignment id) rows in any order."""
    lines = sorted(f"{order}:{version}:{assignment or ''}" for order, version, assignment in rows)
    return Checkpoint(len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
