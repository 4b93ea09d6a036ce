"""The words for work: where it is, what was done, why somebody must decide."""

from PySide6.QtCore import QCoreApplication

from fieldapp.rows import ChipText
from sync.orders import Note, PhotoRole, Priority, Role, Status, Value, WorkOrder
from sync.states import Place
from sync.verdicts import Why

PLACE_TONES = {
    Place.ON_LAPTOP: "warn",
    Place.SENDING: "primary",
    Place.IN_CRM: "ok",
    Place.NEEDS_DECISION: "bad",
}
PLACE_ICONS = {
    Place.ON_LAPTOP: "hard-drive",
    Place.SENDING: "cloud-upload",
    Place.IN_CRM: "circle-check",
    Place.NEEDS_DECISION: "circle-alert",
}
STAGES = {
    Place.ON_LAPTOP: "laptop",
    Place.SENDING: "sending",
    Place.IN_CRM: "in_crm",
    Place.NEEDS_DECISION: "needs_you",
}
"""The stage of an OutboxRow that shows a place."""


def place_text(place: Place) -> str:
    """The one word or two for where work is; no screen uses others."""
    match place:
        case Place.ON_LAPTOP:
            return QCoreApplication.translate("Place", "On this laptop")
        case Place.SENDING:
            return QCoreApplication.translate("Place", "Sending")
        case Place.IN_CRM:
            return QCoreApplication.translate("Place", "In the CRM")
        case Place.NEEDS_DECISION:
            return QCoreApplication.translate("Place", "Needs a decision")


def place_chip(place: Place) -> ChipText:
    """The place as a chip: words, tone and icon."""
    return ChipText(place_text(place), PLACE_TONES[place], PLACE_ICONS[place])


def status_text(status: Status) -> str:
    """A job's status as people say it."""
    match status:
        case Status.NEW:
            return QCoreApplication.translate("Status", "New")
        case Status.ASSIGNED:
            return QCoreApplication.translate("Status", "To do")
        case Status.STARTED:
            return QCoreApplication.translate("Status", "In progress")
        case Status.PAUSED:
            return QCoreApplication.translate("Status", "Paused")
        case Status.CLOSED:
            return QCoreApplication.translate("Status", "Done")
        case Status.CANCELLED:
            return QCoreApplication.translate("Status", "Cancelled")


def priority_text(priority: Priority) -> str:
    """A job's priority, empty for a normal one."""
    match priority:
        case Priority.EMERGENCY:
            return QCoreApplication.translate("Priority", "Emergency")
        case Priority.HIGH:
            return QCoreApplication.translate("Priority", "Urgent")
        case Priority.NORMAL:
            return ""
        case Priority.LOW:
            return QCoreApplication.translate("Priority", "Can wait")


def note_text(order: WorkOrder, note: Note, at: str, by: str = "") -> str:
    """When a note was written, by whom, about which photo of the job, and whether it came late."""
    photo = next((photo for photo in order.photos if photo.id == note.photo_id), None)
    about = QCoreApplication.translate("Note", "photo: {role}").format(role=role_text(photo.role)) if photo else ""
    head = " · ".join(part for part in (by, at, about) if part)
    late = QCoreApplication.translate("Note", "{head} · came after the job had moved on")
    return late.format(head=head) if note.late else head


def role_text(role: PhotoRole) -> str:
    """What a photo shows, as its label."""
    match role:
        case PhotoRole.RESIDENT:
            return QCoreApplication.translate("PhotoRole", "Resident")
        case PhotoRole.BEFORE:
            return QCoreApplication.translate("PhotoRole", "Before")
        case PhotoRole.DURING:
            return QCoreApplication.translate("PhotoRole", "During")
        case PhotoRole.AFTER:
            return QCoreApplication.translate("PhotoRole", "After")
        case PhotoRole.SIGNATURE:
            return QCoreApplication.translate("PhotoRole", "Signature")


def desk_text(role: Role) -> str:
    """Who decides, in the middle of a sentence."""
    if role is Role.CREW:
        return QCoreApplication.translate("Desk", "the crew member")
    if role is Role.SUPERVISOR:
        return QCoreApplication.translate("Desk", "your supervisor")
    return QCoreApplication.translate("Desk", "dispatch")


def who_decides(why: Why | None) -> Role:
    """The desk that a held command waits for, as the conflict table says."""
    supervisors = (Why.REASSIGNED, Why.CANCELLED, Why.CLOSED, Why.PERSON_DISABLED, Why.OTHER_PERSON)
    return Role.SUPERVISOR if why in supervisors else Role.DISPATCHER


