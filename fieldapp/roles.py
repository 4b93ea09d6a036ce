"""Which pages each role works with, in the order of the navigation."""

from PySide6.QtCore import QCoreApplication

from fieldapp.context import Context
from fieldapp.views.page import Page
from fieldapp.views.workspace import Entry
from sync.orders import Crew, Role


def entries(context: Context) -> tuple[Entry, ...]:
    """The pages of the person who signed in, for `page` to make."""
    translate = QCoreApplication.translate
    sync = Entry("sync", translate("roles", "Sync"), "refresh-cw")
    help_page = Entry("help", translate("roles", "Help"), "circle-question-mark")
    proof = Entry("proof", translate("roles", "Prove it"), "", "Ctrl+J")
    report = Entry("report", translate("roles", "Report for support"), "")
    if context.person.role is Role.CREW:
        return (
            Entry("today", translate("roles", "Today"), "list-todo"),
            Entry("close_out", translate("roles", "Close out"), ""),
            Entry("new_job", translate("roles", "New job"), ""),
            Entry("map", translate("roles", "Map"), "map"),
            Entry("photos", translate("roles", "Photos"), "images"),
            Entry("photo_import", translate("roles", "Add photos"), ""),
            Entry("camera", translate("roles", "Camera"), ""),
            Entry("photo_edit", translate("roles", "Draw on the photo"), ""),
            sync,
            help_page,
            proof,
            report,
            Entry("print", translate("roles", "Print"), ""),
        )
    board = Entry("board", translate("roles", "Board"), "layout-dashboard")
    review = Entry("review", translate("roles", "Review"), "inbox")
    first = (review, board) if context.person.role is Role.DISPATCHER else (board, review)
    return (*first, sync, help_page, proof, report)


def page(context: Context, key: str) -> Page:
    """Makes a page by its key, and loads its code: nobody waits for pages that they do not use."""
    match key:
        case "today":
            from fieldapp.views.today import TodayPage

            return TodayPage(context)
        case "close_out":
            from fieldapp.views.close_out import CloseOutPage

            return CloseOutPage(context)
        case "new_job":
            from fieldapp.views.new_job import NewJobPage

            return NewJobPage(context)
        case "map":
            from fieldapp.views.map_page import MapPage

            return MapPage(context)
        case "photos":
            from fieldapp.views.photos_page import PhotosPage

            return PhotosPage(context)
        case "photo_import":
            from fieldapp.views.photo_chooser import PhotoChooserPage

            return PhotoChooserPage(context)
        case "camera":
            from fieldapp.views.camera_page import CameraPage

            return CameraPage(context)
        case "photo_edit":
            from fieldapp.views.photo_editor import PhotoEditorPage

            return PhotoEditorPage(context)
        case "print":
            from fieldapp.views.print_page import PrintPage

            return PrintPage(context)
        case _:
            return _any_page(context, key)


def _any_page(context: Context, key: str) -> Page:
    """Those that are no crew's alone."""
    match key:
        case "sync":
            from fieldapp.views.sync_page import SyncPage

            return SyncPage(context)
        case "help":
            from fieldapp.views.help_page import HelpPage

            return HelpPage(context)
        case "proof":
            from fieldapp.views.proof_page import ProofPage

            return ProofPage(context)
        case "report":
            from fieldapp.views.report_page import ReportPage

            return ReportPage(context)
        case "board":
            from fieldapp.views.board import BoardPage

            return BoardPage(context)
        case "review":
            from fieldapp.views.review import ReviewPage

            return ReviewPage(context)
        case _:
            raise KeyError(key)


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
