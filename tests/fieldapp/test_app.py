"""The shell: signing in and out, one refresh path, what a person chooses, and a clean end."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp import settings, theme
from fieldapp.app import App, Place
from fieldapp.language import Language
from fieldapp.tour.sight import sight_of
from fieldapp.views.settings_menu import SettingsMenu
from fieldapp.views.sign_in import Offer
from fieldapp.views.window import Window
from sync.commands import AddNote
from sync.orders import PhotoRole
from sync.states import CommandState
from sync.store import Change, Store
from tests.builders import ANA, a_photo, an_order
from tests.fieldapp.one_city import PASSWORD, OneCity

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of menus, offscreen

LEFT = Qt.MouseButton.LeftButton
OPEN_S = 20_000


@pytest.fixture
def city(tmp_path: Path) -> Iterator[OneCity]:
    """A hub with two jobs of crew 14's and one of nobody's."""
    folder = tmp_path / "hub"
    folder.mkdir()
    jobs = (an_order(title="Pothole"), an_order(title="Cave-in"))
    made = OneCity(folder, *jobs, an_order(title="Dead tree", crew_id=None, assignment_id=None))
    yield made
    made.close()


class Desk:
    """A window with the app in it, and a person in front of it."""

    def __init__(self, folder: Path, url: str, qtbot: QtBot, *offers: Offer) -> None:
        self.qtbot = qtbot
        self.window = Window()
        qtbot.addWidget(self.window)
        self.language = Language("en")
        look = settings.changed(settings.load(folder), hub_url=url)
        self.app = App(self.window, self.language, look, Place(folder, folder / "laptop.key", offers))
        folder.mkdir(exist_ok=True)
        self.code = self.app.start()
        self.window.show()

    def sees(self, *parts: str) -> bool:
        """Whether all of it is in sight."""
        sight = sight_of(self.window)
        return all(sight.holds(part) for part in parts)

    def wait_for(self, *parts: str) -> None:
        """Waits until all of it is in sight."""
        self.qtbot.waitUntil(lambda: self.sees(*parts), timeout=OPEN_S)

    def sign_in(self, user: str, password: str = PASSWORD) -> None:
        """Types name and password, and presses Enter."""
        for name, text in (("Name", user), ("Password", password)):
            field = next(f for f in self.window.findChildren(QLineEdit) if f.accessibleName() == name)
            field.clear()
            self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def press(self, name: str) -> None:
        """Clicks a button."""
        buttons = self.window.findChildren(QAbstractButton)
        button = next(b for b in buttons if name in (b.text(), b.objectName()) and b.isVisible())
        self.qtbot.mouseClick(button, LEFT)

    def end(self) -> None:
        """Closes the window."""
        self.window.close()
        self.language.end()


@pytest.fixture
def desk(tmp_path: Path, city: OneCity, qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Desk]]:
    """Opens the app on the laptop's folder; all of them are closed after the test."""
    opened: list[Desk] = []

    def open_desk(*offers: Offer, url: str = "") -> Desk:
        opened.append(Desk(tmp_path / "laptop", url or city.url, qtbot, *offers))
        return opened[-1]

    yield open_desk
    for each in opened:
        each.end()
    theme.apply(qapp, "light", 1.0)


MakeDesk = Callable[..., Desk]


class TestSigningIn:
    """A name and a password once; then the laptop knows who works on it."""

    def test_a_crew_signs_in_and_sees_its_jobs_and_no_others(self, desk: MakeDesk) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "Cave-in", "All in the CRM", "Street Maintenance 14")
        assert not crew.sees("Dead tree")

    @pytest.mark.parametrize(("user", "page"), [("ana", "today"), ("maria", "board"), ("dana", "review")])
    def test_each_role_begins_at_its_own_page(self, desk: MakeDesk, user: str, page: str) -> None:
        person = desk()
        with person.qtbot.waitSignal(person.app.ready, timeout=OPEN_S):
            person.sign_in(user)
        person.qtbot.waitUntil(lambda: sight_of(person.window).page == page)

    def test_a_wrong_password_is_one_sentence_with_a_code_and_can_be_tried_again(self, desk: MakeDesk) -> None:
        crew = desk()
        crew.sign_in("ana", "wrong")
        crew.wait_for("Name or password is not right. Nothing has changed; try again. (sign-in-required)")
        crew.sign_in("ana")
        crew.wait_for("Pothole")

    @pytest.mark.parametrize(
        ("url", "code"),
        [("http://127.0.0.1:9", "(NET-REFUSED)"), ("not an address", "(NET-URL)"), ("ftp://hub.example", "(NET-URL)")],
    )
    def test_a_hub_that_is_not_there_is_one_sentence_with_a_code(self, desk: MakeDesk, url: str, code: str) -> None:
        crew = desk(url=url)
        crew.sign_in("ana")
        crew.wait_for(code)

    def test_an_empty_field_is_pointed_out(self, desk: MakeDesk) -> None:
        crew = desk()
        crew.press("sign_in_button")
        assert crew.sees("Fill in all three lines, please.")

    def test_the_next_start_goes_straight_to_work_also_without_a_line(self, desk: MakeDesk, city: OneCity) -> None:
        first = desk()
        first.sign_in("ana")
        first.wait_for("Pothole", "All in the CRM")
        first.end()
        city.close()
        second = desk()
        assert second.sees("Pothole", "Cave-in")
        second.wait_for("Offline")

    def test_signing_out_keeps_unsent_work_for_its_author(self, desk: MakeDesk, city: OneCity) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        city.close()
        store = crew.app.store
        assert store is not None
        store.record(store.orders()[0].id, AddNote(crew.app.clock.new_id(), "Gate code 4417."))
        choose_sign_out(crew)
        crew.wait_for("Before you sign out", "1 change not sent")
        crew.press("sign_out_button")
        crew.wait_for("Sign in")
        assert store.summary().on_laptop + store.summary().sending == 1


