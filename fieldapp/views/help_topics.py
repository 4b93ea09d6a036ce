"""What people ask about the app, and the answers; found by any of their words, with or without accents."""

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from sync.orders import Role


@dataclass(frozen=True)
class Topic:
    """A question, its answer, and the page (`asked`'s key) that it leads to, with the words on its button."""

    question: str
    answer: str
    page: str = ""
    button: str = ""


def topics(role: Role) -> tuple[Topic, ...]:
    """The questions of a role, the most asked first."""
    return (*(_crew() if role is Role.CREW else _desk()), *_both())


def found(among: tuple[Topic, ...], text: str) -> tuple[Topic, ...]:
    """Those that have all words of a search; all of them without words."""
    words = _plain(text).split()
    return tuple(topic for topic in among if all(word in _plain(f"{topic.question} {topic.answer}") for word in words))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _crew() -> tuple[Topic, ...]:
    translate = QCoreApplication.translate
    return (
        Topic(
            translate("Help", "It says “Offline”. What now?"),
            translate(
                "Help",
                "That’s fine. Work on: jobs, photos, closing out, search and printing need no line. What you did is on "
                "this laptop’s disk and goes by itself when there is a line.",
            ),
        ),
        Topic(
            translate("Help", "How do I close out a job?"),
            translate(
                "Help",
                "Press “Close out this job” (F2), choose what happened, add a photo of the finished work, and press "
                "“Close job” (Ctrl+Enter). What is still missing stands beside the button. You can leave at any time: "
                "what you filled in is kept, and other jobs are not held up.",
            ),
        ),
        Topic(
            translate("Help", "I closed the wrong job, or made a mistake."),
            translate(
                "Help",
                "Press “Undo close-out” on the job while the change is still on this laptop. After that write a note; "
                "dispatch can send the job back to you.",
            ),
        ),
        Topic(
            translate("Help", "How do I add photos?"),
            translate(
                "Help",
                "From a phone or SD card with “Add”, with this laptop’s own camera if it has one (F4), by dropping "
                "files on the job, or by copying and pasting (Ctrl+V). Photos are saved on this laptop at once and go "
                "to the city after the words of the job.",
            ),
        ),
        Topic(
            translate("Help", "A photo was refused."),
            translate(
                "Help",
                "The sentence below the photos says why. The job is unchanged; take or copy the photo again, and tell "
                "support the code in brackets if it happens twice.",
            ),
        ),
        Topic(
            translate("Help", "I found work that nobody has reported."),
            translate(
                "Help",
                "Press “New job” (F3) on Today or on the map: what it is, where, and photos. It is yours at once, also "
                "without a line. Open jobs near by are offered first; press one if it is the same, and your photos go "
                "there. While it is only on this laptop and has no photos, the job has “Take it back”.",
            ),
        ),
        Topic(
            translate("Help", "One repair settled several reports."),
            translate(
                "Help",
                "At the close-out, tick the other reports of the same near by. One set of photos and answers closes "
                "them all, or none. “Undo” takes all back while they are on this laptop, also on the Sync page; each "
                "job can be taken back alone, too.",
            ),
        ),
        Topic(
            translate("Help", "It says “Needs a decision”."),
            translate(
                "Help",
                "Somebody else changed the same job while you worked on it. Your work is at the city and is kept. A "
                "person decides which value holds; the Sync page shows both, and you see the answer on the job.",
            ),
            "sync",
            translate("Help", "Show the Sync page"),
        ),
        Topic(
            translate("Help", "A job is gone, or was moved while I worked on it."),
            translate(
                "Help",
                "It was given to another crew; a notice above the list says by whom. What you did on it is kept, "
                "goes to the city, and counts as yours.",
            ),
        ),
        Topic(
            translate("Help", "How do I find a job?"),
            translate(
                "Help",
                "Press Ctrl+F and type any part of its number, address, title or of what the resident wrote. Or scan "
                "the code on its printed sheet into the search box. “Filter and sort” (Ctrl+Shift+F) leaves only the "
                "jobs that you want to see, the nearest first if you like; a filter that you need often gets a name.",
            ),
        ),
        Topic(
            translate("Help", "In which order do I drive, and is there a map without a line?"),
            translate(
                "Help",
                "The Map page numbers your stops: the job in hand, then emergencies, then the shortest way. It works "
                "without a line from the map file of your city. Jobs whose report has no believable spot stand in a "
                "list beside the map; Tab goes from stop to stop, Enter opens one.",
            ),
            "map",
            translate("Help", "Show the map"),
        ),
        Topic(
            translate("Help", "How do I take my day along on paper?"),
            translate(
                "Help",
                "Press Ctrl+P: the job in hand, the day’s list, or a sheet for each job, on a printer or as a PDF. "
                "The sheets carry no names and no phone numbers. Each has a code; scan it into the search box later, "
                "and its job opens.",
            ),
            "print",
            translate("Help", "Print"),
        ),
        Topic(
            translate("Help", "My shift ends and somebody else takes the laptop."),
            translate(
                "Help",
                "Press your badge at the lower left and sign out. Your unsent work stays here, locked, and goes to the "
                "city in your name when you sign in again. The next person signs in and sees only their own jobs.",
            ),
        ),
        Topic(
            translate("Help", "The disk is nearly full."),
            translate(
                "Help",
                "All you saved is safe. Free some space or find a line: photos that the city has confirmed may leave "
                "this laptop, and nothing else does.",
            ),
        ),
    )


