"""What is to be read before anything else: why the data cannot be opened, or what of it was recovered."""

from PySide6.QtCore import QCoreApplication

from fieldapp.widgets.empty_state import EmptyState
from fieldapp.wording import recovered_text, store_text
from sync.credentials import KeyProblem
from sync.store import Recovered, StoreProblem, Unsent


def refusal_page(problem: KeyProblem | StoreProblem) -> EmptyState:
    """The page that says why nothing was opened."""
    page = EmptyState("circle-alert", opening_text(problem))
    page.setObjectName("refusal")
    return page


def recovered_page(recovered: Recovered) -> EmptyState:
    """The page that says what was recovered from a broken file, and lets work go on."""
    title, said = recovered_text(recovered)
    page = EmptyState("circle-check", title, said, QCoreApplication.translate("Recovered", "Go on"))
    page.setObjectName("recovered")
    return page


def opening_text(problem: KeyProblem | StoreProblem) -> str:
    """Why the data was not opened: what is safe, what to do, and the code for support."""
    words = {
        "KEY-GONE": QCoreApplication.translate(
            "Opening", "The key to this laptop’s data is missing. The data is still here; call City IT."
        ),
        "KEY-BROKEN": QCoreApplication.translate(
            "Opening", "The key to this laptop’s data is damaged. The data is still here; call City IT."
        ),
        "KEY-FILE": QCoreApplication.translate(
            "Opening", "The key file cannot be used. Nothing was changed; check its path and rights."
        ),
        "KEY-NO-KEYRING": QCoreApplication.translate(
            "Opening",
            "This machine’s keyring is locked or missing, so the app cannot open its data. "
            "Unlock it, or start with --key-file FILE.",
        ),
        "STORE-KEY": QCoreApplication.translate(
            "Opening",
            "The work on this laptop is locked with another key, so it could not be opened. Nothing was changed; "
            "sign in to the system as the person who set up this laptop, or call support.",
        ),
        "STORE-IN-USE": QCoreApplication.translate(
            "Opening",
            "Fieldapp is already open on this laptop. Your work is safe; go on in the window that is open.",
        ),
        "STORE-NEWER": QCoreApplication.translate(
            "Opening",
            "The work on this laptop was saved by a newer Fieldapp, so this one did not open it. "
            "Nothing was changed; install the newer version.",
        ),
        "STORE-FOLDER": QCoreApplication.translate(
            "Opening",
            "The folder with the work on this laptop cannot be read or written, so it was not opened. "
            "Nothing was changed; check the folder’s permissions or call support.",
        ),
    }
    if problem.code in words:
        return f"{words[problem.code]} ({problem.code})"
    return store_text(problem) if isinstance(problem, StoreProblem) else f"{problem.sentence} ({problem.code})"


def revoked_page(unsent: Unsent | None) -> EmptyState:
    """The city revoked this laptop; None while its work is still being sealed."""
    if unsent is None:
        doing = QCoreApplication.translate("Opening", "The city has locked this laptop. Your work is being sealed…")
        return EmptyState("lock", doing)
    kept = QCoreApplication.translate("Opening", "All that was done here had reached the city.")
    if unsent.anything:
        counts = QCoreApplication.translate(
            "Opening", "{changes} unsent changes and {photos} photos are sealed on it. Nothing is lost."
        )
        kept = counts.format(changes=unsent.commands, photos=unsent.photos)
        kept += " " + QCoreApplication.translate("Opening", "Bring the laptop to City IT.")
    words = QCoreApplication.translate("Opening", "The city has locked this laptop. (device-revoked)")
    return EmptyState("lock", words, kept)