def why_text(why: Why | None) -> str:
    """Why work is waiting for a person, or why it was turned down: a whole sentence, with no codes in it."""
    closed = QCoreApplication.translate("Why", "Somebody else had closed the job already.")
    unreadable = QCoreApplication.translate(
        "Why", "The city’s computer could not read this change. It stays here; tell support."
    )
    words = {
        Why.REASSIGNED: QCoreApplication.translate("Why", "The job was given to another crew while you worked on it."),
        Why.REOPENED: QCoreApplication.translate(
            "Why", "The job came back with new instructions while you worked on it."
        ),
        Why.CANCELLED: QCoreApplication.translate("Why", "The office cancelled the job while you worked on it."),
        Why.DUPLICATE: QCoreApplication.translate(
            "Why", "The office found that the job is the same as another one while you worked on it."
        ),
        Why.CLOSED: closed,
        Why.ALREADY_CLOSED: closed,
        Why.ALREADY_OPEN: QCoreApplication.translate("Why", "Somebody else had opened the job again already."),
        Why.ALREADY_DECIDED: QCoreApplication.translate("Why", "Somebody else had decided this already."),
        Why.VALUE_CHANGED: QCoreApplication.translate(
            "Why", "You and the office both changed this job while you were offline."
        ),
        Why.PROPOSED: QCoreApplication.translate("Why", "Only the office sets this; it has your proposal."),
        Why.LOOK_ALIKE: QCoreApplication.translate("Why", "It may be the same as a job that the city has already."),
        Why.PERSON_DISABLED: QCoreApplication.translate("Why", "Your account was closed before this arrived."),
        Why.OTHER_PERSON: QCoreApplication.translate("Why", "It was sent under another person’s sign-in."),
        Why.ORDER_UNKNOWN: QCoreApplication.translate("Why", "The city’s list does not have this job any more."),
        Why.NEEDED_IS_HELD: QCoreApplication.translate("Why", "It belongs to work that waits for a decision."),
        Why.HUB_FAILED: QCoreApplication.translate(
            "Why", "The city’s computer could not take this change yet. It is safe here and goes again."
        ),
        Why.DEAD_LETTER: QCoreApplication.translate(
            "Why", "The city’s computer could not take this change; a person there has it now, and it stays here too."
        ),
        Why.NOT_ALLOWED: QCoreApplication.translate(
            "Why", "The city does not let your account do this. It stays here; tell your supervisor."
        ),
        Why.MALFORMED: unreadable,
        Why.ID_REUSED: unreadable,
    }
    return words[why] if why is not None else ""


def done_text(kind: str) -> str:
    """What a command did, short enough to follow a job's title: "closed", "note"."""
    words = {
        "start_work": QCoreApplication.translate("Done", "started"),
        "pause_work": QCoreApplication.translate("Done", "paused"),
        "close_out": QCoreApplication.translate("Done", "closed"),
        "set_field": QCoreApplication.translate("Done", "answer changed"),
        "add_note": QCoreApplication.translate("Done", "note"),
        "add_photo": QCoreApplication.translate("Done", "photo"),
        "withdraw_photo": QCoreApplication.translate("Done", "photo removed"),
        "tick_item": QCoreApplication.translate("Done", "checklist"),
        "log_time": QCoreApplication.translate("Done", "time"),
        "log_material": QCoreApplication.translate("Done", "material"),
        "propose_field": QCoreApplication.translate("Done", "proposal"),
        "correct_place": QCoreApplication.translate("Done", "place corrected"),
        "create_order": QCoreApplication.translate("Done", "new job"),
        "assign": QCoreApplication.translate("Done", "assigned"),
        "unassign": QCoreApplication.translate("Done", "back to the pool"),
        "schedule": QCoreApplication.translate("Done", "due time"),
        "set_priority": QCoreApplication.translate("Done", "priority"),
        "cancel": QCoreApplication.translate("Done", "cancelled"),
        "reopen": QCoreApplication.translate("Done", "opened again"),
        "merge_duplicate": QCoreApplication.translate("Done", "merged"),
        "decide_review": QCoreApplication.translate("Done", "decision"),
    }
    return words.get(kind) or QCoreApplication.translate("Done", "changed")


def history_text(kind: str) -> str:
    """What a command did, as a line of the job's history: "Closed the job"."""
    words = {
        "start_work": QCoreApplication.translate("History", "Started work"),
        "pause_work": QCoreApplication.translate("History", "Paused work"),
        "close_out": QCoreApplication.translate("History", "Closed the job"),
        "set_field": QCoreApplication.translate("History", "Changed an answer"),
        "add_note": QCoreApplication.translate("History", "Wrote a note"),
        "add_photo": QCoreApplication.translate("History", "Added a photo"),
        "withdraw_photo": QCoreApplication.translate("History", "Removed a photo"),
        "tick_item": QCoreApplication.translate("History", "Ticked the checklist"),
        "log_time": QCoreApplication.translate("History", "Entered working time"),
        "log_material": QCoreApplication.translate("History", "Entered material"),
        "propose_field": QCoreApplication.translate("History", "Proposed a change"),
        "correct_place": QCoreApplication.translate("History", "Corrected the place"),
        "create_order": QCoreApplication.translate("History", "Found the job on the street"),
        "assign": QCoreApplication.translate("History", "Assigned the job"),
        "unassign": QCoreApplication.translate("History", "Put the job back in the pool"),
        "schedule": QCoreApplication.translate("History", "Set when the job is due"),
        "set_priority": QCoreApplication.translate("History", "Set how soon"),
        "cancel": QCoreApplication.translate("History", "Cancelled the job"),
        "reopen": QCoreApplication.translate("History", "Opened the job again"),
        "merge_duplicate": QCoreApplication.translate("History", "Closed the job as a duplicate"),
        "decide_review": QCoreApplication.translate("History", "Decided"),
    }
    return words.get(kind) or QCoreApplication.translate("History", "Changed the job")


def value_text(value: Value) -> str:
    """An answer as people read it: yes and no for a tick, a dash for none."""
    if value is None or value == "":
        return "–"
    if value is True:
        return QCoreApplication.translate("Value", "Yes")
    if value is False:
        return QCoreApplication.translate("Value", "No")
    return str(value)
