"""Close-outs of the demo city, told to the hub by the crews' laptops: its desks have something to judge."""

import random
from collections.abc import Callable, Iterator
from uuid import uuid5

import msgspec
from msgspec.structs import replace

from sync.clock import Clock, parse_ms, rfc3339
from sync.commands import CloseOut, Command, sealed
from sync.forms import Question
from sync.orders import Photo, PhotoRole, ServiceType, WorkOrder
from sync.server.calls import Call, Result
from sync.server.import_reading import NAMESPACE
from sync.wire import (
    BASE,
    H_DEVICE,
    H_NONCE,
    H_VERSION,
    JSON,
    PROTOCOL_VERSION,
    ExchangeRequest,
    Grant,
    SignIn,
    SnapshotEnd,
)

DEGREES_A_METRE = 9e-6
HEARD_AFTER_MS = 150_000
"""How long after a close-out the crew had a line again."""


class DemoClock(Clock):
    """The hub's clock while the city is made: the crews' laptops were heard in the past."""

    def __init__(self) -> None:
        super().__init__()
        self.stands_at_ms: int | None = None

    def wall_ms(self) -> int:
        """The time that it stands at, or the machine's."""
        return super().wall_ms() if self.stands_at_ms is None else self.stands_at_ms


class Visit(msgspec.Struct, frozen=True):
    """A crew's visit to a job that ended with a close-out at `ended_at`.

    `resolution` counts the service's codes; `after` False left the photo out; `metres_off` is how far from
    the address the photos were taken; `left_for` is the crew that the job had been given to meanwhile;
    `office_answer` says that the office had answered the first question otherwise.
    """

    user: str
    person_id: str
    ended_at: str
    scene: str
    assignment_id: str
    minutes: int
    resolution: int = 0
    after: bool = True
    metres_off: float = 8.0
    note: str = ""
    left_for: str | None = None
    office_answer: bool = False
    body: CloseOut = CloseOut("")

    def with_answers(self, service: ServiceType, question: Question | None, present: tuple[str, ...]) -> "Visit":
        """With the close-out filled in as a crew does for this service."""
        form = service.form()
        body = CloseOut(
            service.resolutions[self.resolution].code,
            self.minutes,
            note=self.note,
            note_id=self._id("note") if self.note else "",
            fields={question.path: question.choices[0].value} if question else {},
            form_version=form.version if form else 0,
            present=present,
        )
        return replace(self, body=body)

    def photos(self, order: WorkOrder) -> Iterator[tuple[Photo, str]]:
        """The photos of the visit and the names of their files."""
        if not self.scene:
            return
        roles = (PhotoRole.BEFORE, PhotoRole.AFTER) if self.after else (PhotoRole.BEFORE,)
        for role in roles:
            early = self.minutes - 2 if role is PhotoRole.BEFORE else 1
            at = rfc3339(parse_ms(self.ended_at) - early * 60_000)
            lat = None if order.lat is None else order.lat + self.metres_off * DEGREES_A_METRE
            photo = Photo(self._id(role.value), role, at, self._name(order), taken_at=at, lat=lat, long=order.long)
            yield photo, f"{self.scene}-{role.value}"

    @property
    def heard_ms(self) -> int:
        """When the hub heard of it."""
        return parse_ms(self.ended_at) + HEARD_AFTER_MS

    def tell(self, answer: Callable[[Call], Result], order: WorkOrder, password: str) -> None:
        """Signs the crew's laptop in, sends the close-out and fetches its jobs."""
        device = str(uuid5(NAMESPACE, self.user))
        ids = tuple(photo.id for photo, _ in self.photos(order))
        base = {"status": "started", **dict.fromkeys((f"fields.{name}" for name in self.body.fields), None)}
        command = Command(
            id=self._id("close"),
            seq=1,
            order_id=order.id,
            author=self.person_id,
            occurred_at=self.ended_at,
            body=replace(self.body, photo_ids=ids),
            assignment_id=self.assignment_id,
            base=base,
        )
        grant = msgspec.json.decode(_sent(answer, device, "/sign-in", SignIn(self.user, password, device)), type=Grant)
        token = grant.access_token
        _sent(answer, device, "/exchange", ExchangeRequest(device, device, commands=(sealed(command, ""),)), token)
        last = _sent(answer, device, "/snapshot", None, token).splitlines()[-1]
        cursor = msgspec.json.decode(last, type=SnapshotEnd).cursor
        _sent(answer, device, "/exchange", ExchangeRequest(device, device, cursor), token)

    def _id(self, what: str) -> str:
        return _VisitClock(parse_ms(self.ended_at), f"{self.assignment_id} {what}").new_id()

    def _name(self, order: WorkOrder) -> str:
        return next((line.by for line in order.history if line.kind == "start_work"), "Crew")


class _VisitClock(Clock):
    """Makes the ids that the laptop would have made at that time, the same at every loading."""

    def __init__(self, wall_ms: int, seed: str) -> None:
        self._wall_ms, self._chance = wall_ms, random.Random(seed)

    def wall_ms(self) -> int:
        return self._wall_ms

    def random_bits(self, count: int) -> int:
        return self._chance.getrandbits(count)


def visit_of(nth: int, order: WorkOrder, user: str, person_id: str, ended_at: str, scene: str) -> Visit:
    """The city's `nth` visit: most went well, a few are what a reviewer has to look at twice."""
    plain = Visit(user, person_id, ended_at, scene, order.assignment_id or "", order.estimate_minutes)
    match nth:
        case 1:
            return replace(plain, left_for="crew-3", note="Was already there when it was moved.")
        case 3:
            return replace(plain, metres_off=640.0)
        case 5:
            return replace(plain, office_answer=True)
        case 6:
            return replace(plain, after=False, note="Camera battery was empty.")
        case 9:
            return replace(plain, resolution=2, note="Cold weather, has to be done again in spring.")
        case _:
            return plain


def _sent(answer: Callable[[Call], Result], device: str, path: str, body: object, token: str = "") -> bytes:
    """The body of the hub's answer; without a body of ours it is a GET."""
    headers = {"content-type": JSON, H_VERSION: PROTOCOL_VERSION, H_DEVICE: device, H_NONCE: device}
    if token:
        headers["authorization"] = f"Bearer {token}"
    lower = {name.lower(): value for name, value in headers.items()}
    sent = b"" if body is None else msgspec.json.encode(body)
    result = answer(Call("GET" if body is None else "POST", BASE + path, {}, lower, sent))
    whole = result.body if isinstance(result.body, bytes) else b"".join(result.body)
    if result.status != 200:
        raise RuntimeError(f"the hub answered {result.status} to {path}: {whole[:200]!r}")
    return whole
