"""The words for a journal that does not hold."""

from PySide6.QtCore import QCoreApplication

from sync.journal import Break


def break_text(broken: Break) -> str:
    """What is wrong at the first place that does not hold, with the code for support."""
    said = _words().get(broken.code, broken.code)
    if broken.seq:
        where = QCoreApplication.translate("Journal", "Act {number}: {what}")
        said = where.format(number=broken.seq, what=said)
    else:
        said = f"{said[:1].upper()}{said[1:]}"
    return f"{said} ({broken.code})"


def _words() -> dict[str, str]:
    return {
        "JOURNAL-CHANGED": QCoreApplication.translate("Journal", "what it says is not what was recorded."),
        "JOURNAL-MISSING": QCoreApplication.translate("Journal", "one or more acts before it were taken out."),
        "JOURNAL-ORDER": QCoreApplication.translate("Journal", "it does not stand where it was recorded."),
        "JOURNAL-LINK": QCoreApplication.translate("Journal", "it does not follow the act before it."),
        "JOURNAL-FOREIGN": QCoreApplication.translate("Journal", "the journal begins as another laptop’s."),
        "JOURNAL-WITHDRAWN": QCoreApplication.translate(
            "Journal", "it counts as taken back, but nobody recorded that."
        ),
        "JOURNAL-OTHER": QCoreApplication.translate("Journal", "the city signed for something else."),
        "JOURNAL-TAIL": QCoreApplication.translate("Journal", "the city signed for acts that are not here any more."),
        "JOURNAL-SIGNATURE": QCoreApplication.translate("Journal", "a receipt does not carry the city’s signature."),
        "JOURNAL-CUT-OFF": QCoreApplication.translate("Journal", "the end is missing."),
    }
