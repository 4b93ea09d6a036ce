"""Reviews as rows of a queue: what waits, for how long, and what a person should look at twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from PySide6.QtCore import QCoreApplication, QObject

from fieldapp.models.checks import FAR_M, after_photos, form_faults, metres_off, outside_visit, photo_counts
from fieldapp.models.photo_wishes import PhotoWishes
from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import ChipText, JobRow
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, done_text, outcome_text
from fieldapp.wording.desk import held_chip, roughly
from sync.clock import Clock, parse_ms
from sync.forms import Why
from sync.orders import Crew, Photo, PhotoRole, Resolution, Role, ServiceType, WorkOrder
from sync.rules import was_held
from sync.states import Place
from sync.store import ReviewView, Store
from sync.verdicts import Review, ReviewState

FLAG_HELD, FLAG_NO_AFTER, FLAG_MISSING = "held", "no_after", "missing"
FLAG_FAR, FLAG_TIME, FLAG_NOT_FIXED, FLAG_FORM = "far", "time", "not_fixed", "form"


@dataclass(frozen=True)
class Case:
    """A review with its order, None where the laptop has none, and its flags by key."""

    view: ReviewView
    order: WorkOrder | None
    flags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The review's id."""
        return self.view.review.id

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.view.review.state is ReviewState.WAITING

    @property
    def held(self) -> bool:
        """Whether work, or an answer of it, waits for the decision."""
        return was_held(self.view.review)


def asks(review: Review, role: Role) -> bool:
    """Whether a review is shown to a role: dispatch sees all, supervisors what is held or asks them."""
    return role is not Role.SUPERVISOR or was_held(review) or review.asks is Role.SUPERVISOR


def resolution_of(order: WorkOrder | None, services: Mapping[str, ServiceType]) -> Resolution | None:
    """What a closed job was closed with, None where it is open or the city's table does not have the code."""
    if order is None or order.closing is None or order.service_code not in services:
        return None
    code = order.closing.resolution_code
    return next((each for each in services[order.service_code].resolutions if each.code == code), None)


def flags_of(review: Review, order: WorkOrder | None, services: Mapping[str, ServiceType]) -> tuple[str, ...]:
    """What a person should look at twice, the gravest first."""
    flags = [FLAG_HELD] if was_held(review) else []
    if order is None or review.command_kind != "close_out":
        return tuple(flags)
    metres = metres_off(order)
    if metres is not None and metres > FAR_M:
        flags.append(FLAG_FAR)
    if outside_visit(order, review):
        flags.append(FLAG_TIME)
    resolution = resolution_of(order, services)
    if not after_photos(order) and (resolution is None or resolution.fixed or resolution.photo):
        flags.append(FLAG_NO_AFTER)
    there, total = photo_counts(order)
    if there < total:
        flags.append(FLAG_MISSING)
    if any(fault.why is not Why.NO_PHOTO for fault in form_faults(order, review, services.get(order.service_code))):
        flags.append(FLAG_FORM)
    if resolution is not None and not resolution.fixed:
        flags.append(FLAG_NOT_FIXED)
    return tuple(flags)


def median_minutes(cases: Iterable[Case], now_ms: int) -> int:
    """How long a waiting case has waited, in the middle of them; 0 for none."""
    waits = [now_ms - parse_ms(case.view.review.received_at) for case in cases if case.waiting]
    return max(0, round(median(waits) / 60_000)) if waits else 0


class Cases:
    """Reads reviews with their orders; a case that did not change is not read again."""

    def __init__(self, store: Store, role: Role) -> None:
        self._store, self._role = store, role
        self._kept: dict[str, tuple[object, Case]] = {}

    def read(self, services: Mapping[str, ServiceType]) -> tuple[Case, ...]:
        """All cases that the role sees: waiting ones oldest first, then decided ones newest first."""
        views = [view for view in self._store.reviews() if asks(view.review, self._role)]
        cases = [self._case(view, services) for view in views]
        self._kept = {case.id: self._kept[case.id] for case in cases}
        done = sorted((c for c in cases if not c.waiting), key=lambda c: c.view.review.decided_at, reverse=True)
        return (*(case for case in cases if case.waiting), *done)

    def _case(self, view: ReviewView, services: Mapping[str, ServiceType]) -> Case:
        known = self._kept.get(view.review.id)
        if known is not None and known[0] == (view, services):
            return known[1]
        found = self._store.order(view.review.order_id)
        order = found.order if found else None
        case = Case(view, order, flags_of(view.review, order, services))
        self._kept[view.review.id] = ((view, services), case)
        return case


