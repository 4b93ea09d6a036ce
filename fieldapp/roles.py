"""Which pages each role works with, in the order of the navigation."""

from PySide6.QtCore import QCoreApplication

from fieldapp.context import Context
from fieldapp.views.board import BoardPage
from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.help_page import HelpPage
from fieldapp.views.map_page import MapPage
from fieldapp.views.new_job import NewJobPage
from fieldapp.views.photo_chooser import PhotoChooserPage
from fieldapp.views.photo_editor import PhotoEditorPage
from fieldapp.views.photos_page import PhotosPage
from fieldapp.views.print_page import PrintPage
from fieldapp.views.proof_page import ProofPage
from fieldapp.views.report_page import ReportPage
from fieldapp.views.review import ReviewPage
from fieldapp.views.sync_page import SyncPage
from fieldapp.views.today import TodayPage
from fieldapp.views.workspace import Entry
from sync.orders import Crew, Role


def entries(context: Context) -> tuple[Entry, ...]:
    """The pages of the person who signed in."""
    translate = QCoreApplication.translate
    sync = Entry("sync", translate("roles", "Sync"), "refresh-cw", SyncPage(context))
    help_page = Entry("help", translate("roles", "Help"), "circle-question-mark", HelpPage(context))
    proof = Entry("proof", translate("roles", "Prove it"), "", ProofPage(context), "Ctrl+J")
    report = Entry("report", translate("roles", "Report for support"), "", ReportPage(context))
    if context.person.role is Role.CREW:
        return (
            Entry("today", translate("roles", "Today"), "list-todo", TodayPage(context)),
            Entry("close_out", translate("roles", "Close out"), "", CloseOutPage(context)),
            Entry("new_job", translate("roles", "New job"), "", NewJobPage(context)),
            Entry("map", translate("roles", "Map"), "map", MapPage(context)),
            Entry("photos", translate("roles", "Photos"), "images", PhotosPage(context)),
            Entry("photo_import", translate("roles", "Add photos"), "", PhotoChooserPage(context)),
            Entry("photo_edit", translate("roles", "Draw on the photo"), "", PhotoEditorPage(context)),
            sync,
            help_page,
            proof,
            report,
            Entry("print", translate("roles", "Print"), "", PrintPage(context)),
        )
    board = Entry("board", translate("roles", "Board"), "layout-dashboard", BoardPage(context))
    review = Entry("review", translate("roles", "Review"), "inbox", ReviewPage(context))
    first = (review, board) if context.person.role is Role.DISPATCHER else (board, review)
    return (*first, sync, help_page, proof, report)


def first_page(role: Role) -> str:
    """The page that a person's day begins with."""
    return {Role.CREW: "today", Role.DISPATCHER: "review"}.get(role, "board")


def job_page(role: Role) -> str:
    """The page that shows any one job."""
    return "today" if role is Role.CREW else "board"


def badge(context: Context) -> tuple[str, str]:
    """The initials and the caption of the person's badge."""
    person = context.person
    if person.role is Role.CREW:
        crew = next((c for c in context.store.crews() if c.id == person.crew_id), None)
        if crew is not None:
            return crew_badge(crew)
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()
    titles = {
        Role.SUPERVISOR: QCoreApplication.translate("roles", "Supervisor"),
        Role.DISPATCHER: QCoreApplication.translate("roles", "Dispatch"),
        Role.ADMIN: QCoreApplication.translate("roles", "City IT"),
        Role.CREW: QCoreApplication.translate("roles", "Crew"),
    }
    return initials, titles[person.role]


def crew_badge(crew: Crew) -> tuple[str, str]:
    """The same for a crew, whose badge is its own and not a person's."""
    return f"C{crew.short}", crew.name
