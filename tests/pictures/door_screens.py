"""The screens before and beside the work: signing in, why nothing opens, and the menu of the badge."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from fieldapp.language import Language
from fieldapp.views.lock import LockPage, PinPage
from fieldapp.views.refusal import refusal_page
from fieldapp.views.settings_menu import SettingsMenu
from fieldapp.views.sign_in import Offer, SignInPage
from fieldapp.views.sign_out import SignOutPage
from fieldapp.wording import kept_text, problem_sentence
from sync.store import StoreProblem, Unsent
from tests.pictures.crew_screens import Pose
from tests.pictures.looks import gone

_OFFERS = (
    Offer("Ana Lucero", "Crew 14", "truck", "crew14", "x"),
    Offer("Maria Reyes", "Supervisor", "layout-dashboard", "maria", "x"),
    Offer("Dana Kim", "Dispatch", "inbox", "dana", "x"),
)
_SAFE = "%n thing(s) safe on this laptop. They go by themselves, also now."
_UNOPENED = "Everything you saved is still on this laptop. What was not sent yet goes once you unlock it."


def poses(_folder: Path, language: Language) -> Iterator[Pose]:
    """Every state, one after the other: its name, and the window that shows it now."""
    page = SignInPage("https://hub.city.example", "ana")
    page.show()
    yield "sign-in", page
    page.show_problem(problem_sentence("NET-NOT-THE-HUB"))
    yield "sign-in-problem", page
    page.set_busy(True)
    yield "sign-in-busy", page
    gone(page)
    for name, made in (
        ("sign-in-kept", SignInPage("https://hub.city.example", "ana", kept=kept_text("Ana Ruiz", 5))),
        ("sign-in-demo", SignInPage("http://127.0.0.1:8311", "", _OFFERS)),
        ("sign-out", SignOutPage(Unsent(3, 1, 1, 2, 5_300_000, 1), True, language.locale)),
        ("lock", LockPage("Ana Ruiz", QCoreApplication.translate("Locking", _SAFE, "", 7), 40)),
        ("lock-start", LockPage("Ana Ruiz", QCoreApplication.translate("Locking", _UNOPENED))),
        ("pin", PinPage(6, True)),
        ("refusal", refusal_page(StoreProblem("STORE-KEY"))),
    ):
        made.setAutoFillBackground(True)
        made.show()
        yield name, made
        gone(made)
    ground = QWidget()
    menu = SettingsMenu(language.tag, ground)
    menu.popup(ground.rect().topLeft())
    yield "menu", menu
    menu.close()
    gone(ground)
