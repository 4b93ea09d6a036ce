"""What a newcomer is shown first: a few parts of the real window, by role."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from fieldapp.views.job_photos import PhotosCard
from fieldapp.views.workspace import Workspace
from fieldapp.widgets.guide import Step
from fieldapp.widgets.job_list import JobList
from sync.orders import Role


def guide_steps(window: Workspace, role: Role) -> tuple[Step, ...]:
    """The steps for a role, of parts that its first page has."""
    return (*_crew(window), _look(window)) if role is Role.CREW else (_pill(window), _look(window), _help(window))


def _crew(window: Workspace) -> tuple[Step, ...]:
    translate = QCoreApplication.translate

    def first(kind: type[QWidget], name: str = "") -> QWidget | None:
        found = window.page("today").findChildren(kind, name) if name else window.page("today").findChildren(kind)
        return found[0] if found else None

    return (
        Step(
            translate("Guide", "Your jobs of the day"),
            translate(
                "Guide",
                "The next one due stands first. Tap a job, or go through them with the arrow keys; Ctrl+F finds any of "
                "them. They are on this laptop, so you need no line to see them.",
            ),
            lambda: first(JobList),
        ),
        _pill(window),
        Step(
            translate("Guide", "Closing out"),
            translate(
                "Guide",
                "When the work is done, press this or F2. Three steps: a photo, what happened, close. Until it leaves "
                "the laptop you can undo it.",
            ),
            lambda: first(QWidget, "close_out_button"),
        ),
        Step(
            translate("Guide", "Photos"),
            translate(
                "Guide",
                "Add photos from your phone or SD card, drop them here, or paste them. Each is saved at once.",
            ),
            lambda: first(PhotosCard),
        ),
    )


def _pill(window: Workspace) -> Step:
    return Step(
        QCoreApplication.translate("Guide", "Where your work is"),
        QCoreApplication.translate(
            "Guide",
            "This says whether there is a line, and how much is only on this laptop. Amber is safe. Red means that a "
            "person is needed. Tap it to see each change.",
        ),
        lambda: window.pill,
    )


def _look(window: Workspace) -> Step:
    return Step(
        QCoreApplication.translate("Guide", "Sun, size and language"),
        QCoreApplication.translate(
            "Guide",
            "Ctrl+T changes the theme: light, dark, sunlight. Ctrl++ makes everything larger. Here you also choose the "
            "language, lock the laptop and sign out. F1 shows all keys, Help has this guide again.",
        ),
        lambda: window.findChild(QWidget, "person_badge"),
    )


def _help(window: Workspace) -> Step:
    return Step(
        QCoreApplication.translate("Guide", "Help"),
        QCoreApplication.translate(
            "Guide", "Answers to what people ask, without a line. F1 shows the keys of a screen."
        ),
        lambda: window.rail.place("help"),
    )
