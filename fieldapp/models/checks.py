"""What can be checked about a close-out without going there: place, time and number of its photos."""

from collections import Counter
from dataclasses import dataclass

from sync.clock import parse_ms
from sync.forms import OUTCOME, Fault, faults, nested
from sync.orders import SIGHTS, Photo, PhotoRole, ServiceType, WorkOrder
from sync.places import believable, metres_between
from sync.verdicts import Outcome, Review

FAR_M = 250
NEAR_M = 100
SLACK_MIN = 30
"""How long before starting or after closing a photo may be taken: crews press the button from the truck."""


def own_photos(order: WorkOrder | None) -> tuple[Photo, ...]:
    """The crew's photos that are not withdrawn."""
    photos = order.photos if order else ()
    return tuple(p for p in photos if p.role in SIGHTS and not p.withdrawn)


def before_photos(order: WorkOrder | None) -> tuple[Photo, ...]:
    """The crew's photos of what it looked like, in order of time."""
    return _by_time(order, PhotoRole.BEFORE)


def after_photos(order: WorkOrder | None) -> tuple[Photo, ...]:
    """The crew's photos of what came of it, in order of time."""
    return _by_time(order, PhotoRole.AFTER)


def photo_counts(order: WorkOrder | None) -> tuple[int, int]:
    """How many of the crew's photos the CRM has, and of how many."""
    photos = own_photos(order)
    return sum(photo.stored for photo in photos), len(photos)


def metres_off(order: WorkOrder) -> float | None:
    """How far from the address the farthest of the crew's photos was taken; None where no place is known."""
    point = believable(order.lat, order.long)
    if point is None:
        return None
    taken = (believable(photo.lat, photo.long) for photo in own_photos(order))
    return max((metres_between(point, there) for there in taken if there is not None), default=None)


def form_faults(order: WorkOrder, review: Review, service: ServiceType | None) -> tuple[Fault, ...]:
    """What the form that the crew filled in still lacks, with answers that wait for a decision counted as given."""
    closing = order.closing
    form = service.form(closing.form_version) if service and closing and closing.form_version else None
    if form is None or closing is None:
        return ()
    waiting = {part.name.removeprefix("fields."): part.field for part in review.parts if part.outcome is Outcome.HELD}
    answers = {**nested(form.definition, order.fields | waiting), OUTCOME: closing.resolution_code}
    return faults(form.definition, answers, Counter(photo.role for photo in own_photos(order)))


@dataclass(frozen=True)
class Taken:
    """Where and when a photo was taken: metres from the address, minutes after the work began (before it: negative).

    None for what the photo or the job does not say; `at` is the photo's own time, also where the work never began,
    `has_place` whether it has a place of its own, also where the job has none.
    """

    metres: int | None = None
    after_start_min: int | None = None
    at: str | None = None
    has_place: bool = False

    @property
    def is_near(self) -> bool:
        """Whether nothing speaks against it: taken at the address, as far as is known, and not before the work."""
        return (self.metres is None or self.metres <= NEAR_M) and (self.after_start_min or 0) >= -SLACK_MIN


def taken(order: WorkOrder, photo: Photo) -> Taken:
    """What can be said about a photo's place and time."""
    there, wanted = believable(photo.lat, photo.long), believable(order.lat, order.long)
    metres = None if there is None or wanted is None else round(metres_between(there, wanted))
    if photo.taken_at is None or order.started_at is None:
        return Taken(metres, None, photo.taken_at, there is not None)
    after_ms = parse_ms(photo.taken_at) - parse_ms(order.started_at)
    return Taken(metres, round(after_ms / 60_000), photo.taken_at, there is not None)


def visit_ms(order: WorkOrder, review: Review) -> tuple[int, int]:
    """When the crew was there, from starting to closing, in milliseconds since 1970."""
    closed_at = order.closing.at if order.closing else review.occurred_at
    end = parse_ms(closed_at)
    minutes = order.closing.minutes if order.closing else 0
    began = parse_ms(order.started_at) if order.started_at else end - minutes * 60_000
    return min(began, end), end


def outside_visit(order: WorkOrder, review: Review) -> tuple[Photo, ...]:
    """The crew's photos that were not taken during the visit, by the camera's clock."""
    began, end = visit_ms(order, review)
    slack = SLACK_MIN * 60_000
    return tuple(
        photo
        for photo in own_photos(order)
        if photo.taken_at and not began - slack <= parse_ms(photo.taken_at) <= end + slack
    )


def _by_time(order: WorkOrder | None, role: PhotoRole) -> tuple[Photo, ...]:
    photos = (photo for photo in own_photos(order) if photo.role is role)
    return tuple(sorted(photos, key=lambda photo: photo.taken_at or photo.at))
