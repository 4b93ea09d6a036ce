"""What the checks of a case found and what it changed, as rows to show."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from fieldapp.models.checks import (
    FAR_M,
    after_photos,
    form_faults,
    metres_off,
    outside_visit,
    own_photos,
    photo_counts,
)
from fieldapp.models.reviews import Case, decided_text
from fieldapp.moments import Moments
from fieldapp.rows import DiffRow, Finding
from fieldapp.views.review_held import said_value, why_held
from fieldapp.wording import answer_text, fault_text, field_text, outcome_text, part_text
from fieldapp.wording.desk import held_chip
from sync.forms import Why, placed
from sync.orders import PhotoRole, ServiceType, Value, WorkOrder, worded
from sync.places import believable
from sync.verdicts import Review, ReviewKind

_KILOMETRE_M = 1000


def findings_of(
    case: Case,
    crew: str,
    crews: Mapping[str, str],
    service: ServiceType | None,
    moments: Moments,
    now_ms: int,
    language: str,
) -> tuple[Finding, ...]:
    """What was checked: why it is held, then place, time and photos, the outcome where it is no fix."""
    review, order = case.view.review, case.order
    found: list[Finding] = []
    if not case.waiting:
        found.append(_decided(review, moments, now_ms))
    if case.held and case.waiting:
        found.append(
            Finding(
                QCoreApplication.translate("Review", "Needs a decision"),
                why_held(case, crew, crews),
                "bad",
            )
        )
    if review.escalated_at and case.waiting:
        since = QCoreApplication.translate("Review", "Held for more than four hours; supervisors decide now.")
        found.append(Finding(QCoreApplication.translate("Review", "Waits too long"), since, "bad"))
    if review.kind is ReviewKind.INFORMED and case.waiting:
        found.append(Finding(held_chip(review.why), why_held(case, crew, crews), "warn"))
    if order is not None and review.command_kind == "close_out":
        found += [_place(order), _time(order, review, moments, now_ms), _photos(order)]
        found += _fix(order, service, language) + _form(order, review, service, language)
    return tuple(found)


def changes_of(case: Case, crews: Mapping[str, str], service: ServiceType | None, language: str) -> tuple[DiffRow, ...]:
    """What the work changed, or would change where it is held."""
    review, order = case.view.review, case.order
    rows = [_part_row(part.name, part.base, part.field, crews, service, language) for part in review.parts]
    closing = order.closing if order is not None and review.command_kind == "close_out" else None
    if order is None or closing is None:
        return tuple(rows)
    what = outcome_text(service, closing.resolution_code, language)
    after: list[DiffRow] = [DiffRow(QCoreApplication.translate("Review", "Outcome"), what)]
    if closing.material:
        after.append(DiffRow(QCoreApplication.translate("Review", "Material"), str(closing.material)))
    if closing.minutes:
        minutes = closing.minutes  # lupdate takes only a plain name for %n
        said = QCoreApplication.translate("Review", "%n min", "", minutes)
        said += f" · {closing.minutes_reason}" if closing.minutes_reason else ""
        after.append(DiffRow(QCoreApplication.translate("Review", "Time on site"), said))
    if closing.present:
        there = QLocale().createSeparatedList(list(closing.present))
        after.append(DiffRow(QCoreApplication.translate("Review", "Who was there"), there))
    named = {part.name for part in review.parts}
    answers = [
        DiffRow(field_text(service, name, language), answer_text(service, name, value, language))
        for name, value in order.fields.items()
        if f"fields.{name}" not in named and value is not None and _asked(service, name)
    ]
    return (*rows[:1], *after, *rows[1:], *answers)


def _part_row(
    name: str,
    base: Value,
    field: Value,
    crews: Mapping[str, str],
    service: ServiceType | None,
    language: str,
) -> DiffRow:
    old, new = (said_value(name, each, crews, service, language) for each in (base, field))
    return DiffRow(part_text(name, service, language), new, "" if old in (new, "–") else old)


def _asked(service: ServiceType | None, name: str) -> bool:
    forms = service.forms if service else ()
    return any(placed(form.definition, name) is not None for form in forms)


def _decided(review: Review, moments: Moments, now_ms: int) -> Finding:
    title = f"{decided_text(review)} · {moments.moment(review.decided_at, now_ms)}"
    by = QCoreApplication.translate("Review", "By {name}").format(name=review.decided_by)
    said = f"{by}: “{review.reason}”" if review.reason else by
    return Finding(title, said, "ok" if review.state.value == "accepted" else "warn")


def _place(order: WorkOrder) -> Finding:
    metres = metres_off(order)
    if believable(order.lat, order.long) is None:
        title = QCoreApplication.translate("Review", "Place not checked")
        return Finding(title, QCoreApplication.translate("Review", "The report has no exact spot."), "info")
    if metres is None:
        title = QCoreApplication.translate("Review", "Place not checked")
        return Finding(title, QCoreApplication.translate("Review", "The photos do not say where."), "info")
    if metres < _KILOMETRE_M:
        away = QCoreApplication.translate("Review", "Photo taken {count} m away").format(count=round(metres))
    else:
        far = QLocale().toString(metres / _KILOMETRE_M, "f", 1)
        away = QCoreApplication.translate("Review", "Photo taken {count} km away").format(count=far)
    if metres > FAR_M:
        return Finding(QCoreApplication.translate("Review", "Far from the address"), away, "bad")
    return Finding(QCoreApplication.translate("Review", "At the address"), away)


def _time(order: WorkOrder, review: Review, moments: Moments, now_ms: int) -> Finding:
    taken = sorted(photo.taken_at for photo in own_photos(order) if photo.taken_at)
    if not taken:
        title = QCoreApplication.translate("Review", "Time not checked")
        return Finding(title, QCoreApplication.translate("Review", "No photo says when it was taken."), "info")
    off = outside_visit(order, review)
    if off:
        count = len(off)
        said = QCoreApplication.translate("Review", "%n photo(s) taken at another time", "", count)
        when = moments.moment(off[0].taken_at, now_ms)
        return Finding(QCoreApplication.translate("Review", "Outside the visit"), f"{said}: {when}", "warn")
    first, last = moments.moment(taken[0], now_ms), moments.moment(taken[-1], now_ms)
    both = QCoreApplication.translate("Review", "{first} to {last}").format(first=first, last=last)
    detail = first if first == last else both
    return Finding(QCoreApplication.translate("Review", "Taken during the visit"), detail)


def _photos(order: WorkOrder) -> Finding:
    there, total = photo_counts(order)
    if not total:
        title = QCoreApplication.translate("Review", "No photos")
        return Finding(title, QCoreApplication.translate("Review", "The crew took none."), "warn")
    if there < total:
        words = QCoreApplication.translate("Review", "{there} of {total} photos in the CRM")
        detail = QCoreApplication.translate("Review", "The others are safe on the crew’s laptop.")
        return Finding(words.format(there=there, total=total), detail, "warn")
    if not after_photos(order):
        title = QCoreApplication.translate("Review", "No after photo")
        return Finding(title, QCoreApplication.translate("Review", "%n photo(s) in the CRM", "", total), "warn")
    title = QCoreApplication.translate("Review", "All photos in the CRM")
    return Finding(title, QCoreApplication.translate("Review", "%n photo(s)", "", total))


def _fix(order: WorkOrder, service: ServiceType | None, language: str) -> list[Finding]:
    code = order.closing.resolution_code if order.closing else ""
    found = next((each for each in service.resolutions if each.code == code), None) if service else None
    if found is None or found.fixed:
        return []
    title = QCoreApplication.translate("Review", "Not fixed: {outcome}").format(outcome=worded(found.labels, language))
    return [Finding(title, worded(found.hints, language), "warn")]


def _form(order: WorkOrder, review: Review, service: ServiceType | None, language: str) -> list[Finding]:
    """What its form lacks; that there is no after photo is said already."""
    lacking = [
        fault_text(fault, service, language)
        for fault in form_faults(order, review, service)
        if (fault.why, fault.path) != (Why.NO_PHOTO, PhotoRole.AFTER) or after_photos(order)
    ]
    if not lacking:
        return []
    return [Finding(QCoreApplication.translate("Review", "Form not complete"), " ".join(lacking), "warn")]