class ReviewRows(RowList[Case]):
    """The queue."""

    def __init__(
        self,
        moments: Moments,
        clock: Clock,
        language: str,
        wishes: PhotoWishes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(lambda case: case.id, self._row_of, parent)
        self._moments, self._clock, self._language, self._wishes = moments, clock, language, wishes
        self._services: Mapping[str, ServiceType] = {}
        self._crews: Mapping[str, str] = {}

    def set_reference(self, services: Mapping[str, ServiceType], crews: Iterable[Crew]) -> None:
        """The kinds of jobs and the crews, for icons and names."""
        self._services, self._crews = services, {crew.id: crew.name for crew in crews}
        self.remake()

    def crew_name(self, review: Review) -> str:
        """Who did the work: the crew, or the person where they are of none."""
        return self._crews.get(review.crew_id or "", "") or review.author_name

    def show_photo(self, photo_id: str) -> None:
        """A picture came: the rows that show it are painted again."""
        for row_id in self.ids():
            case = self.value(row_id)
            if case is not None and (photo := _thumb(case.order)) is not None and photo.id == photo_id:
                self.remake(row_id)

    def _row_of(self, case: Case) -> JobRow:
        review, line = case.view.review, case.view.line
        service = self._services.get(case.order.service_code) if case.order else None
        photo = _thumb(case.order)
        corner, tone, icon = self._corner(case)
        title = case.order.title if case.order else line.title if line else ""
        return JobRow(
            case.id,
            title or QCoreApplication.translate("Review", "Job that the list does not have"),
            case.order.address if case.order else line.address if line else "",
            service.icon if service else "circle-dot-dashed",
            service.tone if service else "grey",
            corner,
            tone,
            icon,
            (ChipText(self.crew_name(review), icon="truck"), *self.chips(case)),
            thumb=self._wishes.image(photo, review.order_id, "thumb") if photo else None,
        )

    def chips(self, case: Case) -> tuple[ChipText, ...]:
        """Flags as chips; without any, what came of the job."""
        made = [self._chip(flag, case) for flag in case.flags]
        if not made and case.order is not None and case.order.closing is not None:
            service = self._services.get(case.order.service_code)
            made.append(ChipText(outcome_text(service, case.order.closing.resolution_code, self._language), "ok"))
        elif not made:
            made.append(ChipText(done_text(case.view.review.command_kind)))
        return tuple(made)

    def _chip(self, flag: str, case: Case) -> ChipText:
        if flag == FLAG_HELD:
            return ChipText(held_chip(case.view.review.why), "bad", "git-branch")
        if flag == FLAG_FAR:
            return ChipText(QCoreApplication.translate("Review", "Far from address"), "bad", "map-pin")
        if flag == FLAG_TIME:
            return ChipText(QCoreApplication.translate("Review", "Outside the visit"), "warn", "clock")
        if flag == FLAG_NO_AFTER:
            return ChipText(QCoreApplication.translate("Review", "No after photo"), "warn", "camera")
        if flag == FLAG_MISSING:
            there, total = photo_counts(case.order)
            words = QCoreApplication.translate("Review", "{there} of {total} photos")
            return ChipText(words.format(there=there, total=total), "warn", "images")
        if flag == FLAG_FORM:
            return ChipText(QCoreApplication.translate("Review", "Form not complete"), "warn", "clipboard-list")
        closing = case.order.closing if case.order else None
        service = self._services.get(case.order.service_code) if case.order else None
        return ChipText(outcome_text(service, closing.resolution_code if closing else "", self._language), "warn")

    def _corner(self, case: Case) -> tuple[str, str, str]:
        review = case.view.review
        if case.waiting:
            minutes = max(0, self._clock.wall_ms() - parse_ms(review.received_at)) // 60_000
            return self._moments.lasting(roughly(minutes)), "neutral", ""
        if case.view.place in (Place.ON_LAPTOP, Place.SENDING):
            return decided_text(review), PLACE_TONES[case.view.place], PLACE_ICONS[case.view.place]
        accepted = review.state is ReviewState.ACCEPTED
        return (
            decided_text(review),
            "ok" if accepted else "bad",
            "circle-check" if accepted else "corner-up-left",
        )


def decided_text(review: Review) -> str:
    """What was decided, short."""
    if review.state is ReviewState.ACCEPTED:
        return QCoreApplication.translate("Review", "Accepted")
    if review.kind.value == "held":
        return QCoreApplication.translate("Review", "Kept the office’s")
    return QCoreApplication.translate("Review", "Sent back")


def _thumb(order: WorkOrder | None) -> Photo | None:
    """The photo that stands for a job: the after photo, else what there is."""
    photos = [photo for photo in order.photos if not photo.withdrawn] if order else []
    ranked = {PhotoRole.AFTER: 0, PhotoRole.DURING: 1, PhotoRole.BEFORE: 2, PhotoRole.RESIDENT: 3}
    return min(photos, key=lambda photo: (ranked[photo.role], not photo.stored), default=None)