class TestSharing:
    """Work that somebody left on a laptop for everybody goes up without them only if a supervisor wants it."""

    def test_a_supervisor_is_asked_and_then_sends_it_in_its_authors_name(self, desk: MakeDesk) -> None:
        shared = desk()
        store = left_a_note(shared)
        self.sees_sync(shared, "maria")
        shared.wait_for("1 change by somebody else waits here")
        shared.press("Send it without them…")
        assert shared.sees("Send 1 change without its author?", "the city holds it until a supervisor releases it")
        leave = shared.window.focusWidget()
        assert isinstance(leave, QAbstractButton)
        assert leave.text() == "Leave it here"  # what Enter or Space would do
        shared.qtbot.keyClick(leave, Qt.Key.Key_Escape)
        assert shared.sees("1 change by somebody else waits here")
        assert [item.state for item in store.outbox()] == [CommandState.QUEUED]
        shared.press("Send it without them…")
        shared.press("release_button")
        shared.qtbot.waitUntil(lambda: store.outbox()[0].state is CommandState.HELD, timeout=OPEN_S)
        assert store.outbox()[0].command.author == ANA.id
        shared.qtbot.waitUntil(lambda: not shared.sees("by somebody else"), timeout=OPEN_S)

    def test_nobody_else_may(self, desk: MakeDesk) -> None:
        shared = desk()
        left_a_note(shared)
        self.sees_sync(shared, "dana")
        shared.wait_for("1 change by somebody else waits here", "waits until its author signs in")
        assert not shared.sees("Send it without them…")

    def sees_sync(self, shared: Desk, user: str) -> None:
        """Signs in and looks at the sync page."""
        with shared.qtbot.waitSignal(shared.app.ready, timeout=OPEN_S):
            shared.sign_in(user)
        assert shared.app.workspace is not None
        shared.app.workspace.show_page("sync")


class TestOffers:
    """A demo's sign-in page: a role is one click, and each has a laptop of its own."""

    OFFERS = (
        Offer("Crew", "Ana", "truck", "ana", PASSWORD),
        Offer("Supervisor", "Maria", "layout-dashboard", "maria", PASSWORD),
    )

    def test_one_click_is_enough_and_the_other_role_has_its_own_data(self, desk: MakeDesk, tmp_path: Path) -> None:
        demo = desk(*self.OFFERS)
        demo.press("offer_ana")
        demo.wait_for("Pothole", "All in the CRM")
        choose_sign_out(demo)
        demo.wait_for("Who is working today?")
        demo.press("offer_maria")
        demo.wait_for("Dead tree", "All in the CRM")
        assert {each.name for each in (tmp_path / "laptop").iterdir() if each.is_dir()} == {"ana", "maria"}


class TestRefreshing:
    """Whatever changes, whoever changed it: the window shows it by itself."""

    def test_what_the_office_changes_is_there_within_a_second_or_two(self, desk: MakeDesk, city: OneCity) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        city.hub.book.put_order(an_order(title="Sunken manhole"))
        crew.wait_for("Sunken manhole")

    def test_work_done_here_counts_in_the_badge_and_is_sent_at_once(self, desk: MakeDesk, city: OneCity) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        store = crew.app.store
        assert store is not None
        store.record(store.orders()[0].id, AddNote(crew.app.clock.new_id(), "Gate code 4417."))
        assert crew.sees("Sync, 1")
        crew.wait_for("All in the CRM")
        assert len(city.hub.book.log()) == 1
        assert not crew.sees("Sync, 1")

    def test_work_that_comes_back_unsent_waits_for_the_back_off(self, desk: MakeDesk, city: OneCity) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        city.close()
        app, store = crew.app, crew.app.store
        assert store is not None
        store.record(store.orders()[0].id, AddNote(app.clock.new_id(), "Gate code 4417."))
        crew.wait_for("Offline", "1 change")
        tries = len(store.attempts())
        assert app.changes is not None
        for _ in range(50):
            app.changes.changed.emit(Change(outbox=True))
            QApplication.processEvents()
        assert len(store.attempts()) <= tries + 1


