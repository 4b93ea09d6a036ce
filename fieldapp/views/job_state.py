"""What stands above a job when it is not simply to be done: moved away, sent back, waiting for a decision."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from fieldapp.moments import Moments
from fieldapp.wording import desk_text, waiting_text, who_decides, why_text
from sync.orders import OPEN, Role
from sync.states import CommandState, PhotoState, Place
from sync.store import OrderView, OutboxItem
from sync.wire import Left


@dataclass(frozen=True)
class Standing:
    """A sentence about a job, its tone and icon; `seen` is the command to dismiss when a person has read it."""

    text: str
    tone: str
    icon: str
    seen: str = ""


def standing(view: OrderView, crew_name: Callable[[str], str], moments: Moments, now_ms: int) -> Standing | None:
    """The most important thing to say above the job, None where it is simply to be done or done."""
    decided = next((i for i in view.commands if i.state in (CommandState.DECLINED, CommandState.REJECTED)), None)
    if decided is not None:
        return Standing(declined_text(decided), "bad", "circle-x", decided.command.id)
    held = next((i for i in view.commands if i.state is CommandState.HELD), None)
    if held is not None:
        return Standing(held_text(held, view.left, crew_name), "bad", "git-branch")
    if any(photo.state is PhotoState.DAMAGED for photo in view.photos):
        return Standing(
            QCoreApplication.translate(
                "Standing",
                "A photo of this job no longer opens on this laptop. Its file is kept; take the photo again.",
            ),
            "bad",
            "image",
        )
    if view.left is not None:
        return Standing(left_text(view.left, crew_name, moments, now_ms), "info", "truck")
    returned = view.order.returned
    if returned is not None and view.order.status in OPEN:
        sentence = QCoreApplication.translate("Standing", "Sent back by {name} at {time}: “{reason}”")
        at = moments.moment(returned.at, now_ms)
        return Standing(sentence.format(name=returned.by, time=at, reason=returned.reason), "bad", "corner-up-left")
    return None


def held_text(item: OutboxItem, left: Left | None, crew_name: Callable[[str], str]) -> str:
    """Why the work waits for a person, that it is kept, and who decides."""
    why = item.verdict.why if item.verdict else None
    said = why_text(why)
    if left is not None and left.to:
        said = QCoreApplication.translate("Standing", "{name} gave the job to {crew} while you worked on it.")
        said = said.format(name=left.by, crew=crew_name(left.to))
    asks = item.verdict.asks if item.verdict and item.verdict.asks else who_decides(why)
    if asks is Role.CREW:
        sentence = QCoreApplication.translate("Standing", "Needs a decision: {why} Your work is kept; you decide.")
        return sentence.format(why=said)
    sentence = QCoreApplication.translate("Standing", "Needs a decision: {why} Your work is kept; {desk} decides.")
    return sentence.format(why=said, desk=desk_text(asks))


def declined_text(item: OutboxItem) -> str:
    """Who turned the work down, and why; that it is kept."""
    verdict = item.verdict
    if verdict is None or not verdict.by:
        return why_text(verdict.why if verdict else None)
    if not verdict.reason:
        sentence = QCoreApplication.translate("Standing", "{name} decided against it. What you did is kept in the CRM.")
        return sentence.format(name=verdict.by)
    sentence = QCoreApplication.translate(
        "Standing", "{name} decided against it: “{reason}” What you did is kept in the CRM."
    )
    return sentence.format(name=verdict.by, reason=verdict.reason)


def left_text(left: Left, crew_name: Callable[[str], str], moments: Moments, now_ms: int) -> str:
    """Where the job went, by whom and when."""
    at = moments.moment(left.at, now_ms)
    if left.to:
        sentence = QCoreApplication.translate("Standing", "{name} moved this job to {crew} at {time}.")
        return sentence.format(name=left.by, crew=crew_name(left.to), time=at)
    if left.reason == "removed":
        sentence = QCoreApplication.translate(
            "Standing", "{name} deleted this job at {time}. What you did on it is kept."
        )
        return sentence.format(name=left.by, time=at)
    sentence = QCoreApplication.translate("Standing", "{name} took this job back to the pool at {time}.")
    return sentence.format(name=left.by, time=at)


def whereabouts(view: OrderView) -> str:
    """One line on where the work of this job is: why it waits, or how many photos the CRM has."""
    if view.place is Place.IN_CRM or view.place is None:
        return ""
    total = len(view.photos)
    there = sum(photo.state in (PhotoState.STORED, PhotoState.PURGED) for photo in view.photos)
    waiting = next((waiting_text(i.why_waiting) for i in view.commands if i.why_waiting), "")
    photos = ""
    if total and there < total:
        photos = QCoreApplication.translate("Standing", "{there} of {total} photos in the CRM")
        photos = photos.format(there=there, total=total)
    return " · ".join(part for part in (waiting, photos) if part)
