"""Values and laptops to test with: `an_order(status=…)`, `a_laptop(folder, orders=…)`, photos drawn on the spot."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from PIL import Image, ImageDraw

from sync.clock import Clock, parse_ms, rfc3339
from sync.commands import opened
from sync.effects import effect
from sync.orders import (
    ChecklistItem,
    Crew,
    Form,
    Person,
    Photo,
    PhotoRole,
    Resident,
    Resolution,
    Role,
    ServiceType,
    Status,
    WorkOrder,
)
from sync.photos import PreparedPhoto, prepare
from sync.receipts import HubKeys, Receipt, Receipts, public_of, signed
from sync.store import Change, Store
from sync.verdicts import Outcome, Verdict
from sync.wire import (
    CrewChanged,
    Grant,
    Left,
    Limits,
    OrderChanged,
    Reply,
    ServiceChanged,
    SnapshotEnd,
    VerdictChanged,
    digest,
)

KEY = bytes(range(32))
HUB_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ANA = Person("p-ana", "Ana Ruiz", Role.CREW, "crew-14")
MARIA = Person("p-maria", "Maria Reyes", Role.SUPERVISOR)
DANA = Person("p-dana", "Dana Kim", Role.DISPATCHER)
CREWS = (
    Crew("crew-14", "Street Maintenance 14", "14", "North", members=("Ana Ruiz", "Luis Vega", "Bo Lind")),
    Crew("crew-9", "Street Maintenance 9", "9", "South"),
)


class Numbers:
    """What orders are numbered with, one after the other."""

    def __init__(self) -> None:
        self._next = count(48_201)

    def __next__(self) -> int:
        return next(self._next)

    def restart(self) -> None:
        """The next order has the first number again: pictures show the same ones each time."""
        self._next = count(48_201)


NUMBERS = Numbers()


class StillClock(Clock):
    """A clock that stands still until it is told otherwise."""

    def __init__(self, now: str = "2026-11-22T18:48:00Z") -> None:
        super().__init__()
        self.at_ms = parse_ms(now)

    def wall_ms(self) -> int:
        """The time it was set to."""
        return self.at_ms

    def pass_min(self, minutes: float) -> None:
        """Lets time go by."""
        self.at_ms += round(minutes * 60_000)

    def ago(self, minutes: float) -> str:
        """RFC 3339 of some minutes before now."""
        return rfc3339(self.at_ms - round(minutes * 60_000))


def a_service(code: str = "pothole", title: str = "Pothole", **values: object) -> ServiceType:
    """A kind of job with two fixing and four other outcomes, a checklist, a question and a material."""
    made = ServiceType(
        code,
        {"en": title},
        "circle-dot-dashed",
        "orange",
        (
            Resolution("repaired", {"en": "Repaired"}, {"en": "Permanent fix"}, "wrench", photo=True),
            Resolution("temporary", {"en": "Temporary fix"}, {"en": "Needs follow-up"}, "hourglass", photo=True),
            Resolution("not_found", {"en": "Nothing there"}, {"en": "Could not find it"}, "search-x", fixed=False),
            Resolution("duplicate", {"en": "Duplicate"}, {"en": "Same as another job"}, "copy", fixed=False),
            Resolution("not_ours", {"en": "Not ours"}, {"en": "Private, state, utility"}, "building", fixed=False),
            Resolution("other_crew", {"en": "Other crew"}, {"en": "Hand it on"}, "users", fixed=False),
        ),
        (
            ChecklistItem("cones", {"en": "Cones and signs are out"}),
            ChecklistItem("lane", {"en": "Right lane closed"}),
            ChecklistItem("marked", {"en": "Utilities marked (Blue Stake)"}),
        ),
        (Form(1, FORM),),
    )
    return replace(made, **values)


FORM = {
    "type": "object",
    "properties": {
        "bags": {
            "type": "integer", "maximum": 20, "x-labels": {"en": "Cold patch"}, "x-unit": {"en": "bags"},
        },
        "surface": {"enum": ["Edges sealed", "Needs paving", "Utility cut"], "x-labels": {"en": "Edges"}},
    },
}  # fmt: skip


def an_order(**values: object) -> WorkOrder:
    """An order of crew 14; ids and numbers count up."""
    number = next(NUMBERS)
    made = WorkOrder(
        id=f"01936f00-0000-7000-8000-{number:012d}",
        number=f"311-26-{number:06d}",
        service_code="pothole",
        title="Pothole, right lane",
        address="1820 W McDowell Rd",
        requested_datetime="2026-11-22T14:12:00Z",
        version=1,
        status=Status.ASSIGNED,
        description="Deep hole in the right lane just past 19th Ave.",
        expected_datetime="2026-11-22T23:30:00Z",
        lat=33.46561,
        long=-112.09932,
        assignment_id=f"as-{number}",
        crew_id="crew-14",
        resident=Resident("Rosa Flores", "602-555-0134", "es"),
    )
    return replace(made, **values)


def a_resident_photo(photo_id: str = "photo-1", at: str = "2026-11-22T14:12:00Z") -> Photo:
    """A resident's photo that the hub has."""
    return Photo(photo_id, PhotoRole.RESIDENT, at, "", "00" * 32, 1000, 800, 600, stored=True)


