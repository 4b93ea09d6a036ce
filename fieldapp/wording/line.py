"""The words for the line to the city: what the pill says, and what it means when nobody answers."""

from PySide6.QtCore import QCoreApplication, QLocale

from fieldapp.moments import Moments
from sync.clock import Clock
from sync.engine import PHOTOS_HELD, LineState, LineStatus
from sync.store import Summary

LITTLE_ROOM_BYTES = 512 * 1024**2


def line_words(status: LineStatus, summary: Summary, clock: Clock, locale: QLocale) -> tuple[str, str, str]:
    """The sync pill's state, title and detail: where the work is comes first, then how the line is."""
    waiting = summary.on_laptop + summary.sending
    if status.state is LineState.SIGN_IN_REQUIRED:
        title = QCoreApplication.translate("Line", "Sign in again")
        return "stored", title, _safe(waiting + summary.photos_waiting, summary)
    if status.state is LineState.OFFLINE:
        return "offline", QCoreApplication.translate("Line", "Offline"), _safe(waiting, summary)
    questions, photos = summary.needs_decision, summary.photos_waiting  # lupdate takes only plain names for %n
    if questions:
        title = QCoreApplication.translate("Line", "%n need(s) a decision", "", questions)
        return "needs_you", title, _safe(waiting, summary) if waiting else _quiet(summary, clock, locale)
    if status.state is LineState.RECEIVING:
        title = QCoreApplication.translate("Line", "Receiving")
        return "sending", title, QCoreApplication.translate("Line", "Jobs from the city")
    if waiting or status.state is LineState.SENDING:
        detail = QCoreApplication.translate("Line", "%n change(s) on the way", "", waiting)
        if not waiting:
            detail = QCoreApplication.translate("Line", "%n photo(s) on the way", "", photos)
        return "sending", QCoreApplication.translate("Line", "Sending"), detail
    if photos:
        title = QCoreApplication.translate("Line", "On this laptop")
        if status.code == PHOTOS_HELD:
            return "stored", title, QCoreApplication.translate("Line", "%n photo(s) wait for Wi-Fi", "", photos)
        return "stored", title, QCoreApplication.translate("Line", "%n photo(s) wait", "", photos)
    return "done", QCoreApplication.translate("Line", "All in the CRM"), _quiet(summary, clock, locale)


def _safe(count: int, summary: Summary) -> str:
    """How much is only here, and that it is safe."""
    if count:
        return QCoreApplication.translate("Line", "%n change(s) safe on this laptop", "", count)
    return _anothers() if summary.others_wait else QCoreApplication.translate("Line", "Nothing waits here")


def _quiet(summary: Summary, clock: Clock, locale: QLocale) -> str:
    """Nothing of the person here is on its way; what another one left is not to be wondered about."""
    return _anothers() if summary.others_wait else _heard(summary, clock, locale)


def _anothers() -> str:
    return QCoreApplication.translate("Line", "Another person’s work waits here")


def photos_held_text() -> str:
    """Photos wait for another network, as the person here wanted it."""
    return QCoreApplication.translate("Line", "Photos wait for Wi-Fi, as you chose. They are safe here; all else goes.")


def room_text(free_bytes: int, locale: QLocale) -> str:
    """A warning that the laptop's disk is nearly full; empty while there is room for a day's photos."""
    if free_bytes >= LITTLE_ROOM_BYTES:
        return ""
    said = QCoreApplication.translate(
        "Line",
        "This laptop’s disk is nearly full: {size} left. All you saved is safe; "
        "free some space before you take more photos. (DISK-LOW)",
    )
    return said.format(size=locale.formattedDataSize(free_bytes, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat))


def kept_text(name: str, count: int) -> str:
    """What a laptop that nobody is signed in on still keeps for its last person; empty for nothing."""
    if not count:
        return ""
    said = QCoreApplication.translate(
        "Line",
        "%n change(s) by {name} are safe on this laptop. They go to the city when {name} signs in again.",
        "",
        count,
    )
    return said.format(name=name)


def _heard(summary: Summary, clock: Clock, locale: QLocale) -> str:
    heard = Moments(locale.bcp47Name()).moment(summary.last_heard, clock.wall_ms())
    return QCoreApplication.translate("Line", "Last heard {time}").format(time=heard) if heard else ""


def problem_sentence(code: str) -> str:
    """What a failed call means for a person: one sentence, then the code for support."""
    closed = QCoreApplication.translate(
        "Problem", "The city’s computer does not answer. Your work is safe on this laptop; try again later."
    )
    portal = QCoreApplication.translate(
        "Problem",
        "Something else answered in place of the city’s computer, perhaps this network’s sign-in page. "
        "Nothing was sent; sign in to the network and try again.",
    )
    words = {
        "sign-in-required": QCoreApplication.translate(
            "Problem", "Name or password is not right. Nothing has changed; try again."
        ),
        "rate-limited": QCoreApplication.translate(
            "Problem", "Too many tries in a short time. Nothing has changed; wait a minute and try again."
        ),
        "maintenance": QCoreApplication.translate(
            "Problem",
            "The city’s computer is being serviced. Your work is safe on this laptop; try again later.",
        ),
        "client-too-old": QCoreApplication.translate(
            "Problem",
            "This program is too old for the city’s computer. Your work still gets there; install the new one.",
        ),
        "device-revoked": QCoreApplication.translate(
            "Problem", "The city has locked this laptop. Your work is kept; ask your supervisor."
        ),
        "storage-full": QCoreApplication.translate(
            "Problem",
            "The city’s computer has no room for photos now. They are kept on this laptop and go later.",
        ),
        "NET-DNS": QCoreApplication.translate(
            "Problem",
            "There is no computer of that name, or no network. Your work is safe; check the address.",
        ),
        "PIN-HUB": QCoreApplication.translate(
            "Problem",
            "The city’s word does not open this laptop, so it stays locked. Your work is safe; use the PIN, "
            "or call City IT.",
        ),
        "NET-URL": QCoreApplication.translate(
            "Problem",
            "That is not the address of a city’s computer. Nothing has changed; check how it is written.",
        ),
        "NET-TLS": QCoreApplication.translate(
            "Problem",
            "The connection could not be made safe, so nothing was sent. Check this laptop’s date and network.",
        ),
        "NET-NOT-THE-HUB": portal,
        "NET-REDIRECT": portal,
        "NET-BAD-TYPE": portal,
        "NET-BAD-BODY": portal,
    }
    return f"{words.get(code, closed)} ({code})"