class TestChoosing:
    """Theme, size and language, from the menu behind the badge."""

    def test_they_take_effect_at_once_and_outlive_the_program(self, desk: MakeDesk, tmp_path: Path) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        crew.app.choices.set_theme("dark")
        crew.app.choices.set_scale(1.5)
        crew.app.choices.set_language("es")
        assert (theme.current().name, theme.scale()) == ("dark", 1.5)
        crew.qtbot.waitUntil(lambda: sight_of(crew.window).page == "today")
        assert not crew.sees("Close out this job")
        kept = settings.load(tmp_path / "laptop")
        assert (kept.theme, kept.scale, kept.language, kept.last_user) == ("dark", 1.5, "es", "ana")

    def test_the_menu_shows_what_is_in_force_and_asks_for_what_is_chosen(self, desk: MakeDesk) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole")
        menu = opened_menu(crew)
        themes = menu.actions()[0].menu().actions()
        assert [action.text() for action in themes if action.isChecked()] == ["Light"]
        themes[1].trigger()
        assert theme.current().name == "dark"
        menu.close()


class TestRefusing:
    """Data that cannot be opened is one sentence, and nothing is touched."""

    def test_a_second_window_on_the_same_data_is_told(self, desk: MakeDesk) -> None:
        desk()
        second = desk()
        assert second.code == 3
        assert second.sees("(STORE-IN-USE)", "go on in the window that is open")

    def test_a_lost_key_is_told(self, desk: MakeDesk, tmp_path: Path) -> None:
        desk().end()
        (tmp_path / "laptop" / "laptop.key").unlink()
        assert desk().sees("(KEY-GONE)")

    def test_another_key_is_told(self, desk: MakeDesk, tmp_path: Path) -> None:
        desk().end()
        (tmp_path / "laptop" / "laptop.key").write_text("A" * 43 + "=")
        assert desk().sees("(STORE-KEY)")


class TestRecovering:
    """A broken file: what came of it is read once, then work goes on."""

    @pytest.mark.parametrize("tag", ["en", "es"])
    def test_a_damaged_file_is_told_in_plain_words_and_the_work_is_there(
        self, desk: MakeDesk, city: OneCity, tmp_path: Path, tag: str
    ) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        city.close()
        app, store = crew.app, crew.app.store
        assert store is not None
        order_id = store.orders()[0].id
        for _ in range(3):
            store.record(order_id, AddNote(app.clock.new_id(), "Gate code 4417."))
        store.add_photo(order_id, PhotoRole.AFTER, a_photo())
        crew.app.choices.set_language(tag)
        crew.end()
        path = tmp_path / "laptop" / "fieldapp.db"
        data = bytearray(path.read_bytes())
        data[700] ^= 0xFF
        path.write_bytes(data)

        again = desk()
        again.language.choose(tag)
        again.app._go_on()
        recovered, nothing_lost, go_on = {
            "en": ("3 changes and 1 photo were recovered and wait to be sent.", "Nothing you did was lost.", "Go on"),
            "es": ("Se recuperaron 3 cambios y 1 foto", "No se perdió nada de su trabajo.", "Seguir"),
        }[tag]
        again.wait_for(recovered, nothing_lost, "(STORE-RECOVERED)")
        again.press(go_on)
        again.qtbot.waitUntil(lambda: sight_of(again.window).page == "today", timeout=OPEN_S)
        store = again.app.store
        assert store is not None
        assert store.recovered() is None
        assert store.summary().on_laptop + store.summary().sending == 4


class TestEnding:
    """Closing the window ends everything that was begun."""

    def test_no_thread_is_left_and_the_data_can_be_opened_again(self, desk: MakeDesk) -> None:
        crew = desk()
        crew.sign_in("ana")
        crew.wait_for("Pothole", "All in the CRM")
        line = crew.app.line
        assert line is not None
        crew.end()
        assert line.isFinished()
        assert crew.app.store is None
        ears = [thread for thread in threading.enumerate() if thread.name == "pokes"]
        crew.qtbot.waitUntil(lambda: not any(thread.is_alive() for thread in ears), timeout=OPEN_S)
        assert desk().code == 0


def left_a_note(shared: Desk) -> Store:
    """Ana's note, which was never sent, on a laptop that she signed out of."""
    shared.sign_in("ana")
    shared.wait_for("Pothole", "All in the CRM")
    store, line = shared.app.store, shared.app.line
    assert store is not None
    assert line is not None
    line.stop()
    store.record(store.orders()[0].id, AddNote(shared.app.clock.new_id(), "Gate code 4417."))
    choose_sign_out(shared)
    shared.wait_for("Before you sign out", "1 change not sent")
    shared.press("sign_out_button")
    shared.wait_for("Sign in", "1 change by Ana", "It goes to the city when")
    return store


def choose_sign_out(desk: Desk) -> None:
    """As from the menu, which is closed then: an open one would take the next click for itself."""
    menu = opened_menu(desk)
    menu.actions()[-1].trigger()
    menu.close()


def opened_menu(desk: Desk) -> SettingsMenu:
    """The menu, as the badge opens it."""
    workspace = desk.app.workspace
    assert workspace is not None
    workspace.rail.menu_asked.emit(QPoint(0, 0))
    menu = desk.window.findChild(SettingsMenu)
    assert isinstance(menu, SettingsMenu)
    return menu