def a_jpeg(colour: str = "#8a8f94", size: tuple[int, int] = (800, 600), name: str = "") -> bytes:
    """A JPEG of one colour with a dark spot on it."""
    picture = Image.new("RGB", size, colour)
    draw = ImageDraw.Draw(picture)
    wide, high = size
    draw.ellipse((wide * 0.3, high * 0.55, wide * 0.75, high * 0.85), fill="#3a3230")
    if name:
        draw.text((20, 20), name, fill="white")
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def a_photo(colour: str = "#8a8f94") -> PreparedPhoto:
    """A photo as it is kept."""
    return prepare(a_jpeg(colour), zone=UTC)


def damage(store: Store, order_id: str, *columns: str) -> None:
    """Spoils a byte in these columns of an order's row, as a bad disk does."""
    with store._inside.write("damage", "answer") as writing:
        for column in columns:
            spoilt = f"CAST(substr({column}, 1, 9) || x'ff' || substr({column}, 11) AS BLOB)"
            writing.connection.exec_driver_sql(f"UPDATE orders SET {column} = {spoilt} WHERE id = ?", (order_id,))


class Laptop:
    """A store, and the hub's side of it played by hand: what it sends is absorbed as if it had come."""

    def __init__(self, folder: Path, clock: Clock, person: Person = ANA) -> None:
        self.clock = clock
        self.folder = folder
        self.person = person
        self.store = Store.open(folder, KEY, clock)
        keys = HubKeys(public_of(HUB_KEY))
        self.store.sign_in("http://hub.test", "hub-1", Grant("access", "refresh", 600, person, keys))
        self.hub: dict[str, WorkOrder] = {}
        self._cursor = count(1)

    def first_sync(
        self,
        orders: Iterable[WorkOrder],
        services: Sequence[ServiceType] | None = None,
        crews: Sequence[Crew] = CREWS,
    ) -> None:
        """The first download."""
        held = tuple(orders)
        self.hub = {order.id: order for order in held}
        rows = [
            *(ServiceChanged(service) for service in ((a_service(),) if services is None else services)),
            *(CrewChanged(crew) for crew in crews),
            *(OrderChanged(order) for order in held),
        ]
        line = self.store.line
        line.snapshot_begin()
        for start in range(0, len(rows), 500):
            line.snapshot_page([msgspec.json.encode(row) for row in rows[start : start + 500]])
        checkpoint = digest((order.id, order.version, order.assignment_id) for order in held)
        line.snapshot_end(SnapshotEnd(f"c{next(self._cursor)}", checkpoint))

    def hear(self, *changes: object, verdicts: Sequence[Verdict] = ()) -> Change:
        """One exchange: what waits goes up, these changes and verdicts come down."""
        line = self.store.line
        request = line.request(Limits(), 0.0)
        reply = Reply(self.clock.now(), tuple(verdicts), changes, cursor=f"c{next(self._cursor)}")  # type: ignore[arg-type]
        return line.absorb(request, reply)

    def send_all(self, outcomes: dict[str, Verdict] | None = None) -> Change:
        """One exchange in which the hub applies all that waits, but for the commands with another verdict here."""
        line = self.store.line
        request = line.request(Limits(), 0.0)
        verdicts = []
        touched: dict[str, WorkOrder] = {}
        for number, entry in enumerate(request.commands, start=88_401):
            command = opened(entry)
            given = (outcomes or {}).get(command.id)
            if given is None:
                order = effect(self.hub[command.order_id], command, self.person)
                self.hub[order.id] = touched[order.id] = replace(order, version=order.version + 1)
                version = order.version + 1
                given = Verdict(command.id, Outcome.APPLIED, order.id, version, receipt=number)
            verdicts.append(given)
        changes = tuple(OrderChanged(order) for order in touched.values())
        cursor = f"c{next(self._cursor)}"
        return line.absorb(request, Reply(self.clock.now(), tuple(verdicts), changes, cursor=cursor))

    def move_away(self, order: WorkOrder, by: str = "Maria Reyes", to: str = "crew-9") -> Change:
        """The supervisor gives the job to another crew."""
        return self.hear(Left(order.id, "assign", by, self.clock.now(), to))

    def decide(self, verdict: Verdict) -> Change:
        """A person decided about a held command."""
        return self.hear(VerdictChanged(verdict))

    def add_photo(self, order_id: str, role: PhotoRole, colour: str = "#8a8f94") -> str:
        """A photo taken here; its id."""
        return self.store.add_photo(order_id, role, a_photo(colour)).photo_id

    def receive_photo(self, photo_id: str, jpeg: bytes) -> None:
        """A resident's photo comes in both sizes."""
        for size in ("screen", "thumb"):
            self.store.line.downloaded(photo_id, size, jpeg)  # type: ignore[arg-type]

    def sign_receipts(self) -> Change:
        """The hub signs for all that it has."""
        journal, now = self.store.journal(), self.clock.now()
        lines = [
            Receipt("command", str(msgspec.json.decode(act.command)["id"]), act.hash, act.receipt)
            for act in journal.acts
            if act.receipt is not None
        ]
        lines.sort(key=lambda line: line.number)
        statement = signed(Receipts("hub-1", self.store.device, 0, now, tuple(lines)), HUB_KEY)
        return self.store.line.take_receipts(statement)

    def close(self) -> None:
        """Closes the file."""
        self.store.close()


def local(text: str) -> datetime:
    """A time of day as people see it here."""
    return datetime.fromtimestamp(parse_ms(text) / 1000).astimezone()