def _desk() -> tuple[Topic, ...]:
    translate = QCoreApplication.translate
    return (
        Topic(
            translate("Help", "How old is what I see of a crew?"),
            translate(
                "Help",
                "Each lane of the board says when its crew was last heard and how much of its work it knew then. A "
                "crew without a line works on; what it did comes in later with its own times.",
            ),
        ),
        Topic(
            translate("Help", "I moved a job and the crew had already done it."),
            translate(
                "Help",
                "The work is not lost and not refused: it waits in Review for one answer. Accept it, and the crew that "
                "did it is credited; or send it back with a reason.",
            ),
            "review",
            translate("Help", "Show Review"),
        ),
        Topic(
            translate("Help", "Can I take a decision back?"),
            translate(
                "Help",
                "Yes, with Undo in the line at the bottom, while the decision is still on this laptop. Later you "
                "reopen the job or send it back.",
            ),
        ),
    )


def _both() -> tuple[Topic, ...]:
    translate = QCoreApplication.translate
    return (
        Topic(
            translate("Help", "I cannot read the screen in the sun."),
            translate(
                "Help",
                "Ctrl+T changes to the next theme: light, dark, sunlight. Ctrl++ makes everything larger, Ctrl+- "
                "smaller. Both, and the language, are also in the menu behind your badge at the lower left.",
            ),
        ),
        Topic(
            translate("Help", "How do I lock the laptop? I forgot the PIN."),
            translate(
                "Help",
                "Ctrl+L locks it; the first time it asks you to choose a PIN. After a while without a hand on it, it "
                "locks itself. If you forgot the PIN, sign in with your password over a line: your work is still here.",
            ),
        ),
        Topic(
            translate("Help", "How do I know that nothing is lost?"),
            translate(
                "Help",
                "Each act gets a receipt from the city, and nobody can change it unseen. Look at your day, or save the "
                "proof as a file.",
            ),
            "proof",
            translate("Help", "Prove it"),
        ),
        Topic(
            translate("Help", "Which keys are there?"),
            translate("Help", "F1 or ? shows the keys of the screen that you are on. It stays open while you work."),
            "keys",
            translate("Help", "Show the keys"),
        ),
        Topic(
            translate("Help", "Something is wrong with the program."),
            translate(
                "Help",
                "Save a report for support. It has versions, numbers and codes, and nothing about people or jobs; you "
                "read it before you save it.",
            ),
            "report",
            translate("Help", "Report for support"),
        ),
    )
