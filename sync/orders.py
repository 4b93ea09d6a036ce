"""The values that everybody shares: a work order, who works on it, and the city's reference tables.

Names follow Open311 GeoReport v2 where it has one (`service_code`, `requested_datetime`, `lat`, `long`).
All are frozen; a change is a new value. Times are RFC 3339 strings with an offset, durations whole minutes.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

Value = str | int | float | bool | None


class Status(StrEnum):
    """Where a work order stands in the office's book."""

    NEW = "new"  # reported, nobody's yet
    ASSIGNED = "assigned"
    STARTED = "started"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"


OPEN = frozenset({Status.NEW, Status.ASSIGNED, Status.STARTED, Status.PAUSED})


class Priority(StrEnum):
    """How soon; the office decides."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Role(StrEnum):
    """What a person may do; one each."""

    CREW = "crew"
    SUPERVISOR = "supervisor"
    DISPATCHER = "dispatcher"
    ADMIN = "admin"


class PhotoRole(StrEnum):
    """What a photo shows of the job."""

    RESIDENT = "resident"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    SIGNATURE = "signature"  # drawn on the screen: the answer to a form's question, no picture of the job


SIGHTS = (PhotoRole.BEFORE, PhotoRole.DURING, PhotoRole.AFTER)
"""What a crew takes of the job itself."""


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who signs in. `crew_id` is set for crew members only."""

    id: str
    name: str
    role: Role
    crew_id: str | None = None


class Crew(msgspec.Struct, frozen=True, omit_defaults=True):
    """A crew that jobs are assigned to. `short` fits a round badge; `minutes_a_day` is its shift.

    `members` are the names of who works in it, for a close-out to say who was there.
    """

    id: str
    name: str
    short: str
    district: str = ""
    minutes_a_day: int = 480
    members: tuple[str, ...] = ()


class Resident(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who reported it: personal data, never logged. `language` is a BCP 47 tag."""

    name: str = ""
    phone: str = ""
    language: str = ""


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody wrote. `late` when it came after the job had left its author's crew or was closed.

    With a `photo_id` it is about that photo of the job, and the last such note is its caption.
    """

    id: str
    at: str
    by: str
    text: str
    late: bool = False
    photo_id: str = ""


class Photo(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture's description; its bytes travel on their own and are in the CRM once `stored`."""

    id: str
    role: PhotoRole
    at: str
    by: str
    sha256: str = ""
    size: int = 0
    width_px: int = 0
    height_px: int = 0
    taken_at: str | None = None
    lat: float | None = None
    long: float | None = None
    stored: bool = False
    late: bool = False
    withdrawn: bool = False


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a job's history, left by the command `id`; `kind` is the command's, `detail` the particulars.

    `by` is a name, `author` the person's id.
    """

    id: str
    at: str
    kind: str
    by: str
    detail: str = ""
    author: str = ""


class TimeSpent(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whole minutes that somebody worked on a job, beside those of its closing; `id` is the command's."""

    id: str
    at: str
    by: str
    minutes: int
    late: bool = False


class MaterialUsed(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a job used up beside the material of its closing; `id` is the command's, `unit` as its author wrote it."""

    id: str
    at: str
    by: str
    name: str
    quantity: float
    unit: str = ""
    late: bool = False


class Begun(msgspec.Struct, frozen=True, omit_defaults=True):
    """A crew that no longer has the job says that it began or paused it: work may be under way out there."""

    by: str
    at: str
    crew_id: str | None = None


class Cancelled(msgspec.Struct, frozen=True):
    """Who cancelled a job, or closed it as a duplicate, and why; `reason` is for the crew to read."""

    by: str
    at: str
    reason: str


class Closing(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a job was closed: by whom, when the work was done (not when it was sent), with which resolution code.

    `minutes_reason` says why `minutes` are not those that the clock counted, `form_version` what had been asked;
    `material` was counted by close-outs from before there were forms; `present` names who of the crew was there.
    """

    resolution_code: str
    at: str
    by: str
    crew_id: str | None = None
    minutes: int = 0
    material: int = 0
    minutes_reason: str = ""
    form_version: int = 0
    present: tuple[str, ...] = ()


class Returned(msgspec.Struct, frozen=True):
    """A closed or cancelled job is open again; `reason`, the new instructions, is for the crew to read."""

    by: str
    at: str
    reason: str


class Checked(msgspec.Struct, frozen=True):
    """The dispatcher accepted the close-out."""

    by: str
    at: str


class WorkOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """One job. The hub's row, the laptop's copy and what a screen shows are all this one type.

    `version` counts the hub's changes to it. `assignment_id` is new with every assignment, so "still mine" is
    one comparison. `fields` are the office's and crew's answers by name; `ticks` the checklist by item id.
    `duplicate_of` is the order that this one was merged into, `look_alikes` those that it may be the same as,
    `follows` the one that left this to be done; `begun` warns the crew of now that another one may have begun.
    """

    id: str
    number: str
    service_code: str
    title: str
    address: str
    requested_datetime: str
    version: int = 0
    status: Status = Status.NEW
    priority: Priority = Priority.NORMAL
    description: str = ""
    expected_datetime: str | None = None
    lat: float | None = None
    long: float | None = None
    assignment_id: str | None = None
    crew_id: str | None = None
    estimate_minutes: int = 30
    started_at: str | None = None
    fields: dict[str, Value] = {}
    ticks: dict[str, bool] = {}
    resident: Resident | None = None
    notes: tuple[Note, ...] = ()
    photos: tuple[Photo, ...] = ()
    closing: Closing | None = None
    returned: Returned | None = None
    checked: Checked | None = None
    time: tuple[TimeSpent, ...] = ()
    materials: tuple[MaterialUsed, ...] = ()
    begun: Begun | None = None
    cancelled: Cancelled | None = None
    duplicate_of: str | None = None
    look_alikes: tuple[str, ...] = ()
    follows: str | None = None
    history: tuple[Event, ...] = ()


class Resolution(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer to "What happened?". Texts by language tag; `photo` says that an after photo is required."""

    code: str
    labels: dict[str, str]
    hints: dict[str, str] = {}
    icon: str = "check"
    photo: bool = False
    fixed: bool = True


class ChecklistItem(msgspec.Struct, frozen=True):
    """One line of "Before you start"."""

    id: str
    labels: dict[str, str]


class Form(msgspec.Struct, frozen=True):
    """What a close-out asks, in one version: `definition` is JSON Schema as FORMS.md has it."""

    version: int
    definition: dict[str, Any]


class ServiceType(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kind of job (Open311: service), with the codes and checklist that go with it.

    `forms` are its questions, oldest version first; the last is asked now, the others finish what was begun under them.
    """

    code: str
    labels: dict[str, str]
    icon: str
    tone: str
    resolutions: tuple[Resolution, ...]
    checklist: tuple[ChecklistItem, ...] = ()
    forms: tuple[Form, ...] = ()
    estimate_minutes: int = 30

    def form(self, version: int = 0) -> Form | None:
        """The form of that version, or of the oldest after it; 0 for the present one. None where nothing is asked."""
        present = self.forms[-1] if self.forms else None
        return next((form for form in self.forms if 0 < version <= form.version), present)


def worded(labels: Mapping[str, str], language: str) -> str:
    """The text in `language` (`es`, `es-MX`), else in English, else any there is."""
    for tag in (language, language.split("-", maxsplit=1)[0], "en"):
        if tag in labels:
            return labels[tag]
    return next(iter(labels.values()), "")
