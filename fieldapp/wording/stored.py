"""The words for the laptop's own file: what was not saved or undone, what was recovered, and why a change waits."""

from PySide6.QtCore import QCoreApplication

from sync.store import Recovered, StoreProblem


def store_text(problem: StoreProblem) -> str:
    """Why nothing was saved: one sentence for a person, then the code for support."""
    words = {
        "STORE-DAMAGED": QCoreApplication.translate(
            "Store",
            "The file with the work on this laptop is damaged. "
            "Nothing was deleted; close Fieldapp and open it again to recover it, or call support with the code.",
        ),
        "STORE-DISK-FULL": QCoreApplication.translate(
            "Store",
            "The disk of this laptop is full, so this was not saved. "
            "All earlier work is safe; free some space and do it again.",
        ),
        "STORE-DISK-ERROR": QCoreApplication.translate(
            "Store",
            "The disk of this laptop could not be read or written, so this was not saved. "
            "All earlier work is safe; do it again, and tell support the code if it stays.",
        ),
        "STORE-OTHER-HUB": QCoreApplication.translate(
            "Store",
            "The work on this laptop belongs to another city’s CRM, so you are not signed in here. "
            "Nothing was changed; sign in to that CRM or call support.",
        ),
        "STORE-BUSY": QCoreApplication.translate(
            "Store",
            "Another program holds the file with the work on this laptop, so this was not saved. "
            "All earlier work is safe; do it again in a moment.",
        ),
        "STORE-CLOSED": QCoreApplication.translate(
            "Store", "Fieldapp is closing, so this was not saved. All earlier work is safe."
        ),
        "STORE-NOT-SIGNED-IN": QCoreApplication.translate(
            "Store", "Nobody has signed in on this laptop yet, so this was not saved. Sign in first."
        ),
        "STORE-NO-ORDER": QCoreApplication.translate(
            "Store",
            "This job is no longer on this laptop, so this was not saved. Your earlier work on it is safe.",
        ),
        "STORE-JOB-UNREADABLE": QCoreApplication.translate(
            "Store",
            "This job cannot be read on this laptop, so this was not saved. "
            "Your earlier work is safe; do it again once the city has sent the job again.",
        ),
        "STORE-NO-COMMAND": QCoreApplication.translate(
            "Store", "This change is no longer on this laptop. Nothing was changed."
        ),
        "STORE-UNDO-LATE": QCoreApplication.translate(
            "Store",
            "This can no longer be undone here: it may have reached the CRM, or later work builds on it. "
            "It is safe; change it with a new entry.",
        ),
    }
    return f"{words.get(problem.code, problem.sentence)} ({problem.code})"


def unreadable_text() -> str:
    """That a job is missing in the lists or does not open, and what brings it back."""
    said = QCoreApplication.translate(
        "Store",
        "A job on this laptop cannot be read. Your work is safe; press “Sync now” with coverage and the city sends the "
        "job again. If this stays, call City IT.",
    )
    return f"{said} (STORE-JOB-UNREADABLE)"


def unknown_code_text() -> str:
    """That a scanned code names no job that is here."""
    said = QCoreApplication.translate(
        "Store",
        "The job of this code is not on this laptop. Nothing was changed; it may be another crew’s, or a code of "
        "something else.",
    )
    return f"{said} (CODE-UNKNOWN)"


def recovered_text(recovered: Recovered) -> tuple[str, str]:
    """What was put right at the start: what happened, and what came of it, with the code for support."""
    commands, pictures, lost = recovered.commands, recovered.photos, recovered.lost  # lupdate takes plain names for %n
    changes = QCoreApplication.translate("Recovered", "%n change(s)", "", commands)
    photos = QCoreApplication.translate("Recovered", "%n photo(s)", "", pictures)
    if recovered.cause == "damaged":
        title = QCoreApplication.translate("Recovered", "The file with your work was damaged. It has been recovered.")
    elif recovered.cause == "missing":
        title = QCoreApplication.translate("Recovered", "The disk had lost some of your work. It has been recovered.")
    else:
        title = QCoreApplication.translate("Recovered", "Some of your work cannot be read by this version of Fieldapp.")
    said = []
    if recovered.cause != "unreadable":
        both = QCoreApplication.translate("Recovered", "{changes} and {photos} were recovered and wait to be sent.")
        said.append(both.format(changes=changes, photos=photos))
    if lost:
        said.append(QCoreApplication.translate("Recovered", "%n could not be read and is kept for support.", "", lost))
    else:
        said.append(QCoreApplication.translate("Recovered", "Nothing you did was lost."))
    said.append(QCoreApplication.translate("Recovered", "You can go on working."))
    return title, f"{' '.join(said)} (STORE-RECOVERED)"


def waiting_text(code: str) -> str:
    """Why a change is still only on this laptop, short enough for a row; empty where it does not wait."""
    if not code:
        return ""
    words = {
        "WAIT-LINE": QCoreApplication.translate("Waiting", "waits for coverage"),
        "WAIT-SIGN-IN": QCoreApplication.translate("Waiting", "waits until you sign in again"),
        "WAIT-OTHER-PERSON": QCoreApplication.translate("Waiting", "waits until its author signs in"),
        "WAIT-ANSWER": QCoreApplication.translate("Waiting", "sent, waits for the city’s answer"),
        "WAIT-LATER": QCoreApplication.translate("Waiting", "the city asked to try again a little later"),
        "NET-NOT-THE-HUB": QCoreApplication.translate("Waiting", "this network wants its own sign-in first"),
        "NET-REDIRECT": QCoreApplication.translate("Waiting", "this network wants its own sign-in first"),
    }
    return words.get(code) or QCoreApplication.translate("Waiting", "waits for a line to the city")
