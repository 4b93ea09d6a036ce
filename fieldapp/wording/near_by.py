"""The words for jobs near a place, and for a job that was found there."""

from PySide6.QtCore import QCoreApplication, QLocale

from fieldapp.moments import Moments
from fieldapp.wording.desk import distance_text
from fieldapp.wording.photos import refusal_text
from fieldapp.wording.stored import store_text
from fieldapp.wording.work import status_text
from sync.orders import Status
from sync.photo_refused import PhotoRefused
from sync.store import OrderLine, StoreProblem

_ON_THE_SPOT_M = 8.0


def found_here(line: OrderLine) -> bool:
    """Whether a crew found the job on the street: its number is made of its id, since nobody could be asked for one."""
    return line.number == f"F-{line.id[-6:].upper()}"


def found_here_text() -> str:
    """The mark of such a job."""
    return QCoreApplication.translate("NearBy", "Found here")


def away_text(metres: float | None, locale: QLocale) -> str:
    """How far a job is; None where only its address says that it is near."""
    if metres is None:
        return QCoreApplication.translate("NearBy", "same address")
    if metres < _ON_THE_SPOT_M:
        return QCoreApplication.translate("NearBy", "on this spot")
    return distance_text(metres, locale)


def near_text(line: OrderLine, metres: float | None, moments: Moments, locale: QLocale, now_ms: int) -> str:
    """What tells whether a job is the one that somebody looks for: where, how far, how old, and how it stands."""
    parts = [
        line.address.strip(),
        away_text(metres, locale),
        moments.reported(line.requested_datetime, now_ms),
        status_text(line.status) if line.status is not Status.ASSIGNED else "",
    ]
    return " · ".join(part for part in parts if part)


def same_kind_text(count: int, farthest: float | None, locale: QLocale) -> str:
    """How many more reports of the same there are, and within what distance."""
    more = count  # lupdate takes only a plain name for %n
    if farthest is None:
        return QCoreApplication.translate("NearBy", "%n more report(s) of the same at this address", "", more)
    if farthest < _ON_THE_SPOT_M:
        return QCoreApplication.translate("NearBy", "%n more report(s) of the same on this spot", "", more)
    words = QCoreApplication.translate("NearBy", "%n more report(s) of the same within {distance}", "", more)
    return words.format(distance=distance_text(farthest + 5, locale))


def closed_text(count: int) -> str:
    """That jobs are closed, and where that is."""
    jobs = count
    if jobs == 1:
        return QCoreApplication.translate("NearBy", "Closed. It is safe on this laptop.")
    return QCoreApplication.translate("NearBy", "%n job(s) closed. All safe on this laptop.", "", jobs)


def not_taken_back_text(count: int) -> str:
    """That some closings could not be taken back."""
    jobs = count
    return QCoreApplication.translate(
        "NearBy", "%n job(s) could not be taken back: the CRM may have them already. They stay closed.", "", jobs
    )


def one_fix_text(number: str) -> str:
    """Why a job was closed without a time of its own; `one_fix_with` finds the number in it again."""
    return QCoreApplication.translate("NearBy", "One fix with {number}").format(number=number)


def one_fix_for_text(count: int) -> str:
    """That a job was closed as one of several."""
    jobs = count
    return QCoreApplication.translate("NearBy", "one fix for %n jobs", "", jobs)


def one_fix_with(reason: str, number: str) -> bool:
    """Whether that reason names the job with this number, in whatever language it was written."""
    return bool(number) and reason.endswith(f" {number}")


def taken_along_text(count: int) -> str:
    """That what was filled in for a new job is with the one that was there already."""
    photos = count
    if not photos:
        return QCoreApplication.translate("NearBy", "Your words are with this job now, as a note.")
    return QCoreApplication.translate("NearBy", "Your %n photo(s) are with this job now.", "", photos)


def found_trouble_text(trouble: PhotoRefused | StoreProblem) -> str:
    """That a new job is saved and some of its photos are not with it yet."""
    said = QCoreApplication.translate(
        "NearBy", "The job is saved. Not all photos are with it yet; they are kept, and tried again at the next start."
    )
    return f"{said} {refused_text(trouble)}"


def finished_text(count: int) -> str:
    """That jobs which were being closed together when the program stopped are closed now."""
    jobs = count
    return QCoreApplication.translate(
        "NearBy", "Fieldapp had stopped while it closed jobs together. %n job(s) are closed now.", "", jobs
    )


def refused_text(error: Exception) -> str:
    """Why a photo or an act was not taken. Raises what is neither."""
    if isinstance(error, PhotoRefused):
        return refusal_text(error)
    if isinstance(error, StoreProblem):
        return store_text(error)
    raise error
