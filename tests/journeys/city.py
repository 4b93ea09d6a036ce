"""A small city on a real hub for the journeys: two crews, four people, eight jobs, and a line that may be bad."""

import hashlib
import threading
from pathlib import Path

import msgspec

from fieldapp.tour.bad_line import BadLine
from sync.clock import Clock, rfc3339
from sync.commands import Command
from sync.orders import Crew, Person, Photo, PhotoRole, Resident, Role, ServiceType, Status, WorkOrder
from sync.server.app import serve
from sync.server.hub import Hub
from sync.verdicts import Review
from sync.wire import SignIn
from tests.builders import a_jpeg, a_service, an_order
from tests.fieldapp.one_city import CHEAP, PASSWORD

CREW_14 = Crew("crew-14", "Street Maintenance 14", "14", "North")
CREW_9 = Crew("crew-9", "Street Maintenance 9", "9", "South")
PEOPLE = {
    "ana": Person("p-ana", "Ana Ruiz", Role.CREW, CREW_14.id),
    "ben": Person("p-ben", "Ben Ochoa", Role.CREW, CREW_9.id),
    "maria": Person("p-maria", "Maria Reyes", Role.SUPERVISOR),
    "dana": Person("p-dana", "Dana Kim", Role.DISPATCHER),
}
MINUTE_MS = 60_000


class OfficeClock(Clock):
    """The hub's clock; `ahead_s` lets its time go by without waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead_s = 0

    def wall_ms(self) -> int:
        """The wall clock's time and what was let go by."""
        return super().wall_ms() + self.ahead_s * 1000


class City:
    """The hub, served at `url`; `line` leads there from the field. `uploads_open` cleared holds every photo back."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.clock = OfficeClock()
        self.uploads_open = threading.Event()
        self.uploads_open.set()
        self.hub = Hub(f"sqlite:///{folder / 'hub.db'}", folder, self.clock, self._step, hasher=CHEAP)
        for user, person in PEOPLE.items():
            self.hub.people.add(person, user, PASSWORD)
        for crew in (CREW_14, CREW_9):
            self.hub.book.put_crew(crew)
        for service in (a_service(), street_light()):
            self.hub.book.put_service(service)
        self.pothole = self._job("Pothole, right lane", "1820 W McDowell Rd", hours=2)
        self.cave_in = self._job("Cave-in at the kerb", "2301 N 19th Ave", hours=4)
        self.manhole = self._job("Sunken manhole", "15 E Roosevelt St", hours=5)
        self.dark_lamp = self._job("Street light out", "708 N 4th St", hours=6, service_code="street_light")
        self.loose_cover = self._job("Loose cover plate", "99 W Fillmore St", hours=7)
        self.patch = self._job("Patch came loose", "440 S Central Ave", hours=3, crew_id=CREW_9.id)
        self.flicker = self._job(
            "Light flickers", "12 W Jackson St", hours=8, crew_id=CREW_9.id, service_code="street_light"
        )
        self.tree = self._job(
            "Tree root lifts the road", "3 E Polk St", hours=9, crew_id=None, assignment_id=None, status=Status.NEW
        )
        for number, order in enumerate((self.pothole, self.patch), start=1):
            photo = Photo(f"resident-{number}", PhotoRole.RESIDENT, order.requested_datetime, "")
            self.hub.book.put_photo(order.id, photo, a_jpeg(name=order.title))
        self._server = serve(self.hub)
        self._port = self._server.port
        self.url = self._server.url
        self.line = BadLine(self._port)

    def order(self, order: WorkOrder) -> WorkOrder:
        """The job as the office has it now."""
        found = self.hub.book.order(order.id)
        assert found is not None
        return found

    def reviews(self, order: WorkOrder) -> tuple[Review, ...]:
        """The questions to the desks about a job."""
        return tuple(review for review in self.hub.book.reviews() if review.order_id == order.id)

    def logged(self, order: WorkOrder, kind: str) -> int:
        """How many commands of a kind on a job the hub has in its log."""
        entries = (entry for entry in self.hub.book.log() if entry.order_id == order.id)
        return sum(msgspec.json.decode(entry.raw, type=Command).kind == kind for entry in entries)

    def kept_photos(self, order: WorkOrder) -> list[str]:
        """The SHA-256 of each photo of the field's that is with the job, counted from the very bytes of its file."""
        taken = [photo for photo in self.order(order).photos if photo.role is not PhotoRole.RESIDENT and photo.stored]
        return sorted(hashlib.sha256(self.hub.blobs.path(photo.sha256).read_bytes()).hexdigest() for photo in taken)

    def void_tokens(self, user: str, device: str) -> None:
        """What that laptop was given to stay signed in is good no longer: another sign-in took its place."""
        self.hub.people.sign_in(SignIn(user, PASSWORD, device))

    def go_dark(self) -> None:
        """From now on nobody can even be connected with the hub, as where there is no network at all."""
        self._server.close()

    def come_back(self) -> None:
        """Serves again, where it did."""
        self._server = serve(self.hub, port=self._port)

    def close(self) -> None:
        """Stops serving."""
        self.uploads_open.set()
        self.line.close()
        self._server.close()
        self.hub.close()

    def _job(self, title: str, address: str, hours: float, **values: object) -> WorkOrder:
        now_ms = self.clock.wall_ms()
        made = an_order(
            title=title,
            address=address,
            requested_datetime=rfc3339(now_ms - 180 * MINUTE_MS),
            expected_datetime=rfc3339(now_ms + round(hours * 60) * MINUTE_MS),
            resident=Resident("Rosa Flores", "602-555-0134", "es"),
            **values,
        )
        return self.hub.book.put_order(made, by="Office")

    def _step(self, name: str) -> None:
        if name == "upload.created":
            self.uploads_open.wait(20.0)


def street_light() -> ServiceType:
    """The second kind of job: no checklist, no question, nothing used up."""
    return a_service("street_light", "Street light", icon="lightbulb", checklist=(), forms=())
