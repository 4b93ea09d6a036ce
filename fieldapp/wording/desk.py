"""The words of the desks: how fresh our picture of a crew is, how far and how full, why work is held."""

from PySide6.QtCore import QCoreApplication, QLocale

from fieldapp.moments import Moments
from sync.clock import parse_ms
from sync.verdicts import Why
from sync.wire import Presence

STALE_MIN = 15
_ROUGH_FROM_MIN = 180
_MILE_M = 1609.344
_FEET_BELOW_M = 160
_METRES_BELOW_M = 950


def freshness_text(presence: Presence | None, moments: Moments, now_ms: int) -> tuple[str, str]:
    """How old the picture of a crew is, and the tone: amber where it is older than 15 minutes."""
    if presence is None or presence.last_heard is None:
        return QCoreApplication.translate("Desk", "Never heard"), "neutral"
    knows = ""
    if not presence.live or presence.knows < presence.of:
        jobs = presence.of  # lupdate takes only a plain name for %n
        knows = QCoreApplication.translate("Desk", "knows {known} of %n job(s)", "", jobs)
        knows = knows.format(known=presence.knows)
    if presence.live:
        heard, tone = QCoreApplication.translate("Desk", "Live"), "ok"
    else:
        minutes = silent_minutes(presence, now_ms)
        heard = QCoreApplication.translate("Desk", "Last heard {time} ago").format(
            time=moments.lasting(roughly(minutes))
        )
        tone = "warn" if minutes > STALE_MIN else "neutral"
    return " · ".join(part for part in (heard, knows) if part), tone


def silent_minutes(presence: Presence, now_ms: int) -> int:
    """Whole minutes since a crew was heard; 0 where it never was."""
    if presence.last_heard is None:
        return 0
    return max(0, (now_ms - parse_ms(presence.last_heard)) // 60_000)


def roughly(minutes: int) -> int:
    """Whole hours from three hours on: a card or a lane has room for no more."""
    return minutes if minutes < _ROUGH_FROM_MIN else minutes // 60 * 60


def hours_text(minutes: int, limit_minutes: int, locale: QLocale) -> str:
    """The planned of the possible hours: "6.9 of 8 h"."""
    text = QCoreApplication.translate("Desk", "{planned} of {limit} h")
    return text.format(planned=_hours(minutes, locale), limit=_hours(limit_minutes, locale))


def free_text(minutes: int, locale: QLocale) -> str:
    """What is left of a shift, or by how much it is over."""
    if minutes < 0:
        over = QCoreApplication.translate("Desk", "{hours} h over")
        return over.format(hours=_hours(-minutes, locale))
    return QCoreApplication.translate("Desk", "{hours} h free").format(hours=_hours(minutes, locale))


def distance_text(metres: float, locale: QLocale) -> str:
    """A distance in the measures that the person's language uses: "0.8 mi", "350 m"."""
    if locale.measurementSystem() is QLocale.MeasurementSystem.MetricSystem:
        if metres < _METRES_BELOW_M:
            return QCoreApplication.translate("Desk", "{count} m").format(count=round(metres / 10) * 10)
        kilometres = locale.toString(metres / 1000, "f", 1)
        return QCoreApplication.translate("Desk", "{count} km").format(count=kilometres)
    if metres < _FEET_BELOW_M:
        return QCoreApplication.translate("Desk", "{count} ft").format(count=round(metres * 0.328084) * 10)
    return QCoreApplication.translate("Desk", "{count} mi").format(count=locale.toString(metres / _MILE_M, "f", 1))


def held_chip(why: Why | None) -> str:
    """Why work is held, short enough for a chip."""
    words = {
        Why.REASSIGNED: QCoreApplication.translate("Desk", "Reassigned"),
        Why.REOPENED: QCoreApplication.translate("Desk", "Reopened"),
        Why.CANCELLED: QCoreApplication.translate("Desk", "Cancelled"),
        Why.DUPLICATE: QCoreApplication.translate("Desk", "Duplicate"),
        Why.CLOSED: QCoreApplication.translate("Desk", "Closed before"),
        Why.ALREADY_CLOSED: QCoreApplication.translate("Desk", "Closed before"),
        Why.VALUE_CHANGED: QCoreApplication.translate("Desk", "Both changed it"),
        Why.PROPOSED: QCoreApplication.translate("Desk", "Proposal"),
        Why.LOOK_ALIKE: QCoreApplication.translate("Desk", "Possible duplicate"),
        Why.PERSON_DISABLED: QCoreApplication.translate("Desk", "Account closed"),
        Why.OTHER_PERSON: QCoreApplication.translate("Desk", "Other sign-in"),
        Why.ORDER_UNKNOWN: QCoreApplication.translate("Desk", "Job not in the list"),
        Why.NEEDED_IS_HELD: QCoreApplication.translate("Desk", "Waits with other work"),
    }
    fallback = QCoreApplication.translate("Desk", "Needs a decision")
    return words.get(why, fallback) if why is not None else fallback


def held_sentence(why: Why | None, crew: str) -> str:
    """Why work is held, as a whole sentence to the person who decides."""
    words = {
        Why.REASSIGNED: QCoreApplication.translate(
            "Desk", "The office gave the job to somebody else while {crew} worked on it."
        ),
        Why.REOPENED: QCoreApplication.translate(
            "Desk", "The job was sent back with new instructions while {crew} worked on it."
        ),
        Why.CANCELLED: QCoreApplication.translate("Desk", "The office cancelled the job while {crew} worked on it."),
        Why.DUPLICATE: QCoreApplication.translate(
            "Desk", "The office closed the job as a duplicate while {crew} worked on it."
        ),
        Why.CLOSED: QCoreApplication.translate("Desk", "The job was closed before this change arrived."),
        Why.ALREADY_CLOSED: QCoreApplication.translate("Desk", "The job was closed before this change arrived."),
        Why.VALUE_CHANGED: QCoreApplication.translate("Desk", "{crew} and the office changed the same answer."),
        Why.PROPOSED: QCoreApplication.translate("Desk", "{crew} proposes what only the office sets."),
        Why.LOOK_ALIKE: QCoreApplication.translate(
            "Desk", "{crew} found this job on the street; it may be the same as another one."
        ),
        Why.PERSON_DISABLED: QCoreApplication.translate(
            "Desk", "The account of its author was closed before the work of {crew} arrived."
        ),
        Why.OTHER_PERSON: QCoreApplication.translate(
            "Desk", "The work of {crew} came from a laptop on which somebody else had signed in."
        ),
        Why.ORDER_UNKNOWN: QCoreApplication.translate("Desk", "The city’s list does not have this job any more."),
        Why.NEEDED_IS_HELD: QCoreApplication.translate("Desk", "It builds on other work of {crew} that is held."),
    }
    fallback = QCoreApplication.translate("Desk", "The work of {crew} needs a decision.")
    return (words.get(why, fallback) if why is not None else fallback).format(crew=crew)


def _hours(minutes: int, locale: QLocale) -> str:
    hours = minutes / 60
    return locale.toString(hours, "f", 0 if minutes % 60 == 0 else 1)
